package dev.rapport;

import java.util.Map;

/**
 * Why and why not, of one decision (docs/records.md, "An explanation").
 *
 * @param json the text that the library gives, one line
 * @param values the same, read: maps, lists, {@link String}, {@link Long}, {@link Double}, {@link
 *     Boolean} and null, all immutable
 */
public record Explanation(String json, Map<String, Object> values) {
  /**
   * Reads an explanation that was written before.
   *
   * @param json as {@link #json()} gives it
   * @return the explanation
   * @throws RapportException with {@link Status#INVALID_ARGUMENT} when it is not a JSON object
   */
  public static Explanation fromJson(String json) {
    return new Explanation(json, JsonReader.readObject(json));
  }

  /** Runs the work with a handle that goes when it is done: explaining is rare. */
  static String run(UnknownFacts unknownFacts, Workspaces.Work work) {
    Call call = new Call();
    call.check(Capi.rapport_explanation_new(call.value, call.error));
    long explanation = call.value[0];
    try {
      call.check(
          Capi.rapport_explanation_set_unknown_facts(explanation, unknownFacts.ordinal()));
      work.run(explanation, call);
      return call.text();
    } finally {
      Capi.rapport_explanation_free(explanation);
    }
  }
}
