using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

[assembly: AssemblyTitle("Rapport")]
[assembly: AssemblyVersion("0.1.0")]

namespace Rapport {

/// <summary>Of the C library that is loaded.</summary>
public static class Library {
  public static string Version {
    get { return Marshal.PtrToStringAnsi(Native.Function<Native.Text>("version")()); }
  }
}

/// <summary>Collects packs and compiles them. For one thread at a time.</summary>
public sealed class Builder : IDisposable {
  private readonly BuilderHandle _handle = new BuilderHandle();

  /// <summary>Adds core-en, the pack that is built in.</summary>
  public Builder AddDefault() {
    IntPtr error;
    Native.Check(Native.Function<Native.ActOrFail>("builder_add_default")(_handle, out error), error);
    return this;
  }

  /// <summary>Adds a pack from disk: its only file, or its manifest and the files that it lists.</summary>
  public Builder AddFile(string path) {
    byte[] bytes = Native.Bytes(path, "path");
    IntPtr error;
    Native.Check(Native.Function<Native.GiveText>("builder_add_file")(
        _handle, bytes, Native.Length(bytes), out error), error);
    return this;
  }

  /// <summary>Adds a file from memory; the name is for diagnostics and for a manifest's `files:`. A file
  /// whose name ends in .tsv is a word table.</summary>
  public Builder AddText(string text, string name = "pack.yaml") {
    byte[] bytes = Native.Bytes(text, "text"), nameBytes = Native.Bytes(name, "name");
    IntPtr error;
    Native.Check(Native.Function<Native.GiveTexts>("builder_add_bytes")(
        _handle, nameBytes, Native.Length(nameBytes), bytes, Native.Length(bytes), out error), error);
    return this;
  }

  public RuleSet Build() {
    IntPtr rules, error;
    try {
      Native.Check(Native.Function<Native.MakeFrom>("builder_build")(_handle, out rules, out error), error);
    } catch (RapportException e) when (e.Status == Status.InvalidPack) {
      throw e.With(Diagnostics, new Getters(_handle, "builder").Text("report"));
    }
    return new RuleSet(new RuleSetHandle(rules));
  }

  /// <summary>Errors and warnings of the last build.</summary>
  public IReadOnlyList<Diagnostic> Diagnostics {
    get {
      var get = new Getters(_handle, "builder_diagnostic");
      return Lists.Make(get.Count("count"), i => {
        int[] place = get.Place("place", i);
        return new Diagnostic {
          Severity = (Severity)get.Number("severity", i), Code = get.Text("code", i),
          File = get.Text("file", i), Line = place[0], Column = place[1],
          Message = get.Text("message", i), Snippet = get.Text("snippet", i), Hint = get.Text("hint", i),
        };
      });
    }
  }

  public void Dispose() { _handle.Dispose(); }
}

/// <summary>Packs, compiled. Immutable: any number of threads may use it at once.</summary>
public sealed class RuleSet : IDisposable {
  // Handles that no thread uses. They are kept, since they grow with use.
  private readonly ConcurrentBag<DecisionHandle> _spare = new ConcurrentBag<DecisionHandle>();
  private readonly ConcurrentBag<ReviewHandle> _spareReviews = new ConcurrentBag<ReviewHandle>();

  internal RuleSetHandle Handle { get; }

  private readonly Lazy<Dictionary<string, FactType>> _factTypes;

  /// The type of every declared fact.
  internal IReadOnlyDictionary<string, FactType> FactTypes { get { return _factTypes.Value; } }

  internal RuleSet(RuleSetHandle handle) {
    Handle = handle;
    _factTypes = new Lazy<Dictionary<string, FactType>>(() => Facts.ToDictionary(fact => fact.Id,
                                                                                  fact => fact.Type));
  }

  /// <summary>The pack that is built in.</summary>
  public static RuleSet Default() { return Built(builder => builder.AddDefault()); }

  /// <summary>One pack from disk: its only file, or its manifest and the files that it lists.</summary>
  public static RuleSet FromFile(string path) { return Built(builder => builder.AddFile(path)); }

  /// <summary>A pack of one file from memory; the name is for diagnostics.</summary>
  public static RuleSet FromText(string text, string name = "pack.yaml") {
    return Built(builder => builder.AddText(text, name));
  }

  private static RuleSet Built(Action<Builder> add) {
    using (var builder = new Builder()) {
      add(builder);
      return builder.Build();
    }
  }

  /// <summary>"core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike.</summary>
  public string Name { get { return Get.Text("name"); } }
  /// <summary>Of the packs, 64 hexadecimal digits.</summary>
  public string Hash { get { return Get.Text("hash"); } }
  public string Language { get { return Get.Text("language"); } }

  // What the packs declare.

  public IReadOnlyList<FactInfo> Facts {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("fact_count"), i => new FactInfo {
        Id = get.Text("fact_id", i), Type = (FactType)get.Number("fact_type", i),
        HasDefault = get.Is("fact_has_default", i),
        Values = Lists.Make(get.Count("fact_value_count", i), j => get.Text("fact_value", i, j)),
        Help = get.Text("fact_help", i),
      });
    }
  }

  public IReadOnlyList<PersonaInfo> Personas {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("persona_count"), i => new PersonaInfo {
        Id = get.Text("persona_id", i), Label = get.Text("persona_label", i),
        DisplayName = get.Text("persona_display_name", i), Summary = get.Text("persona_summary", i),
      });
    }
  }

  public IReadOnlyList<ScaleInfo> Scales {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("scale_count"), i => new ScaleInfo {
        Id = get.Text("scale_id", i),
        Levels = Lists.Make(get.Count("scale_level_count", i), j => get.Text("scale_level_name", i, j)),
        Help = get.Text("scale_help", i),
      });
    }
  }

  public IReadOnlyList<CueInfo> Cues {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("cue_count"), i => new CueInfo {
        Id = get.Text("cue_id", i), Help = get.Text("cue_help", i),
      });
    }
  }

  public IReadOnlyList<PolicyInfo> Policies {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("policy_count"), i => new PolicyInfo {
        Id = get.Text("policy_id", i), When = get.Text("policy_when", i), Help = get.Text("policy_help", i),
      });
    }
  }

  /// <summary>What replies are held against.</summary>
  public IReadOnlyList<CheckInfo> Checks {
    get {
      Getters get = Get;
      return Lists.Make(get.Count("check_count"), i => new CheckInfo {
        Id = get.Text("check_id", i), Label = get.Text("check_label", i),
        Weight = get.Number("check_weight", i) / 1000.0, IsFatal = get.Is("check_is_fatal", i),
        Help = get.Text("check_help", i),
      });
    }
  }

  private Getters Get { get { return new Getters(Handle, "ruleset"); } }

  /// <summary>Decides about one record of JSON (docs/records.md).</summary>
  public Decision Decide(string record, UnknownFacts unknownFacts = UnknownFacts.Error) {
    return With(_spare, "decision", unknownFacts,
                decision => new Decision(decision, DecideJson(record, decision)));
  }

  /// <summary>The same from JSON to JSON, exactly as the library writes it.</summary>
  public string DecideJson(string record, UnknownFacts unknownFacts = UnknownFacts.Error) {
    return With(_spare, "decision", unknownFacts, decision => DecideJson(record, decision));
  }

  private string DecideJson(string record, DecisionHandle decision) {
    byte[] bytes = Native.Bytes(record, "record");
    IntPtr json, error;
    UIntPtr length;
    Native.Check(Native.Function<Native.DecideRecord>("decide_json")(
        Handle, bytes, Native.Length(bytes), decision, out json, out length, out error), error);
    return Native.Copy(json, length);
  }

  /// <summary>Decides about many records in one call, one a line: JSON Lines in and out. A record that
  /// is refused is answered with its error.</summary>
  public string DecideLines(string records, UnknownFacts unknownFacts = UnknownFacts.Error) {
    byte[] bytes = Native.Bytes(records, "records");
    return With(_spare, "decision", unknownFacts, decision => {
      IntPtr answers, error;
      UIntPtr length, refused;
      Native.Check(Native.Function<Native.DecideLines>("decide_lines")(
          Handle, bytes, Native.Length(bytes), decision, out answers, out length, out refused, out error),
          error);
      return Native.Copy(answers, length);
    });
  }

  /// <summary>Reviews the last turn of a record of JSON, which is a public one by an agent, after those
  /// before it.</summary>
  public Review Review(string record, ReviewDetail detail = ReviewDetail.All,
                       UnknownFacts unknownFacts = UnknownFacts.Error) {
    return With(_spareReviews, "review", unknownFacts,
                review => new Review(review, ReviewJson(record, detail, review), detail));
  }

  /// <summary>The same from JSON to JSON, exactly as the library writes it.</summary>
  public string ReviewJson(string record, ReviewDetail detail = ReviewDetail.All,
                           UnknownFacts unknownFacts = UnknownFacts.Error) {
    return With(_spareReviews, "review", unknownFacts, review => ReviewJson(record, detail, review));
  }

  private string ReviewJson(string record, ReviewDetail detail, ReviewHandle review) {
    byte[] bytes = Native.Bytes(record, "record");
    IntPtr json, error;
    UIntPtr length;
    Native.Check(Native.Function<Native.ReviewRecord>("review_json")(
        Handle, bytes, Native.Length(bytes), (int)detail, review, out json, out length, out error), error);
    return Native.Copy(json, length);
  }

  /// <summary>Reviews the replies of many records in one call, JSON Lines in and out.</summary>
  public string ReviewLines(string records, ReviewDetail detail = ReviewDetail.All,
                            UnknownFacts unknownFacts = UnknownFacts.Error) {
    byte[] bytes = Native.Bytes(records, "records");
    return With(_spareReviews, "review", unknownFacts, review => {
      IntPtr answers, error;
      UIntPtr length, refused;
      Native.Check(Native.Function<Native.ReviewLines>("review_lines")(
          Handle, bytes, Native.Length(bytes), (int)detail, review, out answers, out length, out refused,
          out error), error);
      return Native.Copy(answers, length);
    });
  }

  /// <summary>Why and why not, as JSON.</summary>
  public string ExplainJson(string record, UnknownFacts unknownFacts = UnknownFacts.Error) {
    byte[] bytes = Native.Bytes(record, "record");
    using (var explanation = new ExplanationHandle()) {
      Native.Check(Native.Function<Native.GiveNumber>("explanation_set_unknown_facts")(
          explanation, (int)unknownFacts), "unknownFacts");
      IntPtr json, error;
      UIntPtr length;
      Native.Check(Native.Function<Native.DecideRecord>("explain_json")(
          Handle, bytes, Native.Length(bytes), explanation, out json, out length, out error), error);
      return Native.Copy(json, length);
    }
  }

  /// Uses a decision or review handle that no other thread uses.
  private static T With<H, T>(ConcurrentBag<H> spare, string kind, UnknownFacts unknownFacts,
                              Func<H, T> use) where H : Handle, new() {
    H handle;
    if (!spare.TryTake(out handle)) handle = new H();
    try {
      Native.Check(Native.Function<Native.GiveNumber>(kind + "_set_unknown_facts")(
          handle, (int)unknownFacts), "unknownFacts");
      return use(handle);
    } finally {
      spare.Add(handle);
    }
  }

  /// <summary>Gives the memory back now; conversations go on.</summary>
  public void Dispose() {
    Handle.Dispose();
    DecisionHandle decision;
    while (_spare.TryTake(out decision)) decision.Dispose();
    ReviewHandle review;
    while (_spareReviews.TryTake(out review)) review.Dispose();
  }
}

internal static class Times {
  private static readonly DateTimeOffset Epoch = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

  /// Microseconds since 1970; 0 is unknown. A tick is a tenth of one.
  internal static long Instant(DateTimeOffset? time) {
    return time.HasValue ? (time.Value - Epoch).Ticks / 10 : 0;
  }

  internal static DateTimeOffset? FromInstant(long instant) {
    return instant == 0 ? (DateTimeOffset?)null : Epoch.AddTicks(instant * 10);
  }
}

internal static class Durations {
  private const string Part = @"([0-9]+)(?:\.([0-9]+))?(ms|us|[wdhms])";
  private static readonly Dictionary<string, long> Units = new Dictionary<string, long> {
    {"w", 604800000000}, {"d", 86400000000}, {"h", 3600000000}, {"m", 60000000}, {"s", 1000000},
    {"ms", 1000}, {"us", 1},
  };

  /// The microseconds of text such as "90d", "1h30m" or "1.5h"; null when it is no duration.
  internal static long? Parse(string text) {
    if (!Regex.IsMatch(text, @"\A-?(?:" + Part + @")+\z")) return null;
    try {
      long length = 0;
      foreach (Match part in Regex.Matches(text, Part)) {
        long unit = Units[part.Groups[3].Value];
        long millionths = long.Parse(part.Groups[2].Value.PadRight(6, '0').Substring(0, 6));
        length = checked(length + long.Parse(part.Groups[1].Value) * unit + millionths * unit / 1000000);
      }
      return text[0] == '-' ? -length : length;
    } catch (OverflowException) {
      return null;
    }
  }
}

internal static class Lists {
  internal static IReadOnlyList<T> Make<T>(int count, Func<int, T> read) {
    var items = new T[count];
    for (int i = 0; i < count; ++i) items[i] = read(i);
    return Array.AsReadOnly(items);
  }
}

}  // namespace Rapport
