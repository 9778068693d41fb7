// What the tables of the evaluation show; whole outputs are in cases/evaluate-*.

#include "cli/evaluation_view.h"

#include <gtest/gtest.h>

#include "cli/comparison_view.h"
#include "cli/coverage_view.h"
#include "cli/evaluation_text.h"

namespace rapport::cli {
namespace {

TEST(EvaluationText, Numbers) {
  EXPECT_EQ(Fraction(0.64306), "0.6431");
  EXPECT_EQ(Fraction(-0.5), "-0.5000");
  EXPECT_EQ(Fraction(1), "1.0000");
  EXPECT_EQ(Fraction(std::nullopt), "-");
  EXPECT_EQ(SignedFraction(0.012), "+0.0120");
  EXPECT_EQ(SignedFraction(-0.00001), "0.0000");
  EXPECT_EQ(SignedFraction(-0.2), "-0.2000");
  EXPECT_EQ(Share(1, 3), "0.3333");
  EXPECT_EQ(Share(0, 0), "-");
  EXPECT_EQ(Probability(9876), "0.9876");
  EXPECT_EQ(BinName(0), "0.0 to 0.1");
  EXPECT_EQ(BinName(9), "0.9 to 1.0");
}

TEST(EvaluationText, WhatSpokeForEitherSide) {
  learn::Mistake m;
  EXPECT_EQ(ForDecisionText(m), "nothing");
  m.bias = -1500;
  m.why_not = "behind a by 2";
  EXPECT_EQ(ForDecisionText(m), "nothing");
  EXPECT_EQ(ForLabelText(m), "nothing; bias +1.5; behind a by 2");
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g"})
    m.for_decision.push_back({id, "cue", 20});
  EXPECT_EQ(ForDecisionText(m), "a +0.02, b +0.02, c +0.02, d +0.02, e +0.02 and 2 more");
}

TEST(ComparisonView, ClassesOfBoth) {
  learn::Evaluation first, second;
  for (const char* id : {"a", "c", "none"}) first.per_class.push_back({id, 3, 2, 1, 0, 0, 0.5});
  for (const char* id : {"b", "c", "none"}) second.per_class.push_back({id, 4, 2, 1, 0, 0, 0.7});
  std::string shown;
  for (const ClassPair& pair : PairClasses(first, second)) {
    shown += pair.id + " " + Fraction(pair.first_f1()) + " " + Fraction(pair.second_f1()) + " " +
             SignedFraction(pair.difference()) + " " + std::to_string(pair.support()) + "\n";
  }
  EXPECT_EQ(shown,
            "a 0.5000 - - 3\n"
            "b - 0.7000 - 4\n"
            "c 0.5000 0.7000 +0.2000 3\n"
            "none 0.5000 0.7000 +0.2000 3\n");
}

TEST(CoverageView, Orders) {
  learn::Coverage coverage;
  const struct {
    const char* id;
    double information;
    const char* says;
    bool never;
  } kRows[] = {{"d", 0.1, "x", false}, {"b", 0.3, "none", false}, {"a", 0, "", true},
               {"c", 0.2, "x", false}, {"f", 0, "", false},       {"e", 0.4, "zz", false}};
  for (const auto& r : kRows) {
    learn::CoverageRow row;
    row.id = r.id;
    row.information = r.information;
    row.says = r.says;
    row.never = r.never;
    coverage.rows.push_back(row);
  }
  const auto shown = [&](CoverageOrder order) {
    std::string out;
    for (const auto& [heading, rows] : OrderCoverage(coverage, order)) {
      out += heading + ":";
      for (const learn::CoverageRow* row : rows) out += " " + row->id;
      out += "\n";
    }
    return out;
  };
  EXPECT_EQ(shown(CoverageOrder::kName), ": a b c d e f\n");
  EXPECT_EQ(shown(CoverageOrder::kInformation), ": e b c d a f\n");
  EXPECT_EQ(shown(CoverageOrder::kGroup),
            "says most for x: c d\n"
            "says most for zz: e\n"
            "says most for none: b\n"
            "says nothing about the label: f\n"
            "never fired: a\n");
}

TEST(ReliabilityView, BarsAndTheLine) {
  learn::Evaluation e;
  e.reliability[0] = {2, 0, 0.05};
  e.reliability[9] = {4, 4, 0.95};
  std::string text;
  AppendReliability(Terminal(), e, &text);
  EXPECT_NE(text.find("  0.0 to 0.1           2  0.0500  0.0000    │\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("  0.1 to 0.2           0       -       -\n"), std::string::npos) << text;
  std::string bar;
  for (int i = 0; i < 37; ++i) bar += "█";
  EXPECT_NE(text.find("4  0.9500  1.0000  " + bar + "│██\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace rapport::cli
