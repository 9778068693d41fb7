#ifndef RAPPORT_ENGINE_EFFECTS_H_
#define RAPPORT_ENGINE_EFFECTS_H_

#include "engine/conversation_state.h"
#include "engine/decision_state.h"

namespace rapport::engine {

// Combines what the policies of `out->outcomes`, the reported persona, needs and kinds say into
// forbidden actions, flags, limits and ordered actions: forbid beats recommend, the smallest limit
// counts, an action that several recommend is listed once with every reason.
void CombineEffects(const ConversationState& conversation, DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EFFECTS_H_
