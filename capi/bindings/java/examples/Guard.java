package dev.rapport.examples;

import dev.rapport.Conversation;
import dev.rapport.Review;
import dev.rapport.ReviewDetail;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Turn;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands between a language model and the customer: each draft is reviewed before it is sent. Its
 * argument is a pack with checks of replies, such as examples/guard.yaml of Rapport.
 */
public final class Guard {
  /** What a model wrote, and what it made of being told what is wrong. */
  private static final List<String> DRAFTS =
      List.of(
          "Great news! I can give you 25% off if you order today.",
          "I can take 10% off today, Asha, or you get your money back.",
          "I can take 10% off today, Asha.");

  private Guard() {}

  public static void main(String[] arguments) {
    try (RuleSet rules = RuleSet.fromFile(Path.of(arguments[0]));
        Conversation chat = rules.newConversation()) {
      chat.setFact("first_name", "Asha");
      chat.addTurn("Found it 20 quid cheaper online. Is there a discount for me?");
      for (String draft : DRAFTS) {
        Turn reply = Turn.of(Speaker.AGENT, draft);
        Review review = chat.review(reply, ReviewDetail.DRAFT);
        if (!review.isBlocked()) {
          System.out.println("sent: " + draft);
          chat.addTurn(reply);
          return;
        }
        System.out.println("blocked: " + draft);
        review.tip().ifPresent(Guard::explain);
      }
    }
  }

  private static void explain(Review.Finding tip) {
    tip.why().ifPresent(why -> System.out.println("  why: " + why));
    tip.limit().ifPresent(limit ->
        System.out.println("  limit: " + limit + " is " + tip.limitValue().orElseThrow()));
    tip.spans().forEach(span -> System.out.println("  the words: " + span.text()));
    tip.suggestions().stream().findFirst()
        .ifPresent(line -> System.out.println("  better: " + line));
  }
}
