package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import dev.rapport.Conversation;
import dev.rapport.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads at once. */
class ThreadsTest {
  private static final int THREADS = 4;

  @Test
  void shareARuleSet() throws Exception {
    try (RuleSet rules = Vectors.rules()) {
      List<Integer> done = inThreads(() -> {
        int same = 0;
        for (int round = 0; round < 20; round++) {
          for (Vectors.Vector vector : Vectors.all()) {
            assertEquals(vector.decision(), rules.decideJson(vector.record()));
            same++;
          }
        }
        return same;
      });
      assertEquals(THREADS * 20 * Vectors.all().size(), sum(done));
    }
  }

  @Test
  void haveAConversationEach() throws Exception {
    Vectors.Vector vector = Vectors.of("decay");
    try (RuleSet rules = Vectors.rules()) {
      List<Integer> done = inThreads(() -> {
        try (Conversation conversation = rules.newConversation()) {
          for (int round = 0; round < 200; round++) {
            conversation.reset();
            VectorsTest.fill(
                conversation, JsonParser.parseString(vector.record()).getAsJsonObject());
            assertEquals(vector.decision(), conversation.decideJson(null, "decay"));
          }
        }
        return 1;
      });
      assertEquals(THREADS, sum(done));
    }
  }

  @Test
  void mistakenlyShareAConversation() throws Exception {
    try (RuleSet rules = Vectors.rules();
        Conversation conversation = rules.newConversation()) {
      inThreads(() -> {
        for (int i = 0; i < 100; i++) {
          conversation.addTurn("Any deal?");
          conversation.decide();
        }
        return 1;
      });
      assertEquals(THREADS * 100, conversation.turnCount());
    }
  }

  @Test
  void closeWhatOthersUse() throws Exception {
    String record = Vectors.of("abuse").record();
    for (int round = 0; round < 20; round++) {
      RuleSet rules = Vectors.rules();
      Conversation conversation = rules.newConversation();
      CountDownLatch running = new CountDownLatch(THREADS);
      List<Integer> closed = inThreads(() -> {
        running.countDown();
        try {
          while (true) {
            rules.decideJson(record);
            conversation.decide();
          }
        } catch (IllegalStateException e) {
          return 1;
        }
      }, () -> {
        running.await();
        conversation.close();
        rules.close();
        return null;
      });
      assertEquals(THREADS, sum(closed));
    }
  }

  private static List<Integer> inThreads(Callable<Integer> work) throws Exception {
    return inThreads(work, () -> null);
  }

  private static List<Integer> inThreads(Callable<Integer> work, Callable<Void> meanwhile)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) running.add(threads.submit(work));
      meanwhile.call();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> future : running) results.add(future.get());
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
