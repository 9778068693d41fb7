#include "engine/decision_state.h"

#include <algorithm>
#include <cstdlib>

#include "engine/conversation_state.h"

namespace rapport::engine {

void DecisionState::Clear(const ConversationState& conversation) {
  const ruleset::Tables& tables = *conversation.tables;
  rules = conversation.rules;
  rule_set_name = tables.name;
  recommendations.clear();
  escalating.clear();
  limit_values.assign(tables.limits.size(), 0);
  limit_set.assign(tables.limits.size(), 0);
  forbidden_by.assign(tables.actions.size(), -1);
  approval_by.assign(tables.actions.size(), -1);
  cue_listed.assign(tables.cues.size(), 0);
  arena.clear();
  say_ranges.clear();
  evidence_ranges.clear();
  action_reason_ranges.clear();
  action_say_ranges.clear();
  escalation_reason_ranges.clear();
  missing_ranges.clear();
  also.clear();
  personas.clear();
  scales.clear();
  actions.clear();
  action_reasons.clear();
  say.clear();
  forbidden.clear();
  limits.clear();
  flags.clear();
  escalations.clear();
  escalation_reasons.clear();
  evidence.clear();
  undetermined.clear();
  missing.clear();
}

void DecisionState::BindText() {
  const std::string_view all = arena;
  for (const Range& range : say_ranges) say.push_back(all.substr(range.begin, range.size));
  for (size_t i = 0; i < actions.size(); ++i) actions[i].say = View(say, action_say_ranges[i]);
  for (size_t i = 0; i < evidence.size(); ++i) {
    evidence[i].text = all.substr(evidence_ranges[i].begin, evidence_ranges[i].size);
  }
}

void DecisionState::SortEvidence() {
  std::sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) {
    const int32_t wa = std::abs(a.weight), wb = std::abs(b.weight);
    if (wa != wb) return wa > wb;
    if (a.turn != b.turn) return a.turn < b.turn;
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.id != b.id) return a.id < b.id;
    if (a.end != b.end) return a.end < b.end;
    if (a.kind != b.kind) return a.kind < b.kind;  // a cue may have a term's id
    return a.persona < b.persona;
  });
}

}  // namespace rapport::engine
