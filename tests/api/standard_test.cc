// The standard of a rule set: what is written, what is not, and that a compiled pack has the same.

#include "rapport/standard.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "rapport/rule_set.h"

namespace rapport {
namespace {

std::shared_ptr<const RuleSet> Built(const std::string& standard) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", "rapport: 1\npack: {id: p, version: 1.0.0, language: en}\n" + standard);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

std::string Shown(const Standard& s) {
  std::ostringstream out;
  out << ReportPeriodName(s.period) << " above " << s.satisfied_above;
  for (const Duration span :
       {s.fcr_window, s.reopen_window, s.new_for, s.at_risk_after, s.lapsed_after}) {
    out << " " << span.count() / 3'600'000'000;  // hours
  }
  for (const ChannelTarget& t : s.first_response) {
    out << " first[" << t.channel << "]=" << t.within.count();
  }
  for (const ChannelTarget& t : s.resolution)
    out << " done[" << t.channel << "]=" << t.within.count();
  for (const MetricGoal& g : s.goals) {
    out << " " << MetricName(g.metric) << (g.at_least ? ">=" : "<=") << g.value;
  }
  for (const MetricAlert& a : s.alerts) {
    out << " " << MetricName(a.metric) << (a.below ? "<" : ">") << a.value << " of "
        << a.min_sample;
  }
  for (const CheckGoal& c : s.checks) out << " " << c.check << "=" << c.share;
  return out.str();
}

TEST(Standard, IsWhatThePackSaysAlsoCompiled) {
  const struct {
    const char* yaml;
    const char* shown;
  } kCases[] = {
      {"", "week above 3 168 168 720 1440 2880"},
      {"standard: {}", "week above 3 168 168 720 1440 2880"},
      {"standard: {period: month, satisfied_above: 4, windows: {fcr: 14d}}",
       "month above 4 336 168 720 1440 2880"},
      {"standard: {lifecycle: {new: 1d, at_risk: 2d, lapsed: 3d}, windows: {reopen: 0s}}",
       "week above 3 168 0 24 48 72"},
      {"standard: {first_response: {phone: 20s, default: 1m}, resolution: {chat: 1s}}",
       "week above 3 168 168 720 1440 2880 first[]=60000000 first[phone]=20000000 "
       "done[chat]=1000000"},
      {"standard: {goals: {nps: {at_least: -5.5}, csat: {at_least: 82.25%}, "
       "handle_time: {at_most: 4m30s}, customer_value: {at_least: 120.5}, ces: {at_least: 7}}}",
       "week above 3 168 168 720 1440 2880 csat>=8225 nps>=-55000 ces>=70000 handle_time<=2700000 "
       "customer_value>=1205000"},
      {"standard: {alerts: {churn: {above: 5%}, csat: {below: 70%, min_sample: 9}}}",
       "week above 3 168 168 720 1440 2880 csat<7000 of 9 churn>500 of 30"},
      {"checks: {kind: {label: K, expects: [c], why: W.}}\ncues: {c: {phrases: [yes], in: agent}}\n"
       "standard: {checks: {kind: 99%}}",
       "week above 3 168 168 720 1440 2880 kind=9900"},
  };
  for (const auto& c : kCases) {
    const auto rules = Built(c.yaml);
    ASSERT_NE(rules, nullptr) << c.yaml;
    EXPECT_EQ(Shown(rules->standard()), c.shown) << c.yaml;
    const std::string compiled = rules->Compiled();
    RuleSetBuilder builder;
    builder.AddFile("p.rpk", compiled);
    const auto loaded = builder.Build();
    ASSERT_TRUE(loaded.ok()) << FormatDiagnostics(builder.diagnostics());
    EXPECT_EQ(Shown((*loaded)->standard()), c.shown) << c.yaml;
  }
}

TEST(Standard, TheDefaultPackHasOne) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  const Standard& standard = (*rules)->standard();
  EXPECT_GE(standard.goals.size(), 10u);
  EXPECT_FALSE(standard.first_response.empty() || standard.alerts.empty() ||
               standard.checks.empty());
}

TEST(Standard, EveryMetricHasANameOfItsOwn) {
  std::string names;
  for (int32_t m = 0; m < kMetrics; ++m) {
    const std::string name = std::string(" ") + MetricName(static_cast<Metric>(m)) + " ";
    EXPECT_EQ(names.find(name), std::string::npos) << name;
    EXPECT_FALSE(std::string(MetricLabel(static_cast<Metric>(m))).empty());
    names += name;
  }
}

}  // namespace
}  // namespace rapport
