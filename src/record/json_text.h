#ifndef RAPPORT_RECORD_JSON_TEXT_H_
#define RAPPORT_RECORD_JSON_TEXT_H_

// Values as JSON text, written to memory that the caller has made room in. Every function writes
// from `to` on and returns the end; it may use the whole room that is stated for it, also beyond
// that end.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rapport/time.h"

namespace rapport::record {

// Room for a string of `size` bytes: each may become \u00XX; then the quotes, and what the copy in
// blocks may write beyond the end.
constexpr size_t kJsonStringRoom = 32;
constexpr size_t JsonStringRoom(size_t size) { return 6 * size + kJsonStringRoom; }
constexpr size_t kJsonNumberRoom = 24;
constexpr size_t kJsonInstantRoom = 32;

// Quoted and escaped, always valid UTF-8: every malformed part becomes U+FFFD.
char* WriteJsonString(std::string_view text, char* to);

// `value` / 10^places in the shortest form, places from 0 to 4: (4210, 4) is 0.421.
char* WriteJsonDecimal(int64_t value, int places, char* to);

// RFC 3339, quoted.
char* WriteJsonInstant(Time value, char* to);

inline char* WriteJsonInt(uint64_t value, char* to) {
  // Levels, turns, places in a message: nearly all are small.
  if (value < 10) {
    *to = static_cast<char>('0' + value);
    return to + 1;
  }
  if (value < 100) {
    to[0] = static_cast<char>('0' + value / 10);
    to[1] = static_cast<char>('0' + value % 10);
    return to + 2;
  }
  return std::to_chars(to, to + 20, value).ptr;  // as many digits as there may be
}
inline char* WriteJsonInt(int64_t value, char* to) {
  if (value < 0) {
    *to++ = '-';
    return WriteJsonInt(0 - static_cast<uint64_t>(value), to);
  }
  return WriteJsonInt(static_cast<uint64_t>(value), to);
}

// How many of the 16 bytes at `from` may stand in a JSON string as they are, counted from the
// first: ASCII other than controls, quote and backslash. The first is the best that this machine
// has, the other works everywhere.
size_t PlainBytes(const char* from);
size_t PlainBytesPortable(const char* from);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_TEXT_H_
