/* A conversation followed turn by turn through the C interface: what is new for whom after each
   message, and what the agent may offer. See ../capi/include/rapport/c.h. */

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

static void show(const rapport_decision* decision) {
  const char* text;
  size_t count, i;
  int32_t number;
  rapport_decision_persona(decision, &text, NULL);
  rapport_decision_probability(decision, &number);
  printf("  type: %s, probability %d.%04d\n", text, (int)number / 10000, (int)number % 10000);

  rapport_decision_escalation_count(decision, &count);
  for (i = 0; i < count; ++i) {
    const char* reason;
    rapport_decision_escalation_to(decision, i, &text, NULL);
    rapport_decision_escalation_reason(decision, i, 0, &reason, NULL);
    rapport_decision_escalation_is_new(decision, i, &number);
    printf("  escalate to %s because of %s%s\n", text, reason, number ? " (new)" : "");
  }
  rapport_decision_action_count(decision, &count);
  if (count > 0) {
    rapport_decision_action_label(decision, 0, &text, NULL);
    printf("  first: %s\n", text);
  }
}

int main(void) {
  static const struct {
    int32_t by;
    const char* text;
  } turns[] = {
      {RAPPORT_SPEAKER_CUSTOMER, "Hello, my parcel has not come. Where is it?"},
      {RAPPORT_SPEAKER_AGENT, "Let me look that up for you."},
      {RAPPORT_SPEAKER_CUSTOMER, "This is the third time I have to ask. Get me your manager, now!"},
  };
  rapport_ruleset* rules = NULL;
  rapport_conversation* conversation = NULL;
  rapport_decision* decision = NULL;
  rapport_error* error = NULL;
  size_t i;

  check(rapport_ruleset_new_default(&rules, &error), error);
  check(rapport_conversation_new(rules, NULL, &conversation, &error), error);
  check(rapport_decision_new(&decision, &error), error);
  check(rapport_conversation_set_int(conversation, RAPPORT_LITERAL("contacts_same_issue_7d"), 3,
                                     &error),
        error);
  for (i = 0; i < sizeof turns / sizeof *turns; ++i) {
    rapport_turn turn = RAPPORT_TURN_INIT;
    turn.by = turns[i].by;
    turn.text = turns[i].text;
    turn.text_length = strlen(turns[i].text);
    turn.at = INT64_C(1772359200000000) +
              (int64_t)i * 60000000; /* 2026-03-01T10:00:00Z, a minute apart */
    check(rapport_conversation_add_turn(conversation, &turn, &error), error);
    printf("turn %d: %s\n", (int)i + 1, turn.text);
    check(rapport_decide(conversation, RAPPORT_TIME_UNKNOWN, decision, &error), error);
    show(decision);
  }
  check(rapport_conversation_acknowledge(conversation, RAPPORT_LITERAL("supervisor"), &error),
        error);
  check(rapport_decide(conversation, RAPPORT_TIME_UNKNOWN, decision, &error), error);
  printf("the supervisor has been told\n");
  show(decision);

  /* In any order. */
  rapport_ruleset_free(rules);
  rapport_decision_free(decision);
  rapport_conversation_free(conversation);
  return 0;
}
