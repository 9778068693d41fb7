package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rapport.Abstention;
import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.EscalationRule;
import dev.rapport.RapportException;
import dev.rapport.RuleSet;
import dev.rapport.Status;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a person decides in place of the rules. */
class OverridesTest {
  private RuleSet rules;
  private Conversation conversation;

  @BeforeEach
  void load() {
    rules = Vectors.rules();
    conversation = rules.newConversation();
    conversation.addTurn("You idiots! Useless people!");
  }

  @AfterEach
  void close() {
    conversation.close();
    rules.close();
  }

  @Test
  void ofEachKind() {
    conversation.overridePersona("skeptic");
    conversation.overrideScale("hostility", 1);
    conversation.overrideEscalation("supervisor", EscalationRule.SUPPRESS);
    Decision decision = conversation.decide();
    assertEquals("skeptic", decision.persona());
    assertEquals(1, decision.probability());
    assertEquals(OptionalInt.of(1), decision.scale("hostility"));
    assertEquals(List.of(), decision.escalations());
    assertEquals(
        List.of(
            new Decision.Overridden.Persona("skeptic", "none"),
            new Decision.Overridden.Scale("hostility", 1, OptionalInt.of(2)),
            new Decision.Overridden.Escalation(
                "supervisor", EscalationRule.SUPPRESS, List.of("abuse"), List.of("abuse"))),
        decision.overridden());
  }

  @Test
  void released() {
    Decision plain = conversation.decide();
    assertEquals(List.of(), plain.overridden());
    conversation.overridePersona("skeptic");
    conversation.overrideScale("hostility", 0);
    conversation.overrideEscalation("legal", EscalationRule.HOLD);
    conversation.releasePersona();
    conversation.releaseScale("hostility");
    conversation.releaseEscalation("legal");
    assertEquals(plain, conversation.decide());
    conversation.overridePersona("none");
    assertEquals(Abstention.OVERRIDE, conversation.decide().abstained().orElseThrow());
    conversation.releaseOverrides();
    assertEquals(plain, conversation.decide());
  }

  @Test
  void refused() {
    refuses(Status.NOT_FOUND, () -> conversation.overridePersona("sceptic"));
    refuses(Status.NOT_FOUND, () -> conversation.overrideScale("anger", 1));
    refuses(Status.INVALID_ARGUMENT, () -> conversation.overrideScale("hostility", 3));
    refuses(
        Status.NOT_FOUND, () -> conversation.overrideEscalation("boss", EscalationRule.HOLD));
    refuses(
        Status.INVALID_ARGUMENT,
        () -> conversation.overrideEscalation("legal", EscalationRule.UNKNOWN));
    refuses(Status.NOT_FOUND, () -> conversation.releaseScale("anger"));
    refuses(Status.NOT_FOUND, () -> conversation.releaseEscalation("boss"));
    conversation.close();
    assertThrows(IllegalStateException.class, conversation::releasePersona);
    assertThrows(IllegalStateException.class, conversation::releaseOverrides);
  }

  private static void refuses(Status status, Executable use) {
    assertEquals(status, assertThrows(RapportException.class, use).status());
  }
}
