// What a call costs through the C interface, beside the same work through C++, in one run.
//
//     call_benchmark [SECONDS]
//
// One short message and the default pack. "typed" is reset, add a turn, decide; "json" is a record
// in and the decision out as JSON; "lines" is the same in batches of 1,000 records. C and C++ take
// turns in short rounds, so that a noisy machine slows both alike; each figure is the median of its
// rounds. The C side is the shared library, which other languages load; the C++ side is the static
// one with the record layer. A JSON line for each way, then one with the ratios. Ends with 1 if the
// two ever answer differently.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "rapport/c.h"
#include "rapport/rapport.h"
#include "record/decision_json.h"
#include "record/record_decider.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr char kText[] =
    "I'm still waiting for my order, it was promised for yesterday. When does it arrive?";
const std::string kRecord =
    std::string("{\"id\":\"m\",\"turns\":[{\"by\":\"customer\",\"text\":\"") + kText + "\"}]}";
constexpr int kBatch = 1000;

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "call_benchmark: %s\n", what);
  std::exit(1);
}

// Everything each side needs, made once.
struct Cpp {
  std::shared_ptr<const rapport::RuleSet> rules;
  std::unique_ptr<rapport::Conversation> conversation;
  rapport::Decision decision;
  rapport::record::RecordDecider decider;
  rapport::record::JsonWriter json;

  Cpp() {
    rapport::RuleSetBuilder builder;
    builder.AddDefault();
    auto built = builder.Build();
    Require(built.ok(), "the default pack does not build");
    rules = *built;
    conversation = std::make_unique<rapport::Conversation>(rules);
  }
  void Typed() {
    conversation->Reset();
    rapport::Turn turn;
    turn.text = std::string_view(kText, sizeof kText - 1);
    Require(conversation->AddTurn(turn).ok(), "AddTurn");
    Require(rapport::Decide(*conversation, std::nullopt, &decision).ok(), "Decide");
  }
  void Json() {
    Require(decider.Decide(rules, kRecord, &decision).ok(), "RecordDecider::Decide");
    json.Clear();
    rapport::record::WriteDecision(decider.id().value_or(""), decision, &json);
  }
  void Lines(const std::string& lines) {
    json.Clear();
    decider.DecideLines(rules, lines, &decision, &json);
  }
};

struct C {
  rapport_ruleset* rules = nullptr;
  rapport_conversation* conversation = nullptr;
  rapport_decision* decision = nullptr;
  const char* answer = nullptr;
  size_t length = 0;

  C() {
    Require(rapport_ruleset_new_default(&rules, nullptr) == RAPPORT_OK,
            "rapport_ruleset_new_default");
    Require(rapport_conversation_new(rules, nullptr, &conversation, nullptr) == RAPPORT_OK,
            "conversation");
    Require(rapport_decision_new(&decision, nullptr) == RAPPORT_OK, "rapport_decision_new");
  }
  ~C() {
    rapport_decision_free(decision);
    rapport_conversation_free(conversation);
    rapport_ruleset_free(rules);
  }
  void Typed() {
    rapport_conversation_reset(conversation);
    rapport_turn turn = RAPPORT_TURN_INIT;
    turn.text = kText;
    turn.text_length = sizeof kText - 1;
    Require(rapport_conversation_add_turn(conversation, &turn, nullptr) == RAPPORT_OK, "add_turn");
    Require(rapport_decide(conversation, RAPPORT_TIME_UNKNOWN, decision, nullptr) == RAPPORT_OK,
            "decide");
  }
  void Json() {
    Require(rapport_decide_json(rules, kRecord.data(), kRecord.size(), decision, &answer, &length,
                                nullptr) == RAPPORT_OK,
            "rapport_decide_json");
  }
  void Lines(const std::string& lines) {
    Require(rapport_decide_lines(rules, lines.data(), lines.size(), decision, &answer, &length,
                                 nullptr, nullptr) == RAPPORT_OK,
            "rapport_decide_lines");
  }
};

// Calls a second of each way, in rounds that take turns; the medians.
std::vector<double> CallsPerSecond(const std::vector<std::function<void()>>& ways,
                                   int calls_per_way, double seconds) {
  std::vector<std::vector<double>> rounds(ways.size());
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  int repeat = 1;
  // So many calls that a round takes about 20 ms.
  for (;; repeat *= 2) {
    const auto begin = Clock::now();
    for (int i = 0; i < repeat; ++i) ways[0]();
    if (Clock::now() - begin > std::chrono::milliseconds(20)) break;
  }
  do {
    for (size_t w = 0; w < ways.size(); ++w) {
      const auto begin = Clock::now();
      for (int i = 0; i < repeat; ++i) ways[w]();
      const std::chrono::duration<double> took = Clock::now() - begin;
      rounds[w].push_back(repeat * calls_per_way / took.count());
    }
  } while (Clock::now() < end || rounds[0].size() < 5);
  std::vector<double> medians;
  for (auto& values : rounds) {
    std::sort(values.begin(), values.end());
    medians.push_back(values[values.size() / 2]);
  }
  return medians;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
  std::string lines;
  for (int i = 0; i < kBatch; ++i) lines += kRecord + "\n";

  Cpp cpp;
  C c;
  cpp.Json();
  c.Json();
  Require(cpp.json.bytes() == std::string_view(c.answer, c.length),
          "C and C++ answer a record differently");
  cpp.Lines(lines);
  c.Lines(lines);
  Require(cpp.json.bytes() == std::string_view(c.answer, c.length),
          "C and C++ answer lines differently");

  const auto typed = CallsPerSecond({[&] { cpp.Typed(); }, [&] { c.Typed(); }}, 1, seconds / 3);
  const auto json = CallsPerSecond({[&] { cpp.Json(); }, [&] { c.Json(); }}, 1, seconds / 3);
  const auto batch =
      CallsPerSecond({[&] { cpp.Lines(lines); }, [&] { c.Lines(lines); }}, kBatch, seconds / 3);
  const char* const kNames[] = {"c++", "c"};
  for (size_t i = 0; i < 2; ++i) {
    std::printf(
        "{\"language\":\"%s\",\"typed_per_second\":%.0f,\"one_by_one_per_second\":%.0f,"
        "\"batch_per_second\":%.0f}\n",
        kNames[i], typed[i], json[i], batch[i]);
  }
  std::printf("{\"c_over_cpp\":{\"typed\":%.4f,\"one_by_one\":%.4f,\"batch\":%.4f}}\n",
              typed[0] / typed[1], json[0] / json[1], batch[0] / batch[1]);
  return 0;
}
