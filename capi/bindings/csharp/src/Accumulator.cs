using System;
using System.Runtime.InteropServices;

namespace Rapport {

/// <summary>
/// What many records say together: each is added and forgotten, and the report may be asked for at any
/// time. Parts that other threads, machines or days counted come together by Merge; between them they
/// travel as bytes, by Save and Load. The report is the same however the records were spread. For one
/// thread at a time.
/// </summary>
public sealed class Accumulator : IDisposable {
  private readonly AccumulatorHandle _handle;

  /// <summary>Of a kind, "coaching", "acceptance", "feedback" or "metrics"; the options are a JSON
  /// object, those of include/rapport/accumulator.h, or empty.</summary>
  public Accumulator(RuleSet rules, string kind, string options = "") {
    if (rules == null) throw new ArgumentNullException("rules");
    byte[] name = Native.Bytes(kind, "kind"), given = Native.Bytes(options, "options");
    IntPtr made, error;
    Native.Check(Native.Function<Native.MakeFromTexts>("accumulator_new")(
        rules.Handle, name, Native.Length(name), given, Native.Length(given), out made, out error), error);
    _handle = new AccumulatorHandle(made);
  }

  private Accumulator(AccumulatorHandle handle) { _handle = handle; }

  /// <summary>What Save gave, counted with rules of the same hash. The bytes are not trusted.</summary>
  public static Accumulator Load(RuleSet rules, byte[] saved) {
    if (rules == null) throw new ArgumentNullException("rules");
    if (saved == null) throw new ArgumentNullException("saved");
    IntPtr made, error;
    Native.Check(Native.Function<Native.MakeFromText>("accumulator_load")(
        rules.Handle, saved, Native.Length(saved), out made, out error), error);
    return new Accumulator(new AccumulatorHandle(made));
  }

  public string Kind { get { return new Getters(_handle, "accumulator").Text("kind"); } }

  /// <summary>Counts one record of JSON (docs/records.md). One that is refused changes nothing.</summary>
  public Accumulator Add(string record) {
    byte[] line = Native.Bytes(record, "record");
    IntPtr error;
    Native.Check(Native.Function<Native.GiveText>("accumulator_add_json")(
        _handle, line, Native.Length(line), out error), error);
    return this;
  }

  /// <summary>Adds what another of the same kind, options and rules has counted.</summary>
  public Accumulator Merge(Accumulator other) {
    if (other == null) throw new ArgumentNullException("other");
    IntPtr error;
    Native.Check(Native.Function<Native.GiveHandle>("accumulator_merge")(_handle, other._handle, out error),
                 error);
    return this;
  }

  /// <summary>All that was counted. It holds names and quotations, whatever the options show.</summary>
  public byte[] Save() {
    IntPtr text, error;
    UIntPtr length;
    Native.Check(Native.Function<Native.WriteText>("accumulator_save")(
        _handle, out text, out length, out error), error);
    var bytes = new byte[checked((int)length.ToUInt64())];
    Marshal.Copy(text, bytes, 0, bytes.Length);
    return bytes;
  }

  /// <summary>The report as JSON: what the command of the kind prints with --json.</summary>
  public string ReportJson() {
    IntPtr text, error;
    UIntPtr length;
    Native.Check(Native.Function<Native.WriteText>("accumulator_report_json")(
        _handle, out text, out length, out error), error);
    return Native.Copy(text, length);
  }

  /// <summary>Gives the memory back now.</summary>
  public void Dispose() { _handle.Dispose(); }
}
}  // namespace Rapport
