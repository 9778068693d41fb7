#ifndef RAPPORT_C_REVIEW_H_
#define RAPPORT_C_REVIEW_H_

/* The part of the C interface that is about agents' replies (docs/reviews.md). rapport/c.h includes
   it and has the conventions; hosts include that one.

       rapport_turn reply = RAPPORT_TURN_INIT;
       reply.text = draft;
       reply.text_length = strlen(draft);
       rapport_review_reply(conversation, &reply, RAPPORT_TIME_UNKNOWN, review, NULL);
       rapport_review_blocked(review, &blocked);
       if (blocked) hold(draft); */

#include "rapport/c.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Constants of reviews ---------------------------------------------------------------------

   The `_name` functions return the word that records use for a value: "na", "over_limit";
   "unknown" for a value that there is not.

   Ownership:  static strings, never freed
   Errors:     none
   Threads:    any
   Since:      0.1.0 */

/* What a check says of a reply. */
enum { RAPPORT_CHECK_PASS = 0, RAPPORT_CHECK_FAIL = 1, RAPPORT_CHECK_NOT_APPLICABLE = 2 };
/* Why a check failed. */
enum {
  RAPPORT_FAIL_NONE = 0,       /* it did not */
  RAPPORT_FAIL_MISSING = 1,    /* nothing of what the check expects is in the reply */
  RAPPORT_FAIL_FAULT = 2,      /* the reply holds what it should not; the spans show it */
  RAPPORT_FAIL_CONDITION = 3,  /* the check's condition is not true */
  RAPPORT_FAIL_OVER_LIMIT = 4, /* an amount is above the limit in force */
  RAPPORT_FAIL_FORBIDDEN = 5,  /* the reply does what a policy forbids */
  RAPPORT_FAIL_APPROVAL = 6    /* the reply does what needs approval first */
};
/* How much of a review is written as JSON. */
enum {
  RAPPORT_REVIEW_ALL = 0,  /* every finding and the score */
  RAPPORT_REVIEW_DRAFT = 1 /* while the reply is written: whether it is blocked, and the tip */
};

RAPPORT_API const char* rapport_check_result_name(int32_t result);
RAPPORT_API const char* rapport_fail_reason_name(int32_t reason); /* "" for RAPPORT_FAIL_NONE */

/* ---- Checks of a rule set ---------------------------------------------------------------------

   What the packs declare, by id. A rule set may have none; a review has then no findings.

   Ownership:  texts are borrowed from the rule set until its last reference is given back
   Errors:     RAPPORT_INVALID_ARGUMENT, and RAPPORT_NOT_FOUND for an index past the end
   Threads:    any number
   Since:      0.1.0 */

RAPPORT_API int32_t rapport_ruleset_check_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_check_id(const rapport_ruleset* ruleset, size_t index,
                                             const char** id, size_t* length);
RAPPORT_API int32_t rapport_ruleset_check_label(const rapport_ruleset* ruleset, size_t index,
                                                const char** label, size_t* length);
RAPPORT_API int32_t rapport_ruleset_check_weight(const rapport_ruleset* ruleset, size_t index,
                                                 int32_t* thousandths);
/* Whether its fail blocks the reply. */
RAPPORT_API int32_t rapport_ruleset_check_is_fatal(const rapport_ruleset* ruleset, size_t index,
                                                   int32_t* is_fatal);
RAPPORT_API int32_t rapport_ruleset_check_help(const rapport_ruleset* ruleset, size_t index,
                                               const char** help, size_t* length);

/* ---- Reviewing --------------------------------------------------------------------------------

   A review handle is workspace and result in one, as a decision's is. Reuse it: once it has grown,
   reviewing allocates nothing, and as long as the conversation and `now` are the same, a further
   call reads the reply and nothing else, fast enough for every keystroke. The reply is not added to
   the conversation. A result holds until the handle reviews again, and may outlive the conversation
   and the rule set. When reviewing fails, the handle holds no result. The same input gives the same
   bytes everywhere.

   Ownership:  a review is the caller's; its texts are borrowed until it reviews again or is freed,
               those of JSON until its next call that writes some too
   Errors:     RAPPORT_INVALID_ARGUMENT (also an instant outside the years 1 to 9999) and
               RAPPORT_OUT_OF_MEMORY, others where they are named
   Threads:    one at a time, the conversation included
   Since:      0.1.0 */

typedef struct rapport_review rapport_review; /* workspace and result of reviewing */

RAPPORT_API int32_t rapport_review_new(rapport_review** review, rapport_error** error);
RAPPORT_API void rapport_review_free(rapport_review* review);

/* Reviews `reply` as the agent's next turn of the conversation, a draft or one that was sent. Of
   the turn, its text, `format` and `at` count; a text longer than the limit of a turn is cut. `now`
   unknown: `reply->at`, else the last turn's time. */
RAPPORT_API int32_t rapport_review_reply(const rapport_conversation* conversation,
                                         const rapport_turn* reply, int64_t now,
                                         rapport_review* review, rapport_error** error);

/* Reviews the last turn of a record (docs/records.md), which must be a public one by an agent, with
   those before it as the conversation. `detail` is RAPPORT_REVIEW_ALL or RAPPORT_REVIEW_DRAFT.
   `json`, which is optional, receives the review as one line of JSON without a line break.
   RAPPORT_INVALID_ARGUMENT names the field, RAPPORT_NOT_FOUND the undeclared fact or route,
   RAPPORT_LIMIT_EXCEEDED the limit. */
RAPPORT_API int32_t rapport_review_json(const rapport_ruleset* ruleset, const char* record,
                                        size_t record_length, int32_t detail,
                                        rapport_review* review, const char** json, size_t* length,
                                        rapport_error** error);

/* Reviews many records, one a line, as rapport_decide_lines decides about them: a line for each
   line, refused ones with {"id":...,"error":{...}}; `refused`, which is optional, counts those.
   Afterwards the handle holds the last line's review, if it has one. */
RAPPORT_API int32_t rapport_review_lines(const rapport_ruleset* ruleset, const char* records,
                                         size_t records_length, int32_t detail,
                                         rapport_review* review, const char** answers,
                                         size_t* length, size_t* refused, rapport_error** error);

/* What the two functions above do with facts that the packs do not declare: by default
   RAPPORT_UNKNOWN_FACTS_ERROR. */
RAPPORT_API int32_t rapport_review_set_unknown_facts(rapport_review* review, int32_t unknown_facts);

/* The review as one line of JSON, without a line break. `id` is what its "id" says; NULL is the
   record's own, or "" after rapport_review_reply. RAPPORT_INVALID_STATE without a result. */
RAPPORT_API int32_t rapport_review_to_json(rapport_review* review, int32_t detail, const char* id,
                                           size_t id_length, const char** json, size_t* length,
                                           rapport_error** error);

/* ---- Reading a review -------------------------------------------------------------------------

   Ownership:  texts are borrowed until the handle reviews again or is freed
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* Whether a fatal check failed: the reply should not be sent as it is. */
RAPPORT_API int32_t rapport_review_blocked(const rapport_review* review, int32_t* blocked);
/* The index of the finding to show first while the reply is written: a fatal fail, else the
   heaviest. RAPPORT_NOT_FOUND when no check failed. */
RAPPORT_API int32_t rapport_review_tip(const rapport_review* review, size_t* index);
/* 100 * (weights of the checks that passed) / (weights of those that apply), in hundredths: 8,750
   is 87.5. 0 when a fatal check failed. RAPPORT_NOT_FOUND when no check applies. For those who look
   back at replies, not for who is writing one. */
RAPPORT_API int32_t rapport_review_score(const rapport_review* review, int32_t* hundredths);
/* rapport_ruleset_name of the rules that reviewed. */
RAPPORT_API int32_t rapport_review_ruleset_name(const rapport_review* review, const char** name,
                                                size_t* length);
/* The decision about the conversation without the reply, for the functions that read one (those
   that take a const rapport_decision). It belongs to the review: it is never freed, and holds until
   the review is used again or freed. */
RAPPORT_API int32_t rapport_review_decision(const rapport_review* review,
                                            const rapport_decision** decision);

/* What each check of the packs says, by id. */
RAPPORT_API int32_t rapport_review_finding_count(const rapport_review* review, size_t* count);
RAPPORT_API int32_t rapport_review_finding_check(const rapport_review* review, size_t index,
                                                 const char** check, size_t* length);
RAPPORT_API int32_t rapport_review_finding_label(const rapport_review* review, size_t index,
                                                 const char** label, size_t* length);
/* RAPPORT_CHECK_PASS ... */
RAPPORT_API int32_t rapport_review_finding_result(const rapport_review* review, size_t index,
                                                  int32_t* result);
/* RAPPORT_FAIL_NONE ... */
RAPPORT_API int32_t rapport_review_finding_reason(const rapport_review* review, size_t index,
                                                  int32_t* reason);
RAPPORT_API int32_t rapport_review_finding_weight(const rapport_review* review, size_t index,
                                                  int32_t* thousandths);
/* Whether its fail blocks the reply. */
RAPPORT_API int32_t rapport_review_finding_is_fatal(const rapport_review* review, size_t index,
                                                    int32_t* is_fatal);
/* Whether it does not apply, or fails, because its condition is unknown. */
RAPPORT_API int32_t rapport_review_finding_is_undetermined(const rapport_review* review,
                                                           size_t index, int32_t* is_undetermined);
/* What is wrong, for the agent; empty unless it failed. */
RAPPORT_API int32_t rapport_review_finding_why(const rapport_review* review, size_t index,
                                               const char** why, size_t* length);
/* Of RAPPORT_FAIL_OVER_LIMIT the limit and its value; else empty and 0. */
RAPPORT_API int32_t rapport_review_finding_limit(const rapport_review* review, size_t index,
                                                 const char** limit, size_t* length);
RAPPORT_API int32_t rapport_review_finding_limit_value(const rapport_review* review, size_t index,
                                                       int64_t* value);
/* The policy that set the limit, forbids or wants approval, and the route that approves; may be
   empty. */
RAPPORT_API int32_t rapport_review_finding_policy(const rapport_review* review, size_t index,
                                                  const char** policy, size_t* length);
RAPPORT_API int32_t rapport_review_finding_approval_from(const rapport_review* review, size_t index,
                                                         const char** from, size_t* length);

/* The places in the reply that counted, in order: of a pass, what was looked for; of a fail, what
   should not be there. */
RAPPORT_API int32_t rapport_review_finding_span_count(const rapport_review* review, size_t index,
                                                      size_t* count);
/* The first and past-the-last byte of the reply's text. Each output is optional. */
RAPPORT_API int32_t rapport_review_finding_span(const rapport_review* review, size_t index,
                                                size_t span_index, uint32_t* begin, uint32_t* end);
RAPPORT_API int32_t rapport_review_finding_span_text(const rapport_review* review, size_t index,
                                                     size_t span_index, const char** text,
                                                     size_t* length);
RAPPORT_API int32_t rapport_review_finding_span_cue(const rapport_review* review, size_t index,
                                                    size_t span_index, const char** cue,
                                                    size_t* length);
/* Better wordings for a fail, with every placeholder filled, the best first. */
RAPPORT_API int32_t rapport_review_finding_suggestion_count(const rapport_review* review,
                                                            size_t index, size_t* count);
RAPPORT_API int32_t rapport_review_finding_suggestion(const rapport_review* review, size_t index,
                                                      size_t suggestion_index, const char** line,
                                                      size_t* length);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* RAPPORT_C_REVIEW_H_ */
