#include "expr/number.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace rapport::expr {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

size_t CountDigits(std::string_view text, size_t from) {
  size_t n = 0;
  while (from + n < text.size() && IsDigit(text[from + n])) ++n;
  return n;
}

// Whether `text`, an unsigned decimal number that does not fit a double, is too large, not too
// small: looks at the power of ten of its first significant digit.
bool IsHuge(std::string_view text) {
  const size_t exponent_at = text.find_first_of("eE");
  const std::string_view digits = text.substr(0, exponent_at);
  const size_t point = std::min(digits.find('.'), digits.size());
  const size_t first = digits.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  int64_t power = static_cast<int64_t>(point) - static_cast<int64_t>(first);
  if (exponent_at != std::string_view::npos) {
    std::string_view exponent = text.substr(exponent_at + 1);
    if (exponent.front() == '+') exponent.remove_prefix(1);
    int64_t value = 0;
    const auto result = std::from_chars(exponent.data(), exponent.data() + exponent.size(), value);
    if (result.ec != std::errc()) return exponent.front() != '-';
    power += std::max<int64_t>(std::min<int64_t>(value, 1'000'000'000), -1'000'000'000);
  }
  return power > 0;
}

size_t Copy(std::string_view text, char* out) {
  std::memcpy(out, text.data(), text.size());
  return text.size();
}

}  // namespace

std::optional<int64_t> ParseInt(std::string_view text) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

std::optional<double> ParseDouble(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const double sign = negative ? -1.0 : 1.0;
  if (EqualsIgnoringCase(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
  if (EqualsIgnoringCase(text, "inf") || EqualsIgnoringCase(text, "infinity")) {
    return sign * std::numeric_limits<double>::infinity();
  }
  // The form is checked here, so that from_chars sees a plain decimal number.
  size_t pos = CountDigits(text, 0);
  size_t digits = pos;
  if (pos < text.size() && text[pos] == '.') {
    const size_t decimals = CountDigits(text, pos + 1);
    digits += decimals;
    pos += 1 + decimals;
  }
  if (digits == 0) return std::nullopt;
  if (pos < text.size() && (text[pos] == 'e' || text[pos] == 'E')) {
    ++pos;
    if (pos < text.size() && (text[pos] == '+' || text[pos] == '-')) ++pos;
    const size_t exponent = CountDigits(text, pos);
    if (exponent == 0) return std::nullopt;
    pos += exponent;
  }
  if (pos != text.size()) return std::nullopt;
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    if (IsHuge(text)) return std::nullopt;
    value = 0;
  }
  return sign * value;
}

std::optional<int64_t> DoubleToInt(double value) {
  constexpr double kLimit = 9223372036854775808.0;
  if (!(value > -kLimit && value < kLimit)) return std::nullopt;
  return static_cast<int64_t>(value);
}

size_t FormatInt(int64_t value, char* out) {
  return static_cast<size_t>(std::to_chars(out, out + kNumberText, value).ptr - out);
}

size_t FormatDouble(double value, char* out) {
  if (std::isnan(value)) return Copy("NaN", out);
  if (std::isinf(value)) return Copy(value < 0 ? "-Infinity" : "Infinity", out);
  const double magnitude = std::fabs(value);
  const bool plain = value == 0 || (magnitude >= 1e-5 && magnitude < 1e21);
  const auto result =
      std::to_chars(out, out + kNumberText, value,
                    plain ? std::chars_format::fixed : std::chars_format::scientific);
  return static_cast<size_t>(result.ptr - out);
}

}  // namespace rapport::expr
