package dev.rapport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Packs, compiled: what decides. Make one when the program starts and share it.
 *
 * <pre>{@code
 * try (RuleSet rules = RuleSet.loadDefault()) {
 *   Decision decision = rules.decide(Map.of("turns", List.of(Turn.of("Where is my order?"))));
 *   System.out.println(decision.persona());
 * }
 * }</pre>
 *
 * <p>Immutable, and safe for any number of threads at once, closing included: calls that are
 * running then are let finish. Close it for its memory, or leave that to the garbage collector.
 * Conversations made from it work on after it has been closed.
 */
public final class RuleSet implements AutoCloseable {
  private final Handle handle;
  private final Workspaces workspaces;
  private final Workspaces reviewers;
  private volatile Set<String> durations; // names of facts; read when first needed

  /**
   * A declared fact.
   *
   * @param id its name
   * @param type what it takes
   * @param hasDefault whether it has a value when the host sets none
   * @param values those of an enum; empty for other types
   * @param help what it means; may be empty
   */
  public record Fact(
      String id, FactType type, boolean hasDefault, List<String> values, String help) {}

  /**
   * A customer type.
   *
   * @param id its name in decisions
   * @param label for those who answer
   * @param displayName neutral: may be stored, or shown to the customer
   * @param summary a line about it
   */
  public record Persona(String id, String label, String displayName, String summary) {}

  /**
   * A scale, such as hostility.
   *
   * @param id its name in decisions
   * @param levels the names of its levels, from 0
   * @param help what it measures; may be empty
   */
  public record Scale(String id, List<String> levels, String help) {}

  /**
   * Something to be found in the customer's words.
   *
   * @param id its name in evidence
   * @param help what it means; may be empty
   */
  public record Cue(String id, String help) {}

  /**
   * A rule about what to do.
   *
   * @param id its name in reasons
   * @param when its condition, as the pack writes it
   * @param help what it is for; may be empty
   */
  public record Policy(String id, String when, String help) {}

  /**
   * Something that replies are held against.
   *
   * @param id its name in findings
   * @param label for people
   * @param weight in the score
   * @param isFatal whether its fail blocks the reply
   * @param help what it is for; may be empty
   */
  public record Check(String id, String label, double weight, boolean isFatal, String help) {}

  RuleSet(long address) {
    Workspaces shared = new Workspaces(Workspaces.Kind.DECISIONS);
    Workspaces sharedReviewers = new Workspaces(Workspaces.Kind.REVIEWS);
    workspaces = shared;
    reviewers = sharedReviewers;
    handle =
        new Handle(
            this,
            "rule set",
            address,
            rules -> {
              shared.close();
              sharedReviewers.close();
              Capi.rapport_ruleset_free(rules);
            });
  }

  /** {@return the pack that is built in, core-en; the caller closes it} */
  public static RuleSet loadDefault() {
    try (RuleSetBuilder builder = builder()) {
      return builder.addDefault().build();
    }
  }

  /**
   * One pack: its only file, or its manifest, with the files that it lists.
   *
   * @param path the file
   * @return a rule set, which the caller closes
   * @throws RapportException with {@link Status#INVALID_PACK} and all diagnostics, or with
   *     {@link Status#IO}
   */
  public static RuleSet fromFile(Path path) {
    try (RuleSetBuilder builder = builder()) {
      return builder.addFile(path).build();
    }
  }

  /**
   * A pack of one file in memory. One that lists further files takes a {@link #builder()}.
   *
   * @param name for messages
   * @param yaml the pack's text
   * @return a rule set, which the caller closes
   * @throws RapportException with {@link Status#INVALID_PACK} and all diagnostics
   */
  public static RuleSet fromText(String name, String yaml) {
    try (RuleSetBuilder builder = builder()) {
      return builder.addText(name, yaml).build();
    }
  }

  /** {@return an empty builder, for several packs and for their warnings, to be closed} */
  public static RuleSetBuilder builder() {
    return new RuleSetBuilder(new EnumMap<>(PackLimit.class));
  }

  /**
   * The same with other bounds than usual.
   *
   * @param limits those that are to differ from their defaults
   * @return an empty builder, to be closed
   */
  public static RuleSetBuilder builder(Map<PackLimit, Long> limits) {
    return new RuleSetBuilder(limits);
  }

  /**
   * {@return name, version and the start of the hash, such as {@code
   * core-en@1.0.0#1f2e3d4c5b6a7988}; two rule sets of one name decide alike}
   */
  public String name() {
    return use(rules -> new Call().text(Capi::rapport_ruleset_name, rules));
  }

  /** {@return the hash of the merged packs, 64 hexadecimal digits} */
  public String hash() {
    return use(rules -> new Call().text(Capi::rapport_ruleset_hash, rules));
  }

  /** {@return the BCP 47 tag of the language that it serves} */
  public String language() {
    return use(rules -> new Call().text(Capi::rapport_ruleset_language, rules));
  }

  /** {@return the memory that the compiled tables take, roughly} */
  public long compiledBytes() {
    return use(rules -> new Call().count(Capi::rapport_ruleset_compiled_bytes, rules));
  }

  /** {@return the facts that hosts may set, in an immutable list that each call reads anew} */
  public List<Fact> facts() {
    return use(Declarations::facts);
  }

  /** {@return the customer types, in an immutable list that each call reads anew} */
  public List<Persona> personas() {
    return use(Declarations::personas);
  }

  /** {@return the scales, in an immutable list that each call reads anew} */
  public List<Scale> scales() {
    return use(Declarations::scales);
  }

  /** {@return the cues, in an immutable list that each call reads anew} */
  public List<Cue> cues() {
    return use(Declarations::cues);
  }

  /** {@return the policies, in an immutable list that each call reads anew} */
  public List<Policy> policies() {
    return use(Declarations::policies);
  }

  /** {@return what replies are held against, in an immutable list that each call reads anew} */
  public List<Check> checks() {
    return use(Declarations::checks);
  }

  /** {@return an empty conversation; the caller closes it} */
  public Conversation newConversation() {
    return newConversation(new ConversationLimits(0, 0));
  }

  /**
   * An empty conversation with other bounds than usual.
   *
   * @param limits the bounds
   * @return a conversation, which the caller closes
   */
  public Conversation newConversation(ConversationLimits limits) {
    return use(rules -> new Conversation(this, rules, limits));
  }

  /**
   * An accumulator of what many records say together.
   *
   * @param kind {@code coaching}, {@code acceptance}, {@code feedback} or {@code metrics}
   * @param options a JSON object, or empty; include/rapport/accumulator.h lists those of each kind
   * @return one that has counted nothing yet, which the caller closes
   * @throws RapportException with {@link Status#NOT_FOUND} for a kind that there is not, {@link
   *     Status#INVALID_ARGUMENT} with the option's name
   */
  public Accumulator newAccumulator(String kind, String options) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(options, "options");
    return use(rules -> Accumulator.create(rules, kind, options));
  }

  /**
   * An accumulator as it was saved. The bytes are not trusted.
   *
   * @param saved what {@link Accumulator#save()} gave
   * @return an accumulator, which the caller closes
   * @throws RapportException with {@link Status#INVALID_STATE} when other rules have counted,
   *     {@link Status#INVALID_ARGUMENT} for bytes that were not saved so
   */
  public Accumulator loadAccumulator(byte[] saved) {
    Objects.requireNonNull(saved, "saved");
    return use(rules -> Accumulator.load(rules, saved));
  }

  /**
   * Decides about a record, JSON to JSON: the quickest way when the host has JSON anyway.
   *
   * @param record one conversation, as docs/records.md describes it
   * @return the decision as one line of JSON; {@link Decision#fromJson} reads it
   * @throws RapportException naming the field: {@link Status#INVALID_ARGUMENT}, {@link
   *     Status#NOT_FOUND} for an undeclared fact or route, {@link Status#LIMIT_EXCEEDED}
   */
  public String decideJson(String record) {
    return decideJson(record, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param record one conversation
   * @param unknownFacts what is done about them
   * @return the decision as one line of JSON
   */
  public String decideJson(String record, UnknownFacts unknownFacts) {
    Objects.requireNonNull(unknownFacts, "unknownFacts");
    byte[] bytes = Utf8.encode(record);
    return use(
        rules ->
            workspaces.run(
                unknownFacts,
                (decision, call) ->
                    call.check(
                        Capi.rapport_decide_json(
                            rules, bytes, bytes.length, decision, call.value, call.length,
                            call.error))));
  }

  /**
   * Decides about a record given as a map. Its keys are those of docs/records.md. Values may be
   * null, {@link Boolean}, the numbers of Java, {@link CharSequence}, {@link java.time.Instant},
   * {@link java.time.Duration}, a {@link Turn}, a constant of {@link Speaker}, {@link Visibility}
   * or {@link TextFormat}, and maps, lists and arrays of such.
   *
   * @param record one conversation
   * @return the decision
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public Decision decide(Map<String, ?> record) {
    return decide(record, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param record one conversation
   * @param unknownFacts what is done about them
   * @return the decision
   */
  public Decision decide(Map<String, ?> record, UnknownFacts unknownFacts) {
    return Decision.fromJson(decideJson(JsonWriter.write(record), unknownFacts));
  }

  /**
   * Decides about many records in one call.
   *
   * @param records JSON Lines: a record a line
   * @return a line for each line, in order, each with its line break: the decision, or {@code
   *     {"id":...,"error":{...}}} for one that is refused; {@link Answer#fromJson} reads either
   */
  public String decideLines(String records) {
    return decideLines(records, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param records JSON Lines
   * @param unknownFacts what is done about them
   * @return a line for each line
   */
  public String decideLines(String records, UnknownFacts unknownFacts) {
    Objects.requireNonNull(unknownFacts, "unknownFacts");
    byte[] bytes = Utf8.encode(records);
    return use(
        rules ->
            workspaces.run(
                unknownFacts,
                (decision, call) ->
                    call.check(
                        Capi.rapport_decide_lines(
                            rules, bytes, bytes.length, decision, call.value, call.length, null,
                            call.error))));
  }

  /**
   * Decides about many records given as maps, in one call. A record without an id has its number,
   * from 1.
   *
   * @param records conversations, as {@link #decide(Map)} takes them
   * @return a {@link Decision} or {@link Refusal} for each, in order
   */
  public List<Answer> decideAll(Iterable<? extends Map<String, ?>> records) {
    StringBuilder lines = new StringBuilder();
    List<Answer> answers = new ArrayList<>();
    for (Map<String, ?> record : records) {
      try {
        lines.append(JsonWriter.write(record));
        answers.add(null);
      } catch (RapportException e) { // its empty line keeps the others' numbers right
        Object id = record.get("id");
        answers.add(new Refusal(id == null ? null : id.toString(), e.status(), e.detail()));
      }
      lines.append('\n');
    }
    int index = 0;
    for (String line : decideLines(lines.toString()).split("\n")) {
      if (line.isEmpty()) break; // there was no record at all
      if (answers.get(index) == null) answers.set(index, Answer.fromJson(line));
      index++;
    }
    return List.copyOf(answers);
  }

  /**
   * Reviews the last turn of a record, which must be a public one by an agent, after those before
   * it.
   *
   * @param record one conversation
   * @param detail how much the review says
   * @return the review as one line of JSON; {@link Review#fromJson} reads it
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public String reviewJson(String record, ReviewDetail detail) {
    return reviewJson(record, detail, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param record one conversation
   * @param detail how much the review says
   * @param unknownFacts what is done about them
   * @return the review as one line of JSON
   */
  public String reviewJson(String record, ReviewDetail detail, UnknownFacts unknownFacts) {
    Objects.requireNonNull(unknownFacts, "unknownFacts");
    int wanted = detail.ordinal();
    byte[] bytes = Utf8.encode(record);
    return use(
        rules ->
            reviewers.run(
                unknownFacts,
                (review, call) ->
                    call.check(
                        Capi.rapport_review_json(
                            rules, bytes, bytes.length, wanted, review, call.value, call.length,
                            call.error))));
  }

  /**
   * Reviews the last turn of a record given as a map.
   *
   * @param record one conversation, as {@link #decide(Map)} takes it
   * @return the review
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public Review review(Map<String, ?> record) {
    return review(record, ReviewDetail.ALL);
  }

  /**
   * Reviews the last turn of a record given as a map.
   *
   * @param record one conversation, as {@link #decide(Map)} takes it
   * @param detail how much the review says
   * @return the review
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public Review review(Map<String, ?> record, ReviewDetail detail) {
    return Review.fromJson(reviewJson(JsonWriter.write(record), detail));
  }

  /**
   * Reviews the replies of many records in one call.
   *
   * @param records JSON Lines: a record a line
   * @param detail how much the reviews say
   * @return a line for each line, in order, each with its line break, as of {@link
   *     #decideLines(String)}
   */
  public String reviewLines(String records, ReviewDetail detail) {
    return reviewLines(records, detail, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param records JSON Lines
   * @param detail how much the reviews say
   * @param unknownFacts what is done about them
   * @return a line for each line
   */
  public String reviewLines(String records, ReviewDetail detail, UnknownFacts unknownFacts) {
    Objects.requireNonNull(unknownFacts, "unknownFacts");
    int wanted = detail.ordinal();
    byte[] bytes = Utf8.encode(records);
    return use(
        rules ->
            reviewers.run(
                unknownFacts,
                (review, call) ->
                    call.check(
                        Capi.rapport_review_lines(
                            rules, bytes, bytes.length, wanted, review, call.value, call.length,
                            null, call.error))));
  }

  /**
   * Explains the decision about a record: why and why not, for people. Slower than deciding.
   *
   * @param record one conversation
   * @return the explanation as one line of JSON
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public String explainJson(String record) {
    return explainJson(record, UnknownFacts.ERROR);
  }

  /**
   * The same with a choice about undeclared facts.
   *
   * @param record one conversation
   * @param unknownFacts what is done about them
   * @return the explanation as one line of JSON
   */
  public String explainJson(String record, UnknownFacts unknownFacts) {
    byte[] bytes = Utf8.encode(record);
    return use(
        rules ->
            Explanation.run(
                unknownFacts,
                (explanation, call) ->
                    call.check(
                        Capi.rapport_explain_json(
                            rules, bytes, bytes.length, explanation, call.value, call.length,
                            call.error))));
  }

  /**
   * Explains the decision about a record given as a map.
   *
   * @param record one conversation, as {@link #decide(Map)} takes it
   * @return the explanation
   * @throws RapportException as {@link #decideJson(String)} does
   */
  public Explanation explain(Map<String, ?> record) {
    return Explanation.fromJson(explainJson(JsonWriter.write(record)));
  }

  /** Gives its memory back. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  /** The rule set's name, or that it is closed. */
  @Override
  public String toString() {
    try {
      return "RuleSet[" + name() + "]";
    } catch (IllegalStateException e) {
      return "RuleSet[closed]";
    }
  }

  Workspaces workspaces() {
    return workspaces;
  }

  /** {@return the names of the facts that are durations} */
  Set<String> durations(long rules) {
    Set<String> names = durations;
    if (names == null) {
      names =
          Declarations.facts(rules).stream()
              .filter(fact -> fact.type() == FactType.DURATION)
              .map(Fact::id)
              .collect(Collectors.toUnmodifiableSet());
      durations = names;
    }
    return names;
  }

  private <T> T use(LongFunction<T> function) {
    long rules = handle.acquire();
    try {
      return function.apply(rules);
    } finally {
      handle.release();
    }
  }
}
