package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.rapport.CheckResult;
import dev.rapport.Conversation;
import dev.rapport.FailReason;
import dev.rapport.RapportException;
import dev.rapport.Review;
import dev.rapport.ReviewDetail;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Status;
import dev.rapport.TextFormat;
import dev.rapport.Turn;
import dev.rapport.UnknownFacts;
import dev.rapport.Visibility;
import dev.rapport.examples.Guard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews of replies: all of the vectors, by each road, and what is read of them. */
class ReviewTest {
  private static RuleSet rules;
  private static Conversation shared;

  @BeforeAll
  static void load() {
    rules = Vectors.rules();
    shared = rules.newConversation();
  }

  @AfterAll
  static void close() {
    shared.close();
    rules.close();
  }

  static List<Vectors.Reply> replies() {
    return Vectors.replies();
  }

  @ParameterizedTest
  @MethodSource("replies")
  void asJson(Vectors.Reply reply) {
    assertEquals(reply.review(), rules.reviewJson(reply.record(), ReviewDetail.ALL));
    assertEquals(reply.draft(), rules.reviewJson(reply.record(), ReviewDetail.DRAFT));
  }

  @Test
  void asOneBatch() {
    String records = Vectors.text("replies.jsonl");
    assertEquals(Vectors.text("reviews.jsonl"), rules.reviewLines(records, ReviewDetail.ALL));
    assertEquals(Vectors.text("drafts.jsonl"), rules.reviewLines(records, ReviewDetail.DRAFT));
    String refused = rules.reviewLines("{\"id\":\"a\",\"turns\":[]}", ReviewDetail.ALL);
    assertTrue(refused.startsWith("{\"id\":\"a\",\"error\":{"), refused);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void asMap(Vectors.Reply reply) {
    @SuppressWarnings("unchecked")
    Map<String, Object> record =
        (Map<String, Object>) Plain.of(JsonParser.parseString(reply.record()));
    assertEquals(reply.review(), rules.review(record).json());
    assertEquals(reply.draft(), rules.review(record, ReviewDetail.DRAFT).json());
  }

  @ParameterizedTest
  @MethodSource("replies")
  void asCalls(Vectors.Reply reply) {
    JsonObject record = JsonParser.parseString(reply.record()).getAsJsonObject();
    JsonArray turns = record.getAsJsonArray("turns");
    Turn last = VectorsTest.turn(turns.remove(turns.size() - 1).getAsJsonObject());
    Instant now = record.has("now") ? Instant.parse(record.get("now").getAsString()) : null;
    shared.reset();
    VectorsTest.fill(shared, record);
    assertEquals(
        reply.review(), shared.review(last, ReviewDetail.ALL, now, reply.name()).json());
    assertEquals(reply.draft(), shared.reviewJson(last, ReviewDetail.DRAFT, now, reply.name()));
    assertEquals(turns.size(), shared.turnCount());
  }

  /** What is read holds all that the line says. */
  @ParameterizedTest
  @MethodSource("replies")
  void everyKey(Vectors.Reply reply) {
    for (String line : List.of(reply.review(), reply.draft())) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      Review review = Review.fromJson(line);
      assertEquals(json.get("id").getAsString(), review.id());
      assertEquals(json.get("blocked").getAsBoolean(), review.isBlocked());
      assertEquals(json.get("ruleset").getAsString(), review.ruleSet());
      JsonElement tip = json.get("tip");
      assertEquals(tip.isJsonNull(), review.tip().isEmpty());
      if (json.has("findings")) {
        JsonArray findings = new JsonArray();
        review.findings().forEach(finding -> findings.add(plain(finding)));
        assertEquals(json.get("findings"), findings);
        if (!tip.isJsonNull()) {
          assertEquals(tip.getAsString(), review.tip().orElseThrow().check());
        }
        assertEquals(json.get("persona").getAsString(), review.persona().orElseThrow());
        JsonElement score = json.get("score");
        assertEquals(
            score.isJsonNull()
                ? OptionalDouble.empty()
                : OptionalDouble.of(score.getAsDouble()),
            review.score());
      } else {
        if (!tip.isJsonNull()) assertEquals(tip, plain(review.tip().orElseThrow()));
        assertTrue(review.findings().isEmpty() && review.score().isEmpty());
        assertTrue(review.persona().isEmpty());
      }
    }
  }

  /** A finding as JSON has it. */
  private static JsonObject plain(Review.Finding finding) {
    JsonObject json = new JsonObject();
    json.addProperty("check", finding.check());
    json.addProperty("label", finding.label());
    json.addProperty("result", finding.result().name().toLowerCase());
    finding.reason().ifPresent(r -> json.addProperty("reason", r.name().toLowerCase()));
    json.add("weight", number(finding.weight()));
    if (finding.isFatal()) json.addProperty("fatal", true);
    if (finding.isUndetermined()) json.addProperty("undetermined", true);
    finding.why().ifPresent(why -> json.addProperty("why", why));
    finding.limit().ifPresent(limit -> json.addProperty("limit", limit));
    finding.limitValue().ifPresent(value -> json.addProperty("limit_value", value));
    finding.policy().ifPresent(policy -> json.addProperty("policy", policy));
    finding.approvalFrom().ifPresent(from -> json.addProperty("approval_from", from));
    JsonArray spans = new JsonArray();
    for (Review.Span span : finding.spans()) {
      JsonObject item = new JsonObject();
      item.addProperty("cue", span.cue());
      item.addProperty("start", span.start());
      item.addProperty("end", span.end());
      item.addProperty("text", span.text());
      spans.add(item);
    }
    json.add("spans", spans);
    if (finding.result() == CheckResult.FAIL) {
      JsonArray suggestions = new JsonArray();
      finding.suggestions().forEach(suggestions::add);
      json.add("suggestions", suggestions);
    }
    return json;
  }

  private static JsonPrimitive number(double value) {
    return value == Math.rint(value)
        ? new JsonPrimitive((long) value)
        : new JsonPrimitive(value);
  }

  private static Conversation haggler() {
    Conversation conversation = rules.newConversation();
    conversation.setFact("tier", "silver");
    conversation.setFact("is_vip", false);
    conversation.setFact("contacts_7d", 1);
    conversation.addTurn("Still waiting! Any deal?");
    return conversation;
  }

  @Test
  void whileItIsWritten() {
    String draft = "Sorry, I can take 25% off.";
    try (Conversation conversation = haggler()) {
      for (int end = 0; end <= draft.length(); end++) {
        String text = draft.substring(0, end);
        Review review = conversation.review(Turn.of(Speaker.AGENT, text), ReviewDetail.DRAFT);
        assertEquals(text.contains("25% off"), review.isBlocked(), text);
      }
      Review review = conversation.review(draft);
      Review.Finding tip = review.tip().orElseThrow();
      assertEquals(FailReason.OVER_LIMIT, tip.reason().orElseThrow());
      assertEquals("discount_pct", tip.limit().orElseThrow());
      assertEquals(OptionalLong.of(10), tip.limitValue());
      assertEquals("discount-cap", tip.policy().orElseThrow());
      assertEquals(List.of(new Review.Span("agent_percent", 18, 25, "25% off")), tip.spans());
      assertEquals("I can take 10% off, as you ask.", tip.suggestions().get(0));
      assertEquals(OptionalDouble.of(0), review.score());
      assertEquals("impatient", review.persona().orElseThrow());
      assertEquals("Review[: blocked, discount to mend]", review.toString());
      assertThrows(UnsupportedOperationException.class, () -> review.findings().clear());

      conversation.setFact("max_discount_pct", 30); // what is said meanwhile counts
      assertFalse(conversation.review(draft).isBlocked());
      assertNotEquals(review, conversation.review(draft));
      assertEquals(review, Review.fromJson(review.json()));
      assertEquals(review.hashCode(), Review.fromJson(review.json()).hashCode());
    }
  }

  @Test
  void whenItWasSent() {
    Instant asked = Instant.parse("2026-03-01T10:00:00Z");
    try (Conversation conversation = rules.newConversation()) {
      conversation.addTurn(Turn.of("Where is my order?").withAt(asked));
      Turn reply = Turn.of(Speaker.AGENT, "It comes today.");
      for (long minutes : new long[] {5, 90}) {
        Instant later = asked.plus(Duration.ofMinutes(minutes));
        for (Review review :
            List.of(
                conversation.review(reply.withAt(later), ReviewDetail.ALL),
                conversation.review(reply, ReviewDetail.ALL, later, ""))) {
          CheckResult result =
              review.findings().stream()
                  .filter(finding -> finding.check().equals("in_time"))
                  .findFirst()
                  .orElseThrow()
                  .result();
          assertEquals(minutes == 5 ? CheckResult.PASS : CheckResult.FAIL, result);
        }
      }
    }
  }

  @Test
  void refuses() {
    Turn agent = Turn.of(Speaker.AGENT, "Sorry.");
    List<Turn> note = List.of(agent.withVisibility(Visibility.INTERNAL));
    for (List<Turn> turns : List.of(List.<Turn>of(), List.of(Turn.of("Any deal?")), note)) {
      RapportException e =
          assertThrows(RapportException.class, () -> rules.review(Map.of("turns", turns)));
      assertEquals(Status.INVALID_ARGUMENT, e.status());
    }
    String shoe = "{\"facts\":{\"shoe\":3},\"turns\":[{\"by\":\"agent\",\"text\":\"\"}]}";
    rules.reviewJson(shoe, ReviewDetail.ALL, UnknownFacts.IGNORE);
    RapportException e =
        assertThrows(RapportException.class, () -> rules.reviewJson(shoe, ReviewDetail.ALL));
    assertEquals(Status.NOT_FOUND, e.status());
    String ignored = rules.reviewLines(shoe, ReviewDetail.DRAFT, UnknownFacts.IGNORE);
    assertTrue(ignored.contains("\"blocked\":false"), ignored);
    assertThrows(NullPointerException.class, () -> shared.review((String) null));
    assertThrows(NullPointerException.class, () -> shared.review(agent, null));
    RapportException none = assertThrows(RapportException.class, () -> Review.fromJson("{}"));
    assertEquals(Status.INVALID_ARGUMENT, none.status());
  }

  @Test
  void closesInAnyOrder() {
    RuleSet own = Vectors.rules();
    Conversation conversation = own.newConversation();
    Review first = conversation.review("Sorry.");
    own.close();
    Review review = conversation.review(
        Turn.of(Speaker.AGENT, "<p>Sorry.</p>").withFormat(TextFormat.HTML), ReviewDetail.ALL);
    conversation.close();
    assertEquals(first.ruleSet(), review.ruleSet());
    assertThrows(IllegalStateException.class, () -> conversation.review("Sorry."));
    assertThrows(IllegalStateException.class, own::checks);
    assertThrows(IllegalStateException.class, () -> own.reviewLines("", ReviewDetail.ALL));
  }

  @Test
  void guards() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Guard.main(new String[] {Vectors.FOLDER.resolve("../../examples/guard.yaml").toString()});
    } finally {
      System.setOut(before);
    }
    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(shown.startsWith("blocked: Great news!"), shown);
    assertTrue(shown.contains("  limit: discount_pct is 10\n"), shown);
    assertTrue(shown.contains("\nsent: I can take 10% off today, Asha.\n"), shown);
  }
}
