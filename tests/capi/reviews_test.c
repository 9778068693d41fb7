/* The test vectors of replies through C: record by record, in one batch, with typed calls, and read
   with getters. */

#include "testing.h"

static rapport_ruleset* rules;
static rapport_review* review;

static void review_record(const char* line, size_t length, const char* answer) {
  const char* json = NULL;
  size_t json_length = 0;
  CHECK_STATUS(RAPPORT_OK, rapport_review_json(rules, line, length, RAPPORT_REVIEW_ALL, review,
                                               &json, &json_length, NULL));
  CHECK(json != NULL && strcmp(json, answer) == 0);
  CHECK(json_length == strlen(answer));
  /* Asked for again, under the record's own id. */
  CHECK_STATUS(RAPPORT_OK, rapport_review_to_json(review, RAPPORT_REVIEW_ALL, NULL, 0, &json,
                                                  &json_length, NULL));
  CHECK(json != NULL && strcmp(json, answer) == 0);
}

static void review_draft(const char* line, size_t length, const char* answer) {
  const char* json = NULL;
  CHECK_STATUS(RAPPORT_OK, rapport_review_json(rules, line, length, RAPPORT_REVIEW_DRAFT, review,
                                               &json, NULL, NULL));
  CHECK(json != NULL && strcmp(json, answer) == 0);
}

static void vectors(const char* answers_name, int32_t detail,
                    void (*use)(const char* line, size_t length, const char* answer)) {
  size_t length, records_length, answers_length, refused = 0;
  char* records = read_file("tests/vectors/replies.jsonl", &records_length);
  char* expected = read_file(answers_name, &answers_length);
  const char* answers = NULL;
  CHECK_STATUS(RAPPORT_OK, rapport_review_lines(rules, records, records_length, detail, review,
                                                &answers, &length, &refused, NULL));
  CHECK(length == answers_length && memcmp(answers, expected, length) == 0);
  CHECK(refused == 0);
  for_each_line(records, expected, use);
  free(expected);
  free(records);
}

/* The line of `answers_name` with this id; the caller frees it. */
static char* answer_to(const char* id, const char* answers_name) {
  char wanted[64];
  size_t length;
  char* all = read_file(answers_name, &length);
  char *begin, *line;
  snprintf(wanted, sizeof wanted, "{\"id\":\"%s\",", id);
  begin = strstr(all, wanted);
  REQUIRE(begin != NULL);
  *strchr(begin, '\n') = '\0';
  line = (char*)malloc(strlen(begin) + 1);
  REQUIRE(line != NULL);
  strcpy(line, begin);
  free(all);
  return line;
}

static void set_facts(rapport_conversation* conversation) {
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_set_int(conversation, RAPPORT_LITERAL("contacts_7d"), 1, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_set_string(conversation, RAPPORT_LITERAL("tier"),
                                                           RAPPORT_LITERAL("silver"), NULL));
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_set_bool(conversation, RAPPORT_LITERAL("is_vip"), 0, NULL));
}

/* "later-turn" of the vectors as it is typed, key by key, with one handle. */
static void typed(void) {
  static const int64_t kTen = INT64_C(1772359200000000); /* 2026-03-01T10:00:00Z */
  static const int64_t kMinute = INT64_C(60000000);
  static const char kDraft[] = "Sorry, I can take 50% off.";
  char* expected = answer_to("later-turn", "tests/vectors/reviews.jsonl");
  char* expected_draft = answer_to("later-turn", "tests/vectors/drafts.jsonl");
  rapport_conversation* conversation = NULL;
  rapport_turn turn = RAPPORT_TURN_INIT;
  const char* json;
  size_t length, i;
  int32_t blocked;

  CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(rules, NULL, &conversation, NULL));
  set_facts(conversation);
  turn.text = "Any deal?";
  turn.text_length = strlen(turn.text);
  turn.at = kTen;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  turn.by = RAPPORT_SPEAKER_AGENT;
  turn.text = "Let me see.";
  turn.text_length = strlen(turn.text);
  turn.at = kTen + kMinute;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  turn.by = RAPPORT_SPEAKER_CUSTOMER;
  turn.text = "Hurry!";
  turn.text_length = strlen(turn.text);
  turn.at = kTen + 2 * kMinute;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  turn.at = kTen + 3 * kMinute; /* who speaks is not asked: a reply is an agent's */
  turn.text = kDraft;
  for (i = 0; i < sizeof kDraft; ++i) {
    turn.text_length = i;
    CHECK_STATUS(RAPPORT_OK,
                 rapport_review_reply(conversation, &turn, RAPPORT_TIME_UNKNOWN, review, NULL));
    CHECK_STATUS(RAPPORT_OK, rapport_review_blocked(review, &blocked));
    CHECK(blocked == (i >= strlen("Sorry, I can take 50% off")));
  }
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_to_json(review, RAPPORT_REVIEW_ALL, RAPPORT_LITERAL("later-turn"),
                                      &json, &length, NULL));
  CHECK(strcmp(json, expected) == 0 && length == strlen(expected));
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_to_json(review, RAPPORT_REVIEW_DRAFT, RAPPORT_LITERAL("later-turn"),
                                      &json, &length, NULL));
  CHECK(strcmp(json, expected_draft) == 0);
  /* It has no id of its own. */
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_to_json(review, RAPPORT_REVIEW_ALL, NULL, 0, &json, NULL, NULL));
  CHECK(strncmp(json, "{\"id\":\"\",", 9) == 0);

  /* A later instant that the caller gives counts before the reply's. */
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_reply(conversation, &turn, kTen + 180 * kMinute, review, NULL));
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_to_json(review, RAPPORT_REVIEW_ALL, NULL, 0, &json, NULL, NULL));
  CHECK(strstr(json, "\"check\":\"in_time\",\"label\":\"Comes in time\",\"result\":\"fail\"") !=
        NULL);
  rapport_conversation_free(conversation);
  free(expected_draft);
  free(expected);
}

#define TEXT(call)                               \
  do {                                           \
    text = NULL;                                 \
    length = 99999;                              \
    CHECK_STATUS(RAPPORT_OK, call);              \
    CHECK(text != NULL && text[length] == '\0'); \
  } while (0)

/* Every getter of every finding answers, and one past the end is not found. The review outlives
   conversation and rule set. */
static void getters(void) {
  static const char kReply[] = "Our courier is late. I can take 25% off, or 12% off.";
  rapport_ruleset* own_rules = vector_rules();
  rapport_conversation* conversation = NULL;
  rapport_turn turn = RAPPORT_TURN_INIT;
  const rapport_decision* decision = NULL;
  const char* text;
  size_t length, count, inner, tip, i, j, results[3] = {0, 0, 0};
  int32_t number, result, reason;
  int64_t wide;
  uint32_t begin, end;

  CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(own_rules, NULL, &conversation, NULL));
  set_facts(conversation);
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_add_text(conversation, RAPPORT_SPEAKER_CUSTOMER,
                                             RAPPORT_LITERAL("Still waiting! Any deal?"), NULL));
  turn.text = kReply;
  turn.text_length = strlen(kReply);
  CHECK_STATUS(RAPPORT_OK, rapport_review_reply(conversation, &turn, 0, review, NULL));
  rapport_conversation_free(conversation);
  rapport_ruleset_free(own_rules);

  CHECK_STATUS(RAPPORT_OK, rapport_review_blocked(review, &number));
  CHECK(number == 1);
  CHECK_STATUS(RAPPORT_OK, rapport_review_score(review, &number));
  CHECK(number == 0);
  TEXT(rapport_review_ruleset_name(review, &text, &length));
  CHECK(strncmp(text, "frozen@1.0.0#", 13) == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_review_decision(review, &decision));
  TEXT(rapport_decision_persona(decision, &text, &length));
  CHECK(strcmp(text, "impatient") == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_limit_count(decision, &count));
  CHECK(count == 1);

  CHECK_STATUS(RAPPORT_OK, rapport_review_finding_count(review, &count));
  CHECK(count == 8);
  for (i = 0; i < count; ++i) {
    TEXT(rapport_review_finding_check(review, i, &text, &length));
    TEXT(rapport_review_finding_label(review, i, &text, &length));
    CHECK(length > 0);
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_result(review, i, &result));
    REQUIRE(result >= RAPPORT_CHECK_PASS && result <= RAPPORT_CHECK_NOT_APPLICABLE);
    ++results[result];
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_reason(review, i, &reason));
    CHECK((reason != RAPPORT_FAIL_NONE) == (result == RAPPORT_CHECK_FAIL));
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_weight(review, i, &number));
    CHECK(number > 0);
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_is_fatal(review, i, &number));
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_is_undetermined(review, i, &number));
    CHECK(number == 0 || result != RAPPORT_CHECK_PASS);
    TEXT(rapport_review_finding_why(review, i, &text, &length));
    CHECK((length > 0) == (result == RAPPORT_CHECK_FAIL));
    TEXT(rapport_review_finding_limit(review, i, &text, &length));
    CHECK((length > 0) == (reason == RAPPORT_FAIL_OVER_LIMIT));
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_limit_value(review, i, &wide));
    CHECK(wide == (reason == RAPPORT_FAIL_OVER_LIMIT ? 10 : 0));
    TEXT(rapport_review_finding_policy(review, i, &text, &length));
    CHECK(strcmp(text, reason == RAPPORT_FAIL_OVER_LIMIT ? "discount-cap" : "") == 0);
    TEXT(rapport_review_finding_approval_from(review, i, &text, &length));
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_span_count(review, i, &inner));
    CHECK(reason != RAPPORT_FAIL_OVER_LIMIT || inner == 2);
    for (j = 0; j < inner; ++j) {
      TEXT(rapport_review_finding_span_cue(review, i, j, &text, &length));
      CHECK(length > 0);
      TEXT(rapport_review_finding_span_text(review, i, j, &text, &length));
      CHECK_STATUS(RAPPORT_OK, rapport_review_finding_span(review, i, j, &begin, &end));
      CHECK(end - begin == length && memcmp(kReply + begin, text, length) == 0);
    }
    CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_review_finding_span(review, i, inner, &begin, &end));
    CHECK_STATUS(RAPPORT_NOT_FOUND,
                 rapport_review_finding_span_text(review, i, inner, &text, &length));
    CHECK_STATUS(RAPPORT_OK, rapport_review_finding_suggestion_count(review, i, &inner));
    CHECK(inner == 0 || result == RAPPORT_CHECK_FAIL);
    for (j = 0; j < inner; ++j) {
      TEXT(rapport_review_finding_suggestion(review, i, j, &text, &length));
    }
    CHECK_STATUS(RAPPORT_NOT_FOUND,
                 rapport_review_finding_suggestion(review, i, inner, &text, &length));
  }
  CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_review_finding_result(review, count, &number));
  CHECK(results[RAPPORT_CHECK_PASS] > 0 && results[RAPPORT_CHECK_FAIL] == 2 &&
        results[RAPPORT_CHECK_NOT_APPLICABLE] > 0);

  CHECK_STATUS(RAPPORT_OK, rapport_review_tip(review, &tip));
  TEXT(rapport_review_finding_check(review, tip, &text, &length));
  CHECK(strcmp(text, "discount") == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_review_finding_reason(review, tip, &reason));
  CHECK(reason == RAPPORT_FAIL_OVER_LIMIT);
  TEXT(rapport_review_finding_suggestion(review, tip, 0, &text, &length));
  CHECK(strcmp(text, "I can take 10% off, as you ask.") == 0);
}

static void declared_checks(void) {
  static const char kNoChecks[] =
      "rapport: 1\npack: {id: bare, version: 1.0.0, language: en}\ncues: {hello: [hello]}\n"
      "personas: {warm: {label: Warm, display_name: Is warm, summary: Greets., evidence: {hello: "
      "2}, "
      "playbook: []}, none: {}}\n";
  rapport_ruleset* bare = NULL;
  rapport_error* error = NULL;
  const char* text;
  size_t length, count, i, fatal = 0;
  int32_t number;
  CHECK_STATUS(RAPPORT_OK, rapport_ruleset_check_count(rules, &count));
  CHECK(count == 8);
  for (i = 0; i < count; ++i) {
    TEXT(rapport_ruleset_check_id(rules, i, &text, &length));
    TEXT(rapport_ruleset_check_label(rules, i, &text, &length));
    TEXT(rapport_ruleset_check_help(rules, i, &text, &length));
    CHECK((length > 0) == (i == 0));
    CHECK_STATUS(RAPPORT_OK, rapport_ruleset_check_weight(rules, i, &number));
    CHECK(number == (i == 0 ? 2500 : i == 1 ? 500 : i == 6 ? 3000 : 1000));
    CHECK_STATUS(RAPPORT_OK, rapport_ruleset_check_is_fatal(rules, i, &number));
    fatal += (size_t)number;
  }
  CHECK(fatal == 2);

  /* Without checks there is nothing to find, and no score. */
  CHECK_STATUS(RAPPORT_OK, rapport_ruleset_new_from_bytes(RAPPORT_LITERAL("bare.yaml"), kNoChecks,
                                                          sizeof kNoChecks - 1, &bare, &error));
  if (error != NULL) fprintf(stderr, "%s\n", rapport_error_message(error, NULL));
  REQUIRE(error == NULL);
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_json(bare,
                                   RAPPORT_LITERAL("{\"turns\":[{\"by\":\"agent\",\"text\":"
                                                   "\"Hello.\"}]}"),
                                   RAPPORT_REVIEW_ALL, review, NULL, NULL, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_review_finding_count(review, &count));
  CHECK(count == 0);
  CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_review_score(review, &number));
  CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_review_tip(review, &count));
  CHECK_STATUS(RAPPORT_OK, rapport_review_blocked(review, &number));
  CHECK(number == 0);
  rapport_ruleset_free(bare);
}

int main(void) {
  rules = vector_rules();
  REQUIRE(rapport_review_new(&review, NULL) == RAPPORT_OK);
  vectors("tests/vectors/reviews.jsonl", RAPPORT_REVIEW_ALL, review_record);
  vectors("tests/vectors/drafts.jsonl", RAPPORT_REVIEW_DRAFT, review_draft);
  typed();
  getters();
  declared_checks();
  rapport_ruleset_free(rules);
  rapport_review_free(review);
  return report();
}
