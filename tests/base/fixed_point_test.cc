#include "base/fixed_point.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

namespace rapport {
namespace {

TEST(Milli, ParsesStrictly) {
  const struct {
    const char* text;
    std::optional<Milli> value;
  } kCases[] = {
      {"0", 0},          {"1", 1000},         {"1.9", 1900}, {"-0.25", -250}, {"3.125", 3125},
      {"1000", 1000000}, {"-1000", -1000000}, {"", {}},      {"-", {}},       {".5", {}},
      {"1.", {}},        {"1.2345", {}},      {"01", {}},    {"+1", {}},      {"1e3", {}},
      {"1000.001", {}},  {"9999", {}},        {"1,5", {}},   {" 1", {}},      {"0x1", {}},
      {"nan", {}},       {"-0", 0},
  };
  for (const auto& c : kCases) EXPECT_EQ(ParseMilli(c.text), c.value) << c.text;
}

TEST(Milli, FormatsShortestAndRoundTrips) {
  for (Milli v = -2500; v <= 2500; ++v) EXPECT_EQ(ParseMilli(FormatMilli(v)), v);
  EXPECT_EQ(FormatMilli(1900), "1.9");
  EXPECT_EQ(FormatMilli(-50), "-0.05");
  EXPECT_EQ(FormatMilli(3000), "3");
}

TEST(Milli, MultipliesWithHalvesAwayFromZero) {
  EXPECT_EQ(MultiplyMilli(1500, 1500), 2250);
  EXPECT_EQ(MultiplyMilli(1, 500), 1);
  EXPECT_EQ(MultiplyMilli(-1, 500), -1);
  EXPECT_EQ(MultiplyMilli(1, 499), 0);
}

TEST(Milli, SaturatesLikeLog2) {
  for (Milli c = 0; c <= 15000; ++c) {
    EXPECT_NEAR(Saturate(c), 1000 * std::log2(1 + c / 1000.0), 4) << c;
    if (c > 0) {
      EXPECT_GE(Saturate(c), Saturate(c - 1));
    }
  }
  EXPECT_EQ(Saturate(-5), 0);
  EXPECT_EQ(Saturate(1000), 1000);
  EXPECT_EQ(Saturate(3000), 2000);
  EXPECT_EQ(Saturate(1'000'000), 4000);
}

// The largest root whose square is not above the value, by its definition.
bool IsRoot(int64_t root, int64_t value) {
  const auto square = [](int64_t r) { return static_cast<uint64_t>(r) * static_cast<uint64_t>(r); };
  const uint64_t scaled = static_cast<uint64_t>(value) * 1000;
  return root >= 0 && square(root) <= scaled && scaled < square(root + 1);
}

TEST(Milli, SquareRootIsRoundedDown) {
  for (int64_t v = 0; v <= 300'000; ++v) ASSERT_TRUE(IsRoot(SquareRootMilli(v), v)) << v;
  const std::pair<int64_t, int64_t> cases[] = {{0, 0},       {1, 31},           {1000, 1000},
                                               {4000, 2000}, {5000, 2236},      {9000, 3000},
                                               {8999, 2999}, {1'000'000, 31622}};
  for (const auto& [value, root] : cases) EXPECT_EQ(SquareRootMilli(value), root) << value;
  constexpr int64_t kLargest = std::numeric_limits<int64_t>::max() / 1000;
  std::mt19937_64 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const int64_t v = static_cast<int64_t>((random() >> 1) >> (random() % 60)) % (kLargest + 1);
    ASSERT_TRUE(IsRoot(SquareRootMilli(v), v)) << v;
    // About squares, where it steps.
    const int64_t root = static_cast<int64_t>(random() % 3'000'000);
    for (int64_t near = -1; near <= 1; ++near) {
      const int64_t at = std::max<int64_t>(root * root / 1000 + near, 0);
      ASSERT_TRUE(IsRoot(SquareRootMilli(at), at)) << at;
    }
  }
  EXPECT_TRUE(IsRoot(SquareRootMilli(kLargest), kLargest));
}

TEST(Milli, ExponentialIsCloseAndMonotonic) {
  for (int64_t x = 0; x < 30'000; ++x) {
    const double exact = std::exp(-x / 1000.0) * 4294967296.0;
    if (x < 16'384) {
      EXPECT_NEAR(static_cast<double>(ExpNegative(x)), exact, exact * 5e-9 + 1) << x;
    } else {
      EXPECT_EQ(ExpNegative(x), 0u) << x;
    }
    if (x > 0) {
      EXPECT_LE(ExpNegative(x), ExpNegative(x - 1));
    }
  }
  EXPECT_EQ(ExpNegative(0), uint64_t{1} << 32);
  EXPECT_EQ(ExpNegative(1'000'000'000), 0u);
}

}  // namespace
}  // namespace rapport
