// What loading costs: the default pack, and ten thousand rules as YAML and compiled.
//
//     cmake --preset release -DRAPPORT_BUILD_BENCHMARKS=ON && cmake --build build/release
//     build/release/benchmarks/load_benchmark
//
// A rule is a cue of its own with one phrase, and a weight for a persona: 40 files of 250. "Events"
// is yaml-cpp reading the same bytes and throwing every event away, the least that a YAML loader on
// it can cost. Every benchmark checks what it built.

#include <benchmark/benchmark.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "rapport/rapport.h"

namespace rapport::benchmarks {
namespace {

constexpr int kFiles = 40;
constexpr int kRules = 10'000;

struct File {
  std::string name, bytes;
};

// Three to five words of a few hundred, as cues have them.
std::string Phrase(uint32_t number) {
  constexpr const char* kStems[] = {"refund", "wait",  "price", "cancel",  "deliver", "broken",
                                    "order",  "agent", "reply", "manager", "contract"};
  constexpr const char* kEnds[] = {"", "s", "ed", "ing", "er", "able", "less"};
  std::string phrase;
  uint32_t state = number * 2654435761u + 1;
  const uint32_t words = 3 + number % 3;
  for (uint32_t i = 0; i < words; ++i) {
    state = state * 1664525u + 1013904223u;
    StrAppend(&phrase, i == 0 ? "" : " ", kStems[(state >> 8) % 11], kEnds[(state >> 16) % 7]);
  }
  return StrCat(phrase, " no", number);
}

const std::vector<File>& Packs() {
  static const std::vector<File> files = [] {
    std::vector<File> made;
    std::string manifest = "rapport: 1\npack: {id: rules, version: 1.0.0, language: en, files: [";
    int rule = 0;
    for (int f = 0; f < kFiles; ++f) {
      std::string cues = "rapport: 1\ncues:\n", personas = "personas:\n";
      StrAppend(&personas, "  p", f, ":\n    label: P", f, "\n    display_name: P", f,
                "\n    summary: One of many.\n    evidence:\n");
      for (; rule < kRules * (f + 1) / kFiles; ++rule) {
        StrAppend(&cues, "  cue_", rule, ":\n    help: Number ", rule, " of many.\n    phrases:\n",
                  "      - ", Phrase(static_cast<uint32_t>(rule)), "\n");
        StrAppend(&personas, "      cue_", rule, ": 1.", rule % 10, "\n");
      }
      const std::string name = StrCat("part", f, ".yaml");
      StrAppend(&manifest, f == 0 ? "" : ", ", name);
      made.push_back({name, cues + personas});
    }
    made.push_back({"pack.yaml", manifest + "]}\n"});
    return made;
  }();
  return files;
}

PackLimits Limits() {
  PackLimits limits;
  limits.phrases = kRules;
  return limits;
}

std::shared_ptr<const RuleSet> Check(const Result<std::shared_ptr<const RuleSet>>& rules,
                                     size_t cues, benchmark::State* state) {
  if (rules.ok() && (*rules)->cues().size() >= cues) return *rules;
  state->SkipWithError("the rules do not load");
  return nullptr;
}

std::shared_ptr<const RuleSet> FromYaml(benchmark::State* state) {
  RuleSetBuilder builder(Limits());
  for (const File& file : Packs()) builder.AddFile(file.name, file.bytes);
  return Check(builder.Build(), kRules, state);
}

void LoadDefault(benchmark::State& state) {
  size_t bytes = 0;
  for (auto _ : state) {
    RuleSetBuilder builder;
    builder.AddDefault();
    const auto rules = Check(builder.Build(), 100, &state);
    if (rules == nullptr) return;
    bytes = rules->compiled_bytes();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(LoadDefault)->Unit(benchmark::kMicrosecond);

void LoadCompiled(benchmark::State& state) {
  const auto rules = FromYaml(&state);
  if (rules == nullptr) return;
  const std::string image = rules->Compiled();
  for (auto _ : state) {
    state.PauseTiming();  // the host's own copy of the file
    RuleSetBuilder builder(Limits());
    builder.AddFile("rules.rpk", image);
    state.ResumeTiming();
    if (Check(builder.Build(), kRules, &state) == nullptr) return;
  }
  state.counters["bytes"] = static_cast<double>(image.size());
}
BENCHMARK(LoadCompiled)->Name("LoadCompiled/10000")->Unit(benchmark::kMicrosecond);

void LoadYaml(benchmark::State& state) {
  for (auto _ : state) {
    if (FromYaml(&state) == nullptr) return;
  }
}
BENCHMARK(LoadYaml)->Name("LoadYaml/10000")->Unit(benchmark::kMillisecond);

class Nothing : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { ++events; }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { ++events; }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {
    ++events;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    ++events;
  }
  void OnSequenceEnd() override { ++events; }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    ++events;
  }
  void OnMapEnd() override { ++events; }

  size_t events = 0;
};

void Events(benchmark::State& state) {
  for (auto _ : state) {
    Nothing nothing;
    for (const File& file : Packs()) {
      std::istringstream in(file.bytes);
      YAML::Parser parser(in);
      while (parser.HandleNextDocument(nothing)) {
      }
    }
    if (nothing.events < kRules * size_t{4}) return state.SkipWithError("too few events");
  }
}
BENCHMARK(Events)->Name("Events/10000")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rapport::benchmarks
