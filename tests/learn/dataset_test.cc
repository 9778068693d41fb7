#include "learn/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fit_testing.h"
#include "learn/fit_tuning.h"
#include "learn/subset.h"

namespace rapport::learn {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> kTurns[] = {
    {"I am still waiting, it has been hours"},
    {"Any discount on the price?", "Why is the price what it is", "thank you"},
    {"still waiting, still waiting!", "Right now please. Why? Hours and hours.", "so angry"},
    {"Hello"},
    {""},
    {"I am not still waiting"},
};

std::vector<std::string> Records() {
  std::vector<std::string> records;
  for (const auto& turns : kTurns) {
    records.push_back(Record("r" + std::to_string(records.size()), turns,
                             R"({"persona":"none","hostility":0})", "a", R"({"contacts":4})"));
  }
  return records;
}

// The engine works in thousandths, and rounds at every step.
constexpr double kRounding = 0.006;

TEST(DatasetTest, ScoresAreThoseOfTheEngine) {
  const Loaded base = LoadFiles(FitPackFiles());
  ASSERT_NE(base.rules, nullptr) << base.problem;
  const std::vector<std::string> records = Records();
  const Dataset data = DatasetOf(base, records, /*tests=*/false);
  const Predictions predictions = BasePredictions(base.pack->pack, data);
  ASSERT_EQ(predictions.size(), records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    const Decision decision = DecisionOf(base.rules, records[i]);
    for (size_t p = 0; p < decision.personas().size(); ++p) {
      const double score = predictions[i].cues[p] + 0.75 * predictions[i].words[p];
      EXPECT_NEAR(score, decision.personas()[p].score * 0.001, kRounding) << records[i];
    }
    for (size_t s = 0; s < decision.scales().size(); ++s) {
      EXPECT_NEAR(predictions[i].scales[s], decision.scales()[s].score * 0.001, kRounding)
          << records[i];
    }
  }
}

TEST(DatasetTest, EveryDecayHasTheValuesOfAPackWithIt) {
  std::string other = kFitPack;
  other.replace(other.find("decay: 0.7"), 10, "decay: 0.5");
  const Loaded base = LoadFiles(FitPackFiles()), half = LoadFiles(FitPackFiles(other));
  ASSERT_NE(half.rules, nullptr) << half.problem;
  const Dataset both = DatasetOf(base, Records(), false, {700, 500});
  const Dataset alone = DatasetOf(half, Records(), false, {500});
  ASSERT_EQ(both.rows[1].values.size(), alone.rows[0].values.size());
  for (size_t i = 0; i < alone.rows[0].values.size(); ++i) {
    EXPECT_EQ(both.rows[1].values[i].feature, alone.rows[0].values[i].feature);
    EXPECT_EQ(both.rows[1].values[i].value, alone.rows[0].values[i].value);
  }
}

TEST(DatasetTest, TermsOfThePackAreNeverDropped) {
  const Loaded base = LoadFiles(FitPackFiles());
  DatasetBuilder builder(base.rules, {700});
  Conversation conversation(base.rules);
  record::RecordReader reader;
  for (std::string json : Records()) {
    ASSERT_TRUE(reader.Parse(json.data(), json.size()).ok());
    ASSERT_TRUE(reader.Fill(&conversation).ok());
    ASSERT_TRUE(builder.Add(reader.record(), conversation, std::nullopt).ok());
  }
  const Dataset data = builder.Finish(5, 0.1);
  EXPECT_THAT(data.terms, Contains("price"));
  EXPECT_THAT(data.terms, Not(Contains("hello")));
}

TEST(DatasetTest, NamesAndWordsThatAreLeftOutAreNoTerms) {
  const Loaded base = LoadFiles(FitPackFiles());
  DatasetBuilder builder(base.rules, {700});
  builder.LeaveOut("aunt");
  Conversation conversation(base.rules);
  record::RecordReader reader;
  for (std::string json :
       {Record("a", {"I told Mary that my aunt waits"}, R"({"persona":"none"})"),
        Record("b", {"I told Mary that it is late"}, R"({"persona":"impatient"})")}) {
    ASSERT_TRUE(reader.Parse(json.data(), json.size()).ok());
    ASSERT_TRUE(reader.Fill(&conversation).ok());
    ASSERT_TRUE(builder.Add(reader.record(), conversation, std::nullopt).ok());
  }
  const Dataset data = builder.Finish(1, 1);
  EXPECT_THAT(data.terms, Contains("told"));
  EXPECT_THAT(data.terms, Contains("my"));
  for (const std::string& term : data.terms) {
    EXPECT_EQ(term.find("mary"), std::string::npos) << term;
    EXPECT_EQ(term.find("aunt"), std::string::npos) << term;
  }
}

TEST(DatasetTest, LabelsThatThePackDoesNotHaveAreNamed) {
  const Loaded base = LoadFiles(FitPackFiles());
  DatasetBuilder builder(base.rules, {700});
  Conversation conversation(base.rules);
  record::RecordReader reader;
  const auto add = [&](const std::string& label) {
    std::string json = Record("x", {"Hi"}, label);
    EXPECT_TRUE(reader.Parse(json.data(), json.size()).ok());
    EXPECT_TRUE(reader.Fill(&conversation).ok());
    return builder.Add(reader.record(), conversation, std::nullopt);
  };
  EXPECT_THAT(add(R"({"persona":"pirate"})").message(), HasSubstr("no persona 'pirate'"));
  EXPECT_THAT(add(R"({"hostility":7})").message(), HasSubstr("'hostility' has no level 7"));
  EXPECT_TRUE(add("{}").ok());
  EXPECT_EQ(builder.unlabelled(), 1);
}

TEST(DatasetTest, TestsOfThePackAreExamples) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, {});
  ASSERT_EQ(data.examples.size(), 2u);
  EXPECT_TRUE(data.examples[0].is_pack_test);
  EXPECT_EQ(data.personas[static_cast<size_t>(data.examples[0].persona)], "impatient");
}

// Which ids are in which part.
std::vector<std::pair<std::string, int32_t>> ById(const Dataset& data,
                                                  const std::vector<int32_t>& folds) {
  std::vector<std::pair<std::string, int32_t>> out;
  for (size_t i = 0; i < folds.size(); ++i) {
    const std::string text = std::to_string(data.examples[i].text_hash);
    out.emplace_back(data.examples[i].id.empty() ? text : data.examples[i].id, folds[i]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(SubsetTest, FoldsDependOnTheRecordsAndNotOnTheirOrder) {
  const Loaded base = LoadFiles(FitPackFiles());
  std::vector<std::string> records = Corpus(7);
  for (int i = 0; i < 5; ++i) {  // without an id to tell them apart
    records.push_back(Record("", {"No name " + std::to_string(i)}, R"({"persona":"none"})"));
  }
  std::vector<std::string> shuffled = records;
  std::reverse(shuffled.begin(), shuffled.end());
  std::rotate(shuffled.begin(), shuffled.begin() + 4, shuffled.end());
  const Dataset one = DatasetOf(base, records), two = DatasetOf(base, shuffled);
  EXPECT_EQ(ById(one, FoldsOf(one, 3, false)), ById(two, FoldsOf(two, 3, false)));
  EXPECT_EQ(ById(one, FoldsOf(one, 0, true)), ById(two, FoldsOf(two, 0, true)));
}

TEST(SubsetTest, LabelsAreDealtOutEvenly) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, Corpus(6));
  const std::vector<int32_t> folds = FoldsOf(data, 3, false);
  std::vector<std::vector<int>> counts(3, std::vector<int>(3, 0));
  for (size_t i = 0; i < folds.size(); ++i) {
    if (data.examples[i].is_pack_test) {
      EXPECT_EQ(folds[i], -1);
    } else {
      ++counts[static_cast<size_t>(folds[i])][static_cast<size_t>(data.examples[i].persona)];
    }
  }
  for (const auto& fold : counts) EXPECT_EQ(fold, (std::vector<int>{2, 2, 2}));
}

TEST(SubsetTest, DrawsGrowAndHoldTheTests) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, Corpus(6));
  std::vector<uint32_t> last;
  for (const size_t count : {0u, 1u, 7u, 18u, 100u}) {
    const std::vector<uint32_t> rows = Draw(data, count);
    EXPECT_EQ(rows.size(), std::min<size_t>(count, 18) + 2);
    EXPECT_TRUE(std::includes(rows.begin(), rows.end(), last.begin(), last.end()));
    last = rows;
  }
}

TEST(SubsetTest, APartHasTheValuesOfItsExamples) {
  const Loaded base = LoadFiles(FitPackFiles());
  const Dataset data = DatasetOf(base, Corpus(3), true, {700, 500});
  const Dataset part = Subset(data, {4, 1});
  ASSERT_EQ(part.examples.size(), 2u);
  EXPECT_EQ(part.examples[0].id, data.examples[4].id);
  for (size_t d = 0; d < 2; ++d) {
    ASSERT_EQ(part.rows[d].end(0) - part.rows[d].begin(0),
              data.rows[d].end(4) - data.rows[d].begin(4));
    EXPECT_EQ(part.rows[d].begin(1)->value, data.rows[d].begin(1)->value);
  }
  int32_t held = 0;
  for (const Value* v = part.rows[0].begin(0); v != part.rows[0].end(1); ++v) {
    held += v->feature >= part.evidence.size();
  }
  int32_t counted = 0;
  for (int32_t n : part.term_examples) counted += n;
  EXPECT_EQ(counted, held);
}

}  // namespace
}  // namespace rapport::learn
