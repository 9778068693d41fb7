// What a host of the C interface pays for, with the default pack.
//
// A name is operation/size/threads. "decide" is a whole case: reset, three facts, the turn, the
// decision, and its persona read; "trace" is the same with the full trace, through the C++
// interface since that of C has it as JSON alone, which is "explain"; "add_turn" is one more turn
// in a conversation that has some already, and "add_turn_decide" the new decision with it. Messages
// follow one another, and so do long texts, so that none is known by heart. Before and after
// measuring, answers are compared with those of a conversation of its own.

#include <benchmark/benchmark.h>
#include <time.h>  // clock_gettime

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "allocations.h"
#include "match_corpus.h"
#include "rapport/c.h"
#include "rapport/rapport.h"

namespace rapport::benchmarks {
namespace {

// CPU time of this thread, in seconds.
double Now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void Require(int32_t status, const char* what) {
  if (status == RAPPORT_OK) return;
  std::fprintf(stderr, "conversation_benchmark: %s: %s\n", what, rapport_status_name(status));
  std::exit(1);
}

rapport_ruleset* Rules() {
  static rapport_ruleset* const rules = [] {
    rapport_ruleset* made = nullptr;
    Require(rapport_ruleset_new_default(&made, nullptr), "the default pack");
    return made;
  }();
  return rules;
}

// A conversation and its decision, as a host keeps them.
class Case {
 public:
  Case() {
    Require(rapport_conversation_new(Rules(), nullptr, &conversation_, nullptr), "conversation");
    Require(rapport_decision_new(&decision_, nullptr), "decision");
    Require(rapport_explanation_new(&explanation_, nullptr), "explanation");
  }
  ~Case() {
    rapport_explanation_free(explanation_);
    rapport_decision_free(decision_);
    rapport_conversation_free(conversation_);
  }
  void Reset() {
    rapport_conversation_reset(conversation_);
    Require(rapport_conversation_set_string(conversation_, RAPPORT_LITERAL("channel"),
                                            RAPPORT_LITERAL("chat"), nullptr),
            "channel");
    Require(rapport_conversation_set_int(conversation_, RAPPORT_LITERAL("contacts_7d"), 2, nullptr),
            "contacts_7d");
    Require(rapport_conversation_set_bool(conversation_, RAPPORT_LITERAL("is_vip"), 0, nullptr),
            "is_vip");
  }
  void AddTurn(std::string_view text) {
    rapport_turn turn = RAPPORT_TURN_INIT;
    turn.text = text.data();
    turn.text_length = text.size();
    Require(rapport_conversation_add_turn(conversation_, &turn, nullptr), "turn");
  }
  std::string_view Decide() {
    Require(rapport_decide(conversation_, RAPPORT_TIME_UNKNOWN, decision_, nullptr), "decide");
    const char* persona = nullptr;
    size_t length = 0;
    Require(rapport_decision_persona(decision_, &persona, &length), "persona");
    return {persona, length};
  }
  std::string_view Explain() {
    const char* json = nullptr;
    size_t length = 0;
    Require(rapport_explain(conversation_, RAPPORT_TIME_UNKNOWN, nullptr, 0, explanation_, &json,
                            &length, nullptr),
            "explain");
    return {json, length};
  }
  std::string DecisionJson() {
    const char* json = nullptr;
    size_t length = 0;
    Require(rapport_decision_json(decision_, nullptr, 0, &json, &length, nullptr), "json");
    return {json, length};
  }

 private:
  rapport_conversation* conversation_ = nullptr;
  rapport_decision* decision_ = nullptr;
  rapport_explanation* explanation_ = nullptr;
};

// A reused conversation decides as one made for the purpose.
bool DecidesAlike(Case* reused, const std::string& text) {
  Case fresh;
  for (Case* each : {reused, &fresh}) {
    each->Reset();
    each->AddTurn(text);
    each->Decide();
  }
  return reused->DecisionJson() == fresh.DecisionJson();
}

const std::vector<std::string>& Inputs(int64_t bytes) {
  return bytes == 148 ? Messages() : Texts(static_cast<size_t>(bytes));
}

template <typename Work>
void Measure(benchmark::State& state, Work work) {
  const std::vector<std::string>& texts = Inputs(state.range(0));
  Case each;
  const size_t checked = state.range(0) == 148 ? 200 : 4;
  for (size_t i = 0; i < std::min(checked, texts.size()); ++i) {
    if (!DecidesAlike(&each, texts[i])) return state.SkipWithError("two answers to one message");
  }
  for (const std::string& text : texts) work(&each, text);  // buffers grow to what is needed
  size_t at = texts.size() * static_cast<size_t>(state.thread_index()) / 2;
  size_t bytes = 0;
  const int64_t before = Allocations();
  for (auto _ : state) {
    work(&each, texts[at]);
    bytes += texts[at].size();
    if (++at == texts.size()) at = 0;
  }
  state.counters["allocations"] = benchmark::Counter(
      static_cast<double>(Allocations() - before) / static_cast<double>(state.iterations()),
      benchmark::Counter::kAvgThreads);
  if (!DecidesAlike(&each, texts[0])) return state.SkipWithError("another answer after measuring");
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
  state.SetItemsProcessed(state.iterations());
}

void Decide(benchmark::State& state) {
  Measure(state, [](Case* each, std::string_view text) {
    each->Reset();
    each->AddTurn(text);
    benchmark::DoNotOptimize(each->Decide());
  });
}

void Explain(benchmark::State& state) {
  Measure(state, [](Case* each, std::string_view text) {
    each->Reset();
    each->AddTurn(text);
    benchmark::DoNotOptimize(each->Explain());
  });
}

std::string_view Persona(const Explanation& explanation) {
  for (const ExplainedPersona& persona : explanation.personas()) {
    if (persona.reported) return persona.id;
  }
  return {};
}

void Trace(benchmark::State& state) {
  RuleSetBuilder builder;
  builder.AddDefault();
  Conversation conversation(*builder.Build());
  Explanation explanation;
  rapport::Decision decision;
  const auto read = [&](const std::string& text) {
    conversation.Reset();
    Turn turn;
    turn.text = text;
    return conversation.SetFact("channel", "chat").ok() &&
           conversation.SetFact("contacts_7d", int64_t{2}).ok() &&
           conversation.SetFact("is_vip", false).ok() && conversation.AddTurn(turn).ok();
  };
  const std::vector<std::string>& texts = Messages();
  for (const std::string& text : texts) {
    if (!read(text) || !rapport::Explain(conversation, {}, &explanation).ok() ||
        !rapport::Decide(conversation, {}, &decision).ok() ||
        Persona(explanation) != decision.persona()) {
      return state.SkipWithError("what is explained is not what is decided");
    }
  }
  size_t at = 0;
  const int64_t before = Allocations();
  for (auto _ : state) {
    read(texts[at]);
    benchmark::DoNotOptimize(rapport::Explain(conversation, {}, &explanation).ok());
    if (++at == texts.size()) at = 0;
  }
  state.counters["allocations"] =
      static_cast<double>(Allocations() - before) / static_cast<double>(state.iterations());
}

// Sixteen turns more, after `turns`; the time of one. Filling the conversation is not counted.
void AddTurns(benchmark::State& state, bool decide) {
  constexpr size_t kMore = 16;
  const auto turns = static_cast<size_t>(state.range(0));
  const std::vector<std::string>& texts = Messages();
  Case each;
  size_t at = 0;
  const auto next = [&]() -> const std::string& { return texts[at++ % texts.size()]; };
  for (auto _ : state) {
    at = 0;
    each.Reset();
    for (size_t i = 0; i < turns; ++i) each.AddTurn(next());
    each.Decide();
    const double begin = Now();
    for (size_t i = 0; i < kMore; ++i) {
      each.AddTurn(next());
      if (decide) benchmark::DoNotOptimize(each.Decide());
    }
    state.SetIterationTime((Now() - begin) / kMore);
  }
  each.Decide();
  Case fresh;
  fresh.Reset();
  for (size_t i = 0; i < turns + kMore; ++i) fresh.AddTurn(texts[i % texts.size()]);
  fresh.Decide();
  if (each.DecisionJson() != fresh.DecisionJson()) state.SkipWithError("another answer");
}

BENCHMARK(Decide)->Name("decide")->ArgName("bytes")->Arg(148)->Arg(1536)->Arg(65'536);
BENCHMARK(Decide)->Name("decide")->ArgName("bytes")->Arg(148)->Threads(2)->UseRealTime();
BENCHMARK(Trace)->Name("trace")->ArgName("bytes")->Arg(148);
BENCHMARK(Explain)->Name("explain")->ArgName("bytes")->Arg(148);
// The clock sees a small part of the work, so the number of rounds is fixed.
BENCHMARK_CAPTURE(AddTurns, alone, false)
    ->Name("add_turn")
    ->ArgName("after_turns")
    ->RangeMultiplier(10)
    ->Range(1, 1000)
    ->Iterations(50)
    ->UseManualTime();
BENCHMARK_CAPTURE(AddTurns, decide, true)
    ->Name("add_turn_decide")
    ->ArgName("after_turns")
    ->RangeMultiplier(10)
    ->Range(1, 1000)
    ->Iterations(50)
    ->UseManualTime();

}  // namespace
}  // namespace rapport::benchmarks

BENCHMARK_MAIN();
