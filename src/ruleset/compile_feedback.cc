#include "ruleset/compile_feedback.h"

#include <map>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "ruleset/compile.h"

namespace rapport::ruleset {
namespace {

class FeedbackCompiler {
 public:
  FeedbackCompiler(const pack::Pack& pack, const text::Lexicon& lexicon, const PackLimits& limits,
                   Tables* tables)
      : pack_(pack),
        tables_(*tables),
        builder_(&lexicon, WithRoom(pack, limits), &tables->vocabulary) {
    for (const pack::Cue& cue : pack.cues) cues_.emplace(cue.id, &cue);
  }

  std::string Run() {
    Lists();
    for (const pack::Theme& theme : pack_.themes) Add(theme);
    for (const pack::Measure& measure : pack_.measures) Add(measure);
    const uint32_t none = feedback().no_theme();
    Phrases(pack_.text.praise_phrases, feedback().tag(none, Tone::kPraise));
    Phrases(pack_.text.complaint_phrases, feedback().tag(none, Tone::kComplaint));
    std::vector<phrase::PhraseIssue> issues;
    feedback().negation =
        AddNegation(pack_.text, feedback().first_negation_tag(), &builder_, &issues);
    if (!issues.empty()) Fail("a checked negator does not compile", "");
    feedback().phrases = builder_.Build();
    return std::move(failure_);
  }

 private:
  FeedbackTables& feedback() { return tables_.feedback; }

  void Fail(std::string_view what, std::string_view which) {
    if (failure_.empty()) failure_ = StrCat(what, which);
  }

  // The loader has counted the phrases of comments.
  static PackLimits WithRoom(const pack::Pack& pack, const PackLimits& limits) {
    PackLimits more = limits;
    more.phrases += pack.text.negators.size() + pack.text.negation_exceptions.size();
    return more;
  }

  std::string_view Keep(std::string_view text) { return tables_.pool.Add(text); }

  void Lists() {
    std::vector<phrase::PhraseIssue> issues;
    for (const pack::List& list : pack_.lists) {
      std::vector<std::string_view> items;
      for (const pack::Text& item : list.items) items.push_back(item.value);
      if (!builder_.DeclareList(list.id, items, &issues)) {
        Fail("a checked list does not compile: ", list.id);
      }
    }
  }

  void Phrases(const std::vector<pack::Text>& phrases, uint32_t tag) {
    std::vector<phrase::PhraseIssue> issues;
    for (const pack::Text& phrase : phrases) {
      if (!builder_.Add(tag, phrase.value, &issues)) {
        Fail("a checked phrase does not compile: ", phrase.value);
      }
    }
  }

  void CuePhrases(const std::vector<pack::ActionRef>& cues, uint32_t tag) {
    for (const pack::ActionRef& ref : cues) {
      const auto cue = cues_.find(ref.id);
      if (cue == cues_.end()) {
        Fail("undeclared name in a checked pack: ", ref.id);
      } else {
        Phrases(cue->second->phrases, tag);
      }
    }
  }

  void Add(const pack::Theme& theme) {
    const uint32_t index = feedback().no_theme();
    const uint32_t neutral = feedback().tag(index, Tone::kNeutral);
    const uint32_t praise = feedback().tag(index, Tone::kPraise);
    const uint32_t complaint = feedback().tag(index, Tone::kComplaint);
    Phrases(theme.phrases, neutral);
    Phrases(theme.praise, praise);
    Phrases(theme.complaints, complaint);
    CuePhrases(theme.cues, neutral);
    CuePhrases(theme.praise_cues, praise);
    CuePhrases(theme.complaint_cues, complaint);
    themes_.emplace(theme.id, index);
    feedback().themes.push_back({Keep(theme.id), Keep(theme.label), Keep(theme.help)});
  }

  void Add(const pack::Measure& measure) {
    MeasureEntry entry;
    entry.id = Keep(measure.id);
    entry.label = Keep(measure.label);
    entry.owner = Keep(measure.owner);
    entry.help = Keep(measure.help);
    entry.cost = measure.cost;
    entry.moves = measure.moves;
    for (const pack::ActionRef& ref : measure.themes) {
      const auto theme = themes_.find(ref.id);
      if (theme == themes_.end()) {
        Fail("undeclared name in a checked pack: ", ref.id);
      } else {
        entry.themes.push_back(theme->second);
      }
    }
    entry.themes.shrink_to_fit();
    feedback().measures.push_back(std::move(entry));
  }

  const pack::Pack& pack_;
  Tables& tables_;
  phrase::PhraseSetBuilder builder_;
  std::map<std::string_view, const pack::Cue*> cues_;
  std::map<std::string_view, uint32_t> themes_;
  std::string failure_;
};

}  // namespace

std::string CompileFeedback(const pack::Pack& pack, const text::Lexicon& lexicon,
                            const PackLimits& limits, Tables* tables) {
  return FeedbackCompiler(pack, lexicon, limits, tables).Run();
}

}  // namespace rapport::ruleset
