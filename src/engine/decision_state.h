#ifndef RAPPORT_ENGINE_DECISION_STATE_H_
#define RAPPORT_ENGINE_DECISION_STATE_H_

// What a Decision holds: the workspace of deciding, and the result in the form that the getters
// show. Strings made here (lines to say, the customer's words) are collected in one arena as ranges
// first and turned into views once it has stopped growing; a NUL follows each, since the C
// interface promises one.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "engine/policies.h"
#include "rapport/decision.h"

namespace rapport::engine {

struct Range {
  size_t begin = 0;
  size_t size = 0;
};

// One recommendation of an action by one policy or persona.
struct Recommendation {
  ruleset::Index action = 0;
  uint8_t rank = 0;    // 0 safety, 1 policy, 2 hostility, 3 persona
  uint32_t order = 0;  // in which it was made
  bool is_policy = true;
  ruleset::Index source = 0;
};

struct EscalationRecord {
  ruleset::Index policy = 0;
  int32_t since_turn = 0;
  bool running = false;  // while replaying: true after the turn before
};

// What one occurrence of a term adds to a persona's lead over `none`.
struct TermLead {
  int64_t lead = 0;  // milli
  int32_t turn = 0;
  size_t term = 0;  // in ConversationState::terms
};

struct DecisionState {
  std::shared_ptr<const RuleSet> rules;  // what the views point into

  // Workspace.
  Evaluation evaluation;
  std::vector<PolicyOutcome> outcomes;
  Accumulator replay_sums;
  Evaluation replay;
  std::vector<Recommendation> recommendations;
  std::vector<EscalationRecord> escalating;
  std::vector<int64_t> limit_values;  // by limit; meaningful where limit_set
  std::vector<uint8_t> limit_set;
  std::vector<int32_t> forbidden_by;  // by action: index into forbidden, or -1
  std::vector<int32_t> approval_by;   // by action: a policy, or -1
  std::vector<uint8_t> cue_listed;
  std::vector<TermLead> term_leads;
  std::string arena;
  std::vector<Range> say_ranges, evidence_ranges;
  std::vector<Range> action_reason_ranges, action_say_ranges, escalation_reason_ranges,
      missing_ranges;

  // Result.
  std::string_view persona, top, rule_set_name;
  Abstained abstained = Abstained::kNo;
  int32_t probability = 0, top_probability = 0;
  std::vector<std::string_view> also;
  std::vector<PersonaScore> personas;
  std::vector<ScaleLevel> scales;
  std::vector<ActionAdvice> actions;
  std::vector<ActionReason> action_reasons;
  std::vector<std::string_view> say;
  std::vector<ForbiddenAction> forbidden;
  std::vector<LimitValue> limits;
  std::vector<FlagRaised> flags;
  std::vector<Escalation> escalations;
  std::vector<EscalationReason> escalation_reasons;
  std::vector<Evidence> evidence;
  std::vector<Undetermined> undetermined;
  std::vector<std::string_view> missing;

  // Empties the result and makes room in the workspace for the conversation's rule set.
  void Clear(const ConversationState& conversation);
  // Turns ranges of the arena into views; nothing may be added to it afterwards.
  void BindText();
  // Strongest first, then by place.
  void SortEvidence();
};

template <typename T>
ListView<T> View(const std::vector<T>& items, Range range) {
  return {items.data() + range.begin, range.size};
}

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_DECISION_STATE_H_
