package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Turn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings of every kind go in and come out unharmed. */
class TextTest {
  private static RuleSet rules;

  @BeforeAll
  static void load() {
    rules = Vectors.rules();
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  static List<String> texts() {
    return List.of(
        "", "plain", "a\0b", "\0", "Grüße", "🙄", "a🙄\0ﬁ\u200d", "\"\\/\n\t\u0001\u001f",
        "x".repeat(5000), "\uFFFD");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void ofTurns(String text) {
    try (Conversation conversation = rules.newConversation()) {
      conversation.addTurn(text);
      conversation.addTurn(Turn.of(Speaker.AGENT, text).withAuthor(text).withId(text));
      List<?> turns = (List<?>) conversation.explain().values().get("turns");
      assertEquals(List.of(Map.of("by", "customer", "text", text),
          Map.of("by", "agent", "text", text)), turns);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void ofIdsAndFacts(String text) {
    try (Conversation conversation = rules.newConversation()) {
      conversation.addTurn("Any deal?");
      conversation.setFact("first_name", text);
      conversation.setFact("tags", List.of(text, "", text));
      Decision decision = conversation.decide(null, text);
      assertEquals(text, decision.id());
      assertEquals(text, JsonParser.parseString(decision.json()).getAsJsonObject().get("id")
          .getAsString());
      if (!text.isEmpty()) {
        assertEquals("Let us compare, " + text + ".", decision.actions().get(0).say().get(0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void ofRecords(String text) {
    Decision asMap =
        rules.decide(Map.of("id", text, "turns", List.of(Map.of("text", "Any deal?" + text))));
    JsonObject turn = new JsonObject();
    turn.addProperty("text", "Any deal?" + text);
    JsonArray turns = new JsonArray();
    turns.add(turn);
    JsonObject record = new JsonObject();
    record.addProperty("id", text);
    record.add("turns", turns);
    assertEquals(text, asMap.id());
    assertEquals(asMap.json(), rules.decideJson(record.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "\ud83d, \uFFFD",
    "\ude44, \uFFFD",
    "a\ud83d, a\uFFFD",
    "\ude44\ud83d, \uFFFD\uFFFD",
    "\ud83d\ud83d\ude44, \uFFFD\ud83d\ude44"
  })
  void halfASurrogatePairBecomesAReplacement(String text, String expected) {
    try (Conversation conversation = rules.newConversation()) {
      conversation.addTurn(text);
      assertEquals(expected, conversation.decide(null, text).id());
    }
    assertEquals(expected, rules.decide(Map.of("id", text, "turns", List.of())).id());
    String json = "{\"id\":\"" + text + "\",\"turns\":[]}";
    assertEquals(expected, Decision.fromJson(rules.decideJson(json)).id());
  }

  @Test
  void offsetsCountBytes() {
    Decision decision = rules.decide(Map.of("turns", List.of(Turn.of("🙄 Any deal"))));
    Decision.Hit hit = assertInstanceOf(Decision.Hit.class, decision.evidence().get(0));
    assertEquals(5, hit.start());
    assertEquals(13, hit.end());
    assertEquals("Any deal", hit.text());
  }
}
