#ifndef RAPPORT_ENGINE_TURN_READER_H_
#define RAPPORT_ENGINE_TURN_READER_H_

#include "engine/conversation_state.h"

namespace rapport::engine {

// Reads a turn and appends it to the state: tokens, cue hits with negation and quotation, the
// counts that signals need. Cues are looked for in public turns of the customer and of agents.
Status ReadTurn(const Turn& turn, ConversationState* state);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_TURN_READER_H_
