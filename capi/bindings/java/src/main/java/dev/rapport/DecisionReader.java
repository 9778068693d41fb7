package dev.rapport;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the parts of a decision from its JSON. Keys that it does not know are left alone. */
final class DecisionReader {
  private DecisionReader() {}

  static Decision.Action action(JsonFields fields) {
    return new Decision.Action(
        fields.text("id"),
        fields.text("label"),
        Words.parse(fields.text("by"), Performer.UNKNOWN),
        Words.parse(fields.text("kind"), ActionKind.UNKNOWN),
        fields.objects("reasons", DecisionReader::reason),
        fields.texts("say"),
        fields.optionalText("approval_from"),
        fields.flag("availability_unknown"));
  }

  private static Decision.Reason reason(JsonFields fields) {
    if (fields.has("policy")) return new Decision.Reason.Policy(fields.text("policy"));
    if (fields.has("need")) return new Decision.Reason.Need(fields.text("need"));
    if (fields.has("contact_kind")) {
      return new Decision.Reason.ContactKind(fields.text("contact_kind"));
    }
    return new Decision.Reason.Persona(fields.text("persona"));
  }

  static Decision.Forbidden forbidden(JsonFields fields) {
    return new Decision.Forbidden(
        fields.text("id"), fields.text("policy"), fields.flag("undetermined"));
  }

  static Decision.Approval approval(JsonFields fields) {
    return new Decision.Approval(fields.text("action"), fields.text("from"));
  }

  static Decision.LimitReason limitReason(JsonFields fields) {
    return new Decision.LimitReason(
        fields.text("limit"),
        fields.text("unit"),
        fields.text("policy"),
        fields.flag("undetermined"));
  }

  static Decision.Flag flag(JsonFields fields) {
    return new Decision.Flag(fields.text("id"), fields.text("policy"));
  }

  static Decision.Escalation escalation(JsonFields fields) {
    return new Decision.Escalation(
        fields.text("to"),
        fields.text("label"),
        fields.integer("level"),
        fields.texts("reasons"),
        fields.texts("policies"),
        fields.optionalText("due").map(DecisionReader::due),
        fields.integer("since_turn"),
        fields.flag("new"));
  }

  static Instant due(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RapportException(Status.INVALID_ARGUMENT, "due: not a time: '" + text + "'");
    }
  }

  static Decision.Evidence evidence(JsonFields fields) {
    Optional<String> persona = fields.optionalText("persona");
    double weight = fields.decimal("weight");
    if (fields.has("condition")) {
      return new Decision.Condition(fields.text("condition"), persona, weight);
    }
    boolean word = fields.has("word");
    return new Decision.Hit(
        word ? EvidenceKind.WORD : EvidenceKind.CUE,
        fields.text(word ? "word" : "cue"),
        fields.integer("turn"),
        fields.integer("start"),
        fields.integer("end"),
        fields.text("text"),
        persona,
        weight);
  }

  static Decision.Undetermined undetermined(JsonFields fields) {
    UndeterminedKind kind = UndeterminedKind.UNKNOWN;
    String id = "";
    for (UndeterminedKind one : UndeterminedKind.values()) {
      String key = one.name().toLowerCase(Locale.ROOT);
      if (fields.has(key)) {
        kind = one;
        id = fields.text(key);
      }
    }
    return new Decision.Undetermined(
        id,
        kind,
        fields.texts("missing"),
        fields.optionalText("error"));
  }

  static Decision.Overridden overridden(JsonFields fields) {
    if (fields.has("persona")) {
      return new Decision.Overridden.Persona(fields.text("persona"), fields.text("found"));
    }
    if (fields.has("scale")) {
      return new Decision.Overridden.Scale(
          fields.text("scale"),
          fields.integer("level"),
          fields.has("found") ? OptionalInt.of(fields.integer("found")) : OptionalInt.empty());
    }
    return new Decision.Overridden.Escalation(
        fields.text("escalation"),
        Words.parse(fields.text("override"), EscalationRule.UNKNOWN),
        fields.texts("found"),
        fields.texts("policies"));
  }
}
