-- The declarations of rapport/c.h and its parts that are used, as they write them.
return [[
typedef struct rapport_error rapport_error;
typedef struct rapport_builder rapport_builder;
typedef struct rapport_ruleset rapport_ruleset;
typedef struct rapport_conversation rapport_conversation;
typedef struct rapport_decision rapport_decision;
typedef struct rapport_explanation rapport_explanation;
typedef struct rapport_review rapport_review;
typedef struct rapport_accumulator rapport_accumulator;

typedef struct rapport_pack_limits {
  uint32_t struct_size;
  uint32_t yaml_events;
  uint32_t yaml_depth;
  uint32_t files_per_pack;
  uint32_t phrases;
  uint32_t phrase_words;
  uint32_t expression_depth;
  uint32_t reserved;
  size_t file_bytes;
  size_t table_bytes;
  size_t scalar_bytes;
  size_t expression_bytes;
  size_t compiled_bytes;
} rapport_pack_limits;

typedef struct rapport_conversation_limits {
  uint32_t struct_size;
  uint32_t turns;
  size_t turn_bytes;
} rapport_conversation_limits;

typedef struct rapport_turn {
  uint32_t struct_size;
  int32_t by;
  int32_t visibility;
  int32_t format;
  const char* text;
  size_t text_length;
  const char* language;
  size_t language_length;
  const char* id;
  size_t id_length;
  const char* author;
  size_t author_length;
  int64_t at;
  int64_t end;
} rapport_turn;

const char* rapport_version(void);
uint32_t rapport_abi_version(void);

const char* rapport_status_name(int32_t status);
const char* rapport_severity_name(int32_t severity);
const char* rapport_fact_type_name(int32_t type);
const char* rapport_abstained_name(int32_t abstained);
const char* rapport_evidence_kind_name(int32_t kind);
const char* rapport_performer_name(int32_t by);
const char* rapport_action_kind_name(int32_t kind);
const char* rapport_escalation_override_name(int32_t rule);
const char* rapport_reason_kind_name(int32_t kind);
const char* rapport_undetermined_kind_name(int32_t kind);

void rapport_error_free(rapport_error* error);
int32_t rapport_error_status(const rapport_error* error);
const char* rapport_error_message(const rapport_error* error, size_t* length);
const char* rapport_error_file(const rapport_error* error, size_t* length);
uint32_t rapport_error_line(const rapport_error* error);
uint32_t rapport_error_column(const rapport_error* error);

int32_t rapport_builder_new(const rapport_pack_limits* limits, rapport_builder** builder,
    rapport_error** error);
void rapport_builder_free(rapport_builder* builder);
int32_t rapport_builder_add_default(rapport_builder* builder, rapport_error** error);
int32_t rapport_builder_add_file(rapport_builder* builder, const char* path, size_t path_length,
    rapport_error** error);
int32_t rapport_builder_add_bytes(rapport_builder* builder, const char* name, size_t name_length,
    const char* bytes, size_t bytes_length, rapport_error** error);
int32_t rapport_builder_build(rapport_builder* builder, rapport_ruleset** ruleset,
    rapport_error** error);
int32_t rapport_builder_diagnostic_count(const rapport_builder* builder, size_t* count);
int32_t rapport_builder_diagnostic_severity(const rapport_builder* builder, size_t index,
    int32_t* severity);
int32_t rapport_builder_diagnostic_code(const rapport_builder* builder, size_t index,
    const char** code, size_t* length);
int32_t rapport_builder_diagnostic_file(const rapport_builder* builder, size_t index,
    const char** file, size_t* length);
int32_t rapport_builder_diagnostic_place(const rapport_builder* builder, size_t index,
    uint32_t* line, uint32_t* column, uint32_t* width);
int32_t rapport_builder_diagnostic_message(const rapport_builder* builder, size_t index,
    const char** message, size_t* length);
int32_t rapport_builder_diagnostic_snippet(const rapport_builder* builder, size_t index,
    const char** snippet, size_t* length);
int32_t rapport_builder_diagnostic_hint(const rapport_builder* builder, size_t index,
    const char** hint, size_t* length);
int32_t rapport_builder_report(const rapport_builder* builder, const char** report,
    size_t* length);

void rapport_ruleset_free(rapport_ruleset* ruleset);
int32_t rapport_ruleset_name(const rapport_ruleset* ruleset, const char** name, size_t* length);
int32_t rapport_ruleset_hash(const rapport_ruleset* ruleset, const char** hash, size_t* length);
int32_t rapport_ruleset_language(const rapport_ruleset* ruleset, const char** language,
    size_t* length);
int32_t rapport_ruleset_fact_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_fact_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_fact_type(const rapport_ruleset* ruleset, size_t index, int32_t* type);
int32_t rapport_ruleset_fact_has_default(const rapport_ruleset* ruleset, size_t index,
    int32_t* has_default);
int32_t rapport_ruleset_fact_value_count(const rapport_ruleset* ruleset, size_t index,
    size_t* count);
int32_t rapport_ruleset_fact_value(const rapport_ruleset* ruleset, size_t index,
    size_t value_index, const char** value, size_t* length);
int32_t rapport_ruleset_fact_help(const rapport_ruleset* ruleset, size_t index, const char** help,
    size_t* length);
int32_t rapport_ruleset_persona_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_persona_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_persona_label(const rapport_ruleset* ruleset, size_t index,
    const char** label, size_t* length);
int32_t rapport_ruleset_persona_display_name(const rapport_ruleset* ruleset, size_t index,
    const char** name, size_t* length);
int32_t rapport_ruleset_persona_summary(const rapport_ruleset* ruleset, size_t index,
    const char** summary, size_t* length);
int32_t rapport_ruleset_scale_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_scale_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_scale_level_count(const rapport_ruleset* ruleset, size_t index,
    size_t* count);
int32_t rapport_ruleset_scale_level_name(const rapport_ruleset* ruleset, size_t index,
    size_t level, const char** name, size_t* length);
int32_t rapport_ruleset_scale_help(const rapport_ruleset* ruleset, size_t index,
    const char** help, size_t* length);
int32_t rapport_ruleset_cue_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_cue_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_cue_help(const rapport_ruleset* ruleset, size_t index, const char** help,
    size_t* length);
int32_t rapport_ruleset_policy_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_policy_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_policy_when(const rapport_ruleset* ruleset, size_t index,
    const char** when, size_t* length);
int32_t rapport_ruleset_policy_help(const rapport_ruleset* ruleset, size_t index,
    const char** help, size_t* length);

int32_t rapport_conversation_new(const rapport_ruleset* ruleset,
    const rapport_conversation_limits* limits, rapport_conversation** conversation,
    rapport_error** error);
void rapport_conversation_free(rapport_conversation* conversation);
int32_t rapport_conversation_reset(rapport_conversation* conversation);
int32_t rapport_conversation_add_turn(rapport_conversation* conversation,
    const rapport_turn* turn, rapport_error** error);
int32_t rapport_conversation_turn_count(const rapport_conversation* conversation, size_t* count);
int32_t rapport_conversation_set_bool(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int32_t value, rapport_error** error);
int32_t rapport_conversation_set_int(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t value, rapport_error** error);
int32_t rapport_conversation_set_double(rapport_conversation* conversation, const char* fact,
    size_t fact_length, double value, rapport_error** error);
int32_t rapport_conversation_set_string(rapport_conversation* conversation, const char* fact,
    size_t fact_length, const char* value, size_t value_length, rapport_error** error);
int32_t rapport_conversation_set_duration(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t microseconds, rapport_error** error);
int32_t rapport_conversation_set_timestamp(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t instant, rapport_error** error);
int32_t rapport_conversation_set_strings(rapport_conversation* conversation, const char* fact,
    size_t fact_length, const char* const* values, const size_t* value_lengths, size_t count,
    rapport_error** error);
int32_t rapport_conversation_clear_fact(rapport_conversation* conversation, const char* fact,
    size_t fact_length, rapport_error** error);
int32_t rapport_conversation_acknowledge(rapport_conversation* conversation, const char* route,
    size_t route_length, rapport_error** error);
int32_t rapport_conversation_override_persona(rapport_conversation* conversation, const char* id,
    size_t id_length, rapport_error** error);
int32_t rapport_conversation_release_persona(rapport_conversation* conversation);
int32_t rapport_conversation_override_scale(rapport_conversation* conversation, const char* scale,
    size_t scale_length, int32_t level, rapport_error** error);
int32_t rapport_conversation_release_scale(rapport_conversation* conversation, const char* scale,
    size_t scale_length, rapport_error** error);
int32_t rapport_conversation_override_escalation(rapport_conversation* conversation, const char*
    route, size_t route_length, int32_t rule, rapport_error** error);
int32_t rapport_conversation_release_escalation(rapport_conversation* conversation, const char*
    route, size_t route_length, rapport_error** error);
int32_t rapport_conversation_release_overrides(rapport_conversation* conversation);

int32_t rapport_decision_new(rapport_decision** decision, rapport_error** error);
void rapport_decision_free(rapport_decision* decision);
int32_t rapport_decide(const rapport_conversation* conversation, int64_t now,
    rapport_decision* decision, rapport_error** error);
int32_t rapport_decide_json(const rapport_ruleset* ruleset, const char* record,
    size_t record_length, rapport_decision* decision, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_decide_lines(const rapport_ruleset* ruleset, const char* records,
    size_t records_length, rapport_decision* decision, const char** answers, size_t* length,
    size_t* refused, rapport_error** error);
int32_t rapport_decision_set_unknown_facts(rapport_decision* decision, int32_t unknown_facts);
int32_t rapport_decision_json(rapport_decision* decision, const char* id, size_t id_length,
    const char** json, size_t* length, rapport_error** error);
int32_t rapport_decision_persona(const rapport_decision* decision, const char** persona,
    size_t* length);
int32_t rapport_decision_abstained(const rapport_decision* decision, int32_t* abstained);
int32_t rapport_decision_probability(const rapport_decision* decision, int32_t* probability);
int32_t rapport_decision_top(const rapport_decision* decision, const char** persona,
    size_t* length);
int32_t rapport_decision_ruleset_name(const rapport_decision* decision, const char** name,
    size_t* length);
int32_t rapport_decision_also_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_also(const rapport_decision* decision, size_t index,
    const char** persona, size_t* length);
int32_t rapport_decision_score_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_score_persona(const rapport_decision* decision, size_t index,
    const char** persona, size_t* length);
int32_t rapport_decision_score_value(const rapport_decision* decision, size_t index,
    int32_t* thousandths);
int32_t rapport_decision_score_probability(const rapport_decision* decision, size_t index,
    int32_t* probability);
int32_t rapport_decision_scale_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_scale_id(const rapport_decision* decision, size_t index, const char** id,
    size_t* length);
int32_t rapport_decision_scale_level(const rapport_decision* decision, size_t index,
    int32_t* level);
int32_t rapport_decision_scale_level_name(const rapport_decision* decision, size_t index,
    const char** name, size_t* length);
int32_t rapport_decision_scale_score(const rapport_decision* decision, size_t index,
    int32_t* thousandths);
int32_t rapport_decision_action_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_action_id(const rapport_decision* decision, size_t index,
    const char** id, size_t* length);
int32_t rapport_decision_action_label(const rapport_decision* decision, size_t index,
    const char** label, size_t* length);
int32_t rapport_decision_action_by(const rapport_decision* decision, size_t index, int32_t* by);
int32_t rapport_decision_action_kind(const rapport_decision* decision, size_t index,
    int32_t* kind);
int32_t rapport_decision_action_approval_from(const rapport_decision* decision, size_t index,
    const char** from, size_t* length);
int32_t rapport_decision_action_availability_known(const rapport_decision* decision, size_t index,
    int32_t* known);
int32_t rapport_decision_action_reason_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_action_reason(const rapport_decision* decision, size_t index,
    size_t reason_index, const char** id, size_t* length);
int32_t rapport_decision_action_reason_kind(const rapport_decision* decision, size_t index,
    size_t reason_index, int32_t* kind);
int32_t rapport_decision_action_say_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_action_say(const rapport_decision* decision, size_t index,
    size_t line_index, const char** line, size_t* length);
int32_t rapport_decision_forbidden_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_forbidden_action(const rapport_decision* decision, size_t index,
    const char** action, size_t* length);
int32_t rapport_decision_forbidden_policy(const rapport_decision* decision, size_t index,
    const char** policy, size_t* length);
int32_t rapport_decision_forbidden_undetermined(const rapport_decision* decision, size_t index,
    int32_t* undetermined);
int32_t rapport_decision_limit_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_limit_id(const rapport_decision* decision, size_t index, const char** id,
    size_t* length);
int32_t rapport_decision_limit_value(const rapport_decision* decision, size_t index,
    int64_t* value);
int32_t rapport_decision_limit_unit(const rapport_decision* decision, size_t index,
    const char** unit, size_t* length);
int32_t rapport_decision_limit_policy(const rapport_decision* decision, size_t index,
    const char** policy, size_t* length);
int32_t rapport_decision_limit_undetermined(const rapport_decision* decision, size_t index,
    int32_t* undetermined);
int32_t rapport_decision_flag_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_flag_id(const rapport_decision* decision, size_t index, const char** id,
    size_t* length);
int32_t rapport_decision_flag_policy(const rapport_decision* decision, size_t index,
    const char** policy, size_t* length);
int32_t rapport_decision_escalation_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_escalation_to(const rapport_decision* decision, size_t index,
    const char** route, size_t* length);
int32_t rapport_decision_escalation_label(const rapport_decision* decision, size_t index,
    const char** label, size_t* length);
int32_t rapport_decision_escalation_level(const rapport_decision* decision, size_t index,
    int32_t* level);
int32_t rapport_decision_escalation_due(const rapport_decision* decision, size_t index,
    int64_t* due);
int32_t rapport_decision_escalation_since_turn(const rapport_decision* decision, size_t index,
    int32_t* turn);
int32_t rapport_decision_escalation_is_new(const rapport_decision* decision, size_t index,
    int32_t* is_new);
int32_t rapport_decision_escalation_reason_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_escalation_reason(const rapport_decision* decision, size_t index,
    size_t reason_index, const char** reason, size_t* length);
int32_t rapport_decision_escalation_policy(const rapport_decision* decision, size_t index,
    size_t reason_index, const char** policy, size_t* length);
int32_t rapport_decision_evidence_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_evidence_id(const rapport_decision* decision, size_t index,
    const char** id, size_t* length);
int32_t rapport_decision_evidence_kind(const rapport_decision* decision, size_t index,
    int32_t* kind);
int32_t rapport_decision_evidence_span(const rapport_decision* decision, size_t index,
    int32_t* turn, uint32_t* begin, uint32_t* end);
int32_t rapport_decision_evidence_text(const rapport_decision* decision, size_t index,
    const char** text, size_t* length);
int32_t rapport_decision_evidence_persona(const rapport_decision* decision, size_t index,
    const char** persona, size_t* length);
int32_t rapport_decision_evidence_weight(const rapport_decision* decision, size_t index,
    int32_t* thousandths);
int32_t rapport_decision_undetermined_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_undetermined_id(const rapport_decision* decision, size_t index,
    const char** id, size_t* length);
int32_t rapport_decision_undetermined_kind(const rapport_decision* decision, size_t index,
    int32_t* kind);
int32_t rapport_decision_undetermined_error(const rapport_decision* decision, size_t index,
    const char** failure, size_t* length);
int32_t rapport_decision_undetermined_missing_count(const rapport_decision* decision,
    size_t index, size_t* count);
int32_t rapport_decision_undetermined_missing(const rapport_decision* decision, size_t index,
    size_t missing_index, const char** name, size_t* length);
int32_t rapport_decision_overridden_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_overridden_kind(const rapport_decision* decision, size_t index, int32_t*
    kind);
int32_t rapport_decision_overridden_id(const rapport_decision* decision, size_t index, const
    char** id, size_t* length);
int32_t rapport_decision_overridden_level(const rapport_decision* decision, size_t index, int32_t*
    level);
int32_t rapport_decision_overridden_rule(const rapport_decision* decision, size_t index, int32_t*
    rule);
int32_t rapport_decision_overridden_found(const rapport_decision* decision, size_t index, const
    char** found, size_t* length);
int32_t rapport_decision_overridden_found_level(const rapport_decision* decision, size_t index,
    int32_t* level);
int32_t rapport_decision_overridden_reason_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_overridden_reason(const rapport_decision* decision, size_t index, size_t
    reason_index, const char** reason, size_t* length);
int32_t rapport_decision_overridden_policy(const rapport_decision* decision, size_t index, size_t
    reason_index, const char** policy, size_t* length);

int32_t rapport_decision_contact_kind(const rapport_decision* decision, const char** id, size_t*
    length);
int32_t rapport_decision_contact_label(const rapport_decision* decision, const char** label,
    size_t* length);
int32_t rapport_decision_contact_also_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_contact_also(const rapport_decision* decision, size_t index, const char**
    id, size_t* length);
int32_t rapport_decision_need_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_need_id(const rapport_decision* decision, size_t index, const char** id,
    size_t* length);
int32_t rapport_decision_need_label(const rapport_decision* decision, size_t index, const char**
    label, size_t* length);
int32_t rapport_decision_need_span(const rapport_decision* decision, size_t index, int32_t* turn,
    uint32_t* begin, uint32_t* end);
int32_t rapport_decision_need_text(const rapport_decision* decision, size_t index, const char**
    text, size_t* length);
int32_t rapport_decision_open_question_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_open_question_span(const rapport_decision* decision, size_t index,
    int32_t* turn, uint32_t* begin, uint32_t* end);
int32_t rapport_decision_open_question_text(const rapport_decision* decision, size_t index, const
    char** text, size_t* length);
const char* rapport_promise_state_name(int32_t state);
int32_t rapport_decision_promise_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_promise_id(const rapport_decision* decision, size_t index, const char**
    id, size_t* length);
int32_t rapport_decision_promise_label(const rapport_decision* decision, size_t index, const
    char** label, size_t* length);
int32_t rapport_decision_promise_span(const rapport_decision* decision, size_t index, int32_t*
    turn, uint32_t* begin, uint32_t* end);
int32_t rapport_decision_promise_text(const rapport_decision* decision, size_t index, const char**
    text, size_t* length);
int32_t rapport_decision_promise_due(const rapport_decision* decision, size_t index, int64_t*
    due);
int32_t rapport_decision_promise_state(const rapport_decision* decision, size_t index, int32_t*
    state);
const char* rapport_step_status_name(int32_t status);
int32_t rapport_decision_protocol_count(const rapport_decision* decision, size_t* count);
int32_t rapport_decision_protocol_id(const rapport_decision* decision, size_t index, const char**
    id, size_t* length);
int32_t rapport_decision_protocol_label(const rapport_decision* decision, size_t index, const
    char** label, size_t* length);
int32_t rapport_decision_protocol_state(const rapport_decision* decision, size_t index, const
    char** state, size_t* length);
int32_t rapport_decision_protocol_state_label(const rapport_decision* decision, size_t index,
    const char** label, size_t* length);
int32_t rapport_decision_protocol_ended(const rapport_decision* decision, size_t index, int32_t*
    ended);
int32_t rapport_decision_protocol_started_turn(const rapport_decision* decision, size_t index,
    int32_t* turn);
int32_t rapport_decision_protocol_since_turn(const rapport_decision* decision, size_t index,
    int32_t* turn);
int32_t rapport_decision_protocol_next(const rapport_decision* decision, size_t index, const
    char** step, size_t* length);
int32_t rapport_decision_protocol_step_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_protocol_step_id(const rapport_decision* decision, size_t index, size_t
    step_index, const char** id, size_t* length);
int32_t rapport_decision_protocol_step_label(const rapport_decision* decision, size_t index,
    size_t step_index, const char** label, size_t* length);
int32_t rapport_decision_protocol_step_action(const rapport_decision* decision, size_t index,
    size_t step_index, const char** action, size_t* length);
int32_t rapport_decision_protocol_step_status(const rapport_decision* decision, size_t index,
    size_t step_index, int32_t* status);
int32_t rapport_decision_protocol_step_span(const rapport_decision* decision, size_t index, size_t
    step_index, int32_t* turn, uint32_t* begin, uint32_t* end);
int32_t rapport_decision_protocol_fault_count(const rapport_decision* decision, size_t index,
    size_t* count);
int32_t rapport_decision_protocol_fault_id(const rapport_decision* decision, size_t index, size_t
    fault_index, const char** id, size_t* length);
int32_t rapport_decision_protocol_fault_label(const rapport_decision* decision, size_t index,
    size_t fault_index, const char** label, size_t* length);
int32_t rapport_decision_protocol_fault_span(const rapport_decision* decision, size_t index,
    size_t fault_index, int32_t* turn, uint32_t* begin, uint32_t* end);

int32_t rapport_explanation_new(rapport_explanation** explanation, rapport_error** error);
void rapport_explanation_free(rapport_explanation* explanation);
int32_t rapport_explanation_set_unknown_facts(rapport_explanation* explanation,
    int32_t unknown_facts);
int32_t rapport_explain(const rapport_conversation* conversation, int64_t now, const char* id,
    size_t id_length, rapport_explanation* explanation, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_explain_json(const rapport_ruleset* ruleset, const char* record,
    size_t record_length, rapport_explanation* explanation, const char** json, size_t* length,
    rapport_error** error);

const char* rapport_check_result_name(int32_t result);
const char* rapport_fail_reason_name(int32_t reason);
int32_t rapport_ruleset_check_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_check_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_check_label(const rapport_ruleset* ruleset, size_t index, const char**
    label, size_t* length);
int32_t rapport_ruleset_check_weight(const rapport_ruleset* ruleset, size_t index, int32_t*
    thousandths);
int32_t rapport_ruleset_check_is_fatal(const rapport_ruleset* ruleset, size_t index, int32_t*
    is_fatal);
int32_t rapport_ruleset_check_help(const rapport_ruleset* ruleset, size_t index, const char**
    help, size_t* length);
int32_t rapport_review_new(rapport_review** review, rapport_error** error);
void rapport_review_free(rapport_review* review);
int32_t rapport_review_reply(const rapport_conversation* conversation, const rapport_turn* reply,
    int64_t now, rapport_review* review, rapport_error** error);
int32_t rapport_review_json(const rapport_ruleset* ruleset, const char* record, size_t
    record_length, int32_t detail, rapport_review* review, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_review_lines(const rapport_ruleset* ruleset, const char* records, size_t
    records_length, int32_t detail, rapport_review* review, const char** answers, size_t* length,
    size_t* refused, rapport_error** error);
int32_t rapport_review_set_unknown_facts(rapport_review* review, int32_t unknown_facts);
int32_t rapport_review_to_json(rapport_review* review, int32_t detail, const char* id, size_t
    id_length, const char** json, size_t* length, rapport_error** error);
int32_t rapport_review_blocked(const rapport_review* review, int32_t* blocked);
int32_t rapport_review_tip(const rapport_review* review, size_t* index);
int32_t rapport_review_score(const rapport_review* review, int32_t* hundredths);
int32_t rapport_review_ruleset_name(const rapport_review* review, const char** name, size_t*
    length);
int32_t rapport_review_finding_count(const rapport_review* review, size_t* count);
int32_t rapport_review_finding_check(const rapport_review* review, size_t index, const char**
    check, size_t* length);
int32_t rapport_review_finding_label(const rapport_review* review, size_t index, const char**
    label, size_t* length);
int32_t rapport_review_finding_result(const rapport_review* review, size_t index, int32_t*
    result);
int32_t rapport_review_finding_reason(const rapport_review* review, size_t index, int32_t*
    reason);
int32_t rapport_review_finding_weight(const rapport_review* review, size_t index, int32_t*
    thousandths);
int32_t rapport_review_finding_is_fatal(const rapport_review* review, size_t index, int32_t*
    is_fatal);
int32_t rapport_review_finding_is_undetermined(const rapport_review* review, size_t index,
    int32_t* is_undetermined);
int32_t rapport_review_finding_why(const rapport_review* review, size_t index, const char** why,
    size_t* length);
int32_t rapport_review_finding_limit(const rapport_review* review, size_t index, const char**
    limit, size_t* length);
int32_t rapport_review_finding_limit_value(const rapport_review* review, size_t index, int64_t*
    value);
int32_t rapport_review_finding_policy(const rapport_review* review, size_t index, const char**
    policy, size_t* length);
int32_t rapport_review_finding_approval_from(const rapport_review* review, size_t index, const
    char** from, size_t* length);
int32_t rapport_review_finding_span_count(const rapport_review* review, size_t index, size_t*
    count);
int32_t rapport_review_finding_span(const rapport_review* review, size_t index, size_t span_index,
    uint32_t* begin, uint32_t* end);
int32_t rapport_review_finding_span_text(const rapport_review* review, size_t index, size_t
    span_index, const char** text, size_t* length);
int32_t rapport_review_finding_span_cue(const rapport_review* review, size_t index, size_t
    span_index, const char** cue, size_t* length);
int32_t rapport_review_finding_suggestion_count(const rapport_review* review, size_t index,
    size_t* count);
int32_t rapport_review_finding_suggestion(const rapport_review* review, size_t index, size_t
    suggestion_index, const char** line, size_t* length);
int32_t rapport_accumulator_new(const rapport_ruleset* ruleset, const char* kind, size_t
    kind_length, const char* options, size_t options_length, rapport_accumulator** accumulator,
    rapport_error** error);
int32_t rapport_accumulator_load(const rapport_ruleset* ruleset, const char* bytes, size_t
    bytes_length, rapport_accumulator** accumulator, rapport_error** error);
void rapport_accumulator_free(rapport_accumulator* accumulator);
int32_t rapport_accumulator_kind(const rapport_accumulator* accumulator, const char** kind, size_t*
    length);
int32_t rapport_accumulator_add_json(rapport_accumulator* accumulator, const char* line, size_t
    line_length, rapport_error** error);
int32_t rapport_accumulator_merge(rapport_accumulator* accumulator, const rapport_accumulator*
    other, rapport_error** error);
int32_t rapport_accumulator_save(rapport_accumulator* accumulator, const char** bytes, size_t*
    length, rapport_error** error);
int32_t rapport_accumulator_report_json(rapport_accumulator* accumulator, const char** json, size_t*
    length, rapport_error** error);
]]
