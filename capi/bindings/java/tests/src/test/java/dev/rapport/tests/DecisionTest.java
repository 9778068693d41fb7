package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rapport.Abstention;
import dev.rapport.ActionKind;
import dev.rapport.Decision;
import dev.rapport.EvidenceKind;
import dev.rapport.Performer;
import dev.rapport.PromiseState;
import dev.rapport.RapportException;
import dev.rapport.RuleSet;
import dev.rapport.Status;
import dev.rapport.StepStatus;
import dev.rapport.UndeterminedKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of decisions against the JSON that they are read from. */
class DecisionTest {
  static List<Vectors.Vector> vectors() {
    return Vectors.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyFieldIsRead(Vectors.Vector vector) {
    Decision decision = Decision.fromJson(vector.decision());
    assertEquals(JsonParser.parseString(vector.decision()), write(decision));
    assertEquals(vector.decision(), decision.json());
  }

  /** Needs, promises, protocols and all kinds of reasons, which the vectors do not have. */
  @Test
  void everyFieldOfTheServiceIsRead() {
    try (RuleSet rules = RuleSet.loadDefault()) {
      String json = rules.decideJson(HOSTILE);
      Decision decision = Decision.fromJson(json);
      assertEquals(JsonParser.parseString(json), write(decision));
      assertEquals("complaint", decision.contact().kind());
      assertTrue(decision.contact().also().contains("request"));
      assertTrue(decision.needs().contains(new Decision.Need("refund", "Money back",
          Optional.of(new Decision.Quote(0, 34, 52, "want my money back")))));
      assertEquals(
          List.of(new Decision.OpenQuestion(
              new Decision.Quote(2, 18, 45, "Is it going to be refunded?"))),
          decision.openQuestions());
      assertEquals(
          List.of(new Decision.Promise("call", "Call back",
              new Decision.Quote(1, 33, 48, "I will call you"),
              Optional.of(Instant.parse("2026-03-01T11:01:00Z")), PromiseState.OVERDUE)),
          decision.promises());
      assertEquals(
          Set.of(Decision.Reason.Policy.class, Decision.Reason.Persona.class,
              Decision.Reason.Need.class, Decision.Reason.ContactKind.class),
          decision.actions().stream().flatMap(action -> action.reasons().stream())
              .map(Object::getClass).collect(Collectors.toSet()));
      Decision.Protocol protocol = decision.protocols().get(0);
      assertEquals("hostile_customer", protocol.id());
      assertEquals(0, protocol.startedTurn());
      assertFalse(protocol.ended());
      String next = protocol.next().orElseThrow();
      for (Decision.Protocol.Step step : protocol.steps()) {
        assertEquals(step.id().equals(next), step.status() == StepStatus.NEXT);
        assertEquals(step.place().isPresent(), step.status() == StepStatus.DONE);
      }
      assertEquals(
          List.of(new Decision.Protocol.Fault(
              "made_excuse", "Made an excuse", new Decision.Protocol.Place(1, 18, 31))),
          protocol.faults());
    }
  }

  private static final String HOSTILE =
      """
      {"id":"hostile","now":"2026-03-01T12:00:00Z","turns":[
      {"text":"You idiots! Where is my refund? I want my money back. You are useless.",
       "at":"2026-03-01T10:00:00Z"},
      {"by":"agent","text":"I am sorry. It is not our fault. I will call you back within an hour.",
       "at":"2026-03-01T10:01:00Z"},
      {"text":"I want to cancel. Is it going to be refunded?","at":"2026-03-01T10:02:00Z"}]}
      """;

  @Test
  void ofAHaggler() {
    Decision decision = Decision.fromJson(Vectors.of("haggler").decision());
    assertEquals("haggler", decision.id());
    assertEquals("bargain_hunter", decision.persona());
    assertEquals(Optional.empty(), decision.abstained());
    assertEquals(0.9434, decision.probability());
    assertEquals("none", List.copyOf(decision.personas().keySet()).get(4));
    assertEquals(OptionalInt.of(1), decision.scale("churn_risk"));
    assertEquals(OptionalInt.empty(), decision.scale("no_such_scale"));
    Decision.Action offer = decision.actions().get(1);
    assertEquals("Offer a discount", offer.label());
    assertEquals(Performer.AGENT, offer.by());
    assertEquals(ActionKind.OFFER, offer.kind());
    assertEquals(List.of(new Decision.Reason.Persona("bargain_hunter")), offer.reasons());
    assertEquals(List.of("I can take 10% off."), offer.say());
    assertEquals(Optional.of("supervisor"), offer.approvalFrom());
    assertEquals(List.of(new Decision.Approval("offer_discount", "supervisor")),
        decision.approvals());
    assertEquals(10L, decision.limits().get("discount_pct"));
    assertEquals(
        new Decision.Hit(EvidenceKind.CUE, "cheaper_offer", 0, 5, 17, "20 quid less",
            Optional.of("bargain_hunter"), 1.9),
        decision.evidence().get(0));
  }

  @Test
  void ofThreeKindsOfEvidence() {
    Decision decision = Decision.fromJson(Vectors.of("words-beside-cues").decision());
    Optional<String> hunter = Optional.of("bargain_hunter");
    assertEquals(
        List.of(
            new Decision.Hit(EvidenceKind.CUE, "asks_discount", 0, 23, 31, "Any deal", hunter, 1.2),
            new Decision.Hit(EvidenceKind.WORD, "budget", 0, 3, 9, "budget", hunter, 0.791),
            new Decision.Hit(
                EvidenceKind.WORD, "{number} quid", 0, 13, 21, "300 quid", hunter, 0.433),
            new Decision.Condition("deal_without_doubt", hunter, 0.4)),
        decision.evidence());
    assertEquals(EvidenceKind.CONDITION, decision.evidence().get(3).kind());
  }

  @Test
  void ofAnEscalation() {
    Decision decision = Decision.fromJson(Vectors.of("acknowledged").decision());
    assertTrue(decision.escalations().get(0).isNew());
    Decision.Escalation escalation = decision.escalations().get(1);
    assertEquals("supervisor", escalation.to());
    assertEquals("Supervisor", escalation.label());
    assertEquals(2, escalation.level());
    assertEquals(Optional.of(Instant.parse("2026-03-01T12:00:00Z")), escalation.due());
    assertEquals(0, escalation.sinceTurn());
    assertFalse(escalation.isNew());
    assertEquals(escalation.reasons().size(), escalation.policies().size());
  }

  @Test
  void ofALanguageThatIsNotServed() {
    Decision decision = Decision.fromJson(Vectors.of("german").decision());
    assertEquals(Optional.of(Abstention.LANGUAGE), decision.abstained());
    assertTrue(decision.scales().containsKey("hostility"));
    assertEquals(OptionalInt.empty(), decision.scale("hostility"));
  }

  @Test
  void isAnImmutableValue() {
    Vectors.Vector vector = Vectors.of("haggler");
    Decision decision = Decision.fromJson(vector.decision());
    assertThrows(UnsupportedOperationException.class, () -> decision.actions().clear());
    assertThrows(UnsupportedOperationException.class, () -> decision.personas().clear());
    assertThrows(UnsupportedOperationException.class, () -> decision.limits().clear());
    assertThrows(
        UnsupportedOperationException.class, () -> decision.actions().get(0).say().clear());
    assertEquals(decision, Decision.fromJson(vector.decision()));
    assertEquals(decision.hashCode(), Decision.fromJson(vector.decision()).hashCode());
    assertNotEquals(decision, Decision.fromJson(Vectors.of("abuse").decision()));
    assertEquals("Decision[haggler: bargain_hunter 0.9434]", decision.toString());
  }

  @Test
  void saysWhatCouldNotBeDetermined() {
    String plain = Vectors.of("plain").decision();
    assertEquals(UndeterminedKind.CONDITION, Decision.fromJson(plain).undetermined().get(0).kind());
    for (String key : List.of("need", "contact_kind", "policy")) {
      Decision.Undetermined first =
          Decision.fromJson(plain.replaceFirst("\\{\"condition\":", "{\"" + key + "\":"))
              .undetermined()
              .get(0);
      assertEquals(key, first.kind().name().toLowerCase(Locale.ROOT));
      assertEquals("growing", first.id());
    }
  }

  @Test
  void goesOnWithWhatANewerLibraryMayAdd() {
    String newer =
        Vectors.of("haggler").decision()
            .replace("\"kind\":\"offer\"", "\"kind\":\"song\"")
            .replaceFirst("\\{", "{\"mood\":{\"blue\":[1,2.5e3,null,true]},");
    assertEquals(ActionKind.UNKNOWN, Decision.fromJson(newer).actions().get(1).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", " ", "{", "[]", "1", "{}", "{\"id\":1}", "{\"id\":\"a\",}", "{\"a\":1}x", "{'a':1}",
      "{\"a\":01}", "{\"a\":+1}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":NaN}",
      "{\"a\":nul}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\u0001\"}",
      "{\"a\":\"b}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":[1,]}", "{\"a\":1,\"a\":2}",
      "{\"a\":9223372036854775808}", "{a:1}"})
  void isNotReadFromAnythingElse(String json) {
    RapportException e =
        assertThrows(RapportException.class, () -> Decision.fromJson(json));
    assertEquals(Status.INVALID_ARGUMENT, e.status());
  }

  @Test
  void deepNestingIsAnErrorToo() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThrows(RapportException.class, () -> Decision.fromJson(deep));
  }

  private static JsonObject write(Decision d) {
    JsonObject out = new JsonObject();
    out.addProperty("id", d.id());
    out.addProperty("persona", d.persona());
    d.abstained().ifPresent(a -> out.addProperty("abstained", word(a)));
    out.addProperty("top", d.top());
    out.addProperty("probability", d.probability());
    out.add("personas", tree(d.personas()));
    out.add("also", tree(d.also()));
    JsonObject scales = new JsonObject();
    d.scales().forEach(scales::addProperty);
    out.add("scales", scales);
    JsonObject contact = new JsonObject();
    contact.addProperty("kind", d.contact().kind());
    contact.add("also", tree(d.contact().also()));
    out.add("contact", contact);
    out.add("needs", list(d.needs(), n -> {
      JsonObject item = item("id", n.id(), "label", n.label());
      n.words().ifPresent(words -> quote(item, words));
      return item;
    }));
    out.add("open_questions",
        list(d.openQuestions(), question -> quote(new JsonObject(), question.words())));
    out.add("promises", list(d.promises(), DecisionTest::promise));
    out.add("actions", list(d.actions(), DecisionTest::action));
    out.add("forbidden", list(d.forbidden(), f -> {
      JsonObject item = item("id", f.id(), "policy", f.policy());
      return mark(item, "undetermined", f.isUndetermined());
    }));
    out.add("approvals", list(d.approvals(), a -> item("action", a.action(), "from", a.from())));
    out.add("limits", tree(d.limits()));
    out.add("limit_reasons", list(d.limitReasons(), r -> {
      JsonObject item = item("limit", r.limit(), "unit", r.unit());
      item.addProperty("policy", r.policy());
      return mark(item, "undetermined", r.isUndetermined());
    }));
    out.add("flags", list(d.flags(), f -> item("id", f.id(), "policy", f.policy())));
    out.add("escalations", list(d.escalations(), DecisionTest::escalation));
    out.add("evidence", list(d.evidence(), DecisionTest::evidence));
    out.add("undetermined", list(d.undetermined(), u -> {
      JsonObject item = new JsonObject();
      item.addProperty(u.kind().name().toLowerCase(Locale.ROOT), u.id());
      u.error().ifPresent(error -> item.addProperty("error", error));
      item.add("missing", tree(u.missing()));
      return item;
    }));
    if (!d.overridden().isEmpty()) {
      out.add("overridden", list(d.overridden(), DecisionTest::overridden));
    }
    if (!d.protocols().isEmpty()) {
      out.add("protocols", list(d.protocols(), DecisionTest::protocol));
    }
    out.addProperty("ruleset", d.ruleSet());
    return out;
  }

  private static JsonObject overridden(Decision.Overridden overridden) {
    if (overridden instanceof Decision.Overridden.Persona persona) {
      return item("persona", persona.id(), "found", persona.found());
    }
    JsonObject out = new JsonObject();
    if (overridden instanceof Decision.Overridden.Scale scale) {
      out.addProperty("scale", scale.id());
      out.addProperty("level", scale.level());
      out.addProperty("found", scale.found().isPresent() ? scale.found().getAsInt() : null);
    } else if (overridden instanceof Decision.Overridden.Escalation escalation) {
      out.addProperty("escalation", escalation.id());
      out.addProperty("override", word(escalation.rule()));
      out.add("found", tree(escalation.reasons()));
      out.add("policies", tree(escalation.policies()));
    }
    return out;
  }

  private static JsonObject quote(JsonObject out, Decision.Quote words) {
    out.addProperty("turn", words.turn());
    out.addProperty("start", words.start());
    out.addProperty("end", words.end());
    out.addProperty("text", words.text());
    return out;
  }

  private static JsonObject promise(Decision.Promise promise) {
    JsonObject out =
        quote(item("id", promise.id(), "label", promise.label()), promise.words());
    promise.due().ifPresent(due -> out.addProperty("due", due.toString()));
    out.addProperty("state", word(promise.state()));
    return out;
  }

  private static JsonObject protocol(Decision.Protocol protocol) {
    JsonObject out = item("id", protocol.id(), "label", protocol.label());
    out.addProperty("state", protocol.state());
    out.addProperty("state_label", protocol.stateLabel());
    mark(out, "ended", protocol.ended());
    out.addProperty("started_turn", protocol.startedTurn());
    out.addProperty("since_turn", protocol.sinceTurn());
    protocol.next().ifPresent(next -> out.addProperty("next", next));
    out.add("steps", list(protocol.steps(), step -> {
      JsonObject item = item("id", step.id(), "label", step.label());
      item.addProperty("status", word(step.status()));
      step.action().ifPresent(action -> item.addProperty("action", action));
      step.place().ifPresent(place -> place(item, place));
      return item;
    }));
    out.add("faults", list(protocol.faults(),
        fault -> place(item("id", fault.id(), "label", fault.label()), fault.place())));
    return out;
  }

  private static JsonObject place(JsonObject out, Decision.Protocol.Place place) {
    out.addProperty("turn", place.turn());
    out.addProperty("start", place.start());
    out.addProperty("end", place.end());
    return out;
  }

  private static JsonObject action(Decision.Action action) {
    JsonObject out = item("id", action.id(), "label", action.label());
    out.addProperty("by", word(action.by()));
    out.addProperty("kind", word(action.kind()));
    out.add("reasons", list(action.reasons(), reason -> {
      JsonObject item = new JsonObject();
      item.addProperty(
          reason instanceof Decision.Reason.Policy ? "policy"
              : reason instanceof Decision.Reason.Persona ? "persona"
              : reason instanceof Decision.Reason.Need ? "need" : "contact_kind",
          reason.id());
      return item;
    }));
    out.add("say", tree(action.say()));
    action.approvalFrom().ifPresent(from -> out.addProperty("approval_from", from));
    return mark(out, "availability_unknown", action.availabilityUnknown());
  }

  private static JsonObject escalation(Decision.Escalation escalation) {
    JsonObject out = item("to", escalation.to(), "label", escalation.label());
    out.addProperty("level", escalation.level());
    out.add("reasons", tree(escalation.reasons()));
    out.add("policies", tree(escalation.policies()));
    out.add("due", JsonNull.INSTANCE);
    escalation.due().ifPresent(due -> out.addProperty("due", due.toString()));
    out.addProperty("since_turn", escalation.sinceTurn());
    out.addProperty("new", escalation.isNew());
    return out;
  }

  private static JsonObject evidence(Decision.Evidence evidence) {
    JsonObject out = new JsonObject();
    if (evidence instanceof Decision.Hit hit) {
      out.addProperty(word(hit.kind()), hit.id());
      out.addProperty("turn", hit.turn());
      out.addProperty("start", hit.start());
      out.addProperty("end", hit.end());
      out.addProperty("text", hit.text());
    } else {
      out.addProperty("condition", evidence.id());
    }
    evidence.persona().ifPresent(persona -> out.addProperty("persona", persona));
    out.addProperty("weight", evidence.weight());
    return out;
  }

  private static <T> JsonArray list(List<T> items, Function<T, JsonObject> write) {
    JsonArray out = new JsonArray();
    items.forEach(item -> out.add(write.apply(item)));
    return out;
  }

  private static JsonElement tree(Object value) {
    return new Gson().toJsonTree(value);
  }

  private static JsonObject item(String key, String value, String secondKey, String second) {
    JsonObject out = new JsonObject();
    out.addProperty(key, value);
    out.addProperty(secondKey, second);
    return out;
  }

  private static JsonObject mark(JsonObject out, String key, boolean holds) {
    if (holds) out.addProperty(key, true);
    return out;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase();
  }
}
