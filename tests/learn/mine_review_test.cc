#include "learn/mine_review.h"

#include "mine_testing.h"
#include "rapport/decision.h"

namespace rapport::learn {
namespace {

const CueReviewRow* FindRow(const CueReview& review, const std::string& id) {
  for (const CueReviewRow& row : review.rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

class Reviewed {
 public:
  explicit Reviewed(const std::string& yaml)
      : mine(yaml), reviewer(mine.rules(), mine.pack().pack) {}
  void Add(int times, const MineText& record) {
    for (int i = 0; i < times; ++i) {
      const Status status = mine.Read(record, [&](const auto& read, const Conversation& c) {
        return reviewer.Add(read, c, std::nullopt);
      });
      ASSERT_TRUE(status.ok()) << status.message();
    }
  }
  MineCase mine;
  CueReviewer reviewer;
};

std::string PackWith(std::string cues, std::string evidence) {
  return "rapport: 1\npack: {id: small, version: 1.0.0, language: en}\n"
         "text: {negators: [not]}\ncues:\n" +
         cues +
         "conditions:\n  speaks: customer_turns > 0\n  silent: customer_turns == 0\n"
         "personas:\n  impatient: {label: I, display_name: I, summary: I., evidence: " +
         evidence + "}\n  none: {bias: 0.5}\nscoring: {margin: 0.1}\n";
}

TEST(CueReview, WhatDroppingACueChanges) {
  Reviewed r(PackWith("  good: [grr]\n  bad: [hello, good day]\n  idle: [unheard]\n",
                      "{good: 2, bad: 2}"));
  r.Add(10, {"grr", "impatient", ""});
  r.Add(6, {"hello", "none", ""});
  r.Add(2, {"good day", "none", ""});
  r.Add(1, {"hello, good day", "none", ""});
  r.Add(2, {"good day", "impatient", ""});
  r.Add(9, {"thanks", "none", ""});
  const CueReview review = r.reviewer.Result();
  EXPECT_EQ(review.records, 30);
  EXPECT_NEAR(review.accuracy, 21.0 / 30, 1e-12);
  EXPECT_EQ(FindRow(review, "good"), nullptr);  // there is nothing to say about it

  ASSERT_FALSE(review.rows.empty());
  EXPECT_EQ(review.rows[0].id, "bad");
  const CueReviewRow& bad = review.rows[0];
  EXPECT_TRUE(bad.hurts);
  EXPECT_TRUE(bad.mostly_none);
  EXPECT_EQ(bad.fired, 11);
  EXPECT_NEAR(bad.none_share, 9.0 / 11, 1e-12);
  EXPECT_EQ(bad.drop.gained, 9);
  EXPECT_EQ(bad.drop.lost, 2);
  EXPECT_NEAR(bad.drop.accuracy, 7.0 / 30, 1e-12);
  // Before: impatient 12 of 12 labels and 21 decisions, none 9 of 18 and 9; after: 10 of 12 and 10,
  // 18 of 18 and 20.
  EXPECT_NEAR(review.macro_f1, (24.0 / 33 + 18.0 / 27) / 2, 1e-12);
  EXPECT_NEAR(bad.drop.macro_f1, (20.0 / 22 + 36.0 / 38) / 2 - review.macro_f1, 1e-12);
  ASSERT_EQ(bad.phrases.size(), 2u);
  EXPECT_EQ(bad.phrases[0].phrase, "hello");
  EXPECT_EQ(bad.phrases[0].none, 7);
  EXPECT_EQ(bad.phrases[0].alone, 6);
  EXPECT_EQ(bad.phrases[0].drop.gained, 6);
  EXPECT_EQ(bad.phrases[1].fired, 5);
  EXPECT_EQ(bad.phrases[1].drop.gained, 2);
  EXPECT_EQ(bad.phrases[1].drop.lost, 2);

  ASSERT_NE(FindRow(review, "idle"), nullptr);
  EXPECT_TRUE(FindRow(review, "idle")->never);
  EXPECT_TRUE(FindRow(review, "silent")->never);
  EXPECT_TRUE(FindRow(review, "speaks")->nearly_always);
}

// Dropping a cue is what the engine decides with a pack that has no weight for it.
TEST(CueReview, AgreesWithTheEngine) {
  const std::string cues = "  one: [alpha]\n  two: [beta]\n  three: [gamma]\n";
  const char* const kTexts[] = {"alpha",      "beta",
                                "gamma",      "alpha beta",
                                "beta gamma", "alpha beta gamma",
                                "not alpha",  "alpha alpha alpha",
                                "delta",      "alpha gamma"};
  Reviewed with(PackWith(cues, "{one: 0.7, two: -0.4, three: 0.55, speaks: 0.1}"));
  MineCase without(PackWith(cues, "{two: -0.4, three: 0.55, speaks: 0.1}"));
  int64_t right = 0, n = 0;
  for (const char* text : kTexts) {
    for (const char* label : {"impatient", "none"}) {
      const MineText record{text, label, ""};
      with.Add(1, record);
      ++n;
      const Status status = without.Read(record, [&](const auto&, const Conversation& c) {
        Decision decision;
        Status decided = Decide(c, std::nullopt, &decision);
        right += decision.persona() == label ? 1 : 0;
        return decided;
      });
      ASSERT_TRUE(status.ok());
    }
  }
  // Labels of both kinds for each text: half is right whatever is decided, so count by decision.
  const CueReview review = with.reviewer.Result();
  EXPECT_NEAR(review.accuracy, 0.5, 1e-12);
  EXPECT_EQ(right * 2, n);
  // Now with labels that are what the second pack decides.
  Reviewed again(PackWith(cues, "{one: 0.7, two: -0.4, three: 0.55, speaks: 0.1}"));
  int64_t wrong = 0;
  for (const char* text : kTexts) {
    std::string label, decided;
    Decision decision;
    const auto decide = [&](MineCase* mine, std::string* persona) {
      ASSERT_TRUE(mine->Read({text, "none", ""},
                             [&](const auto&, const Conversation& c) {
                               Status status = Decide(c, std::nullopt, &decision);
                               *persona = std::string(decision.persona());
                               return status;
                             })
                      .ok());
    };
    decide(&without, &label);
    decide(&again.mine, &decided);
    wrong += label != decided ? 1 : 0;
    again.Add(1, {text, label, ""});
  }
  const CueReview second = again.reviewer.Result();
  const CueReviewRow* one = FindRow(second, "one");
  ASSERT_NE(one, nullptr);
  EXPECT_GT(wrong, 0);
  EXPECT_EQ(one->drop.gained, wrong);
  EXPECT_EQ(one->drop.lost, 0);
  EXPECT_NEAR(second.accuracy + one->drop.accuracy, 1, 1e-12);
}

TEST(CueReview, OfNothing) {
  Reviewed r(PackWith("  good: [grr]\n", "{good: 2}"));
  const CueReview review = r.reviewer.Result();
  EXPECT_EQ(review.records, 0);
  EXPECT_EQ(review.macro_f1, 0);
  EXPECT_TRUE(FindRow(review, "good")->never);
}

}  // namespace
}  // namespace rapport::learn
