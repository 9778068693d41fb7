package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.Accumulator;
import dev.rapport.RapportException;
import dev.rapport.RuleSet;
import dev.rapport.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accumulators: the committed reports in one part and in several, and what is refused. */
class AccumulatorTest {
  private static final String KINDS =
      "coaching|{\"individuals\":true,\"min_sample\":2}";
  private static final String OTHERS = "acceptance|{\"min_sample\":1,\"sort\":\"name\"}";
  private static RuleSet rules;

  @BeforeAll
  static void load() {
    rules = Vectors.rules();
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  private static List<String> records() {
    return Vectors.text("handled.jsonl").lines().toList();
  }

  private static void refused(Status status, Runnable call) {
    assertEquals(status, assertThrows(RapportException.class, call::run).status());
  }

  @ParameterizedTest
  @CsvSource(value = {KINDS, OTHERS}, delimiter = '|', quoteCharacter = '~')
  void inOnePartAndInSeveral(String kind, String options) {
    String expected = Vectors.text(kind + ".json").strip();
    try (Accumulator whole = rules.newAccumulator(kind, options);
        Accumulator first = rules.newAccumulator(kind, options);
        Accumulator second = rules.newAccumulator(kind, options)) {
      assertEquals(kind, whole.kind());
      int number = 0;
      for (String record : records()) {
        whole.add(record);
        (number++ % 2 == 0 ? first : second).add(record);
      }
      assertEquals(expected, whole.reportJson());
      try (Accumulator loaded = rules.loadAccumulator(first.save())) {
        loaded.merge(second);
        assertEquals(expected, loaded.reportJson());
      }
    }
  }

  @Test
  void threadsTakeTurns() throws InterruptedException {
    String[] kind = KINDS.split("\\|");
    try (Accumulator shared = rules.newAccumulator(kind[0], kind[1])) {
      List<Thread> threads =
          records().stream().map(record -> new Thread(() -> shared.add(record))).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) thread.join();
      assertEquals(Vectors.text("coaching.json").strip(), shared.reportJson());
    }
  }

  @Test
  void whatIsRefused() {
    refused(Status.NOT_FOUND, () -> rules.newAccumulator("coach", ""));
    refused(Status.INVALID_ARGUMENT, () -> rules.newAccumulator("coaching", "{\"min\":1}"));
    Accumulator some = rules.newAccumulator("coaching", "");
    some.add(Map.of("turns", List.of()));
    String before = some.reportJson();
    assertTrue(before.contains("\"conversations\":1,"));
    refused(Status.INVALID_ARGUMENT, () -> some.add("{\"turns\":1}"));
    refused(Status.INVALID_ARGUMENT, () -> some.merge(some));
    try (Accumulator other = rules.newAccumulator("acceptance", "")) {
      refused(Status.INVALID_ARGUMENT, () -> some.merge(other));
    }
    assertEquals(before, some.reportJson());
    byte[] saved = some.save();
    refused(
        Status.INVALID_ARGUMENT,
        () -> rules.loadAccumulator(Arrays.copyOf(saved, saved.length - 1)));
    try (RuleSet others = RuleSet.loadDefault()) {
      refused(Status.INVALID_STATE, () -> others.loadAccumulator(saved));
    }
    some.close();
    assertThrows(IllegalStateException.class, some::reportJson);
  }
}
