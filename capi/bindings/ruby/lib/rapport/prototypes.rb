# frozen_string_literal: true

module Rapport
  module Native
    # The functions of rapport/c.h and its parts that are used, as they write them.
    PROTOTYPES = <<~C
      const char* rapport_version(void);
      uint32_t rapport_abi_version(void);

      const char* rapport_status_name(int32_t status);
      const char* rapport_severity_name(int32_t severity);
      const char* rapport_fact_type_name(int32_t type);

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
      int32_t rapport_builder_add_file(rapport_builder* builder, const char* path,
          size_t path_length, rapport_error** error);
      int32_t rapport_builder_add_bytes(rapport_builder* builder, const char* name,
          size_t name_length, const char* bytes, size_t bytes_length, rapport_error** error);
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
      int32_t rapport_ruleset_name(const rapport_ruleset* ruleset, const char** name,
          size_t* length);
      int32_t rapport_ruleset_hash(const rapport_ruleset* ruleset, const char** hash,
          size_t* length);
      int32_t rapport_ruleset_language(const rapport_ruleset* ruleset, const char** language,
          size_t* length);
      int32_t rapport_ruleset_fact_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_fact_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_fact_type(const rapport_ruleset* ruleset, size_t index,
          int32_t* type);
      int32_t rapport_ruleset_fact_has_default(const rapport_ruleset* ruleset, size_t index,
          int32_t* has_default);
      int32_t rapport_ruleset_fact_value_count(const rapport_ruleset* ruleset, size_t index,
          size_t* count);
      int32_t rapport_ruleset_fact_value(const rapport_ruleset* ruleset, size_t index,
          size_t value_index, const char** value, size_t* length);
      int32_t rapport_ruleset_fact_help(const rapport_ruleset* ruleset, size_t index,
          const char** help, size_t* length);
      int32_t rapport_ruleset_persona_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_persona_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_persona_label(const rapport_ruleset* ruleset, size_t index,
          const char** label, size_t* length);
      int32_t rapport_ruleset_persona_display_name(const rapport_ruleset* ruleset, size_t index,
          const char** name, size_t* length);
      int32_t rapport_ruleset_persona_summary(const rapport_ruleset* ruleset, size_t index,
          const char** summary, size_t* length);
      int32_t rapport_ruleset_scale_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_scale_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_scale_level_count(const rapport_ruleset* ruleset, size_t index,
          size_t* count);
      int32_t rapport_ruleset_scale_level_name(const rapport_ruleset* ruleset, size_t index,
          size_t level, const char** name, size_t* length);
      int32_t rapport_ruleset_scale_help(const rapport_ruleset* ruleset, size_t index,
          const char** help, size_t* length);
      int32_t rapport_ruleset_cue_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_cue_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_cue_help(const rapport_ruleset* ruleset, size_t index,
          const char** help, size_t* length);
      int32_t rapport_ruleset_policy_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_policy_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_policy_when(const rapport_ruleset* ruleset, size_t index,
          const char** when, size_t* length);
      int32_t rapport_ruleset_policy_help(const rapport_ruleset* ruleset, size_t index,
          const char** help, size_t* length);

      int32_t rapport_ruleset_check_count(const rapport_ruleset* ruleset, size_t* count);
      int32_t rapport_ruleset_check_id(const rapport_ruleset* ruleset, size_t index,
          const char** id, size_t* length);
      int32_t rapport_ruleset_check_label(const rapport_ruleset* ruleset, size_t index,
          const char** label, size_t* length);
      int32_t rapport_ruleset_check_weight(const rapport_ruleset* ruleset, size_t index,
          int32_t* thousandths);
      int32_t rapport_ruleset_check_is_fatal(const rapport_ruleset* ruleset, size_t index,
          int32_t* is_fatal);
      int32_t rapport_ruleset_check_help(const rapport_ruleset* ruleset, size_t index,
          const char** help, size_t* length);

      int32_t rapport_conversation_new(const rapport_ruleset* ruleset,
          const rapport_conversation_limits* limits, rapport_conversation** conversation,
          rapport_error** error);
      void rapport_conversation_free(rapport_conversation* conversation);
      int32_t rapport_conversation_reset(rapport_conversation* conversation);
      int32_t rapport_conversation_add_turn(rapport_conversation* conversation,
          const rapport_turn* turn, rapport_error** error);
      int32_t rapport_conversation_turn_count(const rapport_conversation* conversation,
          size_t* count);
      int32_t rapport_conversation_set_bool(rapport_conversation* conversation, const char* fact,
          size_t fact_length, int32_t value, rapport_error** error);
      int32_t rapport_conversation_set_int(rapport_conversation* conversation, const char* fact,
          size_t fact_length, int64_t value, rapport_error** error);
      int32_t rapport_conversation_set_double(rapport_conversation* conversation,
          const char* fact, size_t fact_length, double value, rapport_error** error);
      int32_t rapport_conversation_set_string(rapport_conversation* conversation,
          const char* fact, size_t fact_length, const char* value, size_t value_length,
          rapport_error** error);
      int32_t rapport_conversation_set_duration(rapport_conversation* conversation,
          const char* fact, size_t fact_length, int64_t microseconds, rapport_error** error);
      int32_t rapport_conversation_set_timestamp(rapport_conversation* conversation,
          const char* fact, size_t fact_length, int64_t instant, rapport_error** error);
      int32_t rapport_conversation_set_strings(rapport_conversation* conversation,
          const char* fact, size_t fact_length, const char* const* values,
          const size_t* value_lengths, size_t count, rapport_error** error);
      int32_t rapport_conversation_clear_fact(rapport_conversation* conversation,
          const char* fact, size_t fact_length, rapport_error** error);
      int32_t rapport_conversation_acknowledge(rapport_conversation* conversation,
          const char* route, size_t route_length, rapport_error** error);
      int32_t rapport_conversation_override_persona(rapport_conversation* conversation, const
          char* id, size_t id_length, rapport_error** error);
      int32_t rapport_conversation_release_persona(rapport_conversation* conversation);
      int32_t rapport_conversation_override_scale(rapport_conversation* conversation, const
          char* scale, size_t scale_length, int32_t level, rapport_error** error);
      int32_t rapport_conversation_release_scale(rapport_conversation* conversation, const
          char* scale, size_t scale_length, rapport_error** error);
      int32_t rapport_conversation_override_escalation(rapport_conversation* conversation,
          const char* route, size_t route_length, int32_t rule, rapport_error** error);
      int32_t rapport_conversation_release_escalation(rapport_conversation* conversation,
          const char* route, size_t route_length, rapport_error** error);
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
      int32_t rapport_decision_set_unknown_facts(rapport_decision* decision,
          int32_t unknown_facts);
      int32_t rapport_decision_json(rapport_decision* decision, const char* id, size_t id_length,
          const char** json, size_t* length, rapport_error** error);

      int32_t rapport_explanation_new(rapport_explanation** explanation, rapport_error** error);
      void rapport_explanation_free(rapport_explanation* explanation);
      int32_t rapport_explanation_set_unknown_facts(rapport_explanation* explanation,
          int32_t unknown_facts);
      int32_t rapport_explain(const rapport_conversation* conversation, int64_t now,
          const char* id, size_t id_length, rapport_explanation* explanation, const char** json,
          size_t* length, rapport_error** error);
      int32_t rapport_explain_json(const rapport_ruleset* ruleset, const char* record,
          size_t record_length, rapport_explanation* explanation, const char** json,
          size_t* length, rapport_error** error);

      int32_t rapport_review_new(rapport_review** review, rapport_error** error);
      void rapport_review_free(rapport_review* review);
      int32_t rapport_review_reply(const rapport_conversation* conversation,
          const rapport_turn* reply, int64_t now, rapport_review* review, rapport_error** error);
      int32_t rapport_review_json(const rapport_ruleset* ruleset, const char* record,
          size_t record_length, int32_t detail, rapport_review* review, const char** json,
          size_t* length, rapport_error** error);
      int32_t rapport_review_lines(const rapport_ruleset* ruleset, const char* records,
          size_t records_length, int32_t detail, rapport_review* review, const char** answers,
          size_t* length, size_t* refused, rapport_error** error);
      int32_t rapport_review_set_unknown_facts(rapport_review* review, int32_t unknown_facts);
      int32_t rapport_review_to_json(rapport_review* review, int32_t detail, const char* id,
          size_t id_length, const char** json, size_t* length, rapport_error** error);

      int32_t rapport_accumulator_new(const rapport_ruleset* ruleset, const char* kind, size_t
          kind_length, const char* options, size_t options_length, rapport_accumulator**
          accumulator, rapport_error** error);
      int32_t rapport_accumulator_load(const rapport_ruleset* ruleset, const char* bytes,
          size_t bytes_length, rapport_accumulator** accumulator, rapport_error** error);
      void rapport_accumulator_free(rapport_accumulator* accumulator);
      int32_t rapport_accumulator_kind(const rapport_accumulator* accumulator, const char**
          kind, size_t* length);
      int32_t rapport_accumulator_add_json(rapport_accumulator* accumulator, const char* line,
          size_t line_length, rapport_error** error);
      int32_t rapport_accumulator_merge(rapport_accumulator* accumulator, const
          rapport_accumulator* other, rapport_error** error);
      int32_t rapport_accumulator_save(rapport_accumulator* accumulator, const char** bytes,
          size_t* length, rapport_error** error);
      int32_t rapport_accumulator_report_json(rapport_accumulator* accumulator, const char**
          json, size_t* length, rapport_error** error);
    C
  end
end
