#ifndef RAPPORT_ENGINE_EVIDENCE_H_
#define RAPPORT_ENGINE_EVIDENCE_H_

#include "engine/conversation_state.h"
#include "engine/decision_state.h"

namespace rapport::engine {

// Lists what counted: the hits and conditions that speak for or against the best persona and those
// reported beside it, and the hits behind policies that hold. Unsorted; the text of each is a
// range.
void CollectEvidence(const ConversationState& conversation, DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EVIDENCE_H_
