package dev.rapport;

import java.util.Optional;

/** Reads what a decision says of the service itself, as {@link DecisionReader} reads the rest. */
final class ServiceReader {
  private ServiceReader() {}

  static Decision.Contact contact(JsonFields fields) {
    return new Decision.Contact(fields.text("kind"), fields.texts("also"));
  }

  static Decision.Need need(JsonFields fields) {
    return new Decision.Need(
        fields.text("id"),
        fields.text("label"),
        fields.has("turn") ? Optional.of(quote(fields)) : Optional.empty());
  }

  static Decision.OpenQuestion openQuestion(JsonFields fields) {
    return new Decision.OpenQuestion(quote(fields));
  }

  static Decision.Promise promise(JsonFields fields) {
    return new Decision.Promise(
        fields.text("id"),
        fields.text("label"),
        quote(fields),
        fields.optionalText("due").map(DecisionReader::due),
        Words.parse(fields.text("state"), PromiseState.UNKNOWN));
  }

  private static Decision.Quote quote(JsonFields fields) {
    return new Decision.Quote(
        fields.integer("turn"),
        fields.integer("start"),
        fields.integer("end"),
        fields.text("text"));
  }

  static Decision.Protocol protocol(JsonFields fields) {
    return new Decision.Protocol(
        fields.text("id"),
        fields.text("label"),
        fields.text("state"),
        fields.text("state_label"),
        fields.flag("ended"),
        fields.integer("started_turn"),
        fields.integer("since_turn"),
        fields.optionalText("next"),
        fields.objects("steps", ServiceReader::step),
        fields.objects("faults", ServiceReader::fault));
  }

  private static Decision.Protocol.Step step(JsonFields fields) {
    return new Decision.Protocol.Step(
        fields.text("id"),
        fields.text("label"),
        Words.parse(fields.text("status"), StepStatus.UNKNOWN),
        fields.optionalText("action"),
        fields.has("turn") ? Optional.of(place(fields)) : Optional.empty());
  }

  private static Decision.Protocol.Fault fault(JsonFields fields) {
    return new Decision.Protocol.Fault(fields.text("id"), fields.text("label"), place(fields));
  }

  private static Decision.Protocol.Place place(JsonFields fields) {
    return new Decision.Protocol.Place(
        fields.integer("turn"), fields.integer("start"), fields.integer("end"));
  }
}
