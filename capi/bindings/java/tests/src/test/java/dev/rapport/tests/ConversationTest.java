package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Conversation;
import dev.rapport.ConversationLimits;
import dev.rapport.Decision;
import dev.rapport.Explanation;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.TextFormat;
import dev.rapport.Turn;
import dev.rapport.Visibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations that go on. */
class ConversationTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private RuleSet rules;
  private Conversation conversation;

  @BeforeEach
  void make() {
    rules = Vectors.rules();
    conversation = rules.newConversation();
  }

  @AfterEach
  void close() {
    conversation.close();
    rules.close();
  }

  @Test
  void startsEmpty() {
    assertEquals(0, conversation.turnCount());
    assertEquals("none", conversation.decide().persona());
    assertEquals("", conversation.decide().id());
    assertSame(rules, conversation.ruleSet());
  }

  @Test
  void factsAreReplacedAndCleared() {
    conversation.addTurn("Any deal?");
    String before = conversation.decide().json();
    conversation.setFact("max_discount_pct", 15);
    assertEquals(15L, conversation.decide().limits().get("discount_pct"));
    conversation.setFact("max_discount_pct", 20);
    assertEquals(20L, conversation.decide().limits().get("discount_pct"));
    conversation.clearFact("max_discount_pct"); // its default is 10
    assertEquals(before, conversation.decide().json());
    conversation.setFact("spend", 3); // an int is taken where a double is declared
    conversation.setFact("tier", "gold");
    assertEquals(25L, conversation.decide().limits().get("discount_pct"));
  }

  @Test
  void aDurationMayBeText() {
    for (String text :
        List.of("90d", "2h", "1h30m", "-1.5h", "2w", "1.0000019s", "3ms7us", "0s", "106751991d")) {
      conversation.setFact("tenure", text);
      String record = "{\"turns\":[],\"facts\":{\"tenure\":\"" + text + "\"}}";
      assertEquals(rules.explainJson(record), conversation.explain().json(), text);
    }
    try (RuleSet closed = Vectors.rules(); Conversation other = closed.newConversation()) {
      closed.close();
      other.setFact("tenure", "90d");
    }
  }

  @Test
  void nullClearsAFact() {
    String before = conversation.explain().json();
    conversation.setFact("is_vip", Boolean.TRUE);
    conversation.setFact("max_discount_pct", Integer.valueOf(15));
    conversation.setFact("spend", new BigDecimal("12.5"));
    conversation.setFact("tier", "gold");
    conversation.setFact("tenure", Duration.ofDays(1));
    conversation.setFact("renewal_due", TEN);
    conversation.setFact("tags", List.of("keen"));
    assertNotEquals(before, conversation.explain().json());
    conversation.setFact("is_vip", (Boolean) null);
    conversation.setFact("max_discount_pct", (Integer) null);
    conversation.setFact("spend", (BigDecimal) null);
    conversation.setFact("tier", (String) null);
    conversation.setFact("tenure", (Duration) null);
    conversation.setFact("renewal_due", (Instant) null);
    conversation.setFact("tags", (List<String>) null);
    assertEquals(before, conversation.explain().json());
  }

  @Test
  void anEscalationIsAcknowledged() {
    conversation.setFact("contacts_7d", 3);
    conversation.setFact("channel", "chat");
    conversation.addTurn(Turn.of("Me again.").withAt(TEN));
    assertTrue(supervisor().isNew());
    conversation.acknowledge("supervisor");
    assertFalse(supervisor().isNew());
    conversation.addTurn(Turn.of("You idiots! Useless people.").withAt(TEN.plusSeconds(60)));
    assertTrue(supervisor().isNew());
    assertEquals(List.of("repeat_contact", "abuse"), supervisor().reasons());
  }

  @Test
  void nowIsTheLastTurnsTimeUnlessItIsSaid() {
    conversation.addTurn(Turn.of("Where is my order?").withAt(TEN));
    assertEquals(List.of(), conversation.decide().escalations());
    assertEquals(List.of(), conversation.decide(TEN).escalations());
    Decision later = conversation.decide(TEN.plus(Duration.ofHours(1)));
    assertEquals("care", later.escalations().get(0).to());
    assertEquals(List.of(), conversation.decide(null).escalations());
  }

  @Test
  void timesKeepTheirMicroseconds() {
    Instant at = Instant.parse("2026-03-01T10:00:00.000001999Z");
    conversation.setFact("contacts_7d", 3);
    conversation.setFact("channel", "chat");
    conversation.addTurn(Turn.of("Me again.").withAt(at));
    assertEquals(Optional.of(Instant.parse("2026-03-01T12:00:00.000001Z")), supervisor().due());
    Instant old = Instant.parse("1969-12-31T23:59:59.5Z");
    conversation.setFact("renewal_due", old);
    Map<?, ?> facts = (Map<?, ?>) conversation.explain().values().get("facts");
    assertTrue(facts.get("renewal_due").toString().contains("1969-12-31T23:59:59.5Z"),
        facts.toString());
  }

  @Test
  void aTurnTellsMoreThanItsText() {
    conversation.addTurn(
        Turn.of("<p>Any&nbsp;deal?</p>").withFormat(TextFormat.HTML).withAt(TEN)
            .withEnd(TEN.plusSeconds(5)).withLanguage("en-GB").withAuthor("Bo").withId("m1"));
    conversation.addTurn(
        Turn.of(Speaker.AGENT, "sorry").withVisibility(Visibility.INTERNAL));
    conversation.addTurn(Turn.of(Speaker.SYSTEM, "moved"));
    assertEquals(3, conversation.turnCount());
    assertEquals("bargain_hunter", conversation.decide().top());
    List<?> turns = (List<?>) conversation.explain().values().get("turns");
    assertEquals("agent", ((Map<?, ?>) turns.get(1)).get("by"));
    assertEquals("system", ((Map<?, ?>) turns.get(2)).get("by"));
  }

  @Test
  void longTextIsCut() {
    try (Conversation small = rules.newConversation(new ConversationLimits(0, 9))) {
      small.addTurn("Any deal? A discount?");
      assertEquals(1, small.decide().evidence().stream()
          .filter(Decision.Hit.class::isInstance).count());
    }
  }

  @Test
  void isResetAndServesAnotherCase() {
    String empty = conversation.decide().json();
    conversation.addTurn("You idiots!");
    conversation.setFact("is_vip", true);
    assertNotEquals(empty, conversation.decide().json());
    conversation.reset();
    assertEquals(0, conversation.turnCount());
    assertEquals(empty, conversation.decide().json());
  }

  @Test
  void explainsItself() {
    conversation.addTurn("It is not cheaper online.");
    Explanation explanation = conversation.explain(TEN, "c7");
    assertEquals("c7", explanation.values().get("id"));
    assertEquals(conversation.decide(TEN, "c7").ruleSet(), explanation.values().get("ruleset"));
    assertEquals("", conversation.explain(TEN).values().get("id"));
    assertTrue(explanation.json().startsWith("{\"id\":\"c7\""));
  }

  private Decision.Escalation supervisor() {
    return conversation.decide().escalations().stream()
        .filter(e -> e.to().equals("supervisor"))
        .findFirst()
        .orElseThrow();
  }
}
