/* What customers say of a running service, through the C interface: ratings are counted as they
   come, saved, and put together with those of another day. See
   ../capi/include/rapport/c_accumulator.h. */

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

static rapport_accumulator* count(const rapport_ruleset* rules, const char* const* ratings,
                                  size_t ratings_count) {
  rapport_accumulator* feedback = NULL;
  rapport_error* error = NULL;
  size_t i;
  check(rapport_accumulator_new(rules, RAPPORT_LITERAL("feedback"), NULL, 0, &feedback, &error),
        error);
  for (i = 0; i < ratings_count; ++i) {
    check(rapport_accumulator_add_json(feedback, ratings[i], strlen(ratings[i]), &error), error);
  }
  return feedback;
}

int main(void) {
  static const char* const monday[] = {
      "{\"event\":\"rating\",\"at\":\"2026-03-02T09:30:00Z\",\"asks\":\"csat\",\"score\":2,"
      "\"comment\":\"Lovely staff, but an hour on hold.\"}",
  };
  static const char* const tuesday[] = {
      "{\"event\":\"rating\",\"at\":\"2026-03-03T11:00:00Z\",\"asks\":\"csat\",\"score\":5,"
      "\"comment\":\"The parcel came a day early.\"}",
      "{\"event\":\"rating\",\"at\":\"2026-03-03T12:00:00Z\",\"asks\":\"nps\",\"score\":9}",
  };
  rapport_ruleset* rules = NULL;
  rapport_accumulator *first, *second, *loaded = NULL;
  rapport_error* error = NULL;
  const char *bytes, *json;
  size_t length;

  check(rapport_ruleset_new_default(&rules, &error), error);
  first = count(rules, monday, sizeof monday / sizeof *monday);
  check(rapport_accumulator_save(first, &bytes, &length, &error), error);
  check(rapport_accumulator_load(rules, bytes, length, &loaded, &error), error);

  second = count(rules, tuesday, sizeof tuesday / sizeof *tuesday);
  check(rapport_accumulator_merge(second, loaded, &error), error);
  check(rapport_accumulator_report_json(second, &json, &length, &error), error);
  printf("%s\n", json);

  rapport_accumulator_free(loaded);
  rapport_accumulator_free(second);
  rapport_accumulator_free(first);
  rapport_ruleset_free(rules);
  return 0;
}
