#ifndef RAPPORT_ENGINE_PROMISES_H_
#define RAPPORT_ENGINE_PROMISES_H_

// What agents promise. Of each promise of the pack the last time that it was made counts: it is
// open from then on, is kept by a later turn with a hit of one of its `kept_by` cues (without any,
// by any later public turn of an agent), and is overdue while it is open past its due time. Who
// promises the same again before that moves the time.

#include <cstdint>
#include <optional>

#include "engine/conversation_state.h"
#include "rapport/decision.h"

namespace rapport::engine {

// How far off the time is that is said between a token and the end of its sentence: "within 24
// hours", "by tomorrow". In seconds; 0 when none is.
int32_t SecondsSaid(const ruleset::ServiceText& words, const text::TokenizedText& text,
                    uint32_t first_token);

// Adds one public turn. `hits` are the turn's own.
void FollowPromises(const ruleset::Tables& tables, const TurnRecord& turn, const HitRecord* hits,
                    Accumulator* sums);

// Without times nothing is overdue.
PromiseState StateOf(const PromiseSum& promise, std::optional<Time> now);

struct PromiseTotals {
  int32_t overdue = 0;
  Duration overdue_for{0};  // of the one that fell due first
  bool known = true;        // whether every open promise with a due time could be judged
};
PromiseTotals TotalsOf(const Accumulator& sums, std::optional<Time> now);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_PROMISES_H_
