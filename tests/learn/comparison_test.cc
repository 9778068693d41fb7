// Figures are compared with those of Evaluator, intervals with what theory says of large samples.

#include "learn/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rapport::learn {
namespace {

using Observation = Evaluator::Observation;

struct Both {
  const char* label;
  const char* first;
  const char* second;
  int32_t label_hostility = -1, first_hostility = -1, second_hostility = -1;
  int32_t label_escalates = -1;
  bool first_escalates = false, second_escalates = false;
};

std::optional<int32_t> Known(int32_t level) {
  return level < 0 ? std::nullopt : std::optional<int32_t>(level);
}

Observation Side(const Both& both, bool is_second) {
  Observation o;
  o.label = both.label;
  o.persona = is_second ? both.second : both.first;
  o.probability = 5000;
  o.label_hostility = Known(both.label_hostility);
  o.hostility = Known(is_second ? both.second_hostility : both.first_hostility);
  if (both.label_escalates >= 0) o.label_escalate = both.label_escalates > 0;
  o.escalates = is_second ? both.second_escalates : both.first_escalates;
  return o;
}

Comparison Compare(const std::vector<Both>& records, int64_t min_support = 2,
                   int64_t resamples = 2000) {
  Comparer comparer;
  for (const Both& both : records) comparer.Add(Side(both, false), Side(both, true));
  return comparer.Result(min_support, resamples);
}

std::vector<Both> Mixed() {
  std::vector<Both> records;
  for (int i = 0; i < 5; ++i) {
    records.push_back({"a", "a", "a", 0, 0, 0, 0, false, false});
    records.push_back({"a", "b", "a", 1, 0, 1, 1, false, true});
    records.push_back({"b", "b", "none", 2, 2, 1, 1, true, true});
    records.push_back({"none", "a", "none", 3, 3, 3, 0, true, false});
    records.push_back({"none", "none", "none", 0, 1, 1, 0, false, false});
  }
  records.push_back({"c", "a", "b", 1, -1, 1, -1, false, true});
  records.push_back({"", "a", "none", -1, 1, 1, 1, true, true});
  return records;
}

TEST(Comparison, FiguresAreThoseOfEachAlone) {
  const std::vector<Both> records = Mixed();
  const Comparison c = Compare(records);
  Evaluator sides[2];
  for (const Both& both : records) {
    sides[0].Add(Side(both, false));
    sides[1].Add(Side(both, true));
  }
  ASSERT_EQ(c.figures.size(), 5u);
  for (int side = 0; side < 2; ++side) {
    const Evaluation e = sides[side].Result(2);
    const std::optional<double> expected[] = {e.accuracy, e.macro_f1, e.macro_f1_supported,
                                              e.escalate_f1, e.hostility_qwk};
    for (size_t f = 0; f < 5; ++f) {
      const auto& got = side == 0 ? c.figures[f].first : c.figures[f].second;
      ASSERT_TRUE(got && expected[f]) << c.figures[f].key;
      EXPECT_NEAR(*got, *expected[f], 1e-12) << c.figures[f].key;
    }
  }
  EXPECT_EQ(c.evaluation.n, 27);
  EXPECT_NEAR(*c.evaluation.accuracy, *c.figures[0].second, 1e-12);
}

TEST(Comparison, CountsWhatChanged) {
  const Comparison c = Compare(Mixed());
  EXPECT_EQ(c.changed, 17);
  EXPECT_EQ(c.right_to_wrong, 5);
  EXPECT_EQ(c.wrong_to_right, 10);
  EXPECT_EQ(c.wrong_to_wrong, 1);  // without a label, none of the three
  EXPECT_EQ(c.escalation_changed, 11);
  EXPECT_NEAR(c.mcnemar_p, McNemarExact(5, 10), 1e-12);
}

TEST(Comparison, TheSameInputGivesTheSameOutput) {
  const Comparison a = Compare(Mixed()), b = Compare(Mixed());
  for (size_t f = 0; f < 5; ++f) {
    EXPECT_EQ(a.figures[f].low, b.figures[f].low);
    EXPECT_EQ(a.figures[f].high, b.figures[f].high);
    EXPECT_EQ(a.figures[f].p, b.figures[f].p);
  }
}

TEST(Comparison, IntervalsContainTheDifference) {
  for (const FigureDifference& f : Compare(Mixed()).figures) {
    ASSERT_TRUE(f.difference && f.low && f.high && f.p) << f.key;
    EXPECT_DOUBLE_EQ(*f.difference, *f.second - *f.first);
    EXPECT_LT(*f.low, *f.high) << f.key;
    EXPECT_LE(*f.low, *f.difference) << f.key;
    EXPECT_GE(*f.high, *f.difference) << f.key;
    EXPECT_GT(*f.p, 0) << f.key;
    EXPECT_LE(*f.p, 1) << f.key;
  }
}

TEST(Comparison, EqualRuleSetsDoNotDiffer) {
  std::vector<Both> records = Mixed();
  for (Both& both : records) {
    both.second = both.first;
    both.second_hostility = both.first_hostility;
    both.second_escalates = both.first_escalates;
  }
  const Comparison c = Compare(records);
  EXPECT_EQ(c.changed, 0);
  EXPECT_EQ(c.mcnemar_p, 1);
  for (const FigureDifference& f : c.figures) {
    EXPECT_EQ(f.difference, 0) << f.key;
    EXPECT_EQ(f.low, 0) << f.key;
    EXPECT_EQ(f.high, 0) << f.key;
    EXPECT_EQ(f.p, 1) << f.key;
  }
}

TEST(Comparison, TurnedRoundTheDifferenceChangesItsSign) {
  std::vector<Both> records = Mixed();
  const Comparison forth = Compare(records);
  for (Both& both : records) {
    std::swap(both.first, both.second);
    std::swap(both.first_hostility, both.second_hostility);
    std::swap(both.first_escalates, both.second_escalates);
  }
  const Comparison back = Compare(records);
  EXPECT_EQ(back.right_to_wrong, forth.wrong_to_right);
  for (size_t f = 0; f < 5; ++f) {
    EXPECT_NEAR(*back.figures[f].difference, -*forth.figures[f].difference, 1e-12);
    EXPECT_NEAR(*back.figures[f].p, *forth.figures[f].p, 1e-12);
  }
}

// The mean of n differences of 1, 0 and -1 is nearly normal: the interval must be near theory's.
TEST(Comparison, TheIntervalOfAccuracyIsNearTheory) {
  std::vector<Both> records;
  constexpr int kRecords = 1000, kBetter = 120, kWorse = 60;
  for (int i = 0; i < kRecords; ++i) {
    const bool better = i < kBetter, worse = !better && i < kBetter + kWorse;
    records.push_back({"a", better ? "b" : "a", worse ? "b" : "a"});
  }
  const FigureDifference accuracy = Compare(records, 1, 4000).figures[0];
  const double mean = 0.06;
  const double error = std::sqrt((0.18 - mean * mean) / kRecords);
  EXPECT_NEAR(*accuracy.difference, mean, 1e-12);
  EXPECT_NEAR(*accuracy.low, mean - 1.96 * error, 0.002);
  EXPECT_NEAR(*accuracy.high, mean + 1.96 * error, 0.002);
  EXPECT_LT(*accuracy.p, 0.001);  // 4.5 standard errors
}

TEST(Comparison, WhatIsUndefinedIsAbsent) {
  const Comparison nothing = Compare({});
  EXPECT_EQ(nothing.mcnemar_p, 1);
  for (const FigureDifference& f : nothing.figures) {
    EXPECT_FALSE(f.first || f.second || f.difference || f.low || f.p) << f.key;
  }
  const Comparison unlabelled = Compare({{"", "a", "b"}});
  EXPECT_EQ(unlabelled.changed, 1);
  EXPECT_FALSE(unlabelled.figures[0].difference);
}

TEST(Comparison, McNemarsExactTest) {
  const struct {
    int64_t a, b;
    double p;
  } kCases[] = {
      {0, 0, 1},
      {1, 1, 1},              // 2 (1/4 + 2/4), at most 1
      {0, 5, 2 / 32.0},       //
      {5, 0, 2 / 32.0},       //
      {1, 9, 22 / 1024.0},    // 2 (1 + 10) / 2^10
      {3, 5, 186 / 256.0},    // 2 (1 + 8 + 28 + 56) / 2^8
      {900, 1100, 8.457e-6},  // 2^-2000 is below every double
  };
  for (const auto& c : kCases) {
    EXPECT_NEAR(McNemarExact(c.a, c.b), c.p, c.p * 1e-3) << c.a << " " << c.b;
  }
}

}  // namespace
}  // namespace rapport::learn
