#include "learn/practice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/diagnostic_sink.h"
#include "base/strings.h"
#include "pack/loader.h"
#include "ruleset/compile.h"

namespace rapport::learn {
namespace {

using ::testing::ElementsAre;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: practised, version: 1.0.0, language: en}
text: {own_words: [the, is], other_words: {de: [der, die, das, ist, und, nicht]}}
facts:
  contacts: {type: int, max: 3}
cues:
  hurried: [hurry]
  angry: [fools]
personas:
  impatient: {label: Impatient, display_name: Quick, summary: Hurries., evidence: {hurried: 3}}
  none: {bias: 0.1}
scales:
  hostility: {levels: [calm, angry], thresholds: [1], evidence: {angry: 1}}
tests:
  - {name: decided, customer: hurry, expect: {escalates: false}}
  - {name: expected, customer: the blue one, expect: {persona: impatient}}
  - {name: angry, turns: [{customer: hello}, {agent: hi}, {customer: you fools}], expect: {persona: none}}
  - {name: the agent's turn, turns: [{customer: hello}, {agent: hi}], expect: {persona: none}}
  - {name: again, customer: hurry, expect: {persona: impatient}}
  - {name: silence, customer: " ", expect: {persona: none}}
  - {name: another language, customer: das ist nicht der und die das ist, expect: {persona: none}}
)";

struct Loaded {
  Loaded() {
    DiagnosticSink sink;
    pack::Loader loader{PackLimits()};
    loader.AddFile("practised.yaml", kPack);
    pack = loader.Load(&sink);
    EXPECT_NE(pack, nullptr);
    auto compiled = ruleset::Compile(*pack, PackLimits(), &sink);
    EXPECT_TRUE(compiled.ok());
    rules = *compiled;
  }
  std::unique_ptr<const pack::LoadedPack> pack;
  std::shared_ptr<const RuleSet> rules;
};

std::string Text(const Scenario& scenario) {
  return StrCat(scenario.test->name, ": ", scenario.persona, " ", scenario.hostility.value_or(-1));
}

TEST(Scenarios, AreTestsThatEndWithTheCustomer) {
  const Loaded loaded;
  std::vector<std::string> texts;
  for (const Scenario& scenario : ScenariosOf(*loaded.pack, loaded.rules)) {
    texts.push_back(Text(scenario));
  }
  EXPECT_THAT(texts, ElementsAre("decided: impatient 0", "expected: impatient 0", "angry: none 1"));
}

class Draws : public ::testing::Test {
 protected:
  Draws() : tests_(40) {
    for (size_t i = 0; i < tests_.size(); ++i) {
      tests_[i].name = StrCat(i);
      scenarios_.push_back(
          {&tests_[i], i % 2 == 0 ? "impatient" : "none", static_cast<int32_t>(i % 4)});
    }
  }
  std::vector<std::string> Draw(const PracticeChoice& choice) const {
    std::vector<std::string> names;
    for (const Scenario& s : DrawScenarios(scenarios_, choice)) names.push_back(s.test->name);
    return names;
  }

  std::vector<pack::Test> tests_;
  std::vector<Scenario> scenarios_;
};

TEST_F(Draws, AreTheSameForASeedOnEveryMachine) {
  PracticeChoice choice;
  EXPECT_THAT(Draw(choice), ElementsAre("25", "20", "16", "39", "0"));
  choice.seed = 2;
  EXPECT_THAT(Draw(choice), ElementsAre("30", "36", "25", "8", "29"));
}

TEST_F(Draws, AreWithoutReplacement) {
  PracticeChoice choice;
  choice.rounds = 100;
  std::vector<std::string> names = Draw(choice);
  EXPECT_EQ(names.size(), 40u);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

TEST_F(Draws, FitTheChoice) {
  PracticeChoice choice;
  choice.rounds = 100;
  choice.persona = "impatient";
  EXPECT_EQ(Draw(choice).size(), 20u);
  choice.hostility = 2;
  EXPECT_EQ(Draw(choice).size(), 10u);
  choice.hostility = 3;
  EXPECT_TRUE(Draw(choice).empty());
}

}  // namespace
}  // namespace rapport::learn
