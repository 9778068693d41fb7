using System;
using System.Collections.Generic;
using System.Linq;
using Rapport;
using static Harness;

/// Reviews of replies: the vectors by all roads, byte for byte, and what is read of them.
internal static partial class RapportTest {
  private static void TestReviews() {
    string[] replies = Vectors.Lines("tests/vectors/replies.jsonl");
    var shared = new Conversation(Rules);
    foreach (ReviewDetail detail in new[] {ReviewDetail.All, ReviewDetail.Draft}) {
      string name = detail == ReviewDetail.All ? "reviews.jsonl" : "drafts.jsonl";
      string[] answers = Vectors.Lines("tests/vectors/" + name);
      Case(name + " are as many", () => Equal(replies.Length, answers.Length));
      for (int i = 0; i < replies.Length; ++i) {
        string line = replies[i], answer = answers[i];
        Dictionary<string, object> record = Vectors.Parse(line);
        var id = (string)record["id"];
        Case(name + " " + id, () => {
          Equal(answer, Rules.ReviewJson(line, detail));
          Review review = Rules.Review(line, detail);
          Equal(answer, review.Json);
          Equal(answer, JsonWriter.Write(review, id, detail));
        });
        Case(name + " typed " + id, () => {
          var reply = (Dictionary<string, object>)((List<object>)record["turns"]).Last();
          Vectors.Fill(shared.Reset(), record, true);
          Review review = shared.Review((string)reply["text"], Vectors.Time(record, "now"), id,
                                        Vectors.Time(reply, "at"),
                                        Vectors.Constant(reply, "format", TextFormat.Text), detail);
          Equal(answer, review.ToString());
          Equal(answer, JsonWriter.Write(review, id, detail));
          Equal(((List<object>)record["turns"]).Count - 1, shared.TurnCount);
        });
      }
      Case(name + " as a batch",
           () => Equal(Vectors.Read("tests/vectors/" + name),
                       Rules.ReviewLines(Vectors.Read("tests/vectors/replies.jsonl"), detail)));
    }

    Case("while a reply is written", () => {
      using (Conversation conversation = Haggler()) {
        const string Draft = "Sorry, I can take 25% off.";
        for (int size = 0; size <= Draft.Length; ++size) {
          string text = Draft.Substring(0, size);
          Equal(text.Contains("25% off"), conversation.Review(text, detail: ReviewDetail.Draft).IsBlocked);
        }
        Review review = conversation.Review(Draft);
        Equal(FailReason.OverLimit, review.Tip.Reason);
        Equal("discount_pct 10 discount-cap",
              review.Tip.Limit + " " + review.Tip.LimitValue + " " + review.Tip.Policy);
        ReviewSpan span = review.Tip.Spans.Single();
        Equal("agent_percent 18 25 25% off", span.Cue + " " + span.Start + " " + span.End + " " + span.Text);
        Equal("I can take 10% off, as you ask.", review.Tip.Suggestions[0]);
        Equal(0.0, review.Score);
        True(ReferenceEquals(review.Tip, review.Findings.Single(one => one.Check == "discount")));
        conversation.SetFact("max_discount_pct", 30);  // what is said meanwhile counts
        Equal(false, conversation.Review(Draft).IsBlocked);
        Equal(null, conversation.Reset().Review("Sorry.").Tip);
      }
    });
    Case("when a reply was sent", () => {
      var asked = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
      using (var conversation = new Conversation(Rules)) {
        conversation.AddTurn("Where is my order?", at: asked);
        foreach (int minutes in new[] {5, 90}) {
          DateTimeOffset later = asked.AddMinutes(minutes);
          foreach (Review review in new[] {conversation.Review("It comes today.", at: later),
                                           conversation.Review("It comes today.", later)}) {
            Equal(minutes == 5 ? CheckResult.Pass : CheckResult.Fail,
                  review.Findings.Single(one => one.Check == "in_time").Result);
          }
        }
      }
    });
    Case("what cannot be reviewed", () => {
      foreach (string turns in new[] {"", "{\"text\":\"Any deal?\"}",
                                      "{\"by\":\"agent\",\"visibility\":\"internal\",\"text\":\"\"}"}) {
        Refused(Status.InvalidArgument, () => Rules.Review("{\"turns\":[" + turns + "]}"));
      }
      const string Shoe = "{\"facts\":{\"shoe\":3},\"turns\":[{\"by\":\"agent\",\"text\":\"Sorry.\"}]}";
      Refused(Status.NotFound, () => Rules.Review(Shoe));
      Equal(false, Rules.Review(Shoe, unknownFacts: UnknownFacts.Ignore).IsBlocked);
      Refused(Status.NotFound, () => Rules.ReviewJson(Shoe));
      Contains(Rules.ReviewLines("{\"id\":\"a\",\"turns\":[]}"), "{\"id\":\"a\",\"error\":{");
      using (Conversation conversation = Haggler()) {
        Throws<ArgumentNullException>(() => conversation.Review(null));
        Refused(Status.InvalidArgument, () => conversation.Review("Hi", format: (TextFormat)99));
        Refused(Status.InvalidArgument, () => conversation.Review("Hi", detail: (ReviewDetail)99));
      }
    });
    Case("checks", () => {
      Equal(8, Rules.Checks.Count);
      CheckInfo first = Rules.Checks[0];
      Equal("apology|Apologises for the trouble|2.5|False|a long wait, or an angry customer",
            string.Join("|", first.Id, first.Label, first.Weight, first.IsFatal, first.Help));
      Equal("discount refund_cap",
            string.Join(" ", Rules.Checks.Where(one => one.IsFatal).Select(one => one.Id)));
    });
  }

  private static Conversation Haggler() {
    return new Conversation(Rules).SetFact("tier", "silver").SetFact("is_vip", false)
        .SetFact("contacts_7d", 1).AddTurn("Still waiting! Any deal?");
  }
}
