#include "insight/intervals.h"

#include <gtest/gtest.h>

namespace rapport::insight {
namespace {

TEST(WilsonInterval, PublishedValues) {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
  // methods", Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  struct Row {
    int64_t successes, n;
    double low, high;
  };
  for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                         Row{0, 20, 0.0000, 0.1611}, Row{1, 29, 0.0061, 0.1718}}) {
    const Interval interval = WilsonInterval(row.successes, row.n);
    EXPECT_NEAR(interval.low, row.low, 0.00005) << row.successes << " of " << row.n;
    EXPECT_NEAR(interval.high, row.high, 0.00005) << row.successes << " of " << row.n;
    // And of what failed.
    const Interval failed = WilsonInterval(row.n - row.successes, row.n);
    EXPECT_NEAR(failed.low, 1 - interval.high, 1e-12);
    EXPECT_NEAR(failed.high, 1 - interval.low, 1e-12);
  }
}

TEST(WilsonInterval, Ends) {
  EXPECT_EQ(WilsonInterval(0, 0).low, 0);
  EXPECT_EQ(WilsonInterval(0, 0).high, 1);
  EXPECT_EQ(WilsonInterval(0, 7).low, 0);
  EXPECT_EQ(WilsonInterval(7, 7).high, 1);
}

TEST(DifferenceInterval, PublishedValues) {
  // Newcombe (1998), 873-890, table II, method 10.
  struct Row {
    int64_t a, m, b, n;
    double low, high;
  };
  for (const Row& row : {Row{56, 70, 48, 80, 0.0524, 0.3339}, Row{9, 10, 3, 10, 0.1705, 0.8090},
                         Row{6, 7, 2, 7, 0.0582, 0.8062}, Row{5, 56, 0, 29, -0.0381, 0.1926},
                         Row{0, 10, 0, 20, -0.1611, 0.2775}, Row{0, 10, 0, 10, -0.2775, 0.2775},
                         Row{10, 10, 0, 20, 0.6791, 1.0000}, Row{10, 10, 0, 10, 0.6075, 1.0000}}) {
    const Interval interval = DifferenceInterval(row.a, row.m, row.b, row.n);
    EXPECT_NEAR(interval.low, row.low, 0.00005) << row.a << "/" << row.m;
    EXPECT_NEAR(interval.high, row.high, 0.00005) << row.a << "/" << row.m;
  }
  EXPECT_EQ(DifferenceInterval(0, 0, 1, 2).low, -1);
  EXPECT_EQ(DifferenceInterval(1, 2, 0, 0).high, 1);
}

TEST(StudentQuantile, Table) {
  // Of any table of Student's t, two-sided 5 %.
  struct Row {
    int64_t degrees;
    double value;
  };
  for (const Row& row : {Row{1, 12.706}, Row{2, 4.303}, Row{5, 2.571}, Row{10, 2.228},
                         Row{11, 2.201}, Row{12, 2.179}, Row{15, 2.131}, Row{20, 2.086},
                         Row{30, 2.042}, Row{60, 2.000}, Row{120, 1.980}, Row{100'000, 1.960}}) {
    EXPECT_NEAR(StudentQuantile(row.degrees), row.value, 0.0006) << row.degrees;
  }
}

Moments Of(std::initializer_list<int64_t> values) {
  Moments out;
  for (const int64_t value : values) out.Add(value);
  return out;
}

TEST(MeanInterval, ByHand) {
  EXPECT_FALSE(MeanInterval(Of({})));
  EXPECT_FALSE(MeanInterval(Of({7})));
  // Mean 3, variance 2.5, so the mean's standard error is the root of 0.5.
  const auto interval = MeanInterval(Of({1, 2, 3, 4, 5}));
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 3 - 2.7764451 * 0.70710678, 1e-6);
  EXPECT_NEAR(interval->high, 3 + 2.7764451 * 0.70710678, 1e-6);
  const auto none = MeanInterval(Of({9, 9, 9}));
  EXPECT_EQ(none->low, 9);
  EXPECT_EQ(none->high, 9);
}

TEST(SlopeOf, ByHand) {
  EXPECT_FALSE(SlopeOf({}));
  EXPECT_FALSE(SlopeOf({{1, Of({1, 2})}, {2, Of({3})}}));
  EXPECT_FALSE(SlopeOf({{1, Of({1, 2})}, {2, Of({3})}, {3, Of({})}}));

  // y = 2x + 1 without scatter.
  const auto exact = SlopeOf({{0, Of({1})}, {1, Of({3, 3})}, {5, Of({11})}});
  ASSERT_TRUE(exact);
  EXPECT_NEAR(exact->per_step, 2, 1e-9);
  EXPECT_NEAR(exact->interval.low, 2, 1e-6);

  // x 1..5, y 2 4 5 4 5: slope 0.6, residual sum of squares 2.4, sum of squares of x 10.
  const auto slope =
      SlopeOf({{1, Of({2})}, {2, Of({4})}, {3, Of({5})}, {4, Of({4})}, {5, Of({5})}});
  ASSERT_TRUE(slope);
  EXPECT_NEAR(slope->per_step, 0.6, 1e-9);
  EXPECT_NEAR(slope->interval.high - 0.6, 3.1824463 * 0.2828427, 1e-6);
}

}  // namespace
}  // namespace rapport::insight
