package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Conversation;
import dev.rapport.ConversationLimits;
import dev.rapport.Diagnostic;
import dev.rapport.Position;
import dev.rapport.RapportException;
import dev.rapport.RuleSet;
import dev.rapport.RuleSetBuilder;
import dev.rapport.Severity;
import dev.rapport.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What goes wrong, and what is said about it. */
class ErrorsTest {
  private static final String BROKEN =
      """
      rapport: 1
      pack: {id: broken, version: 1.0.0, language: en}
      moods: [blue]
      facts:
        tier: {type: enum}
      """;

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
  void aBrokenPackHasAllItsDiagnostics() {
    RapportException e = thrown(() -> RuleSet.fromText("broken.yaml", BROKEN));
    assertEquals(Status.INVALID_PACK, e.status());
    assertEquals(2, e.code());
    assertEquals(Optional.of(new Position("broken.yaml", 3, 1)), e.position());
    assertEquals("broken.yaml:3:1: " + e.detail(), e.getMessage());
    List<Diagnostic> diagnostics = e.diagnostics();
    assertTrue(diagnostics.size() >= 2, diagnostics.toString());
    Diagnostic first = diagnostics.get(0);
    assertEquals(Severity.ERROR, first.severity());
    assertEquals("unknown-key", first.code());
    assertEquals("broken.yaml", first.file());
    assertEquals(3, first.line());
    assertEquals(1, first.column());
    assertEquals(5, first.width());
    assertEquals("moods: [blue]", first.snippet());
    assertTrue(first.hint().contains("policies"));
    assertTrue(diagnostics.stream().anyMatch(d -> d.line() == 5), diagnostics.toString());
    assertTrue(e.report().startsWith("broken.yaml:3:1: error[unknown-key]"), e.report());
  }

  @Test
  void messagesAreOneLine() {
    RapportException e = thrown(() -> RuleSet.fromText("a\0🙄.yaml", BROKEN));
    assertEquals("a\0🙄.yaml", e.position().orElseThrow().file());
    assertEquals("a\0🙄.yaml", e.diagnostics().get(0).file());
    assertTrue(thrown(() -> conversation.setFact("b\0🙄", 1)).getMessage().contains("b 🙄"));
  }

  @Test
  void aBuilderGoesOnAfterAnError() {
    try (RuleSetBuilder builder = RuleSet.builder()) {
      assertEquals(List.of(), builder.diagnostics());
      thrown(() -> builder.addText("broken.yaml", BROKEN).build());
      assertTrue(builder.diagnostics().size() >= 2);
      assertEquals(Status.INVALID_PACK, thrown(builder::build).status());
    }
  }

  @Test
  void anExceptionCanBeStored() throws Exception {
    RapportException e = thrown(() -> RuleSet.fromText("broken.yaml", BROKEN));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(e);
    Object back =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertEquals(e.diagnostics(), ((RapportException) back).diagnostics());
  }

  @Test
  void aMissingFile() {
    RapportException e = thrown(() -> RuleSet.fromFile(Path.of("no", "such.yaml")));
    assertEquals(Status.IO, e.status());
    assertTrue(e.getMessage().contains("such.yaml"), e.getMessage());
    assertEquals(List.of(), e.diagnostics());
  }

  @Test
  void anUndeclaredFact() {
    RapportException e = thrown(() -> conversation.setFact("contacts_7", 3));
    assertEquals(Status.NOT_FOUND, e.status());
    assertEquals(3, e.code());
    assertTrue(e.getMessage().contains("contacts_7d"), e.getMessage());
    assertEquals(Optional.empty(), e.position());
    assertEquals(Status.NOT_FOUND, thrown(() -> conversation.clearFact("nothing")).status());
  }

  @Test
  void aValueOutOfRange() {
    refused(() -> conversation.setFact("contacts_7d", -1));
    refused(() -> conversation.setFact("contacts_7d", Long.MAX_VALUE));
    refused(() -> conversation.setFact("tier", "platinum"));
    refused(() -> conversation.setFact("spend", Double.NaN));
    refused(() -> conversation.setFact("renewal_due", Instant.MAX));
    refused(() -> conversation.setFact("tenure", Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void aValueOfAnotherType() {
    refused(() -> conversation.setFact("contacts_7d", true));
    refused(() -> conversation.setFact("contacts_7d", 1.5));
    refused(() -> conversation.setFact("is_vip", "yes"));
    refused(() -> conversation.setFact("is_vip", 1));
    refused(() -> conversation.setFact("tags", "keen"));
    refused(() -> conversation.setFact("first_name", List.of("Bo")));
    refused(() -> conversation.setFact("tenure", Instant.EPOCH));
    refused(() -> conversation.setFact("renewal_due", Duration.ZERO));
  }

  @Test
  void aTextThatIsNoDuration() {
    for (String text : List.of("", "90", "d", "-", "2 h", "1h-30m", "+1h", "1.h", ".5h", "1H",
        "1ns", "2h\n", "2h 3m", "9".repeat(19) + "h", "9".repeat(99) + "s", "106751992d")) {
      RapportException e = thrown(() -> conversation.setFact("tenure", text));
      assertEquals(Status.INVALID_ARGUMENT, e.status());
      assertTrue(e.getMessage().startsWith("fact 'tenure' "), e.getMessage());
    }
    RapportException e = thrown(() -> conversation.setFact("tenure", "2 years"));
    assertEquals(
        "fact 'tenure' must be a duration such as \"2h\", \"1h30m\" or \"90d\", not '2 years'",
        e.getMessage());
  }

  @Test
  void aNumberThatNoFactCanBe() {
    refused(() -> conversation.setFact("spend", BigInteger.ONE.shiftLeft(63)));
    refused(() -> conversation.setFact("spend", new AtomicInteger(1)));
  }

  @Test
  void aTimeThatIsNoInstant() {
    for (Object time : List.of(ZonedDateTime.now(), LocalDate.EPOCH, new Date())) {
      String type = time.getClass().getName();
      for (Map<String, Object> record : List.<Map<String, Object>>of(
          Map.of("turns", List.of(), "facts", Map.of("renewal_due", time)),
          Map.of("turns", List.of(Map.of("text", "a", "at", time))))) {
        String message = thrown(() -> rules.decide(record)).getMessage();
        assertTrue(
            message.endsWith(": a time must be a java.time.Instant, not a " + type), message);
      }
    }
    RapportException e =
        thrown(() -> rules.decide(Map.of("turns", List.of(), "facts", Map.of("a", new int[0]))));
    assertTrue(e.getMessage().contains("facts.a: ") && e.getMessage().contains("Instant"),
        e.getMessage());
  }

  @Test
  void anUndeclaredRoute() {
    RapportException e = thrown(() -> conversation.acknowledge("nobody"));
    assertEquals(Status.NOT_FOUND, e.status());
    assertTrue(e.getMessage().contains("nobody"), e.getMessage());
  }

  @Test
  void tooManyTurns() {
    try (Conversation small = rules.newConversation(new ConversationLimits(2, 0))) {
      small.addTurn("one");
      small.addTurn("two");
      assertEquals(Status.LIMIT_EXCEEDED, thrown(() -> small.addTurn("three")).status());
      assertEquals(2, small.turnCount());
      small.reset();
      small.addTurn("again");
    }
  }

  @Test
  void aRecordThatIsRefused() {
    assertEquals("turns: missing", thrown(() -> rules.decideJson("{}")).getMessage());
    refused(() -> rules.decideJson(""));
    refused(() -> rules.decideJson("not json"));
    refused(() -> rules.explainJson("{\"turns\":3}"));
    String deep = "{\"turns\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
    assertTrue(thrown(() -> rules.decideJson(deep)).status() != Status.OK);
  }

  @Test
  void nullIsSaidAtOnce() {
    assertThrows(NullPointerException.class, () -> rules.decideJson(null));
    assertThrows(NullPointerException.class, () -> rules.decideJson("{}", null));
    assertThrows(NullPointerException.class, () -> rules.decide(null));
    assertThrows(NullPointerException.class, () -> conversation.addTurn((String) null));
    assertThrows(NullPointerException.class, () -> conversation.setFact(null, 1));
    assertThrows(NullPointerException.class, () -> conversation.decide(null, null));
    assertThrows(NullPointerException.class, () -> RuleSet.fromText("x", null));
    assertThrows(IllegalArgumentException.class, () -> new ConversationLimits(-1, 0));
  }

  private void refused(Executable call) {
    RapportException e = thrown(call);
    assertEquals(Status.INVALID_ARGUMENT, e.status());
    assertTrue(!e.getMessage().isEmpty());
  }

  private static RapportException thrown(Executable call) {
    return assertThrows(RapportException.class, call);
  }
}
