// `themes:` and `measures:`, read and checked.

#include <array>
#include <unordered_map>

#include "base/metric.h"
#include "base/strings.h"
#include "pack/names.h"
#include "pack/read.h"
#include "pack/validate.h"

namespace rapport::pack {

void ReadTheme(const Fields& fields, Theme* theme, DiagnosticSink* sink) {
  theme->label = fields.String("label");
  theme->cues = fields.Refs("cues");
  theme->praise_cues = fields.Refs("praise_cues");
  theme->complaint_cues = fields.Refs("complaint_cues");
  theme->phrases = fields.Texts("phrases");
  theme->praise = fields.Texts("praise");
  theme->complaints = fields.Texts("complaints");
  theme->examples = fields.Texts("examples");
  theme->counter_examples = fields.Texts("counter_examples");
  for (const char* key :
       {"cues", "praise_cues", "complaint_cues", "phrases", "praise", "complaints"}) {
    CheckTwice(fields.Items(key), sink);
  }
}

void ReadMeasure(const Fields& fields, Measure* measure, DiagnosticSink* sink) {
  measure->label = fields.String("label");
  measure->themes = fields.Refs("for");
  measure->owner = fields.String("owner");
  measure->cost = fields.Enum("cost", std::array<std::string_view, 3>{"low", "medium", "high"},
                              CostClass::kMedium);
  if (const auto metric = FindMetric(fields.String("moves"))) measure->moves = *metric;
  CheckTwice(fields.Items("for"), sink);
}

namespace {

class ThemeChecker {
 public:
  ThemeChecker(const Validation& v, const Pack& pack) : names_(v.draft), sink_(v.sink) {
    for (const Cue& cue : pack.cues) sides_[cue.id] = cue.side;
  }

  void Check(const Theme& theme) {
    size_t count = theme.phrases.size() + theme.praise.size() + theme.complaints.size();
    for (const auto* cues : {&theme.cues, &theme.praise_cues, &theme.complaint_cues}) {
      count += cues->size();
      for (const ActionRef& cue : *cues) CheckCue(cue);
    }
    if (count > 0) return;
    sink_->Error("theme-empty", theme.id_span,
                 StrCat("theme ", Quoted(theme.id), " has neither cues nor phrases"),
                 "name the cues or write the phrases that speak of it");
  }

  void Check(const Measure& measure) {
    for (const ActionRef& theme : measure.themes) {
      names_.Check(Section::kThemes, theme.id, theme.span, sink_);
    }
  }

 private:
  void CheckCue(const ActionRef& cue) {
    if (!names_.Check(Section::kCues, cue.id, cue.span, sink_)) return;
    const auto side = sides_.find(cue.id);
    if (side == sides_.end() || side->second != CueSide::kAgent) return;
    sink_->Error("cue-side", cue.span,
                 StrCat("cue ", Quoted(cue.id), " has `in: agent`, but customers write comments"),
                 "name a cue with `in: customer`, the default");
  }

  const Names names_;
  DiagnosticSink* sink_;
  std::unordered_map<std::string_view, CueSide> sides_;  // by id, of the pack
};

}  // namespace

void ValidateThemes(const Validation& v, const Pack& pack) {
  ThemeChecker checker(v, pack);
  for (const Theme& theme : pack.themes) checker.Check(theme);
  for (const Measure& measure : pack.measures) checker.Check(measure);
  if (pack.themes.size() > v.limits.themes) {
    v.sink->Error("limit", pack.themes[v.limits.themes].id_span,
                  StrCat("the pack has more than ", v.limits.themes, " themes"));
  }
}

}  // namespace rapport::pack
