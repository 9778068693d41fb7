#ifndef RAPPORT_ENGINE_SERVICE_H_
#define RAPPORT_ENGINE_SERVICE_H_

#include <optional>

#include "engine/conversation_state.h"
#include "engine/decision_state.h"

namespace rapport::engine {

// After EvaluatePolicies(): the kinds of contact that hold, the needs that are voiced, the
// questions that are open and the promises made.
void FindService(const ConversationState& conversation, std::optional<Time> now,
                 DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_SERVICE_H_
