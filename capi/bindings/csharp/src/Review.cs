using System;
using System.Collections.Generic;

namespace Rapport {

/// <summary>
/// What the checks of the packs say of an agent's reply, with what docs/records.md lists. Immutable, valid
/// for ever, and free to be shared by threads. Texts that do not apply are empty.
/// </summary>
public sealed class Review {
  /// <summary>The review as the library wrote it.</summary>
  public string Json { get; }

  /// <summary>A fatal check failed: the reply should not be sent as it is.</summary>
  public bool IsBlocked { get; }
  /// <summary>What to mend first: a fatal fail, else the heaviest; null when no check failed.</summary>
  public Finding Tip { get; }
  /// <summary>0 to 100; null when no check applies, and of a draft.</summary>
  public double? Score { get; }
  /// <summary>What each check says, by its id; none of a draft.</summary>
  public IReadOnlyList<Finding> Findings { get; }
  /// <summary>The customer type of the conversation before the reply.</summary>
  public string Persona { get; }
  /// <summary>Name of the rule set that reviewed.</summary>
  public string RuleSet { get; }

  /// Reads the result that the handle holds.
  internal Review(ReviewHandle handle, string json, ReviewDetail detail) {
    var get = new Getters(handle, "review");
    Json = json;
    IsBlocked = get.Number("blocked") != 0;
    RuleSet = get.Text("ruleset_name");
    using (var decision = new ReviewedDecision(handle)) {
      Persona = new Getters(decision, "decision").Text("persona");
    }
    int? tip = get.OptionalCount("tip");
    var finding = new Getters(handle, "review_finding");
    bool all = detail == ReviewDetail.All;
    Findings = Lists.Make(all ? finding.Count("count") : 0, i => new Finding(finding, i));
    if (tip.HasValue) Tip = all ? Findings[tip.Value] : new Finding(finding, tip.Value);
    if (all) Score = get.OptionalNumber("score") / 100.0;
  }

  public override string ToString() { return Json; }
}

/// <summary>What one check says.</summary>
public sealed class Finding {
  /// <summary>The check's id.</summary>
  public string Check { get; }
  public string Label { get; }
  public CheckResult Result { get; }
  /// <summary>Why it failed.</summary>
  public FailReason Reason { get; }
  public double Weight { get; }
  /// <summary>Its fail blocks the reply.</summary>
  public bool IsFatal { get; }
  /// <summary>It does not apply, or fails, because its condition is unknown.</summary>
  public bool IsUndetermined { get; }
  /// <summary>Of a fail: what is wrong, for the agent.</summary>
  public string Why { get; }
  /// <summary>Of <c>FailReason.OverLimit</c>, with its value in force.</summary>
  public string Limit { get; }
  public long LimitValue { get; }
  /// <summary>The policy that set the limit, forbids or wants approval.</summary>
  public string Policy { get; }
  /// <summary>The route that approves.</summary>
  public string ApprovalFrom { get; }
  /// <summary>The places that counted; of a pass, what was looked for.</summary>
  public IReadOnlyList<ReviewSpan> Spans { get; }
  /// <summary>Better wordings for a fail, the best first.</summary>
  public IReadOnlyList<string> Suggestions { get; }

  internal Finding(Getters get, int i) {
    Check = get.Text("check", i);
    Label = get.Text("label", i);
    Result = (CheckResult)get.Number("result", i);
    Reason = (FailReason)get.Number("reason", i);
    Weight = get.Number("weight", i) / 1000.0;
    IsFatal = get.Is("is_fatal", i);
    IsUndetermined = get.Is("is_undetermined", i);
    Why = get.Text("why", i);
    Limit = get.Text("limit", i);
    LimitValue = get.Long("limit_value", i);
    Policy = get.Text("policy", i);
    ApprovalFrom = get.Text("approval_from", i);
    Spans = Lists.Make(get.Count("span_count", i), j => {
      int[] place = get.Span("span", i, j);
      return new ReviewSpan {
        Cue = get.Text("span_cue", i, j), Start = place[0], End = place[1], Text = get.Text("span_text", i, j),
      };
    });
    Suggestions = Lists.Make(get.Count("suggestion_count", i), j => get.Text("suggestion", i, j));
  }
}

/// <summary>A place in a reply that counted.</summary>
public sealed class ReviewSpan {
  public string Cue { get; internal set; }
  /// <summary>First and past-the-last byte of the reply's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
  public string Text { get; internal set; }
}

}  // namespace Rapport
