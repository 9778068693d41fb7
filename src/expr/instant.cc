#include "expr/instant.h"

#include <charconv>
#include <limits>

#include "absl/time/civil_time.h"

namespace rapport::expr {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kMaxNanos = std::numeric_limits<int64_t>::max();
constexpr int64_t kMinTimestamp = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr int64_t kMaxTimestamp = 253'402'300'799;  // 9999-12-31T23:59:59Z

struct Unit {
  std::string_view name;
  int64_t nanos;
};
// Longer names before their prefixes.
constexpr Unit kUnits[] = {
    {"ns", 1},         {"us", 1'000},  {"\u00B5s", 1'000},  {"\u03BCs", 1'000},
    {"ms", 1'000'000}, {"s", kSecond}, {"m", 60 * kSecond}, {"h", 3600 * kSecond},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

Instant FromNanos(int64_t nanos) {
  int64_t seconds = nanos / kSecond;
  int64_t rest = nanos % kSecond;
  if (rest < 0) {
    --seconds;
    rest += kSecond;
  }
  return {seconds, static_cast<int32_t>(rest)};
}

bool TakeChar(std::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

// Exactly `digits` digits.
bool TakeNumber(std::string_view* text, size_t digits, int* value) {
  if (text->size() < digits) return false;
  *value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!IsDigit((*text)[i])) return false;
    *value = *value * 10 + ((*text)[i] - '0');
  }
  text->remove_prefix(digits);
  return true;
}

const Unit* TakeUnit(std::string_view* text) {
  for (const Unit& unit : kUnits) {
    if (text->substr(0, unit.name.size()) == unit.name) {
      text->remove_prefix(unit.name.size());
      return &unit;
    }
  }
  return nullptr;
}

// The decimals after a point as a fraction of `unit`, cut to whole nanoseconds. From the last digit
// to the first, dividing by ten at each: flooring at every step gives the floor of the exact
// fraction.
int64_t FractionOf(std::string_view digits, int64_t unit) {
  int64_t nanos = 0;
  for (size_t i = digits.size(); i-- > 0;) nanos = (nanos + (digits[i] - '0') * unit) / 10;
  return nanos;
}

char* Put(char* out, int64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return out + digits;
}

// ".5", or nothing.
char* PutFraction(char* out, int32_t nanos) {
  if (nanos == 0) return out;
  *out++ = '.';
  out = Put(out, nanos, 9);
  while (out[-1] == '0') --out;
  return out;
}

}  // namespace

bool IsDuration(const Instant& v) {
  if (v.nanos < 0 || v.nanos >= kSecond) return false;
  constexpr int64_t kLast = kMaxNanos / kSecond;
  constexpr int32_t kLastNanos = kMaxNanos % kSecond;
  if (v.seconds == kLast) return v.nanos <= kLastNanos;
  // The lowest is -2^63 ns, which is -kLast - 1 s and 1e9 - kLastNanos - 1 ns.
  if (v.seconds == -kLast - 1) return v.nanos >= kSecond - kLastNanos - 1;
  return v.seconds > -kLast - 1 && v.seconds < kLast;
}

bool IsTimestamp(const Instant& v) {
  return v.nanos >= 0 && v.nanos < kSecond && v.seconds >= kMinTimestamp &&
         v.seconds <= kMaxTimestamp;
}

std::optional<Instant> ParseDurationText(std::string_view text) {
  const bool negative = TakeChar(&text, '-');
  if (!negative) TakeChar(&text, '+');
  if (text == "0") return Instant{};
  if (text.empty()) return std::nullopt;
  int64_t total = 0;  // kept negative, because the range has one more value there
  while (!text.empty()) {
    int64_t whole = 0;
    size_t digits = 0;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), ++digits) {
      if (__builtin_mul_overflow(whole, 10, &whole) ||
          __builtin_add_overflow(whole, text.front() - '0', &whole)) {
        return std::nullopt;
      }
    }
    std::string_view fraction;
    if (TakeChar(&text, '.')) {
      size_t size = 0;
      while (size < text.size() && IsDigit(text[size])) ++size;
      fraction = text.substr(0, size);
      text.remove_prefix(size);
    }
    if (digits == 0 && fraction.empty()) return std::nullopt;
    const Unit* unit = TakeUnit(&text);
    int64_t part;
    if (unit == nullptr || __builtin_mul_overflow(whole, unit->nanos, &part) ||
        __builtin_sub_overflow(total, part, &total) ||
        __builtin_sub_overflow(total, FractionOf(fraction, unit->nanos), &total)) {
      return std::nullopt;
    }
  }
  if (!negative && __builtin_sub_overflow(int64_t{0}, total, &total)) return std::nullopt;
  return FromNanos(total);
}

std::optional<Instant> ParseTimestampText(std::string_view text) {
  int year, month, day, hour, minute, second;
  if (!TakeNumber(&text, 4, &year) || !TakeChar(&text, '-') || !TakeNumber(&text, 2, &month) ||
      !TakeChar(&text, '-') || !TakeNumber(&text, 2, &day) || !TakeChar(&text, 'T') ||
      !TakeNumber(&text, 2, &hour) || !TakeChar(&text, ':') || !TakeNumber(&text, 2, &minute) ||
      !TakeChar(&text, ':') || !TakeNumber(&text, 2, &second)) {
    return std::nullopt;
  }
  int32_t nanos = 0;
  if (TakeChar(&text, '.')) {
    int32_t scale = kSecond;
    while (!text.empty() && IsDigit(text.front()) && scale > 1) {
      scale /= 10;
      nanos += (text.front() - '0') * scale;
      text.remove_prefix(1);
    }
    if (scale == kSecond) return std::nullopt;
  }
  int64_t offset = 0;
  if (!TakeChar(&text, 'Z')) {
    const bool west = !text.empty() && text.front() == '-';
    int hours, minutes;
    if (!TakeChar(&text, west ? '-' : '+') || !TakeNumber(&text, 2, &hours) ||
        !TakeChar(&text, ':') || !TakeNumber(&text, 2, &minutes) || hours > 23 || minutes > 59) {
      return std::nullopt;
    }
    offset = int64_t{west ? -1 : 1} * (hours * 3600 + minutes * 60);
  }
  // CivilSecond normalises, so a field that it changed was out of range.
  const absl::CivilSecond civil(year, month, day, hour, minute, second);
  if (!text.empty() || civil.year() != year || civil.month() != month || civil.day() != day ||
      civil.hour() != hour || civil.minute() != minute || civil.second() != second) {
    return std::nullopt;
  }
  const Instant result = {civil - absl::CivilSecond(1970, 1, 1) - offset, nanos};
  if (!IsTimestamp(result)) return std::nullopt;
  return result;
}

size_t FormatDurationText(const Instant& v, char* out) {
  char* p = out;
  int64_t seconds = v.seconds;
  int32_t nanos = v.nanos;
  if (seconds < 0) {
    *p++ = '-';
    seconds = -seconds;
    if (nanos != 0) {
      --seconds;
      nanos = static_cast<int32_t>(kSecond - nanos);
    }
  }
  p = std::to_chars(p, p + 20, seconds).ptr;
  p = PutFraction(p, nanos);
  *p++ = 's';
  return static_cast<size_t>(p - out);
}

size_t FormatTimestampText(const Instant& v, char* out) {
  const absl::CivilSecond c = absl::CivilSecond(1970, 1, 1) + v.seconds;
  char* p = Put(out, c.year(), 4);
  const struct {
    char separator;
    int value;
  } kParts[] = {
      {'-', c.month()}, {'-', c.day()}, {'T', c.hour()}, {':', c.minute()}, {':', c.second()}};
  for (const auto& part : kParts) {
    *p++ = part.separator;
    p = Put(p, part.value, 2);
  }
  p = PutFraction(p, v.nanos);
  *p++ = 'Z';
  return static_cast<size_t>(p - out);
}

Instant Add(const Instant& a, const Instant& b) {
  Instant sum = {a.seconds + b.seconds, a.nanos + b.nanos};
  if (sum.nanos >= kSecond) {
    ++sum.seconds;
    sum.nanos -= static_cast<int32_t>(kSecond);
  }
  return sum;
}

Instant Subtract(const Instant& a, const Instant& b) {
  Instant difference = {a.seconds - b.seconds, a.nanos - b.nanos};
  if (difference.nanos < 0) {
    --difference.seconds;
    difference.nanos += static_cast<int32_t>(kSecond);
  }
  return difference;
}

}  // namespace rapport::expr
