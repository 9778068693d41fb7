package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Answer;
import dev.rapport.Decision;
import dev.rapport.Explanation;
import dev.rapport.RapportException;
import dev.rapport.Refusal;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Status;
import dev.rapport.TextFormat;
import dev.rapport.Turn;
import dev.rapport.UnknownFacts;
import dev.rapport.Visibility;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records as maps, unknown facts, batches and explanations. */
class RecordTest {
  private RuleSet rules;

  @BeforeEach
  void load() {
    rules = Vectors.rules();
  }

  @AfterEach
  void close() {
    rules.close();
  }

  @Test
  void takesTheValuesOfJava() {
    Instant time = Instant.parse("2026-03-01T10:20:00Z");
    Map<String, Object> facts = new HashMap<>();
    facts.put("contacts_7d", (short) 0);
    facts.put("tier", new StringBuilder("gold"));
    facts.put("channel", "other");
    facts.put("is_vip", false);
    facts.put("spend", new BigDecimal("12.50"));
    facts.put("tenure", Duration.ofMinutes(90));
    facts.put("renewal_due", Instant.parse("2026-04-01T00:00:00Z"));
    facts.put("tags", new String[] {"keen", "new"});
    facts.put("first_name", "Ünal");
    facts.put("max_discount_pct", BigInteger.valueOf(15));
    facts.put("trials", Boolean.FALSE);
    Turn turn = Turn.of("Any deal? It's cheaper online.").withAt(time);
    Decision decision =
        rules.decide(Map.of("id", "all-facts", "now", time, "facts", facts,
            "turns", List.of(turn)));
    assertEquals(Vectors.of("all-facts").decision(), decision.json());
  }

  @Test
  void takesTheConstantsOfTurns() {
    Map<String, Object> turn =
        Map.of("by", Speaker.THIRD_PARTY, "visibility", Visibility.INTERNAL,
            "format", TextFormat.TRANSCRIPT, "text", "hello");
    Turn whole =
        Turn.of(Speaker.THIRD_PARTY, "hello").withVisibility(Visibility.INTERNAL)
            .withFormat(TextFormat.TRANSCRIPT).withEnd(Instant.EPOCH.plusSeconds(1))
            .withId("7").withAuthor("Kim").withLanguage("en");
    Decision decision = rules.decide(Map.of("turns", List.of(turn, whole)));
    assertEquals("none", decision.persona());
  }

  @Test
  void nullIsLeftOut() {
    Map<String, Object> record = new HashMap<>();
    record.put("id", null);
    record.put("turns", List.of());
    record.put("facts", new HashMap<>(Map.of("contacts_7d", 1)));
    assertEquals("", rules.decide(record).id());
  }

  @Test
  void durationsKeepTheirMicroseconds() {
    for (Duration duration : List.of(Duration.ofNanos(1_000), Duration.ofDays(4000),
        Duration.ofSeconds(90, 500_000_000), Duration.ZERO, Duration.ofSeconds(-90))) {
      Explanation explanation =
          rules.explain(Map.of("facts", Map.of("tenure", duration), "turns", List.of()));
      Object tenure = ((Map<?, ?>) explanation.values().get("facts")).get("tenure");
      assertEquals(duration, parse(tenure.toString()), tenure.toString());
    }
  }

  @Test
  void refusesIntegersOutside64Bits() {
    BigInteger big = BigInteger.ONE.shiftLeft(63);
    RapportException e = refused(Map.of("facts", Map.of("contacts_7d", big)));
    assertEquals(Status.INVALID_ARGUMENT, e.status());
    assertEquals("facts.contacts_7d: the integer does not fit into 64 bits", e.getMessage());
    String json = "{\"facts\":{\"contacts_7d\":9223372036854775808},\"turns\":[]}";
    assertThrows(RapportException.class, () -> rules.decideJson(json));
  }

  @Test
  void refusesWhatJsonCannotHold() {
    assertEquals("turns[1]: a number must be finite, not NaN",
        refused(Map.of("turns", List.of(1, Double.NaN))).getMessage());
    assertEquals("facts.x: a record takes text, numbers, booleans, Instant, Duration, lists and maps, "
            + "not a java.lang.Object",
        refused(Map.of("facts", Map.of("x", new Object()))).getMessage());
    assertEquals("facts: a key is not a string",
        refused(Map.of("facts", Map.of(1, 2))).getMessage());
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    assertTrue(refused(Map.of("turns", circle)).getMessage().endsWith("nested deeper than 64"));
  }

  @Test
  void unknownFactsMayBeIgnored() {
    Map<String, Object> record = Map.of("facts", Map.of("mood", "blue"), "turns", List.of());
    assertEquals(Status.NOT_FOUND, refused(record).status());
    assertEquals("none", rules.decide(record, UnknownFacts.IGNORE).persona());
    assertEquals(Status.NOT_FOUND, refused(record).status()); // not for ever
    String json = "{\"facts\":{\"mood\":\"blue\"},\"turns\":[]}";
    assertTrue(rules.decideLines(json).contains("\"error\""));
    assertTrue(rules.decideLines(json, UnknownFacts.IGNORE).contains("\"persona\":\"none\""));
    assertThrows(RapportException.class, () -> rules.explainJson(json));
    assertTrue(rules.explainJson(json, UnknownFacts.IGNORE).contains("\"policies\""));
  }

  @Test
  void decidesAllOfAList() {
    List<Map<String, Object>> records =
        List.of(
            Map.of("turns", List.of(Turn.of("Any deal?"))),
            Map.of("id", "b", "facts", Map.of("contacts_7d", -1), "turns", List.of()),
            Map.of("id", "c", "facts", Map.of("contacts_7d", BigInteger.TEN.pow(30))),
            Map.of("turns", List.of()));
    List<Answer> answers = rules.decideAll(records);
    assertEquals(4, answers.size());
    assertEquals("bargain_hunter", assertInstanceOf(Decision.class, answers.get(0)).persona());
    assertEquals("1", answers.get(0).id());
    Refusal range = assertInstanceOf(Refusal.class, answers.get(1));
    assertEquals("b", range.id());
    assertEquals(Status.INVALID_ARGUMENT, range.status());
    assertEquals("facts.contacts_7d: fact 'contacts_7d' is below the declared minimum",
        range.message());
    Refusal big = assertInstanceOf(Refusal.class, answers.get(2));
    assertEquals("c", big.id());
    assertTrue(big.message().contains("64 bits"));
    assertEquals("4", assertInstanceOf(Decision.class, answers.get(3)).id());
    assertEquals(List.of(), rules.decideAll(List.of()));
  }

  @Test
  void answersAreReadFromLines() {
    List<Answer> answers =
        Arrays.stream(rules.decideLines(Vectors.text("refused.jsonl")).split("\n"))
            .map(Answer::fromJson)
            .toList();
    assertEquals(13, answers.size());
    assertEquals(1, answers.stream().filter(Decision.class::isInstance).count());
    assertNull(answers.get(2).id());
    assertEquals(Status.NOT_FOUND, ((Refusal) answers.get(4)).status());
  }

  @Test
  void explainsARecord() {
    Map<String, Object> record =
        Map.of("id", "why", "turns", List.of(Turn.of("It is not cheaper online, any deal?")));
    Explanation explanation = rules.explain(record);
    assertEquals("why", explanation.values().get("id"));
    assertEquals(rules.name(), explanation.values().get("ruleset"));
    assertEquals(rules.policies().size(), ((List<?>) explanation.values().get("policies")).size());
    assertTrue(explanation.json().contains("\"ignored\":\"negated\""));
    assertEquals(explanation, Explanation.fromJson(explanation.json()));
  }

  private RapportException refused(Map<String, Object> record) {
    return assertThrows(RapportException.class, () -> rules.decide(record));
  }

  /** Reads {@code duration("1h30m")}, as explanations write it. */
  private static Duration parse(String written) {
    Map<String, Long> units =
        Map.of("w", 604_800_000_000L, "d", 86_400_000_000L, "h", 3_600_000_000L,
            "m", 60_000_000L, "s", 1_000_000L, "ms", 1_000L, "us", 1L);
    String text = written.replaceFirst("^duration\\(\"(.*)\"\\)$", "$1");
    Matcher part = Pattern.compile("([\\d.]+)([a-z]+)").matcher(text);
    BigDecimal micros = BigDecimal.ZERO;
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(units.get(part.group(2)));
      micros = micros.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    Duration total = Duration.ofNanos(micros.longValueExact() * 1000);
    return text.startsWith("-") ? total.negated() : total;
  }
}
