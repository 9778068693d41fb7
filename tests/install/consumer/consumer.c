/* A host in C, as short as the header says it can be. */

#include <stdio.h>
#include <string.h>

#include "rapport/c.h"

int main(void) {
  static const char record[] =
      "{\"id\":\"c1\",\"facts\":{\"contacts_same_issue_7d\":3},\"turns\":[{\"text\":\"I'm still "
      "waiting, it's "
      "been over a week. I need this sorted now, please hurry!\"}]}";
  rapport_ruleset* rules = NULL;
  rapport_decision* decision = NULL;
  rapport_error* error = NULL;
  const char *answer = "", *persona = "";
  int wrong;
  if (rapport_ruleset_new_default(&rules, &error) != RAPPORT_OK ||
      rapport_decision_new(&decision, &error) != RAPPORT_OK ||
      rapport_decide_json(rules, record, sizeof record - 1, decision, &answer, NULL, &error) !=
          RAPPORT_OK) {
    fprintf(stderr, "%s\n", rapport_error_message(error, NULL));
    return 1;
  }
  puts(answer);
  wrong = rapport_decision_persona(decision, &persona, NULL) != RAPPORT_OK ||
          strcmp(persona, "impatient") != 0;
  rapport_decision_free(decision);
  rapport_ruleset_free(rules);
  return wrong;
}
