#include "rapport/rule_set.h"

#include <utility>

#include "base/absl_view.h"
#include "ruleset/image.h"
#include "ruleset/tables.h"

namespace rapport {
namespace {

template <typename T>
ListView<T> View(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

}  // namespace

RuleSet::RuleSet(std::unique_ptr<const ruleset::Tables> tables) : tables_(std::move(tables)) {}
RuleSet::~RuleSet() = default;

std::string_view RuleSet::name() const { return tables_->name; }
std::string_view RuleSet::hash() const { return tables_->hash; }
std::string_view RuleSet::language() const { return tables_->language; }

ListView<FactInfo> RuleSet::facts() const { return View(tables_->fact_infos); }
ListView<PersonaInfo> RuleSet::personas() const {
  return {tables_->persona_infos.data(), tables_->persona_infos.size() - 1};
}
ListView<LabelInfo> RuleSet::contact_kinds() const { return View(tables_->contact_kind_infos); }
ListView<LabelInfo> RuleSet::needs() const { return View(tables_->need_infos); }
ListView<LabelInfo> RuleSet::promises() const { return View(tables_->promise_infos); }
ListView<LabelInfo> RuleSet::themes() const { return View(tables_->theme_infos); }
ListView<MeasureInfo> RuleSet::measures() const { return View(tables_->measure_infos); }
ListView<ScaleInfo> RuleSet::scales() const { return View(tables_->scale_infos); }
ListView<CueInfo> RuleSet::cues() const { return View(tables_->cue_infos); }
ListView<PolicyInfo> RuleSet::policies() const { return View(tables_->policy_infos); }
ListView<CheckInfo> RuleSet::checks() const { return View(tables_->check_infos); }

const Standard& RuleSet::standard() const { return tables_->standard; }

int32_t RuleSet::FindFact(std::string_view id) const {
  const auto it = tables_->fact_index.find(AbslView(id));
  return it == tables_->fact_index.end() ? -1 : static_cast<int32_t>(it->second);
}

std::string RuleSet::Compiled() const { return ruleset::WriteImage(*tables_); }

size_t RuleSet::compiled_bytes() const { return tables_->compiled_bytes; }

}  // namespace rapport
