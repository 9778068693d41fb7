package dev.rapport.examples;

import dev.rapport.Conversation;
import dev.rapport.Decision;
import dev.rapport.RuleSet;
import dev.rapport.Speaker;
import dev.rapport.Turn;
import java.time.Duration;
import java.time.Instant;

/** Follows one chat and shows, after each message of the customer's, what the rules advise. */
public final class SupportDesk {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private SupportDesk() {}

  public static void main(String[] arguments) {
    try (RuleSet rules = RuleSet.loadDefault();
        Conversation chat = rules.newConversation()) {
      System.out.println("Rules: " + rules.name());
      chat.setFact("channel", "chat");
      chat.setFact("contacts_same_issue_7d", 3);
      chat.setFact("is_vip", false);

      say(chat, Speaker.CUSTOMER, 0, "Hello, my washing machine has not come yet.");
      advise(chat);
      say(chat, Speaker.AGENT, 2, "Good morning! May I have the order number?");
      say(chat, Speaker.CUSTOMER, 9,
          "I gave it twice already. This is the third time I am asking, I want your manager!");
      advise(chat);

      chat.acknowledge("supervisor");
      System.out.println("  (the supervisor has been told)");
      say(chat, Speaker.CUSTOMER, 15, "Still waiting. Please hurry, I need this sorted now.");
      advise(chat);
    }
  }

  private static void say(Conversation chat, Speaker by, int minute, String text) {
    chat.addTurn(Turn.of(by, text).withAt(START.plus(Duration.ofMinutes(minute))));
    System.out.printf("%n%-9s %s%n", by.name().toLowerCase(), text);
  }

  private static void advise(Conversation chat) {
    Decision decision = chat.decide();
    System.out.printf("  %s %.2f, hostility %s, urgency %s%n",
        decision.persona(), decision.probability(), decision.scales().get("hostility"),
        decision.scales().get("urgency"));
    for (Decision.Evidence evidence : decision.evidence().stream().limit(2).toList()) {
      if (evidence instanceof Decision.Hit hit) {
        System.out.printf("  because of the %s %s: \"%s\"%n",
            hit.kind().name().toLowerCase(), hit.id(), hit.text());
      }
    }
    for (Decision.Action action : decision.actions().stream().limit(2).toList()) {
      String line = action.say().isEmpty() ? "" : ": " + action.say().get(0);
      System.out.println("  do: " + action.label() + line);
    }
    for (Decision.Escalation escalation : decision.escalations()) {
      String due = escalation.due().map(time -> " by " + time).orElse("");
      String state = escalation.isNew() ? "" : " (acknowledged)";
      System.out.println("  tell: " + escalation.label() + due + state);
    }
  }
}
