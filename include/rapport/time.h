#ifndef RAPPORT_TIME_H_
#define RAPPORT_TIME_H_

// Time as Rapport takes and returns it. The library has no clock: the caller passes every instant.

#include <chrono>

namespace rapport {

using Duration = std::chrono::microseconds;
// UTC without leap seconds, microsecond resolution. Instants that Rapport is given lie in the years
// 1 to 9999; others are StatusCode::kInvalidArgument.
using Time = std::chrono::time_point<std::chrono::system_clock, Duration>;

}  // namespace rapport

#endif  // RAPPORT_TIME_H_
