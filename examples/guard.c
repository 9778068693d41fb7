/* A guard between a language model and the customer, through the C interface: each draft is
   reviewed before it is sent. See ../capi/include/rapport/c_review.h. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rapport/c.h"

/* Every call that can fail goes through here; a real host would return instead. */
static void check(int32_t status, rapport_error* error) {
  if (status == RAPPORT_OK) return;
  fprintf(stderr, "%s: %s\n", rapport_status_name(status), rapport_error_message(error, NULL));
  exit(1);
}

/* What is wrong, and what to write instead: for the model, or for a person. */
static void explain(const rapport_review* review) {
  const char* text;
  size_t tip, count, i;
  int64_t value;
  if (rapport_review_tip(review, &tip) != RAPPORT_OK) return;
  rapport_review_finding_why(review, tip, &text, NULL);
  printf("  why: %s\n", text);
  rapport_review_finding_limit(review, tip, &text, NULL);
  rapport_review_finding_limit_value(review, tip, &value);
  if (*text != '\0') printf("  limit: %s is %d\n", text, (int)value);
  rapport_review_finding_span_count(review, tip, &count);
  for (i = 0; i < count; ++i) {
    rapport_review_finding_span_text(review, tip, i, &text, NULL);
    printf("  the words: %s\n", text);
  }
  if (rapport_review_finding_suggestion(review, tip, 0, &text, NULL) == RAPPORT_OK) {
    printf("  better: %s\n", text);
  }
}

int main(void) {
  /* What a model wrote, and what it made of being told what is wrong. */
  static const char* const drafts[] = {
      "Great news! I can give you 25% off if you order today.",
      "I can take 10% off today, Asha, or you get your money back.",
      "I can take 10% off today, Asha.",
  };
  rapport_ruleset* rules = NULL;
  rapport_conversation* conversation = NULL;
  rapport_review* review = NULL;
  rapport_error* error = NULL;
  rapport_turn reply = RAPPORT_TURN_INIT;
  int32_t blocked = 1;
  size_t i;

  check(rapport_ruleset_new_from_file(RAPPORT_LITERAL(EXAMPLES_DIR "/guard.yaml"), &rules, &error),
        error);
  check(rapport_conversation_new(rules, NULL, &conversation, &error), error);
  check(rapport_review_new(&review, &error), error);
  check(rapport_conversation_set_string(conversation, RAPPORT_LITERAL("first_name"),
                                        RAPPORT_LITERAL("Asha"), &error),
        error);
  check(
      rapport_conversation_add_text(
          conversation, RAPPORT_SPEAKER_CUSTOMER,
          RAPPORT_LITERAL("Found it 20 quid cheaper online. Is there a discount for me?"), &error),
      error);
  reply.by = RAPPORT_SPEAKER_AGENT;
  for (i = 0; i < sizeof drafts / sizeof *drafts && blocked; ++i) {
    reply.text = drafts[i];
    reply.text_length = strlen(drafts[i]);
    check(rapport_review_reply(conversation, &reply, RAPPORT_TIME_UNKNOWN, review, &error), error);
    check(rapport_review_blocked(review, &blocked), NULL);
    printf("%s: %s\n", blocked ? "blocked" : "sent", drafts[i]);
    if (blocked) explain(review);
  }
  /* What was sent is a turn of the conversation from now on. */
  if (!blocked) check(rapport_conversation_add_turn(conversation, &reply, &error), error);

  rapport_review_free(review);
  rapport_conversation_free(conversation);
  rapport_ruleset_free(rules);
  return blocked;
}
