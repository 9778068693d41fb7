#include "insight/compare.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/time.h"
#include "insight/compare_json.h"
#include "insight/figures.h"
#include "insight/metrics.h"

namespace rapport::insight {
namespace {

using record::ServiceEvent;
using Kind = record::ServiceEventKind;

std::shared_ptr<const RuleSet> Rules() {
  static const std::shared_ptr<const RuleSet> rules = [] {
    RuleSetBuilder builder;
    builder.AddFile("p.yaml", "rapport: 1\npack: {id: p, version: 1.0.0, language: en}\n");
    auto built = builder.Build();
    EXPECT_TRUE(built.ok()) << FormatDiagnostics(builder.diagnostics());
    return *built;
  }();
  return rules;
}

const Time kStart = *ParseTime("2026-03-02T00:00:00Z");

// So many csat ratings of each score from 1 to 5, by a team.
struct Ratings {
  std::string_view team;
  std::array<int, 5> counts;
};

MetricsReport ReportOf(const std::vector<Ratings>& ratings) {
  MetricsOptions options;
  options.by.push_back({FieldOf(record::Dimension::kTeam), std::nullopt});
  Metrics metrics(Rules(), options);
  for (const Ratings& team : ratings) {
    for (int score = 1; score <= 5; ++score) {
      for (int i = 0; i < team.counts[static_cast<size_t>(score - 1)]; ++i) {
        ServiceEvent event;
        event.kind = Kind::kRating;
        event.at = kStart;
        event.dimensions[static_cast<size_t>(record::Dimension::kTeam)] = team.team;
        event.score = score;
        metrics.Add(event);
      }
    }
  }
  return metrics.Report();
}

CompareReport Compared(const std::vector<Ratings>& before, const std::vector<Ratings>& after,
                       const CompareOptions& options = {}) {
  auto report = Compare(ReportOf(before), ReportOf(after), options);
  EXPECT_TRUE(report.ok()) << report.status().message();
  return *std::move(report);
}

const ComparedFigure& Csat(const ComparedGroup& group) {
  return group.figures[static_cast<size_t>(Metric::kCsat)];
}

TEST(Compare, Verdicts) {
  struct Case {
    std::array<int, 5> before, after;
    ChangeVerdict verdict;
  };
  constexpr Case kCases[] = {
      {{20, 20, 20, 20, 20}, {0, 0, 10, 40, 50}, ChangeVerdict::kBetter},
      {{0, 0, 10, 40, 50}, {20, 20, 20, 20, 20}, ChangeVerdict::kWorse},
      {{20, 20, 20, 20, 20}, {20, 20, 19, 21, 20}, ChangeVerdict::kNoEvidence},
      {{6, 6, 6, 6, 6}, {0, 0, 0, 14, 15}, ChangeVerdict::kTooFew},  // 29
      {{6, 6, 6, 6, 6}, {0, 0, 0, 15, 15}, ChangeVerdict::kBetter},
      {{0, 0, 0, 0, 40}, {0, 0, 0, 40, 0}, ChangeVerdict::kNoEvidence},  // all satisfied
  };
  for (const Case& c : kCases) {
    const CompareReport report = Compared({{"", c.before}}, {{"", c.after}});
    ASSERT_EQ(report.groups.size(), 1u);
    const ComparedFigure& csat = Csat(report.groups[0]);
    EXPECT_STREQ(ChangeVerdictName(csat.change.verdict), ChangeVerdictName(c.verdict));
    EXPECT_NEAR(*csat.change.difference, *csat.after - *csat.before, 1e-12);
    EXPECT_EQ(csat.change.p.has_value(), c.verdict != ChangeVerdict::kTooFew);
  }
}

// The share of those who rated is one test, that of all customers would be another: there are none.
TEST(Compare, AllTestsAreOneFamily) {
  const std::array<int, 5> few = {30, 0, 0, 0, 22}, more = {18, 0, 0, 0, 34};
  const CompareReport alone = Compared({{"a", few}}, {{"a", more}});
  ASSERT_EQ(alone.tests, 1);
  EXPECT_EQ(*Csat(alone.groups[0]).change.adjusted, *Csat(alone.groups[0]).change.p);
  CompareOptions options;
  options.by = GroupBy{FieldOf(record::Dimension::kTeam), std::nullopt};
  const CompareReport among = Compared({{"a", few}, {"b", few}, {"c", few}},
                                       {{"a", more}, {"b", few}, {"c", few}}, options);
  ASSERT_EQ(among.groups.size(), 4u);
  ASSERT_EQ(among.tests, 4);
  const ComparedFigure& a = Csat(among.groups[1]);
  EXPECT_EQ(among.groups[1].values, std::vector<std::string>{"a"});
  EXPECT_NEAR(*a.change.adjusted, 4 * *a.change.p, 1e-12);
  EXPECT_LT(*a.change.p, 0.05);
  EXPECT_EQ(a.change.verdict, ChangeVerdict::kNoEvidence);
}

TEST(Compare, OneAgainstTheOthers) {
  CompareOptions options;
  options.where = *ParseSelection("team=a");
  const std::array<int, 5> half = {50, 0, 0, 0, 50}, most = {20, 0, 0, 0, 80};
  // Everybody became better: nothing of a's own.
  const CompareReport all = Compared({{"a", half}, {"b", half}, {"c", half}},
                                     {{"a", most}, {"b", most}, {"c", most}}, options);
  ASSERT_EQ(all.groups.size(), 3u);
  EXPECT_EQ(all.groups[1].values, std::vector<std::string>{"a"});
  EXPECT_TRUE(all.groups[2].is_rest);
  EXPECT_EQ(Csat(all.groups[2]).before_n, 200);
  EXPECT_EQ(Csat(all.groups[1]).change.verdict, ChangeVerdict::kBetter);
  ASSERT_TRUE(Csat(all.groups[1]).against_others);
  EXPECT_EQ(Csat(all.groups[1]).against_others->verdict, ChangeVerdict::kNoEvidence);
  EXPECT_NEAR(*Csat(all.groups[1]).against_others->difference, 0, 1e-12);
  // Only a did.
  const CompareReport one = Compared({{"a", half}, {"b", half}, {"c", half}},
                                     {{"a", most}, {"b", half}, {"c", half}}, options);
  EXPECT_EQ(Csat(one.groups[1]).against_others->verdict, ChangeVerdict::kBetter);
  EXPECT_NEAR(*Csat(one.groups[1]).against_others->difference, 0.3, 1e-12);
  // Nobody is called that.
  options.where = *ParseSelection("team=d");
  EXPECT_EQ(Compare(ReportOf({{"a", half}}), ReportOf({{"a", half}}), options).status().code(),
            StatusCode::kNotFound);
}

// Six hundred customers who buy once a day each in turn and rate half the time.
MetricsReport ReportOfDays(int first_day, int days) {
  Metrics metrics(Rules(), MetricsOptions());
  for (int day = first_day; day < first_day + days; ++day) {
    for (int i = 0; i < 100; ++i) {
      const std::string customer = StrCat("c", (day * 37 + i * 7) % 600);
      ServiceEvent event;
      event.at = kStart + std::chrono::hours(24 * day + i % 24);
      event.customer = customer;
      event.kind = Kind::kPurchase;
      event.amount = 50'000;
      metrics.Add(event);
      event.kind = Kind::kRating;
      event.score = 1 + (i + day) % 5;
      if (i % 2 == 0) metrics.Add(event);
    }
  }
  return metrics.Report();
}

TEST(Compare, WhatGrowsWithTheLengthOfAPeriodNeedsPeriodsOfOneLength) {
  constexpr Metric kGrowing[] = {Metric::kCsatCustomers, Metric::kRepeatPurchase,
                                 Metric::kCustomerValue};
  struct Case {
    int before, after;
    std::optional<int> from, to;  // days that are said
    double days_before, days_after;
    bool differ;
  };
  const Case kCases[] = {{14, 14, {}, {}, 14, 14, false},     {20, 8, {}, {}, 20, 8, true},
                         {8, 20, {}, {}, 8, 20, true},        {14, 14, -2, {}, 16, 14, true},
                         {14, 14, {}, 29, 14, 15, true},      {14, 14, -1, 29, 15, 15, false},
                         {101, 100, {}, {}, 101, 100, false}, {102, 100, {}, {}, 102, 100, true}};
  for (const Case& c : kCases) {
    CompareOptions options;
    const auto day = [](int days) { return kStart + std::chrono::hours(24 * days); };
    if (c.from) options.from = day(*c.from);
    if (c.to) options.to = day(*c.to);
    options.at = day(c.before);
    const auto report =
        Compare(ReportOfDays(0, c.before), ReportOfDays(c.before, c.after), options);
    ASSERT_TRUE(report.ok());
    EXPECT_DOUBLE_EQ(report->before.days, c.days_before);
    EXPECT_DOUBLE_EQ(report->after.days, c.days_after);
    EXPECT_EQ(report->lengths_differ, c.differ) << c.before << " " << c.after;
    const auto& figures = report->groups[0].figures;
    for (const Metric metric : kGrowing) {
      EXPECT_TRUE(GrowsWithLength(metric));
      const ComparedFigure& figure = figures[static_cast<size_t>(metric)];
      ASSERT_TRUE(figure.change.difference);
      EXPECT_EQ(figure.change.p.has_value(), !c.differ) << MetricName(metric);
      if (!c.differ) continue;
      EXPECT_EQ(figure.change.verdict, ChangeVerdict::kNotTested) << MetricName(metric);
      EXPECT_STREQ(ChangeRemarkName(figure.change.remark), "lengths_differ");
    }
    EXPECT_TRUE(figures[static_cast<size_t>(Metric::kCsat)].change.p);
  }
}

TEST(Compare, FromAllPromotersToAllDetractorsIsNotTested) {
  const auto scores = [](int32_t score) {
    Metrics metrics(Rules(), MetricsOptions());
    for (int i = 0; i < 50; ++i) {
      ServiceEvent event;
      event.kind = Kind::kRating;
      event.asks = record::RatingScale::kNps;
      event.score = score;
      event.at = kStart;
      metrics.Add(event);
    }
    return metrics.Report();
  };
  const auto report = Compare(scores(10), scores(0), {});
  ASSERT_TRUE(report.ok());
  const JudgedChange& nps = report->groups[0].figures[static_cast<size_t>(Metric::kNps)].change;
  EXPECT_EQ(*nps.difference, -200);
  EXPECT_EQ(nps.verdict, ChangeVerdict::kNotTested);
  EXPECT_EQ(nps.remark, ChangeRemark::kNoSpread);
}

TEST(Compare, Selections) {
  EXPECT_EQ(ParseSelection("team=north")->value, "north");
  EXPECT_EQ(ParseSelection("persona=")->value, "");
  EXPECT_EQ(ParseSelection("agent=a=b")->value, "a=b");
  for (const char* bad : {"", "team", "=north", "size=big", "period=2026", "team,channel=x"}) {
    EXPECT_EQ(ParseSelection(bad).status().code(), StatusCode::kInvalidArgument) << bad;
  }
}

TEST(Compare, NothingIsNoChange) {
  const CompareReport report = Compared({}, {{"a", {1, 2, 3, 4, 5}}});
  EXPECT_EQ(report.tests, 0);
  EXPECT_FALSE(report.before.first);
  EXPECT_FALSE(Csat(report.groups[0]).change.difference);
  record::JsonWriter json;
  WriteComparison(report, &json);
  EXPECT_NE(json.bytes().find(R"("before":null,"before_n":0)"), std::string::npos);
}

// Every metric has a test, but churn, which is retention again.
TEST(Compare, EveryMetricIsTested) {
  MetricsOptions options;
  Metrics metrics(Rules(), options);
  const auto add = [&](Kind kind, int64_t seconds, const std::string& name, auto&& fill) {
    ServiceEvent event;
    event.kind = kind;
    event.at = kStart + std::chrono::seconds(seconds);
    event.case_id = name;
    event.customer = name;
    fill(&event);
    metrics.Add(event);
  };
  const auto plain = [](ServiceEvent*) {};
  constexpr int64_t kWeek = 7 * 86'400;
  for (int64_t i = 0; i < 200; ++i) {
    const std::string name = StrCat("k", i);
    add(Kind::kContact, i, name, plain);
    add(Kind::kAnswered, i + i % 50, name, plain);
    if (i % 9 == 0) add(Kind::kAbandoned, i, name, plain);
    if (i % 5 == 0) add(Kind::kEscalation, i + 60, name, plain);
    if (i % 5 == 1) add(Kind::kTransfer, i + 60, name, plain);
    add(Kind::kHandled, i + 60, name,
        [i](ServiceEvent* e) { e->work = 60 + static_cast<int32_t>(i); });
    add(Kind::kResolution, i + 100 + i % 70, name, plain);
    if (i % 7 == 0) add(Kind::kReopen, i + 86'400, name, plain);
    for (const auto subject : {record::RatingSubject::kService, record::RatingSubject::kProduct,
                               record::RatingSubject::kFirm}) {
      add(Kind::kSurvey, i + 200, name, [&](ServiceEvent* e) { e->about = subject; });
      add(Kind::kRating, i + 200, name, [&](ServiceEvent* e) {
        e->about = subject;
        e->score = static_cast<int32_t>(i % 5 + 1);
      });
    }
    for (const auto scale : {record::RatingScale::kNps, record::RatingScale::kCes}) {
      add(Kind::kSurvey, i + 300, name, [&](ServiceEvent* e) { e->asks = scale; });
      add(Kind::kRating, i + 300, name, [&](ServiceEvent* e) {
        e->asks = scale;
        e->score = static_cast<int32_t>(i % 7 + 1);
      });
    }
    for (int64_t k = 0; k <= i % 3; ++k) {
      add(Kind::kPurchase, i + k, name, [i](ServiceEvent* e) { e->amount = 10'000 * (i + 1); });
    }
    if (i % 2 == 0) add(Kind::kUse, i + kWeek, name, plain);
    if (i % 8 == 1) add(Kind::kCancellation, i + kWeek, name, plain);
    if (i % 4 == 0) add(Kind::kUse, i + 3 * kWeek, name, plain);
  }
  const MetricsReport report = metrics.Report();
  const auto compared = Compare(report, report, {});
  ASSERT_TRUE(compared.ok());
  for (const ComparedFigure& figure : compared->groups[0].figures) {
    const bool is_tested = figure.metric != Metric::kChurn &&
                           figure.metric != Metric::kResolutionLevel &&  // no target in this pack
                           figure.metric != Metric::kServiceLevel;
    EXPECT_EQ(figure.change.p.has_value(), is_tested) << MetricName(figure.metric);
    if (!is_tested) continue;
    EXPECT_EQ(figure.change.verdict, ChangeVerdict::kNoEvidence) << MetricName(figure.metric);
    EXPECT_NEAR(*figure.change.p, 1, 1e-9) << MetricName(figure.metric);
  }
}

}  // namespace
}  // namespace rapport::insight
