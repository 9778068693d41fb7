#include "ruleset/network.h"

#include <algorithm>
#include <utility>

#include "expr/network_builder.h"
#include "pack/signals.h"
#include "ruleset/baseline.h"

namespace rapport::ruleset {
namespace {

constexpr size_t kBytesPerStep = 64;  // that the machine compares

uint32_t CostOf(std::string_view text) {
  return static_cast<uint32_t>(text.size() / kBytesPerStep + 1);
}

expr::NetworkSlot SlotOf(const FactEntry& fact) {
  expr::NetworkSlot slot;
  slot.type = pack::ExprType(fact.type).kind();
  if (fact.type == FactType::kString || fact.type == FactType::kStrings) slot.cost = 0;
  for (const std::string_view value : fact.values) slot.cost = std::max(slot.cost, CostOf(value));
  return slot;
}

std::vector<expr::NetworkSlot> Slots(const Tables& tables) {
  const pack::SlotLayout& layout = tables.slots;
  std::vector<expr::NetworkSlot> slots(static_cast<size_t>(layout.count));
  auto at = [&](int32_t slot) -> expr::NetworkSlot& { return slots[static_cast<size_t>(slot)]; };
  for (Index i = 0; i < tables.facts.size(); ++i) {
    at(layout.facts + static_cast<int32_t>(i)) = SlotOf(tables.facts[i]);
  }
  for (const pack::SignalInfo& signal : pack::Signals()) {
    at(layout.signals + static_cast<int32_t>(signal.id)).type = pack::ExprType(signal.type).kind();
  }
  for (Index i = 0; i < tables.cues.size(); ++i) {
    at(layout.cues + static_cast<int32_t>(i)) = {expr::TypeKind::kInt, true, 1};
  }
  for (Index i = 0; i < tables.conditions.size(); ++i) {
    at(layout.conditions + static_cast<int32_t>(i)).type = expr::TypeKind::kBool;
  }
  for (Index i = 0; i < tables.scales.size(); ++i) {
    at(layout.scales + static_cast<int32_t>(i)).type = expr::TypeKind::kInt;
  }
  at(layout.persona).type = expr::TypeKind::kString;
  at(layout.also).type = expr::TypeKind::kList;
  for (const PersonaEntry& persona : tables.personas) {
    at(layout.persona).cost = std::max(at(layout.persona).cost, CostOf(persona.id));
    at(layout.also).cost += 1 + CostOf(persona.id);
  }
  at(layout.probability).type = expr::TypeKind::kDouble;
  at(layout.abstained).type = expr::TypeKind::kBool;
  // What a protocol knows of itself is read by its own conditions alone, which are not in here.
  for (Index i = 0; i < tables.protocols.size(); ++i) {
    expr::NetworkSlot& slot = at(layout.protocols + static_cast<int32_t>(i));
    slot.type = expr::TypeKind::kString;
    for (const ProtocolStateEntry& state : tables.protocols[i].states) {
      slot.cost = std::max(slot.cost, CostOf(state.id));
    }
  }
  return slots;
}

}  // namespace

std::vector<const expr::Program*> NetworkPrograms(const Tables& tables) {
  std::vector<const expr::Program*> programs;
  programs.reserve(tables.conditions.size() + tables.policies.size());
  for (Index i : tables.condition_order) programs.push_back(tables.conditions[i].when.get());
  for (const PolicyEntry& policy : tables.policies) programs.push_back(policy.when.get());
  for (const ContactKindEntry& kind : tables.service.contact_kinds) {
    programs.push_back(kind.when.get());
  }
  for (const NeedEntry& need : tables.service.needs) {
    if (need.when != nullptr) programs.push_back(need.when.get());
  }
  return programs;
}

void BuildNetwork(Tables* tables) {
  const Baseline baseline = MakeBaseline(*tables);
  expr::NetworkBuilder builder(Slots(*tables), baseline.slots);
  for (Index i : tables->condition_order) {
    builder.Add(tables->conditions[i].when.get(),
                tables->slots.conditions + static_cast<int32_t>(i));
  }
  tables->condition_nodes = builder.node_count();
  const std::vector<const expr::Program*> programs = NetworkPrograms(*tables);
  for (size_t p = tables->condition_order.size(); p < programs.size(); ++p) {
    builder.Add(programs[p], -1);
  }
  tables->network = builder.Build();
}

void BuildEvidenceTable(Tables* tables) {
  EvidenceTable& table = tables->evidence;
  const size_t cues = tables->cues.size();
  std::vector<std::vector<TargetWeight>> rows(cues + tables->conditions.size());
  table.supports.assign(rows.size(), 0);
  Index target = 0;
  auto add = [&](Milli bias, const Array<Weight>& weights) {
    for (const Weight& w : weights) {
      if (w.weight != 0) rows[w.evidence].push_back({target, w.weight});
      if (w.weight > 0 && target < tables->none()) table.supports[w.evidence] = 1;
    }
    table.baseline_scores.push_back(bias);
    ++target;
  };
  for (const PersonaEntry& persona : tables->personas) add(persona.bias, persona.evidence);
  for (const ScaleEntry& scale : tables->scales) add(scale.bias, scale.evidence);
  for (const std::vector<TargetWeight>& row : rows) {
    table.begins.push_back(table.weights.size());
    table.weights.append(row.data(), row.data() + row.size());
  }
  table.begins.push_back(table.weights.size());
  for (size_t p = 0; p < tables->condition_order.size(); ++p) {
    if (tables->network.truths[p] != expr::Truth::kTrue) continue;
    const size_t evidence = cues + tables->condition_order[p];
    for (const TargetWeight& w : rows[evidence]) table.baseline_scores[w.target] += w.weight;
    table.baseline_supports += table.supports[evidence];
  }
}

}  // namespace rapport::ruleset
