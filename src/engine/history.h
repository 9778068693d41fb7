#ifndef RAPPORT_ENGINE_HISTORY_H_
#define RAPPORT_ENGINE_HISTORY_H_

// What the turns up to some turn of one conversation have come to, each judged at its own time with
// the facts and overrides as they are now: since which turn policies with escalations have held,
// and how far protocols have got. It goes on from there as long as the turns are the same, the
// facts and the overrides.

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/evaluation.h"
#include "engine/protocols.h"

namespace rapport::engine {

struct History {
  std::shared_ptr<const char> conversation;
  uint64_t resets = 0, facts = 0, overrides = 0;
  bool is_whole = false;
  Accumulator sums;            // of the turns read so far
  Evaluation evaluation;       // after the last of them
  std::vector<int32_t> since;  // by Tables::escalating; -1 where it does not hold
  std::vector<ProtocolMemory> protocols;
};

// Goes on to the last turn; from the first, if it was about another conversation, or a fact or
// an override has changed.
void ReadHistory(const ConversationState& conversation, History* history);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_HISTORY_H_
