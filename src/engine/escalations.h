#ifndef RAPPORT_ENGINE_ESCALATIONS_H_
#define RAPPORT_ENGINE_ESCALATIONS_H_

#include "engine/conversation_state.h"
#include "engine/decision_state.h"

namespace rapport::engine {

// One escalation a route, from the policies of `out->active`: all reasons, the turn since which
// each has held, when it is due, and whether it is new.
//
// Since when is a matter of the turns before, each judged at its own time with the facts of now.
// Only when some policy escalates are they judged, and a decision remembers what came out: used
// again for the same conversation, with the same facts, it judges the turns that were added since.
// When a fact has changed, or another decision is used, the turns are judged from the first.
void FindEscalations(const ConversationState& conversation, DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_ESCALATIONS_H_
