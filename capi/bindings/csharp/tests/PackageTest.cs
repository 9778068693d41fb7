using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Rapport;
using static Harness;

/// The example, how the library is found, and what of c.h is written down here again.
internal static partial class RapportTest {
  private static void TestPackage() {
    string folder = AppDomain.CurrentDomain.BaseDirectory;
    string example = Path.Combine(folder, "LiveConversation.exe");
    string carried = Path.Combine(folder, "librapport.so.0");
    Case("example", () => {
      string output = Run(example, null, null, null);
      True(Regex.IsMatch(output, @"\nturn 5: \w+ \d[.]\d{4}\n"), output);
      Contains(output, "tell Supervisor");
      True(output.EndsWith("\n0\n"), output);
    });
    Case("example of a guard", () => {
      string output = Run(Path.Combine(folder, "Guard.exe") + "\" \"" + Source + "/examples/guard.yaml", null, null,
                          null);
      True(output.StartsWith("blocked: Great news!"), output);
      Contains(output, "\n  limit: discount_pct is 10\n");
      Contains(output, "\nsent: I can take 10% off today, Asha.\n0\n");
    });
    Case("example of the README", () => {
      string output = Run(Path.Combine(folder, "Readme.exe"), null, null, null);
      True(Regex.IsMatch(output, @"\Aimpatient\nbecause of "), output);
    });
    Case("versions", () => {
      Equal("0.1.0", Library.Version);
      Equal("0.1.0", typeof(RuleSet).Assembly.GetName().Version.ToString(3));
    });
    Case("library of the system", () => {
      string output = Run(example, "RAPPORT_LIBRARY", "LD_LIBRARY_PATH", LibraryFolder);
      Contains(output, "turn 5: ");
    });
    Case("library beside the assembly", () => {
      Contains(Run(example, "RAPPORT_LIBRARY", null, null), "librapport.so.0: cannot open");
      File.Copy(LibraryFolder + "/librapport.so.0", carried);
      try {
        Contains(Run(example, "RAPPORT_LIBRARY", null, null), "turn 5: ");
      } finally {
        File.Delete(carried);
      }
    });
    Case("missing library", () => {
      Contains(Run(example, null, "RAPPORT_LIBRARY", Work + "/nowhere.so"),
               "RAPPORT_LIBRARY may name the file librapport.so.0");
    });
    Case("other ABI", () => {
      Contains(Run(example, null, "RAPPORT_LIBRARY", Work + "/wrong/librapport.so.0"),
               "has ABI version 7, this assembly needs 0");
    });
    Case("constants are those of the header", () => {
      string header = Vectors.Header();
      var enums = new Dictionary<string, Type> {
        {"SEVERITY", typeof(Severity)}, {"FACT", typeof(FactType)}, {"SPEAKER", typeof(Speaker)},
        {"VISIBILITY", typeof(Visibility)}, {"FORMAT", typeof(TextFormat)},
        {"ABSTAINED", typeof(Abstained)}, {"PERFORMER", typeof(Performer)},
        {"ACTION", typeof(ActionKind)}, {"UNKNOWN_FACTS", typeof(UnknownFacts)},
        {"CHECK", typeof(CheckResult)}, {"FAIL", typeof(FailReason)}, {"REVIEW", typeof(ReviewDetail)},
        {"REASON", typeof(ReasonKind)}, {"UNDETERMINED", typeof(UndeterminedKind)},
        {"PROMISE", typeof(PromiseState)}, {"STEP", typeof(StepStatus)},
      };
      foreach (var group in enums) {
        string expected = string.Join(" ", Regex.Matches(header, "RAPPORT_" + group.Key + @"_(\w+) = (\d+)")
            .Cast<Match>().Select(one => one.Groups[1].Value + "=" + one.Groups[2].Value));
        string actual = string.Join(" ", Enum.GetValues(group.Value).Cast<Enum>().Select(
            one => JsonWriter.Snake(one).ToUpperInvariant() + "=" + Convert.ToInt32(one)));
        Equal(expected, actual);
      }
    });
    // Calls by name cannot be checked by a compiler, so each is held against its prototype.
    Case("functions are those of the header", () => {
      string header = Regex.Replace(Vectors.Header(), @"/\*.*?\*/", "",
                                    RegexOptions.Singleline);
      var declared = Regex.Matches(header, @"(\w+[ *]+)rapport_(\w+)\(([^()]*)\);").Cast<Match>()
          .ToDictionary(one => one.Groups[2].Value,
                        one => Shape(one.Groups[1].Value) + Shapes(one.Groups[3].Value));
      IDictionary<string, Delegate> used = UsedFunctions();
      True(used.Count > 110, used.Count + " functions are used");
      foreach (var function in used) {
        var invoke = function.Value.GetType().GetMethod("Invoke");
        string shape = Shape(invoke.ReturnType) +
                       string.Concat(invoke.GetParameters().Select(one => Shape(one.ParameterType)));
        Equal(function.Key + " " + declared[function.Key], function.Key + " " + shape);
      }
    });
  }

  /// Those that the other tests have looked up.
  private static IDictionary<string, Delegate> UsedFunctions() {
    return (IDictionary<string, Delegate>)typeof(RuleSet).Assembly.GetType("Rapport.Native")
        .GetField("Functions", BindingFlags.NonPublic | BindingFlags.Static).GetValue(null);
  }

  private static string Shapes(string parameters) {
    return parameters.Trim() == "void" ? "" : string.Concat(parameters.Split(',').Select(Shape));
  }

  /// What a C type takes: p is a pointer in, n4 a number of 4 bytes, o4 room for one; w is a word.
  private static string Shape(string declaration) {
    string type = declaration.Replace("const", "").Trim();
    int stars = type.Count(c => c == '*');
    string number = type.StartsWith("int32_t") || type.StartsWith("uint32_t") ? "4"
        : type.StartsWith("int64_t") ? "8" : type.StartsWith("size_t") ? "w"
        : type.StartsWith("double") ? "d" : "";
    if (type == "void") return "v ";
    if (number == "") return stars == 2 ? "ow " : "p ";
    return (stars == 0 ? "n" : "o") + number + " ";
  }

  private static string Shape(Type type) {
    if (type == typeof(void)) return "v ";
    bool room = type.IsByRef || type == typeof(IntPtr[]) || type == typeof(UIntPtr[]);
    Type element = room ? type.GetElementType() : type;
    string number = element == typeof(int) || element == typeof(uint) ? "4"
        : element == typeof(long) ? "8" : element == typeof(UIntPtr) ? "w"
        : element == typeof(double) ? "d" : "";
    if (number == "") return room && element == typeof(IntPtr) ? "ow " : "p ";
    return (room ? "o" : "n") + number + " ";
  }
}
