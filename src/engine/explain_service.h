#ifndef RAPPORT_ENGINE_EXPLAIN_SERVICE_H_
#define RAPPORT_ENGINE_EXPLAIN_SERVICE_H_

#include <functional>
#include <optional>
#include <string>

#include "engine/evaluation.h"
#include "rapport/explanation.h"

namespace rapport::engine {

// The part of an explanation that is about kinds of contact, needs, questions and promises.
// `why_not_condition` says of a condition's slot why it does not hold.
void ExplainService(const ConversationState& conversation, std::optional<Time> now,
                    Evaluation* evaluation,
                    const std::function<std::string(int32_t)>& why_not_condition, Explanation* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EXPLAIN_SERVICE_H_
