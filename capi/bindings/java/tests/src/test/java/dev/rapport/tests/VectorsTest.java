package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.EscalationRule;
import dev.rapport.FactType;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.TextFormat;
import dev.rapport.Turn;
import dev.rapport.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All of tests/vectors, by each road. */
class VectorsTest {
  private static RuleSet rules;

  @BeforeAll
  static void load() {
    rules = Vectors.rules();
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  static List<Vectors.Vector> vectors() {
    return Vectors.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void asJson(Vectors.Vector vector) {
    assertEquals(vector.decision(), rules.decideJson(vector.record()));
  }

  @Test
  void asOneBatch() {
    assertEquals(
        Vectors.text("decisions.jsonl"), rules.decideLines(Vectors.text("conversations.jsonl")));
  }

  @Test
  void refusedAsOneBatch() {
    assertEquals(
        Vectors.text("refusals.jsonl"), rules.decideLines(Vectors.text("refused.jsonl")));
  }

  @Test
  void allAsOneBatch() {
    String records = Vectors.text("conversations.jsonl") + Vectors.text("refused.jsonl");
    String answers = Vectors.text("decisions.jsonl") + Vectors.text("refusals.jsonl");
    assertEquals(answers, rules.decideLines(records));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void asMap(Vectors.Vector vector) {
    Object record = Plain.of(JsonParser.parseString(vector.record()));
    @SuppressWarnings("unchecked")
    Decision decision = rules.decide((Map<String, Object>) record);
    assertEquals(vector.decision(), decision.json());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void asCalls(Vectors.Vector vector) {
    JsonObject record = JsonParser.parseString(vector.record()).getAsJsonObject();
    assertEquals(Set.of(), unread(record));
    try (Conversation conversation = rules.newConversation()) {
      fill(conversation, record);
      Instant now = record.has("now") ? Instant.parse(record.get("now").getAsString()) : null;
      Decision decision = conversation.decide(now, vector.name());
      assertEquals(vector.decision(), decision.json());
      assertEquals(record.getAsJsonArray("turns").size(), conversation.turnCount());
    }
  }

  // Turns first, since acknowledging is about things as they stand.
  static void fill(Conversation conversation, JsonObject record) {
    List<RuleSet.Fact> facts = conversation.ruleSet().facts();
    Map<String, FactType> types =
        facts.stream().collect(Collectors.toMap(RuleSet.Fact::id, RuleSet.Fact::type));
    for (JsonElement turn : record.getAsJsonArray("turns")) {
      conversation.addTurn(turn(turn.getAsJsonObject()));
    }
    if (record.has("facts")) {
      record.getAsJsonObject("facts").asMap().forEach((name, v) -> set(conversation, name, types.get(name), v));
    }
    if (record.has("acknowledged")) {
      record.getAsJsonArray("acknowledged").forEach(r -> conversation.acknowledge(r.getAsString()));
    }
    if (record.has("overrides")) override(conversation, record.getAsJsonObject("overrides"));
  }

  private static void override(Conversation conversation, JsonObject overrides) {
    if (overrides.has("persona")) {
      conversation.overridePersona(overrides.get("persona").getAsString());
    }
    if (overrides.has("scales")) {
      overrides.getAsJsonObject("scales").asMap()
          .forEach((scale, level) -> conversation.overrideScale(scale, level.getAsInt()));
    }
    if (overrides.has("escalations")) {
      overrides.getAsJsonObject("escalations").asMap()
          .forEach((route, rule) -> conversation.overrideEscalation(
              route, EscalationRule.valueOf(rule.getAsString().toUpperCase())));
    }
  }

  static Turn turn(JsonObject json) {
    Turn turn =
        Turn.of(Speaker.valueOf(json.get("by").getAsString().toUpperCase()),
            json.get("text").getAsString());
    if (json.has("at")) turn = turn.withAt(Instant.parse(json.get("at").getAsString()));
    if (json.has("format")) {
      String format = json.get("format").getAsString();
      turn = turn.withFormat(TextFormat.valueOf(format.toUpperCase()));
    }
    if (json.has("language")) turn = turn.withLanguage(json.get("language").getAsString());
    if (json.has("visibility")) {
      String visibility = json.get("visibility").getAsString();
      turn = turn.withVisibility(Visibility.valueOf(visibility.toUpperCase()));
    }
    return turn;
  }

  private static void set(
      Conversation conversation, String name, FactType type, JsonElement value) {
    switch (type) {
      case BOOL -> conversation.setFact(name, value.getAsBoolean());
      case INT -> conversation.setFact(name, value.getAsLong());
      case DOUBLE -> conversation.setFact(name, value.getAsDouble());
      case STRING, ENUM -> conversation.setFact(name, value.getAsString());
      case DURATION -> conversation.setFact(name, Duration.parse("PT" + value.getAsString()));
      case TIMESTAMP -> conversation.setFact(name, Instant.parse(value.getAsString()));
      case STRINGS -> conversation.setFact(name, strings(value.getAsJsonArray()));
      default -> throw new AssertionError(name);
    }
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }

  /** Keys that the calls above would leave out without a word. */
  private static Set<String> unread(JsonObject record) {
    Set<String> keys = record.keySet().stream().collect(Collectors.toSet());
    record.getAsJsonArray("turns").forEach(t -> keys.addAll(t.getAsJsonObject().keySet()));
    keys.removeAll(
        Set.of("id", "now", "facts", "turns", "acknowledged", "overrides", "by", "text", "at",
            "language", "visibility"));
    return keys;
  }
}
