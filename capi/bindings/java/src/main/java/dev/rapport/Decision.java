package dev.rapport;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who writes, why, and what to do (docs/records.md, "A decision").
 *
 * <p>A plain value: immutable, safe for all threads, valid for ever, equal to another one of the
 * same {@link #json()}. Its lists and maps are immutable and have the library's order.
 */
public final class Decision implements Answer {
  private final String json;
  private final String id;
  private final String persona;
  private final Optional<Abstention> abstained;
  private final String top;
  private final double probability;
  private final Map<String, Double> personas;
  private final List<String> also;
  private final Map<String, Integer> scales;
  private final Contact contact;
  private final List<Need> needs;
  private final List<OpenQuestion> openQuestions;
  private final List<Promise> promises;
  private final List<Action> actions;
  private final List<Forbidden> forbidden;
  private final List<Approval> approvals;
  private final Map<String, Long> limits;
  private final List<LimitReason> limitReasons;
  private final List<Flag> flags;
  private final List<Escalation> escalations;
  private final List<Evidence> evidence;
  private final List<Undetermined> undetermined;
  private final List<Overridden> overridden;
  private final List<Protocol> protocols;
  private final String ruleSet;

  Decision(String json, JsonFields fields) {
    this.json = json;
    id = fields.text("id");
    persona = fields.text("persona");
    abstained =
        fields.optionalText("abstained").map(word -> Words.parse(word, Abstention.UNKNOWN));
    top = fields.text("top");
    probability = fields.decimal("probability");
    personas = fields.map("personas", Number::doubleValue);
    also = fields.texts("also");
    scales = fields.map("scales", level -> level == null ? null : level.intValue());
    contact = ServiceReader.contact(fields.object("contact"));
    needs = fields.objects("needs", ServiceReader::need);
    openQuestions = fields.objects("open_questions", ServiceReader::openQuestion);
    promises = fields.objects("promises", ServiceReader::promise);
    actions = fields.objects("actions", DecisionReader::action);
    forbidden = fields.objects("forbidden", DecisionReader::forbidden);
    approvals = fields.objects("approvals", DecisionReader::approval);
    limits = fields.map("limits", Number::longValue);
    limitReasons = fields.objects("limit_reasons", DecisionReader::limitReason);
    flags = fields.objects("flags", DecisionReader::flag);
    escalations = fields.objects("escalations", DecisionReader::escalation);
    evidence = fields.objects("evidence", DecisionReader::evidence);
    undetermined = fields.objects("undetermined", DecisionReader::undetermined);
    overridden =
        fields.has("overridden")
            ? fields.objects("overridden", DecisionReader::overridden)
            : List.of();
    protocols =
        fields.has("protocols")
            ? fields.objects("protocols", ServiceReader::protocol)
            : List.of();
    ruleSet = fields.text("ruleset");
  }

  /**
   * Reads a decision that was written before.
   *
   * @param json as {@link #json()} and {@link RuleSet#decideJson(String)} give it
   * @return the decision
   * @throws RapportException with {@link Status#INVALID_ARGUMENT} when it is none
   */
  public static Decision fromJson(String json) {
    return new Decision(json, new JsonFields(JsonReader.readObject(json)));
  }

  /**
   * {@return the text that the library gives, one line of JSON: equal decisions are equal texts}
   */
  public String json() {
    return json;
  }

  @Override
  public String id() {
    return id;
  }

  /** {@return the customer type that is reported: its id, or {@code none}} */
  public String persona() {
    return persona;
  }

  /** {@return why none is reported; empty when one is} */
  public Optional<Abstention> abstained() {
    return abstained;
  }

  /** {@return the most probable type, reported or not: its id, or {@code none}} */
  public String top() {
    return top;
  }

  /** {@return the probability of what is reported, from 0 to 1} */
  public double probability() {
    return probability;
  }

  /**
   * {@return the probability of every type in the pack's order, and of {@code none}, which is
   * last}
   */
  public Map<String, Double> personas() {
    return personas;
  }

  /** {@return the ids of further types that are clear enough} */
  public List<String> also() {
    return also;
  }

  /**
   * The level of every scale, from 0. It is null when it is unknown, in a language that the pack
   * does not serve.
   *
   * @return in the order of the pack
   */
  public Map<String, Integer> scales() {
    return scales;
  }

  /**
   * The level of one scale.
   *
   * @param scale its id
   * @return empty when it is unknown, or there is no such scale
   */
  public OptionalInt scale(String scale) {
    Integer level = scales.get(scale);
    return level == null ? OptionalInt.empty() : OptionalInt.of(level);
  }

  /** {@return what the customer writes for} */
  public Contact contact() {
    return contact;
  }

  /** {@return what the customer asks for, voiced last first} */
  public List<Need> needs() {
    return needs;
  }

  /** {@return questions that no reply has taken up, the oldest first} */
  public List<OpenQuestion> openQuestions() {
    return openQuestions;
  }

  /** {@return what agents have promised, and whether it was kept} */
  public List<Promise> promises() {
    return promises;
  }

  /** {@return what to do, most important first; hosts usually show three} */
  public List<Action> actions() {
    return actions;
  }

  /** {@return actions that must not be taken now} */
  public List<Forbidden> forbidden() {
    return forbidden;
  }

  /** {@return recommended actions that need somebody's approval first} */
  public List<Approval> approvals() {
    return approvals;
  }

  /** {@return the value of every limit that holds, by its id} */
  public Map<String, Long> limits() {
    return limits;
  }

  /** {@return where each limit comes from, in the order of {@link #limits()}} */
  public List<LimitReason> limitReasons() {
    return limitReasons;
  }

  /** {@return what the host is to take note of} */
  public List<Flag> flags() {
    return flags;
  }

  /** {@return who must know, highest level first, one for each route} */
  public List<Escalation> escalations() {
    return escalations;
  }

  /**
   * {@return what counted, strongest first: hits of cues and entries of word tables in the
   * customer's words, and conditions}
   */
  public List<Evidence> evidence() {
    return evidence;
  }

  /** {@return policies and conditions that could not be determined} */
  public List<Undetermined> undetermined() {
    return undetermined;
  }

  /** {@return what a person decided in place of the rules; mostly empty} */
  public List<Overridden> overridden() {
    return overridden;
  }

  /** {@return how far the protocols are that have started; mostly empty} */
  public List<Protocol> protocols() {
    return protocols;
  }

  /** {@return {@link RuleSet#name()} of the rules that decided} */
  public String ruleSet() {
    return ruleSet;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decision decision && json.equals(decision.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The id, what is reported and how probable it is. */
  @Override
  public String toString() {
    return "Decision[" + id + ": " + persona + " " + probability + "]";
  }

  /**
   * What the customer writes for.
   *
   * @param kind the kind of contact: its id, or {@code none}
   * @param also the ids of further kinds that hold
   */
  public record Contact(String kind, List<String> also) {}

  /**
   * Something that the customer asks for.
   *
   * @param id its name
   * @param label for people
   * @param words where it was voiced last; empty when a condition alone tells it
   */
  public record Need(String id, String label, Optional<Quote> words) {}

  /**
   * A question that no reply has taken up.
   *
   * @param words the question
   */
  public record OpenQuestion(Quote words) {}

  /**
   * Something that an agent said would be done.
   *
   * @param id its name
   * @param label for people
   * @param words the agent's
   * @param due by when; empty without times, or when neither the words nor the pack say when
   * @param state whether it was kept
   */
  public record Promise(
      String id, String label, Quote words, Optional<Instant> due, PromiseState state) {}

  /**
   * Words of a turn.
   *
   * @param turn which turn, from 0
   * @param start the first byte in the UTF-8 of that turn's text
   * @param end the byte after the last
   * @param text the words there
   */
  public record Quote(int turn, int start, int end, String text) {}

  /**
   * How far a protocol that has started is.
   *
   * @param id its name
   * @param label for people
   * @param state the state that it is in
   * @param stateLabel of the state, for people
   * @param ended whether nothing is next in this state
   * @param startedTurn the turn in which it started, from 0
   * @param sinceTurn the turn since which it is in this state, from 0
   * @param next the step to be done now; empty for none
   * @param steps of the state, then others that were done
   * @param faults what agents should not have said, by turn
   */
  public record Protocol(
      String id,
      String label,
      String state,
      String stateLabel,
      boolean ended,
      int startedTurn,
      int sinceTurn,
      Optional<String> next,
      List<Step> steps,
      List<Fault> faults) {
    /**
     * Something for agents to do.
     *
     * @param id its name
     * @param label for people
     * @param status how far it is
     * @param action the action that goes with it; empty for none
     * @param place where it was done first; empty if it was not
     */
    public record Step(
        String id,
        String label,
        StepStatus status,
        Optional<String> action,
        Optional<Place> place) {}

    /**
     * Something that an agent should not have said.
     *
     * @param id its name
     * @param label for people
     * @param place where it was said
     */
    public record Fault(String id, String label, Place place) {}

    /**
     * A place in a turn.
     *
     * @param turn which turn, from 0
     * @param start the first byte in the UTF-8 of that turn's text
     * @param end the byte after the last
     */
    public record Place(int turn, int start, int end) {}
  }

  /**
   * Something to do.
   *
   * @param id its name
   * @param label for people
   * @param by who does it
   * @param kind its kind
   * @param reasons why
   * @param say lines to say, with every placeholder filled; the best first
   * @param approvalFrom whose approval it needs first; empty for nobody's
   * @param availabilityUnknown whether the host has not said that it offers this
   */
  public record Action(
      String id,
      String label,
      Performer by,
      ActionKind kind,
      List<Reason> reasons,
      List<String> say,
      Optional<String> approvalFrom,
      boolean availabilityUnknown) {}

  /**
   * Why an action is recommended: because of a policy, a customer type, a need or a kind of
   * contact.
   */
  public sealed interface Reason {
    /**
     * Which one.
     *
     * @return its id
     */
    String id();

    /**
     * A policy recommends it.
     *
     * @param id the policy's
     */
    record Policy(String id) implements Reason {}

    /**
     * The playbook of a customer type has it.
     *
     * @param id the type's
     */
    record Persona(String id) implements Reason {}

    /**
     * The playbook of a need has it.
     *
     * @param id the need's
     */
    record Need(String id) implements Reason {}

    /**
     * The playbook of a kind of contact has it.
     *
     * @param id the kind's
     */
    record ContactKind(String id) implements Reason {}
  }

  /**
   * An action that must not be taken.
   *
   * @param id the action's
   * @param policy which policy forbids it
   * @param isUndetermined whether only because the policy's condition is unknown: guardrails hold
   *     until the host says more
   */
  public record Forbidden(String id, String policy, boolean isUndetermined) {}

  /**
   * A need for approval.
   *
   * @param action the action's id
   * @param from who has to approve it
   */
  public record Approval(String action, String from) {}

  /**
   * Where a limit comes from.
   *
   * @param limit its id
   * @param unit of its value
   * @param policy which policy set the smallest value
   * @param isUndetermined whether it holds only because the policy's condition is unknown
   */
  public record LimitReason(String limit, String unit, String policy, boolean isUndetermined) {}

  /**
   * Something to take note of.
   *
   * @param id its name
   * @param policy which policy raises it
   */
  public record Flag(String id, String policy) {}

  /**
   * Somebody who must know.
   *
   * @param to the route
   * @param label of the route, for people
   * @param level how high it is
   * @param reasons why
   * @param policies the policy that gave each reason
   * @param due by when; empty without times, or when the pack states none
   * @param sinceTurn the turn from which it has held without a break, from 0
   * @param isNew false once acknowledged, until a later turn gives a further reason
   */
  public record Escalation(
      String to,
      String label,
      int level,
      List<String> reasons,
      List<String> policies,
      Optional<Instant> due,
      int sinceTurn,
      boolean isNew) {}

  /** What counted: a {@link Hit} in the customer's words, or a {@link Condition}. */
  public sealed interface Evidence {
    /**
     * What it is.
     *
     * @return {@link EvidenceKind#CONDITION} for a {@link Condition}, one of the others for a
     *     {@link Hit}
     */
    EvidenceKind kind();

    /**
     * The cue's or the condition's; of a word or pair, its entry in the table.
     *
     * @return its id
     */
    String id();

    /**
     * The customer type for which it counted.
     *
     * @return empty when only a policy read it
     */
    Optional<String> persona();

    /**
     * The weight of one hit; of a word, what it added to that type's lead over {@code none}.
     *
     * @return 0 when only a policy read it
     */
    double weight();
  }

  /**
   * Words of the customer's.
   *
   * @param kind whether a cue or a word table has them
   * @param id the cue's, or the table's entry, such as {@code no reply} or {@code {number} days}
   * @param turn which turn, from 0
   * @param start the first byte in the UTF-8 of that turn's text
   * @param end the byte after the last
   * @param text the words there
   * @param persona for which it counted
   * @param weight of this hit
   */
  public record Hit(
      EvidenceKind kind,
      String id,
      int turn,
      int start,
      int end,
      String text,
      Optional<String> persona,
      double weight)
      implements Evidence {}

  /**
   * A condition that holds.
   *
   * @param id the condition's
   * @param persona for which it counted
   * @param weight of it
   */
  public record Condition(String id, Optional<String> persona, double weight)
      implements Evidence {
    @Override
    public EvidenceKind kind() {
      return EvidenceKind.CONDITION;
    }
  }

  /**
   * Something that could not be determined.
   *
   * @param id its id
   * @param kind what it is
   * @param missing facts and signals that are not known
   * @param error what failed; empty when something is merely not known
   */
  public record Undetermined(
      String id, UndeterminedKind kind, List<String> missing, Optional<String> error) {}

  /** What a person decided in place of the rules, and what those found. */
  public sealed interface Overridden {
    /**
     * What it is about.
     *
     * @return the persona that was set, the scale or the route
     */
    String id();

    /**
     * A customer type was set.
     *
     * @param id the type's, or {@code none}
     * @param found the one that the rules found, or {@code none}
     */
    record Persona(String id, String found) implements Overridden {}

    /**
     * The level of a scale was set.
     *
     * @param id the scale's
     * @param level what it was set to
     * @param found what the rules found; empty when that is not known
     */
    record Scale(String id, int level, OptionalInt found) implements Overridden {}

    /**
     * It was said whether an escalation stands.
     *
     * @param id the route's
     * @param rule what holds
     * @param reasons why policies escalate, also those that were suppressed
     * @param policies one for each reason
     */
    record Escalation(String id, EscalationRule rule, List<String> reasons, List<String> policies)
        implements Overridden {}
  }
}
