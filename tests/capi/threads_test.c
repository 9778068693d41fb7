/* Threads share one rule set, each with its own handles, while the rule set's references come and
 * go. */

#include <pthread.h>

#include "testing.h"

enum { THREADS = 4, ROUNDS = 200 };

static rapport_ruleset* rules;
static char* records;
static size_t records_length;
static char* expected;
static size_t expected_length;
static char* replies;
static size_t replies_length;
static char* reviews;
static size_t reviews_length;

static void* work(void* differences) {
  int i;
  for (i = 0; i < ROUNDS; ++i) {
    rapport_decision* decision = NULL;
    rapport_review* review = NULL;
    const char* answers = NULL;
    size_t length = 0;
    int same = rapport_ruleset_retain(rules) == RAPPORT_OK &&
               rapport_decision_new(&decision, NULL) == RAPPORT_OK &&
               rapport_decide_lines(rules, records, records_length, decision, &answers, &length,
                                    NULL, NULL) == RAPPORT_OK &&
               length == expected_length && memcmp(answers, expected, length) == 0 &&
               rapport_review_new(&review, NULL) == RAPPORT_OK &&
               rapport_review_lines(rules, replies, replies_length, RAPPORT_REVIEW_ALL, review,
                                    &answers, &length, NULL, NULL) == RAPPORT_OK &&
               length == reviews_length && memcmp(answers, reviews, length) == 0;
    if (!same) ++*(int*)differences;
    rapport_ruleset_free(rules);
    rapport_decision_free(decision);
    rapport_review_free(review);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[THREADS];
  int differences[THREADS] = {0};
  int i;
  rules = vector_rules();
  records = read_file("tests/vectors/conversations.jsonl", &records_length);
  expected = read_file("tests/vectors/decisions.jsonl", &expected_length);
  replies = read_file("tests/vectors/replies.jsonl", &replies_length);
  reviews = read_file("tests/vectors/reviews.jsonl", &reviews_length);
  for (i = 0; i < THREADS; ++i) {
    REQUIRE(pthread_create(&threads[i], NULL, work, &differences[i]) == 0);
  }
  for (i = 0; i < THREADS; ++i) {
    REQUIRE(pthread_join(threads[i], NULL) == 0);
    CHECK(differences[i] == 0);
  }
  free(reviews);
  free(replies);
  free(expected);
  free(records);
  rapport_ruleset_free(rules);
  return report();
}
