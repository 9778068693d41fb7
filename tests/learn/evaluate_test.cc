// The expected values are worked out by hand in the comments; scikit-learn's definitions (labels of
// both sides, zero_division=0, quadratic weights) give the same.

#include "learn/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "learn/evaluation_groups.h"
#include "learn/evaluation_json.h"

namespace rapport::learn {
namespace {

Evaluator::Observation Seen(std::string_view label, std::string_view persona,
                            int32_t probability = 5000) {
  Evaluator::Observation o;
  o.label = label;
  o.persona = persona;
  o.probability = probability;
  return o;
}

Evaluator EightConversations() {
  Evaluator evaluator;
  evaluator.Add(Seen("a", "a", 9000));
  evaluator.Add(Seen("a", "b", 6000));
  evaluator.Add(Seen("b", "b", 7000));
  evaluator.Add(Seen("b", "b", 8000));
  evaluator.Add(Seen("none", "none", 5500));
  evaluator.Add(Seen("none", "a", 3500));
  evaluator.Add(Seen("none", "none", 9500));
  evaluator.Add(Seen("c", "none", 4500));
  return evaluator;
}

TEST(Evaluate, AccuracyAndF1) {
  const Evaluation e = EightConversations().Result(2);
  EXPECT_EQ(e.n, 8);
  EXPECT_EQ(e.n_persona, 8);
  EXPECT_DOUBLE_EQ(*e.accuracy, 5.0 / 8);
  ASSERT_EQ(e.per_class.size(), 4u);
  const struct {
    const char* id;
    double precision, recall, f1;
    int64_t support, predicted;
  } kExpected[] = {
      {"a", 1.0 / 2, 1.0 / 2, 1.0 / 2, 2, 2},
      {"b", 2.0 / 3, 2.0 / 2, 4.0 / 5, 2, 3},
      {"c", 0, 0, 0, 1, 0},
      {"none", 2.0 / 3, 2.0 / 3, 2.0 / 3, 3, 3},  // last, whatever the alphabet says
  };
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(e.per_class[i].id, kExpected[i].id);
    EXPECT_DOUBLE_EQ(e.per_class[i].precision, kExpected[i].precision);
    EXPECT_DOUBLE_EQ(e.per_class[i].recall, kExpected[i].recall);
    EXPECT_DOUBLE_EQ(e.per_class[i].f1, kExpected[i].f1);
    EXPECT_EQ(e.per_class[i].support, kExpected[i].support);
    EXPECT_EQ(e.per_class[i].predicted, kExpected[i].predicted);
  }
  EXPECT_NEAR(*e.macro_f1, (0.5 + 0.8 + 0 + 2.0 / 3) / 4, 1e-12);
  EXPECT_NEAR(*e.macro_f1_supported, (0.5 + 0.8 + 2.0 / 3) / 3, 1e-12);  // without c
  EXPECT_EQ(e.confusion.at("none").at("a"), 1);
  EXPECT_EQ(e.confusion.at("c").at("none"), 1);
}

TEST(Evaluate, AClassThatIsOnlyDecidedCountsInMacroF1) {
  Evaluator evaluator;
  evaluator.Add(Seen("a", "a"));
  evaluator.Add(Seen("a", "z"));
  // a: precision 1, recall 1/2, F1 2/3; z: never labelled, F1 0.
  EXPECT_NEAR(*evaluator.Result(1).macro_f1, (2.0 / 3 + 0) / 2, 1e-12);
  EXPECT_NEAR(*evaluator.Result(1).macro_f1_supported, 2.0 / 3, 1e-12);
  EXPECT_EQ(evaluator.Result(3).macro_f1_supported, std::nullopt);
}

TEST(Evaluate, CalibrationError) {
  // Bins of 0.1: {0.9, 0.95} both right |2 - 1.85|; 0.6 wrong 0.6; 0.7 right 0.3; 0.8 right 0.2;
  // 0.55 right 0.45; 0.35 wrong 0.35; 0.45 wrong 0.45. Sum 2.5 of 8.
  EXPECT_NEAR(*EightConversations().Result(1).ece, 2.5 / 8, 1e-12);

  // Errors within a bin cancel: 0.5 right and 0.52 wrong, |1 - 1.02| / 2.
  Evaluator evaluator;
  evaluator.Add(Seen("a", "a", 5000));
  evaluator.Add(Seen("a", "b", 5200));
  EXPECT_NEAR(*evaluator.Result(1).ece, 0.02 / 2, 1e-12);

  // Certainty belongs to the last bin.
  Evaluator certain;
  certain.Add(Seen("a", "a", 10000));
  certain.Add(Seen("a", "a", 9000));
  EXPECT_NEAR(*certain.Result(1).ece, (2 - 1.9) / 2, 1e-12);
}

TEST(Evaluate, ReliabilityIsWhatTheCalibrationErrorIsMadeOf) {
  const Evaluation e = EightConversations().Result(1);
  const struct {
    int64_t count, correct;
    double probability;
  } kExpected[10] = {{0, 0, 0},    {0, 0, 0},    {0, 0, 0},    {1, 0, 0.35}, {1, 0, 0.45},
                     {1, 1, 0.55}, {1, 0, 0.60}, {1, 1, 0.70}, {1, 1, 0.80}, {2, 2, 0.925}};
  double sum = 0;
  for (size_t i = 0; i < 10; ++i) {
    const ReliabilityBin& bin = e.reliability[i];
    EXPECT_EQ(bin.count, kExpected[i].count) << i;
    EXPECT_EQ(bin.correct, kExpected[i].correct) << i;
    EXPECT_NEAR(bin.probability, kExpected[i].probability, 1e-12) << i;
    sum += std::fabs(static_cast<double>(bin.correct) -
                     static_cast<double>(bin.count) * bin.probability);
  }
  EXPECT_NEAR(*e.ece, sum / 8, 1e-12);
}

TEST(Evaluate, SpansShareIsOfDecisionsForAPersona) {
  Evaluator evaluator;
  const struct {
    const char* persona;
    bool has_span;
  } kDecisions[] = {{"a", true}, {"a", false}, {"b", true}, {"none", true}, {"none", false}};
  for (const auto& decision : kDecisions) {
    Evaluator::Observation o = Seen("", decision.persona);
    o.has_span = decision.has_span;
    evaluator.Add(o);
  }
  const Evaluation e = evaluator.Result(1);
  EXPECT_EQ(e.n_reported, 3);
  EXPECT_DOUBLE_EQ(*e.spans_share, 2.0 / 3);
  EXPECT_EQ(Evaluator().Result(1).spans_share, std::nullopt);
}

TEST(Evaluate, GroupsByValueWithoutOneLast) {
  GroupEvaluator groups("channel");
  groups.Add("phone", Seen("a", "a"));
  groups.Add("", Seen("a", "b"));
  groups.Add("chat", Seen("a", "a"));
  groups.Add("phone", Seen("b", "a"));
  const GroupedFigures grouped = groups.Result(1);
  EXPECT_EQ(grouped.key, "channel");
  ASSERT_EQ(grouped.groups.size(), 3u);
  EXPECT_EQ(grouped.groups[0].value, "chat");
  EXPECT_EQ(grouped.groups[1].value, "phone");
  EXPECT_EQ(grouped.groups[1].evaluation.n, 2);
  EXPECT_DOUBLE_EQ(*grouped.groups[1].evaluation.accuracy, 0.5);
  EXPECT_EQ(grouped.groups[2].value, "");
  EXPECT_DOUBLE_EQ(*grouped.groups[2].evaluation.accuracy, 0);
}

TEST(Evaluate, Escalation) {
  Evaluator evaluator;
  const auto add = [&](std::optional<bool> label, bool escalates, int times) {
    for (int i = 0; i < times; ++i) {
      Evaluator::Observation o;
      o.label_escalate = label;
      o.escalates = escalates;
      evaluator.Add(o);
    }
  };
  add(true, true, 3);
  add(true, false, 1);
  add(false, true, 2);
  add(false, false, 4);
  add(std::nullopt, true, 5);  // not labelled: does not count
  const Evaluation e = evaluator.Result(1);
  EXPECT_EQ(e.n, 15);
  EXPECT_EQ(e.n_escalate, 10);
  EXPECT_DOUBLE_EQ(*e.escalate_precision, 3.0 / 5);
  EXPECT_DOUBLE_EQ(*e.escalate_recall, 3.0 / 4);
  EXPECT_DOUBLE_EQ(*e.escalate_f1, 6.0 / 9);
  EXPECT_EQ(e.escalate[1][0], 1);
  EXPECT_EQ(e.escalate[0][1], 2);
  EXPECT_EQ(e.accuracy, std::nullopt);
  EXPECT_EQ(e.ece, std::nullopt);
}

TEST(Evaluate, QuadraticWeightedKappa) {
  // Observed disagreement: 1 + 1. Rows 5, 2, 2, 1; columns 4, 4, 1, 1. Expected, times n:
  // 5 (4 + 4 + 9) + 2 (4 + 1 + 4) + 2 (16 + 4 + 1) + (36 + 16 + 1) = 85 + 18 + 42 + 53 = 198.
  EXPECT_NEAR(*QuadraticWeightedKappa(
                  {{{0, 0}, 4}, {{0, 1}, 1}, {{1, 1}, 2}, {{2, 1}, 1}, {{2, 2}, 1}, {{3, 3}, 1}}),
              1 - 2.0 * 10 / 198, 1e-12);
  EXPECT_DOUBLE_EQ(*QuadraticWeightedKappa({{{0, 0}, 3}, {{2, 2}, 1}}), 1.0);
  // Turned round: observed 2 of 2, expected (1 + 1) / 2.
  EXPECT_DOUBLE_EQ(*QuadraticWeightedKappa({{{0, 1}, 1}, {{1, 0}, 1}}), -1.0);
  // One level throughout: there is nothing to agree about.
  EXPECT_EQ(QuadraticWeightedKappa({{{0, 0}, 5}}), std::nullopt);
  EXPECT_EQ(QuadraticWeightedKappa({}), std::nullopt);
}

TEST(Evaluate, HostilityLeavesUnknownLevelsOut) {
  Evaluator evaluator;
  Evaluator::Observation o;
  o.label_hostility = 1;
  evaluator.Add(o);  // unknown
  o.hostility = 1;
  evaluator.Add(o);
  o.label_hostility = o.hostility = 0;
  evaluator.Add(o);
  const Evaluation e = evaluator.Result(1);
  EXPECT_EQ(e.n_hostility, 2);
  EXPECT_EQ(e.hostility_unknown, 1);
  EXPECT_DOUBLE_EQ(*e.hostility_qwk, 1.0);
}

TEST(Evaluate, TimingByNearestRank) {
  Evaluator evaluator;
  for (int i = 100; i >= 1; --i) {
    Evaluator::Observation o;
    o.nanoseconds = i * 1000;
    evaluator.Add(o);
  }
  const Evaluation e = evaluator.Result(1);
  ASSERT_TRUE(e.timing.has_value());
  EXPECT_DOUBLE_EQ(e.timing->median_us, 50);
  EXPECT_DOUBLE_EQ(e.timing->p99_us, 99);
  EXPECT_NEAR(e.timing->conversations_per_second, 1e6 / 50.5, 1e-6);
  EXPECT_EQ(Evaluator().Result(1).timing, std::nullopt);
}

TEST(Evaluate, Json) {
  record::JsonWriter json;
  WriteEvaluation("p@1#0", EightConversations().Result(2), &json);
  EXPECT_EQ(
      json.bytes(),
      R"({"n":8,"n_persona":8,"accuracy":0.625,"macro_f1":0.4917,"macro_f1_supported":0.6556,)"
      R"("min_support":2,"n_escalate":0,"escalate_precision":null,"escalate_recall":null,)"
      R"("escalate_f1":null,"n_hostility":0,"hostility_unknown":0,"hostility_qwk":null,)"
      R"("ece":0.3125,"per_class":{)"
      R"("a":{"precision":0.5,"recall":0.5,"f1":0.5,"support":2,"predicted":2},)"
      R"("b":{"precision":0.6667,"recall":1,"f1":0.8,"support":2,"predicted":3},)"
      R"("c":{"precision":0,"recall":0,"f1":0,"support":1,"predicted":0},)"
      R"("none":{"precision":0.6667,"recall":0.6667,"f1":0.6667,"support":3,"predicted":3}},)"
      R"("confusion":{"a":{"a":1,"b":1},"b":{"b":2},"c":{"none":1},"none":{"a":1,"none":2}},)"
      R"("abstained":{"reported":1},"n_reported":5,"spans_share":0,"reliability":[)"
      R"({"from":0,"to":0.1,"count":0,"probability":null,"correct":null},)"
      R"({"from":0.1,"to":0.2,"count":0,"probability":null,"correct":null},)"
      R"({"from":0.2,"to":0.3,"count":0,"probability":null,"correct":null},)"
      R"({"from":0.3,"to":0.4,"count":1,"probability":0.35,"correct":0},)"
      R"({"from":0.4,"to":0.5,"count":1,"probability":0.45,"correct":0},)"
      R"({"from":0.5,"to":0.6,"count":1,"probability":0.55,"correct":1},)"
      R"({"from":0.6,"to":0.7,"count":1,"probability":0.6,"correct":0},)"
      R"({"from":0.7,"to":0.8,"count":1,"probability":0.7,"correct":1},)"
      R"({"from":0.8,"to":0.9,"count":1,"probability":0.8,"correct":1},)"
      R"({"from":0.9,"to":1,"count":2,"probability":0.925,"correct":1}],)"
      R"("timing":null,"ruleset":"p@1#0"})");
}

}  // namespace
}  // namespace rapport::learn
