#include "engine/policies.h"

namespace rapport::engine {

PolicyOutcome Resolve(const ruleset::PolicyEntry& policy, const expr::Value& value) {
  PolicyOutcome result;
  if (value.is_true()) {
    result = {Outcome::kTrue, true, true};
  } else if (!value.is_false()) {
    result.outcome = value.is_error() ? Outcome::kError : Outcome::kUnknown;
    switch (policy.on_unknown) {
      case pack::OnUnknown::kByEffect:
        result.guards = true;
        break;
      case pack::OnUnknown::kApply:
        result.guards = result.advises = true;
        break;
      case pack::OnUnknown::kSkip:
        break;
    }
  }
  return result;
}

void EvaluatePolicies(const ruleset::Tables& tables, Evaluation* evaluation,
                      std::vector<PolicyOutcome>* outcomes) {
  outcomes->clear();
  for (ruleset::Index i = 0; i < tables.policies.size(); ++i) {
    const ruleset::PolicyEntry& policy = tables.policies[i];
    const expr::Value value = policy.when->Evaluate(evaluation->slots, &evaluation->scratch);
    outcomes->push_back(Resolve(policy, value));
    if (!value.is_true() && !value.is_false()) NoteUndetermined(i, true, value, evaluation);
  }
}

}  // namespace rapport::engine
