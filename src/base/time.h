#ifndef RAPPORT_BASE_TIME_H_
#define RAPPORT_BASE_TIME_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/time.h"

namespace rapport {

// The instants that Rapport takes: the years 1 to 9999, as in RFC 3339 and in conditions. The
// difference of any two of them is a Duration.
constexpr Time kFirstTime{Duration(-62'135'596'800'000'000)};
constexpr Time kLastTime{Duration(253'402'300'799'999'999)};
constexpr bool IsInRange(Time time) { return kFirstTime <= time && time <= kLastTime; }
// `from` + `by`, for `by` >= 0, or the last instant there is.
constexpr Time Later(Time from, Duration by) {
  return by > kLastTime - from ? kLastTime : from + by;
}

// RFC 3339, "2026-03-01T10:20:00Z" or with an offset and up to nine decimals (cut to microseconds).
std::optional<Time> ParseTime(std::string_view text);
// Always UTC; decimals only when needed: "2026-03-01T10:20:00Z", "2026-03-01T10:20:00.5Z".
std::string FormatTime(Time time);
// The same at `to`, which has room for kTimeLength bytes; returns the end.
constexpr size_t kTimeLength = 27;
char* WriteTime(Time time, char* to);

// "2h", "1h30m", "90s", "250ms", "1.5h", "-5m"; also days, "3d", and weeks, "2w".
std::optional<Duration> ParseDuration(std::string_view text);
// The largest units first, no zero parts: "1h30m", "45s", "0s", "2d4h".
std::string FormatDuration(Duration duration);
// The same into at most kDurationLength bytes at `to`; returns where it ends.
constexpr size_t kDurationLength = 64;
char* WriteDuration(Duration duration, char* to);

}  // namespace rapport

#endif  // RAPPORT_BASE_TIME_H_
