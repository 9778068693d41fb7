#include "learn/practice.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "learn/pack_tests.h"
#include "rapport/decision.h"

namespace rapport::learn {
namespace {

constexpr char kHostility[] = "hostility";

// S. Vigna's SplitMix64, a public-domain generator: its numbers are the same everywhere, which the
// standard library's distributions do not promise.
uint64_t Next(uint64_t* state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::optional<int32_t> LevelOf(const Decision& decision) {
  for (const ScaleLevel& scale : decision.scales()) {
    if (scale.id == kHostility && scale.known) return scale.level;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Scenario> ScenariosOf(const pack::LoadedPack& pack,
                                  const std::shared_ptr<const RuleSet>& rules) {
  std::vector<Scenario> out;
  std::set<std::string> seen;
  Conversation conversation(rules);
  Decision decision;
  for (const pack::Test& test : pack.pack.tests) {
    if (test.turns.empty() || test.turns.back().by != "customer") continue;
    std::string words;
    for (const pack::TestTurn& turn : test.turns) StrAppend(&words, turn.by, " ", turn.text, "\n");
    if (test.turns.back().text.find_first_not_of(" \t\r\n") == std::string::npos) continue;
    if (SetUpTest(test, &conversation).has_value())
      continue;  // its own failure, for `rapport test`
    if (!Decide(conversation, test.now, &decision).ok()) continue;
    // Nobody practises replies to what the pack cannot read.
    if (decision.abstained() == Abstained::kLanguage) continue;
    if (!seen.insert(words).second) continue;
    out.push_back({&test,
                   test.expect.persona ? *test.expect.persona : std::string(decision.persona()),
                   LevelOf(decision)});
  }
  return out;
}

std::vector<Scenario> DrawScenarios(const std::vector<Scenario>& scenarios,
                                    const PracticeChoice& choice) {
  std::vector<Scenario> fitting;
  for (const Scenario& scenario : scenarios) {
    if (!choice.persona.empty() && scenario.persona != choice.persona) continue;
    if (choice.hostility && scenario.hostility != choice.hostility) continue;
    fitting.push_back(scenario);
  }
  uint64_t state = choice.seed;
  const size_t rounds = std::min(choice.rounds, fitting.size());
  for (size_t i = 0; i < rounds; ++i) {
    const size_t rest = fitting.size() - i;
    std::swap(fitting[i], fitting[i + static_cast<size_t>(Next(&state) % rest)]);
  }
  fitting.resize(rounds);
  return fitting;
}

}  // namespace rapport::learn
