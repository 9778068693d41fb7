#ifndef RAPPORT_ENGINE_ESCALATIONS_H_
#define RAPPORT_ENGINE_ESCALATIONS_H_

#include "engine/conversation_state.h"
#include "engine/decision_state.h"

namespace rapport::engine {

// One escalation a route, from the policies of `out->outcomes`: all reasons, the turn since which
// each has held, when it is due, and whether it is new. Only when some policy escalates are the
// turns replayed to find since when.
void FindEscalations(const ConversationState& conversation, DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_ESCALATIONS_H_
