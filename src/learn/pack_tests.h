#ifndef RAPPORT_LEARN_PACK_TESTS_H_
#define RAPPORT_LEARN_PACK_TESTS_H_

// Runs what a pack promises about itself: its tests (`tests:`) and the examples and
// counter-examples of its cues. A failure says what was expected, what came instead, and why.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "pack/model.h"
#include "rapport/conversation.h"
#include "rapport/rule_set.h"

namespace rapport::learn {

struct PackTestFailure {
  std::string name;  // of the test, or "cue cites_cheaper_offer"
  SourceSpan span;   // into the pack's sources
  std::vector<std::string> messages;
};

struct PackTestReport {
  int64_t passed = 0;
  int64_t failed = 0;
  std::vector<PackTestFailure> failures;  // tests first, both in the pack's order
};

// `rules` is what `pack` compiles to. With a filter, only tests and cues whose name holds it run.
PackTestReport RunPackTests(const pack::LoadedPack& pack,
                            const std::shared_ptr<const RuleSet>& rules,
                            std::string_view filter = "");

// Fills `conversation` with what the test says; the reason, as a line of the report, when it
// cannot.
std::optional<std::string> SetUpTest(const pack::Test& test, Conversation* conversation);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_PACK_TESTS_H_
