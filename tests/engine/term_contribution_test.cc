// What word tables count for, by its definition: mix * sum / sqrt(words + 4).

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>

#include "engine/evaluation.h"

namespace rapport::engine {
namespace {

int64_t Contribution(int64_t sum, int64_t words, Milli mix) {
  ruleset::TermTable table;
  table.mix = mix;
  return TermContribution(table, sum, words);
}

TEST(TermContribution, ByHand) {
  const struct {
    int64_t sum, words;
    Milli mix;
    int64_t contribution;
  } kCases[] = {
      // 5 words: the root of 9 is 3.
      {3000, 5000, 1000, 1000},
      {3001, 5000, 1000, 1000},
      {3002, 5000, 1000, 1001},  // 1000.67
      {-3000, 5000, 1000, -1000},
      {-3002, 5000, 1000, -1001},
      {3000, 5000, 500, 500},
      {3000, 5000, 10'000, 10'000},
      {3000, 5000, 0, 0},
      // None: the root of 4.
      {0, 0, 1000, 0},
      {5000, 0, 1000, 2500},
      {1, 0, 1000, 1},  // 0.5, away from zero
      {-1, 0, 1000, -1},
      // One: 2.236.
      {1000, 1000, 1000, 447},
      {2236, 1000, 1000, 1000},
      // Decayed: 0.8 + 2 words; the root of 6.8 is 2.607.
      {1800, 2800, 1000, 690},
      // First the quotient is rounded, then the product: 0.5005 is 0.501, half of it 0.251.
      {1001, 0, 500, 251},
      {-1001, 0, 500, -251},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Contribution(c.sum, c.words, c.mix), c.contribution)
        << c.sum << " " << c.words << " " << c.mix;
  }
}

TEST(TermContribution, IsCloseToTheRealNumber) {
  std::mt19937_64 random(20260301);
  for (int i = 0; i < 200'000; ++i) {
    const auto below = [&](int64_t n) {
      return static_cast<int64_t>(random() % static_cast<uint64_t>(n));
    };
    const int64_t sum = below(2'000'001) - 1'000'000, words = below(below(2'000'000) + 1);
    const auto mix = static_cast<Milli>(below(10'001));
    const double exact = static_cast<double>(mix) / 1000.0 * static_cast<double>(sum) /
                         std::sqrt(static_cast<double>(words) / 1000.0 + 4.0);
    // The root is cut after its third decimal, which is at most a half thousandth of it.
    const double tolerance = std::abs(exact) * 5e-4 + 0.5 * mix / 1000.0 + 0.51;
    ASSERT_NEAR(static_cast<double>(Contribution(sum, words, mix)), exact, tolerance)
        << sum << " " << words << " " << mix;
    ASSERT_EQ(Contribution(-sum, words, mix), -Contribution(sum, words, mix));
  }
}

TEST(TermContribution, HoldsTheLargestThereIs) {
  // Every word of the longest conversation, of one byte and a blank, three terms of the largest
  // weight each, nothing decayed.
  const int64_t words = int64_t{2000} * (32 * 1024), sum = words * 3 * kMaxWeight;
  const int64_t root = 8095;  // of 65,536,004, cut: 8095.43...
  const int64_t largest = Contribution(sum, words * kOne, 10 * kOne);
  EXPECT_GT(largest, sum / (root + 1) * 10);
  EXPECT_LT(largest, sum / root * 10);
  EXPECT_EQ(Contribution(-sum, words * kOne, 10 * kOne), -largest);
  // As if the words had gone.
  EXPECT_EQ(Contribution(sum, 0, 10 * kOne), sum / 2 * 10);
  EXPECT_EQ(ShownScore(largest), INT32_MAX);
  EXPECT_EQ(std::abs(ShownScore(-largest)), INT32_MAX);
}

}  // namespace
}  // namespace rapport::engine
