package dev.rapport;

/**
 * A record of a batch that was refused.
 *
 * @param id the record's; null when it could not be read
 * @param status why, as a constant
 * @param message why, for people: it names the field
 */
public record Refusal(String id, Status status, String message) implements Answer {
  static Refusal read(JsonFields fields) {
    JsonFields error = fields.object("error");
    Status status = Words.parse(error.text("status"), Status.UNKNOWN);
    return new Refusal(fields.optionalText("id").orElse(null), status, error.text("message"));
  }
}
