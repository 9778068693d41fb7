package dev.rapport;

/**
 * The C functions that the binding uses, under their own names, as JNA's direct mapping needs it.
 *
 * <p>Pointers and sizes are {@code long}, and outputs are arrays of one element: {@link
 * NativeLoader} has made sure that both have 64 bits, and JNA passes these without making objects.
 */
final class Capi {
  private Capi() {}

  static native long rapport_version();

  static native int rapport_abi_version();

  static native void rapport_error_free(long error);

  static native int rapport_error_status(long error);

  static native long rapport_error_message(long error, long[] length);

  static native long rapport_error_file(long error, long[] length);

  static native int rapport_error_line(long error);

  static native int rapport_error_column(long error);

  static native int rapport_builder_new(long limits, long[] builder, long[] error);

  static native void rapport_builder_free(long builder);

  static native int rapport_builder_add_default(long builder, long[] error);

  static native int rapport_builder_add_file(
      long builder, byte[] path, long pathLength, long[] error);

  static native int rapport_builder_add_bytes(
      long builder, byte[] name, long nameLength, byte[] bytes, long bytesLength, long[] error);

  static native int rapport_builder_build(long builder, long[] ruleset, long[] error);

  static native int rapport_builder_diagnostic_count(long builder, long[] count);

  static native int rapport_builder_diagnostic_severity(long builder, long index, int[] severity);

  static native int rapport_builder_diagnostic_code(
      long builder, long index, long[] code, long[] length);

  static native int rapport_builder_diagnostic_file(
      long builder, long index, long[] file, long[] length);

  static native int rapport_builder_diagnostic_place(
      long builder, long index, int[] line, int[] column, int[] width);

  static native int rapport_builder_diagnostic_message(
      long builder, long index, long[] message, long[] length);

  static native int rapport_builder_diagnostic_snippet(
      long builder, long index, long[] snippet, long[] length);

  static native int rapport_builder_diagnostic_hint(
      long builder, long index, long[] hint, long[] length);

  static native int rapport_builder_report(long builder, long[] report, long[] length);

  static native void rapport_ruleset_free(long ruleset);

  static native int rapport_ruleset_name(long ruleset, long[] name, long[] length);

  static native int rapport_ruleset_hash(long ruleset, long[] hash, long[] length);

  static native int rapport_ruleset_language(long ruleset, long[] language, long[] length);

  static native int rapport_ruleset_compiled_bytes(long ruleset, long[] bytes);

  static native int rapport_ruleset_fact_count(long ruleset, long[] count);

  static native int rapport_ruleset_fact_id(long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_fact_type(long ruleset, long index, int[] type);

  static native int rapport_ruleset_fact_has_default(long ruleset, long index, int[] hasDefault);

  static native int rapport_ruleset_fact_value_count(long ruleset, long index, long[] count);

  static native int rapport_ruleset_fact_value(
      long ruleset, long index, long valueIndex, long[] value, long[] length);

  static native int rapport_ruleset_fact_help(
      long ruleset, long index, long[] help, long[] length);

  static native int rapport_ruleset_persona_count(long ruleset, long[] count);

  static native int rapport_ruleset_persona_id(
      long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_persona_label(
      long ruleset, long index, long[] label, long[] length);

  static native int rapport_ruleset_persona_display_name(
      long ruleset, long index, long[] name, long[] length);

  static native int rapport_ruleset_persona_summary(
      long ruleset, long index, long[] summary, long[] length);

  static native int rapport_ruleset_scale_count(long ruleset, long[] count);

  static native int rapport_ruleset_scale_id(long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_scale_level_count(long ruleset, long index, long[] count);

  static native int rapport_ruleset_scale_level_name(
      long ruleset, long index, long level, long[] name, long[] length);

  static native int rapport_ruleset_scale_help(
      long ruleset, long index, long[] help, long[] length);

  static native int rapport_ruleset_cue_count(long ruleset, long[] count);

  static native int rapport_ruleset_cue_id(long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_cue_help(long ruleset, long index, long[] help, long[] length);

  static native int rapport_ruleset_policy_count(long ruleset, long[] count);

  static native int rapport_ruleset_policy_id(long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_policy_when(
      long ruleset, long index, long[] when, long[] length);

  static native int rapport_ruleset_policy_help(
      long ruleset, long index, long[] help, long[] length);

  static native int rapport_ruleset_check_count(long ruleset, long[] count);

  static native int rapport_ruleset_check_id(long ruleset, long index, long[] id, long[] length);

  static native int rapport_ruleset_check_label(
      long ruleset, long index, long[] label, long[] length);

  static native int rapport_ruleset_check_weight(long ruleset, long index, int[] thousandths);

  static native int rapport_ruleset_check_is_fatal(long ruleset, long index, int[] isFatal);

  static native int rapport_ruleset_check_help(
      long ruleset, long index, long[] help, long[] length);

  static native int rapport_conversation_new(
      long ruleset, long limits, long[] conversation, long[] error);

  static native void rapport_conversation_free(long conversation);

  static native int rapport_conversation_reset(long conversation);

  static native int rapport_conversation_add_turn(long conversation, long turn, long[] error);

  static native int rapport_conversation_add_text(
      long conversation, int by, byte[] text, long textLength, long[] error);

  static native int rapport_conversation_turn_count(long conversation, long[] count);

  static native int rapport_conversation_set_bool(
      long conversation, byte[] fact, long factLength, int value, long[] error);

  static native int rapport_conversation_set_int(
      long conversation, byte[] fact, long factLength, long value, long[] error);

  static native int rapport_conversation_set_double(
      long conversation, byte[] fact, long factLength, double value, long[] error);

  static native int rapport_conversation_set_string(
      long conversation, byte[] fact, long factLength, byte[] value, long valueLength,
      long[] error);

  static native int rapport_conversation_set_duration(
      long conversation, byte[] fact, long factLength, long microseconds, long[] error);

  static native int rapport_conversation_set_timestamp(
      long conversation, byte[] fact, long factLength, long instant, long[] error);

  static native int rapport_conversation_set_strings(
      long conversation, byte[] fact, long factLength, long values, long[] valueLengths,
      long count, long[] error);

  static native int rapport_conversation_clear_fact(
      long conversation, byte[] fact, long factLength, long[] error);

  static native int rapport_conversation_acknowledge(
      long conversation, byte[] route, long routeLength, long[] error);

  static native int rapport_decision_new(long[] decision, long[] error);

  static native void rapport_decision_free(long decision);

  static native int rapport_decision_set_unknown_facts(long decision, int unknownFacts);

  static native int rapport_decide(long conversation, long now, long decision, long[] error);

  static native int rapport_decide_json(
      long ruleset, byte[] record, long recordLength, long decision, long[] json, long[] length,
      long[] error);

  static native int rapport_decide_lines(
      long ruleset, byte[] records, long recordsLength, long decision, long[] answers,
      long[] length, long[] refused, long[] error);

  static native int rapport_decision_json(
      long decision, byte[] id, long idLength, long[] json, long[] length, long[] error);

  static native int rapport_explanation_new(long[] explanation, long[] error);

  static native void rapport_explanation_free(long explanation);

  static native int rapport_explanation_set_unknown_facts(long explanation, int unknownFacts);

  static native int rapport_explain(
      long conversation, long now, byte[] id, long idLength, long explanation, long[] json,
      long[] length, long[] error);

  static native int rapport_explain_json(
      long ruleset, byte[] record, long recordLength, long explanation, long[] json,
      long[] length, long[] error);

  static native int rapport_review_new(long[] review, long[] error);

  static native void rapport_review_free(long review);

  static native int rapport_review_set_unknown_facts(long review, int unknownFacts);

  static native int rapport_review_reply(
      long conversation, long reply, long now, long review, long[] error);

  static native int rapport_review_json(
      long ruleset, byte[] record, long recordLength, int detail, long review, long[] json,
      long[] length, long[] error);

  static native int rapport_review_lines(
      long ruleset, byte[] records, long recordsLength, int detail, long review, long[] answers,
      long[] length, long[] refused, long[] error);

  static native int rapport_review_to_json(
      long review, int detail, byte[] id, long idLength, long[] json, long[] length,
      long[] error);

  static native int rapport_conversation_override_persona(
      long conversation, byte[] id, long idLength, long[] error);

  static native int rapport_conversation_release_persona(long conversation);

  static native int rapport_conversation_override_scale(
      long conversation, byte[] scale, long scaleLength, int level, long[] error);

  static native int rapport_conversation_release_scale(
      long conversation, byte[] scale, long scaleLength, long[] error);

  static native int rapport_conversation_override_escalation(
      long conversation, byte[] route, long routeLength, int rule, long[] error);

  static native int rapport_conversation_release_escalation(
      long conversation, byte[] route, long routeLength, long[] error);

  static native int rapport_conversation_release_overrides(long conversation);

  static native int rapport_accumulator_new(
      long ruleset, byte[] kind, long kindLength, byte[] options, long optionsLength,
      long[] accumulator, long[] error);

  static native int rapport_accumulator_load(
      long ruleset, byte[] bytes, long bytesLength, long[] accumulator, long[] error);

  static native void rapport_accumulator_free(long accumulator);

  static native int rapport_accumulator_kind(long accumulator, long[] kind, long[] length);

  static native int rapport_accumulator_add_json(
      long accumulator, byte[] line, long lineLength, long[] error);

  static native int rapport_accumulator_merge(long accumulator, long other, long[] error);

  static native int rapport_accumulator_save(
      long accumulator, long[] bytes, long[] length, long[] error);

  static native int rapport_accumulator_report_json(
      long accumulator, long[] json, long[] length, long[] error);
}
