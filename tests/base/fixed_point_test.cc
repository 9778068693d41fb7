#include "base/fixed_point.h"

#include <gtest/gtest.h>

#include <cmath>

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
