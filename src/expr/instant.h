#ifndef RAPPORT_EXPR_INSTANT_H_
#define RAPPORT_EXPR_INSTANT_H_

// Durations and timestamps of conditions: text, range and arithmetic. As in CEL, a duration is a
// signed 64-bit count of nanoseconds (about 292 years either way) and a timestamp lies in the years
// 1 to 9999; whatever leaves these ranges is an error. Nothing here allocates.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport::expr {

// A duration, or a timestamp since 1970-01-01T00:00:00Z. `nanos` has the range 0 to 999,999,999, so
// -1.5 s is {-2, 500,000,000}.
struct Instant {
  int64_t seconds = 0;
  int32_t nanos = 0;
};

inline bool operator==(const Instant& a, const Instant& b) {
  return a.seconds == b.seconds && a.nanos == b.nanos;
}
inline bool operator<(const Instant& a, const Instant& b) {
  return a.seconds != b.seconds ? a.seconds < b.seconds : a.nanos < b.nanos;
}

bool IsDuration(const Instant& v);   // within the range of durations
bool IsTimestamp(const Instant& v);  // within the range of timestamps

// "1h30m", "-2.5s", "100ms", "0": a sign, then numbers with the units h, m, s, ms, us (or µs), ns.
std::optional<Instant> ParseDurationText(std::string_view text);
// RFC 3339 with up to nine decimals and 'Z' or an offset.
std::optional<Instant> ParseTimestampText(std::string_view text);

constexpr size_t kInstantText = 40;                       // room for either text
size_t FormatDurationText(const Instant& v, char* out);   // "90s", "-1.5s"
size_t FormatTimestampText(const Instant& v, char* out);  // UTC, decimals only when needed

// The sum or difference, of two durations, of a timestamp and a duration, or of two timestamps.
// Both operands are in range; the caller checks the result with IsDuration or IsTimestamp.
Instant Add(const Instant& a, const Instant& b);
Instant Subtract(const Instant& a, const Instant& b);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_INSTANT_H_
