// The members that a report adds to the evaluation; those of the evaluation are in
// evaluate_test.cc.

#include "learn/report_json.h"

#include <gtest/gtest.h>

#include <string>

#include "learn/evaluation_json.h"

namespace rapport::learn {
namespace {

std::string Json(const Report& report) {
  record::JsonWriter json;
  WriteReport(report, &json);
  return std::string(json.bytes());
}

Report Empty() {
  Report report;
  report.rule_set = "p@1#0";
  return report;
}

// What follows the evaluation's own members.
std::string Added(const Report& report) {
  const std::string json = Json(report), own = Json(Empty());
  EXPECT_EQ(json.substr(0, own.size() - 1), own.substr(0, own.size() - 1));
  return json.substr(own.size() - 1);
}

TEST(ReportJson, NothingAskedForIsTheEvaluation) {
  record::JsonWriter json;
  WriteEvaluation("p@1#0", Evaluation(), &json);
  EXPECT_EQ(Json(Empty()), json.bytes());
}

TEST(ReportJson, Comparison) {
  Report report = Empty();
  Comparison& c = report.comparison.emplace();
  c.rule_set = "q@1#1";
  c.resamples = 100;
  c.changed = 3;
  c.right_to_wrong = 1;
  c.mcnemar_p = 0.25;
  c.figures.push_back({"accuracy", 0.5, 0.4, -0.1, -0.30004, 0.1, 0.0199});
  c.figures.push_back({"macro_f1", 0.5, {}, {}, {}, {}, {}});
  const std::string added = Added(report);
  EXPECT_EQ(added.substr(0, added.find(R"(,"evaluation":)")),
            R"(,"compare":{"changed":3,"right_to_wrong":1,"wrong_to_right":0,"wrong_to_wrong":0,)"
            R"("mcnemar_p":0.25,"escalation_changed":0,"resamples":100,"differences":{)"
            R"("accuracy":{"first":0.5,"second":0.4,"difference":-0.1,"low":-0.3,"high":0.1,)"
            R"("p":0.0199},"macro_f1":{"first":0.5,"second":null,"difference":null,"low":null,)"
            R"("high":null,"p":null}})");
  EXPECT_NE(added.find(R"("ruleset":"q@1#1"}})"), std::string::npos);
}

TEST(ReportJson, Groups) {
  Report report = Empty();
  Evaluation some;
  some.n = 2;
  some.n_persona = 1;
  some.accuracy = 1;
  report.groups = GroupedFigures{"channel", {{"chat", some}, {"", Evaluation()}}};
  EXPECT_EQ(Added(report),
            R"(,"by":{"key":"channel","groups":[)"
            R"({"value":"chat","n":2,"n_persona":1,"accuracy":1,"macro_f1":null},)"
            R"({"value":null,"n":0,"n_persona":0,"accuracy":null,"macro_f1":null}]}})");
}

TEST(ReportJson, Coverage) {
  Report report = Empty();
  Coverage& coverage = report.coverage.emplace();
  coverage.n = 4;
  coverage.labels = {{"a", 1}, {"none", 3}};
  CoverageRow cue;
  cue.id = "waits";
  cue.fired = 3;
  cue.labels = {{"none", 3}};
  cue.information = 0.81128;
  cue.says = "none";
  cue.none_share = 1;
  cue.mostly_none = true;
  CoverageRow condition;
  condition.id = "often";
  condition.is_condition = true;
  condition.unknown = 4;
  condition.never = true;
  coverage.rows = {cue, condition};
  EXPECT_EQ(Added(report),
            R"(,"coverage":{"n":4,"labels":{"a":1,"none":3},"evidence":[)"
            R"({"cue":"waits","fired":3,"share":0.75,"labels":{"none":3},"none_share":1,)"
            R"("information":0.8113,"says":"none","flags":["mostly_none"]},)"
            R"({"condition":"often","fired":0,"share":0,"unknown":4,"labels":{},)"
            R"("none_share":null,"information":0,"says":null,"flags":["never"]}]}})");
}

TEST(ReportJson, Mistakes) {
  Report report = Empty();
  Mistakes& mistakes = report.mistakes.emplace();
  mistakes.count = 2;
  Mistake m;
  m.record = "r1";
  m.label = "a";
  m.decision = "none";
  m.abstained = "margin";
  m.decision_probability = 6123;
  m.bias = -500;
  m.for_decision = {{"waits", "cue", 1750}};
  m.for_label = {{"often", "condition", 1000}};
  m.why_not = "leads";
  m.words = {{3, {{"still", "waits", false}, {" … ", "", true}, {"now", "", false}}}};
  mistakes.worst = {m};
  mistakes.kinds = {{"a", "none", 2, {{"waits", 1}}, 1}};
  EXPECT_EQ(Added(report),
            R"(,"mistakes":{"count":2,"worst":[{"id":"r1","label":"a","decision":"none",)"
            R"("abstained":"margin","probability":0.6123,"label_probability":null,"also":false,)"
            R"("bias":-0.5,"for_decision":[{"cue":"waits","weight":1.75}],)"
            R"("for_label":[{"condition":"often","weight":1}],"why_not":"leads",)"
            R"("words":[{"turn":3,"text":"still … now"}]}],)"
            R"("kinds":[{"label":"a","decision":"none","count":2,"behind":{"waits":1},)"
            R"("without_evidence":1}]}})");
}

}  // namespace
}  // namespace rapport::learn
