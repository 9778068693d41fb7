#include "learn/coverage.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "evaluation_testing.h"

namespace rapport::learn {
namespace {

using Labels = std::map<std::string, int64_t>;

// Eight records: 4 impatient, 2 bargain_hunter, 2 none; and one without a label.
Coverage EightRecords() {
  SmallCase small;
  CoverageCounter counter(small.rules());
  const struct {
    const char* text;
    const char* label;
    const char* facts;
  } kRecords[] = {
      {"still waiting", "impatient", "{}"},
      {"still waiting, still waiting", "impatient", "{\"contacts\":3}"},
      {"still waiting", "impatient", "{\"contacts\":1}"},
      {"still waiting, any discount?", "impatient", "{}"},
      {"any discount?", "bargain_hunter", "{\"contacts\":4}"},
      {"any discount?", "bargain_hunter", "{\"contacts\":0}"},
      {"thank you", "none", "{\"contacts\":3}"},
      {"thank you, any discount?", "none", "{\"contacts\":0}"},
      {"still waiting", "", "{\"contacts\":0}"},
  };
  for (const auto& r : kRecords) {
    small.Decide(OneTurn(r.text, r.label, r.facts));
    counter.Add(r.label, small.conversation(), std::nullopt);
  }
  return counter.Result();
}

const CoverageRow& Row(const Coverage& coverage, std::string_view id) {
  static const CoverageRow kNone;
  for (const CoverageRow& row : coverage.rows) {
    if (row.id == id) return row;
  }
  ADD_FAILURE() << id;
  return kNone;
}

TEST(Coverage, CountsRecordsByLabel) {
  const Coverage c = EightRecords();
  EXPECT_EQ(c.n, 9);
  EXPECT_EQ(c.labels, (Labels{{"impatient", 4}, {"bargain_hunter", 2}, {"none", 2}}));
  const struct {
    const char* id;
    bool is_condition;
    int64_t fired, unknown;
    Labels labels;
    const char* says;
    double none_share;
    bool never, always, mostly_none;
  } kExpected[] = {
      {"waits", false, 5, 0, {{"impatient", 4}}, "impatient", 0, false, false, false},
      {"haggles",
       false,
       4,
       0,
       {{"impatient", 1}, {"bargain_hunter", 2}, {"none", 1}},
       "bargain_hunter",
       0.25,
       false,
       false,
       false},
      {"thanks", false, 2, 0, {{"none", 2}}, "none", 1, false, false, true},
      {"unheard", false, 0, 0, {}, "", 0, true, false, false},
      {"often",
       true,
       3,
       2,
       {{"impatient", 1}, {"bargain_hunter", 1}, {"none", 1}},
       "bargain_hunter",
       1.0 / 3,
       false,
       false,
       false},
      {"speaks",
       true,
       9,
       0,
       {{"impatient", 4}, {"bargain_hunter", 2}, {"none", 2}},
       "",
       0.25,
       false,
       true,
       false},
  };
  ASSERT_EQ(c.rows.size(), std::size(kExpected));
  for (const auto& expected : kExpected) {
    SCOPED_TRACE(expected.id);
    const CoverageRow& row = Row(c, expected.id);
    EXPECT_EQ(row.is_condition, expected.is_condition);
    EXPECT_EQ(row.fired, expected.fired);
    EXPECT_EQ(row.unknown, expected.unknown);
    EXPECT_EQ(row.labels, expected.labels);
    EXPECT_EQ(row.says, expected.says);
    EXPECT_NEAR(row.none_share, expected.none_share, 1e-12);
    EXPECT_EQ(row.never, expected.never);
    EXPECT_EQ(row.always, expected.always);
    EXPECT_EQ(row.mostly_none, expected.mostly_none);
  }
}

TEST(Coverage, InformationInBits) {
  const Coverage c = EightRecords();
  // waits parts the eight labelled records into the four impatient ones and the others: one bit.
  EXPECT_NEAR(Row(c, "waits").information, 1, 1e-12);
  // thanks finds both of none: H(1/4) = 0.8113.
  EXPECT_NEAR(Row(c, "thanks").information, 0.811278, 1e-6);
  EXPECT_EQ(Row(c, "unheard").information, 0);          // never
  EXPECT_NEAR(Row(c, "speaks").information, 0, 1e-12);  // always
}

TEST(Coverage, OfNothing) {
  SmallCase small;
  const Coverage c = CoverageCounter(small.rules()).Result();
  EXPECT_EQ(c.n, 0);
  ASSERT_EQ(c.rows.size(), 6u);
  EXPECT_TRUE(c.rows[0].never);
  EXPECT_FALSE(c.rows[0].always);
}

}  // namespace
}  // namespace rapport::learn
