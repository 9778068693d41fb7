#include "base/time.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "absl/time/civil_time.h"
#include "base/strings.h"

namespace rapport {
namespace {

struct Unit {
  std::string_view name;
  int64_t microseconds;
};

constexpr Unit kUnits[] = {
    {"w", 7 * 86'400'000'000},
    {"d", 86'400'000'000},
    {"h", 3'600'000'000},
    {"m", 60'000'000},
    {"s", 1'000'000},
    {"ms", 1'000},
    {"us", 1},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads exactly `digits` digits.
bool ReadNumber(std::string_view* text, size_t digits, int* value) {
  if (text->size() < digits) return false;
  *value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!IsDigit((*text)[i])) return false;
    *value = *value * 10 + ((*text)[i] - '0');
  }
  text->remove_prefix(digits);
  return true;
}

// `value` with zeros in front up to `digits` digits.
char* WriteDigits(int64_t value, int digits, char* to) {
  for (int i = digits; i-- > 0; value /= 10) to[i] = static_cast<char>('0' + value % 10);
  return to + digits;
}

bool ReadChar(std::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

}  // namespace

std::optional<Time> ParseTime(std::string_view text) {
  int year, month, day, hour, minute, second;
  if (!ReadNumber(&text, 4, &year) || !ReadChar(&text, '-') || !ReadNumber(&text, 2, &month) ||
      !ReadChar(&text, '-') || !ReadNumber(&text, 2, &day)) {
    return std::nullopt;
  }
  if (!ReadChar(&text, 'T') && !ReadChar(&text, 't') && !ReadChar(&text, ' ')) return std::nullopt;
  if (!ReadNumber(&text, 2, &hour) || !ReadChar(&text, ':') || !ReadNumber(&text, 2, &minute) ||
      !ReadChar(&text, ':') || !ReadNumber(&text, 2, &second)) {
    return std::nullopt;
  }
  int64_t fraction = 0;
  if (ReadChar(&text, '.')) {
    int64_t scale = 1'000'000;
    size_t digits = 0;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), ++digits) {
      scale /= 10;
      fraction += (text.front() - '0') * scale;
    }
    if (digits == 0 || digits > 9) return std::nullopt;
  }
  int offset_minutes = 0;
  if (!ReadChar(&text, 'Z') && !ReadChar(&text, 'z')) {
    const bool west = !text.empty() && text.front() == '-';
    int offset_hour, offset_minute;
    if (!ReadChar(&text, west ? '-' : '+') || !ReadNumber(&text, 2, &offset_hour) ||
        !ReadChar(&text, ':') || !ReadNumber(&text, 2, &offset_minute) || offset_hour > 23 ||
        offset_minute > 59) {
      return std::nullopt;
    }
    offset_minutes = (west ? -1 : 1) * (offset_hour * 60 + offset_minute);
  }
  const absl::CivilSecond civil(year, month, day, hour, minute, second);
  const bool normal = civil.year() == year && civil.month() == month && civil.day() == day &&
                      civil.hour() == hour && civil.minute() == minute && civil.second() == second;
  if (!text.empty() || !normal) return std::nullopt;
  const int64_t seconds = civil - absl::CivilSecond(1970, 1, 1) - int64_t{60} * offset_minutes;
  return Time(Duration(seconds * 1'000'000 + fraction));
}

char* WriteTime(Time time, char* to) {
  const int64_t micros = time.time_since_epoch().count();
  int64_t fraction = micros % 1'000'000;
  if (fraction < 0) fraction += 1'000'000;
  const absl::CivilSecond c = absl::CivilSecond(1970, 1, 1) + (micros - fraction) / 1'000'000;
  to = WriteDigits(c.year(), 4, to);
  *to++ = '-';
  to = WriteDigits(c.month(), 2, to);
  *to++ = '-';
  to = WriteDigits(c.day(), 2, to);
  *to++ = 'T';
  to = WriteDigits(c.hour(), 2, to);
  *to++ = ':';
  to = WriteDigits(c.minute(), 2, to);
  *to++ = ':';
  to = WriteDigits(c.second(), 2, to);
  if (fraction != 0) {
    *to++ = '.';
    to = WriteDigits(fraction, 6, to);
    while (to[-1] == '0') --to;
  }
  *to++ = 'Z';
  return to;
}

std::string FormatTime(Time time) {
  char text[kTimeLength];
  return std::string(text, WriteTime(time, text));
}

std::optional<Duration> ParseDuration(std::string_view text) {
  const bool negative = ReadChar(&text, '-');
  if (text.empty()) return std::nullopt;
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  int64_t total = 0;
  while (!text.empty()) {
    int64_t whole = 0, fraction = 0, scale = 1;
    size_t digits = 0;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), ++digits) {
      if (whole > (kMax - 9) / 10) return std::nullopt;
      whole = whole * 10 + (text.front() - '0');
    }
    if (digits == 0) return std::nullopt;
    if (ReadChar(&text, '.')) {
      digits = 0;
      for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), ++digits) {
        if (digits >= 6) continue;
        fraction = fraction * 10 + (text.front() - '0');
        scale *= 10;
      }
      if (digits == 0) return std::nullopt;
    }
    size_t name_size = 0;
    while (name_size < text.size() && !IsDigit(text[name_size])) ++name_size;
    const std::string_view name = text.substr(0, name_size);
    text.remove_prefix(name_size);
    const Unit* unit = nullptr;
    for (const Unit& u : kUnits) {
      if (u.name == name) unit = &u;
    }
    if (unit == nullptr || whole > kMax / unit->microseconds) return std::nullopt;
    // The fraction is below one unit; split so that the product cannot overflow.
    const int64_t part = whole * unit->microseconds + (unit->microseconds / scale) * fraction +
                         (unit->microseconds % scale) * fraction / scale;
    if (part < 0 || total > kMax - part) return std::nullopt;
    total += part;
  }
  return Duration(negative ? -total : total);
}

char* WriteDuration(Duration duration, char* to) {
  char* const limit = to + kDurationLength;
  int64_t micros = duration.count();
  const auto write = [&to](std::string_view text) { to = std::copy(text.begin(), text.end(), to); };
  if (micros == 0) write("0s");
  if (micros < 0) write("-");
  for (const Unit& unit : kUnits) {
    if (unit.name == "w") continue;  // "10d" reads better than "1w3d"
    const int64_t count = micros / unit.microseconds;
    if (count == 0) continue;
    to = std::to_chars(to, limit, std::abs(count)).ptr;
    write(unit.name);
    micros -= count * unit.microseconds;
  }
  return to;
}

std::string FormatDuration(Duration duration) {
  char text[kDurationLength];
  return std::string(text, WriteDuration(duration, text));
}

}  // namespace rapport
