#ifndef RAPPORT_ENGINE_POLICIES_H_
#define RAPPORT_ENGINE_POLICIES_H_

// Policies: conditions with effects, evaluated one by one; none sees another's effect. Effects are
// collected here and combined by decide.cc.

#include <cstdint>
#include <vector>

#include "engine/evaluation.h"
#include "rapport/explanation.h"

namespace rapport::engine {

// Which of a policy's effects take place.
struct PolicyOutcome {
  Outcome outcome = Outcome::kFalse;
  bool guards = false;   // forbid, limit, require approval, suppress
  bool advises = false;  // recommend, flag, escalate
};

// The rule of unknown conditions: guardrails fail closed, advice waits, unless the policy says
// otherwise.
PolicyOutcome Resolve(const ruleset::PolicyEntry& policy, const expr::Value& value);

// Evaluates every policy.
void EvaluatePolicies(const ruleset::Tables& tables, Evaluation* evaluation,
                      std::vector<PolicyOutcome>* outcomes);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_POLICIES_H_
