using System;
using System.Collections.Generic;
using System.Linq;

namespace Rapport {

/// <summary>
/// What was decided, with what docs/records.md lists. Immutable, valid for ever, and free to be shared
/// by threads. Texts that do not apply are empty.
/// </summary>
public sealed class Decision {
  /// <summary>The decision as the library wrote it.</summary>
  public string Json { get; }

  /// <summary>The customer type that is reported, or "none".</summary>
  public string Persona { get; }
  /// <summary>Why none is reported.</summary>
  public Abstained Abstained { get; }
  /// <summary>The most probable type, reported or not.</summary>
  public string Top { get; }
  /// <summary>Of what is reported.</summary>
  public double Probability { get; }
  /// <summary>Every type, and "none" last.</summary>
  public IReadOnlyList<PersonaScore> Personas { get; }
  /// <summary>Further types that are clear enough.</summary>
  public IReadOnlyList<string> Also { get; }
  public IReadOnlyList<ScaleLevel> Scales { get; }
  /// <summary>What the customer writes for.</summary>
  public Contact Contact { get; }
  /// <summary>Needs that were voiced, the newest first.</summary>
  public IReadOnlyList<Need> Needs { get; }
  /// <summary>Questions that no reply has taken up, the oldest first.</summary>
  public IReadOnlyList<OpenQuestion> OpenQuestions { get; }
  /// <summary>What agents have promised, and whether it was kept.</summary>
  public IReadOnlyList<Promise> Promises { get; }
  /// <summary>What to do, most important first.</summary>
  public IReadOnlyList<ActionAdvice> Actions { get; }
  /// <summary>What must not be done now.</summary>
  public IReadOnlyList<Forbidden> Forbidden { get; }
  /// <summary>Limits that hold.</summary>
  public IReadOnlyList<Limit> Limits { get; }
  public IReadOnlyList<Flag> Flags { get; }
  /// <summary>Who must know, highest level first.</summary>
  public IReadOnlyList<Escalation> Escalations { get; }
  /// <summary>What counted, strongest first.</summary>
  public IReadOnlyList<Evidence> Evidence { get; }
  /// <summary>Policies and conditions that could not be determined.</summary>
  public IReadOnlyList<Undetermined> Undetermined { get; }
  /// <summary>What a person decided in place of the rules; mostly nothing.</summary>
  public IReadOnlyList<Overridden> Overridden { get; }
  /// <summary>How far each protocol is that has started.</summary>
  public IReadOnlyList<Protocol> Protocols { get; }
  /// <summary>Name of the rule set that decided.</summary>
  public string RuleSet { get; }

  /// Reads the result that the handle holds.
  internal Decision(DecisionHandle handle, string json) {
    var get = new Getters(handle, "decision");
    Json = json;
    Persona = get.Text("persona");
    Abstained = (Abstained)get.Number("abstained");
    Top = get.Text("top");
    Probability = get.Number("probability") / 10000.0;
    RuleSet = get.Text("ruleset_name");
    Also = Lists.Make(get.Count("also_count"), i => get.Text("also", i));
    Personas = Lists.Make(get.Count("score_count"), i => new PersonaScore {
      Persona = get.Text("score_persona", i), Score = get.Number("score_value", i) / 1000.0,
      Probability = get.Number("score_probability", i) / 10000.0,
    });
    Scales = Lists.Make(get.Count("scale_count"), i => {
      int level = get.Number("scale_level", i);
      return new ScaleLevel {
        Id = get.Text("scale_id", i), Level = level < 0 ? (int?)null : level,
        Name = get.Text("scale_level_name", i), Score = get.Number("scale_score", i) / 1000.0,
      };
    });
    Contact = new Contact {
      Kind = get.Text("contact_kind"), Label = get.Text("contact_label"),
      Also = Lists.Make(get.Count("contact_also_count"), i => get.Text("contact_also", i)),
    };
    Needs = Lists.Make(get.Count("need_count"), i => {
      int[] span = get.Place("need_span", i);
      return new Need {
        Id = get.Text("need_id", i), Label = get.Text("need_label", i), Turn = span[0], Start = span[1],
        End = span[2], Text = get.Text("need_text", i),
      };
    });
    OpenQuestions = Lists.Make(get.Count("open_question_count"), i => {
      int[] span = get.Place("open_question_span", i);
      return new OpenQuestion {
        Turn = span[0], Start = span[1], End = span[2], Text = get.Text("open_question_text", i),
      };
    });
    Promises = Lists.Make(get.Count("promise_count"), i => {
      int[] span = get.Place("promise_span", i);
      return new Promise {
        Id = get.Text("promise_id", i), Label = get.Text("promise_label", i), Turn = span[0], Start = span[1],
        End = span[2], Text = get.Text("promise_text", i),
        Due = Times.FromInstant(get.Long("promise_due", i)),
        State = (PromiseState)get.Number("promise_state", i),
      };
    });
    Actions = Lists.Make(get.Count("action_count"), i => new ActionAdvice {
      Id = get.Text("action_id", i), Label = get.Text("action_label", i),
      By = (Performer)get.Number("action_by", i), Kind = (ActionKind)get.Number("action_kind", i),
      ApprovalFrom = get.Text("action_approval_from", i),
      AvailabilityKnown = get.Is("action_availability_known", i),
      Reasons = Lists.Make(get.Count("action_reason_count", i), j => new Reason {
        Id = get.Text("action_reason", i, j), Kind = (ReasonKind)get.Number("action_reason_kind", i, j),
      }),
      Say = Lists.Make(get.Count("action_say_count", i), j => get.Text("action_say", i, j)),
    });
    Forbidden = Lists.Make(get.Count("forbidden_count"), i => new Forbidden {
      Action = get.Text("forbidden_action", i), Policy = get.Text("forbidden_policy", i),
      Undetermined = get.Is("forbidden_undetermined", i),
    });
    Limits = Lists.Make(get.Count("limit_count"), i => new Limit {
      Id = get.Text("limit_id", i), Value = get.Long("limit_value", i), Unit = get.Text("limit_unit", i),
      Policy = get.Text("limit_policy", i), Undetermined = get.Is("limit_undetermined", i),
    });
    Flags = Lists.Make(get.Count("flag_count"), i => new Flag {
      Id = get.Text("flag_id", i), Policy = get.Text("flag_policy", i),
    });
    Escalations = Lists.Make(get.Count("escalation_count"), i => new Escalation {
      To = get.Text("escalation_to", i), Label = get.Text("escalation_label", i),
      Level = get.Number("escalation_level", i), Due = Times.FromInstant(get.Long("escalation_due", i)),
      SinceTurn = get.Number("escalation_since_turn", i), IsNew = get.Is("escalation_is_new", i),
      Reasons = Lists.Make(get.Count("escalation_reason_count", i), j => get.Text("escalation_reason", i, j)),
      Policies = Lists.Make(get.Count("escalation_reason_count", i), j => get.Text("escalation_policy", i, j)),
    });
    Evidence = Lists.Make(get.Count("evidence_count"), i => {
      int[] span = get.Place("evidence_span", i);
      return new Evidence {
        Id = get.Text("evidence_id", i), Kind = (EvidenceKind)get.Number("evidence_kind", i),
        Turn = span[0], Start = span[1], End = span[2], Text = get.Text("evidence_text", i),
        Persona = get.Text("evidence_persona", i), Weight = get.Number("evidence_weight", i) / 1000.0,
      };
    });
    Undetermined = Lists.Make(get.Count("undetermined_count"), i => new Undetermined {
      Id = get.Text("undetermined_id", i), Kind = (UndeterminedKind)get.Number("undetermined_kind", i),
      Error = get.Text("undetermined_error", i),
      Missing = Lists.Make(get.Count("undetermined_missing_count", i),
                           j => get.Text("undetermined_missing", i, j)),
    });
    Overridden = Lists.Make(get.Count("overridden_count"), i => new Overridden(get, i));
    Protocols = Lists.Make(get.Count("protocol_count"), i => new Protocol(get, i));
  }

  /// <summary>The level of a scale; null when it is unknown, or when there is no such scale.</summary>
  public int? Level(string scale) {
    return Scales.Where(one => one.Id == scale).Select(one => one.Level).FirstOrDefault();
  }

  /// <summary>The value of a limit that holds; null when it does not.</summary>
  public long? LimitOf(string limit) {
    return Limits.Where(one => one.Id == limit).Select(one => (long?)one.Value).FirstOrDefault();
  }

  public override string ToString() { return Json; }
}

/// <summary>How probable a customer type is.</summary>
public sealed class PersonaScore {
  public string Persona { get; internal set; }
  public double Score { get; internal set; }
  public double Probability { get; internal set; }
}

/// <summary>The level of a scale, from 0; null when it is unknown.</summary>
public sealed class ScaleLevel {
  public string Id { get; internal set; }
  public int? Level { get; internal set; }
  public string Name { get; internal set; }
  public double Score { get; internal set; }
}

/// <summary>What the customer writes for.</summary>
public sealed class Contact {
  /// <summary>The kind of contact, or "none".</summary>
  public string Kind { get; internal set; }
  /// <summary>Empty for none.</summary>
  public string Label { get; internal set; }
  /// <summary>Further kinds that hold.</summary>
  public IReadOnlyList<string> Also { get; internal set; }
}

/// <summary>A need, and where it was voiced last; the turn is -1 when a condition alone tells it.</summary>
public sealed class Need {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
  /// <summary>The customer's words there.</summary>
  public string Text { get; internal set; }
}

/// <summary>A question that no reply has taken up.</summary>
public sealed class OpenQuestion {
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
  public string Text { get; internal set; }
}

/// <summary>What an agent has promised.</summary>
public sealed class Promise {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
  /// <summary>The agent's words.</summary>
  public string Text { get; internal set; }
  /// <summary>Null without times, or when neither words nor pack say when.</summary>
  public DateTimeOffset? Due { get; internal set; }
  public PromiseState State { get; internal set; }
}

/// <summary>Why an action is recommended: a policy, or the playbook of what Kind says.</summary>
public sealed class Reason {
  public string Id { get; internal set; }
  public ReasonKind Kind { get; internal set; }
}

/// <summary>Something to do.</summary>
public sealed class ActionAdvice {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public Performer By { get; internal set; }
  public ActionKind Kind { get; internal set; }
  public IReadOnlyList<Reason> Reasons { get; internal set; }
  /// <summary>Lines to say, the best first.</summary>
  public IReadOnlyList<string> Say { get; internal set; }
  /// <summary>Whose approval it needs first; empty for nobody's.</summary>
  public string ApprovalFrom { get; internal set; }
  /// <summary>False when the host has not said whether it offers this.</summary>
  public bool AvailabilityKnown { get; internal set; }
}

/// <summary>An action that must not be taken now.</summary>
public sealed class Forbidden {
  public string Action { get; internal set; }
  public string Policy { get; internal set; }
  /// <summary>It holds only because the policy's condition is unknown.</summary>
  public bool Undetermined { get; internal set; }
}

/// <summary>A limit, and the policy that set the smallest value.</summary>
public sealed class Limit {
  public string Id { get; internal set; }
  public long Value { get; internal set; }
  public string Unit { get; internal set; }
  public string Policy { get; internal set; }
  /// <summary>It holds only because the policy's condition is unknown.</summary>
  public bool Undetermined { get; internal set; }
}

public sealed class Flag {
  public string Id { get; internal set; }
  public string Policy { get; internal set; }
}

/// <summary>Somebody who must know.</summary>
public sealed class Escalation {
  /// <summary>The route.</summary>
  public string To { get; internal set; }
  public string Label { get; internal set; }
  public int Level { get; internal set; }
  public IReadOnlyList<string> Reasons { get; internal set; }
  /// <summary>One for each reason.</summary>
  public IReadOnlyList<string> Policies { get; internal set; }
  public DateTimeOffset? Due { get; internal set; }
  /// <summary>The turn from which it has held, from 0.</summary>
  public int SinceTurn { get; internal set; }
  /// <summary>False once acknowledged, until a later turn gives a further reason.</summary>
  public bool IsNew { get; internal set; }
}

/// <summary>A cue or an entry of a word table in the customer's words, or a condition, which has turn -1.
/// </summary>
public sealed class Evidence {
  /// <summary>The cue's or condition's; of a word or pair, its entry in the table.</summary>
  public string Id { get; internal set; }
  public EvidenceKind Kind { get; internal set; }
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
  public string Text { get; internal set; }
  /// <summary>For whom it counted; empty when only policies read it.</summary>
  public string Persona { get; internal set; }
  /// <summary>Of one hit; of a word, what it added to that type's lead over "none".</summary>
  public double Weight { get; internal set; }
}

/// <summary>What could not be determined: what Kind says.</summary>
public sealed class Undetermined {
  public string Id { get; internal set; }
  public UndeterminedKind Kind { get; internal set; }
  /// <summary>Facts and signals that are not known.</summary>
  public IReadOnlyList<string> Missing { get; internal set; }
  /// <summary>What failed; empty when something is merely not known.</summary>
  public string Error { get; internal set; }
}

/// <summary>What a person decided in place of the rules, and what those found.</summary>
public sealed class Overridden {
  public OverrideKind Kind { get; }
  /// <summary>The persona that was set; the scale; the route.</summary>
  public string Id { get; }
  /// <summary>Of a scale, the level that was set.</summary>
  public int? Level { get; }
  /// <summary>Of an escalation.</summary>
  public EscalationRule? Rule { get; }
  /// <summary>The persona found, or "none"; the name of the level found; else empty.</summary>
  public string Found { get; }
  /// <summary>Of a scale, the level found; null when it is not known.</summary>
  public int? FoundLevel { get; }
  /// <summary>Of an escalation, why policies escalate, also those that were suppressed.</summary>
  public IReadOnlyList<string> Reasons { get; }
  /// <summary>One for each reason.</summary>
  public IReadOnlyList<string> Policies { get; }

  internal Overridden(Getters get, int i) {
    Kind = (OverrideKind)get.Number("overridden_kind", i);
    Id = get.Text("overridden_id", i);
    if (Kind == OverrideKind.Scale) Level = get.Number("overridden_level", i);
    if (Kind == OverrideKind.Escalation) Rule = (EscalationRule)get.Number("overridden_rule", i);
    Found = get.Text("overridden_found", i);
    int found = get.Number("overridden_found_level", i);
    if (found >= 0) FoundLevel = found;
    int reasons = get.Count("overridden_reason_count", i);
    Reasons = Lists.Make(reasons, j => get.Text("overridden_reason", i, j));
    Policies = Lists.Make(reasons, j => get.Text("overridden_policy", i, j));
  }
}

/// <summary>How far a protocol is that has started.</summary>
public sealed class Protocol {
  public string Id { get; }
  public string Label { get; }
  public string State { get; }
  public string StateLabel { get; }
  /// <summary>Nothing is next in this state.</summary>
  public bool HasEnded { get; }
  public int StartedTurn { get; }
  /// <summary>Since when it is in this state.</summary>
  public int SinceTurn { get; }
  /// <summary>The step to be done now; empty for none.</summary>
  public string Next { get; }
  /// <summary>Those of the state, then others that were done.</summary>
  public IReadOnlyList<ProtocolStep> Steps { get; }
  /// <summary>What agents should not have said, by turn.</summary>
  public IReadOnlyList<ProtocolFault> Faults { get; }

  internal Protocol(Getters get, int i) {
    Id = get.Text("protocol_id", i);
    Label = get.Text("protocol_label", i);
    State = get.Text("protocol_state", i);
    StateLabel = get.Text("protocol_state_label", i);
    HasEnded = get.Is("protocol_ended", i);
    StartedTurn = get.Number("protocol_started_turn", i);
    SinceTurn = get.Number("protocol_since_turn", i);
    Next = get.Text("protocol_next", i);
    Steps = Lists.Make(get.Count("protocol_step_count", i), j => {
      int[] span = get.Place("protocol_step_span", i, j);
      return new ProtocolStep {
        Id = get.Text("protocol_step_id", i, j), Label = get.Text("protocol_step_label", i, j),
        Status = (StepStatus)get.Number("protocol_step_status", i, j),
        Action = get.Text("protocol_step_action", i, j), Turn = span[0], Start = span[1], End = span[2],
      };
    });
    Faults = Lists.Make(get.Count("protocol_fault_count", i), j => {
      int[] span = get.Place("protocol_fault_span", i, j);
      return new ProtocolFault {
        Id = get.Text("protocol_fault_id", i, j), Label = get.Text("protocol_fault_label", i, j),
        Turn = span[0], Start = span[1], End = span[2],
      };
    });
  }
}

/// <summary>Something that a protocol asks agents to do.</summary>
public sealed class ProtocolStep {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public StepStatus Status { get; internal set; }
  /// <summary>The action that goes with it; empty for none.</summary>
  public string Action { get; internal set; }
  /// <summary>Where it was done first; -1 if it was not.</summary>
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
}

/// <summary>What an agent should not have said.</summary>
public sealed class ProtocolFault {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public int Turn { get; internal set; }
  /// <summary>First and past-the-last byte of the turn's text in UTF-8.</summary>
  public int Start { get; internal set; }
  public int End { get; internal set; }
}

}  // namespace Rapport
