#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "pack/read.h"

namespace rapport::pack {
namespace {

// Reads every item of a section, also those without a readable body.
template <typename T, typename Read>
void ReadSection(const Draft& draft, Section section, std::vector<T>* out, const Read& read) {
  for (const auto& [id, from] : draft[section]) {
    T item;
    FillItem(from, &item);
    if (from.body.is_map()) read(Fields(from.body), &item);
    out->push_back(std::move(item));
  }
}

void ReadLabel(const Fields& fields, Label* label) { label->text = fields.String("label"); }

}  // namespace

void CheckTwice(const std::vector<const Node*>& items, DiagnosticSink* sink) {
  std::set<std::string_view> seen;
  for (const Node* item : items) {
    if (!seen.insert(item->value).second) {
      sink->Warning("duplicate-item", item->span,
                    StrCat(Quoted(item->value), " stands here twice"));
    }
  }
}

Header ReadHeader(const Node& pack) {
  const Fields fields(pack);
  Header header;
  header.id = fields.String("id");
  header.version = fields.String("version");
  header.language = fields.String("language");
  header.extends = fields.Texts("extends");
  header.files = fields.Texts("files");
  header.help = fields.String("help");
  const Node* id = fields.Find("id");
  header.span = id == nullptr ? pack.span : id->span;
  return header;
}

Pack ReadPack(const Draft& draft, DiagnosticSink* sink) {
  Pack pack;
  ReadSection(draft, Section::kFacts, &pack.facts,
              [sink](const Fields& f, Fact* fact) { ReadFact(f, fact, sink); });
  ReadSection(draft, Section::kLists, &pack.lists,
              [](const Fields& f, List* list) { list->items = f.Texts("items"); });
  ReadSection(draft, Section::kCues, &pack.cues, ReadCue);
  ReadSection(draft, Section::kConditions, &pack.conditions,
              [](const Fields& f, Condition* condition) {
                if (const auto when = f.MaybeText("when")) condition->when = *when;
              });
  ReadSection(draft, Section::kPersonas, &pack.personas, ReadPersona);
  ReadSection(draft, Section::kScales, &pack.scales,
              [sink](const Fields& f, Scale* scale) { ReadScale(f, scale, sink); });
  ReadSection(draft, Section::kActions, &pack.actions, ReadAction);
  ReadSection(draft, Section::kLimits, &pack.limits,
              [](const Fields& f, Limit* limit) { limit->unit = f.String("unit"); });
  ReadSection(draft, Section::kRoutes, &pack.routes, [](const Fields& f, Route* route) {
    route->level = static_cast<int32_t>(f.Int("level").value_or(1));
    route->label = f.String("label");
  });
  ReadSection(draft, Section::kReasons, &pack.reasons, ReadLabel);
  ReadSection(draft, Section::kFlags, &pack.flags, ReadLabel);
  ReadSection(draft, Section::kChecks, &pack.checks,
              [sink](const Fields& f, Check* check) { ReadCheck(f, check, sink); });
  ReadSection(draft, Section::kLessons, &pack.lessons,
              [sink](const Fields& f, Lesson* lesson) { ReadLesson(f, lesson, sink); });
  ReadSection(draft, Section::kThemes, &pack.themes,
              [sink](const Fields& f, Theme* theme) { ReadTheme(f, theme, sink); });
  ReadSection(draft, Section::kMeasures, &pack.measures,
              [sink](const Fields& f, Measure* measure) { ReadMeasure(f, measure, sink); });
  for (const std::string& id : draft.policy_order) {
    const DraftItem& from = draft[Section::kPolicies].at(id);
    Policy policy;
    FillItem(from, &policy);
    if (from.body.is_map()) ReadPolicy(Fields(from.body), &policy, sink);
    pack.policies.push_back(std::move(policy));
  }
  ReadSection(draft, Section::kProtocols, &pack.protocols,
              [sink](const Fields& f, Protocol* protocol) { ReadProtocol(f, protocol, sink); });
  for (const std::string& id : draft.contact_order) {
    const DraftItem& from = draft[Section::kContactKinds].at(id);
    ContactKind kind;
    FillItem(from, &kind);
    if (from.body.is_map()) ReadContactKind(Fields(from.body), &kind);
    pack.contact_kinds.push_back(std::move(kind));
  }
  ReadSection(draft, Section::kNeeds, &pack.needs, ReadNeed);
  ReadSection(draft, Section::kPromises, &pack.promises, ReadPromise);
  pack.words = draft.words;
  if (draft.text.is_map()) pack.text = ReadText(Fields(draft.text));
  if (draft.scoring.is_map()) pack.scoring = ReadScoring(Fields(draft.scoring));
  if (draft.standard.is_map()) pack.standard = ReadStandard(draft.standard, sink);
  return pack;
}

}  // namespace rapport::pack
