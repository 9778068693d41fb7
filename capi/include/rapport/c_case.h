#ifndef RAPPORT_C_CASE_H_
#define RAPPORT_C_CASE_H_

/* The part of the C interface about what people do in a case beside the rules. rapport/c.h includes
   it and has the conventions; hosts include that one. */

#include "rapport/c.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Overrides --------------------------------------------------------------------------------

   What a person, usually a supervisor, knows better than the rules. An override holds until it is
   released, whatever turns follow, and a further one of the same thing replaces it. Policies,
   playbooks and checks of replies go by it; scores, probabilities and evidence stay what the rules
   find. rapport_conversation_reset releases all.

   Ownership:  a conversation copies what it is given
   Errors:     RAPPORT_INVALID_ARGUMENT, RAPPORT_OUT_OF_MEMORY, and RAPPORT_NOT_FOUND for an
               undeclared name; a function that fails leaves the conversation unchanged
   Threads:    one at a time
   Since:      0.1.0 */

/* What a person decided about the escalations of a route, in place of the policies. */
enum {
  RAPPORT_ESCALATION_HOLD = 0,    /* it stands, whether or not a policy asks for it */
  RAPPORT_ESCALATION_SUPPRESS = 1 /* it does not stand, but for what is a matter of safety */
};

/* `id` is a persona's, or "none". It has probability 1 then, and no other is reported beside it. */
RAPPORT_API int32_t rapport_conversation_override_persona(rapport_conversation* conversation,
                                                          const char* id, size_t id_length,
                                                          rapport_error** error);
RAPPORT_API int32_t rapport_conversation_release_persona(rapport_conversation* conversation);
/* RAPPORT_INVALID_ARGUMENT for a level that the scale does not have. */
RAPPORT_API int32_t rapport_conversation_override_scale(rapport_conversation* conversation,
                                                        const char* scale, size_t scale_length,
                                                        int32_t level, rapport_error** error);
RAPPORT_API int32_t rapport_conversation_release_scale(rapport_conversation* conversation,
                                                       const char* scale, size_t scale_length,
                                                       rapport_error** error);
/* RAPPORT_ESCALATION_HOLD ... What policies of class `safety` escalate is never suppressed. */
RAPPORT_API int32_t rapport_conversation_override_escalation(rapport_conversation* conversation,
                                                             const char* route, size_t route_length,
                                                             int32_t rule, rapport_error** error);
RAPPORT_API int32_t rapport_conversation_release_escalation(rapport_conversation* conversation,
                                                            const char* route, size_t route_length,
                                                            rapport_error** error);
/* All of them. */
RAPPORT_API int32_t rapport_conversation_release_overrides(rapport_conversation* conversation);

/* ---- Reading overrides ------------------------------------------------------------------------

   What was overridden when a decision was made, and what the rules found: the persona, scales,
   escalations. The `_name` functions return the word that records use; "unknown" for a value that
   there is not.

   Ownership:  texts are borrowed until the handle decides again or is freed; words are static
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* What was overridden. */
enum { RAPPORT_OVERRIDE_PERSONA = 0, RAPPORT_OVERRIDE_SCALE = 1, RAPPORT_OVERRIDE_ESCALATION = 2 };

RAPPORT_API const char* rapport_override_kind_name(int32_t kind);
RAPPORT_API const char* rapport_escalation_override_name(int32_t rule);

RAPPORT_API int32_t rapport_decision_overridden_count(const rapport_decision* decision,
                                                      size_t* count);
/* RAPPORT_OVERRIDE_PERSONA ... */
RAPPORT_API int32_t rapport_decision_overridden_kind(const rapport_decision* decision, size_t index,
                                                     int32_t* kind);
/* The persona that was set; the scale; the route. */
RAPPORT_API int32_t rapport_decision_overridden_id(const rapport_decision* decision, size_t index,
                                                   const char** id, size_t* length);
/* Of a scale, the level that was set; else 0. */
RAPPORT_API int32_t rapport_decision_overridden_level(const rapport_decision* decision,
                                                      size_t index, int32_t* level);
/* Of an escalation, RAPPORT_ESCALATION_HOLD ...; else 0. */
RAPPORT_API int32_t rapport_decision_overridden_rule(const rapport_decision* decision, size_t index,
                                                     int32_t* rule);
/* The persona found, or "none"; the name of the level found; else empty. */
RAPPORT_API int32_t rapport_decision_overridden_found(const rapport_decision* decision,
                                                      size_t index, const char** found,
                                                      size_t* length);
/* Of a scale, the level found; -1 when it is not known. */
RAPPORT_API int32_t rapport_decision_overridden_found_level(const rapport_decision* decision,
                                                            size_t index, int32_t* level);
/* Of an escalation, why policies escalate, also those that were suppressed. */
RAPPORT_API int32_t rapport_decision_overridden_reason_count(const rapport_decision* decision,
                                                             size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_overridden_reason(const rapport_decision* decision,
                                                       size_t index, size_t reason_index,
                                                       const char** reason, size_t* length);
RAPPORT_API int32_t rapport_decision_overridden_policy(const rapport_decision* decision,
                                                       size_t index, size_t reason_index,
                                                       const char** policy, size_t* length);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* RAPPORT_C_CASE_H_ */
