#ifndef RAPPORT_EXPR_NUMBER_H_
#define RAPPORT_EXPR_NUMBER_H_

// Numbers of conditions as text, without locale. Nothing here allocates.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport::expr {

// An optional sign and decimal digits.
std::optional<int64_t> ParseInt(std::string_view text);

// A decimal number with optional sign, point and exponent, or "NaN", "inf", "Infinity" in any case.
// A number too large is refused; one too small is zero.
std::optional<double> ParseDouble(std::string_view text);

// Towards zero; empty unless the value lies strictly between -2^63 and 2^63 (as in CEL, where the
// bounds themselves are refused because they do not survive a round trip everywhere).
std::optional<int64_t> DoubleToInt(double value);

constexpr size_t kNumberText = 32;  // room for either text
size_t FormatInt(int64_t value, char* out);
// The shortest digits that read back as the same double: "2.5", "100000", "6.02214e+23"; plain
// digits from 1e-5 up to 1e21. "Infinity", "-Infinity", "NaN".
size_t FormatDouble(double value, char* out);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_NUMBER_H_
