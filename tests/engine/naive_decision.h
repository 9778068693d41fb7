#ifndef RAPPORT_TESTS_ENGINE_NAIVE_DECISION_H_
#define RAPPORT_TESTS_ENGINE_NAIVE_DECISION_H_

// The meaning of a decision in the plainest code: every condition and every policy is evaluated by
// itself, every list walked from end to end, earlier turns judged again from the first. It shares
// with the engine the reading of turns, signals, the evaluation of one expression and fixed-point
// arithmetic, and nothing else.

#include <optional>
#include <string>

#include "rapport/decision.h"

namespace rapport::engine {

// Everything a decision shows, as lines of text.
std::string DescribeDecision(const Decision& decision);

// The same lines, of what Decide() should say.
std::string DecideNaively(const Conversation& conversation, std::optional<Time> now);

}  // namespace rapport::engine

#endif  // RAPPORT_TESTS_ENGINE_NAIVE_DECISION_H_
