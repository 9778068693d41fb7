#include "engine/decision_state.h"

#include <algorithm>

#include "engine/conversation_state.h"

namespace rapport::engine {
namespace {

uint8_t EffectsOf(const ruleset::PolicyEntry& policy) {
  const bool guards = !policy.forbids.empty() || !policy.approval_actions.empty() ||
                      !policy.limits.empty() || policy.suppress_playbooks;
  return static_cast<uint8_t>((guards ? kGuards : 0) | (policy.flags.empty() ? 0 : kFlags) |
                              (policy.recommend.empty() ? 0 : kRecommends) |
                              (policy.escalate ? kEscalates : 0));
}

}  // namespace

void DecisionState::Clear(const ConversationState& conversation) {
  if (rules != conversation.rules || !is_whole) {
    TakeUp(conversation);
  } else {
    for (const ruleset::Index action : marked_actions) marks[action] = ActionMark();
    for (const ruleset::Index limit : limits_set) limit_set[limit] = 0;
  }
  is_whole = false;
  marked_actions.clear();
  limits_set.clear();
  recommendations.clear();
  escalating.clear();
  evidence_records.clear();
  arena.clear();
  action_reason_ranges.clear();
  action_say_ranges.clear();
  escalation_reason_ranges.clear();
  missing_ranges.clear();
  overridden_reason_ranges.clear();
  made_lines.clear();
  also.clear();
  kinds.clear();
  voiced.clear();
  promised.clear();
  need_records.clear();
  said.clear();
  said_ranges.clear();
  contact_also.clear();
  needs.clear();
  open_questions.clear();
  promises.clear();
  actions.clear();
  action_reasons.clear();
  say.clear();
  forbidden.clear();
  limits.clear();
  flags.clear();
  escalations.clear();
  escalation_reasons.clear();
  undetermined.clear();
  overridden.clear();
  overridden_reasons.clear();
  missing.clear();
  protocols.clear();
  protocol_steps.clear();
  protocol_faults.clear();
  protocol_step_ranges.clear();
  protocol_fault_ranges.clear();
}

void DecisionState::TakeUp(const ConversationState& conversation) {
  const ruleset::Tables& tables = *conversation.tables;
  rules = conversation.rules;
  rule_set_name = tables.name;
  evaluation.Bind(tables);
  history.conversation.reset();
  history.evaluation.tables = nullptr;
  limit_values.assign(tables.limits.size(), 0);
  limit_set.assign(tables.limits.size(), 0);
  limit_places.assign(tables.limits.size(), 0);
  marks.assign(tables.actions.size(), ActionMark());
  policy_effects.clear();
  for (const ruleset::PolicyEntry& policy : tables.policies) {
    policy_effects.push_back(EffectsOf(policy));
  }
  cue_uses.assign(tables.cues.size(), kNotKnown);
  targets_shown.assign(tables.terms.targets, 0);
  personas.clear();
  for (const ruleset::PersonaEntry& persona : tables.personas)
    personas.push_back({persona.id, 0, 0});
  scales.clear();
  for (const ruleset::ScaleEntry& scale : tables.scales)
    scales.push_back({scale.id, true, 0, {}, 0});
  SetOutAdvice(tables);
}

void DecisionState::SetOutAdvice(const ruleset::Tables& tables) {
  advice.clear();
  has_plain_lines.clear();
  plain_lines.clear();
  for (const ruleset::ActionEntry& action : tables.actions) {
    const bool plain = std::all_of(action.say.begin(), action.say.end(), ruleset::IsPlain);
    has_plain_lines.push_back(plain ? 1 : 0);
    for (const ruleset::Line& line : action.say) {
      if (plain) plain_lines.push_back(line[0].text);
    }
    advice.push_back({action.id, action.label, action.by, action.kind, {}, {}, {}, true});
  }
  size_t begin = 0;
  for (size_t a = 0; a < advice.size(); ++a) {
    if (has_plain_lines[a] == 0) continue;
    const size_t size = tables.actions[a].say.size();
    advice[a].say = View(plain_lines, {begin, size});
    begin += size;
  }
}

void DecisionState::BindText() {
  const std::string_view all = arena;
  for (const auto& [line, range] : made_lines) say[line] = all.substr(range.begin, range.size);
  for (size_t i = 0; i < actions.size(); ++i) {
    if (action_say_ranges[i].size > 0) actions[i].say = View(say, action_say_ranges[i]);
    actions[i].reasons = View(action_reasons, action_reason_ranges[i]);
  }
}

}  // namespace rapport::engine
