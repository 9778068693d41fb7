#include "engine/policies.h"

namespace rapport::engine {

PolicyOutcome Resolve(const ruleset::PolicyEntry& policy, expr::Truth truth) {
  if (truth == expr::Truth::kFalse) return {false, false};
  if (truth == expr::Truth::kTrue) return {true, true};
  switch (policy.on_unknown) {
    case pack::OnUnknown::kByEffect:
      return {true, false};
    case pack::OnUnknown::kApply:
      return {true, true};
    case pack::OnUnknown::kSkip:
      break;
  }
  return {false, false};
}

void ListActivePolicies(const Evaluation& evaluation, std::vector<ActivePolicy>* active) {
  active->clear();
  const ruleset::Tables& tables = *evaluation.tables;
  const auto first = static_cast<uint32_t>(tables.conditions.size());
  const auto end = static_cast<uint32_t>(first + tables.policies.size());
  evaluation.network.ForEachNotFalse(first, end, [&](uint32_t program, expr::Truth truth) {
    const ruleset::Index policy = program - first;
    const bool is_open = truth == expr::Truth::kOpen;
    const PolicyOutcome outcome =
        is_open ? Resolve(tables.policies[policy], truth) : PolicyOutcome{true, true};
    active->emplace_back();
    active->back().policy = policy;
    active->back().undetermined = is_open;
    active->back().outcome = outcome;
  });
}

}  // namespace rapport::engine
