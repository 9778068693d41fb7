#include "learn/mistakes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "evaluation_testing.h"

namespace rapport::learn {
namespace {

// "still waiting‹waits› for it": marks as the views show them.
std::string Shown(const std::vector<ExcerptPiece>& pieces) {
  std::string out;
  for (const ExcerptPiece& piece : pieces) {
    out += piece.text;
    if (!piece.ids.empty()) out += "<" + piece.ids + ">";
  }
  return out;
}

std::string Shown(const std::vector<Argument>& arguments) {
  std::string out;
  for (const Argument& a : arguments) {
    if (!out.empty()) out += ", ";
    out += std::string(a.kind) + " " + a.id + " " + std::to_string(a.weight);
  }
  return out;
}

class MistakesTest : public ::testing::Test {
 protected:
  void Add(MistakeCollector* collector, const std::string& id, const std::string& json) {
    small_.Decide(json);
    const Status status =
        collector->Add(id, small_.record(), small_.conversation(), std::nullopt, small_.decision());
    ASSERT_TRUE(status.ok()) << status.message();
  }

  SmallCase small_;
};

TEST_F(MistakesTest, SaysWhatSpokeForEitherSide) {
  MistakeCollector collector(5);
  Add(&collector, "r1",
      OneTurn("still waiting, thank you, any discount?", "bargain_hunter", "{\"contacts\":3}"));
  const Mistakes mistakes = collector.Result();
  ASSERT_EQ(mistakes.worst.size(), 1u);
  const Mistake& m = mistakes.worst[0];
  EXPECT_EQ(m.record, "r1");
  EXPECT_EQ(m.label, "bargain_hunter");
  EXPECT_EQ(m.decision, "impatient");
  EXPECT_EQ(m.abstained, "");
  EXPECT_EQ(m.bias, 500);                                                    // 0 - -0.5
  EXPECT_EQ(Shown(m.for_decision), "cue waits 1750, condition often 1000");  // 2 - 0.25
  EXPECT_EQ(Shown(m.for_label), "cue haggles 2000, cue thanks 500");
  EXPECT_EQ(m.why_not, "behind impatient by 0.75");
  ASSERT_EQ(m.words.size(), 1u);
  EXPECT_EQ(m.words[0].turn, 0);
  EXPECT_EQ(Shown(m.words[0].pieces),
            "still waiting<waits>, thank you<thanks>, any discount<haggles>?");

  // The parts make up the lead of the decision's score.
  int32_t lead = m.bias;
  for (const Argument& a : m.for_decision) lead += a.weight;
  for (const Argument& a : m.for_label) lead -= a.weight;
  EXPECT_EQ(lead, 750);
  EXPECT_EQ(m.decision_probability, small_.decision().probability());
  for (const PersonaScore& persona : small_.decision().personas()) {
    if (persona.id != m.label) continue;
    EXPECT_EQ(m.label_probability, persona.probability);
  }
}

TEST_F(MistakesTest, AnAbstentionSaysWhatWasMissing) {
  MistakeCollector collector(5);
  Add(&collector, "r1", OneTurn("thank you", "impatient"));
  const Mistake m = collector.Result().worst[0];
  EXPECT_EQ(m.decision, "none");
  EXPECT_EQ(m.abstained, "no_evidence");
  EXPECT_EQ(Shown(m.for_decision), "cue thanks 800");  // 0.3 - -0.5
  EXPECT_EQ(Shown(m.for_label), "");
  EXPECT_EQ(m.why_not, "nothing speaks for it");
}

TEST_F(MistakesTest, OnlyWrongDecisionsWithALabelCount) {
  MistakeCollector collector(5);
  Add(&collector, "right", OneTurn("still waiting", "impatient"));
  Add(&collector, "unlabelled", R"({"turns":[{"text":"still waiting"}]})");
  Add(&collector, "no persona", R"({"turns":[{"text":"hello"}],"label":{"hostility":1}})");
  EXPECT_EQ(collector.Result().count, 0);
  EXPECT_TRUE(collector.Result().kinds.empty());
}

TEST_F(MistakesTest, ALabelThatThePackDoesNotKnow) {
  MistakeCollector collector(5);
  Add(&collector, "r1",
      R"({"turns":[{"text":"still waiting"}],"label":{"persona":"vip","also":["impatient"]}})");
  const Mistake m = collector.Result().worst[0];
  EXPECT_EQ(m.label_probability, std::nullopt);
  EXPECT_TRUE(m.also_labelled);
  EXPECT_EQ(Shown(m.for_decision), "cue waits 2000");
}

TEST_F(MistakesTest, KeepsTheMostConfidentAndCountsAll) {
  MistakeCollector collector(2);
  Add(&collector, "weak", OneTurn("still waiting", "none"));
  Add(&collector, "strong", OneTurn("still waiting", "none", "{\"contacts\":3}"));
  Add(&collector, "same", OneTurn("still waiting", "none", "{\"contacts\":9}"));
  Add(&collector, "other", OneTurn("any discount", "none"));
  Add(&collector, "empty", OneTurn("hello", "impatient"));
  const Mistakes mistakes = collector.Result();
  EXPECT_EQ(mistakes.count, 5);
  ASSERT_EQ(mistakes.worst.size(), 2u);
  EXPECT_EQ(mistakes.worst[0].record, "strong");
  EXPECT_EQ(mistakes.worst[1].record, "same");

  ASSERT_EQ(mistakes.kinds.size(), 3u);
  EXPECT_EQ(mistakes.kinds[0].label, "none");
  EXPECT_EQ(mistakes.kinds[0].decision, "impatient");
  EXPECT_EQ(mistakes.kinds[0].count, 3);
  using Behind = std::vector<std::pair<std::string, int64_t>>;
  EXPECT_EQ(mistakes.kinds[0].behind, (Behind{{"waits", 3}, {"often", 2}}));
  EXPECT_EQ(mistakes.kinds[0].without_evidence, 0);
  EXPECT_EQ(mistakes.kinds[1].label, "impatient");
  EXPECT_EQ(mistakes.kinds[1].without_evidence, 1);

  MistakeCollector summary(0);
  Add(&summary, "r1", OneTurn("still waiting", "none"));
  EXPECT_EQ(summary.Result().count, 1);
  EXPECT_TRUE(summary.Result().worst.empty());
}

TEST_F(MistakesTest, OfManyTurnsThoseWithEvidenceStay) {
  std::string json = R"({"turns":[)";
  for (int i = 0; i < 20; ++i) {
    json += R"({"by":"agent","text":"still waiting"},{"text":")";
    json += i == 15 ? R"(still waiting"},)" : R"(hello"},)";
  }
  json += R"({"visibility":"internal","text":"still waiting"}],"label":{"persona":"none"}})";
  MistakeCollector collector(1);
  Add(&collector, "r1", json);
  const Mistake m = collector.Result().worst[0];
  ASSERT_EQ(m.words.size(), 8u);
  EXPECT_EQ(m.words[6].turn, 13);
  EXPECT_EQ(m.words[7].turn, 31);
  EXPECT_EQ(Shown(m.words[7].pieces), "still waiting<waits>");
}

TEST(Excerpt, Table) {
  const std::string words = "one two three four five six seven eight nine ten ";  // 49 bytes
  const struct {
    const char* name;
    std::string text;
    std::vector<WordMark> marks;
    size_t window;
    std::string shown;
  } kCases[] = {
      {"short", "a bc d", {{2, 4, "x"}}, 10, "a bc<x> d"},
      {"no mark", words + words, {}, 12, "one two … "},
      {"empty", "", {}, 10, ""},
      {"all of it", "abc", {{0, 3, "x"}}, 10, "abc<x>"},
      {"overlapping", "abcdef", {{2, 5, "y"}, {1, 3, "x"}}, 9, "abcde<x, y>f"},
      {"twice the same", "abcdef", {{0, 3, "x"}, {1, 2, "x"}}, 9, "abc<x>def"},
      {"adjacent", "abcdef", {{0, 3, "x"}, {3, 6, "y"}}, 9, "abc<x>def<y>"},
      {"the middle is left out",
       words + words,
       {{0, 3, "x"}, {94, 97, "y"}},
       9,
       "one<x> two … nine ten<y> "},
      {"before the first", words + words, {{94, 97, "y"}}, 9, " … nine ten<y> "},
      {"between characters",
       std::string(30, 'a') + "ééééééééééééééé" + std::string(9, 'a'),
       {},
       31,
       std::string(30, 'a') + " … "},
      {"malformed", std::string(60, '\x80'), {}, 10, std::string(6, '\x80') + " … "},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(Shown(Excerpt(c.text, c.marks, c.window)), c.shown) << c.name;

  // Many marks: forty are kept, with what stands between them.
  std::vector<WordMark> many;
  for (uint32_t i = 0; i < 60; ++i) many.push_back({i * 2, i * 2 + 1, "x"});
  const std::vector<ExcerptPiece> pieces = Excerpt(std::string(120, 'a'), many, 9);
  EXPECT_EQ(
      std::count_if(pieces.begin(), pieces.end(), [](const auto& p) { return !p.ids.empty(); }),
      40);
  EXPECT_EQ(PlainText(Excerpt("a b", {}, 9)), "a b");
}

}  // namespace
}  // namespace rapport::learn
