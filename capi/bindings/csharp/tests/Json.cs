using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Rapport;

/// As much JSON as the tests need: reading, and writing decisions as the library does.
internal sealed class JsonReader {
  private readonly string _text;
  private int _at;

  private JsonReader(string text) { _text = text; }

  /// Objects become dictionaries, lists become lists.
  internal static object Read(string text) { return new JsonReader(text).Value(); }

  private void Skip(string characters) {
    while (_at < _text.Length && characters.IndexOf(_text[_at]) >= 0) ++_at;
  }

  private object Value() {
    Skip(" ,:");
    char first = _text[_at];
    if (first == '"') return String();
    if (first == '{') {
      var result = new Dictionary<string, object>();
      for (++_at; !Closes('}');) {
        string key = String();
        result[key] = Value();
      }
      return result;
    }
    if (first == '[') {
      var result = new List<object>();
      for (++_at; !Closes(']');) result.Add(Value());
      return result;
    }
    int start = _at;
    while (_at < _text.Length && ",]} ".IndexOf(_text[_at]) < 0) ++_at;
    string word = _text.Substring(start, _at - start);
    long whole;
    if (word == "null") return null;
    if (word == "true" || word == "false") return word == "true";
    if (long.TryParse(word, out whole)) return whole;
    return double.Parse(word, CultureInfo.InvariantCulture);
  }

  private bool Closes(char bracket) {
    Skip(" ,");
    if (_text[_at] != bracket) return false;
    ++_at;
    return true;
  }

  private string String() {
    var result = new StringBuilder();
    for (++_at; _text[_at] != '"'; ++_at) {
      if (_text[_at] != '\\') {
        result.Append(_text[_at]);
        continue;
      }
      char letter = _text[++_at];
      int known = "bfnrt".IndexOf(letter);
      if (letter == 'u') {
        result.Append((char)Convert.ToInt32(_text.Substring(_at + 1, 4), 16));
        _at += 4;
      } else {
        result.Append(known < 0 ? letter : "\b\f\n\r\t"[known]);
      }
    }
    ++_at;
    return result.ToString();
  }
}

/// Writes a decision as the library does, out of what the getters gave.
internal static class JsonWriter {
  internal static string Write(Decision decision, string id) {
    return Object(
        Field("id", Text(id)), Field("persona", Text(decision.Persona)),
        If(decision.Abstained != Abstained.No,
           () => Field("abstained", Text(Snake(decision.Abstained)))),
        Field("top", Text(decision.Top)), Field("probability", Number(decision.Probability)),
        Field("personas",
              Object(decision.Personas.Select(one => Field(one.Persona, Number(one.Probability))))),
        Field("also", List(decision.Also, Text)),
        Field("scales", Object(decision.Scales.Select(
            one => Field(one.Id, one.Level.HasValue ? Number(one.Level.Value) : "null")))),
        Field("contact", Object(
            Field("kind", Text(decision.Contact.Kind)), Field("also", List(decision.Contact.Also, Text)))),
        Field("needs", List(decision.Needs, one => Object(
            Field("id", Text(one.Id)), Field("label", Text(one.Label)),
            If(one.Turn >= 0, () => Place(one.Turn, one.Start, one.End)),
            If(one.Turn >= 0, () => Field("text", Text(one.Text)))))),
        Field("open_questions", List(decision.OpenQuestions, one => Object(
            Place(one.Turn, one.Start, one.End), Field("text", Text(one.Text))))),
        Field("promises", List(decision.Promises, one => Object(
            Field("id", Text(one.Id)), Field("label", Text(one.Label)), Place(one.Turn, one.Start, one.End),
            Field("text", Text(one.Text)), If(one.Due.HasValue, () => Field("due", Time(one.Due.Value))),
            Field("state", Text(Snake(one.State)))))),
        Field("actions", List(decision.Actions, Action)),
        Field("forbidden", List(decision.Forbidden, one => Object(
            Field("id", Text(one.Action)), Field("policy", Text(one.Policy)),
            Mark("undetermined", one.Undetermined)))),
        Field("approvals", List(decision.Actions.Where(one => one.ApprovalFrom != ""), one => Object(
            Field("action", Text(one.Id)), Field("from", Text(one.ApprovalFrom))))),
        Field("limits", Object(decision.Limits.Select(one => Field(one.Id, Number(one.Value))))),
        Field("limit_reasons", List(decision.Limits, one => Object(
            Field("limit", Text(one.Id)), Field("unit", Text(one.Unit)),
            Field("policy", Text(one.Policy)), Mark("undetermined", one.Undetermined)))),
        Field("flags", List(decision.Flags, one => Object(
            Field("id", Text(one.Id)), Field("policy", Text(one.Policy))))),
        Field("escalations", List(decision.Escalations, Escalation)),
        Field("evidence", List(decision.Evidence, Evidence)),
        Field("undetermined", List(decision.Undetermined, one => Object(
            Field(Snake(one.Kind), Text(one.Id)),
            If(one.Error != "", () => Field("error", Text(one.Error))),
            Field("missing", List(one.Missing, Text))))),
        If(decision.Overridden.Count > 0, () => Field("overridden", List(decision.Overridden, Overridden))),
        If(decision.Protocols.Count > 0, () => Field("protocols", List(decision.Protocols, Protocol))),
        Field("ruleset", Text(decision.RuleSet)));
  }

  private static string Protocol(Protocol one) {
    return Object(
        Field("id", Text(one.Id)), Field("label", Text(one.Label)), Field("state", Text(one.State)),
        Field("state_label", Text(one.StateLabel)), Mark("ended", one.HasEnded),
        Field("started_turn", Number(one.StartedTurn)), Field("since_turn", Number(one.SinceTurn)),
        If(one.Next != "", () => Field("next", Text(one.Next))),
        Field("steps", List(one.Steps, step => Object(
            Field("id", Text(step.Id)), Field("label", Text(step.Label)),
            Field("status", Text(Snake(step.Status))),
            If(step.Action != "", () => Field("action", Text(step.Action))),
            If(step.Turn >= 0, () => Place(step.Turn, step.Start, step.End))))),
        Field("faults", List(one.Faults, fault => Object(
            Field("id", Text(fault.Id)), Field("label", Text(fault.Label)),
            Place(fault.Turn, fault.Start, fault.End)))));
  }

  private static string Overridden(Overridden one) {
    if (one.Kind == OverrideKind.Persona) {
      return Object(Field("persona", Text(one.Id)), Field("found", Text(one.Found)));
    }
    if (one.Kind == OverrideKind.Scale) {
      return Object(Field("scale", Text(one.Id)), Field("level", Number(one.Level.Value)),
                    Field("found", one.FoundLevel.HasValue ? Number(one.FoundLevel.Value) : "null"));
    }
    return Object(Field("escalation", Text(one.Id)), Field("override", Text(Snake(one.Rule.Value))),
                  Field("found", List(one.Reasons, Text)), Field("policies", List(one.Policies, Text)));
  }

  internal static string Write(Review review, string id, ReviewDetail detail) {
    bool all = detail == ReviewDetail.All;
    return Object(
        Field("id", Text(id)), Field("blocked", review.IsBlocked ? "true" : "false"),
        Field("tip", review.Tip == null ? "null" : all ? Text(review.Tip.Check) : Finding(review.Tip)),
        If(all, () => Field("score", review.Score.HasValue ? Number(review.Score.Value) : "null")),
        If(all, () => Field("findings", List(review.Findings, Finding))),
        If(all, () => Field("persona", Text(review.Persona))), Field("ruleset", Text(review.RuleSet)));
  }

  private static string Finding(Finding one) {
    string result = one.Result == CheckResult.NotApplicable ? "na" : Snake(one.Result);
    return Object(
        Field("check", Text(one.Check)), Field("label", Text(one.Label)), Field("result", Text(result)),
        If(one.Reason != FailReason.None, () => Field("reason", Text(Snake(one.Reason)))),
        Field("weight", Number(one.Weight)), Mark("fatal", one.IsFatal),
        Mark("undetermined", one.IsUndetermined), If(one.Why != "", () => Field("why", Text(one.Why))),
        If(one.Limit != "", () => Field("limit", Text(one.Limit))),
        If(one.Limit != "", () => Field("limit_value", Number(one.LimitValue))),
        If(one.Policy != "", () => Field("policy", Text(one.Policy))),
        If(one.ApprovalFrom != "", () => Field("approval_from", Text(one.ApprovalFrom))),
        Field("spans", List(one.Spans, span => Object(
            Field("cue", Text(span.Cue)), Field("start", Number(span.Start)), Field("end", Number(span.End)),
            Field("text", Text(span.Text))))),
        If(one.Result == CheckResult.Fail, () => Field("suggestions", List(one.Suggestions, Text))));
  }

  private static string Action(ActionAdvice action) {
    return Object(
        Field("id", Text(action.Id)), Field("label", Text(action.Label)),
        Field("by", Text(Snake(action.By))), Field("kind", Text(Snake(action.Kind))),
        Field("reasons", List(action.Reasons, reason => Object(
            Field(Snake(reason.Kind), Text(reason.Id))))),
        Field("say", List(action.Say, Text)),
        If(action.ApprovalFrom != "", () => Field("approval_from", Text(action.ApprovalFrom))),
        Mark("availability_unknown", !action.AvailabilityKnown));
  }

  private static string Escalation(Escalation one) {
    return Object(
        Field("to", Text(one.To)), Field("label", Text(one.Label)),
        Field("level", Number(one.Level)), Field("reasons", List(one.Reasons, Text)),
        Field("policies", List(one.Policies, Text)),
        Field("due", one.Due.HasValue ? Time(one.Due.Value) : "null"),
        Field("since_turn", Number(one.SinceTurn)), Field("new", one.IsNew ? "true" : "false"));
  }

  private static string Evidence(Evidence one) {
    return Object(
        one.Kind == EvidenceKind.Condition
            ? Field("condition", Text(one.Id))
            : string.Join(",", Field(Snake(one.Kind), Text(one.Id)), Field("turn", Number(one.Turn)),
                          Field("start", Number(one.Start)), Field("end", Number(one.End)),
                          Field("text", Text(one.Text))),
        If(one.Persona != "", () => Field("persona", Text(one.Persona))),
        Field("weight", Number(one.Weight)));
  }

  private static string If(bool condition, Func<string> field) { return condition ? field() : null; }
  private static string Mark(string key, bool condition) { return condition ? Field(key, "true") : null; }
  private static string Field(string key, string value) { return Text(key) + ":" + value; }

  private static string Object(params string[] fields) { return Object(fields.AsEnumerable()); }

  private static string Object(IEnumerable<string> fields) {
    return "{" + string.Join(",", fields.Where(field => field != null)) + "}";
  }

  private static string List<T>(IEnumerable<T> items, Func<T, string> write) {
    return "[" + string.Join(",", items.Select(write)) + "]";
  }

  private static string Place(int turn, int start, int end) {
    return string.Join(",", Field("turn", Number(turn)), Field("start", Number(start)),
                       Field("end", Number(end)));
  }

  private static string Time(DateTimeOffset time) { return Text(time.ToString("yyyy-MM-ddTHH:mm:ssZ")); }

  private static string Number(double number) {
    return number.ToString("0.####", CultureInfo.InvariantCulture);
  }

  private static string Text(string text) {
    return "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
  }

  /// "NoEvidence" as "no_evidence".
  internal static string Snake(Enum value) {
    return string.Concat(value.ToString().Select(
        (c, i) => (i > 0 && char.IsUpper(c) ? "_" : "") + char.ToLowerInvariant(c)));
  }
}
