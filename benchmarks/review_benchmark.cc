// What it costs to review a reply while it is being typed, with the default pack.
//
//     cmake --preset release -DRAPPORT_BUILD_BENCHMARKS=ON && cmake --build build/release
//     build/release/benchmarks/review_benchmark
//
// "changed_draft" is a call for every key with which a draft of about 300 bytes changes: forty are
// written at its end, or a word in its middle is mended, and all is taken back. "other_draft" is a
// call for each of several such drafts in turn; "typed" for every key of one, from the first to the
// last; "first" on a conversation that has just changed, which is decided about first. Before
// measuring, the answers of the Review that is kept are compared with those of new ones.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "allocations.h"
#include "rapport/rapport.h"

namespace rapport::benchmarks {
namespace {

const std::shared_ptr<const RuleSet>& Rules() {
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

constexpr std::string_view kCustomer =
    "My name is Hannah. This is the third kettle that leaks, and I have been waiting for your "
    "answer "
    "since Monday. When do I get my money back, and who pays for the ruined worktop?";

const std::vector<std::string>& Drafts() {
  static const std::vector<std::string> drafts = {
      "Hi Hannah, I am so sorry that the third kettle leaks too, and that you had to wait since "
      "Monday. I have just refunded the price; it will be on your account within three days. "
      "Please "
      "send me a photograph of the worktop, and I will pass it to our claims team today. Is there "
      "anything else I can do?",
      "Unfortunately I don't know anything about that. It is the factory's fault, as our policy "
      "says, "
      "and you should have called the hotline before. Nobody else has complained about this "
      "kettle. "
      "Please write to the manufacturer, they may offer you something; we cannot pay for worktops, "
      "that is not my department.",
      "Thank you for telling us, Hannah. A leak should not happen once, let alone three times. I "
      "can "
      "offer you a full refund or a kettle of another make, and 10% off your next order. Which of "
      "the "
      "two would you like? The worktop is a case for our insurance: here is what they need from "
      "you, "
      "step by step.",
  };
  return drafts;
}

Turn Reply(std::string_view text) {
  Turn turn;
  turn.by = Speaker::kAgent;
  turn.text = text;
  return turn;
}

// What a review says, in short.
std::string Told(const Review& review) {
  std::string out = std::to_string(review.score().value_or(-1));
  for (const Finding& finding : review.findings()) {
    out += ' ';
    out += CheckResultName(finding.result);
    for (const ReviewSpan& span : finding.spans) out += span.text;
  }
  return out;
}

class Desk {
 public:
  Desk() : conversation_(Rules()) { Begin(); }

  void Begin() {
    conversation_.Reset();
    Turn turn;
    turn.text = kCustomer;
    ok_ = conversation_.AddTurn(turn).ok();
  }
  void Review(std::string_view draft) {
    ok_ = ok_ && ReviewReply(conversation_, Reply(draft), std::nullopt, &review_).ok();
  }
  // Whether the kept review says what new ones say.
  bool IsRight() {
    for (const std::string& draft : Drafts()) {
      Review(draft);
      rapport::Review fresh;
      ok_ = ok_ && ReviewReply(conversation_, Reply(draft), std::nullopt, &fresh).ok();
      if (!ok_ || review_.findings().empty() || Told(review_) != Told(fresh)) return false;
    }
    return true;
  }

 private:
  Conversation conversation_;
  rapport::Review review_;
  bool ok_ = false;
};

template <typename Round>
void Measure(benchmark::State& state, Desk* desk, int64_t calls, const Round& round) {
  if (!desk->IsRight()) return state.SkipWithError("wrong answer");
  for (int i = 0; i < 3; ++i) round();  // warm
  const int64_t before = Allocations();
  round();
  state.counters["allocations"] = static_cast<double>(Allocations() - before);
  for (auto _ : state) round();
  state.SetItemsProcessed(state.iterations() * calls);
  state.counters["call"] =
      benchmark::Counter(static_cast<double>(state.iterations() * calls),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// Each is the one before it, but for one key.
std::vector<std::string> Changes() {
  constexpr size_t kKeys = 40;
  std::vector<std::string> changes;
  for (const std::string& draft : Drafts()) {
    for (size_t left = 0; left < kKeys; ++left) {
      changes.push_back(draft.substr(0, draft.size() - left));
    }
    for (size_t left = kKeys; left > 0; --left) {
      changes.push_back(draft.substr(0, draft.size() - left));
    }
    const size_t middle = draft.find(' ', draft.size() / 2);
    for (const char* word : {" v", " ve", " ver", " very", " ver", " ve", " v"}) {
      changes.push_back(std::string(draft).insert(middle, word));
    }
  }
  return changes;
}

void ChangedDraft(benchmark::State& state) {
  Desk desk;
  const std::vector<std::string> changes = Changes();
  Measure(state, &desk, static_cast<int64_t>(changes.size()), [&] {
    for (const std::string& draft : changes) desk.Review(draft);
  });
}
BENCHMARK(ChangedDraft)->Name("changed_draft/300");

void OtherDraft(benchmark::State& state) {
  Desk desk;
  Measure(state, &desk, static_cast<int64_t>(Drafts().size()), [&desk] {
    for (const std::string& draft : Drafts()) desk.Review(draft);
  });
}
BENCHMARK(OtherDraft)->Name("other_draft/300");

void Typed(benchmark::State& state) {
  Desk desk;
  const std::string& draft = Drafts()[0];
  Measure(state, &desk, static_cast<int64_t>(draft.size()), [&] {
    for (size_t size = 1; size <= draft.size(); ++size) {
      desk.Review(std::string_view(draft).substr(0, size));
    }
  });
}
BENCHMARK(Typed)->Name("typed/300");

void First(benchmark::State& state) {
  Desk desk;
  Measure(state, &desk, 1, [&desk] {
    desk.Begin();
    desk.Review(Drafts()[0]);
  });
}
BENCHMARK(First)->Name("first/300");

}  // namespace
}  // namespace rapport::benchmarks
