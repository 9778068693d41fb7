using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Rapport;
using static Harness;

/// Prints what fails, and the count.
internal static partial class RapportTest {
  private static RuleSet Rules { get { return Vectors.Rules; } }

  private static int Main() {
    TestVectors();
    TestReviews();
    TestAccumulators();
    TestErrors();
    TestText();
    TestLifetimes();
    TestThreads();
    TestDecisions();
    TestRuleSets();
    TestPackage();
    return Finish();
  }

  /// Every option of a turn; leaving one out changes the answer, but for id and author.
  private const string Options =
      "{\"id\":\"options\",\"turns\":[{\"by\":\"bot\",\"text\":\"sorry\"}," +
      "{\"by\":\"third_party\",\"visibility\":\"internal\",\"text\":\"order\",\"at\":\"2026-03-01T09:00:00Z\"}," +
      "{\"text\":\"<p>Ich warte und das ist nicht gut, <i>dis</i>count?</p>\",\"format\":\"html\"," +
      "\"language\":\"en-GB\",\"id\":\"m1\",\"author\":\"Asha\",\"at\":\"2026-03-01T10:00:00Z\"," +
      "\"end\":\"2026-03-01T10:40:00Z\"}]}";

  private static void TestVectors() {
    for (int i = 0; i < Vectors.Records.Length; ++i) {
      string line = Vectors.Records[i], answer = Vectors.Answers[i];
      Dictionary<string, object> record = Vectors.Parse(line);
      var id = (string)record["id"];
      Case("record " + id, () => Equal(answer, Rules.DecideJson(line)));
      Case("typed " + id, () => {
        using (Conversation conversation = Vectors.Conversation(record)) {
          Equal(answer, conversation.Decide(Vectors.Time(record, "now"), id).Json);
        }
      });
    }

    string[] refused = Vectors.Lines("tests/vectors/refused.jsonl");
    string[] refusals = Vectors.Lines("tests/vectors/refusals.jsonl");
    for (int i = 0; i < refused.Length; ++i) {
      string line = refused[i], answer = refusals[i];
      Case("refusal " + i, () => {
        object error;
        if (!Vectors.Parse(answer).TryGetValue("error", out error)) {
          Equal(answer, Rules.DecideJson(line));
          return;
        }
        var expected = (Dictionary<string, object>)error;
        var e = Throws<RapportException>(() => Rules.DecideJson(line));
        Equal(expected["message"], e.Message);
        Equal(expected["status"], JsonWriter.Snake(e.Status));
      });
    }

    Case("options", () => {
      using (Conversation conversation = Vectors.Conversation(Vectors.Parse(Options))) {
        Decision decision = conversation.Decide(null, "options");
        Equal(Rules.DecideJson(Options), decision.Json);
        Equal("dis</i>count", decision.Evidence[0].Text);
        Equal("care", decision.Escalations[0].To);
      }
    });
    Case("batch", () => Equal(Vectors.Read("tests/vectors/decisions.jsonl"),
                              Rules.DecideLines(Vectors.Read("tests/vectors/conversations.jsonl"))));
    Case("batch with refusals",
         () => Equal(Vectors.Read("tests/vectors/refusals.jsonl"),
                     Rules.DecideLines(Vectors.Read("tests/vectors/refused.jsonl"))));
  }

  private static void TestErrors() {
    var conversation = new Conversation(Rules);
    Case("broken pack", () => {
      string broken = Vectors.Pack.Replace("label: Bargain hunter", "labell: Bargain hunter")
                                  .Replace("bias: -0.5", "bias: x");
      RapportException e = Refused(Status.InvalidPack, () => RuleSet.FromText(broken, "shop.yaml"));
      Diagnostic first = e.Diagnostics[0];
      Equal("shop.yaml", e.File);
      Equal(first.Line, e.Line);
      Equal(first.Column, e.Column);
      string place = string.Format("shop.yaml:{0}:{1}: ", first.Line, first.Column);
      True(e.Message.StartsWith(place + first.Message), e.Message);
      True(e.Diagnostics.Count >= 2);
      True(e.Diagnostics.All(one => one.Severity == Severity.Error && one.File == "shop.yaml"));
      Diagnostic misspelt = e.Diagnostics.Single(one => one.Code == "unknown-key");
      Contains(broken.Split('\n')[misspelt.Line - 1], "labell");
      Contains(misspelt.Snippet, "labell");
      Contains(e.Report, string.Format("shop.yaml:{0}:{1}: error[{2}]", first.Line, first.Column, first.Code));
    });
    Case("missing file", () => {
      RapportException e = Refused(Status.Io, () => RuleSet.FromFile(Work + "/no such file.yaml"));
      Contains(e.Message, "no such file.yaml");
    });
    Case("unknown fact", () => {
      Contains(Refused(Status.NotFound, () => conversation.SetFact("contacts_7", 3)).Message, "contacts_7");
      Refused(Status.NotFound, () => conversation.ClearFact("contacts_7"));
    });
    Case("unknown facts ignored", () => {
      const string Record = "{\"id\":\"x\",\"facts\":{\"contacts_7\":3},\"turns\":[]}";
      Refused(Status.NotFound, () => Rules.DecideJson(Record));
      Equal("none", Rules.Decide(Record, UnknownFacts.Ignore).Persona);
      Contains(Rules.ExplainJson(Record, UnknownFacts.Ignore), "{\"id\":\"x\",");
      Refused(Status.NotFound, () => Rules.Decide(Record));
    });
    Case("out of range", () => {
      Refused(Status.InvalidArgument, () => conversation.SetFact("contacts_7d", -1));
      Refused(Status.InvalidArgument, () => conversation.SetFact("tier", "platinum"));
    });
    Case("wrong type", () => {
      Refused(Status.InvalidArgument, () => conversation.SetFact("contacts_7d", "three"));
      Refused(Status.InvalidArgument, () => conversation.SetFact("is_vip", 1));
      Throws<ArgumentNullException>(() => conversation.SetFact("first_name", (string)null));
      Throws<ArgumentNullException>(() => conversation.AddTurn(null));
    });
    Case("durations as text", () => {
      Func<Action<Conversation>, string> shown = set => {
        using (var own = new Conversation(Rules)) {
          set(own);
          return Regex.Match(own.ExplainJson(), "\"tenure\":\"[^\"]*\"").Value;
        }
      };
      var durations = new Dictionary<string, double> {
        {"90d", 90 * 86400}, {"2h", 7200}, {"1h30m", 5400}, {"1.5h", 5400}, {"2w", 1209600},
        {"250ms", 0.25}, {"3us", 0.000003}, {"-5m", -300}, {"0s", 0},
      };
      foreach (var one in durations) {
        string text = shown(own => own.SetFact("tenure", one.Key));
        True(text != "");
        Equal(shown(own => own.SetFact("tenure", TimeSpan.FromTicks((long)(one.Value * 1e7)))), text);
        Contains(Rules.ExplainJson("{\"facts\":{\"tenure\":\"" + one.Key + "\"},\"turns\":[]}"), text);
      }
      foreach (string text in new[] {"", "-", "5", "h", "5 h", "1h-2m", "1.h", "5M", "90days", "1h\n",
                                     "99999999999w", "99999999999999999999s"}) {
        Contains(Refused(Status.InvalidArgument, () => conversation.SetFact("tenure", text)).Message,
                 "fact 'tenure': not a duration such as \"2h\"");
      }
    });
    Case("beyond 64 bits", () => {
      Refused(Status.InvalidArgument, () => conversation.SetFact("contacts_7d", ulong.MaxValue));
      Refused(Status.InvalidArgument, () => conversation.SetFact("contacts_7d", long.MaxValue));
      conversation.SetFact("tenure", TimeSpan.MaxValue).SetFact("renewal_due", DateTimeOffset.MaxValue);
    });
    Case("undeclared route", () => Refused(Status.NotFound, () => conversation.Acknowledge("nobody")));
    Case("unknown speaker",
         () => Refused(Status.InvalidArgument, () => conversation.AddTurn("hi", (Speaker)99)));
    Case("too many turns", () => {
      var small = new Conversation(Rules, turns: 2);
      small.AddTurn("hi").AddTurn("hi");
      Refused(Status.LimitExceeded, () => small.AddTurn("hi"));
      Equal(2, small.TurnCount);
      Equal(0, small.Reset().TurnCount);
    });
  }

  private static string FirstName(string name) {
    using (var conversation = new Conversation(Rules)) {
      return conversation.AddTurn("Any deal?").SetFact("first_name", name).Decide().Actions[0].Say[0];
    }
  }

  private static void TestText() {
    Case("NUL, emoji and empty", () => {
      Equal("Let us compare, A\0\U0001F642b.", FirstName("A\0\U0001F642b"));
      Equal("Let us compare, shall we.", FirstName(""));
      using (var conversation = new Conversation(Rules)) {
        Decision decision = conversation.AddTurn("\0\U0001F642 any deal").Decide(null, "a\0\U0001F642");
        Equal("a\0\U0001F642", (string)Vectors.Parse(decision.Json)["id"]);
        Equal("any deal", decision.Evidence[0].Text);
        Equal(6, decision.Evidence[0].Start);
      }
    });
    Case("kinds of evidence", () => {
      using (var conversation = new Conversation(Rules)) {
        Decision decision = conversation.AddTurn("My budget is 300 quid. Any deal?").Decide();
        Equal("Cue asks_discount Any deal|Word budget budget|Word {number} quid 300 quid|" +
                  "Condition deal_without_doubt ",
              string.Join("|", decision.Evidence.Select(one => one.Kind + " " + one.Id + " " + one.Text)));
      }
    });
    Case("half a surrogate pair", () => Equal("Let us compare, a\uFFFDb.", FirstName("a\uD83Db")));
    Case("lists of strings", () => {
      using (var conversation = new Conversation(Rules)) {
        conversation.AddTurn("Any deal?").SetFact("renewal_due", DateTimeOffset.UtcNow)
                    .SetFact("tags", new[] {"keen", "", "\0"});
        Equal("haggler-renewal", conversation.Decide().Actions[0].Reasons[0].Id);
        conversation.SetFact("tags", new string[0]);
        Equal("bargain_hunter", conversation.Decide().Actions[0].Reasons[0].Id);
      }
    });
  }

  private static void TestLifetimes() {
    Case("any order", () => {
      foreach (string order in new[] {"012", "021", "102", "120", "201", "210"}) {
        Builder builder = Vectors.Builder();
        RuleSet rules = builder.Build();
        var conversation = new Conversation(rules).AddTurn("Any deal?");
        Decision decision = conversation.Decide();
        var handles = new IDisposable[] {builder, rules, conversation};
        foreach (char which in order) handles[which - '0'].Dispose();
        Equal("bargain_hunter", decision.Persona);
      }
    });
    Case("a conversation outlives its rules", () => {
      RuleSet rules = Vectors.Built();
      var conversation = new Conversation(rules);
      rules.Dispose();
      conversation.SetFact("max_discount_pct", 20).SetFact("tenure", TimeSpan.FromMinutes(1));
      Equal("bargain_hunter", conversation.AddTurn("Any deal?").Decide().Persona);
    });
    Case("use after close", () => {
      RuleSet rules = Vectors.Built();
      var conversation = new Conversation(rules);
      for (int i = 0; i < 2; ++i) {
        conversation.Dispose();
        rules.Dispose();
      }
      Throws<ObjectDisposedException>(() => rules.Name.ToString());
      Throws<ObjectDisposedException>(() => rules.DecideJson("{\"turns\":[]}"));
      Throws<ObjectDisposedException>(() => rules.ReviewLines(""));
      Throws<ObjectDisposedException>(() => rules.Checks.ToString());
      Throws<ObjectDisposedException>(() => conversation.Review("Sorry."));
      Throws<ObjectDisposedException>(() => new Conversation(rules));
      Throws<ObjectDisposedException>(() => conversation.AddTurn("hi"));
      Throws<ObjectDisposedException>(() => conversation.Decide());
    });
    Case("memory of closed handles", () => GrowsLittle((rules, conversation) => {
      rules.Dispose();
      conversation.Dispose();
    }));
    int count = 0;
    Case("memory of collected handles", () => GrowsLittle((rules, conversation) => {
      if (++count % 25 == 0) Collect();
    }));
  }

  private static void Collect() {
    GC.Collect();
    GC.WaitForPendingFinalizers();
  }

  private static void GrowsLittle(Action<RuleSet, Conversation> after) {
    Churn(100, after);
    Collect();
    double before = ResidentMegabytes();
    Churn(500, after);
    Collect();
    double growth = ResidentMegabytes() - before;
    True(growth < 40, growth + " MB");
  }

  private static void Churn(int count, Action<RuleSet, Conversation> after) {
    for (int i = 0; i < count; ++i) {
      RuleSet rules = Vectors.Built();
      var conversation = new Conversation(rules).AddTurn("Any deal?");
      conversation.Decide();
      conversation.Review("Sorry.");
      rules.DecideJson("{\"turns\":[]}");
      Refused(Status.NotFound, () => conversation.Acknowledge("nobody"));
      after(rules, conversation);
    }
  }

  private static double ResidentMegabytes() {
    return long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * 4096 / 1e6;
  }

  private static void TestThreads() {
    Case("threads share a rule set", () => {
      int same = 0;
      var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => {
        for (int round = 0; round < 10; ++round) {
          if (Vectors.Records.Select(line => Rules.DecideJson(line)).SequenceEqual(Vectors.Answers)) {
            Interlocked.Increment(ref same);
          }
        }
      })).ToList();
      threads.ForEach(thread => thread.Start());
      threads.ForEach(thread => thread.Join());
      Equal(40, same);
    });
    Case("one thread closes what another uses", () => {
      for (int round = 0; round < 20; ++round) {
        RuleSet rules = Vectors.Built();
        Exception unexpected = null;
        var user = new Thread(() => {
          try {
            for (;;) rules.DecideLines(Vectors.Records[0] + "\n" + Vectors.Records[3]);
          } catch (ObjectDisposedException) {
          } catch (Exception e) {
            unexpected = e;
          }
        });
        user.Start();
        Thread.Sleep(2);
        rules.Dispose();
        user.Join();
        if (unexpected != null) throw unexpected;
      }
    });
  }

  private const string Service = @"{""id"":""service"",""now"":""2026-03-01T11:00:00Z"",""turns"":[
{""by"":""customer"",""at"":""2026-03-01T10:00:00Z"",
 ""text"":""You useless idiots, this is outrageous! I want a refund for my broken kettle!""},
{""by"":""agent"",""at"":""2026-03-01T10:05:00Z"",
 ""text"":""You need to calm down. I am so sorry. I will call you back within two hours.""},
{""by"":""customer"",""at"":""2026-03-01T10:06:00Z"",
 ""text"":""I am still furious, you are liars! How do I return it?""}
]}";

  private static void TestDecisions() {
    Case("all fields of all vectors", () => {
      for (int i = 0; i < Vectors.Records.Length; ++i) {
        Decision decision = Rules.Decide(Vectors.Records[i]);
        Equal(Vectors.Answers[i], decision.Json);
        var id = (string)Vectors.Parse(Vectors.Records[i])["id"];
        Equal(Vectors.Answers[i], JsonWriter.Write(decision, id));
      }
    });
    Case("fields", () => {
      Decision decision = Rules.Decide(Vectors.Record("acknowledged"));
      Equal(Abstained.Margin, decision.Abstained);
      Equal(0.2828, decision.Probability);
      Equal(2, decision.Level("hostility"));
      Equal(null, decision.Level("nothing"));
      Equal("angry", decision.Scales.Single(one => one.Id == "hostility").Name);
      Equal(10L, decision.LimitOf("discount_pct"));
      Equal(null, decision.LimitOf("nothing"));
      Equal(new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.Zero), decision.Escalations[0].Due);
      Equal(false, decision.Escalations[1].IsNew);
      Equal(Performer.System, decision.Actions[1].By);
      Equal(Rules.Name, decision.RuleSet);
    });
    Case("the service", () => {
      using (RuleSet rules = RuleSet.Default()) {
        Decision decision = rules.Decide(Service);
        Equal(decision.Json, JsonWriter.Write(decision, "service"));
        Equal("complaint Complaint", decision.Contact.Kind + " " + decision.Contact.Label);
        True(decision.Contact.Also.Contains("request"));
        Need refund = decision.Needs.Single(one => one.Id == "refund");
        Equal("0 want a refund", refund.Turn + " " + refund.Text);
        Equal("How do I return it?", decision.OpenQuestions.Single().Text);
        Promise call = decision.Promises.Single();
        Equal("call 1 Open", call.Id + " " + call.Turn + " " + call.State);
        Equal(new DateTimeOffset(2026, 3, 1, 12, 5, 0, TimeSpan.Zero), call.Due);
        var kinds = decision.Actions.SelectMany(one => one.Reasons).Select(one => one.Kind).Distinct();
        Equal(4, kinds.Count());
        Protocol protocol = decision.Protocols.Single();
        Equal("hostile_customer 0", protocol.Id + " " + protocol.StartedTurn);
        Equal(false, protocol.HasEnded);
        Equal(protocol.Next, protocol.Steps.Single(one => one.Status == StepStatus.Next).Id);
        Equal("apologise promise_time", string.Join(" ", protocol.Steps.Where(
            one => one.Status == StepStatus.Done && one.Turn == 1).Select(one => one.Id)));
        Equal(-1, protocol.Steps.Single(one => one.Status == StepStatus.Next).Turn);
        Equal(1, protocol.Faults.Single().Turn);
      }
    });
    Case("overrides", () => {
      using (var talk = new Conversation(Rules)) {
        talk.AddTurn("You idiots! Useless people!");
        string plain = talk.Decide().Json;
        Equal(0, talk.Decide().Overridden.Count);
        talk.OverridePersona("skeptic").OverrideScale("hostility", 1);
        Decision decision = talk.OverrideEscalation("supervisor", EscalationRule.Suppress).Decide();
        Equal("skeptic", decision.Persona);
        Equal(1, decision.Level("hostility"));
        Equal(0, decision.Escalations.Count);
        Equal("none", decision.Overridden[0].Found);
        Equal("angry", decision.Overridden[1].Found);
        Equal("abuse", decision.Overridden[2].Policies.Single());
        talk.ReleasePersona().ReleaseScale("hostility").ReleaseEscalation("supervisor");
        Equal(plain, talk.Decide().Json);
        Equal(Abstained.Override, talk.OverridePersona("none").Decide().Abstained);
        Equal(plain, talk.ReleaseOverrides().Decide().Json);
        Refused(Status.NotFound, () => talk.OverridePersona("sceptic"));
        Refused(Status.NotFound, () => talk.OverrideScale("anger", 1));
        Refused(Status.InvalidArgument, () => talk.OverrideScale("hostility", 3));
        Refused(Status.InvalidArgument, () => talk.OverrideEscalation("legal", (EscalationRule)7));
        Refused(Status.NotFound, () => talk.OverrideEscalation("boss", EscalationRule.Hold));
        Refused(Status.NotFound, () => talk.ReleaseScale("anger"));
        Refused(Status.NotFound, () => talk.ReleaseEscalation("boss"));
      }
    });
    Case("unknown due and level", () => {
      using (var conversation = new Conversation(Rules)) {
        conversation.SetFact("contacts_7d", 3).SetFact("channel", "chat").AddTurn("Me again.");
        Equal(null, conversation.Decide().Escalations[0].Due);
      }
      Equal(null, Rules.Decide(Vectors.Record("greek")).Level("hostility"));
    });
    Case("fractions of seconds", () => {
      using (var conversation = new Conversation(Rules)) {
        var sent = new DateTimeOffset(2026, 3, 1, 11, 0, 0, 250, TimeSpan.FromHours(1));
        conversation.SetFact("contacts_7d", 3).SetFact("channel", "chat").AddTurn("Me again.", at: sent);
        Equal(sent.AddHours(2), conversation.Decide().Escalations[0].Due);
      }
    });
    Case("explanations agree", () => {
      using (var conversation = new Conversation(Rules)) {
        Equal(Rules.ExplainJson("{\"id\":\"x\",\"turns\":[{\"text\":\"Any deal?\"}]}"),
              conversation.AddTurn("Any deal?").ExplainJson(null, "x"));
      }
    });
  }

  private static void TestRuleSets() {
    Case("declarations", () => {
      True(Regex.IsMatch(Rules.Name, "^frozen@1[.]0[.]0#[0-9a-f]{16}$"), Rules.Name);
      Equal(64, Rules.Hash.Length);
      Equal("en", Rules.Language);
      FactInfo tier = Rules.Facts.Single(one => one.Id == "tier");
      Equal(FactType.Enum, tier.Type);
      Equal(false, tier.HasDefault);
      Equal("bronze silver gold", string.Join(" ", tier.Values));
      Equal("contacts in the last 7 days", Rules.Facts.Single(one => one.Id == "contacts_7d").Help);
      Equal("Wants proof", Rules.Personas.Single(one => one.Id == "skeptic").DisplayName);
      Equal("calm frustrated angry",
            string.Join(" ", Rules.Scales.Single(one => one.Id == "hostility").Levels));
      Equal("an insult", Rules.Cues.Single(one => one.Id == "insult").Help);
      Equal("threat > 0", Rules.Policies.Single(one => one.Id == "legal").When);
    });
    Case("file and text agree",
         () => Equal(Rules.Name, RuleSet.FromFile(Source + "/tests/vectors/pack.yaml").Name));
    Case("a word table that is not there", () => {
      RapportException e = Refused(Status.InvalidPack, () => RuleSet.FromText(Vectors.Pack, "a/b.yaml"));
      Contains(e.Message, "a/words.tsv");
    });
    Case("several packs", () => {
      const string Shop = "rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n" +
                          "facts:\n  loyalty_card: {type: bool}\n";
      using (var builder = new Builder())
      using (RuleSet built = builder.AddDefault().AddText(Shop, "shop.yaml").Build()) {
        Equal(FactType.Bool, built.Facts.Single(one => one.Id == "loyalty_card").Type);
        True(built.Facts.Any(one => one.Id == "first_name"));
      }
    });
    Case("default pack", () => {
      using (RuleSet rules = RuleSet.Default())
      using (var conversation = new Conversation(rules)) {
        conversation.AddTurn(
            "I have been waiting for half an hour now, this is taking forever. Please hurry up!");
        Equal("impatient", conversation.Decide().Persona);
      }
    });
    Case("clear a fact", () => {
      using (var conversation = new Conversation(Rules)) {
        conversation.AddTurn("Any deal?").SetFact("max_discount_pct", 20);
        Equal(20L, conversation.Decide().LimitOf("discount_pct"));
        Equal(10L, conversation.ClearFact("max_discount_pct").Decide().LimitOf("discount_pct"));
      }
    });
  }
}
