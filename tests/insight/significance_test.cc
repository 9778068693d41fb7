#include "insight/significance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace rapport::insight {
namespace {

Moments Of(std::initializer_list<int64_t> values) {
  Moments m;
  for (const int64_t value : values) m.Add(value);
  return m;
}

TEST(Significance, StudentKnownValues) {
  // The quantiles of tables, and the distribution with one degree, which is Cauchy's.
  EXPECT_NEAR(StudentP(12.7062047, 1), 0.05, 1e-8);
  EXPECT_NEAR(StudentP(2.2281389, 10), 0.05, 1e-7);
  EXPECT_NEAR(StudentP(2.5705818, 5), 0.05, 1e-7);
  EXPECT_NEAR(StudentP(1, 1), 0.5, 1e-12);
  EXPECT_NEAR(StudentP(-3, 1), 1 - 2 / M_PI * std::atan(3.0), 1e-12);
  EXPECT_EQ(StudentP(0, 7), 1);
  // With many degrees it is the normal distribution.
  EXPECT_NEAR(StudentP(1.959963984540054, 100'000'000), 0.05, 1e-7);
  EXPECT_LT(StudentP(40, 1000), 1e-100);
}

// By the definition, for small tables: all tables with the same margins, counted.
double FisherByCounting(int64_t a, int64_t n, int64_t b, int64_t m) {
  const auto choose = [](int64_t all, int64_t k) {
    double ways = 1;
    for (int64_t i = 0; i < k; ++i)
      ways = ways * static_cast<double>(all - i) / static_cast<double>(i + 1);
    return k < 0 || k > all ? 0.0 : ways;
  };
  const double mine = choose(n, a) * choose(m, b);
  double all = 0, rare = 0;
  for (int64_t k = 0; k <= a + b; ++k) {
    const double ways = choose(n, k) * choose(m, a + b - k);
    all += ways;
    if (ways <= mine * (1 + 1e-7)) rare += ways;
  }
  return rare / all;
}

TEST(Significance, SharesOfSmallTables) {
  // The lady who tastes tea: three of four cups right.
  EXPECT_NEAR(SharesP(3, 4, 1, 4), 34.0 / 70, 1e-12);
  EXPECT_NEAR(SharesP(4, 4, 0, 4), 2.0 / 70, 1e-12);
  for (int64_t n = 1; n <= 9; ++n) {
    for (int64_t a = 0; a <= n; ++a) {
      for (int64_t b = 0; b <= 7; ++b) {
        if (a + b == 0 || a + b == n + 7) continue;
        EXPECT_NEAR(SharesP(a, n, b, 7), FisherByCounting(a, n, b, 7), 1e-10);
        EXPECT_NEAR(SharesP(a, n, b, 7), SharesP(b, 7, a, n), 1e-10);
      }
    }
  }
}

TEST(Significance, SharesOfLargeTables) {
  // Pearson's chi-squared of 30, 20 / 15, 35 is 9.0909; with 99 of 100 cases 9; p of 3 sigmas.
  EXPECT_NEAR(SharesP(30, 50, 15, 35 + 15), std::erfc(3 / std::sqrt(2.0)), 1e-9);
  EXPECT_EQ(SharesP(0, 0, 3, 5), 1);
  // Of huge groups with few successes: nearly Poisson, with a mean of 4.9 and of 4.
  EXPECT_NEAR(SharesP(1, 70'000'000, 69'999'999, 1'000'000'000'000'000 - 70'000'000), 0.114, 0.02);
  EXPECT_NEAR(SharesP(1, 2'000'000, 1'999'999, 1'000'000'000'000 - 2'000'000), 0.203, 0.005);
  EXPECT_EQ(SharesP(5, 5, 3, 3), 1);
  EXPECT_EQ(SharesP(0, 5, 0, 3), 1);
  EXPECT_EQ(SharesP(10, 100, 1'000'000, 10'000'000), 1);
  EXPECT_LT(SharesP(900'000'000'000, 1'000'000'000'000, 1, 1'000'000'000'000), 1e-12);
  // Few of very many stay exact, and quick.
  const double p = SharesP(3, 1'000'000'000, 0, 1'000'000'000);
  EXPECT_NEAR(p, 0.25, 1e-4);
}

TEST(Significance, WelchKnownValues) {
  // 3, 4, 5 against 5, 6, 9: means 4 and 20/3, errors 1/3 and 13/9; t = -2.667 / sqrt(16/9) = -2,
  // degrees (16/9)^2 / ((1/9 + 169/81) / 2) = 2.876.
  const auto test = WelchTest(Of({3, 4, 5}), Of({5, 6, 9}));
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->value, -8.0 / 3, 1e-12);
  EXPECT_NEAR(test->p, StudentP(2, 2), 1e-12);
  EXPECT_NEAR(test->interval.low, -8.0 / 3 - 4.3026527 * 4 / 3, 1e-6);
  EXPECT_FALSE(WelchTest(Of({3}), Of({1, 2})));
  EXPECT_FALSE(WelchTest(Of({3, 3}), Of({2, 2, 2})));
}

TEST(Significance, HolmKnownValues) {
  const std::vector<double> p = HolmCorrected({0.01, 0.04, 0.03, 0.005});
  const std::vector<double> want = {0.03, 0.06, 0.06, 0.02};
  ASSERT_EQ(p.size(), want.size());
  for (size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(p[i], want[i], 1e-12);
  EXPECT_TRUE(HolmCorrected({}).empty());
  EXPECT_EQ(HolmCorrected({0.9, 0.8}), (std::vector<double>{1, 1}));
}

// Where nothing differs, p is below 0.05 one time in twenty or less often.
TEST(Significance, ErrorRatesHold) {
  std::mt19937_64 random(5);
  const auto below = [&](uint64_t n) { return static_cast<int64_t>(random() % n); };
  int64_t shares = 0, means = 0;
  constexpr int64_t kRuns = 2'000;
  for (int64_t run = 0; run < kRuns; ++run) {
    Moments a, b;
    int64_t low_a = 0, low_b = 0;
    for (int i = 0; i < 40; ++i) {
      const int64_t score = 1 + below(5);
      a.Add(score);
      low_a += score <= 2 ? 1 : 0;
    }
    for (int i = 0; i < 90; ++i) {
      const int64_t score = 1 + below(5);
      b.Add(score);
      low_b += score <= 2 ? 1 : 0;
    }
    shares += SharesP(low_a, a.n, low_b, b.n) < 0.05 ? 1 : 0;
    means += WelchTest(a, b)->p < 0.05 ? 1 : 0;
  }
  // Four standard errors above one in twenty.
  EXPECT_LT(shares, kRuns / 20 + 40);
  EXPECT_LT(means, kRuns / 20 + 40);
  EXPECT_GT(shares, kRuns / 50);
  EXPECT_GT(means, kRuns / 50);
}

}  // namespace
}  // namespace rapport::insight
