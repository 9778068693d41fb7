#ifndef RAPPORT_INSIGHT_VERDICT_H_
#define RAPPORT_INSIGHT_VERDICT_H_

#include <cstdint>
#include <optional>

#include "insight/intervals.h"

namespace rapport::insight {

// How a figure stands to its goal. It is certain only when the whole interval lies on one side.
enum class Verdict : uint8_t { kNoGoal, kMet, kMissed, kUnsure };
const char* VerdictName(Verdict verdict);  // "met", "missed", "unsure"; "" without a goal

// Without an interval nothing is sure.
Verdict Judge(const std::optional<Interval>& interval, double goal, bool at_least);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_VERDICT_H_
