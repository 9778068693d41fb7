#ifndef RAPPORT_TESTS_ENGINE_WHOLE_EXPLANATION_H_
#define RAPPORT_TESTS_ENGINE_WHOLE_EXPLANATION_H_

#include <optional>

#include "rapport/explanation.h"

namespace rapport::engine {

// Explanations keep what a case leaves as it is in the baseline. Expects that one says what is
// found when every condition is traced in full by the case at hand, and every turn is read anew.
void ExpectWhole(const Conversation& conversation, std::optional<Time> now,
                 const Explanation& explanation);

}  // namespace rapport::engine

#endif  // RAPPORT_TESTS_ENGINE_WHOLE_EXPLANATION_H_
