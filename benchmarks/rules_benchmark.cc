// Whole decisions over facts without text: the 40 rules of rules/table.json over its 6 facts.
//
//     rules_benchmark
//     rules_benchmark --write_cases=FILE     for benchmarks/node/, then ends
//
// One iteration gives the engine one case and takes the rules that apply; there are 1,000 cases.
// All answers are compared with the definition before anything is measured. Rapport is called
// through its C interface, and the six facts are set by name. CLIPS asserts one fact, runs, and
// retracts it.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "allocations.h"
#include "rules_table.h"

namespace rapport::benchmarks {
namespace {

const RuleTable& Table() {
  static const RuleTable table = RuleTable::Load(RAPPORT_SOURCE_DIR "/benchmarks/rules/table.json");
  return table;
}

const std::vector<RuleCase>& Cases() {
  static const std::vector<RuleCase> cases = Table().Cases(1'000);
  return cases;
}

void Evaluate(benchmark::State& state,
              std::unique_ptr<RuleEngine> (*new_engine)(const RuleTable&)) {
  const std::unique_ptr<RuleEngine> engine = new_engine(Table());
  Fired fired;
  size_t rules = 0;
  for (const RuleCase& values : Cases()) {
    engine->Evaluate(values, &fired);
    std::sort(fired.begin(), fired.end());
    if (fired != Table().Expected(values)) return state.SkipWithError("another answer");
    rules += fired.size();
  }
  size_t at = 0;
  const int64_t before = Allocations();
  for (auto _ : state) {
    engine->Evaluate(Cases()[at], &fired);
    if (++at == Cases().size()) at = 0;
  }
  state.counters["allocations"] =
      static_cast<double>(Allocations() - before) / static_cast<double>(state.iterations());
  state.counters["fired"] = static_cast<double>(rules) / static_cast<double>(Cases().size());
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(Evaluate, rapport, &NewRapportRules)->Name("rapport/rules:40/facts:6");
#ifdef RAPPORT_WITH_CLIPS
BENCHMARK_CAPTURE(Evaluate, clips, &NewClipsRules)->Name("clips/rules:40/facts:6");
BENCHMARK_CAPTURE(Evaluate, clips_apart, &NewClipsRulesApart)->Name("clips_apart/rules:40/facts:6");
#endif

bool WriteCases(const char* path) {
  std::ofstream out(path);
  for (const RuleCase& values : Cases()) out << Table().CaseJson(values) << '\n';
  return static_cast<bool>(out.flush());
}

}  // namespace
}  // namespace rapport::benchmarks

int main(int argc, char** argv) {
  constexpr char kWriteCases[] = "--write_cases=";
  if (argc == 2 && std::strncmp(argv[1], kWriteCases, sizeof kWriteCases - 1) == 0) {
    return rapport::benchmarks::WriteCases(argv[1] + sizeof kWriteCases - 1) ? 0 : 1;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
