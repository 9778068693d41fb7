// Reading a decision: what the customer needs, what was promised, how far protocols are.

#include "getters.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;

namespace {

int64_t DueOf(const PromiseMade& promise) {
  return promise.due ? promise.due->time_since_epoch().count() : RAPPORT_TIME_UNKNOWN;
}

// Of what has a place in a turn.
constexpr auto kPutSpan = [](const auto& item, int32_t* turn, uint32_t* begin, uint32_t* end) {
  Set(turn, item.turn), Set(begin, item.begin), Set(end, item.end);
  return RAPPORT_OK;
};

}  // namespace

int32_t rapport_decision_action_reason_kind(const rapport_decision* decision, size_t index,
                                            size_t reason_index, int32_t* kind) {
  return InnerNumber(decision, &Decision::actions, index, &ActionAdvice::reasons, reason_index,
                     &ActionReason::kind, kind);
}

int32_t rapport_decision_contact_kind(const rapport_decision* decision, const char** id,
                                      size_t* length) {
  return GetText(decision, &Decision::contact_kind, id, length);
}

int32_t rapport_decision_contact_label(const rapport_decision* decision, const char** label,
                                       size_t* length) {
  return GetText(decision, &Decision::contact_label, label, length);
}

int32_t rapport_decision_contact_also_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::contact_also, count);
}

int32_t rapport_decision_contact_also(const rapport_decision* decision, size_t index,
                                      const char** id, size_t* length) {
  return ItemText(decision, &Decision::contact_also, index, Itself, id, length);
}

int32_t rapport_decision_need_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::needs, count);
}

int32_t rapport_decision_need_id(const rapport_decision* decision, size_t index, const char** id,
                                 size_t* length) {
  return ItemText(decision, &Decision::needs, index, &VoicedNeed::id, id, length);
}

int32_t rapport_decision_need_label(const rapport_decision* decision, size_t index,
                                    const char** label, size_t* length) {
  return ItemText(decision, &Decision::needs, index, &VoicedNeed::label, label, length);
}

int32_t rapport_decision_need_span(const rapport_decision* decision, size_t index, int32_t* turn,
                                   uint32_t* begin, uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::needs, index,
                 [&](const VoicedNeed& item) { return kPutSpan(item, turn, begin, end); });
}

int32_t rapport_decision_need_text(const rapport_decision* decision, size_t index,
                                   const char** text, size_t* length) {
  return ItemText(decision, &Decision::needs, index, &VoicedNeed::text, text, length);
}

int32_t rapport_decision_open_question_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::open_questions, count);
}

int32_t rapport_decision_open_question_span(const rapport_decision* decision, size_t index,
                                            int32_t* turn, uint32_t* begin, uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::open_questions, index,
                 [&](const OpenQuestion& item) { return kPutSpan(item, turn, begin, end); });
}

int32_t rapport_decision_open_question_text(const rapport_decision* decision, size_t index,
                                            const char** text, size_t* length) {
  return ItemText(decision, &Decision::open_questions, index, &OpenQuestion::text, text, length);
}

int32_t rapport_decision_promise_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::promises, count);
}

int32_t rapport_decision_promise_id(const rapport_decision* decision, size_t index, const char** id,
                                    size_t* length) {
  return ItemText(decision, &Decision::promises, index, &PromiseMade::id, id, length);
}

int32_t rapport_decision_promise_label(const rapport_decision* decision, size_t index,
                                       const char** label, size_t* length) {
  return ItemText(decision, &Decision::promises, index, &PromiseMade::label, label, length);
}

int32_t rapport_decision_promise_span(const rapport_decision* decision, size_t index, int32_t* turn,
                                      uint32_t* begin, uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::promises, index,
                 [&](const PromiseMade& item) { return kPutSpan(item, turn, begin, end); });
}

int32_t rapport_decision_promise_text(const rapport_decision* decision, size_t index,
                                      const char** text, size_t* length) {
  return ItemText(decision, &Decision::promises, index, &PromiseMade::text, text, length);
}

int32_t rapport_decision_promise_due(const rapport_decision* decision, size_t index, int64_t* due) {
  return ItemNumber(decision, &Decision::promises, index, DueOf, due);
}

int32_t rapport_decision_promise_state(const rapport_decision* decision, size_t index,
                                       int32_t* state) {
  return ItemNumber(decision, &Decision::promises, index, &PromiseMade::state, state);
}

int32_t rapport_decision_protocol_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::protocols, count);
}

int32_t rapport_decision_protocol_id(const rapport_decision* decision, size_t index,
                                     const char** id, size_t* length) {
  return ItemText(decision, &Decision::protocols, index, &ProtocolProgress::id, id, length);
}

int32_t rapport_decision_protocol_label(const rapport_decision* decision, size_t index,
                                        const char** label, size_t* length) {
  return ItemText(decision, &Decision::protocols, index, &ProtocolProgress::label, label, length);
}

int32_t rapport_decision_protocol_state(const rapport_decision* decision, size_t index,
                                        const char** state, size_t* length) {
  return ItemText(decision, &Decision::protocols, index, &ProtocolProgress::state, state, length);
}

int32_t rapport_decision_protocol_state_label(const rapport_decision* decision, size_t index,
                                              const char** label, size_t* length) {
  return ItemText(decision, &Decision::protocols, index, &ProtocolProgress::state_label, label,
                  length);
}

int32_t rapport_decision_protocol_ended(const rapport_decision* decision, size_t index,
                                        int32_t* ended) {
  return ItemNumber(decision, &Decision::protocols, index, &ProtocolProgress::ended, ended);
}

int32_t rapport_decision_protocol_started_turn(const rapport_decision* decision, size_t index,
                                               int32_t* turn) {
  return ItemNumber(decision, &Decision::protocols, index, &ProtocolProgress::started_turn, turn);
}

int32_t rapport_decision_protocol_since_turn(const rapport_decision* decision, size_t index,
                                             int32_t* turn) {
  return ItemNumber(decision, &Decision::protocols, index, &ProtocolProgress::since_turn, turn);
}

int32_t rapport_decision_protocol_next(const rapport_decision* decision, size_t index,
                                       const char** step, size_t* length) {
  return ItemText(decision, &Decision::protocols, index, &ProtocolProgress::next, step, length);
}

int32_t rapport_decision_protocol_step_count(const rapport_decision* decision, size_t index,
                                             size_t* count) {
  return ItemCount(decision, &Decision::protocols, index, &ProtocolProgress::steps, count);
}

int32_t rapport_decision_protocol_step_id(const rapport_decision* decision, size_t index,
                                          size_t step_index, const char** id, size_t* length) {
  return InnerText(decision, &Decision::protocols, index, &ProtocolProgress::steps, step_index,
                   &ProtocolStep::id, id, length);
}

int32_t rapport_decision_protocol_step_label(const rapport_decision* decision, size_t index,
                                             size_t step_index, const char** label,
                                             size_t* length) {
  return InnerText(decision, &Decision::protocols, index, &ProtocolProgress::steps, step_index,
                   &ProtocolStep::label, label, length);
}

int32_t rapport_decision_protocol_step_action(const rapport_decision* decision, size_t index,
                                              size_t step_index, const char** action,
                                              size_t* length) {
  return InnerText(decision, &Decision::protocols, index, &ProtocolProgress::steps, step_index,
                   &ProtocolStep::action, action, length);
}

int32_t rapport_decision_protocol_step_status(const rapport_decision* decision, size_t index,
                                              size_t step_index, int32_t* status) {
  return InnerNumber(decision, &Decision::protocols, index, &ProtocolProgress::steps, step_index,
                     &ProtocolStep::status, status);
}

int32_t rapport_decision_protocol_step_span(const rapport_decision* decision, size_t index,
                                            size_t step_index, int32_t* turn, uint32_t* begin,
                                            uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::protocols, index, [&](const ProtocolProgress& protocol) {
    return WithItem(protocol.steps, step_index,
                    [&](const ProtocolStep& item) { return kPutSpan(item, turn, begin, end); });
  });
}

int32_t rapport_decision_protocol_fault_count(const rapport_decision* decision, size_t index,
                                              size_t* count) {
  return ItemCount(decision, &Decision::protocols, index, &ProtocolProgress::faults, count);
}

int32_t rapport_decision_protocol_fault_id(const rapport_decision* decision, size_t index,
                                           size_t fault_index, const char** id, size_t* length) {
  return InnerText(decision, &Decision::protocols, index, &ProtocolProgress::faults, fault_index,
                   &ProtocolFault::id, id, length);
}

int32_t rapport_decision_protocol_fault_label(const rapport_decision* decision, size_t index,
                                              size_t fault_index, const char** label,
                                              size_t* length) {
  return InnerText(decision, &Decision::protocols, index, &ProtocolProgress::faults, fault_index,
                   &ProtocolFault::label, label, length);
}

int32_t rapport_decision_protocol_fault_span(const rapport_decision* decision, size_t index,
                                             size_t fault_index, int32_t* turn, uint32_t* begin,
                                             uint32_t* end) {
  Clear(turn), Clear(begin), Clear(end);
  return UseItem(decision, &Decision::protocols, index, [&](const ProtocolProgress& protocol) {
    return WithItem(protocol.faults, fault_index,
                    [&](const ProtocolFault& item) { return kPutSpan(item, turn, begin, end); });
  });
}
