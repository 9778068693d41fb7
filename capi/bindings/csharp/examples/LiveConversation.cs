using System;
using System.Globalization;
using System.Linq;
using Rapport;

/// A conversation as it happens: decide after each turn, act on what is new, acknowledge it.
internal static class LiveConversation {
  private static readonly Tuple<Speaker, string>[] Turns = {
    Tuple.Create(Speaker.Customer, "Hi, my parcel says delivered but there is nothing here."),
    Tuple.Create(Speaker.Agent, "I am sorry to hear that. Which order is it?"),
    Tuple.Create(Speaker.Customer,
                 "The same one I have asked about three times already! I am still waiting, this is " +
                 "ridiculous. Put me through to your manager, now."),
    Tuple.Create(Speaker.Agent, "I will fetch my supervisor, one moment please."),
    Tuple.Create(Speaker.Customer, "Hurry up then."),
  };

  private static void Main() {
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    using (RuleSet rules = RuleSet.Default())
    using (var conversation = new Conversation(rules)) {
      conversation.SetFact("channel", "chat").SetFact("contacts_same_issue_7d", 3);
      var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
      Decision decision = null;
      for (int i = 0; i < Turns.Length; ++i) {
        now = now.AddMinutes(1);
        conversation.AddTurn(Turns[i].Item2, by: Turns[i].Item1, at: now);
        decision = conversation.Decide(now);
        Console.WriteLine("turn {0}: {1} {2:F4}", i + 1, decision.Persona, decision.Probability);
        foreach (Escalation escalation in decision.Escalations.Where(one => one.IsNew)) {
          string due = escalation.Due?.ToString("HH:mm") ?? "any time";
          Console.WriteLine("  tell {0} by {1}: {2}", escalation.Label, due,
                            string.Join(", ", escalation.Reasons));
          conversation.Acknowledge(escalation.To);
        }
      }

      foreach (ScaleLevel scale in decision.Scales) Console.WriteLine("{0}: {1}", scale.Id, scale.Name);
      foreach (ActionAdvice action in decision.Actions.Take(3)) Console.WriteLine("do: {0}", action.Label);
      foreach (Evidence item in decision.Evidence.Take(3)) {
        Console.WriteLine("because of {0} {1}: {2}", item.Kind, item.Id, item.Text);
      }
    }
  }
}
