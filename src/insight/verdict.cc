#include "insight/verdict.h"

#include <array>

namespace rapport::insight {

const char* VerdictName(Verdict verdict) {
  constexpr std::array<const char*, 4> kNames = {"", "met", "missed", "unsure"};
  return kNames[static_cast<size_t>(verdict)];
}

Verdict Judge(const std::optional<Interval>& interval, double goal, bool at_least) {
  if (!interval) return Verdict::kUnsure;
  const double worst = at_least ? interval->low : -interval->high;
  const double best = at_least ? interval->high : -interval->low;
  const double needed = at_least ? goal : -goal;
  if (worst >= needed) return Verdict::kMet;
  return best < needed ? Verdict::kMissed : Verdict::kUnsure;
}

}  // namespace rapport::insight
