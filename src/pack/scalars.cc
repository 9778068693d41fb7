#include "pack/scalars.h"

#include <charconv>
#include <cmath>

namespace rapport::pack {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "-?(0|[1-9][0-9]*)" at the front of `text`: its length, or 0.
size_t IntegerLength(std::string_view text) {
  size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  const size_t first = at;
  while (at < text.size() && IsDigit(text[at])) ++at;
  const bool leading_zero = at > first + 1 && text[first] == '0';
  return at == first || leading_zero ? 0 : at;
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

}  // namespace

std::optional<bool> ParseBool(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<int64_t> ParseInt(std::string_view text) {
  if (text.empty() || IntegerLength(text) != text.size()) return std::nullopt;
  int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc()) return std::nullopt;
  return value;
}

std::optional<double> ParseDouble(std::string_view text) {
  size_t at = IntegerLength(text);
  if (at == 0) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    const size_t end = SkipDigits(text, at + 1);
    if (end == at + 1) return std::nullopt;
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const bool sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const size_t digits = at + 1 + (sign ? 1 : 0);
    const size_t end = SkipDigits(text, digits);
    if (end == digits) return std::nullopt;
    at = end;
  }
  if (at != text.size()) return std::nullopt;
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string FormatDouble(double value) {
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return std::string(digits, result.ptr);
}

}  // namespace rapport::pack
