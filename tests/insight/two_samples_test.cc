#include "insight/two_samples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "insight/significance.h"

namespace rapport::insight {
namespace {

// Percentage points of the tables: where 5 %, 1 % and others lie outside.
TEST(Tails, AreThoseOfTheTables) {
  EXPECT_NEAR(NormalTails(1.959964), 0.05, 1e-6);
  EXPECT_NEAR(NormalTails(-2.575829), 0.01, 1e-6);
  EXPECT_DOUBLE_EQ(NormalTails(0), 1);
}

TEST(CompareShares, ByHand) {
  // Pooled 45 of 200: z = 0.15 / sqrt(0.225 x 0.775 x 0.02) = 2.5400, times sqrt(199 / 200).
  const auto test = CompareShares({15, 100}, {30, 100});
  ASSERT_TRUE(test);
  EXPECT_DOUBLE_EQ(test->difference, 0.15);
  EXPECT_NEAR(test->p, NormalTails(0.15 / std::sqrt(0.225 * 0.775 * 0.02) * std::sqrt(0.995)),
              1e-9);
  EXPECT_NEAR(test->p, 0.0113, 1e-4);
  EXPECT_GT(test->interval->low, 0);
  EXPECT_FALSE(CompareShares({0, 0}, {1, 2}));
  EXPECT_EQ(CompareShares({0, 50}, {0, 40})->p, 1);
  EXPECT_EQ(CompareShares({50, 50}, {40, 40})->p, 1);
}

// The worked example of many textbooks: two samples of different spread.
TEST(CompareMeans, ByHand) {
  const auto of = [](std::initializer_list<int64_t> values) {
    Moments moments;
    for (const int64_t value : values) moments.Add(value);
    return MeasuredOf(moments);
  };
  const Measured a = of({1, 2, 3, 4, 5}), b = of({4, 6, 8, 10, 12});
  EXPECT_DOUBLE_EQ(a.variance, 2.5);
  EXPECT_DOUBLE_EQ(b.variance, 10);
  // t = 5 / sqrt(0.5 + 2) = 3.1623 with 2.5^2 / (0.25/4 + 4/4) = 5.8824 degrees of freedom.
  const auto test = CompareMeans(a, b);
  ASSERT_TRUE(test);
  EXPECT_DOUBLE_EQ(test->difference, 5);
  EXPECT_NEAR(test->p, StudentP(std::sqrt(10.0), 5), 1e-12);
  EXPECT_NEAR(test->p, 0.025, 1e-3);
  EXPECT_FALSE(CompareMeans(of({1}), b));
  EXPECT_FALSE(CompareMeans(of({2, 2}), of({3, 3})));
}

Histogram HistogramOf(const std::vector<int64_t>& values) {
  Histogram out;
  for (const int64_t value : values) out.Add(value);
  return out;
}

// By its definition: how often a value of the second is above one of the first.
double NaiveMannWhitney(const std::vector<int64_t>& first, const std::vector<int64_t>& second) {
  double u = 0;
  for (const int64_t b : second) {
    for (const int64_t a : first) u += b > a ? 1 : b == a ? 0.5 : 0;
  }
  std::vector<int64_t> all = first;
  all.insert(all.end(), second.begin(), second.end());
  std::sort(all.begin(), all.end());
  double ties = 0;
  for (size_t i = 0; i < all.size();) {
    const size_t begin = i;
    while (i < all.size() && all[i] == all[begin]) ++i;
    const auto t = static_cast<double>(i - begin);
    ties += t * t * t - t;
  }
  const auto m = static_cast<double>(first.size()), n = static_cast<double>(second.size());
  const double total = m + n;
  const double variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)));
  return variance > 0 ? NormalTails((u - m * n / 2) / std::sqrt(variance)) : 1;
}

TEST(MannWhitney, IsWhatItsDefinitionSays) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<int64_t> first(1 + random() % 40), second(1 + random() % 40);
    const uint32_t range = 1 + random() % 60;
    for (int64_t& value : first) value = random() % range;
    for (int64_t& value : second) value = random() % range + (round % 3 == 0 ? 5 : 0);
    const auto p = MannWhitney(HistogramOf(first), HistogramOf(second));
    ASSERT_TRUE(p);
    EXPECT_NEAR(*p, NaiveMannWhitney(first, second), 1e-12);
  }
  EXPECT_FALSE(MannWhitney(Histogram(), HistogramOf({1})));
  EXPECT_EQ(*MannWhitney(HistogramOf({7, 7}), HistogramOf({7})), 1);
}

// Without a difference each test says "below 0.05" about one time in twenty, and with one often.
TEST(TwoSamples, AreWrongAsOftenAsTheySay) {
  std::mt19937 random(9);
  const auto wait = [&random](double mean) {
    const double u = (static_cast<double>(random() % 1'000'000) + 0.5) / 1e6;
    return static_cast<int64_t>(-mean * std::log(u));
  };
  constexpr int kRounds = 2000, kValues = 120;
  int median = 0, ninetieth = 0, mean = 0, share = 0, found = 0;
  for (int round = 0; round < kRounds; ++round) {
    Histogram first, second, slower;
    Moments sums[2];
    Counted late[2] = {{0, kValues}, {0, kValues}};
    for (int i = 0; i < kValues; ++i) {
      const int64_t a = wait(300), b = wait(300);
      first.Add(a), second.Add(b), slower.Add(wait(480));
      sums[0].Add(a), sums[1].Add(b);
      late[0].count += a > 200 ? 1 : 0, late[1].count += b > 200 ? 1 : 0;
    }
    median += ComparePercentiles(first, second, 500)->p < 0.05 ? 1 : 0;
    ninetieth += ComparePercentiles(first, second, 900)->p < 0.05 ? 1 : 0;
    mean += CompareMeans(MeasuredOf(sums[0]), MeasuredOf(sums[1]))->p < 0.05 ? 1 : 0;
    share += CompareShares(late[0], late[1])->p < 0.05 ? 1 : 0;
    found += ComparePercentiles(first, slower, 500)->p < 0.05 ? 1 : 0;
  }
  for (const int wrong : {median, ninetieth, mean, share}) {
    EXPECT_GT(wrong, kRounds * 2 / 100);
    EXPECT_LT(wrong, kRounds * 7 / 100);
  }
  EXPECT_GT(found, kRounds * 80 / 100);
}

// Times got far longer, but the median a second shorter: neither better nor worse.
TEST(ComparePercentiles, TheTestAndThePercentileMustAgree) {
  std::vector<int64_t> before(51, 100), after(51, 99);
  before.insert(before.end(), 49, 1);
  after.insert(after.end(), 49, 10'000);
  const auto change = ComparePercentiles(HistogramOf(before), HistogramOf(after), 500);
  ASSERT_TRUE(change);
  EXPECT_LT(change->difference, 0);
  EXPECT_LT(*MannWhitney(HistogramOf(before), HistogramOf(after)), 1e-6);
  EXPECT_EQ(change->p, 1);
}

TEST(ComparePercentiles, DifferenceAndInterval) {
  std::vector<int64_t> first, second;
  for (int64_t i = 1; i <= 200; ++i) first.push_back(i), second.push_back(i + 50);
  const auto median = ComparePercentiles(HistogramOf(first), HistogramOf(second), 500);
  ASSERT_TRUE(median && median->interval);
  EXPECT_EQ(median->difference, 50);
  EXPECT_GT(median->interval->low, 20);
  EXPECT_LT(median->interval->high, 80);
  EXPECT_LT(median->p, 1e-6);
  EXPECT_FALSE(ComparePercentiles(Histogram(), HistogramOf(second), 500));
  EXPECT_FALSE(ComparePercentiles(HistogramOf({1, 2}), HistogramOf({3, 4}), 900)->interval);
}

TEST(CompareChanges, TakesOneChangeFromTheOther) {
  // 50 to 70 of 100 here, 50 to 55 of 100 elsewhere.
  const auto own = ChangeOfShares({50, 100}, {70, 100}),
             others = ChangeOfShares({50, 100}, {55, 100});
  ASSERT_TRUE(own && others);
  const auto test = CompareChanges(*others, *own);
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->difference, 0.15, 1e-12);
  // Each share with a success and a failure more; the sum of the four variances.
  const auto variance = [](double count) {
    const double p = (count + 1) / 102;
    return p * (1 - p) / 102;
  };
  const double sum = variance(50) + variance(70) + variance(50) + variance(55);
  EXPECT_NEAR(test->p, NormalTails(0.15 / std::sqrt(sum)), 1e-12);
  EXPECT_FALSE(ChangeOfShares({0, 0}, {1, 2}));
  EXPECT_FALSE(ChangeOfMeans({1, 5, 0}, {9, 5, 2}));
}

}  // namespace
}  // namespace rapport::insight
