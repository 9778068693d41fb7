#ifndef RAPPORT_LEARN_PRACTICE_H_
#define RAPPORT_LEARN_PRACTICE_H_

// Conversations to practise replies on, made from the tests that a pack carries: each is a customer
// of a known type, and who wrote the pack said what matters about it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pack/model.h"
#include "rapport/rule_set.h"

namespace rapport::learn {

struct Scenario {
  const pack::Test* test;            // borrowed from the pack
  std::string persona;               // that the test expects; the one decided when it names none
  std::optional<int32_t> hostility;  // level, as decided; nothing without such a scale
};

// The tests that end with the customer, without two of the same words, in the pack's order.
// `rules` is what `pack` compiles to.
std::vector<Scenario> ScenariosOf(const pack::LoadedPack& pack,
                                  const std::shared_ptr<const RuleSet>& rules);

struct PracticeChoice {
  std::string persona;  // empty: any
  std::optional<int32_t> hostility;
  size_t rounds = 5;
  uint64_t seed = 1;
};

// As many of those that fit as there are rounds, drawn without replacement: the same on every
// machine for the same seed and pack.
std::vector<Scenario> DrawScenarios(const std::vector<Scenario>& scenarios,
                                    const PracticeChoice& choice);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_PRACTICE_H_
