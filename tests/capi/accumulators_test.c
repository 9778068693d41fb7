/* Accumulators through C: the committed reports in one pass, and in two parts of which one travels
   as bytes. */

#include "testing.h"

static rapport_ruleset* rules;

static rapport_accumulator* new_of(const char* kind, const char* options) {
  rapport_accumulator* made = NULL;
  const char* text = NULL;
  size_t length = 0;
  REQUIRE(rapport_accumulator_new(rules, kind, strlen(kind), options, strlen(options), &made,
                                  NULL) == RAPPORT_OK);
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_kind(made, &text, &length));
  CHECK(strcmp(text, kind) == 0 && length == strlen(kind));
  return made;
}

/* Adds every line of `text`, in turns to the accumulators. */
static void add_lines(const char* text, rapport_accumulator** to, size_t count) {
  size_t i = 0;
  while (*text != '\0') {
    const char* end = strchr(text, '\n');
    REQUIRE(end != NULL);
    CHECK_STATUS(RAPPORT_OK,
                 rapport_accumulator_add_json(to[i++ % count], text, (size_t)(end - text), NULL));
    text = end + 1;
  }
}

static void check_report(rapport_accumulator* accumulator, const char* expected) {
  const char* json = NULL;
  size_t length = 0;
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_report_json(accumulator, &json, &length, NULL));
  REQUIRE(json != NULL);
  CHECK(strlen(json) == length && strncmp(json, expected, length) == 0);
  CHECK(strcmp(expected + length, "\n") == 0);
}

static void vector(const char* kind, const char* options, const char* lines_file,
                   const char* report_file) {
  size_t length = 0;
  char* lines = read_file(lines_file, &length);
  char* expected = read_file(report_file, &length);
  rapport_accumulator* parts[2];
  rapport_accumulator *whole = new_of(kind, options), *loaded = NULL;
  rapport_error* error = NULL;
  const char* bytes = NULL;
  add_lines(lines, &whole, 1);
  check_report(whole, expected);
  parts[0] = new_of(kind, options);
  parts[1] = new_of(kind, options);
  add_lines(lines, parts, 2);
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_save(parts[0], &bytes, &length, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_load(rules, bytes, length, &loaded, NULL));
  rapport_accumulator_free(parts[0]);
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_merge(loaded, parts[1], NULL));
  check_report(loaded, expected);
  /* What is refused says why and changes nothing. */
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT,
               rapport_accumulator_add_json(loaded, RAPPORT_LITERAL("{\"turns\":1}"), &error));
  CHECK(*rapport_error_message(error, NULL) != '\0');
  rapport_error_free(error);
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_accumulator_merge(loaded, loaded, NULL));
  check_report(loaded, expected);
  rapport_accumulator_free(loaded);
  rapport_accumulator_free(parts[1]);
  rapport_accumulator_free(whole);
  free(expected);
  free(lines);
}

/* The rule set may go first: whatever was made with it keeps it. */
static void outlives_its_rules(void) {
  rapport_ruleset* own = vector_rules();
  rapport_accumulator* accumulator = NULL;
  const char* json;
  REQUIRE(rapport_accumulator_new(own, "coaching", 8, NULL, 0, &accumulator, NULL) == RAPPORT_OK);
  rapport_ruleset_free(own);
  CHECK_STATUS(RAPPORT_OK,
               rapport_accumulator_add_json(accumulator, RAPPORT_LITERAL("{\"turns\":[]}"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_accumulator_report_json(accumulator, &json, NULL, NULL));
  CHECK(strstr(json, "\"conversations\":1,") != NULL);
  rapport_accumulator_free(accumulator);
}

static void wrong_kinds(void) {
  rapport_accumulator* accumulator = NULL;
  CHECK_STATUS(RAPPORT_NOT_FOUND,
               rapport_accumulator_new(rules, "coach", 5, NULL, 0, &accumulator, NULL));
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT,
               rapport_accumulator_new(rules, "coaching", 8, RAPPORT_LITERAL("{\"x\":1}"),
                                       &accumulator, NULL));
  CHECK_STATUS(
      RAPPORT_INVALID_ARGUMENT,
      rapport_accumulator_load(rules, RAPPORT_LITERAL("\x89RPA\r\n\x1a\n"), &accumulator, NULL));
  CHECK(accumulator == NULL);
}

int main(void) {
  rules = vector_rules();
  vector("coaching", "{\"individuals\":true,\"min_sample\":2}", "tests/vectors/handled.jsonl",
         "tests/vectors/coaching.json");
  vector("acceptance", "{\"min_sample\":1,\"sort\":\"name\"}", "tests/vectors/handled.jsonl",
         "tests/vectors/acceptance.json");
  vector("metrics", "{\"by\":[\"team\"]}", "tests/vectors/service.jsonl",
         "tests/vectors/metrics.json");
  outlives_its_rules();
  wrong_kinds();
  rapport_ruleset_free(rules);
  return report();
}
