// Reading a decision: each function names the list and the field that it returns.

#include "getters.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;

namespace {

int32_t LevelOf(const ScaleLevel& scale) { return scale.known ? scale.level : -1; }

int64_t DueOf(const Escalation& escalation) {
  return escalation.due ? escalation.due->time_since_epoch().count() : RAPPORT_TIME_UNKNOWN;
}

}  // namespace

int32_t rapport_decision_persona(const rapport_decision* decision, const char** persona,
                                 size_t* length) {
  return GetText(decision, &Decision::persona, persona, length);
}

int32_t rapport_decision_abstained(const rapport_decision* decision, int32_t* abstained) {
  return GetNumber(decision, &Decision::abstained, abstained);
}

int32_t rapport_decision_probability(const rapport_decision* decision, int32_t* probability) {
  return GetNumber(decision, &Decision::probability, probability);
}

int32_t rapport_decision_top(const rapport_decision* decision, const char** persona,
                             size_t* length) {
  return GetText(decision, &Decision::top, persona, length);
}

int32_t rapport_decision_top_probability(const rapport_decision* decision, int32_t* probability) {
  return GetNumber(decision, &Decision::top_probability, probability);
}

int32_t rapport_decision_ruleset_name(const rapport_decision* decision, const char** name,
                                      size_t* length) {
  return GetText(decision, &Decision::rule_set_name, name, length);
}

int32_t rapport_decision_also_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::also, count);
}

int32_t rapport_decision_also(const rapport_decision* decision, size_t index, const char** persona,
                              size_t* length) {
  return ItemText(decision, &Decision::also, index, Itself, persona, length);
}

int32_t rapport_decision_score_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::personas, count);
}

int32_t rapport_decision_score_persona(const rapport_decision* decision, size_t index,
                                       const char** persona, size_t* length) {
  return ItemText(decision, &Decision::personas, index, &PersonaScore::id, persona, length);
}

int32_t rapport_decision_score_value(const rapport_decision* decision, size_t index,
                                     int32_t* thousandths) {
  return ItemNumber(decision, &Decision::personas, index, &PersonaScore::score, thousandths);
}

int32_t rapport_decision_score_probability(const rapport_decision* decision, size_t index,
                                           int32_t* probability) {
  return ItemNumber(decision, &Decision::personas, index, &PersonaScore::probability, probability);
}

int32_t rapport_decision_scale_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::scales, count);
}

int32_t rapport_decision_scale_id(const rapport_decision* decision, size_t index, const char** id,
                                  size_t* length) {
  return ItemText(decision, &Decision::scales, index, &ScaleLevel::id, id, length);
}

int32_t rapport_decision_scale_level(const rapport_decision* decision, size_t index,
                                     int32_t* level) {
  return ItemNumber(decision, &Decision::scales, index, LevelOf, level);
}

int32_t rapport_decision_scale_level_name(const rapport_decision* decision, size_t index,
                                          const char** name, size_t* length) {
  return ItemText(decision, &Decision::scales, index, &ScaleLevel::name, name, length);
}

int32_t rapport_decision_scale_score(const rapport_decision* decision, size_t index,
                                     int32_t* thousandths) {
  return ItemNumber(decision, &Decision::scales, index, &ScaleLevel::score, thousandths);
}

int32_t rapport_decision_action_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::actions, count);
}

int32_t rapport_decision_action_id(const rapport_decision* decision, size_t index, const char** id,
                                   size_t* length) {
  return ItemText(decision, &Decision::actions, index, &ActionAdvice::id, id, length);
}

int32_t rapport_decision_action_label(const rapport_decision* decision, size_t index,
                                      const char** label, size_t* length) {
  return ItemText(decision, &Decision::actions, index, &ActionAdvice::label, label, length);
}

int32_t rapport_decision_action_by(const rapport_decision* decision, size_t index, int32_t* by) {
  return ItemNumber(decision, &Decision::actions, index, &ActionAdvice::by, by);
}

int32_t rapport_decision_action_kind(const rapport_decision* decision, size_t index,
                                     int32_t* kind) {
  return ItemNumber(decision, &Decision::actions, index, &ActionAdvice::kind, kind);
}

int32_t rapport_decision_action_approval_from(const rapport_decision* decision, size_t index,
                                              const char** from, size_t* length) {
  return ItemText(decision, &Decision::actions, index, &ActionAdvice::approval_from, from, length);
}

int32_t rapport_decision_action_availability_known(const rapport_decision* decision, size_t index,
                                                   int32_t* known) {
  return ItemNumber(decision, &Decision::actions, index, &ActionAdvice::availability_known, known);
}

int32_t rapport_decision_action_reason_count(const rapport_decision* decision, size_t index,
                                             size_t* count) {
  return ItemCount(decision, &Decision::actions, index, &ActionAdvice::reasons, count);
}

int32_t rapport_decision_action_reason(const rapport_decision* decision, size_t index,
                                       size_t reason_index, const char** id, size_t* length) {
  return InnerText(decision, &Decision::actions, index, &ActionAdvice::reasons, reason_index,
                   &ActionReason::id, id, length);
}

int32_t rapport_decision_action_say_count(const rapport_decision* decision, size_t index,
                                          size_t* count) {
  return ItemCount(decision, &Decision::actions, index, &ActionAdvice::say, count);
}

int32_t rapport_decision_action_say(const rapport_decision* decision, size_t index,
                                    size_t line_index, const char** line, size_t* length) {
  return InnerText(decision, &Decision::actions, index, &ActionAdvice::say, line_index, Itself,
                   line, length);
}

int32_t rapport_decision_forbidden_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::forbidden, count);
}

int32_t rapport_decision_forbidden_action(const rapport_decision* decision, size_t index,
                                          const char** action, size_t* length) {
  return ItemText(decision, &Decision::forbidden, index, &ForbiddenAction::id, action, length);
}

int32_t rapport_decision_forbidden_policy(const rapport_decision* decision, size_t index,
                                          const char** policy, size_t* length) {
  return ItemText(decision, &Decision::forbidden, index, &ForbiddenAction::policy, policy, length);
}

int32_t rapport_decision_forbidden_undetermined(const rapport_decision* decision, size_t index,
                                                int32_t* undetermined) {
  return ItemNumber(decision, &Decision::forbidden, index, &ForbiddenAction::undetermined,
                    undetermined);
}

int32_t rapport_decision_limit_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::limits, count);
}

int32_t rapport_decision_limit_id(const rapport_decision* decision, size_t index, const char** id,
                                  size_t* length) {
  return ItemText(decision, &Decision::limits, index, &LimitValue::id, id, length);
}

int32_t rapport_decision_limit_value(const rapport_decision* decision, size_t index,
                                     int64_t* value) {
  return ItemNumber(decision, &Decision::limits, index, &LimitValue::value, value);
}

int32_t rapport_decision_limit_unit(const rapport_decision* decision, size_t index,
                                    const char** unit, size_t* length) {
  return ItemText(decision, &Decision::limits, index, &LimitValue::unit, unit, length);
}

int32_t rapport_decision_limit_policy(const rapport_decision* decision, size_t index,
                                      const char** policy, size_t* length) {
  return ItemText(decision, &Decision::limits, index, &LimitValue::policy, policy, length);
}

int32_t rapport_decision_limit_undetermined(const rapport_decision* decision, size_t index,
                                            int32_t* undetermined) {
  return ItemNumber(decision, &Decision::limits, index, &LimitValue::undetermined, undetermined);
}

int32_t rapport_decision_flag_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::flags, count);
}

int32_t rapport_decision_flag_id(const rapport_decision* decision, size_t index, const char** id,
                                 size_t* length) {
  return ItemText(decision, &Decision::flags, index, &FlagRaised::id, id, length);
}

int32_t rapport_decision_flag_policy(const rapport_decision* decision, size_t index,
                                     const char** policy, size_t* length) {
  return ItemText(decision, &Decision::flags, index, &FlagRaised::policy, policy, length);
}

int32_t rapport_decision_escalation_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::escalations, count);
}

int32_t rapport_decision_escalation_to(const rapport_decision* decision, size_t index,
                                       const char** route, size_t* length) {
  return ItemText(decision, &Decision::escalations, index, &Escalation::to, route, length);
}

int32_t rapport_decision_escalation_label(const rapport_decision* decision, size_t index,
                                          const char** label, size_t* length) {
  return ItemText(decision, &Decision::escalations, index, &Escalation::label, label, length);
}

int32_t rapport_decision_escalation_level(const rapport_decision* decision, size_t index,
                                          int32_t* level) {
  return ItemNumber(decision, &Decision::escalations, index, &Escalation::level, level);
}

int32_t rapport_decision_escalation_due(const rapport_decision* decision, size_t index,
                                        int64_t* due) {
  return ItemNumber(decision, &Decision::escalations, index, DueOf, due);
}

int32_t rapport_decision_escalation_since_turn(const rapport_decision* decision, size_t index,
                                               int32_t* turn) {
  return ItemNumber(decision, &Decision::escalations, index, &Escalation::since_turn, turn);
}

int32_t rapport_decision_escalation_is_new(const rapport_decision* decision, size_t index,
                                           int32_t* is_new) {
  return ItemNumber(decision, &Decision::escalations, index, &Escalation::is_new, is_new);
}

int32_t rapport_decision_escalation_reason_count(const rapport_decision* decision, size_t index,
                                                 size_t* count) {
  return ItemCount(decision, &Decision::escalations, index, &Escalation::reasons, count);
}

int32_t rapport_decision_escalation_reason(const rapport_decision* decision, size_t index,
                                           size_t reason_index, const char** reason,
                                           size_t* length) {
  return InnerText(decision, &Decision::escalations, index, &Escalation::reasons, reason_index,
                   &EscalationReason::id, reason, length);
}

int32_t rapport_decision_escalation_policy(const rapport_decision* decision, size_t index,
                                           size_t reason_index, const char** policy,
                                           size_t* length) {
  return InnerText(decision, &Decision::escalations, index, &Escalation::reasons, reason_index,
                   &EscalationReason::policy, policy, length);
}

int32_t rapport_decision_evidence_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::evidence, count);
}

int32_t rapport_decision_evidence_id(const rapport_decision* decision, size_t index,
                                     const char** id, size_t* length) {
  return ItemText(decision, &Decision::evidence, index, &Evidence::id, id, length);
}

int32_t rapport_decision_evidence_kind(const rapport_decision* decision, size_t index,
                                       int32_t* kind) {
  return ItemNumber(decision, &Decision::evidence, index, &Evidence::kind, kind);
}

int32_t rapport_decision_evidence_span(const rapport_decision* decision, size_t index,
                                       int32_t* turn, uint32_t* begin, uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::evidence, index, [&](const Evidence& e) {
    Set(turn, e.turn), Set(begin, e.begin), Set(end, e.end);
    return RAPPORT_OK;
  });
}

int32_t rapport_decision_evidence_text(const rapport_decision* decision, size_t index,
                                       const char** text, size_t* length) {
  return ItemText(decision, &Decision::evidence, index, &Evidence::text, text, length);
}

int32_t rapport_decision_evidence_persona(const rapport_decision* decision, size_t index,
                                          const char** persona, size_t* length) {
  return ItemText(decision, &Decision::evidence, index, &Evidence::persona, persona, length);
}

int32_t rapport_decision_evidence_weight(const rapport_decision* decision, size_t index,
                                         int32_t* thousandths) {
  return ItemNumber(decision, &Decision::evidence, index, &Evidence::weight, thousandths);
}

int32_t rapport_decision_undetermined_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::undetermined, count);
}

int32_t rapport_decision_undetermined_id(const rapport_decision* decision, size_t index,
                                         const char** id, size_t* length) {
  return ItemText(decision, &Decision::undetermined, index, &Undetermined::id, id, length);
}

int32_t rapport_decision_undetermined_kind(const rapport_decision* decision, size_t index,
                                           int32_t* kind) {
  return ItemNumber(decision, &Decision::undetermined, index, &Undetermined::kind, kind);
}

int32_t rapport_decision_undetermined_error(const rapport_decision* decision, size_t index,
                                            const char** failure, size_t* length) {
  return ItemText(decision, &Decision::undetermined, index, &Undetermined::error, failure, length);
}

int32_t rapport_decision_undetermined_missing_count(const rapport_decision* decision, size_t index,
                                                    size_t* count) {
  return ItemCount(decision, &Decision::undetermined, index, &Undetermined::missing, count);
}

int32_t rapport_decision_undetermined_missing(const rapport_decision* decision, size_t index,
                                              size_t missing_index, const char** name,
                                              size_t* length) {
  return InnerText(decision, &Decision::undetermined, index, &Undetermined::missing, missing_index,
                   Itself, name, length);
}
