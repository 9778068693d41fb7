/* The test vectors through C: record by record, in one batch, and with typed calls. */

#include "testing.h"

static rapport_ruleset* rules;
static rapport_decision* decision;

static void decide_record(const char* line, size_t length, const char* answer) {
  const char* json = NULL;
  size_t json_length = 0;
  CHECK_STATUS(RAPPORT_OK,
               rapport_decide_json(rules, line, length, decision, &json, &json_length, NULL));
  CHECK(json != NULL && strcmp(json, answer) == 0);
  CHECK(json_length == strlen(answer));
  /* Asked for again, under the record's own id. */
  CHECK_STATUS(RAPPORT_OK, rapport_decision_json(decision, NULL, 0, &json, &json_length, NULL));
  CHECK(json != NULL && strcmp(json, answer) == 0);
}

static void each_record(void) {
  size_t length;
  char* conversations = read_file("tests/vectors/conversations.jsonl", &length);
  char* decisions = read_file("tests/vectors/decisions.jsonl", &length);
  for_each_line(conversations, decisions, decide_record);
  free(decisions);
  free(conversations);
}

static void batch(const char* records_name, const char* answers_name, int all_refused) {
  size_t records_length, answers_length, length = 0, refused = 0, lines = 0, i;
  char* records = read_file(records_name, &records_length);
  char* expected = read_file(answers_name, &answers_length);
  const char* answers = NULL;
  for (i = 0; i < records_length; ++i) lines += records[i] == '\n';
  CHECK_STATUS(RAPPORT_OK, rapport_decide_lines(rules, records, records_length, decision, &answers,
                                                &length, &refused, NULL));
  CHECK(length == answers_length && memcmp(answers, expected, length) == 0);
  CHECK(refused == (all_refused ? lines - 1 : 0));
  /* Without its last line break, and with those of another system. */
  CHECK_STATUS(RAPPORT_OK, rapport_decide_lines(rules, records, records_length - 1, decision,
                                                &answers, &length, NULL, NULL));
  CHECK(length == answers_length && memcmp(answers, expected, length) == 0);
  free(expected);
  free(records);
}

/* "third-contact" of the vectors, with typed calls. */
static void typed(void) {
  static const int64_t kTen = INT64_C(1772359200000000); /* 2026-03-01T10:00:00Z */
  static const int64_t kMinute = INT64_C(60000000);
  rapport_conversation* conversation = NULL;
  rapport_turn turn = RAPPORT_TURN_INIT;
  const char *json, *text, *record;
  size_t length, count;
  int64_t due;
  char* expected;

  record =
      "{\"id\":\"third-contact\",\"now\":\"2026-03-01T12:00:00Z\",\"facts\":{\"contacts_7d\":3,"
      "\"channel\":\"chat\"},\"turns\":[{\"by\":\"customer\",\"text\":\"Me again.\",\"at\":"
      "\"2026-03-01T10:00:00Z\"},{\"by\":\"agent\",\"text\":\"Sorry, one moment.\",\"at\":"
      "\"2026-03-01T10:01:00Z\"},{\"by\":\"customer\",\"text\":\"OK\",\"at\":"
      "\"2026-03-01T10:02:00Z\"}]}";
  CHECK_STATUS(RAPPORT_OK,
               rapport_decide_json(rules, record, strlen(record), decision, &json, &length, NULL));
  expected = (char*)malloc(length + 1);
  REQUIRE(expected != NULL);
  memcpy(expected, json, length + 1);

  CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(rules, NULL, &conversation, NULL));
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_set_int(conversation, RAPPORT_LITERAL("contacts_7d"), 3, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_set_string(conversation, RAPPORT_LITERAL("channel"),
                                                           RAPPORT_LITERAL("chat"), NULL));
  turn.text = "Me again.";
  turn.text_length = strlen(turn.text);
  turn.at = kTen;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  turn.by = RAPPORT_SPEAKER_AGENT;
  turn.text = "Sorry, one moment.";
  turn.text_length = strlen(turn.text);
  turn.at = kTen + kMinute;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  /* A decision along the way changes nothing. */
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, 0, decision, NULL));
  turn.by = RAPPORT_SPEAKER_CUSTOMER;
  turn.text = "OK";
  turn.text_length = strlen(turn.text);
  turn.at = kTen + 2 * kMinute;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_turn(conversation, &turn, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_turn_count(conversation, &count));
  CHECK(count == 3);
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, kTen + 120 * kMinute, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_json(decision, RAPPORT_LITERAL("third-contact"), &json,
                                                 &length, NULL));
  CHECK(strcmp(json, expected) == 0);

  /* The same through getters, and after the conversation and the rule set have gone. */
  rapport_conversation_free(conversation);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_count(decision, &count));
  CHECK(count == 2);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_to(decision, 1, &text, &length));
  CHECK(strcmp(text, "supervisor") == 0 && length == 10);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_due(decision, 1, &due));
  CHECK(due == kTen + 120 * kMinute);
  free(expected);
}

/* The same pack from memory: its table goes under the name that the manifest lists. */
static void from_memory(void) {
  size_t pack_length, table_length, length, other_length;
  char* pack = read_file("tests/vectors/pack.yaml", &pack_length);
  char* table = read_file("tests/vectors/words.tsv", &table_length);
  rapport_builder* builder = NULL;
  rapport_ruleset* built = NULL;
  const char *hash, *other;
  CHECK_STATUS(RAPPORT_OK, rapport_builder_new(NULL, &builder, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_builder_add_bytes(builder, RAPPORT_LITERAL("any/pack.yaml"),
                                                     pack, pack_length, NULL));
  CHECK_STATUS(RAPPORT_INVALID_PACK, rapport_builder_build(builder, &built, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_builder_add_bytes(builder, RAPPORT_LITERAL("any/words.tsv"),
                                                     table, table_length, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_builder_build(builder, &built, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_ruleset_hash(built, &hash, &length));
  CHECK_STATUS(RAPPORT_OK, rapport_ruleset_hash(rules, &other, &other_length));
  CHECK(length == 64 && length == other_length && strcmp(hash, other) == 0);
  rapport_ruleset_free(built);
  rapport_builder_free(builder);
  free(table);
  free(pack);
}

/* Every getter of every item answers, its text ends with NUL, and one past the end is not found. */
static void getters(void) {
  static const char kRecord[] =
      "{\"now\":\"2026-03-01T12:00:00Z\",\"facts\":{\"contacts_7d\":6,\"channel\":\"chat\","
      "\"is_vip\":true,\"tier\":\"silver\",\"spend\":2},\"turns\":[{\"text\":\"You idiots, it is "
      "20 quid less online! Any deal? Is it "
      "genuine? Still waiting.\",\"at\":\"2026-03-01T10:00:00Z\"},{\"text\":\"My lawyer "
      "will call. Useless people!\",\"at\":\"2026-03-01T10:05:00Z\"}]}";
  const char* text;
  size_t length, count, inner, i, j;
  int32_t number, kinds[3] = {0, 0, 0};
  int64_t wide;
  uint32_t begin, end;

#define TEXT(call)                               \
  do {                                           \
    text = NULL;                                 \
    length = 99999;                              \
    CHECK_STATUS(RAPPORT_OK, call);              \
    CHECK(text != NULL && text[length] == '\0'); \
  } while (0)
#define EACH(list, ...)                                                          \
  do {                                                                           \
    CHECK_STATUS(RAPPORT_OK, rapport_decision_##list##_count(decision, &count)); \
    CHECK(count > 0);                                                            \
    for (i = 0; i < count; ++i) {                                                \
      __VA_ARGS__                                                                \
    }                                                                            \
  } while (0)

  CHECK_STATUS(RAPPORT_OK,
               rapport_decide_json(rules, kRecord, sizeof kRecord - 1, decision, NULL, NULL, NULL));
  TEXT(rapport_decision_persona(decision, &text, &length));
  CHECK(strcmp(text, "bargain_hunter") == 0);
  TEXT(rapport_decision_top(decision, &text, &length));
  TEXT(rapport_decision_ruleset_name(decision, &text, &length));
  CHECK(strncmp(text, "frozen@1.0.0#", 13) == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_abstained(decision, &number));
  CHECK(number == RAPPORT_ABSTAINED_NO);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_probability(decision, &number));
  CHECK(number > 3000 && number <= 10000);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_top_probability(decision, &number));
  EACH(also, TEXT(rapport_decision_also(decision, i, &text, &length)););
  EACH(score, TEXT(rapport_decision_score_persona(decision, i, &text, &length));
       CHECK_STATUS(RAPPORT_OK, rapport_decision_score_value(decision, i, &number));
       CHECK_STATUS(RAPPORT_OK, rapport_decision_score_probability(decision, i, &number)););
  CHECK(strcmp(text, "none") == 0);
  EACH(scale, TEXT(rapport_decision_scale_id(decision, i, &text, &length));
       TEXT(rapport_decision_scale_level_name(decision, i, &text, &length)); CHECK(length > 0);
       CHECK_STATUS(RAPPORT_OK, rapport_decision_scale_level(decision, i, &number));
       CHECK(number >= 0);
       CHECK_STATUS(RAPPORT_OK, rapport_decision_scale_score(decision, i, &number)););
  EACH(
      action, TEXT(rapport_decision_action_id(decision, i, &text, &length));
      TEXT(rapport_decision_action_label(decision, i, &text, &length));
      TEXT(rapport_decision_action_approval_from(decision, i, &text, &length));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_action_by(decision, i, &number));
      CHECK(*rapport_performer_name(number) != '\0');
      CHECK_STATUS(RAPPORT_OK, rapport_decision_action_kind(decision, i, &number));
      CHECK(*rapport_action_kind_name(number) != '\0');
      CHECK_STATUS(RAPPORT_OK, rapport_decision_action_availability_known(decision, i, &number));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_action_reason_count(decision, i, &inner));
      CHECK(inner > 0); for (j = 0; j < inner; ++j) {
        TEXT(rapport_decision_action_reason(decision, i, j, &text, &length));
        CHECK_STATUS(RAPPORT_OK, rapport_decision_action_reason_kind(decision, i, j, &number));
        CHECK(*rapport_reason_kind_name(number) != '\0');
      } CHECK_STATUS(RAPPORT_NOT_FOUND,
                     rapport_decision_action_reason(decision, i, inner, &text, &length));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_action_say_count(decision, i, &inner));
      for (j = 0; j < inner; ++j) {
        TEXT(rapport_decision_action_say(decision, i, j, &text, &length));
      } CHECK_STATUS(RAPPORT_NOT_FOUND,
                     rapport_decision_action_say(decision, i, inner, &text, &length)););
  EACH(forbidden, TEXT(rapport_decision_forbidden_action(decision, i, &text, &length));
       TEXT(rapport_decision_forbidden_policy(decision, i, &text, &length));
       CHECK_STATUS(RAPPORT_OK, rapport_decision_forbidden_undetermined(decision, i, &number)););
  EACH(limit, TEXT(rapport_decision_limit_id(decision, i, &text, &length));
       TEXT(rapport_decision_limit_unit(decision, i, &text, &length));
       TEXT(rapport_decision_limit_policy(decision, i, &text, &length));
       CHECK_STATUS(RAPPORT_OK, rapport_decision_limit_value(decision, i, &wide));
       CHECK(wide == 10);
       CHECK_STATUS(RAPPORT_OK, rapport_decision_limit_undetermined(decision, i, &number)););
  EACH(flag, TEXT(rapport_decision_flag_id(decision, i, &text, &length));
       TEXT(rapport_decision_flag_policy(decision, i, &text, &length)););
  EACH(
      escalation, TEXT(rapport_decision_escalation_to(decision, i, &text, &length));
      TEXT(rapport_decision_escalation_label(decision, i, &text, &length));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_level(decision, i, &number));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_due(decision, i, &wide));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_since_turn(decision, i, &number));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_is_new(decision, i, &number));
      CHECK(number == 1);
      CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_reason_count(decision, i, &inner));
      CHECK(inner > 0); for (j = 0; j < inner; ++j) {
        TEXT(rapport_decision_escalation_reason(decision, i, j, &text, &length));
        TEXT(rapport_decision_escalation_policy(decision, i, j, &text, &length));
      } CHECK_STATUS(RAPPORT_NOT_FOUND,
                     rapport_decision_escalation_policy(decision, i, inner, &text, &length)););
  EACH(evidence, TEXT(rapport_decision_evidence_id(decision, i, &text, &length));
       TEXT(rapport_decision_evidence_persona(decision, i, &text, &length));
       CHECK_STATUS(RAPPORT_OK, rapport_decision_evidence_weight(decision, i, &number));
       TEXT(rapport_decision_evidence_text(decision, i, &text, &length)); inner = length;
       CHECK_STATUS(RAPPORT_OK, rapport_decision_evidence_span(decision, i, &number, &begin, &end));
       CHECK(end - begin == inner);
       CHECK_STATUS(RAPPORT_OK, rapport_decision_evidence_kind(decision, i, &number));
       CHECK((number == RAPPORT_EVIDENCE_CONDITION) == (inner == 0));
       REQUIRE(number >= RAPPORT_EVIDENCE_CUE && number <= RAPPORT_EVIDENCE_WORD);
       ++kinds[number];);
  CHECK(kinds[RAPPORT_EVIDENCE_CUE] > 0 && kinds[RAPPORT_EVIDENCE_CONDITION] > 0);
  CHECK(kinds[RAPPORT_EVIDENCE_WORD] > 0);
  EACH(
      undetermined, TEXT(rapport_decision_undetermined_id(decision, i, &text, &length));
      TEXT(rapport_decision_undetermined_error(decision, i, &text, &length));
      CHECK_STATUS(RAPPORT_OK, rapport_decision_undetermined_kind(decision, i, &number));
      CHECK(*rapport_undetermined_kind_name(number) != '\0');
      CHECK_STATUS(RAPPORT_OK, rapport_decision_undetermined_missing_count(decision, i, &inner));
      CHECK((inner == 0) == (length > 0)); for (j = 0; j < inner; ++j) {
        TEXT(rapport_decision_undetermined_missing(decision, i, j, &text, &length));
      });
#undef EACH
#undef TEXT
}

/* Overrides, set and released with typed calls. */
static void overrides(void) {
  rapport_conversation* conversation = NULL;
  const char* text;
  size_t length, count;
  int32_t number;
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(rules, NULL, &conversation, NULL));
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_add_text(conversation, RAPPORT_SPEAKER_CUSTOMER,
                                             RAPPORT_LITERAL("You idiots! Useless people!"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_override_persona(conversation,
                                                                 RAPPORT_LITERAL("skeptic"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_override_scale(
                               conversation, RAPPORT_LITERAL("hostility"), 1, NULL));
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_override_escalation(conversation, RAPPORT_LITERAL("supervisor"),
                                                        RAPPORT_ESCALATION_SUPPRESS, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_persona(decision, &text, &length));
  CHECK(strcmp(text, "skeptic") == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_probability(decision, &number));
  CHECK(number == 10000);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_count(decision, &count));
  CHECK(count == 0);

  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_count(decision, &count));
  CHECK(count == 3);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_kind(decision, 0, &number));
  CHECK(number == RAPPORT_OVERRIDE_PERSONA);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_id(decision, 0, &text, &length));
  CHECK(strcmp(text, "skeptic") == 0 && length == 7);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_found(decision, 0, &text, &length));
  CHECK(strcmp(text, "none") == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_kind(decision, 1, &number));
  CHECK(number == RAPPORT_OVERRIDE_SCALE);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_level(decision, 1, &number));
  CHECK(number == 1);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_found_level(decision, 1, &number));
  CHECK(number == 2);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_found(decision, 1, &text, &length));
  CHECK(strcmp(text, "angry") == 0 && text[length] == '\0');
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_reason_count(decision, 1, &count));
  CHECK(count == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_kind(decision, 2, &number));
  CHECK(number == RAPPORT_OVERRIDE_ESCALATION);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_rule(decision, 2, &number));
  CHECK(number == RAPPORT_ESCALATION_SUPPRESS);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_reason_count(decision, 2, &count));
  CHECK(count == 1);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_reason(decision, 2, 0, &text, &length));
  CHECK(strcmp(text, "abuse") == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_policy(decision, 2, 0, &text, &length));
  CHECK(strcmp(text, "abuse") == 0);

  /* Released one by one, and all at once. */
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_release_persona(conversation));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_release_scale(conversation,
                                                              RAPPORT_LITERAL("hostility"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_release_escalation(
                               conversation, RAPPORT_LITERAL("supervisor"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_overridden_count(decision, &count));
  CHECK(count == 0);
  CHECK_STATUS(RAPPORT_OK, rapport_decision_escalation_count(decision, &count));
  CHECK(count == 1);
  CHECK_STATUS(RAPPORT_OK,
               rapport_conversation_override_persona(conversation, RAPPORT_LITERAL("none"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_abstained(decision, &number));
  CHECK(number == RAPPORT_ABSTAINED_OVERRIDE);
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_release_overrides(conversation));
  CHECK_STATUS(RAPPORT_OK, rapport_decide(conversation, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_abstained(decision, &number));
  CHECK(number != RAPPORT_ABSTAINED_OVERRIDE);
  CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_conversation_override_persona(
                                      conversation, RAPPORT_LITERAL("sceptic"), NULL));
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_conversation_override_scale(
                                             conversation, RAPPORT_LITERAL("hostility"), 3, NULL));
  rapport_conversation_free(conversation);
}

static void explanation(void) {
  static const char kRecord[] = "{\"id\":\"x\",\"turns\":[{\"text\":\"Any deal?\"}]}";
  rapport_explanation* explained = NULL;
  rapport_conversation* conversation = NULL;
  const char* json = NULL;
  size_t length = 0;
  char* first;
  CHECK_STATUS(RAPPORT_OK, rapport_explanation_new(&explained, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_explain_json(rules, kRecord, sizeof kRecord - 1, explained,
                                                &json, &length, NULL));
  REQUIRE(json != NULL && strncmp(json, "{\"id\":\"x\",", 10) == 0 && strlen(json) == length);
  first = (char*)malloc(length + 1);
  REQUIRE(first != NULL);
  memcpy(first, json, length + 1);
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(rules, NULL, &conversation, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_text(conversation, RAPPORT_SPEAKER_CUSTOMER,
                                                         RAPPORT_LITERAL("Any deal?"), NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_explain(conversation, 0, RAPPORT_LITERAL("x"), explained, &json,
                                           &length, NULL));
  CHECK(strcmp(json, first) == 0);
  free(first);
  rapport_conversation_free(conversation);
  rapport_explanation_free(explained);
}

int main(void) {
  rules = vector_rules();
  REQUIRE(rapport_decision_new(&decision, NULL) == RAPPORT_OK);
  from_memory();
  each_record();
  batch("tests/vectors/conversations.jsonl", "tests/vectors/decisions.jsonl", 0);
  batch("tests/vectors/refused.jsonl", "tests/vectors/refusals.jsonl", 1);
  typed();
  getters();
  overrides();
  explanation();
  rapport_ruleset_free(rules);
  rapport_decision_free(decision);
  return report();
}
