package dev.rapport;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The turns, facts and acknowledgements of one case. A turn is read when it is added; later
 * decisions cost no more for it.
 *
 * <pre>{@code
 * try (Conversation conversation = rules.newConversation()) {
 *   conversation.setFact("contacts_7d", 3);
 *   conversation.addTurn("I am still waiting!");
 *   Decision decision = conversation.decide();
 * }
 * }</pre>
 *
 * <p>For one thread at a time, different conversations for different threads; calls from several
 * wait for each other. A call that fails leaves it unchanged. One that is {@link #reset()} keeps
 * its memory, so that it can serve many cases. It works on after its rule set has been closed.
 */
public final class Conversation implements AutoCloseable {
  private final RuleSet rules; // kept from being garbage, since the workspaces go with it
  private final Set<String> durations; // names of facts; the rule set may be closed later
  private final Handle handle;
  private final long[] reviewer; // its review handle, which knows it; 0 until one is needed

  Conversation(RuleSet rules, long address, ConversationLimits limits) {
    this.rules = rules;
    durations = rules.durations(address);
    Call call = new Call();
    try (Struct struct = limits.toStruct()) {
      call.check(
          Capi.rapport_conversation_new(address, struct.address(), call.value, call.error));
    }
    long[] own = new long[1];
    reviewer = own;
    handle =
        new Handle(
            this,
            "conversation",
            call.value[0],
            conversation -> {
              Capi.rapport_conversation_free(conversation);
              Capi.rapport_review_free(own[0]);
            });
  }

  /**
   * Appends a public message of the customer's, without a time.
   *
   * @param text what was said
   * @throws RapportException with {@link Status#LIMIT_EXCEEDED} when there are too many turns
   */
  public void addTurn(String text) {
    addTurn(Turn.of(text));
  }

  /**
   * Appends a turn.
   *
   * @param turn who said what, and when
   * @throws RapportException with {@link Status#LIMIT_EXCEEDED} when there are too many turns
   */
  public void addTurn(Turn turn) {
    if (turn.isPlain()) {
      byte[] text = Utf8.encode(turn.text());
      int by = turn.by().ordinal();
      call((c, error) -> Capi.rapport_conversation_add_text(c, by, text, text.length, error));
      return;
    }
    try (Struct struct = turn.toStruct()) {
      call((c, error) -> Capi.rapport_conversation_add_turn(c, struct.address(), error));
    }
  }

  /** {@return how many turns there are} */
  public synchronized int turnCount() {
    long conversation = handle.acquire();
    try {
      long count = new Call().count(Capi::rapport_conversation_turn_count, conversation);
      return Math.toIntExact(count);
    } finally {
      handle.release();
    }
  }

  /**
   * Sets a fact declared {@code bool}.
   *
   * @param name the fact
   * @param value what it becomes
   * @throws RapportException with {@link Status#NOT_FOUND} for an undeclared fact, {@link
   *     Status#INVALID_ARGUMENT} for a value of another type, out of range or outside an enum's
   *     values; so do the other methods of this name. A value of null is as {@link #clearFact}
   *     there
   */
  public void setFact(String name, boolean value) {
    int truth = value ? 1 : 0;
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_bool(c, fact, fact.length, truth, error));
  }

  /**
   * Sets a fact declared {@code int} or {@code double}.
   *
   * @param name the fact
   * @param value what it becomes
   */
  public void setFact(String name, long value) {
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_int(c, fact, fact.length, value, error));
  }

  /**
   * Sets a fact declared {@code double}.
   *
   * @param name the fact
   * @param value what it becomes
   */
  public void setFact(String name, double value) {
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_double(c, fact, fact.length, value, error));
  }

  /**
   * Sets a fact declared {@code bool}.
   *
   * @param name the fact
   * @param value what it becomes; null clears it
   */
  public void setFact(String name, Boolean value) {
    if (value == null) {
      clearFact(name);
    } else {
      setFact(name, value.booleanValue());
    }
  }

  /**
   * Sets a fact declared {@code int} or {@code double}.
   *
   * @param name the fact
   * @param value what it becomes, one of the number types of the language, a {@link BigInteger} or
   *     a {@link BigDecimal}; null clears it
   */
  public void setFact(String name, Number value) {
    if (value == null) {
      clearFact(name);
    } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      setFact(name, value.doubleValue());
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short
        || value instanceof Byte || value instanceof BigInteger big && big.bitLength() <= 63) {
      setFact(name, value.longValue());
    } else {
      String what =
          value instanceof BigInteger
              ? "does not fit into 64 bits"
              : "cannot be a " + value.getClass().getName();
      throw new RapportException(Status.INVALID_ARGUMENT, "fact '" + name + "' " + what);
    }
  }

  /**
   * Sets a fact declared {@code string}, {@code enum} or {@code duration}.
   *
   * @param name the fact
   * @param value what it becomes; for a duration such as {@code "90d"} or {@code "1h30m"}, in units
   *     {@code w d h m s ms us}; null clears it
   */
  public void setFact(String name, String value) {
    if (value == null) {
      clearFact(name);
      return;
    }
    if (durations.contains(Objects.requireNonNull(name))) {
      duration(name, Micros.ofDuration(value, name));
      return;
    }
    byte[] text = Utf8.encode(value);
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_string(c, fact, fact.length, text, text.length, error));
  }

  /**
   * Sets a fact declared {@code duration}.
   *
   * @param name the fact
   * @param value what it becomes; what is below a microsecond is cut off; null clears it
   */
  public void setFact(String name, Duration value) {
    if (value == null) {
      clearFact(name);
    } else {
      duration(name, Micros.of(value));
    }
  }

  /**
   * Sets a fact declared {@code timestamp}.
   *
   * @param name the fact
   * @param value what it becomes; what is below a microsecond is cut off; null clears it
   */
  public void setFact(String name, Instant value) {
    if (value == null) {
      clearFact(name);
      return;
    }
    long micros = Micros.of(value);
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_timestamp(c, fact, fact.length, micros, error));
  }

  /**
   * Sets a fact declared {@code strings}.
   *
   * @param name the fact
   * @param values what it becomes; null clears it
   */
  public void setFact(String name, List<String> values) {
    if (values == null) {
      clearFact(name);
      return;
    }
    try (TextArray texts = new TextArray(values)) {
      fact(name, (c, fact, error) ->
          Capi.rapport_conversation_set_strings(
              c, fact, fact.length, texts.address(), texts.lengths, texts.lengths.length, error));
    }
  }

  /**
   * Makes a fact unknown again, or its default.
   *
   * @param name the fact
   * @throws RapportException with {@link Status#NOT_FOUND} for an undeclared fact
   */
  public void clearFact(String name) {
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_clear_fact(c, fact, fact.length, error));
  }

  /**
   * Notes that the host has acted on the escalation to a route, as things stand now: it is new
   * again only when a later turn gives a further reason.
   *
   * @param route what the escalation is {@code to}
   * @throws RapportException with {@link Status#NOT_FOUND} for an undeclared route
   */
  public void acknowledge(String route) {
    fact(route, (c, name, error) ->
        Capi.rapport_conversation_acknowledge(c, name, name.length, error));
  }

  /**
   * Sets the customer type in place of what the rules find: what a person, usually a supervisor,
   * knows better. Like every override it holds until it is released, whatever turns follow;
   * policies, playbooks and checks of replies go by it, while scores and evidence stay what the
   * rules find.
   *
   * @param persona its id, or {@code none}
   * @throws RapportException with {@link Status#NOT_FOUND} for one that is not declared
   */
  public void overridePersona(String persona) {
    fact(persona, (c, name, error) ->
        Capi.rapport_conversation_override_persona(c, name, name.length, error));
  }

  /** Takes {@link #overridePersona(String)} back. */
  public void releasePersona() {
    call((c, error) -> Capi.rapport_conversation_release_persona(c));
  }

  /**
   * Sets the level of a scale.
   *
   * @param scale its id
   * @param level from 0
   * @throws RapportException with {@link Status#NOT_FOUND} for an undeclared scale, {@link
   *     Status#INVALID_ARGUMENT} for a level that it does not have
   */
  public void overrideScale(String scale, int level) {
    fact(scale, (c, name, error) ->
        Capi.rapport_conversation_override_scale(c, name, name.length, level, error));
  }

  /**
   * Takes {@link #overrideScale(String, int)} back.
   *
   * @param scale its id
   */
  public void releaseScale(String scale) {
    fact(scale, (c, name, error) ->
        Capi.rapport_conversation_release_scale(c, name, name.length, error));
  }

  /**
   * Says whether the escalation to a route stands.
   *
   * @param route its id
   * @param rule what holds instead of the policies
   */
  public void overrideEscalation(String route, EscalationRule rule) {
    int number = rule.ordinal();
    fact(route, (c, name, error) ->
        Capi.rapport_conversation_override_escalation(c, name, name.length, number, error));
  }

  /**
   * Takes {@link #overrideEscalation(String, EscalationRule)} back.
   *
   * @param route its id
   */
  public void releaseEscalation(String route) {
    fact(route, (c, name, error) ->
        Capi.rapport_conversation_release_escalation(c, name, name.length, error));
  }

  /** Takes all overrides back. */
  public void releaseOverrides() {
    call((c, error) -> Capi.rapport_conversation_release_overrides(c));
  }

  /** Forgets turns, facts, acknowledgements and overrides. */
  public void reset() {
    call((c, error) -> Capi.rapport_conversation_reset(c));
  }

  /**
   * Decides about the conversation as it stands, at the time of its last turn.
   *
   * @return the decision, with an empty id
   */
  public Decision decide() {
    return decide(null, "");
  }

  /**
   * Decides about the conversation as it stands.
   *
   * @param now when; null for the time of the last turn, if that has one
   * @return the decision, with an empty id
   */
  public Decision decide(Instant now) {
    return decide(now, "");
  }

  /**
   * Decides about the conversation as it stands.
   *
   * @param now when; null for the time of the last turn, if that has one
   * @param id what the decision's id says
   * @return the decision
   */
  public Decision decide(Instant now, String id) {
    return Decision.fromJson(decideJson(now, id));
  }

  /**
   * Decides about the conversation as it stands, for hosts that pass the JSON on.
   *
   * @param now when; null for the time of the last turn, if that has one
   * @param id what the decision's id says
   * @return the decision as one line of JSON
   */
  public synchronized String decideJson(Instant now, String id) {
    long micros = Micros.orUnknown(now);
    byte[] name = Utf8.encode(id);
    long conversation = handle.acquire();
    try {
      return rules.workspaces().run(UnknownFacts.ERROR, (decision, call) -> {
        call.check(Capi.rapport_decide(conversation, micros, decision, call.error));
        call.check(
            Capi.rapport_decision_json(
                decision, name, name.length, call.value, call.length, call.error));
      });
    } finally {
      handle.release();
    }
  }

  /**
   * Reviews a reply as the agent's next turn.
   *
   * @param reply in plain text, without a time
   * @return the review, with an empty id
   */
  public Review review(String reply) {
    return review(Turn.of(Speaker.AGENT, reply), ReviewDetail.ALL);
  }

  /**
   * Reviews a reply as the agent's next turn.
   *
   * @param reply of which the text, the format and {@code at} count
   * @param detail how much the review says
   * @return the review, with an empty id
   */
  public Review review(Turn reply, ReviewDetail detail) {
    return review(reply, detail, null, "");
  }

  /**
   * Reviews a reply as the agent's next turn, one that is being written or one that was sent. It is
   * not added: use {@link #addTurn(Turn)} once it is sent. As long as the conversation and {@code
   * now} are the same, a further call reads the reply and nothing else, fast enough for every
   * keystroke.
   *
   * @param reply of which the text, the format and {@code at} count
   * @param detail how much the review says
   * @param now when; null for the reply's time, else that of the last turn
   * @param id what the review's id says
   * @return the review
   */
  public Review review(Turn reply, ReviewDetail detail, Instant now, String id) {
    return Review.fromJson(reviewJson(reply, detail, now, id));
  }

  /**
   * The same for hosts that pass the JSON on.
   *
   * @param reply of which the text, the format and {@code at} count
   * @param detail how much the review says
   * @param now when; null for the reply's time, else that of the last turn
   * @param id what the review's id says
   * @return the review as one line of JSON
   */
  public synchronized String reviewJson(
      Turn reply, ReviewDetail detail, Instant now, String id) {
    long micros = Micros.orUnknown(now);
    int wanted = detail.ordinal();
    byte[] name = Utf8.encode(id);
    Call call = new Call();
    long conversation = handle.acquire();
    try (Struct struct = reply.toStruct()) {
      if (reviewer[0] == 0) reviewer[0] = Workspaces.Kind.REVIEWS.make();
      long review = reviewer[0];
      call.check(
          Capi.rapport_review_reply(conversation, struct.address(), micros, review, call.error));
      call.check(
          Capi.rapport_review_to_json(
              review, wanted, name, name.length, call.value, call.length, call.error));
      return call.text();
    } finally {
      handle.release();
    }
  }

  /**
   * Explains what {@link #decide()} says.
   *
   * @return the explanation, with an empty id
   */
  public Explanation explain() {
    return explain(null, "");
  }

  /**
   * Explains what {@link #decide(Instant)} says.
   *
   * @param now when; null for the time of the last turn, if that has one
   * @return the explanation, with an empty id
   */
  public Explanation explain(Instant now) {
    return explain(now, "");
  }

  /**
   * Explains what {@link #decide(Instant, String)} says.
   *
   * @param now when; null for the time of the last turn, if that has one
   * @param id what the explanation's id says
   * @return the explanation
   */
  public synchronized Explanation explain(Instant now, String id) {
    long micros = Micros.orUnknown(now);
    byte[] name = Utf8.encode(id);
    long conversation = handle.acquire();
    try {
      return Explanation.fromJson(
          Explanation.run(UnknownFacts.ERROR, (explanation, call) ->
              call.check(
                  Capi.rapport_explain(
                      conversation, micros, name, name.length, explanation, call.value,
                      call.length, call.error))));
    } finally {
      handle.release();
    }
  }

  /** {@return what made it} */
  public RuleSet ruleSet() {
    return rules;
  }

  /** Gives its memory back. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  private interface Change {
    int apply(long conversation, long[] error);
  }

  private interface NamedChange {
    int apply(long conversation, byte[] name, long[] error);
  }

  private synchronized void call(Change change) {
    Call call = new Call();
    long conversation = handle.acquire();
    try {
      call.check(change.apply(conversation, call.error));
    } finally {
      handle.release();
    }
  }

  private void duration(String name, long micros) {
    fact(name, (c, fact, error) ->
        Capi.rapport_conversation_set_duration(c, fact, fact.length, micros, error));
  }

  private void fact(String name, NamedChange change) {
    byte[] bytes = Utf8.encode(name);
    call((c, error) -> change.apply(c, bytes, error));
  }
}
