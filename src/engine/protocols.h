#ifndef RAPPORT_ENGINE_PROTOCOLS_H_
#define RAPPORT_ENGINE_PROTOCOLS_H_

// Protocols, followed through a conversation: a fold over its public turns by customers and agents.
// What it does with a turn depends on the turn's hits, on what policies see after it, and on what
// the protocol remembers; on no other protocol and no policy. docs/protocols.md has the meaning,
// tests/engine/naive_decision.cc has it in the plainest code.

#include <cstdint>
#include <vector>

#include "engine/conversation_state.h"
#include "engine/evaluation.h"

namespace rapport::engine {

// Words of a turn; a turn of -1 is nowhere.
struct Place {
  int32_t turn = -1;
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct FaultRecord {
  ruleset::Index fault = 0;
  Place place;
};

// How far one protocol has got.
struct ProtocolMemory {
  int32_t state = -1;  // -1: it has not started
  int32_t started_turn = 0;
  int32_t since_turn = 0;   // in this state
  int32_t quiet_turns = 0;  // of the customer in a row, without words that start it
  std::vector<Place> done;  // by step
  std::vector<FaultRecord> faults;
};

// Before the first turn. Keeps the buffers.
void ResetProtocols(const ruleset::Tables& tables, std::vector<ProtocolMemory>* memories);

// Whether some turn has words on which a protocol starts; else none has, and nothing needs be read.
bool MayHaveStarted(const ConversationState& conversation);

// One turn more. `after` is the evaluation after it, its verdict shown; slots that only protocols
// read are left changed.
void JudgeProtocols(const ConversationState& conversation, int32_t turn, Evaluation* after,
                    std::vector<ProtocolMemory>* memories);

// Puts the states into the slots that policies read.
void ShowProtocols(const std::vector<ProtocolMemory>& memories, Evaluation* evaluation);

// Puts into its slots what the protocol knows of itself.
void ShowOwn(const ruleset::ProtocolEntry& protocol, const ProtocolMemory& memory,
             Evaluation* evaluation);

struct DecisionState;

// For a decision at `now`, between its verdict and its policies: finds how far protocols have got,
// shows that to the policies, and sets out the result.
void FollowProtocols(const ConversationState& conversation, std::optional<Time> now,
                     DecisionState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_PROTOCOLS_H_
