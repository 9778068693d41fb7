#include "learn/mine.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "insight/odds.h"
#include "learn/mine_cues.h"
#include "learn/mine_output.h"
#include "learn/mine_sequences.h"
#include "mine_testing.h"
#include "ruleset/tables.h"

namespace rapport::learn {
namespace {

using insight::LogOdds;
using insight::Odds;

// By the formulas of the paper, written out for two groups; its notation.
double ZByThePaper(double y_i, double n_i, double y_j, double n_j, double a_w, double a_0) {
  const double omega_i = (y_i + a_w) / (n_i + a_0 - y_i - a_w);
  const double omega_j = (y_j + a_w) / (n_j + a_0 - y_j - a_w);
  const double variance = 1 / (y_i + a_w) + 1 / (y_j + a_w);
  return (std::log(omega_i) - std::log(omega_j)) / std::sqrt(variance);
}

TEST(MineOdds, KnownValues) {
  // 12 of 100 against 3 of 400, prior 1.5 of 50: log(13.5/136.5) - log(4.5/445.5) = 2.281485,
  // variance 1/13.5 + 1/4.5 = 0.296296.
  const Odds odds = LogOdds({12, 100, 3, 400, 1.5, 50});
  EXPECT_NEAR(odds.log_odds, 2.281485, 1e-6);
  EXPECT_NEAR(odds.z, 2.281485 / std::sqrt(0.2962963), 1e-5);
  EXPECT_LT(LogOdds({3, 400, 12, 100, 1.5, 50}).z, 0);
  EXPECT_NEAR(LogOdds({5, 100, 5, 100, 1, 20}).z, 0, 1e-12);
  EXPECT_EQ(LogOdds({0, 0, 0, 0, 0, 0}).z, 0);  // of nothing
}

TEST(Mine, FindsAPlantedPhrase) {
  MineCase mine;
  AddPlain(&mine);
  for (int i = 0; i < 8; ++i) {
    mine.Add({"Word" + std::to_string(i) + "x, shake a leg", "impatient", i < 4 ? "a" : "b"});
  }
  mine.Add(1, {"I broke a leg", "none", "a"});
  const MineReport report = mine.Run();
  EXPECT_EQ(report.records, 69);
  const Proposal* p = FindProposal(report, "shake a leg");
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->persona, "impatient");
  EXPECT_EQ(p->records, 8);
  EXPECT_EQ(p->none, 0);
  EXPECT_EQ(p->precision, 1);
  EXPECT_EQ(p->sources, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(p->is_new_cue);
  EXPECT_EQ(p->cue, "says_shake_a_leg");
  ASSERT_EQ(p->examples.size(), 3u);
  EXPECT_EQ(p->examples[0].words, "shake a leg");
  EXPECT_EQ(p->examples[0].before, "Word0x, ");
  EXPECT_EQ(p->examples[0].id, "r61");
  // Of the sequences of the same records only the longest are left.
  EXPECT_EQ(FindProposal(report, "a leg"), nullptr);
  EXPECT_NE(std::find(p->instead_of.begin(), p->instead_of.end(), "shake"), p->instead_of.end());
}

TEST(Mine, ZIsThatOfThePaper) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(7, {"hurry", "impatient", ""});
  mine.Add(2, {"hurry", "none", ""});
  mine.Add(1, {"hurry", "bargain_hunter", ""});
  MineOptions options = MineCase::Options();
  options.prior = 40;
  // Six different words in each plain record, one in the others.
  const MineReport report = mine.Run(options);
  const Proposal* p = FindProposal(report, "hurry");
  ASSERT_NE(p, nullptr);
  const double n = 60 * 6 + 10;
  EXPECT_NEAR(p->z, ZByThePaper(7, 7, 3, n - 7, 10 * 40 / n, 40), 1e-9);
  EXPECT_EQ(p->none, 2);
  EXPECT_EQ(p->others, 1);
  EXPECT_NEAR(p->precision, 0.7, 1e-12);
}

TEST(Mine, LeavesOutWhatCuesExplain) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(8, {"still waiting by the gate", "impatient", ""});
  mine.Add(6, {"stuck waiting", "impatient", ""});
  const MineReport report = mine.Run();
  EXPECT_EQ(FindProposal(report, "still waiting"), nullptr);
  const Proposal* stuck = FindProposal(report, "stuck waiting");
  ASSERT_NE(stuck, nullptr);
  EXPECT_EQ(stuck->records, 6);
  EXPECT_EQ(stuck->cue, "says_waiting");
  EXPECT_FALSE(stuck->is_new_cue);
  EXPECT_NE(FindProposal(report, "by the gate"), nullptr);  // beside the hit
}

TEST(Mine, LeavesOutNamesNumbersAndFunctionWords) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(8, {"i told Brennus about it @acme www.acme.example", "impatient", ""});
  mine.Add(8, {"gone 45 times for 20 quid", "impatient", ""});
  mine.Add(8, {"onesource gripe", "impatient", "a"});
  for (int i = 0; i < 30; ++i) mine.Add({"it is to the and", "none", "a"});
  mine.Add(8, {"it is the and", "impatient", ""});
  MineOptions options = MineCase::Options();
  options.top = 1000;
  const MineReport report = mine.Run(options);
  for (const Proposal& p : report.proposals) {
    for (const char* word : {"brennus", "45", "20", "@", "link", "acme", "onesource"}) {
      EXPECT_EQ(p.phrase.find(word), std::string::npos) << p.phrase;
    }
    EXPECT_NE(p.phrase, "it is the and");
    EXPECT_NE(p.phrase, "the and");
    EXPECT_NE(p.phrase, "{number}");
  }
  EXPECT_TRUE(std::any_of(report.proposals.begin(), report.proposals.end(), [](const Proposal& p) {
    return p.phrase.find("{number} times") != std::string::npos;
  }));
}

TEST(Mine, CountsAsACueWould) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(8, {"grumble", "impatient", ""});
  mine.Add(5, {"not grumble", "none", ""});                 // negated
  mine.Add(4, {"they wrote \\\"grumble\\\"", "none", ""});  // quoted
  const MineReport report = mine.Run();
  const Proposal* p = FindProposal(report, "grumble");
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->none, 0);
}

TEST(Mine, Options) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(8, {"grumble", "impatient", ""});
  mine.Add(6, {"haggle", "bargain_hunter", ""});
  MineOptions options = MineCase::Options();
  options.personas = {"bargain_hunter"};
  MineReport report = mine.Run(options);
  ASSERT_EQ(report.proposals.size(), 1u);
  EXPECT_EQ(report.proposals[0].phrase, "haggle");
  options.personas.clear();
  options.top = 1;
  report = mine.Run(options);
  EXPECT_EQ(report.proposals.size(), 1u);
  EXPECT_GT(report.candidates, 1);
  options.top = 40;
  options.min_records = 7;
  EXPECT_EQ(FindProposal(mine.Run(options), "haggle"), nullptr);
  options.min_records = 5;
  options.min_sources = 3;
  EXPECT_TRUE(mine.Run(options).proposals.empty());
  options.min_sources.reset();
  options.max_share = 0.05;  // 3 of 74 records
  EXPECT_EQ(FindProposal(mine.Run(options), "haggle"), nullptr);
}

TEST(Mine, OfNothing) {
  MineCase mine;
  EXPECT_TRUE(mine.Run().proposals.empty());
  MineCase unlabelled;
  unlabelled.Add({"hello", "", ""});
  EXPECT_EQ(unlabelled.Run().unlabelled, 1);
  EXPECT_EQ(unlabelled.Run().records, 0);
  const Status status = unlabelled.Read({"hello", "nobody", ""},
                                        [&](const auto& record, const Conversation& conversation) {
                                          MineCorpus corpus(unlabelled.rules());
                                          return corpus.Add("x", record, conversation);
                                        });
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
}

TEST(Mine, TheSameTwice) {
  std::string files[2];
  for (std::string& file : files) {
    MineCase mine;
    AddPlain(&mine);
    mine.Add(8, {"grumble grumble mutter", "impatient", ""});
    mine.Add(8, {"haggle over the lot", "bargain_hunter", ""});
    file = ProposalsFile("small", mine.Run());
  }
  EXPECT_EQ(files[0], files[1]);
  EXPECT_NE(files[0].find("phrase: haggle over the lot"), std::string::npos) << files[0];
}

TEST(MineSequences, StopAtMarksAndSentences) {
  MineCase mine;
  mine.Add({"one a. two b? three @acme four", "none", ""});
  const MineSequences found = FindSequences(mine.corpus(), 1);
  std::set<std::string> phrases;
  for (const MineSequence& s : found.all) phrases.insert(PhraseOf(mine.corpus(), s.words));
  EXPECT_EQ(phrases,
            (std::set<std::string>{"one", "a", "two", "b", "three", "four", "one a", "two b"}));
  EXPECT_EQ(found.totals[0].back(), 6);
  EXPECT_EQ(found.totals[1].back(), 2);
  EXPECT_EQ(found.totals[2].back(), 0);
}

TEST(MineCues, FitAndNewIds) {
  MineCase mine;
  const CueFinder finder(mine.rules()->tables(), mine.pack().pack);
  EXPECT_EQ(finder.Find("impatient", {"waiting"}), "says_waiting");
  EXPECT_EQ(finder.Find("impatient", {"waited"}), "says_waiting");
  EXPECT_EQ(finder.Find("impatient", {"discount"}), "");      // of another persona
  EXPECT_EQ(finder.Find("bargain_hunter", {"waiting"}), "");  // has no weight above 0
  EXPECT_EQ(finder.Find("bargain_hunter", {"toaster"}), "asks_price");
  EXPECT_EQ(finder.Find("none", {"waiting"}), "");
  EXPECT_EQ(finder.NewId({"{duration}", "o'clock"}), "says_duration_oclock");
  EXPECT_EQ(finder.NewId({"waiting"}), "says_waiting_2");
  EXPECT_LE(finder.NewId(std::vector<std::string>(4, std::string(40, 'x'))).size(), 64u);
}

TEST(MineOutput, YamlScalars) {
  const struct {
    const char *text, *yaml;
  } kCases[] = {{"still here", "still here"},
                {"", "\"\""},
                {"{money} less", "\"{money} less\""},
                {"no", "\"no\""},
                {"say \"x\" \\", "\"say \\\"x\\\" \\\\\""},
                {"a: b", "\"a: b\""},
                {"a\nb", "\"a b\""},
                {"12", "\"12\""},
                {"o'clock", "o'clock"},
                {"@x", "\"@x\""}};
  for (const auto& c : kCases) EXPECT_EQ(YamlScalar(c.text), c.yaml);
}

}  // namespace
}  // namespace rapport::learn
