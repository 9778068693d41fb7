#ifndef RAPPORT_ENGINE_POLICIES_H_
#define RAPPORT_ENGINE_POLICIES_H_

// Policies: conditions with effects; none sees another's effect. Effects are collected here and
// combined by decide.cc.

#include <vector>

#include "engine/evaluation.h"
#include "rapport/explanation.h"

namespace rapport::engine {

// Which of a policy's effects take place.
struct PolicyOutcome {
  bool guards = false;   // forbid, limit, require approval, suppress
  bool advises = false;  // recommend, flag, escalate
};

// The rule of unknown conditions: guardrails fail closed, advice waits, unless the policy says
// otherwise.
PolicyOutcome Resolve(const ruleset::PolicyEntry& policy, expr::Truth truth);

// A policy whose condition is not false.
struct ActivePolicy {
  ruleset::Index policy = 0;
  bool undetermined = false;
  PolicyOutcome outcome;
};

// Those of an evaluation, after EvaluatePolicies(); in the order of the pack.
void ListActivePolicies(const Evaluation& evaluation, std::vector<ActivePolicy>* active);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_POLICIES_H_
