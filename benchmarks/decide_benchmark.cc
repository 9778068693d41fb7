// What a host pays for: reading turns and deciding, with the default pack.
//
//     cmake --preset release -DRAPPORT_BUILD_BENCHMARKS=ON && cmake --build build/release
//     build/release/benchmarks/decide_benchmark
//
// A name is operation/input/size. "Read" is Reset() and AddTurn() for every turn, "Decide" is
// Decide() alone on a conversation that stands, "ReadAndDecide" is both: what a new message costs
// from its bytes to its answer. `allocations` are those of one round once warm. Every benchmark
// checks its answer before it measures and after, and fails when it is wrong.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "allocations.h"
#include "corpus.h"
#include "rapport/rapport.h"

namespace rapport::benchmarks {
namespace {

// The default pack. Without it there is nothing to measure.
std::shared_ptr<const RuleSet> Rules() {
  static const std::shared_ptr<const RuleSet> rules = [] {
    RuleSetBuilder builder;
    builder.AddDefault();
    auto built = builder.Build();
    if (!built.ok()) {
      std::fputs(FormatDiagnostics(builder.diagnostics()).c_str(), stderr);
      std::exit(1);
    }
    return *built;
  }();
  return rules;
}

struct Input {
  std::vector<Turn> turns;
  std::string_view persona;  // what must come out
  size_t bytes = 0;
};

Input OneTurn() {
  Turn turn;
  turn.text = ShortMessage();
  return {{turn}, "impatient", ShortMessage().size()};
}

Input TenTurnInput() {
  Input input{TenTurns(), "impatient"};
  for (const Turn& turn : input.turns) input.bytes += turn.text.size();
  return input;
}

bool Read(const Input& input, Conversation* conversation) {
  conversation->Reset();
  for (const Turn& turn : input.turns) {
    if (!conversation->AddTurn(turn).ok()) return false;
  }
  return true;
}

// Runs `round` until the clock says enough. `answer_is_right` is asked before and after.
template <typename Round, typename Check>
void Measure(benchmark::State& state, const Input& input, Round round, Check answer_is_right) {
  for (int i = 0; i < 3; ++i) round();  // warm
  if (!answer_is_right()) return state.SkipWithError("wrong answer before measuring");
  const int64_t before = Allocations();
  round();
  state.counters["allocations"] = static_cast<double>(Allocations() - before);
  for (auto _ : state) round();
  if (!answer_is_right()) return state.SkipWithError("wrong answer after measuring");
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.bytes));
}

void ReadOnly(benchmark::State& state, const Input& input) {
  Conversation conversation(Rules());
  Measure(
      state, input, [&] { Read(input, &conversation); },
      [&] { return conversation.turn_count() == input.turns.size(); });
}

void DecideOnly(benchmark::State& state, const Input& input) {
  Conversation conversation(Rules());
  Decision decision;
  if (!Read(input, &conversation)) return state.SkipWithError("a turn was refused");
  Measure(
      state, input, [&] { benchmark::DoNotOptimize(Decide(conversation, {}, &decision).ok()); },
      [&] { return decision.persona() == input.persona; });
}

void ReadAndDecide(benchmark::State& state, const Input& input) {
  Conversation conversation(Rules());
  Decision decision;
  Measure(
      state, input,
      [&] {
        Read(input, &conversation);
        benchmark::DoNotOptimize(Decide(conversation, {}, &decision).ok());
      },
      [&] { return decision.persona() == input.persona && !decision.evidence().empty(); });
}

// The slower path on request: Decide() and the whole reasoning as text.
void DecideAndExplain(benchmark::State& state, const Input& input) {
  Conversation conversation(Rules());
  Decision decision;
  Explanation explanation;
  std::string reported;
  if (!Read(input, &conversation)) return state.SkipWithError("a turn was refused");
  Measure(
      state, input,
      [&] {
        benchmark::DoNotOptimize(Decide(conversation, {}, &decision).ok());
        reported.clear();
        if (!Explain(conversation, {}, &explanation).ok()) return;
        for (const ExplainedPersona& persona : explanation.personas()) {
          if (persona.reported) reported = persona.id;
        }
      },
      [&] { return decision.persona() == input.persona && reported == input.persona; });
}

// A message as long as the limit allows.
void ReadAndDecideLong(benchmark::State& state) {
  const std::string text = LongText(static_cast<size_t>(state.range(0)));
  Turn turn;
  turn.text = text;
  const Input input{{turn}, "", text.size()};
  Conversation conversation(Rules());
  Decision decision;
  Measure(
      state, input,
      [&] {
        Read(input, &conversation);
        benchmark::DoNotOptimize(Decide(conversation, {}, &decision).ok());
      },
      [&] { return !decision.evidence().empty(); });
}

void BuildDefaultPack(benchmark::State& state) {
  std::string name;
  for (auto _ : state) {
    RuleSetBuilder builder;
    builder.AddDefault();
    auto rules = builder.Build();
    if (!rules.ok()) return state.SkipWithError("the default pack does not build");
    name = (*rules)->name();
  }
  if (name != Rules()->name()) state.SkipWithError("two builds differ");
  state.counters["compiled_bytes"] = static_cast<double>(Rules()->compiled_bytes());
}

BENCHMARK_CAPTURE(ReadOnly, one_turn_148B, OneTurn());
BENCHMARK_CAPTURE(ReadOnly, ten_turns_667B, TenTurnInput());
BENCHMARK_CAPTURE(DecideOnly, one_turn_148B, OneTurn());
BENCHMARK_CAPTURE(DecideOnly, ten_turns_667B, TenTurnInput());
BENCHMARK_CAPTURE(ReadAndDecide, one_turn_148B, OneTurn());
BENCHMARK_CAPTURE(ReadAndDecide, one_turn_148B, OneTurn())->Threads(2)->UseRealTime();
BENCHMARK_CAPTURE(ReadAndDecide, ten_turns_667B, TenTurnInput());
BENCHMARK_CAPTURE(DecideAndExplain, one_turn_148B, OneTurn());
BENCHMARK_CAPTURE(DecideAndExplain, ten_turns_667B, TenTurnInput());
BENCHMARK(ReadAndDecideLong)->Arg(4 << 10)->Arg(64 << 10)->Unit(benchmark::kMicrosecond);
BENCHMARK(BuildDefaultPack)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rapport::benchmarks
