package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.RapportException;
import dev.rapport.RuleSet;
import dev.rapport.RuleSetBuilder;
import dev.rapport.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

/** Handles: closed in any order, closed twice, never closed. */
class LifetimeTest {
  // What the tests below would leak is at least twice this.
  private static final long MOST_GROWTH = 16L << 20;
  private static final String LONG_TURN = "I am still waiting. ".repeat(200);

  @Test
  void aConversationOutlivesItsRuleSet() {
    Vectors.Vector vector = Vectors.of("haggler");
    Decision decision;
    try (RuleSetBuilder builder = RuleSet.builder()) {
      RuleSet rules = builder.addFile(Vectors.FOLDER.resolve("pack.yaml")).build();
      builder.close();
      assertEquals(vector.decision(), rules.decideJson(vector.record()));
      try (Conversation conversation = rules.newConversation()) {
        rules.close();
        conversation.addTurn("It's 20 quid less at the other shop, and cheaper online too. "
            + "Any deal for me?");
        conversation.setFact("tier", "silver");
        conversation.setFact("first_name", "Asha");
        decision = conversation.decide(null, "haggler");
      }
    }
    assertEquals(vector.decision(), decision.json()); // and the decision outlives them all
  }

  @Test
  void whatIsClosedSaysSo() {
    RuleSet rules = Vectors.rules();
    Conversation conversation = rules.newConversation();
    RuleSetBuilder builder = RuleSet.builder();
    for (AutoCloseable handle : List.of(conversation, rules, builder)) {
      try {
        handle.close();
        handle.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    closed("rule set", rules::name);
    closed("rule set", rules::facts);
    closed("rule set", rules::newConversation);
    closed("rule set", () -> rules.decideJson("{}"));
    closed("rule set", () -> rules.decideLines("{}"));
    closed("rule set", () -> rules.explainJson("{}"));
    closed("conversation", () -> conversation.addTurn("hello"));
    closed("conversation", () -> conversation.setFact("is_vip", true));
    closed("conversation", conversation::decide);
    closed("conversation", conversation::explain);
    closed("conversation", conversation::reset);
    closed("conversation", conversation::turnCount);
    closed("builder", builder::addDefault);
    closed("builder", builder::build);
    closed("builder", builder::diagnostics);
    assertEquals("RuleSet[closed]", rules.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closingGivesMemoryBack() throws IOException {
    try (RuleSet rules = Vectors.rules()) {
      long before = grow(rules, 20);
      assertTrue(grow(rules, 1000) - before < MOST_GROWTH);
      before = explain(rules, 20);
      assertTrue(explain(rules, 300) - before < MOST_GROWTH);
    }
    long before = rebuild(20);
    assertTrue(rebuild(300) - before < MOST_GROWTH);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void failingGivesMemoryBack() throws IOException {
    String broken = "rapport: 1\n# " + "x".repeat(100_000) + "\nmoods: 1\n";
    long before = 0;
    for (int i = 0; i < 440; i++) {
      if (i == 40) before = residentBytes();
      assertThrows(RapportException.class, () -> RuleSet.fromText("broken.yaml", broken));
    }
    assertTrue(residentBytes() - before < MOST_GROWTH);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void garbageGivesMemoryBack() throws Exception {
    try (RuleSet rules = Vectors.rules()) {
      long before = grow(rules, 20);
      for (int i = 0; i < 1000; i++) {
        rules.newConversation().addTurn(LONG_TURN);
        // A conversation with so long a turn holds some hundred KiB, so few may wait for collection.
        if (i % 10 == 0) System.gc();
      }
      assertTrue(leastAfterCollecting(before) - before < MOST_GROWTH);
    }
  }

  @Test
  void aRuleSetIsNotGarbageWhileAConversationIsLeft() {
    Conversation conversation = Vectors.rules().newConversation();
    List<byte[]> garbage = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      garbage.add(new byte[1 << 20]);
      if (i % 4 == 0) garbage.clear();
      System.gc();
      conversation.addTurn("Any deal?");
      assertEquals("bargain_hunter", conversation.decide().persona());
    }
    assertEquals(Vectors.NAME, conversation.ruleSet().name());
    conversation.close();
  }

  private static long grow(RuleSet rules, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Conversation conversation = rules.newConversation()) {
        conversation.addTurn(LONG_TURN);
        conversation.decide();
      }
    }
    return residentBytes();
  }

  private static long explain(RuleSet rules, int times) throws IOException {
    Map<String, Object> record = Map.of("turns", List.of(Turn.of(LONG_TURN)));
    for (int i = 0; i < times; i++) rules.explain(record);
    return residentBytes();
  }

  private static long rebuild(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (RuleSet rules = Vectors.rules()) {
        rules.decideLines(Vectors.text("conversations.jsonl"));
      }
    }
    return residentBytes();
  }

  // The cleaner has a thread of its own, which needs its time.
  private static long leastAfterCollecting(long before) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100 && least - before >= MOST_GROWTH; i++) {
      System.gc();
      Thread.sleep(20);
      least = Math.min(least, residentBytes());
    }
    return least;
  }

  private static long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
  }

  private static void closed(String what, Executable call) {
    IllegalStateException e = assertThrows(IllegalStateException.class, call);
    assertEquals("the " + what + " is closed", e.getMessage());
  }
}
