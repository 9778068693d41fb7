#include "insight/calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "insight/calibration_json.h"

namespace rapport::insight {
namespace {

using ::testing::ElementsAre;

constexpr CheckResult kPass = CheckResult::kPass;
constexpr CheckResult kFail = CheckResult::kFail;
constexpr CheckResult kNa = CheckResult::kNotApplicable;

TEST(Agreement, PublishedValues) {
  // J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd edition (1981), table 13.1:
  // 100 subjects, two raters, three categories; kappa 0.68. Drawing such tables at random gives a
  // standard deviation of kappa of 0.09, in agreement with the formula's 0.0877.
  const Agreement agreement = AgreementOf({{{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}});
  EXPECT_EQ(agreement.n, 100);
  EXPECT_NEAR(agreement.agreement, 0.89, 1e-12);
  ASSERT_TRUE(agreement.kappa);
  EXPECT_NEAR(*agreement.kappa, 0.676, 0.0005);
  EXPECT_NEAR((agreement.interval->high - agreement.interval->low) / 2 / 1.96, 0.0877, 0.0005);
}

TEST(Agreement, AtTheEnds) {
  struct Row {
    const char* name;
    Judgements judgements;
    double agreement;
    std::optional<double> kappa;
    bool has_interval;
  };
  for (const Row& row : {Row{"nothing", {}, 0, std::nullopt, false},
                         Row{"one result only", {{{9, 0, 0}, {}, {}}}, 1, std::nullopt, false},
                         Row{"all alike", {{{5, 0, 0}, {0, 5, 0}, {}}}, 1, 1.0, false},
                         Row{"by chance", {{{3, 3, 0}, {3, 3, 0}, {}}}, 0.5, 0.0, true},
                         Row{"too few", {{{2, 2, 0}, {2, 3, 0}, {}}}, 5.0 / 9, 0.1, false},
                         Row{"never", {{{0, 5, 0}, {5, 0, 0}, {}}}, 0, -1.0, false},
                         Row{"one never varies", {{{5, 5, 0}, {}, {}}}, 0.5, 0.0, false}}) {
    const Agreement agreement = AgreementOf(row.judgements);
    EXPECT_NEAR(agreement.agreement, row.agreement, 1e-12) << row.name;
    ASSERT_EQ(agreement.kappa.has_value(), row.kappa.has_value()) << row.name;
    if (!row.kappa) continue;
    EXPECT_NEAR(*agreement.kappa, *row.kappa, 1e-12) << row.name;
    ASSERT_EQ(agreement.interval.has_value(), row.has_interval) << row.name;
    if (!row.has_interval) continue;
    EXPECT_GE(agreement.interval->low, -1) << row.name;
    EXPECT_LE(agreement.interval->high, 1) << row.name;
  }
}

TEST(Calibration, PairsOfThree) {
  Calibration calibration;
  EXPECT_TRUE(calibration.Add("r1", "ben", "apology", kPass));
  EXPECT_TRUE(calibration.Add("r1", "ana", "apology", kPass));
  EXPECT_TRUE(calibration.Add("r1", "rapport", "apology", kNa));
  EXPECT_TRUE(calibration.Add("r2", "ana", "apology", kFail));
  EXPECT_TRUE(calibration.Add("r2", "ben", "apology", kPass));
  EXPECT_TRUE(calibration.Add("r2", "ben", "empathy", kPass));  // nobody else judged it
  EXPECT_TRUE(calibration.Add("r3", "ana", "apology", kFail));  // nor this
  const CalibrationReport report = calibration.Report();
  EXPECT_EQ(report.replies, 2);
  EXPECT_THAT(report.reviewers, ElementsAre("ana", "ben", "rapport"));
  ASSERT_EQ(report.pairs.size(), 3u);
  const PairAgreement& pair = report.pairs[0];
  EXPECT_EQ(pair.first + " " + pair.second, "ana ben");
  EXPECT_EQ(pair.all.n, 2);
  EXPECT_EQ(pair.all.judgements[0][0], 1);  // pass, pass
  EXPECT_EQ(pair.all.judgements[1][0], 1);  // ana fail, ben pass
  EXPECT_THAT(pair.differ.at("apology"), ElementsAre("r2"));
  EXPECT_EQ(pair.checks.count("empathy"), 0u);
}

TEST(Calibration, TheLastWordCounts) {
  Calibration calibration;
  EXPECT_TRUE(calibration.Add("r", "ana", "apology", kPass));
  EXPECT_TRUE(calibration.Add("r", "ben", "apology", kFail));
  EXPECT_FALSE(calibration.Add("r", "ana", "apology", kFail));
  EXPECT_EQ(calibration.Report().pairs[0].all.agreement, 1);
}

TEST(Calibration, Json) {
  Calibration calibration;
  calibration.Add("r1", "ana", "apology", kPass);
  calibration.Add("r1", "ben", "apology", kFail);
  calibration.Add("r2", "ana", "apology", kFail);
  calibration.Add("r2", "ben", "apology", kFail);
  record::JsonWriter out;
  WriteCalibration(calibration.Report(), &out);
  EXPECT_THAT(
      std::string(out.bytes()),
      ::testing::HasSubstr(
          R"("checks":[{"check":"apology","n":2,"agreement":0.5,"kappa":0,"interval":null,)"));
}

}  // namespace
}  // namespace rapport::insight
