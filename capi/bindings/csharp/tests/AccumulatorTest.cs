using System;
using System.Linq;
using Rapport;
using static Harness;

/// Accumulators: the committed reports in one part and in several, and what is refused.
internal static partial class RapportTest {
  private static void TestAccumulators() {
    string[][] kinds = {new[] {"coaching", "{\"individuals\":true,\"min_sample\":2}"},
                        new[] {"acceptance", "{\"min_sample\":1,\"sort\":\"name\"}"}};
    foreach (string[] kind in kinds) {
      Case("accumulator " + kind[0], () => {
        string expected = Vectors.Lines("tests/vectors/" + kind[0] + ".json")[0];
        using (var whole = new Accumulator(Rules, kind[0], kind[1]))
        using (var first = new Accumulator(Rules, kind[0], kind[1]))
        using (var second = new Accumulator(Rules, kind[0], kind[1])) {
          int number = 0;
          foreach (string line in Vectors.Lines("tests/vectors/handled.jsonl")) {
            whole.Add(line);
            (number++ % 2 == 0 ? first : second).Add(line);
          }
          Equal(kind[0], whole.Kind);
          Equal(expected, whole.ReportJson());
          using (Accumulator loaded = Accumulator.Load(Rules, first.Save())) {
            Equal(expected, loaded.Merge(second).ReportJson());
          }
        }
      });
    }

    Case("accumulators refuse", () => {
      Refused(Status.NotFound, () => new Accumulator(Rules, "coach"));
      Refused(Status.InvalidArgument, () => new Accumulator(Rules, "coaching", "{\"min_sampel\":1}"));
      var some = new Accumulator(Rules, "coaching");
      string before = some.ReportJson();
      Refused(Status.InvalidArgument, () => some.Add("{\"turns\":1}"));
      Refused(Status.InvalidArgument, () => some.Merge(some));
      Refused(Status.InvalidArgument, () => some.Merge(new Accumulator(Rules, "acceptance")));
      Equal(before, some.ReportJson());
      byte[] saved = some.Save();
      Refused(Status.InvalidArgument,
              () => Accumulator.Load(Rules, saved.Take(saved.Length - 1).ToArray()));
      Refused(Status.InvalidState, () => Accumulator.Load(RuleSet.Default(), saved));
      some.Dispose();
      try {
        some.ReportJson();
        True(false);
      } catch (ObjectDisposedException) {
      }
    });
  }
}
