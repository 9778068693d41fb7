package dev.rapport;

import java.util.ArrayList;
import java.util.List;

/** Reads what the packs of a rule set declare. */
final class Declarations {
  private Declarations() {}

  private interface Element<T> {
    T at(long index, Call call);
  }

  private interface NestedText {
    int get(long ruleset, long index, long nested, long[] text, long[] length);
  }

  static List<RuleSet.Fact> facts(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_fact_count,
        (i, call) -> {
          call.check(Capi.rapport_ruleset_fact_value_count(rules, i, call.value));
          List<String> values = texts(rules, i, call.value[0], Capi::rapport_ruleset_fact_value);
          int type = call.number(Capi::rapport_ruleset_fact_type, rules, i);
          return new RuleSet.Fact(
              call.text(Capi::rapport_ruleset_fact_id, rules, i),
              Words.at(type, FactType.UNKNOWN),
              call.number(Capi::rapport_ruleset_fact_has_default, rules, i) != 0,
              values,
              call.text(Capi::rapport_ruleset_fact_help, rules, i));
        });
  }

  static List<RuleSet.Persona> personas(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_persona_count,
        (i, call) ->
            new RuleSet.Persona(
                call.text(Capi::rapport_ruleset_persona_id, rules, i),
                call.text(Capi::rapport_ruleset_persona_label, rules, i),
                call.text(Capi::rapport_ruleset_persona_display_name, rules, i),
                call.text(Capi::rapport_ruleset_persona_summary, rules, i)));
  }

  static List<RuleSet.Scale> scales(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_scale_count,
        (i, call) -> {
          call.check(Capi.rapport_ruleset_scale_level_count(rules, i, call.value));
          long levels = call.value[0];
          return new RuleSet.Scale(
              call.text(Capi::rapport_ruleset_scale_id, rules, i),
              texts(rules, i, levels, Capi::rapport_ruleset_scale_level_name),
              call.text(Capi::rapport_ruleset_scale_help, rules, i));
        });
  }

  static List<RuleSet.Cue> cues(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_cue_count,
        (i, call) ->
            new RuleSet.Cue(
                call.text(Capi::rapport_ruleset_cue_id, rules, i),
                call.text(Capi::rapport_ruleset_cue_help, rules, i)));
  }

  static List<RuleSet.Policy> policies(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_policy_count,
        (i, call) ->
            new RuleSet.Policy(
                call.text(Capi::rapport_ruleset_policy_id, rules, i),
                call.text(Capi::rapport_ruleset_policy_when, rules, i),
                call.text(Capi::rapport_ruleset_policy_help, rules, i)));
  }

  static List<RuleSet.Check> checks(long rules) {
    return list(
        rules,
        Capi::rapport_ruleset_check_count,
        (i, call) ->
            new RuleSet.Check(
                call.text(Capi::rapport_ruleset_check_id, rules, i),
                call.text(Capi::rapport_ruleset_check_label, rules, i),
                call.number(Capi::rapport_ruleset_check_weight, rules, i) / 1000.0,
                call.number(Capi::rapport_ruleset_check_is_fatal, rules, i) != 0,
                call.text(Capi::rapport_ruleset_check_help, rules, i)));
  }

  private static <T> List<T> list(long rules, Call.CountGetter counter, Element<T> element) {
    Call call = new Call();
    long count = call.count(counter, rules);
    List<T> list = new ArrayList<>();
    for (long i = 0; i < count; i++) list.add(element.at(i, call));
    return List.copyOf(list);
  }

  private static List<String> texts(long rules, long index, long count, NestedText getter) {
    return list(
        rules,
        (handle, out) -> {
          out[0] = count;
          return 0;
        },
        (i, call) -> {
          call.check(getter.get(rules, index, i, call.value, call.length));
          return call.text();
        });
  }
}
