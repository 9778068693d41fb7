/* What a compiled caller has built in: sizes and places of fields, and the values of constants. A
   line here changes only together with RAPPORT_ABI_VERSION. */

#include <stddef.h>

#include "testing.h"

#define FIELD(type, field, offset) CHECK(offsetof(type, field) == (offset))
#define VALUE(constant, value) CHECK((constant) == (value))

static void on_64_bits(void) {
  CHECK(sizeof(rapport_turn) == 96);
  FIELD(rapport_turn, struct_size, 0);
  FIELD(rapport_turn, by, 4);
  FIELD(rapport_turn, visibility, 8);
  FIELD(rapport_turn, format, 12);
  FIELD(rapport_turn, text, 16);
  FIELD(rapport_turn, text_length, 24);
  FIELD(rapport_turn, language, 32);
  FIELD(rapport_turn, language_length, 40);
  FIELD(rapport_turn, id, 48);
  FIELD(rapport_turn, id_length, 56);
  FIELD(rapport_turn, author, 64);
  FIELD(rapport_turn, author_length, 72);
  FIELD(rapport_turn, at, 80);
  FIELD(rapport_turn, end, 88);

  CHECK(sizeof(rapport_conversation_limits) == 16);
  FIELD(rapport_conversation_limits, struct_size, 0);
  FIELD(rapport_conversation_limits, turns, 4);
  FIELD(rapport_conversation_limits, turn_bytes, 8);

  CHECK(sizeof(rapport_pack_limits) == 72);
  FIELD(rapport_pack_limits, struct_size, 0);
  FIELD(rapport_pack_limits, yaml_events, 4);
  FIELD(rapport_pack_limits, yaml_depth, 8);
  FIELD(rapport_pack_limits, files_per_pack, 12);
  FIELD(rapport_pack_limits, phrases, 16);
  FIELD(rapport_pack_limits, phrase_words, 20);
  FIELD(rapport_pack_limits, expression_depth, 24);
  FIELD(rapport_pack_limits, reserved, 28);
  FIELD(rapport_pack_limits, file_bytes, 32);
  FIELD(rapport_pack_limits, table_bytes, 40);
  FIELD(rapport_pack_limits, scalar_bytes, 48);
  FIELD(rapport_pack_limits, expression_bytes, 56);
  FIELD(rapport_pack_limits, compiled_bytes, 64);
}

static void constants(void) {
  VALUE(RAPPORT_ABI_VERSION, 0);
  VALUE(RAPPORT_TIME_UNKNOWN, 0);
  VALUE(RAPPORT_OK, 0);
  VALUE(RAPPORT_INVALID_ARGUMENT, 1);
  VALUE(RAPPORT_INVALID_PACK, 2);
  VALUE(RAPPORT_NOT_FOUND, 3);
  VALUE(RAPPORT_LIMIT_EXCEEDED, 4);
  VALUE(RAPPORT_INVALID_STATE, 5);
  VALUE(RAPPORT_IO, 6);
  VALUE(RAPPORT_INTERNAL, 7);
  VALUE(RAPPORT_OUT_OF_MEMORY, 8);
  VALUE(RAPPORT_SEVERITY_ERROR, 0);
  VALUE(RAPPORT_SEVERITY_WARNING, 1);
  VALUE(RAPPORT_VISIBILITY_PUBLIC, 0);
  VALUE(RAPPORT_VISIBILITY_INTERNAL, 1);
  VALUE(RAPPORT_UNKNOWN_FACTS_ERROR, 0);
  VALUE(RAPPORT_UNKNOWN_FACTS_IGNORE, 1);
  VALUE(RAPPORT_REVIEW_ALL, 0);
  VALUE(RAPPORT_REVIEW_DRAFT, 1);
}

/* The constants and the library's own words for them. */
static void names(void) {
  static const struct {
    const char* (*name)(int32_t);
    int32_t value;
    const char* word;
  } kNames[] = {
      {rapport_status_name, RAPPORT_OK, "ok"},
      {rapport_status_name, RAPPORT_INVALID_ARGUMENT, "invalid_argument"},
      {rapport_status_name, RAPPORT_INVALID_PACK, "invalid_pack"},
      {rapport_status_name, RAPPORT_NOT_FOUND, "not_found"},
      {rapport_status_name, RAPPORT_LIMIT_EXCEEDED, "limit_exceeded"},
      {rapport_status_name, RAPPORT_INVALID_STATE, "invalid_state"},
      {rapport_status_name, RAPPORT_IO, "io"},
      {rapport_status_name, RAPPORT_INTERNAL, "internal"},
      {rapport_status_name, RAPPORT_OUT_OF_MEMORY, "out_of_memory"},
      {rapport_status_name, 9, "unknown"},
      {rapport_severity_name, RAPPORT_SEVERITY_ERROR, "error"},
      {rapport_severity_name, RAPPORT_SEVERITY_WARNING, "warning"},
      {rapport_fact_type_name, RAPPORT_FACT_BOOL, "bool"},
      {rapport_fact_type_name, RAPPORT_FACT_INT, "int"},
      {rapport_fact_type_name, RAPPORT_FACT_DOUBLE, "double"},
      {rapport_fact_type_name, RAPPORT_FACT_STRING, "string"},
      {rapport_fact_type_name, RAPPORT_FACT_ENUM, "enum"},
      {rapport_fact_type_name, RAPPORT_FACT_DURATION, "duration"},
      {rapport_fact_type_name, RAPPORT_FACT_TIMESTAMP, "timestamp"},
      {rapport_fact_type_name, RAPPORT_FACT_STRINGS, "strings"},
      {rapport_abstained_name, RAPPORT_ABSTAINED_NO, ""},
      {rapport_abstained_name, RAPPORT_ABSTAINED_THRESHOLD, "threshold"},
      {rapport_abstained_name, RAPPORT_ABSTAINED_MARGIN, "margin"},
      {rapport_abstained_name, RAPPORT_ABSTAINED_NO_EVIDENCE, "no_evidence"},
      {rapport_abstained_name, RAPPORT_ABSTAINED_LANGUAGE, "language"},
      {rapport_abstained_name, RAPPORT_ABSTAINED_OVERRIDE, "override"},
      {rapport_override_kind_name, RAPPORT_OVERRIDE_PERSONA, "persona"},
      {rapport_override_kind_name, RAPPORT_OVERRIDE_SCALE, "scale"},
      {rapport_override_kind_name, RAPPORT_OVERRIDE_ESCALATION, "escalation"},
      {rapport_override_kind_name, 3, "unknown"},
      {rapport_escalation_override_name, RAPPORT_ESCALATION_HOLD, "hold"},
      {rapport_escalation_override_name, RAPPORT_ESCALATION_SUPPRESS, "suppress"},
      {rapport_escalation_override_name, 2, "unknown"},
      {rapport_evidence_kind_name, RAPPORT_EVIDENCE_CUE, "cue"},
      {rapport_evidence_kind_name, RAPPORT_EVIDENCE_CONDITION, "condition"},
      {rapport_evidence_kind_name, RAPPORT_EVIDENCE_WORD, "word"},
      {rapport_evidence_kind_name, 3, "unknown"},
      {rapport_performer_name, RAPPORT_PERFORMER_AGENT, "agent"},
      {rapport_performer_name, RAPPORT_PERFORMER_SYSTEM, "system"},
      {rapport_performer_name, RAPPORT_PERFORMER_SUPERVISOR, "supervisor"},
      {rapport_action_kind_name, RAPPORT_ACTION_SAFETY, "safety"},
      {rapport_action_kind_name, RAPPORT_ACTION_DE_ESCALATION, "de_escalation"},
      {rapport_action_kind_name, RAPPORT_ACTION_BOUNDARY, "boundary"},
      {rapport_action_kind_name, RAPPORT_ACTION_APOLOGY, "apology"},
      {rapport_action_kind_name, RAPPORT_ACTION_SERVICE, "service"},
      {rapport_action_kind_name, RAPPORT_ACTION_INFORMATION, "information"},
      {rapport_action_kind_name, RAPPORT_ACTION_OFFER, "offer"},
      {rapport_action_kind_name, RAPPORT_ACTION_RELATIONSHIP, "relationship"},
      {rapport_action_kind_name, RAPPORT_ACTION_CONVERSATION, "conversation"},
      {rapport_action_kind_name, RAPPORT_ACTION_FOLLOW_UP, "follow_up"},
      {rapport_action_kind_name, RAPPORT_ACTION_HANDOVER, "handover"},
      {rapport_action_kind_name, 11, "unknown"},
      {rapport_check_result_name, RAPPORT_CHECK_PASS, "pass"},
      {rapport_check_result_name, RAPPORT_CHECK_FAIL, "fail"},
      {rapport_check_result_name, RAPPORT_CHECK_NOT_APPLICABLE, "na"},
      {rapport_check_result_name, 3, "unknown"},
      {rapport_fail_reason_name, RAPPORT_FAIL_NONE, ""},
      {rapport_fail_reason_name, RAPPORT_FAIL_MISSING, "missing"},
      {rapport_fail_reason_name, RAPPORT_FAIL_FAULT, "fault"},
      {rapport_fail_reason_name, RAPPORT_FAIL_CONDITION, "condition"},
      {rapport_fail_reason_name, RAPPORT_FAIL_OVER_LIMIT, "over_limit"},
      {rapport_fail_reason_name, RAPPORT_FAIL_FORBIDDEN, "forbidden"},
      {rapport_fail_reason_name, RAPPORT_FAIL_APPROVAL, "approval"},
      {rapport_fail_reason_name, 7, "unknown"},
  };
  size_t i;
  for (i = 0; i < sizeof kNames / sizeof *kNames; ++i) {
    CHECK(strcmp(kNames[i].name(kNames[i].value), kNames[i].word) == 0);
  }
}

/* The speakers and formats, through what a record calls them. */
static void speakers_and_formats(void) {
  static const char* const kSpeakers[] = {"customer", "agent", "bot", "system", "third_party"};
  static const int32_t kValues[] = {RAPPORT_SPEAKER_CUSTOMER, RAPPORT_SPEAKER_AGENT,
                                    RAPPORT_SPEAKER_BOT, RAPPORT_SPEAKER_SYSTEM,
                                    RAPPORT_SPEAKER_THIRD_PARTY};
  rapport_ruleset* rules = vector_rules();
  rapport_conversation* conversation = NULL;
  rapport_explanation* explanation = NULL;
  const char* json = NULL;
  char wanted[64];
  size_t i;
  REQUIRE(rapport_conversation_new(rules, NULL, &conversation, NULL) == RAPPORT_OK);
  REQUIRE(rapport_explanation_new(&explanation, NULL) == RAPPORT_OK);
  for (i = 0; i < 5; ++i) {
    CHECK_STATUS(RAPPORT_OK, rapport_conversation_reset(conversation));
    CHECK_STATUS(RAPPORT_OK,
                 rapport_conversation_add_text(conversation, kValues[i], "hi", 2, NULL));
    CHECK_STATUS(RAPPORT_OK,
                 rapport_explain(conversation, 0, NULL, 0, explanation, &json, NULL, NULL));
    snprintf(wanted, sizeof wanted, "\"by\":\"%s\"", kSpeakers[i]);
    CHECK(json != NULL && strstr(json, wanted) != NULL);
  }
  VALUE(RAPPORT_FORMAT_TEXT, 0);
  VALUE(RAPPORT_FORMAT_HTML, 1);
  VALUE(RAPPORT_FORMAT_EMAIL, 2);
  VALUE(RAPPORT_FORMAT_TRANSCRIPT, 3);
  rapport_explanation_free(explanation);
  rapport_conversation_free(conversation);
  rapport_ruleset_free(rules);
}

int main(void) {
  if (sizeof(void*) == 8) on_64_bits();
  constants();
  names();
  speakers_and_formats();
  CHECK(rapport_abi_version() == RAPPORT_ABI_VERSION);
  CHECK(strcmp(rapport_version(), RAPPORT_VERSION_STRING) == 0);
  return report();
}
