// Histograms against sorted lists; and the ranks of the interval against the binomial distribution.

#include "insight/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "insight/figures.h"

namespace rapport::insight {
namespace {

TEST(Histogram, PercentilesAreThoseOfASortedList) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    const size_t n = 1 + random() % 300;
    const uint64_t range = round % 3 == 0 ? 50 : round % 3 == 1 ? 5'000 : 50'000'000;
    std::vector<int64_t> values;
    Histogram whole, parts[2];
    for (size_t i = 0; i < n; ++i) {
      values.push_back(static_cast<int64_t>(random() % range));
      whole.Add(values.back());
      parts[random() % 2].Add(values.back());
    }
    parts[0].Merge(parts[1]);
    std::sort(values.begin(), values.end());
    for (const int permille : {1, 100, 500, 900, 990, 1000}) {
      const size_t rank = (n * static_cast<size_t>(permille) + 999) / 1000;
      const auto exact = static_cast<double>(values[rank - 1]);
      const auto got = static_cast<double>(*whole.Percentile(permille));
      EXPECT_LE(got, exact);
      EXPECT_GE(got, exact < 2048 ? exact : exact * (1 - 1.0 / 1024));
      EXPECT_EQ(whole.Percentile(permille), parts[0].Percentile(permille));
    }
    EXPECT_EQ(whole.count(), static_cast<int64_t>(n));
    EXPECT_EQ(parts[0].count(), whole.count());
  }
}

TEST(Histogram, BucketsMeetWithoutGaps) {
  for (int64_t value = 0; value < 70'000; ++value) {
    Histogram h;
    h.Add(value);
    const int64_t low = *h.Percentile(500);
    ASSERT_LE(low, value);
    ASSERT_LT(value - low, std::max<int64_t>(1, value / 1023 + 1)) << value;
    if (value < 2048) {
      ASSERT_EQ(low, value);
    }
  }
  for (const int64_t value : {int64_t{1} << 36, INT64_MAX}) {
    Histogram h;
    h.Add(value);
    h.Add(-5);
    EXPECT_EQ(*h.Percentile(500), 0);
    EXPECT_GT(*h.Percentile(1000), (int64_t{1} << 36) / 1025 * 1024);
  }
  EXPECT_FALSE(Histogram().Percentile(500));
}

// P(B <= k) of a binomial count B, summed term by term.
double AtMost(int64_t k, int64_t n, double p) {
  double sum = 0;
  for (int64_t i = 0; i <= k; ++i) {
    sum += std::exp(std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1.0) +
                    static_cast<double>(i) * std::log(p) +
                    static_cast<double>(n - i) * std::log1p(-p));
  }
  return sum;
}

TEST(QuantileRanks, CoverWhatTheyPromiseAndNoMore) {
  for (const double p : {0.5, 0.9}) {
    for (const int64_t n : {6, 7, 10, 29, 30, 36, 50, 100, 500, 999, 1000, 1001, 2000, 5000}) {
      const auto ranks = QuantileRanks(n, p);
      if (!ranks) {
        // No lower or no upper end: not even the least or the greatest value would do.
        EXPECT_TRUE(std::pow(p, n) > 0.025 || std::pow(1 - p, n) > 0.025) << n << " " << p;
        continue;
      }
      ASSERT_GE(ranks->low, 1);
      ASSERT_LE(ranks->high, n);
      const double cover = AtMost(ranks->high - 1, n, p) - AtMost(ranks->low - 1, n, p);
      EXPECT_GE(cover, 0.95) << n << " " << p;
      if (n <= 1000) {  // one rank less on either side would not do
        EXPECT_GT(AtMost(ranks->low, n, p), 0.025);
        EXPECT_LT(AtMost(ranks->high - 2, n, p), 0.975);
      }
    }
  }
  EXPECT_FALSE(QuantileRanks(0, 0.5));
  EXPECT_FALSE(QuantileRanks(5, 0.5));
  EXPECT_EQ(QuantileRanks(6, 0.5)->low, 1);
}

// How often the interval covers the true score, over all samples of a size.
TEST(NpsInterval, CoversTheTrueScore) {
  const struct {
    double promoters, detractors;
  } kCases[] = {{0.5, 0.2}, {0.3, 0.3}, {0.8, 0.05}, {0.1, 0.6}};
  for (const auto& c : kCases) {
    for (const int64_t n : {20, 60}) {
      double covered = 0;
      for (int64_t p = 0; p <= n; ++p) {
        for (int64_t d = 0; p + d <= n; ++d) {
          const Interval interval = NpsInterval(p, d, n);
          const double score = 100 * (c.promoters - c.detractors);
          if (interval.low > score || interval.high < score) continue;
          covered += std::exp(
              std::lgamma(n + 1.0) - std::lgamma(p + 1.0) - std::lgamma(d + 1.0) -
              std::lgamma(n - p - d + 1.0) + static_cast<double>(p) * std::log(c.promoters) +
              static_cast<double>(d) * std::log(c.detractors) +
              static_cast<double>(n - p - d) * std::log(1 - c.promoters - c.detractors));
        }
      }
      EXPECT_GT(covered, 0.93) << n << " " << c.promoters;
      EXPECT_LT(covered, 0.98) << n << " " << c.promoters;
    }
  }
  EXPECT_GE(NpsInterval(0, 5, 5).low, -100);
  EXPECT_LE(NpsInterval(5, 0, 5).high, 100);
}

}  // namespace
}  // namespace rapport::insight
