package dev.rapport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the checks of the packs say of an agent's reply (docs/records.md, "A review").
 *
 * <p>A plain value: immutable, safe for all threads, valid for ever, equal to another one of the
 * same {@link #json()}.
 */
public final class Review {
  private final String json;
  private final String id;
  private final boolean isBlocked;
  private final Optional<Finding> tip;
  private final OptionalDouble score;
  private final List<Finding> findings;
  private final Optional<String> persona;
  private final String ruleSet;

  private Review(String json, Map<String, Object> object) {
    JsonFields fields = new JsonFields(object);
    this.json = json;
    id = fields.text("id");
    isBlocked = fields.flag("blocked");
    score =
        fields.has("score") ? OptionalDouble.of(fields.decimal("score")) : OptionalDouble.empty();
    findings = fields.has("findings") ? fields.objects("findings", Review::finding) : List.of();
    if (object.get("tip") instanceof String check) {
      tip = findings.stream().filter(f -> f.check().equals(check)).findFirst();
    } else {
      tip = fields.has("tip") ? Optional.of(finding(fields.object("tip"))) : Optional.empty();
    }
    persona = fields.optionalText("persona");
    ruleSet = fields.text("ruleset");
  }

  private static Finding finding(JsonFields fields) {
    return new Finding(
        fields.text("check"),
        fields.text("label"),
        Words.parse(fields.text("result"), CheckResult.UNKNOWN),
        fields.optionalText("reason").map(word -> Words.parse(word, FailReason.UNKNOWN)),
        fields.decimal("weight"),
        fields.flag("fatal"),
        fields.flag("undetermined"),
        fields.optionalText("why"),
        fields.optionalText("limit"),
        fields.has("limit_value")
            ? OptionalLong.of(fields.whole("limit_value"))
            : OptionalLong.empty(),
        fields.optionalText("policy"),
        fields.optionalText("approval_from"),
        fields.objects("spans", Review::span),
        fields.has("suggestions") ? fields.texts("suggestions") : List.of());
  }

  private static Span span(JsonFields fields) {
    return new Span(
        fields.text("cue"), fields.integer("start"), fields.integer("end"), fields.text("text"));
  }

  /**
   * Reads a review that was written before.
   *
   * @param json as {@link #json()} and {@link RuleSet#reviewJson(String, ReviewDetail)} give it
   * @return the review
   * @throws RapportException with {@link Status#INVALID_ARGUMENT} when it is none
   */
  public static Review fromJson(String json) {
    return new Review(json, JsonReader.readObject(json));
  }

  /** {@return the text that the library gives, one line of JSON: equal reviews are equal texts} */
  public String json() {
    return json;
  }

  /** {@return the record's id, or what the caller said it is} */
  public String id() {
    return id;
  }

  /** {@return whether a fatal check failed: the reply should not be sent as it is} */
  public boolean isBlocked() {
    return isBlocked;
  }

  /** {@return what to mend first: a fatal fail, else the heaviest; empty when no check failed} */
  public Optional<Finding> tip() {
    return tip;
  }

  /**
   * {@return 0 to 100; empty when no check applies, and with {@link ReviewDetail#DRAFT}: show it to
   * those who look back at many replies}
   */
  public OptionalDouble score() {
    return score;
  }

  /** {@return what each check says, by its id; empty with {@link ReviewDetail#DRAFT}} */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * {@return the customer type of the conversation before the reply; empty with {@link
   * ReviewDetail#DRAFT}}
   */
  public Optional<String> persona() {
    return persona;
  }

  /** {@return {@link RuleSet#name()} of the rules that reviewed} */
  public String ruleSet() {
    return ruleSet;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Review review && json.equals(review.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The id, whether it is blocked, and what to mend first. */
  @Override
  public String toString() {
    String what = tip.map(Finding::check).orElse("nothing");
    return "Review[" + id + ": " + (isBlocked ? "blocked, " : "") + what + " to mend]";
  }

  /**
   * What one check says.
   *
   * @param check its id
   * @param label for people
   * @param result whether it passed
   * @param reason why it failed; empty when it did not
   * @param weight in the score
   * @param isFatal whether its fail blocks the reply
   * @param isUndetermined whether it does not apply, or fails, because its condition is unknown
   * @param why what is wrong, for the agent; empty unless it failed
   * @param limit of {@link FailReason#OVER_LIMIT}
   * @param limitValue its value in force
   * @param policy that set the limit, forbids or wants approval
   * @param approvalFrom the route that approves
   * @param spans the places that counted; of a pass, what was looked for
   * @param suggestions better wordings for a fail, the best first
   */
  public record Finding(
      String check,
      String label,
      CheckResult result,
      Optional<FailReason> reason,
      double weight,
      boolean isFatal,
      boolean isUndetermined,
      Optional<String> why,
      Optional<String> limit,
      OptionalLong limitValue,
      Optional<String> policy,
      Optional<String> approvalFrom,
      List<Span> spans,
      List<String> suggestions) {}

  /**
   * A place in the reply that counted.
   *
   * @param cue that hit there
   * @param start the first byte in the UTF-8 of the reply's text
   * @param end the byte after the last
   * @param text the words there
   */
  public record Span(String cue, int start, int end, String text) {}
}
