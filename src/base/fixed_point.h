#ifndef RAPPORT_BASE_FIXED_POINT_H_
#define RAPPORT_BASE_FIXED_POINT_H_

// Decimals with three places as integers ("milli"), and the exponential over them.
//
// Scores must be the same bytes on every machine, so nothing here touches floating point: weights,
// counts and scores are integers, products are divided with rounding, and exp() is a table of
// integers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport {

using Milli = int32_t;  // 1.000 is 1000

constexpr Milli kOne = 1000;
constexpr Milli kMaxWeight = 1'000'000;  // the largest weight, bias or threshold in a pack: 1000.0

// "1.9", "-0.25", "3"; at most three decimals, no exponent, no leading '+', within +-1000.
std::optional<Milli> ParseMilli(std::string_view text);

// The shortest form: "1.9", "-0.25", "3".
std::string FormatMilli(int64_t value);

// (a * b) / 1000, halves away from zero.
inline int64_t MultiplyMilli(int64_t a, int64_t b) {
  const int64_t product = a * b;
  return (product + (product < 0 ? -500 : 500)) / 1000;
}

// Division by the same number >= 1 many times over: of a dividend below 2^32, one multiplication.
class Divider {
 public:
  explicit Divider(uint64_t divisor)
      : divisor_(divisor),
        inverse_(~uint64_t{0} / divisor + 1),
        limit_(divisor > 1 && divisor >> 32 == 0 ? uint64_t{1} << 32 : 0) {}
  uint64_t divisor() const { return divisor_; }
  uint64_t Divide(uint64_t dividend) const {
    if (dividend >= limit_) return dividend / divisor_;
    __extension__ using Wide = unsigned __int128;
    return static_cast<uint64_t>((static_cast<Wide>(inverse_) * dividend) >> 64);
  }

 private:
  uint64_t divisor_, inverse_, limit_;
};

// Diminishing returns of repeated evidence: log2(1 + count), count and result in milli. One hit
// counts 1.000, three count 2.000. Counts are clamped to [0, 15.000].
Milli Saturate(Milli count);

// The square root of `value` >= 0, in milli as its argument is, rounded down.
int64_t SquareRootMilli(int64_t value);

// 2^32 * exp(-x / 1000) for x >= 0, to 5 parts in 10^9; never grows with x; 0 from 16,384 on, where
// the true value is below 10^-7 of the whole.
uint64_t ExpNegative(int64_t x);

}  // namespace rapport

#endif  // RAPPORT_BASE_FIXED_POINT_H_
