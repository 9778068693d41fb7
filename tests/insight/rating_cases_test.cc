#include "insight/rating_cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace rapport::insight {
namespace {

record::ServiceEvent Contact(std::string_view case_id, int64_t at, std::string_view team) {
  record::ServiceEvent event;
  event.case_id = case_id;
  event.at = Time(Duration(at));
  event.dimensions[static_cast<size_t>(record::Dimension::kTeam)] = team;
  return event;
}

std::string TeamOf(const RatingCases& cases) {
  return cases.cases().begin()->second.names[static_cast<size_t>(record::Dimension::kTeam)].name;
}

TEST(RatingCases, TheFirstEventThatNamesCounts) {
  struct Row {
    const char* first;
    int64_t first_at;
    const char* second;
    int64_t second_at;
    const char* team;
  };
  constexpr Row kRows[] = {
      {"a", 1, "b", 2, "a"}, {"a", 2, "b", 1, "b"},  {"b", 1, "a", 1, "a"}, {"a", 1, "b", 1, "a"},
      {"", 1, "b", 2, "b"},  {"a", -5, "", -9, "a"}, {"b", 0, "a", 1, "b"},
  };
  for (const Row& row : kRows) {
    RatingCases both, parts[2];
    both.Note(Contact("k", row.first_at, row.first));
    both.Note(Contact("k", row.second_at, row.second));
    parts[0].Note(Contact("k", row.first_at, row.first));
    parts[1].Note(Contact("k", row.second_at, row.second));
    parts[1].Merge(parts[0]);
    EXPECT_EQ(TeamOf(both), row.team) << row.first << row.second;
    EXPECT_EQ(TeamOf(parts[1]), row.team) << row.first << row.second;
  }
}

TEST(RatingCases, WhatHasNoCaseOrNamesNothingIsNotKept) {
  RatingCases cases;
  cases.Note(Contact("", 1, "a"));
  cases.Note(Contact("k", 1, ""));
  cases.Add("", ReadRating());
  EXPECT_TRUE(cases.cases().empty());
}

TEST(RatingCases, TheEarliestRatingsWait) {
  RatingCases forth, back;
  for (int64_t i = 0; i < 20; ++i) {
    ReadRating rating;
    rating.at = i;
    forth.Add("k", rating);
    rating.at = 19 - i;
    back.Add("k", rating);
  }
  for (const RatingCases* cases : {&forth, &back}) {
    const auto& ratings = cases->cases().begin()->second.ratings;
    ASSERT_EQ(ratings.size(), kMostCaseRatings);
    EXPECT_EQ(ratings.back().at, static_cast<int64_t>(kMostCaseRatings) - 1);
  }
}

TEST(RatingCases, TheSameCasesStayInAnyOrder) {
  constexpr size_t kCases = kMostRatedCases + 20'000;
  RatingCases forth, back, odd;
  for (size_t i = 0; i < kCases; ++i) {
    forth.Note(Contact(StrCat("k", i), 1, "a"));
    const size_t j = kCases - 1 - i;
    (j % 2 == 1 ? odd : back).Note(Contact(StrCat("k", j), 1, "a"));
  }
  back.Merge(odd);
  ASSERT_EQ(forth.cases().size(), kMostRatedCases);
  ASSERT_EQ(back.cases().size(), kMostRatedCases);
  EXPECT_EQ(std::prev(forth.cases().end())->first, std::prev(back.cases().end())->first);
  EXPECT_TRUE(std::equal(forth.cases().begin(), forth.cases().end(), back.cases().begin(),
                         [](const auto& a, const auto& b) { return a.first == b.first; }));
}

}  // namespace
}  // namespace rapport::insight
