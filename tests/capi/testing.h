#ifndef RAPPORT_TESTS_CAPI_TESTING_H_
#define RAPPORT_TESTS_CAPI_TESTING_H_

/* What the C tests share. Real C, as a host would write it: no C++, no test framework. A failed
   check is reported with its place, and the program's exit code says whether there was one. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rapport/c.h"

static int failures = 0;
static int checks = 0;

#define CHECK(condition)                                                      \
  do {                                                                        \
    ++checks;                                                                 \
    if (!(condition)) {                                                       \
      ++failures;                                                             \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                         \
  } while (0)

#define CHECK_STATUS(expected, call)                                          \
  do {                                                                        \
    int32_t got_ = (call);                                                    \
    ++checks;                                                                 \
    if (got_ != (expected)) {                                                 \
      ++failures;                                                             \
      fprintf(stderr, "%s:%d: %s is %s, not %s\n", __FILE__, __LINE__, #call, \
              rapport_status_name(got_), rapport_status_name(expected));      \
    }                                                                         \
  } while (0)

/* Ends the test at once: what follows makes no sense without it. */
#define REQUIRE(condition)                                                    \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: needed: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                                \
    }                                                                         \
  } while (0)

static int report(void) {
  printf("%d checks, %d failed\n", checks, failures);
  return failures == 0 ? 0 : 1;
}

/* A file below the source tree as one text with NUL at its end; the caller frees it. */
static char* read_file(const char* name, size_t* length) {
  char path[4096];
  FILE* file;
  long size;
  char* bytes;
  snprintf(path, sizeof path, "%s/%s", RAPPORT_SOURCE_DIR, name);
  file = fopen(path, "rb");
  REQUIRE(file != NULL);
  REQUIRE(fseek(file, 0, SEEK_END) == 0);
  size = ftell(file);
  REQUIRE(size >= 0);
  rewind(file);
  bytes = (char*)malloc((size_t)size + 1);
  REQUIRE(bytes != NULL);
  REQUIRE(fread(bytes, 1, (size_t)size, file) == (size_t)size);
  bytes[size] = '\0';
  fclose(file);
  *length = (size_t)size;
  return bytes;
}

/* Calls `use` for each line of `text` with the line of the same number of `answers`. */
static void for_each_line(char* text, char* answers,
                          void (*use)(const char* line, size_t length, const char* answer)) {
  char* line = text;
  char* answer = answers;
  while (*line != '\0') {
    char* line_end = strchr(line, '\n');
    char* answer_end = strchr(answer, '\n');
    REQUIRE(line_end != NULL && answer_end != NULL);
    *answer_end = '\0';
    use(line, (size_t)(line_end - line), answer);
    line = line_end + 1;
    answer = answer_end + 1;
  }
  CHECK(*answer == '\0');
}

/* The pack of the test vectors, as the two arguments of a path. It lists a word table. */
#define VECTOR_PACK RAPPORT_LITERAL(RAPPORT_SOURCE_DIR "/tests/vectors/pack.yaml")

/* Its rule set; the caller frees it. */
static rapport_ruleset* vector_rules(void) {
  rapport_ruleset* rules = NULL;
  rapport_error* error = NULL;
  if (rapport_ruleset_new_from_file(VECTOR_PACK, &rules, &error) != RAPPORT_OK) {
    fprintf(stderr, "%s\n", rapport_error_message(error, NULL));
    exit(1);
  }
  return rules;
}

#endif /* RAPPORT_TESTS_CAPI_TESTING_H_ */
