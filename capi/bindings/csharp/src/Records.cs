using System;
using System.Collections.Generic;

namespace Rapport {

// The constants of rapport/c.h and its parts. Later versions of the library may give numbers without a name here.

/// <summary>What the library answers.</summary>
public enum Status {
  Ok = 0,
  InvalidArgument = 1,
  InvalidPack = 2,
  NotFound = 3,
  LimitExceeded = 4,
  InvalidState = 5,
  Io = 6,
  Internal = 7,
  OutOfMemory = 8,
}

/// <summary>Severity of a diagnostic.</summary>
public enum Severity { Error = 0, Warning = 1 }

/// <summary>Type of a fact.</summary>
public enum FactType {
  Bool = 0,
  Int = 1,
  Double = 2,
  String = 3,
  Enum = 4,
  Duration = 5,
  Timestamp = 6,
  Strings = 7,
}

/// <summary>Who speaks.</summary>
public enum Speaker { Customer = 0, Agent = 1, Bot = 2, System = 3, ThirdParty = 4 }

/// <summary>Who sees a turn.</summary>
public enum Visibility { Public = 0, Internal = 1 }

/// <summary>How the text of a turn is written.</summary>
public enum TextFormat { Text = 0, Html = 1, Email = 2, Transcript = 3 }

/// <summary>Why no persona is reported.</summary>
public enum Abstained { No = 0, Threshold = 1, Margin = 2, NoEvidence = 3, Language = 4, Override = 5 }

/// <summary>What a person decided about the escalations of a route, in place of the policies: it stands, or it
/// does not but for what policies of class `safety` ask for.</summary>
public enum EscalationRule { Hold = 0, Suppress = 1 }

/// <summary>What was overridden.</summary>
public enum OverrideKind { Persona = 0, Scale = 1, Escalation = 2 }

/// <summary>What counted: a hit of a cue, a condition, or a word or pair of words of the word tables.
/// </summary>
public enum EvidenceKind { Cue = 0, Condition = 1, Word = 2 }

/// <summary>By what an action is recommended.</summary>
public enum ReasonKind { Policy = 0, Persona = 1, Need = 2, ContactKind = 3 }

/// <summary>What could not be determined.</summary>
public enum UndeterminedKind { Condition = 0, Policy = 1, Need = 2, ContactKind = 3 }

/// <summary>Whether a promise was kept.</summary>
public enum PromiseState { Open = 0, Kept = 1, Overdue = 2 }

/// <summary>How far a step of a protocol is; what is to be kept to all the time is <c>Throughout</c>.
/// </summary>
public enum StepStatus { Open = 0, Next = 1, Done = 2, NotNeeded = 3, Throughout = 4 }

/// <summary>Who does an action.</summary>
public enum Performer { Agent = 0, System = 1, Supervisor = 2 }

/// <summary>Kind of an action.</summary>
public enum ActionKind {
  Safety = 0,
  DeEscalation = 1,
  Boundary = 2,
  Apology = 3,
  Service = 4,
  Information = 5,
  Offer = 6,
  Relationship = 7,
  Conversation = 8,
  FollowUp = 9,
  Handover = 10,
}

/// <summary>What is done about a record's facts that no pack declares.</summary>
public enum UnknownFacts { Error = 0, Ignore = 1 }

/// <summary>What a check says of a reply.</summary>
public enum CheckResult { Pass = 0, Fail = 1, NotApplicable = 2 }

/// <summary>Why a check failed: nothing of what it expects is in the reply, something is that should not be, its
/// condition is not true, an amount is above a limit, a policy forbids it, or it needs approval first.</summary>
public enum FailReason {
  None = 0,
  Missing = 1,
  Fault = 2,
  Condition = 3,
  OverLimit = 4,
  Forbidden = 5,
  Approval = 6,
}

/// <summary>How much a review says: every finding and the score; or what helps while the reply is being
/// written, whether it is blocked and the one tip.</summary>
public enum ReviewDetail { All = 0, Draft = 1 }

/// <summary>Why the library refused something. Where a pack is wrong, the message begins with the place.
/// </summary>
public sealed class RapportException : Exception {
  public Status Status { get; }
  /// <summary>The first error's place where a pack is wrong; "" and 0 otherwise.</summary>
  public string File { get; }
  public int Line { get; }
  public int Column { get; }
  /// <summary>All errors and warnings where a pack is wrong.</summary>
  public IReadOnlyList<Diagnostic> Diagnostics { get; }
  /// <summary>The diagnostics as text.</summary>
  public string Report { get; }

  private RapportException(Status status, string message, string file, int line, int column,
                           IReadOnlyList<Diagnostic> diagnostics, string report)
      : base(message) {
    Status = status;
    File = file;
    Line = line;
    Column = column;
    Diagnostics = diagnostics;
    Report = report;
  }

  /// Reads and frees a rapport_error.
  internal static RapportException Take(IntPtr error) {
    Func<string, string> text = name => {
      UIntPtr length;
      IntPtr start = Native.Function<Native.ErrorText>("error_" + name)(error, out length);
      return Native.Copy(start, length);
    };
    Func<string, int> number = name => Native.Function<Native.ErrorNumber>("error_" + name)(error);
    try {
      string message = text("message"), file = text("file");
      int line = number("line"), column = number("column");
      string place = file == "" ? "" : line == 0 ? file + ": " : file + ":" + line + ":" + column + ": ";
      if (!message.StartsWith(place, StringComparison.Ordinal)) message = place + message;
      return new RapportException((Status)number("status"), message, file, line, column,
                                  new Diagnostic[0], "");
    } finally {
      Native.Function<Native.Free>("error_free")(error);
    }
  }

  /// What this assembly refuses in place of the library.
  internal static RapportException Invalid(string message) {
    return new RapportException(Status.InvalidArgument, message, "", 0, 0, new Diagnostic[0], "");
  }

  internal RapportException With(IReadOnlyList<Diagnostic> diagnostics, string report) {
    return new RapportException(Status, Message, File, Line, Column, diagnostics, report);
  }
}

/// <summary>One error or warning of a pack. Line and column count from 1; 0 is the whole file.</summary>
public sealed class Diagnostic {
  public Severity Severity { get; internal set; }
  /// <summary>A stable word such as "unknown-key".</summary>
  public string Code { get; internal set; }
  public string File { get; internal set; }
  public int Line { get; internal set; }
  public int Column { get; internal set; }
  public string Message { get; internal set; }
  public string Snippet { get; internal set; }
  public string Hint { get; internal set; }
}

/// <summary>A fact that a pack declares; <c>Values</c> are an enum's.</summary>
public sealed class FactInfo {
  public string Id { get; internal set; }
  public FactType Type { get; internal set; }
  public bool HasDefault { get; internal set; }
  public IReadOnlyList<string> Values { get; internal set; }
  public string Help { get; internal set; }
}

/// <summary>A customer type. <c>DisplayName</c> is neutral: it may be stored, or shown to the customer.
/// </summary>
public sealed class PersonaInfo {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public string DisplayName { get; internal set; }
  public string Summary { get; internal set; }
}

/// <summary>A scale such as hostility; <c>Levels</c> are the names from 0.</summary>
public sealed class ScaleInfo {
  public string Id { get; internal set; }
  public IReadOnlyList<string> Levels { get; internal set; }
  public string Help { get; internal set; }
}

/// <summary>A cue.</summary>
public sealed class CueInfo {
  public string Id { get; internal set; }
  public string Help { get; internal set; }
}

/// <summary>A policy and its condition.</summary>
public sealed class PolicyInfo {
  public string Id { get; internal set; }
  public string When { get; internal set; }
  public string Help { get; internal set; }
}

/// <summary>What replies are held against.</summary>
public sealed class CheckInfo {
  public string Id { get; internal set; }
  public string Label { get; internal set; }
  public double Weight { get; internal set; }
  /// <summary>Its fail blocks the reply.</summary>
  public bool IsFatal { get; internal set; }
  public string Help { get; internal set; }
}

}  // namespace Rapport
