package dev.rapport;

import java.util.Map;

/** What a batch says about one record: a {@link Decision}, or a {@link Refusal}. */
public sealed interface Answer permits Decision, Refusal {
  /**
   * The record's id.
   *
   * @return null only for a refused record whose id could not be read
   */
  String id();

  /**
   * Reads one line of {@link RuleSet#decideLines(String)}.
   *
   * @param line with or without its line break
   * @return the decision or the refusal
   * @throws RapportException with {@link Status#INVALID_ARGUMENT} when it is neither
   */
  static Answer fromJson(String line) {
    Map<String, Object> object = JsonReader.readObject(line);
    return object.containsKey("error")
        ? Refusal.read(new JsonFields(object))
        : new Decision(line.strip(), new JsonFields(object));
  }
}
