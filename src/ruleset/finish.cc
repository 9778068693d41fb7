#include "ruleset/finish.h"

#include "base/archive.h"
#include "ruleset/archive.h"
#include "ruleset/compile_service.h"

namespace rapport::ruleset {
namespace {

template <typename T>
ListView<T> View(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

template <typename T>
std::vector<LabelInfo> LabelsOf(const std::vector<T>& items) {
  std::vector<LabelInfo> infos;
  infos.reserve(items.size());
  for (const T& item : items) infos.push_back({item.id, item.label, item.help});
  return infos;
}

size_t MemoryOf(const Tables& tables) {
  MemoryCounter counter;
  counter.Item(tables);
  const size_t infos = tables.fact_infos.capacity() * sizeof(FactInfo) +
                       tables.persona_infos.capacity() * sizeof(PersonaInfo) +
                       tables.scale_infos.capacity() * sizeof(ScaleInfo) +
                       tables.cue_infos.capacity() * sizeof(CueInfo) +
                       tables.policy_infos.capacity() * sizeof(PolicyInfo) +
                       tables.check_infos.capacity() * sizeof(CheckInfo) +
                       (tables.contact_kind_infos.capacity() + tables.need_infos.capacity() +
                        tables.promise_infos.capacity() + tables.theme_infos.capacity()) *
                           sizeof(LabelInfo) +
                       tables.measure_infos.capacity() * sizeof(MeasureInfo) +
                       tables.service.cue_roles.allocated_bytes() +
                       tables.service.cue_need_begins.allocated_bytes() +
                       tables.service.cue_needs.allocated_bytes();
  return sizeof(Tables) + tables.pool.allocated_bytes() + tables.image_bytes + infos +
         counter.bytes();
}

}  // namespace

void Finish(Tables* tables) {
  tables->fact_infos.reserve(tables->facts.size());
  for (const FactEntry& fact : tables->facts) {
    tables->fact_infos.push_back(
        {fact.id, fact.type, fact.default_value.has_value(), View(fact.values), fact.help});
    tables->fact_index.emplace(fact.id, static_cast<Index>(tables->fact_infos.size() - 1));
  }
  tables->persona_infos.reserve(tables->personas.size());
  for (const PersonaEntry& p : tables->personas) {
    tables->persona_infos.push_back({p.id, p.label, p.display_name, p.summary});
  }
  tables->scale_infos.reserve(tables->scales.size());
  for (const ScaleEntry& scale : tables->scales) {
    tables->scale_infos.push_back({scale.id, View(scale.levels), scale.help});
  }
  tables->cue_infos.reserve(tables->cues.size());
  for (const CueEntry& cue : tables->cues) tables->cue_infos.push_back({cue.id, cue.help});
  tables->policy_infos.reserve(tables->policies.size());
  for (const PolicyEntry& policy : tables->policies) {
    tables->policy_infos.push_back({policy.id, policy.when->source(), policy.help});
  }
  tables->check_infos.reserve(tables->checks.size());
  for (const CheckEntry& check : tables->checks) {
    tables->check_infos.push_back(
        {check.id, check.label, check.weight, check.is_fatal, check.help});
  }
  tables->contact_kind_infos = LabelsOf(tables->service.contact_kinds);
  tables->need_infos = LabelsOf(tables->service.needs);
  tables->promise_infos = LabelsOf(tables->service.promises);
  tables->theme_infos = LabelsOf(tables->feedback.themes);
  tables->measure_infos.reserve(tables->feedback.measures.size());
  for (MeasureEntry& measure : tables->feedback.measures) {
    measure.theme_ids.clear();
    measure.theme_ids.reserve(measure.themes.size());
    for (const Index theme : measure.themes) {
      measure.theme_ids.push_back(tables->feedback.themes[theme].id);
    }
    tables->measure_infos.push_back({measure.id, measure.label, View(measure.theme_ids),
                                     measure.owner, measure.cost, measure.moves, measure.help});
  }
  LinkCues(tables->cues.size(), &tables->service);
  for (Index i = 0; i < tables->routes.size(); ++i) {
    tables->route_index.emplace(tables->routes[i].id, i);
  }
  tables->compiled_bytes = MemoryOf(*tables);
}

}  // namespace rapport::ruleset
