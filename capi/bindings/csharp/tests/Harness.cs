using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Rapport;

/// What the tests share: cases, expectations, and the vectors.
internal static class Harness {
  internal static readonly string Source = Variable("RAPPORT_SOURCE_DIR");
  internal static readonly string LibraryFolder = Variable("RAPPORT_LIB_DIR");
  internal static readonly string Work = Variable("RAPPORT_WORK_DIR");

  private static int _passed, _failed;

  internal static string Variable(string name) {
    string value = Environment.GetEnvironmentVariable(name);
    if (string.IsNullOrEmpty(value)) throw new InvalidOperationException(name + " is not set");
    return value;
  }

  internal static void Case(string name, Action test) {
    try {
      test();
      ++_passed;
    } catch (Exception e) {
      ++_failed;
      Console.Error.WriteLine("{0}: {1}", name, e);
    }
  }

  internal static int Finish() {
    Console.WriteLine("csharp: {0} passed, {1} failed", _passed, _failed);
    return _failed == 0 ? 0 : 1;
  }

  internal static void True(bool condition, string what = "") {
    if (!condition) throw new Exception("not so: " + what);
  }

  internal static void Equal<T>(T expected, T actual) {
    if (!Equals(expected, actual)) {
      throw new Exception(string.Format("expected: {0}\n  actual: {1}", expected, actual));
    }
  }

  internal static void Contains(string text, string part) {
    True(text.Contains(part), "\"" + part + "\" is in: " + text);
  }

  internal static T Throws<T>(Action action) where T : Exception {
    try {
      action();
    } catch (T e) {
      return e;
    }
    throw new Exception("nothing was thrown");
  }

  internal static RapportException Refused(Status status, Action action) {
    var e = Throws<RapportException>(action);
    Equal(status, e.Status);
    return e;
  }

  /// Runs a program without one variable and with another; returns what it printed.
  internal static string Run(string program, string without, string variable, string value) {
    var start = new ProcessStartInfo("mono", "\"" + program + "\"") {
      UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
    };
    if (without != null) start.EnvironmentVariables.Remove(without);
    if (variable != null) start.EnvironmentVariables[variable] = value;
    using (Process process = Process.Start(start)) {
      string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
      process.WaitForExit();
      return output + process.ExitCode + "\n";
    }
  }
}

internal static class Vectors {
  internal static readonly string Pack = Read("tests/vectors/pack.yaml");
  internal static readonly string Words = Read("tests/vectors/words.tsv");
  internal static readonly RuleSet Rules = Built();
  internal static readonly string[] Records = Lines("tests/vectors/conversations.jsonl");
  internal static readonly string[] Answers = Lines("tests/vectors/decisions.jsonl");

  private static readonly Dictionary<string, FactType> Types =
      Rules.Facts.ToDictionary(fact => fact.Id, fact => fact.Type);

  /// The pack, which lists a word table.
  internal static Builder Builder() { return new Builder().AddText(Pack).AddText(Words, "words.tsv"); }

  internal static RuleSet Built() {
    using (Builder builder = Builder()) return builder.Build();
  }

  internal static string Read(string path) { return File.ReadAllText(Path.Combine(Harness.Source, path)); }

  /// c.h with its parts.
  internal static string Header() {
    return string.Concat(new[] { "c", "c_case", "c_review", "c_service", "c_accumulator" }.Select(
        part => Read("capi/include/rapport/" + part + ".h")));
  }

  internal static string[] Lines(string path) {
    string[] lines = Read(path).Split('\n');
    return lines.Take(lines.Length - 1).ToArray();
  }

  internal static string Record(string id) {
    return Records.First(line => line.StartsWith("{\"id\":\"" + id + "\""));
  }

  internal static Dictionary<string, object> Parse(string line) {
    return (Dictionary<string, object>)JsonReader.Read(line);
  }

  internal static T Get<T>(this Dictionary<string, object> map, string key, T absent) {
    object value;
    return map.TryGetValue(key, out value) ? (T)value : absent;
  }

  internal static DateTimeOffset? Time(Dictionary<string, object> map, string key) {
    string text = map.Get<string>(key, null);
    return text == null ? (DateTimeOffset?)null : DateTimeOffset.Parse(text);
  }

  /// "1h30m".
  private static TimeSpan Duration(string text) {
    return Regex.Matches(text, @"(\d+)([dhms])").Cast<Match>().Aggregate(TimeSpan.Zero, (sum, part) => {
      int number = int.Parse(part.Groups[1].Value);
      switch (part.Groups[2].Value) {
        case "d": return sum + TimeSpan.FromDays(number);
        case "h": return sum + TimeSpan.FromHours(number);
        case "m": return sum + TimeSpan.FromMinutes(number);
        default: return sum + TimeSpan.FromSeconds(number);
      }
    });
  }

  internal static T Constant<T>(Dictionary<string, object> map, string key, T absent) where T : struct {
    string word = map.Get<string>(key, null);
    return word == null ? absent : (T)Enum.Parse(typeof(T), word.Replace("_", ""), true);
  }

  /// A record as turns, typed facts, acknowledgements and overrides.
  internal static Conversation Conversation(Dictionary<string, object> record) {
    return Fill(new Conversation(Rules), record, false);
  }

  /// The same without its last turn, the reply.
  internal static Conversation Fill(Conversation conversation, Dictionary<string, object> record,
                                    bool withoutReply) {
    List<object> turns = record.Get("turns", new List<object>());
    foreach (Dictionary<string, object> turn in turns.Take(turns.Count - (withoutReply ? 1 : 0))) {
      conversation.AddTurn(turn.Get("text", ""), Constant(turn, "by", Speaker.Customer), Time(turn, "at"),
                           Time(turn, "end"), Constant(turn, "visibility", Visibility.Public),
                           Constant(turn, "format", TextFormat.Text), turn.Get("language", ""),
                           turn.Get("id", ""), turn.Get("author", ""));
    }
    foreach (var fact in record.Get("facts", new Dictionary<string, object>())) Set(conversation, fact);
    foreach (string route in record.Get("acknowledged", new List<object>())) conversation.Acknowledge(route);
    var none = new Dictionary<string, object>();
    Dictionary<string, object> overrides = record.Get("overrides", none);
    string persona = overrides.Get<string>("persona", null);
    if (persona != null) conversation.OverridePersona(persona);
    foreach (var scale in overrides.Get("scales", none)) {
      conversation.OverrideScale(scale.Key, Convert.ToInt32(scale.Value));
    }
    foreach (var route in overrides.Get("escalations", none)) {
      conversation.OverrideEscalation(
          route.Key, (EscalationRule)Enum.Parse(typeof(EscalationRule), (string)route.Value, true));
    }
    return conversation;
  }

  private static void Set(Conversation conversation, KeyValuePair<string, object> fact) {
    object value = fact.Value;
    switch (Types[fact.Key]) {
      case FactType.Bool: conversation.SetFact(fact.Key, (bool)value); break;
      case FactType.Int: conversation.SetFact(fact.Key, (long)value); break;
      case FactType.Double: conversation.SetFact(fact.Key, Convert.ToDouble(value)); break;
      case FactType.Duration: conversation.SetFact(fact.Key, Duration((string)value)); break;
      case FactType.Timestamp:
        conversation.SetFact(fact.Key, DateTimeOffset.Parse((string)value));
        break;
      case FactType.Strings:
        conversation.SetFact(fact.Key, ((List<object>)value).Cast<string>());
        break;
      default: conversation.SetFact(fact.Key, (string)value); break;
    }
  }
}
