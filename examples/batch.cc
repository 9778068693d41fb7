// Many cases, decided by the host's own threads: each has a decider and takes the next few cases
// that nobody has taken yet, so that all of them are busy to the end.

#include <algorithm>
#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "rapport/rapport.h"

namespace {

// Texts as a host may have them; a case borrows its own.
const char* const kTexts[] = {
    "Found the same kettle 15 quid cheaper down the road. Can you match that?",
    "Still waiting for my refund, this is taking ages. Hurry up!",
    "Which of the two would you take? I really can't decide.",
};
constexpr size_t kCases = 3000;
constexpr size_t kAtOnce = 64;

}  // namespace

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  if (!rules.ok()) {
    std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }

  std::vector<rapport::Turn> turns(kCases);
  std::vector<rapport::Case> cases(kCases);
  for (size_t i = 0; i < kCases; ++i) {
    turns[i].text = kTexts[i % std::size(kTexts)];
    cases[i].turns = {&turns[i], 1};
  }

  std::vector<std::string> types(kCases);  // each thread writes those of its own cases
  std::atomic<size_t> taken{0};
  const auto work = [&] {
    rapport::BatchDecider decider(*rules);
    for (size_t begin; (begin = taken.fetch_add(kAtOnce)) < kCases;) {
      decider.Begin({&cases[begin], std::min(kAtOnce, kCases - begin)});
      while (decider.Next()) {
        types[begin + decider.index()] = decider.status().ok()
                                             ? std::string(decider.decision().persona())
                                             : decider.status().message();
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back(work);
  }
  work();
  for (std::thread& thread : threads) thread.join();

  for (size_t i = 0; i < std::size(kTexts); ++i) {
    std::cout << std::count(types.begin(), types.end(), types[i]) << " x " << types[i] << "\n";
  }
}
