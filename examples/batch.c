/* Records in, decisions out, as JSON Lines, by the host's own threads: each has a decision handle,
   which is workspace and result, and a part of the records; the rule set is everybody's. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rapport/c.h"

enum { kThreads = 2, kRecords = 1000 };

typedef struct {
  const rapport_ruleset* rules;
  const char* records; /* whole lines */
  size_t length;
  rapport_decision* decision; /* the answers are borrowed from it */
  const char* answers;
  size_t answers_length;
  size_t refused;
  int32_t status;
} part;

static void* decide(void* argument) {
  part* p = argument;
  p->status = rapport_decision_new(&p->decision, NULL);
  if (p->status == RAPPORT_OK) {
    p->status = rapport_decide_lines(p->rules, p->records, p->length, p->decision, &p->answers,
                                     &p->answers_length, &p->refused, NULL);
  }
  return NULL;
}

int main(void) {
  static const char record[] =
      "{\"id\":\"a\",\"turns\":[{\"text\":\"Still waiting for my refund. Hurry up!\"}]}\n";
  const size_t size = sizeof record - 1;
  char* const records = malloc(kRecords * size);
  rapport_ruleset* rules = NULL;
  pthread_t threads[kThreads];
  part parts[kThreads];
  size_t i, begin = 0, answers = 0;

  if (records == NULL || rapport_ruleset_new_default(&rules, NULL) != RAPPORT_OK) return 1;
  for (i = 0; i < kRecords; ++i) memcpy(records + i * size, record, size);
  records[2 * size] = '!'; /* one that is refused */

  /* Parts end where a line does. */
  memset(parts, 0, sizeof parts);
  for (i = 0; i < kThreads; ++i) {
    size_t end = kRecords * size * (i + 1) / kThreads;
    while (end > begin && records[end - 1] != '\n') --end;
    parts[i].rules = rules;
    parts[i].records = records + begin;
    parts[i].length = end - begin;
    begin = end;
    if (pthread_create(&threads[i], NULL, decide, &parts[i]) != 0) return 1;
  }
  for (i = 0; i < kThreads; ++i) {
    size_t at;
    pthread_join(threads[i], NULL);
    if (parts[i].status != RAPPORT_OK) return 1;
    /* In the order of the records; a host would write them out. */
    for (at = 0; at < parts[i].answers_length; ++at) answers += parts[i].answers[at] == '\n';
    printf("part %d: %d refused\n", (int)i + 1, (int)parts[i].refused);
  }
  printf("%d answers; of the last part: %.40s...\n", (int)answers, parts[kThreads - 1].answers);
  for (i = 0; i < kThreads; ++i) rapport_decision_free(parts[i].decision);
  rapport_ruleset_free(rules);
  free(records);
  return 0;
}
