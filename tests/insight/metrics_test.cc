// Metrics against the plain computation of metrics_testing.h, in any order, merged, saved and
// loaded, and beyond their bounds.

#include "insight/metrics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <tuple>

#include "base/archive.h"
#include "base/strings.h"
#include "base/time.h"
#include "insight/metrics_report.h"
#include "metrics_testing.h"

namespace rapport::insight {
namespace {

using record::ServiceEvent;
using Kind = record::ServiceEventKind;

constexpr char kStandard[] =
    "{period: week, satisfied_above: 3, windows: {fcr: 7d, reopen: 10d}, "
    "first_response: {v0: 1h, default: 6h}, resolution: {v1: 1d}, "
    "lifecycle: {new: 20d, at_risk: 30d, lapsed: 45d}, "
    "goals: {csat: {at_least: 80%}, first_response_p90: {at_most: 4h}}}";

MetricsOptions By(std::initializer_list<const char*> groups) {
  MetricsOptions options;
  for (const char* group : groups) options.by.push_back(*ParseGroupBy(group));
  return options;
}

bool IsPercentile(Metric metric) {
  const std::string_view name = MetricName(metric);
  return UnitOf(metric) == MetricUnit::kSeconds && metric != Metric::kHandleTime && !name.empty();
}

void ExpectFigures(const MetricsRow& row, const PlainFigures& plain, const std::string& where) {
  for (int32_t m = 0; m < kMetrics; ++m) {
    const auto metric = static_cast<Metric>(m);
    const Figure& figure = row.figure(metric);
    const PlainFigure& expected = plain[static_cast<size_t>(m)];
    const std::string name = StrCat(where, " ", std::string_view(MetricName(metric)));
    EXPECT_EQ(figure.n, expected.n) << name;
    EXPECT_EQ(figure.count, expected.count) << name;
    ASSERT_EQ(figure.value.has_value(), expected.value.has_value()) << name;
    if (!figure.value) continue;
    if (IsPercentile(metric)) {  // exact below 2,048 s, else too low by less than a 1,024th
      EXPECT_LE(*figure.value, *expected.value) << name;
      EXPECT_GE(*figure.value,
                *expected.value < 2048 ? *expected.value : *expected.value * (1 - 1.0 / 1024))
          << name;
    } else {
      EXPECT_NEAR(*figure.value, *expected.value, 1e-9 * std::max(1.0, std::abs(*expected.value)))
          << name;
    }
    if (figure.interval) {
      EXPECT_LE(figure.interval->low, figure.interval->high) << name;
    }
  }
}

void ExpectTable(const MetricsTable& table,
                 const std::map<std::vector<std::string>, PlainFigures>& plain,
                 const std::string& where) {
  ASSERT_EQ(table.rows.size(), plain.size()) << where;
  for (const MetricsRow& row : table.rows) {
    const auto found = plain.find(row.values);
    ASSERT_NE(found, plain.end()) << where << " " << row.values[0];
    ExpectFigures(row, found->second, StrCat(where, " ", row.values[0]));
  }
}

TEST(Metrics, AgreeWithThePlainComputation) {
  const char* const kPeriods[] = {"day", "week", "month"};
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    std::string standard = kStandard;
    standard.replace(standard.find("week"), 4, kPeriods[seed % 3]);
    const auto rules = RulesWith(standard);
    StreamShape shape;
    shape.events = seed % 4 == 0 ? 30 : 600;
    const Stream stream = RandomStream(seed, shape);
    MetricsOptions options = By({"team", "channel,persona", "agent,period"});
    if (seed % 5 >= 3) options.from = *ParseTime("2026-02-11T06:00:00Z");
    const int64_t from = options.from ? options.from->time_since_epoch().count() : INT64_MIN;
    const MetricsReport report = MetricsOf(rules, options, stream).Report();
    int64_t now = INT64_MIN, out_of_range = 0;
    for (const OwnedEvent& e : stream) {
      now = std::max(now, e.at());
      out_of_range += e.at() < from ? 1 : 0;
    }
    const auto plain = [&](const std::optional<GroupBy>& by) {
      return PlainMetrics(stream, rules->standard(), by, now, from);
    };
    const std::string where = StrCat("seed ", seed);
    EXPECT_EQ(report.events, static_cast<int64_t>(stream.size()) - out_of_range);
    EXPECT_EQ(report.out_of_range, out_of_range);
    ExpectFigures(report.all, plain(std::nullopt).begin()->second, where);
    ExpectTable(report.trend, plain(GroupBy()), StrCat(where, " trend"));
    for (const MetricsTable& table : report.tables) {
      ExpectTable(table, plain(table.by), StrCat(where, " ", GroupByName(table.by)));
    }
  }
}

// However the stream is cut and in whatever order it comes.
TEST(Metrics, NeitherOrderNorPartsChangeAnything) {
  const auto rules = RulesWith(kStandard);
  for (const bool crowded : {false, true}) {
    MetricsOptions options = By({"team", "channel,persona", "campaign,period", "period"});
    StreamShape shape;
    if (crowded) {  // many more values, groups and customers than are kept
      options.max_values = 5;
      options.max_pairs = 7;
      options.max_customers = 16;
      shape.values = 40;
      shape.customers = 60;
      shape.events = 1500;
    }
    for (uint64_t seed = 1; seed <= 8; ++seed) {
      options.from = std::nullopt;
      if (seed % 4 >= 2) options.from = *ParseTime("2026-02-11T06:00:00Z");
      Stream stream = RandomStream(seed, shape);
      // Many events of a case at one time, which name different values.
      for (OwnedEvent& e : stream) {
        if (seed % 2 == 0) e.event.at = Time(std::chrono::floor<std::chrono::hours>(e.event.at));
      }
      const Metrics whole = MetricsOf(rules, options, stream);
      const std::string json = JsonOf(whole.Report()), saved = whole.Save();
      const auto by_time = [](const OwnedEvent& a, const OwnedEvent& b) { return a.at() < b.at(); };
      std::mt19937_64 random(seed);
      for (int cut = 0; cut < 4; ++cut) {
        Stream order = stream;
        std::stable_sort(order.begin(), order.end(), by_time);
        if (cut == 3) std::shuffle(order.begin(), order.end(), random);
        std::vector<Stream> parts(3);
        for (size_t i = 0; i < order.size(); ++i) {
          const size_t part = cut == 0   ? i * 3 / order.size()
                              : cut == 1 ? order[i].customer.size() % 3
                                         : random() % 3;
          parts[part].push_back(order[i]);
        }
        Metrics merged = MetricsOf(rules, options, parts[2]);
        ASSERT_TRUE(merged.Merge(MetricsOf(rules, options, parts[0])).ok());
        ASSERT_TRUE(merged.Load(MetricsOf(rules, options, parts[1]).Save()).ok());
        EXPECT_EQ(JsonOf(merged.Report()), json) << seed << " " << cut << " " << crowded;
        EXPECT_EQ(merged.Save(), saved) << seed << " " << cut << " " << crowded;
      }
    }
  }
}

TEST(Metrics, AReportChangesNothing) {
  const auto rules = RulesWith(kStandard);
  const Metrics metrics = MetricsOf(rules, By({"team"}), RandomStream(7));
  const std::string before = metrics.Save();
  const std::string json = JsonOf(metrics.Report());
  EXPECT_EQ(metrics.Save(), before);
  EXPECT_EQ(JsonOf(metrics.Report()), json);
}

TEST(Metrics, WhatIsSavedLoads) {
  const auto rules = RulesWith(kStandard);
  const MetricsOptions options = By({"team,channel"});
  const Metrics metrics = MetricsOf(rules, options, RandomStream(3));
  Metrics loaded(rules, options);
  ASSERT_TRUE(loaded.Load(metrics.Save()).ok());
  EXPECT_EQ(JsonOf(loaded.Report()), JsonOf(metrics.Report()));
  EXPECT_EQ(loaded.Save(), metrics.Save());
  EXPECT_EQ(loaded.events(), metrics.events());
}

TEST(Metrics, OnlyTheLikeMerge) {
  const auto rules = RulesWith(kStandard);
  const MetricsOptions options = By({"team"});
  Metrics metrics = MetricsOf(rules, options, RandomStream(3));
  const std::string before = metrics.Save();
  MetricsOptions until = options, few = options;
  until.to = ParseTime("2026-04-01T00:00:00Z");
  few.max_customers = 10;
  const auto months = RulesWith("{period: month}");
  const std::pair<Metrics, const char*> others[] = {
      {Metrics(rules, By({"agent"})), "another 'by'"},
      {Metrics(rules, By({"team", "agent"})), "another 'by'"},
      {Metrics(rules, until), "another 'from' or 'to'"},
      {Metrics(rules, few), "other limits"},
      {Metrics(months, options), "another standard (period, windows or times)"},
      {Metrics(months, until),
       "another standard (period, windows or times), another 'from' or 'to'"}};
  for (const auto& [other, differs] : others) {
    for (const Status& status :
         {metrics.Merge(other), metrics.Load(other.Save()),
          metrics.Load(other.Save(), SavedRange::kTaken)}) {  // these have counted something
      EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
      EXPECT_EQ(status.message(), StrCat("these metrics were counted with ", differs));
    }
  }
  EXPECT_EQ(metrics.Save(), before);
}

TEST(Metrics, TheSavedRangeIsTakenWhenAskedFor) {
  const auto rules = RulesWith(kStandard);
  MetricsOptions options = By({"team"}), range = options;
  range.from = ParseTime("2026-02-01T00:00:00Z");
  range.to = ParseTime("2026-03-01T00:00:00Z");
  const Stream stream = RandomStream(3), more = RandomStream(4);
  Metrics of_range = MetricsOf(rules, range, stream);
  Metrics loaded(rules, options);
  EXPECT_FALSE(loaded.Load(of_range.Save()).ok());
  ASSERT_TRUE(loaded.Load(of_range.Save(), SavedRange::kTaken).ok());
  EXPECT_EQ(loaded.Save(), of_range.Save());
  EXPECT_EQ(JsonOf(loaded.Report()), JsonOf(of_range.Report()));
  // From then on it is the range that counts, and the only one that loads.
  for (const OwnedEvent& e : more) {
    loaded.Add(e.View());
    of_range.Add(e.View());
  }
  EXPECT_EQ(loaded.Save(), of_range.Save());
  range.to = std::nullopt;
  EXPECT_FALSE(loaded.Load(MetricsOf(rules, range, stream).Save(), SavedRange::kTaken).ok());
  // Nor do other groups become the same.
  Metrics by_agent(rules, By({"agent"}));
  EXPECT_FALSE(by_agent.Load(of_range.Save(), SavedRange::kTaken).ok());
}

TEST(Metrics, DamagedBytesAreRefused) {
  const auto rules = RulesWith(kStandard);
  const MetricsOptions options = By({"team"});
  StreamShape shape;
  shape.events = 60;
  const std::string saved = MetricsOf(rules, options, RandomStream(5, shape)).Save();
  Metrics metrics(rules, options);
  const std::string empty = metrics.Save();
  for (size_t size = 0; size < saved.size(); ++size) {
    ASSERT_FALSE(metrics.Load(saved.substr(0, size)).ok()) << size;
  }
  for (size_t at = 0; at < saved.size(); ++at) {
    std::string bytes = saved;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
    ASSERT_FALSE(metrics.Load(bytes).ok()) << at;
  }
  EXPECT_EQ(metrics.Save(), empty);
}

// With the checksum made anew, as somebody who means harm would.
TEST(Metrics, ForgedBytesDoNoHarm) {
  const auto rules = RulesWith(kStandard);
  const MetricsOptions options = By({"team", "agent,period"});
  StreamShape shape;
  shape.events = 40;
  const std::string saved = MetricsOf(rules, options, RandomStream(5, shape)).Save();
  constexpr size_t kHead = 24;
  const auto load = [&](std::string bytes) {
    const uint64_t sum = Checksum(std::string_view(bytes).substr(kHead));
    std::memcpy(bytes.data() + 16, &sum, sizeof sum);
    Metrics metrics(rules, options);
    if (!metrics.Load(bytes, SavedRange::kTaken).ok()) return false;
    EXPECT_FALSE(JsonOf(metrics.Report()).empty());
    metrics = Metrics(rules, options);
    if (!metrics.Load(bytes).ok()) return true;  // of another range
    const MetricsReport report = metrics.Report();
    EXPECT_FALSE(JsonOf(report).empty());
    EXPECT_TRUE(metrics.Merge(MetricsOf(rules, options, RandomStream(6, shape))).ok());
    EXPECT_FALSE(JsonOf(metrics.Report()).empty());
    return true;
  };
  ASSERT_TRUE(load(saved));
  int refused = 0;
  for (size_t at = kHead; at < saved.size(); at += at % 64 == 0 ? 1 : 3) {
    for (const char value : {'\0', '\x7f', '\xff', static_cast<char>(saved[at] ^ 1)}) {
      std::string bytes = saved;
      bytes[at] = value;
      refused += load(bytes) ? 0 : 1;
    }
    if (at % 7 == 0) {
      refused += load(saved.substr(0, at)) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, static_cast<int>(saved.size()) / 6);
}

// ---- bounds -------------------------------------------------------------------------------------

ServiceEvent EventAt(Kind kind, int64_t second, std::string_view case_id,
                     std::string_view customer) {
  ServiceEvent e;
  e.kind = kind;
  e.at = *ParseTime("2026-01-05T00:00:00Z") + std::chrono::seconds(second);
  e.case_id = case_id;
  e.customer = customer;
  return e;
}

TEST(Metrics, MemoryIsBounded) {
  MetricsOptions options = By({"agent", "agent,team", "agent,period"});
  options.max_cases = 1000;
  options.max_customers = 1000;
  options.max_values = 50;
  options.max_pairs = 100;
  Metrics metrics(RulesWith("{period: day}"), options);
  size_t most = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string id = StrCat("k", i), customer = StrCat("c", i), agent = StrCat("a", i);
    for (const Kind kind : {Kind::kContact, Kind::kReply, Kind::kRating, Kind::kResolution}) {
      ServiceEvent e = EventAt(kind, int64_t{i} * 3600, id, customer);
      e.score = 1 + i % 5;
      e.dimensions[static_cast<size_t>(record::Dimension::kAgent)] = agent;
      e.dimensions[static_cast<size_t>(record::Dimension::kTeam)] = id;
      metrics.Add(e);
    }
    if (i % 1000 == 0) most = std::max(most, metrics.allocated_bytes());
  }
  EXPECT_LT(most, size_t{4} << 20);
  const MetricsReport report = metrics.Report();
  EXPECT_EQ(report.early, 0);  // an hour between cases: all but the last week's were settled
  EXPECT_EQ(report.all.cases, 60'000);
  EXPECT_EQ(report.all.figure(Metric::kCsat).n, 60'000);
  EXPECT_LE(report.customers, 1000);
  EXPECT_GT(report.customers, 400);
  // The sample is a fair one: 60,000 give or take a tenth.
  EXPECT_NEAR(static_cast<double>(report.customers * report.sampled), 60'000, 9'000);
  EXPECT_LE(report.trend.rows.size(), 521u);
  EXPECT_EQ(report.trend.rows.back().values[0], "(earlier)");
  int64_t cases = 0;
  for (const MetricsRow& row : report.tables[0].rows) cases += row.cases;
  EXPECT_EQ(cases, 60'000);
  EXPECT_LE(report.tables[0].rows.size(), 52u);
  EXPECT_LE(report.tables[1].rows.size(), 101u);
  EXPECT_TRUE(report.tables[1].rows.back().is_other);
}

// One part has had to sample, the other not: what the first has dropped must not come back.
TEST(Metrics, APartThatIsSampledMergesWithOneThatIsNot) {
  const auto rules = RulesWith("{}");
  MetricsOptions options;
  options.max_customers = 16;
  Metrics whole(rules, options), many(rules, options), few(rules, options);
  for (int i = 0; i < 40; ++i) {
    const std::string customer = StrCat("c", i % 20);
    const ServiceEvent e = EventAt(Kind::kPurchase, i, "", customer);
    whole.Add(e);
    (i == 0 || i == 21 ? few : many).Add(e);
  }
  ASSERT_EQ(many.Report().sampled, 2);
  ASSERT_EQ(few.Report().sampled, 1);
  ASSERT_TRUE(few.Merge(many).ok());
  EXPECT_EQ(few.Save(), whole.Save());
}

// More cases open at once than may be: the oldest are counted before they are settled, and events
// about them that come later than that are told apart.
TEST(Metrics, TooManyOpenCasesAreCountedEarly) {
  MetricsOptions options;
  options.max_cases = 100;
  Metrics metrics(RulesWith("{period: day}"), options);
  for (int i = 0; i < 1000; ++i) metrics.Add(EventAt(Kind::kContact, i, StrCat("k", i), ""));
  MetricsReport report = metrics.Report();
  EXPECT_EQ(report.all.cases, 1000);
  EXPECT_GE(report.early, 900);
  EXPECT_LE(report.open_cases, 100);
  metrics.Add(EventAt(Kind::kContact, 100 * 86'400, "new", ""));
  metrics.Add(EventAt(Kind::kResolution, 5, "k1", ""));
  report = metrics.Report();
  EXPECT_EQ(report.late, 1);
  EXPECT_EQ(report.all.cases, 1001);
}

// Whatever the limit, settled cases go first, then the oldest of the others.
TEST(Metrics, AnyLimitOfCasesHolds) {
  for (uint32_t limit = 8; limit <= 40; ++limit) {
    MetricsOptions options;
    options.max_cases = limit;
    Metrics metrics(RulesWith("{period: day}"), options);
    int64_t cases = 0;
    for (int64_t day = 0; day < 400; day += 80) {
      for (uint32_t i = 0; i <= limit / 2; ++i, ++cases) {
        metrics.Add(EventAt(Kind::kContact, day * 86'400 + i, StrCat("k", cases), ""));
      }
    }
    const MetricsReport report = metrics.Report();
    EXPECT_EQ(report.all.cases, cases) << limit;
    EXPECT_LE(report.open_cases, limit);
  }
}

TEST(Metrics, OnlyEventsInTheRangeCount) {
  MetricsOptions options;
  options.from = *ParseTime("2026-01-05T00:00:10Z");
  options.to = *ParseTime("2026-01-05T00:00:20Z");
  Metrics metrics(RulesWith("{}"), options);
  for (const int64_t second : {9, 10, 19, 20}) {
    metrics.Add(EventAt(Kind::kContact, second, StrCat("k", second), ""));
  }
  const MetricsReport report = metrics.Report();
  EXPECT_EQ(report.events, 2);
  EXPECT_EQ(report.out_of_range, 2);
  EXPECT_EQ(report.all.cases, 2);
}

// A contact before the range and one within it: the case is none of the range, in any order, but
// what was rated in it counts.
TEST(Metrics, ACaseThatBeganEarlierIsNotNew) {
  const auto rules = RulesWith("{period: day}");
  MetricsOptions options;
  options.from = *ParseTime("2026-01-05T00:00:10Z");
  ServiceEvent rating = EventAt(Kind::kRating, 30, "old", "");
  rating.score = 5;
  std::vector<ServiceEvent> events = {EventAt(Kind::kContact, 9, "old", ""),
                                      EventAt(Kind::kContact, 20, "old", ""),
                                      rating,
                                      EventAt(Kind::kReply, 9, "new", ""),
                                      EventAt(Kind::kContact, 20, "new", ""),
                                      EventAt(Kind::kContact, 9, "only before", "")};
  std::string saved;
  for (int order = 0; order < 20; ++order) {
    Metrics one(rules, options), other(rules, options);
    for (size_t i = 0; i < events.size(); ++i) (i % 3 == 0 ? one : other).Add(events[i]);
    ASSERT_TRUE(one.Merge(other).ok());
    const MetricsReport report = one.Report();
    EXPECT_EQ(report.all.cases, 1);  // "new": the firm spoke first, which opens no case
    EXPECT_EQ(report.open_cases, 2);
    EXPECT_EQ(report.out_of_range, 3);
    EXPECT_EQ(report.all.figure(Metric::kCsat).n, 1);
    if (order == 0) saved = one.Save();
    EXPECT_EQ(one.Save(), saved);
    Metrics loaded(rules, options);
    EXPECT_TRUE(loaded.Load(saved).ok());
    EXPECT_EQ(loaded.Save(), saved);
    std::next_permutation(events.begin(), events.end(), [](const auto& a, const auto& b) {
      return std::tie(a.case_id, a.at) < std::tie(b.case_id, b.at);
    });
  }
}

TEST(Metrics, MarksAloneAreSaved) {
  const auto rules = RulesWith("{}");
  MetricsOptions options;
  options.from = *ParseTime("2026-01-06T00:00:00Z");
  Metrics marks(rules, options), loaded(rules, options);
  marks.Add(EventAt(Kind::kContact, 0, "k", ""));
  ASSERT_TRUE(loaded.Load(marks.Save()).ok());
  loaded.Add(EventAt(Kind::kContact, 86'400, "k", ""));
  EXPECT_EQ(loaded.Report().all.cases, 0);
  EXPECT_EQ(loaded.events(), 1);
}

// Marks of earlier cases take no more room than cases, and are not counted as such.
TEST(Metrics, MarksAreBounded) {
  MetricsOptions options;
  options.max_cases = 100;
  options.from = *ParseTime("2026-01-06T00:00:00Z");
  Metrics metrics(RulesWith("{}"), options);
  for (int i = 0; i < 5000; ++i) metrics.Add(EventAt(Kind::kContact, i, StrCat("k", i), ""));
  metrics.Add(EventAt(Kind::kContact, 86'400, "k4999", ""));
  metrics.Add(EventAt(Kind::kContact, 86'400, "new", ""));
  const MetricsReport report = metrics.Report();
  EXPECT_LT(metrics.allocated_bytes(), size_t{1} << 17);
  EXPECT_EQ(report.all.cases, 1);
  EXPECT_EQ(report.open_cases, 2);
  EXPECT_EQ(report.early, 0);
  EXPECT_EQ(report.late, 0);
}

TEST(Metrics, OfNothingAllIsUndefined) {
  const MetricsReport report = Metrics(RulesWith(kStandard), By({"team"})).Report();
  EXPECT_FALSE(report.first || report.last);
  for (const Figure& figure : report.all.figures) {
    EXPECT_FALSE(figure.value || figure.interval) << MetricName(figure.metric);
    EXPECT_EQ(figure.n, 0);
    EXPECT_EQ(figure.verdict, Verdict::kNoGoal);
  }
  EXPECT_TRUE(report.trend.rows.empty() && report.tables[0].rows.empty());
}

// Extreme times and values overflow nothing (the sanitizers look on).
TEST(Metrics, ExtremesAreHarmless) {
  for (const char* period : {"day", "week", "month"}) {
    Metrics metrics(RulesWith(StrCat("{period: ", std::string_view(period), "}")),
                    By({"period", "team,period"}));
    for (const Time at : {kFirstTime, kLastTime}) {
      for (size_t kind = 0; kind < record::kServiceEventKinds; ++kind) {
        for (int i = 0; i < 3; ++i) {
          ServiceEvent e = EventAt(static_cast<Kind>(kind), 0, "k", "c");
          e.at = at;
          e.talk = e.hold = e.work = record::kMostHandledSeconds;
          e.score = 5;
          e.amount = record::kMostAmount;
          metrics.Add(e);
          e.case_id = {};
          metrics.Add(e);
        }
      }
    }
    const MetricsReport report = metrics.Report();
    EXPECT_EQ(report.all.cases, 1) << period;
    EXPECT_EQ(report.trend.rows.front().values[0].substr(0, 4), "0001");
    EXPECT_FALSE(JsonOf(report).empty());
    Metrics loaded(RulesWith(StrCat("{period: ", std::string_view(period), "}")),
                   By({"period", "team,period"}));
    EXPECT_TRUE(loaded.Load(metrics.Save()).ok());
  }
}

// ---- rules --------------------------------------------------------------------------------------

struct StageCase {
  const char* name;
  std::vector<std::pair<Kind, int>> events;  // kind and day
  int now;                                   // day
  LifecycleStage stage;
};

TEST(Metrics, CustomersAreInOneStage) {
  const StageCase kCases[] = {
      {"asked only", {{Kind::kContact, 90}}, 100, LifecycleStage::kFirstContact},
      {"bought lately", {{Kind::kPurchase, 90}}, 100, LifecycleStage::kNew},
      {"new for twenty days", {{Kind::kPurchase, 80}}, 100, LifecycleStage::kNew},
      {"no longer new", {{Kind::kPurchase, 79}, {Kind::kUse, 90}}, 100, LifecycleStage::kActive},
      {"silent for thirty", {{Kind::kPurchase, 70}}, 100, LifecycleStage::kActive},
      {"silent for longer", {{Kind::kPurchase, 69}}, 100, LifecycleStage::kAtRisk},
      {"silent for too long", {{Kind::kPurchase, 54}}, 100, LifecycleStage::kLapsed},
      {"cancelled",
       {{Kind::kPurchase, 95}, {Kind::kCancellation, 96}},
       100,
       LifecycleStage::kLapsed},
      {"came back",
       {{Kind::kUse, 40}, {Kind::kCancellation, 50}, {Kind::kUse, 95}},
       100,
       LifecycleStage::kWonBack},
      {"came back after silence",
       {{Kind::kUse, 10}, {Kind::kUse, 95}},
       100,
       LifecycleStage::kWonBack},
      {"a shorter silence", {{Kind::kUse, 60}, {Kind::kUse, 95}}, 100, LifecycleStage::kActive},
  };
  for (const StageCase& c : kCases) {
    MetricsOptions options;
    options.to = *ParseTime("2026-01-05T00:00:00Z") + std::chrono::hours(24 * c.now);
    Metrics metrics(RulesWith(kStandard), options);
    for (const auto& [kind, day] : c.events) {
      metrics.Add(EventAt(kind, int64_t{day} * 86'400, "", "c"));
    }
    const MetricsReport report = metrics.Report();
    for (size_t i = 0; i < kLifecycleStages; ++i) {
      EXPECT_EQ(report.stages[i], static_cast<LifecycleStage>(i) == c.stage ? 1 : 0)
          << c.name << ": " << LifecycleStageName(static_cast<LifecycleStage>(i));
    }
  }
}

// In hours. A success counts no sooner than a failure would, and what is open again is not
// resolved.
TEST(Metrics, LevelsAreOfCasesWhoseTimeIsOver) {
  struct Case {
    const char* name;
    std::vector<std::pair<Kind, int>> events;
    int now;
    int64_t responded, responses, resolved, resolutions, times;  // counts and what they are of
  };
  const std::vector<std::pair<Kind, int>> solved = {
      {Kind::kContact, 0}, {Kind::kReply, 1}, {Kind::kResolution, 2}};
  auto reopened = solved, again = solved, late = solved;
  reopened.emplace_back(Kind::kReopen, 3);
  again.insert(again.end(), {{Kind::kReopen, 3}, {Kind::kResolution, 5}});
  late.insert(late.end(), {{Kind::kReopen, 3}, {Kind::kResolution, 25}, {Kind::kReopen, 25}});
  const Case kCases[] = {
      {"nothing is over", solved, 4, 0, 0, 0, 0, 1},
      {"the last moment is in time", solved, 6, 0, 0, 0, 0, 1},
      {"the response is due", solved, 7, 1, 1, 0, 0, 1},
      {"both are due", solved, 25, 1, 1, 1, 1, 1},
      {"nothing came", {{Kind::kContact, 0}}, 25, 0, 1, 0, 1, 0},
      {"open again", reopened, 4, 0, 0, 0, 0, 0},
      {"open again when due", reopened, 25, 1, 1, 0, 1, 0},
      {"resolved again", again, 25, 1, 1, 1, 1, 1},
      {"resolved too late, reopened at that time", late, 26, 1, 1, 0, 1, 1},
  };
  const auto rules = RulesWith("{first_response: {default: 6h}, resolution: {default: 24h}}");
  for (const Case& c : kCases) {
    MetricsOptions options;
    options.to = *ParseTime("2026-01-05T00:00:00Z") + std::chrono::hours(c.now);
    Metrics metrics(rules, options);
    for (const auto& [kind, hour] : c.events) {
      metrics.Add(EventAt(kind, int64_t{hour} * 3600, "k", ""));
    }
    const MetricsReport report = metrics.Report();
    EXPECT_EQ(report.all.figure(Metric::kServiceLevel).count, c.responded) << c.name;
    EXPECT_EQ(report.all.figure(Metric::kServiceLevel).n, c.responses) << c.name;
    EXPECT_EQ(report.all.figure(Metric::kResolutionLevel).count, c.resolved) << c.name;
    EXPECT_EQ(report.all.figure(Metric::kResolutionLevel).n, c.resolutions) << c.name;
    EXPECT_EQ(report.all.figure(Metric::kResolutionTimeMedian).n, c.times) << c.name;
  }
}

// The last event that lies more than 400 days after any other one is pointed at.
TEST(Metrics, AFarLastEventIsRemarkedUpon) {
  const struct {
    const char* name;
    std::vector<int> days;
    const char* remark;
  } kCases[] = {
      {"none", {}, ""},
      {"one", {1}, ""},
      {"near", {0, 1, 401}, ""},
      {"far",
       {0, 1, 402},
       "The last event, 2027-02-11, lies far beyond the others: a mistyped year?"},
      {"far, and told twice",
       {402, 1, 402, 0},
       "The last event, 2027-02-11, lies far beyond the others: a mistyped year?"},
      {"a gap before the last two", {0, 402, 403}, ""},
  };
  const auto rules = RulesWith("{}");
  for (const auto& c : kCases) {
    for (size_t turn = 0; turn <= c.days.size(); ++turn) {
      Metrics one(rules, MetricsOptions()), other(rules, MetricsOptions());
      for (size_t i = 0; i < c.days.size(); ++i) {
        const int day = c.days[(i + turn) % c.days.size()];
        (i < turn ? one : other).Add(EventAt(Kind::kUse, int64_t{day} * 86'400, "", "c"));
      }
      ASSERT_TRUE(one.Merge(other).ok());
      const MetricsReport report = one.Report();
      EXPECT_EQ(RemarkOnLast(report), c.remark) << c.name;
      EXPECT_EQ(JsonOf(report).find("mistyped") != std::string::npos, c.remark[0] != '\0');
      Metrics loaded(rules, MetricsOptions());
      ASSERT_TRUE(loaded.Load(one.Save()).ok()) << c.name;
      EXPECT_EQ(loaded.Save(), one.Save());
    }
  }
}

// A goal is met or missed only when the whole interval is on one side of it.
TEST(Metrics, GoalsAreJudgedByTheInterval) {
  const struct {
    int satisfied, n;
    Verdict verdict;
  } kCases[] = {{0, 0, Verdict::kNoGoal},    {1, 1, Verdict::kUnsure},
                {90, 100, Verdict::kMet},    {80, 100, Verdict::kUnsure},
                {60, 100, Verdict::kMissed}, {0, 20, Verdict::kMissed}};
  for (const auto& c : kCases) {
    Metrics metrics(RulesWith(kStandard), MetricsOptions());
    for (int i = 0; i < c.n; ++i) {
      ServiceEvent e = EventAt(Kind::kRating, i, "", "");
      e.score = i < c.satisfied ? 4 : 3;
      metrics.Add(e);
    }
    EXPECT_EQ(metrics.Report().all.figure(Metric::kCsat).verdict, c.verdict) << c.satisfied;
  }
}

TEST(Metrics, AlertsNeedASample) {
  const auto rules =
      RulesWith("{alerts: {csat: {below: 70%, min_sample: 10}, transfer_rate: {above: 50%}}}");
  Metrics metrics(rules, By({"team"}));
  for (int i = 0; i < 30; ++i) {
    ServiceEvent e = EventAt(Kind::kRating, i, "", "");
    e.score = i < 12 ? 2 : 5;  // north: 11 of them bad; south: 9 of them, of which one
    e.dimensions[static_cast<size_t>(record::Dimension::kTeam)] = i < 11   ? "north"
                                                                  : i < 20 ? "south"
                                                                           : "";
    metrics.Add(e);
  }
  const MetricsReport report = metrics.Report();
  ASSERT_EQ(report.alerts.size(), 2u);
  EXPECT_EQ(report.alerts[0].group, "");  // 18 of 30
  EXPECT_EQ(report.alerts[1].group, "team: north");
  EXPECT_EQ(report.alerts[1].figure.count, 0);
}

TEST(Metrics, GroupsAreNamed) {
  const struct {
    const char* text;
    const char* name;  // or the message
  } kCases[] = {{"team", "team"},
                {"channel,persona", "channel,persona"},
                {"team,period", "team,period"},
                {"", "'' is not"},
                {"teams", "'teams' is not"},
                {"team,", "'' is not"},
                {"team,agent,channel", "'agent,channel' is not"},
                {"team,team", "'team' cannot be crossed with itself"}};
  for (const auto& c : kCases) {
    const Result<GroupBy> by = ParseGroupBy(c.text);
    const std::string got = by.ok() ? GroupByName(*by) : by.status().message();
    EXPECT_EQ(got.substr(0, std::strlen(c.name)), c.name);
  }
}

TEST(Metrics, PeriodsBeginWhereTheyShould) {
  const struct {
    const char* at;
    ReportPeriod period;
    const char* name;
  } kCases[] = {{"1970-01-01T00:00:00Z", ReportPeriod::kDay, "1970-01-01"},
                {"1969-12-31T23:59:59.999999Z", ReportPeriod::kDay, "1969-12-31"},
                {"2026-03-01T23:59:59Z", ReportPeriod::kWeek, "2026-02-23"},
                {"2026-03-02T00:00:00Z", ReportPeriod::kWeek, "2026-03-02"},
                {"1970-01-01T00:00:00Z", ReportPeriod::kWeek, "1969-12-29"},
                {"2026-02-28T23:59:59Z", ReportPeriod::kMonth, "2026-02"},
                {"2024-02-29T12:00:00Z", ReportPeriod::kMonth, "2024-02"},
                {"1969-12-31T00:00:00Z", ReportPeriod::kMonth, "1969-12"}};
  for (const auto& c : kCases) {
    const int64_t at = ParseTime(c.at)->time_since_epoch().count();
    EXPECT_EQ(PeriodName(PeriodOf(at, c.period), c.period), c.name) << c.at;
  }
}

}  // namespace
}  // namespace rapport::insight
