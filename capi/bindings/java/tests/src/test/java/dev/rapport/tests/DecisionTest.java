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
import dev.rapport.RapportException;
import dev.rapport.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
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
      item.addProperty(u.isPolicy() ? "policy" : "condition", u.id());
      u.error().ifPresent(error -> item.addProperty("error", error));
      item.add("missing", tree(u.missing()));
      return item;
    }));
    if (!d.overridden().isEmpty()) {
      out.add("overridden", list(d.overridden(), DecisionTest::overridden));
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

  private static JsonObject action(Decision.Action action) {
    JsonObject out = item("id", action.id(), "label", action.label());
    out.addProperty("by", word(action.by()));
    out.addProperty("kind", word(action.kind()));
    out.add("reasons", list(action.reasons(), reason -> {
      JsonObject item = new JsonObject();
      boolean policy = reason instanceof Decision.Reason.Policy;
      item.addProperty(policy ? "policy" : "persona", reason.id());
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
