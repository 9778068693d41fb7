using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Rapport {

/// <summary>
/// The C library: where it is found, and how its functions are called. They are looked up by name
/// and called through delegates, since an attribute cannot say where a library is.
/// </summary>
internal static class Native {
  internal const uint AbiVersion = 0;

  // ---- The shapes of the functions of rapport/c.h and its parts ----

  internal delegate uint Version();
  internal delegate IntPtr Text();
  internal delegate IntPtr Word(int number);
  internal delegate void Free(IntPtr handle);

  internal delegate int ErrorNumber(IntPtr error);
  internal delegate IntPtr ErrorText(IntPtr error, out UIntPtr length);

  internal delegate int Make(out IntPtr handle, out IntPtr error);
  internal delegate int MakeFrom(SafeHandle from, out IntPtr handle, out IntPtr error);
  internal delegate int MakeBuilder(IntPtr limits, out IntPtr builder, out IntPtr error);
  internal delegate int MakeConversation(SafeHandle rules, ref Limits limits, out IntPtr conversation,
                                         out IntPtr error);

  internal delegate int Act(SafeHandle handle);
  internal delegate int ActOrFail(SafeHandle handle, out IntPtr error);
  internal delegate int GiveNumber(SafeHandle handle, int number);
  internal delegate int GiveText(SafeHandle handle, byte[] text, UIntPtr length, out IntPtr error);
  internal delegate int GiveTexts(SafeHandle handle, byte[] first, UIntPtr firstLength, byte[] second,
                                  UIntPtr secondLength, out IntPtr error);
  internal delegate int GiveTurn(SafeHandle conversation, ref Turn turn, out IntPtr error);
  internal delegate int SetInt32(SafeHandle conversation, byte[] fact, UIntPtr length, int value,
                                 out IntPtr error);
  internal delegate int SetInt64(SafeHandle conversation, byte[] fact, UIntPtr length, long value,
                                 out IntPtr error);
  internal delegate int SetDouble(SafeHandle conversation, byte[] fact, UIntPtr length, double value,
                                  out IntPtr error);
  internal delegate int SetStrings(SafeHandle conversation, byte[] fact, UIntPtr length, IntPtr[] values,
                                   UIntPtr[] lengths, UIntPtr count, out IntPtr error);

  internal delegate int Decide(SafeHandle conversation, long now, SafeHandle decision, out IntPtr error);
  internal delegate int DecideRecord(SafeHandle rules, byte[] record, UIntPtr length, SafeHandle decision,
                                     out IntPtr json, out UIntPtr jsonLength, out IntPtr error);
  internal delegate int DecideLines(SafeHandle rules, byte[] records, UIntPtr length, SafeHandle decision,
                                    out IntPtr answers, out UIntPtr answersLength, out UIntPtr refused,
                                    out IntPtr error);
  internal delegate int DecisionJson(SafeHandle decision, byte[] id, UIntPtr length, out IntPtr json,
                                     out UIntPtr jsonLength, out IntPtr error);
  internal delegate int Explain(SafeHandle conversation, long now, byte[] id, UIntPtr length,
                                SafeHandle explanation, out IntPtr json, out UIntPtr jsonLength,
                                out IntPtr error);

  internal delegate int ReviewReply(SafeHandle conversation, ref Turn reply, long now, SafeHandle review,
                                    out IntPtr error);
  internal delegate int ReviewRecord(SafeHandle rules, byte[] record, UIntPtr length, int detail,
                                     SafeHandle review, out IntPtr json, out UIntPtr jsonLength,
                                     out IntPtr error);
  internal delegate int ReviewLines(SafeHandle rules, byte[] records, UIntPtr length, int detail,
                                    SafeHandle review, out IntPtr answers, out UIntPtr answersLength,
                                    out UIntPtr refused, out IntPtr error);
  internal delegate int ReviewJson(SafeHandle review, int detail, byte[] id, UIntPtr length, out IntPtr json,
                                   out UIntPtr jsonLength, out IntPtr error);
  internal delegate int MakeFromTexts(SafeHandle from, byte[] first, UIntPtr firstLength, byte[] second,
                                      UIntPtr secondLength, out IntPtr handle, out IntPtr error);
  internal delegate int MakeFromText(SafeHandle from, byte[] text, UIntPtr length, out IntPtr handle,
                                     out IntPtr error);
  internal delegate int GiveHandle(SafeHandle handle, SafeHandle other, out IntPtr error);
  internal delegate int WriteText(SafeHandle handle, out IntPtr text, out UIntPtr length, out IntPtr error);
  internal delegate int GetHandle(SafeHandle handle, out IntPtr found);
  internal delegate int GetSpanIn(SafeHandle handle, UIntPtr index, UIntPtr inner, out int begin,
                                  out int end);

  internal delegate int GetText(SafeHandle handle, out IntPtr text, out UIntPtr length);
  internal delegate int GetTextAt(SafeHandle handle, UIntPtr index, out IntPtr text, out UIntPtr length);
  internal delegate int GetTextIn(SafeHandle handle, UIntPtr index, UIntPtr inner, out IntPtr text,
                                  out UIntPtr length);
  internal delegate int GetCount(SafeHandle handle, out UIntPtr count);
  internal delegate int GetCountAt(SafeHandle handle, UIntPtr index, out UIntPtr count);
  internal delegate int GetInt32(SafeHandle handle, out int number);
  internal delegate int GetInt32At(SafeHandle handle, UIntPtr index, out int number);
  internal delegate int GetInt32In(SafeHandle handle, UIntPtr index, UIntPtr inner, out int number);
  internal delegate int GetInt64At(SafeHandle handle, UIntPtr index, out long number);
  internal delegate int GetPlaceAt(SafeHandle handle, UIntPtr index, out int first, out int second,
                                   out int third);
  internal delegate int GetPlaceIn(SafeHandle handle, UIntPtr index, UIntPtr inner, out int first,
                                   out int second, out int third);

  [StructLayout(LayoutKind.Sequential)]
  internal struct Limits {
    internal uint StructSize, Turns;
    internal UIntPtr TurnBytes;
  }

  [StructLayout(LayoutKind.Sequential)]
  internal struct Turn {
    internal uint StructSize;
    internal int By, Visibility, Format;
    internal IntPtr Text;
    internal UIntPtr TextLength;
    internal IntPtr Language;
    internal UIntPtr LanguageLength;
    internal IntPtr Id;
    internal UIntPtr IdLength;
    internal IntPtr Author;
    internal UIntPtr AuthorLength;
    internal long At, End;
  }

  // ---- The library ----

  private static readonly bool Windows = Path.DirectorySeparatorChar == '\\';
  private static readonly bool Mac =
      !Windows && File.Exists("/System/Library/CoreServices/SystemVersion.plist");
  private static readonly string FileName =
      Windows ? "rapport.dll" : Mac ? "librapport.0.dylib" : "librapport.so.0";

  private static readonly ConcurrentDictionary<string, Delegate> Functions =
      new ConcurrentDictionary<string, Delegate>();
  // Lazy, so that its exception arrives as it is.
  private static readonly Lazy<IntPtr> Library = new Lazy<IntPtr>(() => Load(Find()));

  /// RAPPORT_LIBRARY, else the library that stands beside the assembly, else the system's.
  internal static string Find() {
    string named = Environment.GetEnvironmentVariable("RAPPORT_LIBRARY");
    if (!string.IsNullOrEmpty(named)) return named;
    string carried = Path.Combine(AppDomain.CurrentDomain.BaseDirectory, FileName);
    return File.Exists(carried) ? carried : FileName;
  }

  private static IntPtr Load(string path) {
    IntPtr library = Windows ? WindowsLoader.LoadLibrary(path)
                             : Mac ? MacLoader.dlopen(path, 2) : UnixLoader.dlopen(path, 2);
    if (library == IntPtr.Zero) {
      string why = Windows ? "error " + Marshal.GetLastWin32Error()
                           : Marshal.PtrToStringAnsi(Mac ? MacLoader.dlerror() : UnixLoader.dlerror());
      throw new DllNotFoundException(
          "rapport: " + why + "; RAPPORT_LIBRARY may name the file " + FileName);
    }
    IntPtr version = Symbol(library, "rapport_abi_version");
    if (version == IntPtr.Zero) {
      throw new DllNotFoundException("rapport: " + path + " is not the Rapport library");
    }
    uint abi = Marshal.GetDelegateForFunctionPointer<Version>(version)();
    if (abi != AbiVersion) {
      throw new DllNotFoundException("rapport: " + path + " has ABI version " + abi +
                                     ", this assembly needs " + AbiVersion);
    }
    return library;
  }

  private static IntPtr Symbol(IntPtr library, string name) {
    return Windows ? WindowsLoader.GetProcAddress(library, name)
                   : Mac ? MacLoader.dlsym(library, name) : UnixLoader.dlsym(library, name);
  }

  /// The function `rapport_` + name.
  internal static T Function<T>(string name) where T : class {
    Delegate function;
    if (!Functions.TryGetValue(name, out function)) {
      IntPtr symbol = Symbol(Library.Value, "rapport_" + name);
      if (symbol == IntPtr.Zero) throw new EntryPointNotFoundException("rapport_" + name);
      function = (Delegate)(object)Marshal.GetDelegateForFunctionPointer<T>(symbol);
      function = Functions.GetOrAdd(name, function);
    }
    return (T)(object)function;
  }

  private static class UnixLoader {
    [DllImport("libdl.so.2")] internal static extern IntPtr dlopen(string path, int flags);
    [DllImport("libdl.so.2")] internal static extern IntPtr dlsym(IntPtr library, string name);
    [DllImport("libdl.so.2")] internal static extern IntPtr dlerror();
  }

  private static class MacLoader {
    [DllImport("libSystem.dylib")] internal static extern IntPtr dlopen(string path, int flags);
    [DllImport("libSystem.dylib")] internal static extern IntPtr dlsym(IntPtr library, string name);
    [DllImport("libSystem.dylib")] internal static extern IntPtr dlerror();
  }

  private static class WindowsLoader {
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    internal static extern IntPtr LoadLibrary(string path);
    [DllImport("kernel32", CharSet = CharSet.Ansi, ExactSpelling = true)]
    internal static extern IntPtr GetProcAddress(IntPtr library, string name);
  }

  // ---- What calls need ----

  /// UTF-8; half a surrogate pair becomes U+FFFD.
  internal static byte[] Bytes(string text, string name) {
    if (text == null) throw new ArgumentNullException(name);
    return Encoding.UTF8.GetBytes(text);
  }

  internal static UIntPtr Length(byte[] bytes) { return (UIntPtr)(uint)bytes.Length; }

  internal static string Copy(IntPtr text, UIntPtr length) {
    if (length == UIntPtr.Zero) return "";
    var bytes = new byte[checked((int)length.ToUInt64())];
    Marshal.Copy(text, bytes, 0, bytes.Length);
    return Encoding.UTF8.GetString(bytes);
  }

  /// The word for a constant, such as Name("status", 3).
  internal static string Name(string kind, int number) {
    return Marshal.PtrToStringAnsi(Function<Word>(kind + "_name")(number));
  }

  /// For functions that put out an error: throws it.
  internal static void Check(int status, IntPtr error) {
    if (status != 0) throw RapportException.Take(error);
  }

  /// For getters, which put out none: they fail only by a mistake of this file's.
  internal static void Check(int status, string name) {
    if (status != 0) throw new InvalidOperationException(name + ": " + Name("status", status));
  }
}

/// <summary>Owns a handle; calls keep it open while they run.</summary>
internal abstract class Handle : SafeHandle {
  private readonly Native.Free _free;

  protected Handle(IntPtr handle, string kind) : base(IntPtr.Zero, true) {
    _free = Native.Function<Native.Free>(kind + "_free");
    SetHandle(handle);
  }

  public override bool IsInvalid { get { return handle == IntPtr.Zero; } }

  protected override bool ReleaseHandle() {
    _free(handle);
    return true;
  }

  protected static IntPtr Make(string kind) {
    IntPtr handle, error;
    Native.Check(Native.Function<Native.Make>(kind + "_new")(out handle, out error), error);
    return handle;
  }
}

internal sealed class BuilderHandle : Handle {
  internal BuilderHandle() : base(MakeBuilder(), "builder") {}

  private static IntPtr MakeBuilder() {
    IntPtr handle, error;
    Native.Check(Native.Function<Native.MakeBuilder>("builder_new")(IntPtr.Zero, out handle, out error),
                 error);
    return handle;
  }
}

internal sealed class RuleSetHandle : Handle {
  internal RuleSetHandle(IntPtr handle) : base(handle, "ruleset") {}
}

internal sealed class ConversationHandle : Handle {
  internal ConversationHandle(IntPtr handle) : base(handle, "conversation") {}
}

internal sealed class DecisionHandle : Handle {
  public DecisionHandle() : base(Make("decision"), "decision") {}
}

internal sealed class ReviewHandle : Handle {
  public ReviewHandle() : base(Make("review"), "review") {}
}

/// <summary>A decision that belongs to a review, which its user keeps alive.</summary>
internal sealed class ReviewedDecision : SafeHandle {
  internal ReviewedDecision(ReviewHandle review) : base(IntPtr.Zero, false) {
    IntPtr found;
    Native.Check(Native.Function<Native.GetHandle>("review_decision")(review, out found), "review_decision");
    SetHandle(found);
  }

  public override bool IsInvalid { get { return handle == IntPtr.Zero; } }

  protected override bool ReleaseHandle() { return true; }
}

internal sealed class AccumulatorHandle : Handle {
  internal AccumulatorHandle(IntPtr handle) : base(handle, "accumulator") {}
}

internal sealed class ExplanationHandle : Handle {
  internal ExplanationHandle() : base(Make("explanation"), "explanation") {}
}

/// <summary>Calls getters by name; `rapport_` + prefix goes before it.</summary>
internal struct Getters {
  private readonly SafeHandle _handle;
  private readonly string _prefix;

  internal Getters(SafeHandle handle, string prefix) {
    _handle = handle;
    _prefix = prefix + "_";
  }

  internal string Text(string name) {
    IntPtr text;
    UIntPtr length;
    Native.Check(Native.Function<Native.GetText>(_prefix + name)(_handle, out text, out length), name);
    return Native.Copy(text, length);
  }

  internal string Text(string name, int index) {
    IntPtr text;
    UIntPtr length;
    Native.Check(Native.Function<Native.GetTextAt>(_prefix + name)(_handle, (UIntPtr)(uint)index, out text,
                                                                  out length), name);
    return Native.Copy(text, length);
  }

  internal string Text(string name, int index, int inner) {
    IntPtr text;
    UIntPtr length;
    Native.Check(Native.Function<Native.GetTextIn>(_prefix + name)(
        _handle, (UIntPtr)(uint)index, (UIntPtr)(uint)inner, out text, out length), name);
    return Native.Copy(text, length);
  }

  internal int Count(string name) {
    UIntPtr count;
    Native.Check(Native.Function<Native.GetCount>(_prefix + name)(_handle, out count), name);
    return checked((int)count.ToUInt64());
  }

  internal int Count(string name, int index) {
    UIntPtr count;
    Native.Check(Native.Function<Native.GetCountAt>(_prefix + name)(_handle, (UIntPtr)(uint)index, out count),
                 name);
    return checked((int)count.ToUInt64());
  }

  internal int Number(string name) {
    int number;
    Native.Check(Native.Function<Native.GetInt32>(_prefix + name)(_handle, out number), name);
    return number;
  }

  internal int Number(string name, int index) {
    int number;
    Native.Check(Native.Function<Native.GetInt32At>(_prefix + name)(_handle, (UIntPtr)(uint)index, out number),
                 name);
    return number;
  }

  internal bool Is(string name, int index) { return Number(name, index) != 0; }

  internal int Number(string name, int index, int inner) {
    int number;
    Native.Check(Native.Function<Native.GetInt32In>(_prefix + name)(
        _handle, (UIntPtr)(uint)index, (UIntPtr)(uint)inner, out number), name);
    return number;
  }

  internal long Long(string name, int index) {
    long number;
    Native.Check(Native.Function<Native.GetInt64At>(_prefix + name)(_handle, (UIntPtr)(uint)index, out number),
                 name);
    return number;
  }

  /// An index or number that there may be none of.
  internal int? OptionalCount(string name) {
    UIntPtr count;
    int status = Native.Function<Native.GetCount>(_prefix + name)(_handle, out count);
    if (status == (int)Status.NotFound) return null;
    Native.Check(status, name);
    return checked((int)count.ToUInt64());
  }

  internal int? OptionalNumber(string name) {
    int number;
    int status = Native.Function<Native.GetInt32>(_prefix + name)(_handle, out number);
    if (status == (int)Status.NotFound) return null;
    Native.Check(status, name);
    return number;
  }

  /// Two numbers: where a span of a review begins and ends.
  internal int[] Span(string name, int index, int inner) {
    int begin, end;
    Native.Check(Native.Function<Native.GetSpanIn>(_prefix + name)(
        _handle, (UIntPtr)(uint)index, (UIntPtr)(uint)inner, out begin, out end), name);
    return new[] {begin, end};
  }

  /// Three numbers: of a diagnostic's place, or the turn of a span and where it begins and ends.
  internal int[] Place(string name, int index) {
    int first, second, third;
    Native.Check(Native.Function<Native.GetPlaceAt>(_prefix + name)(_handle, (UIntPtr)(uint)index, out first,
                                                                   out second, out third), name);
    return new[] {first, second, third};
  }

  internal int[] Place(string name, int index, int inner) {
    int first, second, third;
    Native.Check(Native.Function<Native.GetPlaceIn>(_prefix + name)(
        _handle, (UIntPtr)(uint)index, (UIntPtr)(uint)inner, out first, out second, out third), name);
    return new[] {first, second, third};
  }
}

}  // namespace Rapport
