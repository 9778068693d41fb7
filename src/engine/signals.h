#ifndef RAPPORT_ENGINE_SIGNALS_H_
#define RAPPORT_ENGINE_SIGNALS_H_

#include <optional>

#include "engine/conversation_state.h"
#include "expr/value.h"

namespace rapport::engine {

// Writes the signals (pack/signals.h) after a prefix of the turns into `slots`, the first of
// pack::kSignalCount. `turns` are those of the conversation; `now` may be unknown.
void ComputeSignals(const Accumulator& sums, const std::vector<TurnRecord>& turns,
                    std::optional<Time> now, int32_t first_slot, expr::Value* slots);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_SIGNALS_H_
