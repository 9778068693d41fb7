#include "learn/fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fit_testing.h"
#include "learn/fit_output.h"
#include "learn/fit_tuning.h"

namespace rapport::learn {
namespace {

using ::testing::HasSubstr;

std::string Edited(std::string_view what, std::string_view with) {
  std::string yaml = kFitPack;
  const size_t at = yaml.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return yaml.replace(at, what.size(), with);
}

// The pack with the overlay or part that `fitted` is written as.
Loaded LoadWritten(PackFiles files, const pack::LoadedPack& target, const pack::Pack& fitted) {
  const std::string words = WordTableFile(fitted.words);
  files.push_back({"ours.yaml", WeightsFile(target, fitted, FitFileKind::kOverlay, "ours.tsv")});
  files.push_back({"ours.tsv", words});
  return LoadFiles(files);
}

std::shared_ptr<const RuleSet> Compiled(const pack::LoadedPack& pack) {
  DiagnosticSink sink;
  auto rules = ruleset::Compile(pack, PackLimits(), &sink);
  return rules.ok() ? *rules : nullptr;
}

Milli WeightOf(const std::vector<pack::Evidence>& evidence, std::string_view id) {
  for (const pack::Evidence& e : evidence) {
    if (e.id == id) return e.weight;
  }
  return 0;
}

Milli WeightOf(const pack::Pack& pack, std::string_view persona, std::string_view id) {
  for (const pack::Persona& p : pack.personas) {
    if (p.id == persona) return WeightOf(p.evidence, id);
  }
  return 0;
}

struct Variant {
  const char* name;
  void (*set)(FitOptions*);
};

void PrintTo(const Variant& variant, std::ostream* out) { *out << variant.name; }

class FitVariantTest : public ::testing::TestWithParam<Variant> {};

const Variant kVariants[] = {
    {"plain", [](FitOptions*) {}},
    {"no_words", [](FitOptions* o) { o->learn_words = false; }},
    {"no_scales", [](FitOptions* o) { o->learn_scales = false; }},
    {"from_zero", [](FitOptions* o) { o->start_from_zero = true; }},
    {"from_zero_no_words",
     [](FitOptions* o) { o->start_from_zero = true, o->learn_words = false; }},
    {"no_folds", [](FitOptions* o) { o->folds = 0; }},
    {"by_source", [](FitOptions* o) { o->by_source = true; }},
    {"only_listed", [](FitOptions* o) { o->only_listed = o->keep_signs = true; }},
    {"none_share", [](FitOptions* o) { o->none_share = 0.6; }},
    {"weights_0",
     [](FitOptions* o) {
       o->sources = {{"shop", 0}, {"phone", 0}};
     }},
};
INSTANTIATE_TEST_SUITE_P(All, FitVariantTest, ::testing::ValuesIn(kVariants),
                         [](const auto& variant) { return std::string(variant.param.name); });

TEST_P(FitVariantTest, WhatIsWrittenDecidesAsWhatWasFitted) {
  const Loaded base = LoadFiles(FitPackFiles());
  ASSERT_NE(base.rules, nullptr) << base.problem;
  const std::vector<std::string> records = Corpus(6);
  const Dataset data = DatasetOf(base, records);
  FitOptions options;
  GetParam().set(&options);
  const auto result = FitTo(base, data, options);
  ASSERT_TRUE(result.ok()) << result.status().message();
  const auto fitted = Compiled(result->pack);
  ASSERT_NE(fitted, nullptr);
  const Loaded written = LoadWritten(FitPackFiles(), *base.pack, result->pack.pack);
  ASSERT_NE(written.rules, nullptr) << written.problem;
  for (const std::string& record : records) {
    EXPECT_EQ(Summary(DecisionOf(written.rules, record)), Summary(DecisionOf(fitted, record)));
  }
}

TEST_P(FitVariantTest, IsTheSameEveryTime) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, Corpus(6));
  FitOptions options;
  GetParam().set(&options);
  const auto one = FitTo(base, data, options), two = FitTo(base, data, options);
  ASSERT_TRUE(one.ok() && two.ok());
  const auto bytes = [&](const FitResult& r) {
    return WeightsFile(*base.pack, r.pack.pack, FitFileKind::kPart, "") +
           WordTableFile(r.pack.pack.words);
  };
  EXPECT_EQ(bytes(*one), bytes(*two));
}

TEST(FitTest, LearnsWhatTheLabelsSay) {
  const Loaded base = LoadFiles(FitPackFiles());
  FitOptions options;
  options.cue_penalty = 1;
  const auto result = FitTo(base, DatasetOf(base, Corpus(10)), options);
  ASSERT_TRUE(result.ok()) << result.status().message();
  EXPECT_EQ(result->report.examples, 32);
  EXPECT_EQ(result->report.pack_tests, 2);
  EXPECT_EQ(result->report.held_out.accuracy, 1);
  EXPECT_EQ(result->report.tests.failed, 0);
  const auto rules = Compiled(result->pack);
  const Decision decision = DecisionOf(rules, Corpus(1)[2]);
  EXPECT_EQ(decision.persona(), "none");
  EXPECT_EQ(decision.scales()[0].id, "escalation_need");
  EXPECT_EQ(decision.scales()[0].level, 1);
}

TEST(FitTest, AStrongPenaltyKeepsThePack) {
  const Loaded base = LoadFiles(FitPackFiles());
  FitOptions options;
  options.cue_penalty = options.word_penalty = 1e6;
  options.word_prior = 0;
  options.folds = 0;
  const auto result = FitTo(base, DatasetOf(base, Corpus(6)), options);
  ASSERT_TRUE(result.ok());
  for (const pack::Persona& p : base.pack->pack.personas) {
    for (const pack::Evidence& e : p.evidence) {
      EXPECT_EQ(WeightOf(result->pack.pack, p.id, e.id), e.weight) << p.id << " " << e.id;
    }
  }
  // Words: the mix is 1 now, and is in the weights instead.
  EXPECT_EQ(result->pack.pack.scoring.word_mix, kOne);
  for (const pack::TermRow& row : result->pack.pack.words.rows) {
    if (row.term != "price") continue;
    EXPECT_EQ(row.weights[0].weight, 1100);  // 1.5 * 0.75
  }
}

TEST(FitTest, PinsBoundsAndSignsHold) {
  const std::string yaml =
      Edited("{waits: 2, often: 1, thanks: -0.5}",
             "{waits: {weight: 1.23, pin: true}, often: {weight: 1, min: 0.805, max: 1.005}, "
             "thanks: -0.5, haggles: {weight: 0.4, min: 0.333}}");
  const Loaded base = LoadFiles(FitPackFiles(yaml));
  ASSERT_NE(base.rules, nullptr) << base.problem;
  FitOptions options;
  options.cue_penalty = 0.01;
  options.keep_signs = options.only_listed = true;
  const auto result = FitTo(base, DatasetOf(base, Corpus(10)), options);
  ASSERT_TRUE(result.ok());
  const pack::Pack& fitted = result->pack.pack;
  EXPECT_NE(result->report.sharpness, 1) << "bounds must hold beside it";
  EXPECT_EQ(WeightOf(fitted, "impatient", "waits"), 1230);
  EXPECT_GE(WeightOf(fitted, "impatient", "often"), 805);
  EXPECT_LE(WeightOf(fitted, "impatient", "often"), 1005);
  EXPECT_EQ(WeightOf(fitted, "impatient", "haggles"), 333) << "as far down as it may go";
  EXPECT_LE(WeightOf(fitted, "impatient", "thanks"), 0);
  EXPECT_GE(WeightOf(fitted, "none", "thanks"), 0);
  EXPECT_EQ(WeightOf(fitted, "none", "haggles"), 0) << "nobody listed it";
  EXPECT_EQ(WeightOf(fitted.scales[1].evidence, "thanks"), 0);
}

TEST(FitTest, ATypeWithoutExamplesKeepsItsWeightsAndItsPlace) {
  const Loaded base = LoadFiles(FitPackFiles());
  std::vector<std::string> records = Corpus(8);
  records.erase(std::remove_if(records.begin(), records.end(),
                               [](const std::string& r) {
                                 return r.find("bargain_hunter") != std::string::npos;
                               }),
                records.end());
  FitOptions options;
  const auto result = FitTo(base, DatasetOf(base, records, /*tests=*/false), options);
  ASSERT_TRUE(result.ok());
  const auto rules = Compiled(result->pack);
  EXPECT_EQ(DecisionOf(rules, Record("x", {"Any discount on it?"}, "{}")).persona(),
            "bargain_hunter");
}

TEST(FitTest, LabelsOfScalesAloneLeavePersonasAlone) {
  const Loaded base = LoadFiles(FitPackFiles());
  std::vector<std::string> records;
  for (int i = 0; i < 20; ++i) {
    records.push_back(Record("a" + std::to_string(i), {"so angry"}, R"({"hostility":2})"));
    records.push_back(
        Record("b" + std::to_string(i), {"a door"}, R"({"persona":"none","hostility":0})"));
  }
  const auto result = FitTo(base, DatasetOf(base, records, /*tests=*/false), FitOptions());
  ASSERT_TRUE(result.ok()) << result.status().message();
  EXPECT_EQ(WeightOf(result->pack.pack, "impatient", "waits"), 2000);
  EXPECT_EQ(result->pack.pack.scoring.margin, 200);
  EXPECT_EQ(DecisionOf(Compiled(result->pack), records[0]).scales()[1].level, 2);
}

TEST(FitTest, IdenticalExamplesOfTwoLabelsAreNoTrouble) {
  const Loaded base = LoadFiles(FitPackFiles());
  std::vector<std::string> records;
  for (int i = 0; i < 12; ++i) {
    records.push_back(Record("x" + std::to_string(i), {"the same"},
                             i % 2 == 0 ? R"({"persona":"none","hostility":0,"escalate":true})"
                                        : R"({"persona":"impatient","hostility":2})"));
  }
  const auto result = FitTo(base, DatasetOf(base, records), FitOptions());
  ASSERT_TRUE(result.ok()) << result.status().message();
  EXPECT_TRUE(std::isfinite(result->report.held_out.log_loss));
}

TEST(FitTest, SaysWhatCannotBe) {
  const Loaded base = LoadFiles(FitPackFiles());
  const auto message = [&](const std::vector<std::string>& records, const FitOptions& options) {
    return std::string(FitTo(base, DatasetOf(base, records, false), options).status().message());
  };
  FitOptions options;
  EXPECT_THAT(message({}, options), HasSubstr("nothing to learn from"));
  EXPECT_THAT(message({Record("a", {"Hi"}, R"({"persona":"none","hostility":0})")}, options),
              HasSubstr("nothing to learn from"));
  options.by_source = true;
  std::vector<std::string> one;
  for (const std::string& r : Corpus(4)) {
    if (r.find("\"shop\"") != std::string::npos) one.push_back(r);
  }
  EXPECT_THAT(message(one, options), HasSubstr("two sources or more"));
  options.by_source = false;
  options.sources["shpo"] = 2;
  EXPECT_THAT(message(Corpus(4), options), HasSubstr("no labelled record has the source 'shpo'"));
  options.sources.clear();
  options.tune_on = {"fone"};
  EXPECT_THAT(message(Corpus(4), options), HasSubstr("the source 'fone'"));
}

TEST(FitTest, FailingTestsAreReportedAndFoughtFor) {
  // The examples say the opposite of what the test expects.
  std::vector<std::string> records;
  for (int i = 0; i < 40; ++i) {
    records.push_back(
        Record("a" + std::to_string(i), {"I am still waiting"}, R"({"persona":"none"})"));
    records.push_back(
        Record("b" + std::to_string(i), {"any discount"}, R"({"persona":"bargain_hunter"})"));
  }
  const Loaded base = LoadFiles(FitPackFiles());
  FitOptions options;
  options.cue_penalty = 0.1;
  options.test_rounds = 0;
  auto result = FitTo(base, DatasetOf(base, records), options);
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result->report.tests.failures.size(), 1u);
  EXPECT_EQ(result->report.tests.failures[0].name, "waits");
  options.test_rounds = 8;
  result = FitTo(base, DatasetOf(base, records), options);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->report.tests.failed, 0);
  EXPECT_GT(result->report.rounds, 0);
}

TEST(FitTest, AnOverlayIsRefusedOnAChangedBase) {
  const Loaded base = LoadFiles(FitPackFiles());
  const auto result = FitTo(base, DatasetOf(base, Corpus(4)), FitOptions());
  ASSERT_TRUE(result.ok());
  const Loaded changed = LoadWritten(FitPackFiles(Edited("haggles: 2,", "haggles: 2.1,")),
                                     *base.pack, result->pack.pack);
  EXPECT_EQ(changed.rules, nullptr);
  EXPECT_THAT(changed.problem, HasSubstr("learned on another state of pack 'fitted'"));
}

TEST(FitTest, FitsFromWhatPeopleWroteAreLaidOverThePackAsItIs) {
  const std::string learned = StrCat(kFitPack, R"(
weights:
  personas: {impatient: {bias: 0.7, evidence: {waits: 3, shouts: 1.5}}}
)");
  const Loaded as_it_is = LoadFiles(FitPackFiles(learned));
  ASSERT_NE(as_it_is.rules, nullptr) << as_it_is.problem;
  pack::Loader loader{PackLimits()};
  loader.IgnoreLearned();
  for (const auto& [name, bytes] : FitPackFiles(learned)) loader.AddFile(name, bytes);
  DiagnosticSink sink;
  Loaded base;
  base.pack = loader.Load(&sink);
  ASSERT_NE(base.pack, nullptr);
  base.rules = Compiled(*base.pack);
  FitOptions options;
  options.learn_words = false;
  const auto result = FitTo(base, DatasetOf(base, Corpus(6)), options);
  ASSERT_TRUE(result.ok());
  const Loaded written = LoadWritten(FitPackFiles(learned), *as_it_is.pack, result->pack.pack);
  ASSERT_NE(written.rules, nullptr) << written.problem;
  const auto fitted = Compiled(result->pack);
  for (const char* text : {"still waiting right now", "price", "hours"}) {
    const std::string record = Record("x", {text}, "{}");
    EXPECT_EQ(Summary(DecisionOf(written.rules, record)), Summary(DecisionOf(fitted, record)));
  }
}

TEST(FitTest, APartGivesTheFittedPack) {
  const std::string yaml = Edited("files: [words.tsv]", "files: [words.tsv, part.yaml]");
  const Loaded base = LoadFiles(FitPackFiles());
  FitOptions options;
  options.learn_words = false;
  const auto result = FitTo(base, DatasetOf(base, Corpus(6)), options);
  ASSERT_TRUE(result.ok());
  PackFiles files = FitPackFiles(yaml);
  files.push_back(
      {"part.yaml", WeightsFile(*base.pack, result->pack.pack, FitFileKind::kPart, "words.tsv")});
  const Loaded written = LoadFiles(files);
  ASSERT_NE(written.rules, nullptr) << written.problem;
  const auto fitted = Compiled(result->pack);
  for (const std::string& record : Corpus(2)) {
    EXPECT_EQ(Summary(DecisionOf(written.rules, record)), Summary(DecisionOf(fitted, record)));
  }
}

TEST(FitTest, FiguresOfThePackAreThoseOfItsDecisions) {
  const Loaded base = LoadFiles(FitPackFiles());
  const std::vector<std::string> records = Corpus(6);
  const Dataset data = DatasetOf(base, records, false);
  const FitFigures figures =
      FiguresOf(data, BasePredictions(base.pack->pack, data), Untuned(base.pack->pack));
  int right = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    const Decision decision = DecisionOf(base.rules, records[i]);
    right += decision.persona() == data.personas[static_cast<size_t>(data.examples[i].persona)];
  }
  EXPECT_EQ(figures.n, 18);
  EXPECT_DOUBLE_EQ(figures.accuracy, right / 18.0);
}

TEST(FitTest, EqualOffsetsLeaveNoneWhereItIs) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, Corpus(6), false);
  // Nothing known, nothing to choose by.
  const Tuning tuning = Tune(base.pack->pack, data, Predictions(data.examples.size()), {});
  EXPECT_EQ(tuning.none_offset, 0);
  EXPECT_EQ(tuning.margin, 200);
  EXPECT_EQ(tuning.sharpness, 1);
}

}  // namespace
}  // namespace rapport::learn
