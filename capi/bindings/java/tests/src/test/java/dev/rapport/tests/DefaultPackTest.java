package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Turn;
import dev.rapport.examples.SupportDesk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The pack that is built in, and the example that uses it. */
class DefaultPackTest {
  @Test
  void knowsAnImpatientCustomer() {
    try (RuleSet rules = RuleSet.loadDefault();
        Conversation conversation = rules.newConversation()) {
      assertTrue(rules.name().startsWith("core-en@"), rules.name());
      conversation.addTurn("I have been waiting for days now, how much longer will this take?");
      conversation.addTurn(Turn.of(Speaker.AGENT, "Let me look into it."));
      conversation.addTurn("Please hurry up, I need it today!");
      Decision decision = conversation.decide();
      assertEquals("impatient", decision.persona());
      assertTrue(decision.probability() > 0.5);
      assertFalse(decision.actions().isEmpty());
      assertTrue(decision.scale("urgency").orElse(0) > 0);
    }
  }

  @Test
  void abstainsOnAPlainQuestion() {
    try (RuleSet rules = RuleSet.loadDefault();
        Conversation conversation = rules.newConversation()) {
      conversation.addTurn("What are your opening hours?");
      assertEquals("none", conversation.decide().persona());
      assertTrue(conversation.decide().abstained().isPresent());
    }
  }

  @Test
  void theExampleRuns() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      SupportDesk.main(new String[0]);
    } finally {
      System.setOut(console);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("Rules: core-en@"), text);
    assertTrue(text.contains("impatient"), text);
    assertTrue(text.contains("  do: "), text);
    assertTrue(text.contains("  tell: "), text);
    assertTrue(text.contains("(acknowledged)"), text);
  }
}
