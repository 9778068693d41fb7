#ifndef RAPPORT_C_SERVICE_H_
#define RAPPORT_C_SERVICE_H_

/* The part of the C interface that reads what a decision says of the service itself: what the
   customer needs, what was promised, how far a protocol is. rapport/c.h includes it and has the
   conventions; hosts include that one. Of a place in a turn (`_span`) each output is optional. */

#include "rapport/c.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What the customer writes for --------------------------------------------------------------

   What a contact is about, what it asks for, and by what actions are recommended.

   Ownership:  texts are borrowed until the handle decides again or is freed; words are static
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* Values of an action's reason. */
enum {
  RAPPORT_REASON_POLICY = 0,
  RAPPORT_REASON_PERSONA = 1,
  RAPPORT_REASON_NEED = 2,
  RAPPORT_REASON_CONTACT_KIND = 3
};
RAPPORT_API const char* rapport_reason_kind_name(int32_t kind);

/* What could not be determined. */
enum {
  RAPPORT_UNDETERMINED_CONDITION = 0,
  RAPPORT_UNDETERMINED_POLICY = 1,
  RAPPORT_UNDETERMINED_NEED = 2,
  RAPPORT_UNDETERMINED_CONTACT_KIND = 3
};
RAPPORT_API const char* rapport_undetermined_kind_name(int32_t kind);

/* RAPPORT_REASON_POLICY ...: what the id of the reason is of. */
RAPPORT_API int32_t rapport_decision_action_reason_kind(const rapport_decision* decision,
                                                        size_t index, size_t reason_index,
                                                        int32_t* kind);
/* The kind of contact, or "none". */
RAPPORT_API int32_t rapport_decision_contact_kind(const rapport_decision* decision, const char** id,
                                                  size_t* length);
/* Empty for none. */
RAPPORT_API int32_t rapport_decision_contact_label(const rapport_decision* decision,
                                                   const char** label, size_t* length);
/* Further kinds that hold. */
RAPPORT_API int32_t rapport_decision_contact_also_count(const rapport_decision* decision,
                                                        size_t* count);
RAPPORT_API int32_t rapport_decision_contact_also(const rapport_decision* decision, size_t index,
                                                  const char** id, size_t* length);
/* Needs that were voiced, the newest first. */
RAPPORT_API int32_t rapport_decision_need_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_need_id(const rapport_decision* decision, size_t index,
                                             const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_need_label(const rapport_decision* decision, size_t index,
                                                const char** label, size_t* length);
/* Where it was voiced last: bytes of the turn's text. `turn` is -1 when a condition alone
   tells it. */
RAPPORT_API int32_t rapport_decision_need_span(const rapport_decision* decision, size_t index,
                                               int32_t* turn, uint32_t* begin, uint32_t* end);
/* The customer's words there. */
RAPPORT_API int32_t rapport_decision_need_text(const rapport_decision* decision, size_t index,
                                               const char** text, size_t* length);
/* Questions that no reply has taken up, the oldest first. */
RAPPORT_API int32_t rapport_decision_open_question_count(const rapport_decision* decision,
                                                         size_t* count);
RAPPORT_API int32_t rapport_decision_open_question_span(const rapport_decision* decision,
                                                        size_t index, int32_t* turn,
                                                        uint32_t* begin, uint32_t* end);
RAPPORT_API int32_t rapport_decision_open_question_text(const rapport_decision* decision,
                                                        size_t index, const char** text,
                                                        size_t* length);

/* ---- Promises ----------------------------------------------------------------------------------

   What agents have promised, as the words were said, and whether it was kept.

   Ownership:  texts are borrowed until the handle decides again or is freed; words are static
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* Whether a promise was kept. */
enum { RAPPORT_PROMISE_OPEN = 0, RAPPORT_PROMISE_KEPT = 1, RAPPORT_PROMISE_OVERDUE = 2 };
RAPPORT_API const char* rapport_promise_state_name(int32_t state);

RAPPORT_API int32_t rapport_decision_promise_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_promise_id(const rapport_decision* decision, size_t index,
                                                const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_promise_label(const rapport_decision* decision, size_t index,
                                                   const char** label, size_t* length);
RAPPORT_API int32_t rapport_decision_promise_span(const rapport_decision* decision, size_t index,
                                                  int32_t* turn, uint32_t* begin, uint32_t* end);
/* The agent's words. */
RAPPORT_API int32_t rapport_decision_promise_text(const rapport_decision* decision, size_t index,
                                                  const char** text, size_t* length);
/* RAPPORT_TIME_UNKNOWN without times, or when neither words nor pack say when. */
RAPPORT_API int32_t rapport_decision_promise_due(const rapport_decision* decision, size_t index,
                                                 int64_t* due);
/* RAPPORT_PROMISE_OPEN ... */
RAPPORT_API int32_t rapport_decision_promise_state(const rapport_decision* decision, size_t index,
                                                   int32_t* state);

/* ---- Protocols ---------------------------------------------------------------------------------

   Protocols that have started (docs/protocols.md): what was done, what is next, what went
   wrong.

   Ownership:  texts are borrowed until the handle decides again or is freed; words are static
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* How far a step is. */
enum {
  RAPPORT_STEP_OPEN = 0,
  RAPPORT_STEP_NEXT = 1,
  RAPPORT_STEP_DONE = 2,
  RAPPORT_STEP_NOT_NEEDED = 3,
  RAPPORT_STEP_THROUGHOUT = 4 /* to be kept to all the time */
};
RAPPORT_API const char* rapport_step_status_name(int32_t status);

RAPPORT_API int32_t rapport_decision_protocol_count(const rapport_decision* decision,
                                                    size_t* count);
RAPPORT_API int32_t rapport_decision_protocol_id(const rapport_decision* decision, size_t index,
                                                 const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_label(const rapport_decision* decision, size_t index,
                                                    const char** label, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_state(const rapport_decision* decision, size_t index,
                                                    const char** state, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_state_label(const rapport_decision* decision,
                                                          size_t index, const char** label,
                                                          size_t* length);
/* Nothing is next in this state. */
RAPPORT_API int32_t rapport_decision_protocol_ended(const rapport_decision* decision, size_t index,
                                                    int32_t* ended);
RAPPORT_API int32_t rapport_decision_protocol_started_turn(const rapport_decision* decision,
                                                           size_t index, int32_t* turn);
/* Since when it is in this state. */
RAPPORT_API int32_t rapport_decision_protocol_since_turn(const rapport_decision* decision,
                                                         size_t index, int32_t* turn);
/* The step to be done now; empty for none. */
RAPPORT_API int32_t rapport_decision_protocol_next(const rapport_decision* decision, size_t index,
                                                   const char** step, size_t* length);
/* Steps of the state, then others that were done. */
RAPPORT_API int32_t rapport_decision_protocol_step_count(const rapport_decision* decision,
                                                         size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_protocol_step_id(const rapport_decision* decision,
                                                      size_t index, size_t step_index,
                                                      const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_step_label(const rapport_decision* decision,
                                                         size_t index, size_t step_index,
                                                         const char** label, size_t* length);
/* The action that goes with it; empty for none. */
RAPPORT_API int32_t rapport_decision_protocol_step_action(const rapport_decision* decision,
                                                          size_t index, size_t step_index,
                                                          const char** action, size_t* length);
/* RAPPORT_STEP_OPEN ... */
RAPPORT_API int32_t rapport_decision_protocol_step_status(const rapport_decision* decision,
                                                          size_t index, size_t step_index,
                                                          int32_t* status);
/* Where it was done first; `turn` is -1 if it was not. */
RAPPORT_API int32_t rapport_decision_protocol_step_span(const rapport_decision* decision,
                                                        size_t index, size_t step_index,
                                                        int32_t* turn, uint32_t* begin,
                                                        uint32_t* end);
/* What an agent should not have said, by turn. */
RAPPORT_API int32_t rapport_decision_protocol_fault_count(const rapport_decision* decision,
                                                          size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_protocol_fault_id(const rapport_decision* decision,
                                                       size_t index, size_t fault_index,
                                                       const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_fault_label(const rapport_decision* decision,
                                                          size_t index, size_t fault_index,
                                                          const char** label, size_t* length);
RAPPORT_API int32_t rapport_decision_protocol_fault_span(const rapport_decision* decision,
                                                         size_t index, size_t fault_index,
                                                         int32_t* turn, uint32_t* begin,
                                                         uint32_t* end);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* RAPPORT_C_SERVICE_H_ */
