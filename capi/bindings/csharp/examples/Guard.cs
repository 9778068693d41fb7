using System;
using System.Linq;
using Rapport;

/// Stands between a language model and the customer: each draft is reviewed before it is sent. The argument
/// is a pack with checks of replies, such as examples/guard.yaml of Rapport.
internal static class Guard {
  // What a model wrote, and what it made of being told what is wrong.
  private static readonly string[] Drafts = {
    "Great news! I can give you 25% off if you order today.",
    "I can take 10% off today, Asha, or you get your money back.",
    "I can take 10% off today, Asha.",
  };

  private static void Main(string[] arguments) {
    using (RuleSet rules = RuleSet.FromFile(arguments[0]))
    using (var conversation = new Conversation(rules)) {
      conversation.SetFact("first_name", "Asha");
      conversation.AddTurn("Found it 20 quid cheaper online. Is there a discount for me?");
      foreach (string draft in Drafts) {
        Review review = conversation.Review(draft, detail: ReviewDetail.Draft);
        if (!review.IsBlocked) {
          Console.WriteLine("sent: " + draft);
          conversation.AddTurn(draft, by: Speaker.Agent);
          break;
        }
        Console.WriteLine("blocked: " + draft);
        Explain(review.Tip);
      }
    }
  }

  private static void Explain(Finding tip) {
    Console.WriteLine("  why: " + tip.Why);
    if (tip.Limit != "") Console.WriteLine("  limit: {0} is {1}", tip.Limit, tip.LimitValue);
    foreach (ReviewSpan span in tip.Spans) Console.WriteLine("  the words: " + span.Text);
    foreach (string line in tip.Suggestions.Take(1)) Console.WriteLine("  better: " + line);
  }
}
