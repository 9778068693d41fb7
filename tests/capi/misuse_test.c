/* Every function with wrong arguments: a status, never a crash. The calls come from
 * misuse_calls.py. */

#include <math.h>

#include "testing.h"

#define ANY_STATUS (-1)

static rapport_builder* the_builder;
static rapport_ruleset* the_ruleset;
static rapport_conversation* the_conversation;
static rapport_decision *the_decision, *unused_decision;
static rapport_explanation* the_explanation;
static rapport_review *the_review, *unused_review;
static rapport_accumulator *the_accumulator, *other_accumulator;

/* Outputs, filled with what no function leaves in them. */
static rapport_error* error;
static rapport_builder* out_rapport_builder;
static rapport_ruleset* out_rapport_ruleset;
static rapport_conversation* out_rapport_conversation;
static rapport_decision* out_rapport_decision;
static rapport_explanation* out_rapport_explanation;
static rapport_review* out_rapport_review;
static rapport_accumulator* out_rapport_accumulator;
static const rapport_decision* out_const_decision;
static const char* out_text;
static int32_t out_int32_t;
static uint32_t out_uint32_t;
static int64_t out_int64_t;
static size_t out_size_t;

static const char* const texts[] = {"a", "b"};
static const char* const bad_texts[] = {NULL};
static const size_t text_lengths[] = {1, 1};

#define STRUCTS(type) \
  static type good_##type, empty_##type, small_##type, large_##type, garbage_##type
STRUCTS(rapport_turn);
STRUCTS(rapport_pack_limits);
STRUCTS(rapport_conversation_limits);

#define SET_SIZES(type)                          \
  do {                                           \
    good_##type.struct_size = sizeof(type);      \
    small_##type.struct_size = sizeof(type) - 8; \
    large_##type.struct_size = sizeof(type) + 8; \
    garbage_##type.struct_size = 0xDEADBEEF;     \
  } while (0)

/* The pack of the vectors, and something of each list that it has none of. */
static const char kService[] =
    "rapport: 1\n"
    "pack: {id: service, version: 1.0.0, language: en, extends: [frozen]}\n"
    "cues:\n"
    "  calls_names: [idiots]\n"
    "  agent_will_call: {phrases: [will call], in: agent}\n"
    "  agent_orders: {phrases: [calm down], in: agent}\n"
    "contact_kinds:\n"
    "  - {id: anything, label: Anything, when: \"true\"}\n"
    "  - {id: whatever, label: Whatever, when: \"true\"}\n"
    "needs: {respect: {label: Respect, cues: [calls_names]}}\n"
    "promises: {call: {label: A call, cues: [agent_will_call], due: 1h}}\n"
    "protocols:\n"
    "  anger:\n"
    "    label: Anger\n"
    "    starts_on: [calls_names]\n"
    "    starts_when: calls_names > 0\n"
    "    states: [{id: hot, label: Hot, steps: [listen]}]\n"
    "    steps: {listen: {label: Listen}}\n"
    "    faults: {orders: {label: Gives orders, by: [agent_orders]}}\n";

static rapport_ruleset* service_rules(void) {
  rapport_builder* builder = NULL;
  rapport_ruleset* rules = NULL;
  REQUIRE(rapport_builder_new(NULL, &builder, NULL) == RAPPORT_OK);
  REQUIRE(rapport_builder_add_file(builder, VECTOR_PACK, NULL) == RAPPORT_OK);
  REQUIRE(rapport_builder_add_bytes(builder, RAPPORT_LITERAL("service.yaml"), kService,
                                    sizeof kService - 1, NULL) == RAPPORT_OK);
  REQUIRE(rapport_builder_build(builder, &rules, NULL) == RAPPORT_OK);
  rapport_builder_free(builder);
  return rules;
}

static const char kRecord[] =
    "{\"overrides\":{\"scales\":{\"hostility\":1},\"escalations\":{\"legal\":\"hold\"}},"
    "\"now\":\"2026-03-01T12:00:00Z\",\"facts\":{\"first_name\":\"Bo\",\"contacts_7d\":6,\"is_"
    "vip\":true,"
    "\"tier\":\"silver\",\"spend\":2},\"turns\":[{\"text\":\"You idiots, it is 20 quid less "
    "online! Any "
    "deal? Is it genuine?\",\"at\":\"2026-03-01T10:00:00Z\"},{\"by\":\"agent\",\"text\":\"Calm "
    "down. I "
    "will call.\",\"at\":\"2026-03-01T10:02:00Z\"},{\"text\":\"My lawyer will call. Useless "
    "people! Who are you?\",\"at\":\"2026-03-01T10:05:00Z\"}]}";

static const char kReply[] =
    "{\"facts\":{\"contacts_7d\":1,\"tier\":\"silver\",\"is_vip\":false},\"turns\":[{\"text\":"
    "\"Any deal?\"},{\"by\":\"agent\",\"text\":\"I can take 25% off.\"}]}";

static size_t action_with_say, undetermined_with_missing, overridden_with_reason, finding_with_span;

/* Finds the items of the decision that have something to say and something missing. */
static void find_items(void) {
  size_t count = 0;
  action_with_say = undetermined_with_missing = 0;
  while (rapport_decision_action_say_count(the_decision, action_with_say, &count) == RAPPORT_OK &&
         count == 0) {
    ++action_with_say;
  }
  REQUIRE(count > 0);
  count = 0;
  while (rapport_decision_undetermined_missing_count(the_decision, undetermined_with_missing,
                                                     &count) == RAPPORT_OK &&
         count == 0) {
    ++undetermined_with_missing;
  }
  REQUIRE(count > 0);
  count = overridden_with_reason = 0;
  while (rapport_decision_overridden_reason_count(the_decision, overridden_with_reason, &count) ==
             RAPPORT_OK &&
         count == 0) {
    ++overridden_with_reason;
  }
  REQUIRE(count > 0);
}

/* Reviews a reply that fails; the finding about it has a span and a suggestion. */
static void prepare_review(void) {
  REQUIRE(rapport_review_set_unknown_facts(the_review, RAPPORT_UNKNOWN_FACTS_ERROR) == RAPPORT_OK);
  REQUIRE(rapport_review_json(the_ruleset, kReply, sizeof kReply - 1, RAPPORT_REVIEW_ALL,
                              the_review, NULL, NULL, NULL) == RAPPORT_OK);
  REQUIRE(rapport_review_tip(the_review, &finding_with_span) == RAPPORT_OK);
}

/* Puts everything back to where a correct call works. */
static void prepare(const char* function) {
  static int started = 0;
  if (!started || strncmp(function, "rapport_builder_", 16) == 0) {
    rapport_builder_free(the_builder);
    REQUIRE(rapport_builder_new(NULL, &the_builder, NULL) == RAPPORT_OK);
    REQUIRE(rapport_builder_add_bytes(the_builder, RAPPORT_LITERAL("broken.yaml"),
                                      RAPPORT_LITERAL("rapport: 1\nwhat: ever\n"),
                                      NULL) == RAPPORT_OK);
    REQUIRE(rapport_builder_build(the_builder, &out_rapport_ruleset, NULL) == RAPPORT_INVALID_PACK);
  }
  if (!started) {
    started = 1;
    the_ruleset = service_rules();
    REQUIRE(rapport_conversation_new(the_ruleset, NULL, &the_conversation, NULL) == RAPPORT_OK);
    REQUIRE(rapport_decision_new(&the_decision, NULL) == RAPPORT_OK);
    REQUIRE(rapport_decision_new(&unused_decision, NULL) == RAPPORT_OK);
    REQUIRE(rapport_explanation_new(&the_explanation, NULL) == RAPPORT_OK);
    REQUIRE(rapport_review_new(&the_review, NULL) == RAPPORT_OK);
    REQUIRE(rapport_review_new(&unused_review, NULL) == RAPPORT_OK);
    REQUIRE(rapport_accumulator_new(the_ruleset, "coaching", 8, NULL, 0, &the_accumulator, NULL) ==
            RAPPORT_OK);
    REQUIRE(rapport_accumulator_new(the_ruleset, "coaching", 8, NULL, 0, &other_accumulator,
                                    NULL) == RAPPORT_OK);
    SET_SIZES(rapport_turn);
    SET_SIZES(rapport_pack_limits);
    SET_SIZES(rapport_conversation_limits);
  }
  REQUIRE(rapport_conversation_reset(the_conversation) == RAPPORT_OK);
  REQUIRE(rapport_decision_set_unknown_facts(the_decision, RAPPORT_UNKNOWN_FACTS_ERROR) ==
          RAPPORT_OK);
  REQUIRE(rapport_decide_json(the_ruleset, kRecord, sizeof kRecord - 1, the_decision, NULL, NULL,
                              NULL) == RAPPORT_OK);
  find_items();
  if (strncmp(function, "rapport_review_", 15) == 0) prepare_review();
  error = (rapport_error*)&failures;
  out_text = "stale";
  out_int32_t = 77;
  out_uint32_t = 77;
  out_int64_t = 77;
  out_size_t = 77;
  out_rapport_builder = (rapport_builder*)&failures;
  out_rapport_ruleset = (rapport_ruleset*)&failures;
  out_rapport_conversation = (rapport_conversation*)&failures;
  out_rapport_decision = (rapport_decision*)&failures;
  out_rapport_explanation = (rapport_explanation*)&failures;
  out_rapport_review = (rapport_review*)&failures;
  out_rapport_accumulator = (rapport_accumulator*)&failures;
  out_const_decision = (const rapport_decision*)&failures;
}

/* Whether an output was either not passed (and is as it was) or emptied. */
#define EMPTIED(output, stale) ((output) == (stale) || (output) == 0)

static void judge_outputs(const char* call) {
  const void* stale = &failures;
  if (EMPTIED(out_int32_t, 77) && EMPTIED(out_uint32_t, 77) && EMPTIED(out_int64_t, 77) &&
      EMPTIED(out_size_t, 77) && (out_text == NULL || strcmp(out_text, "stale") == 0) &&
      EMPTIED((const void*)out_rapport_builder, stale) &&
      EMPTIED((const void*)out_rapport_ruleset, stale) &&
      EMPTIED((const void*)out_rapport_conversation, stale) &&
      EMPTIED((const void*)out_rapport_decision, stale) &&
      EMPTIED((const void*)out_rapport_explanation, stale) &&
      EMPTIED((const void*)out_rapport_review, stale) &&
      EMPTIED((const void*)out_rapport_accumulator, stale) &&
      EMPTIED((const void*)out_const_decision, stale)) {
    return;
  }
  ++failures;
  fprintf(stderr, "%s: an output holds something after a failure\n", call);
}

#define FREE_OUTPUT(type)                                                           \
  do {                                                                              \
    if ((const void*)out_##type != (const void*)&failures) type##_free(out_##type); \
  } while (0)

static void judge(const char* call, int32_t status, int32_t expected, int with_error) {
  ++checks;
  if (strcmp(rapport_status_name(status), "unknown") == 0 || status == RAPPORT_INTERNAL ||
      (expected != ANY_STATUS && status != expected)) {
    ++failures;
    fprintf(stderr, "%s is %s, not %s\n", call, rapport_status_name(status),
            expected == ANY_STATUS ? "a proper status" : rapport_status_name(expected));
  }
  if (status != RAPPORT_OK) judge_outputs(call);
  if (with_error && ((status == RAPPORT_OK) != (error == NULL) ||
                     (error != NULL && (rapport_error_status(error) != status ||
                                        *rapport_error_message(error, NULL) == '\0')))) {
    ++failures;
    fprintf(stderr, "%s: the error is not that of the status\n", call);
  }
  if (with_error) rapport_error_free(error);
  FREE_OUTPUT(rapport_builder);
  FREE_OUTPUT(rapport_ruleset);
  FREE_OUTPUT(rapport_conversation);
  FREE_OUTPUT(rapport_decision);
  FREE_OUTPUT(rapport_explanation);
  FREE_OUTPUT(rapport_review);
  FREE_OUTPUT(rapport_accumulator);
}

#include "misuse_calls.inc"

/* Calls out of order that no table of single calls shows. */
static void wrong_order(void) {
  rapport_decision* decision = NULL;
  const char* text;
  size_t length;
  prepare("wrong_order");
  CHECK_STATUS(RAPPORT_OK, rapport_decision_new(&decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide(the_conversation, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_persona(decision, &text, &length));
  /* A failure takes the earlier result away: nobody reads the last customer's answer. */
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT,
               rapport_decide_json(the_ruleset, RAPPORT_LITERAL("{}"), decision, NULL, NULL, NULL));
  CHECK_STATUS(RAPPORT_INVALID_STATE, rapport_decision_persona(decision, &text, &length));
  CHECK(text == NULL && length == 0);
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_decide(NULL, 0, decision, NULL));
  CHECK_STATUS(RAPPORT_INVALID_STATE, rapport_decision_json(decision, NULL, 0, &text, NULL, NULL));
  /* Too many turns leave the conversation as it was. */
  {
    rapport_conversation_limits limits = {sizeof(rapport_conversation_limits), 1, 0};
    rapport_conversation* small = NULL;
    CHECK_STATUS(RAPPORT_OK, rapport_conversation_new(the_ruleset, &limits, &small, NULL));
    CHECK_STATUS(RAPPORT_OK, rapport_conversation_add_text(small, 0, "a", 1, NULL));
    CHECK_STATUS(RAPPORT_LIMIT_EXCEEDED, rapport_conversation_add_text(small, 0, "b", 1, NULL));
    CHECK_STATUS(RAPPORT_OK, rapport_conversation_turn_count(small, &length));
    CHECK(length == 1);
    rapport_conversation_free(small);
  }
  rapport_decision_free(decision);
}

/* The same of reviews. */
static void wrong_order_of_reviews(void) {
  rapport_turn turn = RAPPORT_TURN_INIT;
  rapport_review* review = NULL;
  const rapport_decision* decision = NULL;
  const char *json, *text;
  size_t length;
  int32_t number;
  prepare("wrong_order_of_reviews");
  turn.text = "Sorry.";
  turn.text_length = 6;
  CHECK_STATUS(RAPPORT_OK, rapport_review_new(&review, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_review_reply(the_conversation, &turn, 0, review, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_review_decision(review, &decision));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_persona(decision, &text, &length));
  CHECK_STATUS(RAPPORT_OK, rapport_conversation_turn_count(the_conversation, &length));
  CHECK(length == 0); /* the reply is not added */
  CHECK_STATUS(RAPPORT_NOT_FOUND, rapport_review_tip(review, &length));
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_review_tip(review, NULL));
  /* A failure takes the earlier result away, and the decision with it. */
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT,
               rapport_review_json(the_ruleset, RAPPORT_LITERAL("{\"turns\":[]}"),
                                   RAPPORT_REVIEW_ALL, review, NULL, NULL, NULL));
  CHECK_STATUS(RAPPORT_INVALID_STATE, rapport_review_blocked(review, &number));
  CHECK_STATUS(RAPPORT_INVALID_STATE, rapport_decision_persona(decision, &text, &length));
  CHECK_STATUS(RAPPORT_INVALID_STATE,
               rapport_review_to_json(review, RAPPORT_REVIEW_ALL, NULL, 0, &json, NULL, NULL));
  /* A handle's own text as its input. */
  CHECK_STATUS(RAPPORT_OK, rapport_review_json(the_ruleset, kReply, sizeof kReply - 1,
                                               RAPPORT_REVIEW_DRAFT, review, &json, &length, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_review_to_json(review, RAPPORT_REVIEW_DRAFT, json, length, &json,
                                                  &length, NULL));
  CHECK(strstr(json, "{\"id\":\"{\\\"id\\\":") == json);
  CHECK_STATUS(RAPPORT_OK, rapport_review_lines(the_ruleset, json, length, RAPPORT_REVIEW_ALL,
                                                review, &json, &length, NULL, NULL));
  CHECK(strstr(json, ",\"error\":{\"status\":") != NULL);
  CHECK_STATUS(RAPPORT_INVALID_STATE, rapport_review_blocked(review, &number));
  /* Without an agent's words, and with undeclared facts, which may be let through. */
  CHECK_STATUS(RAPPORT_NOT_FOUND,
               rapport_review_json(the_ruleset,
                                   RAPPORT_LITERAL("{\"facts\":{\"shoe\":1},\"turns\":[{\"by\":"
                                                   "\"agent\",\"text\":\"\"}]}"),
                                   RAPPORT_REVIEW_ALL, review, NULL, NULL, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_review_set_unknown_facts(review, RAPPORT_UNKNOWN_FACTS_IGNORE));
  CHECK_STATUS(RAPPORT_OK,
               rapport_review_json(the_ruleset,
                                   RAPPORT_LITERAL("{\"facts\":{\"shoe\":1},\"turns\":[{\"by\":"
                                                   "\"agent\",\"text\":\"\"}]}"),
                                   RAPPORT_REVIEW_ALL, review, NULL, NULL, NULL));
  rapport_review_free(review);
}

/* Former bugs. */
static void regressions(void) {
  rapport_pack_limits limits = {0};
  rapport_builder* builder = NULL;
  rapport_decision* decision = NULL;
  const char *json = NULL, *message;
  char name[3000];
  size_t length = 0, i;
  prepare("regressions");

  /* What a later version may give a meaning to must be 0 now. */
  limits.struct_size = sizeof limits;
  limits.reserved = 7;
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_builder_new(&limits, &builder, NULL));
  limits.reserved = 0;
  limits.file_bytes = SIZE_MAX;
  CHECK_STATUS(RAPPORT_INVALID_ARGUMENT, rapport_builder_new(&limits, &builder, NULL));
  limits.file_bytes = (size_t)1 << 30; /* takes the file's memory, not the limit's */
  CHECK_STATUS(RAPPORT_OK, rapport_builder_new(&limits, &builder, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_builder_add_file(builder, VECTOR_PACK, NULL));
  /* A path does not end at a NUL. */
  CHECK_STATUS(
      RAPPORT_INVALID_ARGUMENT,
      rapport_builder_add_file(
          builder, RAPPORT_LITERAL(RAPPORT_SOURCE_DIR "/tests/vectors/pack.yaml\0.safe"), NULL));
  rapport_builder_free(builder);

  /* A handle's own text as its input. */
  CHECK_STATUS(RAPPORT_OK, rapport_decision_new(&decision, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide_json(the_ruleset, kRecord, sizeof kRecord - 1, decision,
                                               &json, &length, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decision_json(decision, json, length, &json, &length, NULL));
  CHECK(strstr(json, "{\"id\":\"{\\\"id\\\":") == json);
  CHECK_STATUS(RAPPORT_OK, rapport_decide_json(the_ruleset, RAPPORT_LITERAL("{\"turns\":[]}"),
                                               decision, &json, &length, NULL));
  CHECK_STATUS(RAPPORT_OK, rapport_decide_lines(the_ruleset, json, length, decision, &json, &length,
                                                NULL, NULL));
  CHECK(strstr(json, "{\"id\":null,\"error\":{\"status\":") == json);
  rapport_decision_free(decision);

  /* A message is one line of UTF-8, however odd what it quotes. */
  memset(name, 'x', sizeof name);
  memcpy(name, "a\nb\0c\xff\xc3\xa9", 8);
  CHECK_STATUS(RAPPORT_NOT_FOUND,
               rapport_conversation_set_int(the_conversation, name, sizeof name, 1, &error));
  message = rapport_error_message(error, &length);
  CHECK(length <= 1000 && strlen(message) == length);
  CHECK(strstr(message, "a b c\xEF\xBF\xBD\xc3\xa9") != NULL && strstr(message, "...") != NULL);
  for (i = 0; i < length; ++i) CHECK(message[i] != '\n');
  rapport_error_free(error);
}

int main(void) {
  misuse_everything();
  wrong_order();
  wrong_order_of_reviews();
  regressions();
  rapport_builder_free(the_builder);
  rapport_conversation_free(the_conversation);
  rapport_decision_free(the_decision);
  rapport_decision_free(unused_decision);
  rapport_explanation_free(the_explanation);
  rapport_review_free(the_review);
  rapport_review_free(unused_review);
  rapport_accumulator_free(the_accumulator);
  rapport_accumulator_free(other_accumulator);
  rapport_ruleset_free(the_ruleset);
  printf("%d functions, %d calls\n", FUNCTIONS, CALLS);
  return report();
}
