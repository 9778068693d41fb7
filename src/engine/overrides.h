#ifndef RAPPORT_ENGINE_OVERRIDES_H_
#define RAPPORT_ENGINE_OVERRIDES_H_

// What people have decided in place of the rules. It is kept apart from what the rules find:
// scores, probabilities and evidence never depend on it. In force is what a person set, else what
// was found; ShowVerdict() puts that into the slots that policies read.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/status.h"
#include "ruleset/tables.h"

namespace rapport::engine {

struct DecisionState;

struct RouteOverride {
  std::optional<EscalationOverride> rule;
  int32_t since_turn = 0;  // the last turn when it was set
};

class Overrides {
 public:
  // Nothing is overridden. The tables must outlive the overrides.
  void Reset(const ruleset::Tables* tables);

  // kNotFound for an undeclared name, kInvalidArgument for a level that the scale does not have.
  Status SetPersona(std::string_view id);
  Status SetScale(std::string_view id, std::optional<int32_t> level);
  Status SetRoute(std::string_view id, const RouteOverride& rule);
  void ReleasePersona();

  bool any() const { return count_ > 0; }
  // The index of a persona, perhaps of `none`.
  std::optional<ruleset::Index> persona() const { return persona_; }
  const std::vector<std::optional<int32_t>>& levels() const { return levels_; }  // by scale
  const std::vector<RouteOverride>& routes() const { return routes_; }           // by route
  // Whether the escalations of a policy are left out. Those for safety never are.
  bool Suppresses(const ruleset::PolicyEntry& policy) const {
    return policy.policy_class != pack::PolicyClass::kSafety &&
           routes_[policy.escalate->route].rule == EscalationOverride::kSuppress;
  }
  // Changes with every change.
  uint64_t version() const { return version_; }

 private:
  void Count();

  const ruleset::Tables* tables_ = nullptr;
  std::optional<ruleset::Index> persona_;
  std::vector<std::optional<int32_t>> levels_;
  std::vector<RouteOverride> routes_;
  int32_t count_ = 0;
  uint64_t version_ = 0;
};

// Lists in the decision what was overridden, and what the rules found.
void ListOverridden(const Overrides& overrides, DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_OVERRIDES_H_
