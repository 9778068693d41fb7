#include "insight/acceptance.h"

#include <gmock/gmock.h>

#include "feedback_testing.h"
#include "insight/acceptance_json.h"

namespace rapport::insight {
namespace {

using ::testing::ElementsAre;

// "say_sorry 1/0/0/0 of 2": accepted, edited, dismissed, wrong, shown.
std::vector<std::string> Rows(const AcceptanceReport& report, Subject subject) {
  std::vector<std::string> out;
  for (const AcceptanceRow& row : report.groups[static_cast<size_t>(subject)].rows) {
    const auto& a = row.tally.answers;
    out.push_back(
        StrCat(row.id, " ", a[0], "/", a[1], "/", a[2], "/", a[3], " of ", row.tally.shown));
  }
  return out;
}

std::string AsJson(const AcceptanceReport& report) {
  record::JsonWriter out;
  WriteAcceptance(report, nullptr, &out);
  return std::string(out.bytes());
}

class AcceptanceTest : public ::testing::Test {
 protected:
  void Add(std::string_view text, std::string_view members) {
    const DecidedRecord record(rules_, text, members);
    counter_.Add(record.record(), record.decision());
  }
  AcceptanceReport Result() const { return counter_.Result(0, AcceptanceOrder::kName); }

  std::shared_ptr<const RuleSet> rules_ = FeedbackRules();
  AcceptanceCounter counter_;
};

TEST_F(AcceptanceTest, OneEventReachesWhatItIsAbout) {
  // The text has a reason in a policy and one in a playbook for `say_sorry`.
  const struct {
    const char* event;
    std::vector<std::string> actions, policies, playbooks;
    int64_t other_source;
  } kCases[] = {
      {R"({"kind":"accepted","action":"say_sorry"})",
       {"be_quick 0/0/0/0 of 1", "say_sorry 1/0/0/0 of 1"},
       {"sorry 1/0/0/0 of 1"},
       {"hasty 1/0/0/0 of 2"},
       0},
      {R"({"kind":"edited","action":"say_sorry","policy":"sorry","text":"Sorry."})",
       {"be_quick 0/0/0/0 of 1", "say_sorry 0/1/0/0 of 1"},
       {"sorry 0/1/0/0 of 1"},
       {"hasty 0/0/0/0 of 2"},
       0},
      {R"({"kind":"dismissed","action":"say_sorry","persona":"hasty"})",
       {"be_quick 0/0/0/0 of 1", "say_sorry 0/0/1/0 of 1"},
       {"sorry 0/0/0/0 of 1"},
       {"hasty 0/0/1/0 of 2"},
       0},
      {R"({"kind":"wrong","action":"say_sorry","policy":"gone"})",
       {"be_quick 0/0/0/0 of 1", "say_sorry 0/0/0/1 of 1"},
       {"sorry 0/0/0/0 of 1"},
       {"hasty 0/0/0/0 of 2"},
       1},
      {R"({"kind":"wrong","action":"say_sorry","need":"refund"})",
       {"be_quick 0/0/0/0 of 1", "say_sorry 0/0/0/1 of 1"},
       {"sorry 0/0/0/0 of 1"},
       {"hasty 0/0/0/0 of 2"},
       1},  // no need recommends it here
  };
  for (const auto& c : kCases) {
    counter_ = AcceptanceCounter();
    Add("hurry, a complaint", StrCat("\"events\":[", c.event, "]"));
    const AcceptanceReport report = Result();
    EXPECT_EQ(Rows(report, Subject::kAction), c.actions) << c.event;
    EXPECT_EQ(Rows(report, Subject::kPolicy), c.policies) << c.event;
    EXPECT_EQ(Rows(report, Subject::kPlaybook), c.playbooks) << c.event;
    EXPECT_THAT(Rows(report, Subject::kType), ElementsAre("hasty 0/0/0/0 of 1")) << c.event;
    EXPECT_EQ(report.other_source, c.other_source) << c.event;
    EXPECT_EQ(report.events, 1);
    EXPECT_EQ(report.answered_records, 1);
  }
}

TEST_F(AcceptanceTest, OnlyWhatTheDecisionSaysIsShown) {
  Add("hurry", R"("events":[{"kind":"accepted","action":"show_proof"},
                            {"kind":"accepted","action":"gone"},
                            {"kind":"wrong","persona":"doubter"}])");
  Add("hello", "");
  const AcceptanceReport report = Result();
  EXPECT_EQ(report.records, 2);
  EXPECT_EQ(report.answered_records, 1);
  EXPECT_EQ(report.not_shown, 3);
  EXPECT_EQ(report.superseded, 0);
  EXPECT_THAT(Rows(report, Subject::kAction),
              ElementsAre("be_quick 0/0/0/0 of 1", "say_sorry 0/0/0/0 of 1"));
  EXPECT_THAT(Rows(report, Subject::kPolicy), ElementsAre());
  EXPECT_THAT(Rows(report, Subject::kType), ElementsAre("hasty 0/0/0/0 of 1", "none 0/0/0/0 of 1"));
}

TEST_F(AcceptanceTest, TheLastWordCounts) {
  Add("hurry", R"("events":[{"kind":"accepted","action":"be_quick"},
                            {"kind":"wrong","persona":"hasty"},
                            {"kind":"dismissed","action":"be_quick"},
                            {"kind":"accepted","persona":"hasty"}])");
  const AcceptanceReport report = Result();
  EXPECT_EQ(report.superseded, 2);
  EXPECT_THAT(Rows(report, Subject::kAction),
              ElementsAre("be_quick 0/0/1/0 of 1", "say_sorry 0/0/0/0 of 1"));
  EXPECT_THAT(Rows(report, Subject::kType), ElementsAre("hasty 1/0/0/0 of 1"));
}

TEST_F(AcceptanceTest, AnOverrideAnswersForTheTypeThatWasFound) {
  Add("hurry", R"("overrides":{"persona":"doubter"})");
  Add("hurry", R"("overrides":{"persona":"hasty"})");
  Add("hurry",
      R"("overrides":{"persona":"none"},"events":[{"kind":"accepted","persona":"hasty"}])");
  Add("hello", R"("overrides":{"persona":"hasty"})");
  const AcceptanceReport report = Result();
  EXPECT_THAT(Rows(report, Subject::kType), ElementsAre("hasty 1/0/0/2 of 3", "none 0/0/0/1 of 1"));
  EXPECT_EQ(report.superseded, 1);
  EXPECT_EQ(report.answered_records, 4);
  // What is shown is the playbook of the type in force.
  EXPECT_THAT(Rows(report, Subject::kPlaybook),
              ElementsAre("doubter 0/0/0/0 of 1", "hasty 0/0/0/0 of 4"));
}

TEST_F(AcceptanceTest, OrdersAndTheSmallestSample) {
  const auto add = [this](int n, std::string_view action, std::string_view kind) {
    for (int i = 0; i < n; ++i) {
      Add("hurry", StrCat(R"("events":[{"kind":")", kind, R"(","action":")", action, "\"}]"));
    }
  };
  add(9, "say_sorry", "accepted");
  add(1, "say_sorry", "wrong");
  add(1, "be_quick", "dismissed");
  Add("hurry",
      R"("overrides":{"persona":"doubter"},"events":[{"kind":"wrong","action":"show_proof"},
                  {"kind":"wrong","action":"show_proof"}])");
  for (int i = 0; i < 3; ++i) {
    Add("hurry",
        R"("overrides":{"persona":"doubter"},"events":[{"kind":"wrong","action":"show_proof"}])");
  }
  const auto order = [this](AcceptanceOrder by, int64_t min_sample) {
    std::vector<std::string> ids;
    const AcceptanceReport report = counter_.Result(min_sample, by);
    for (const auto& row : report.groups[0].rows) ids.push_back(row.id);
    return ids;
  };
  // One dismissal of one says less than four of four.
  EXPECT_THAT(order(AcceptanceOrder::kLeast, 0),
              ElementsAre("show_proof", "be_quick", "say_sorry"));
  EXPECT_THAT(order(AcceptanceOrder::kMost, 0), ElementsAre("say_sorry", "be_quick", "show_proof"));
  EXPECT_THAT(order(AcceptanceOrder::kShown, 0),
              ElementsAre("be_quick", "say_sorry", "show_proof"));
  EXPECT_THAT(order(AcceptanceOrder::kWrong, 0),
              ElementsAre("show_proof", "say_sorry", "be_quick"));
  EXPECT_THAT(order(AcceptanceOrder::kName, 0), ElementsAre("be_quick", "say_sorry", "show_proof"));
  EXPECT_THAT(order(AcceptanceOrder::kName, 4), ElementsAre("say_sorry", "show_proof"));
  EXPECT_THAT(order(AcceptanceOrder::kName, 5), ElementsAre("say_sorry"));
  const AcceptanceReport report = counter_.Result(5, AcceptanceOrder::kLeast);
  EXPECT_EQ(report.groups[0].left_out, 2);
  ASSERT_TRUE(report.groups[0].rows[0].share);
  EXPECT_DOUBLE_EQ(*report.groups[0].rows[0].share, 0.9);
  // Wilson's interval of 9 of 10.
  EXPECT_NEAR(report.groups[0].rows[0].interval.low, 0.5958, 5e-5);
  EXPECT_NEAR(report.groups[0].rows[0].interval.high, 0.9821, 5e-5);
}

TEST_F(AcceptanceTest, HalvesMergedAreTheWhole) {
  static const char* const kTexts[] = {"hurry", "hurry, a complaint", "hello", "my lawyer"};
  static const char* const kMembers[] = {
      "",
      R"("events":[{"kind":"accepted","action":"say_sorry"}])",
      R"("events":[{"kind":"edited","action":"be_quick","persona":"hasty"},
                   {"kind":"wrong","persona":"hasty","correct":"doubter"}])",
      R"("overrides":{"persona":"doubter"},"events":[{"kind":"dismissed","action":"show_proof"}])",
      R"("events":[{"kind":"wrong","action":"gone"},{"kind":"wrong","action":"say_sorry",
                    "policy":"gone"},{"kind":"accepted","action":"say_sorry"}])",
  };
  AcceptanceCounter parts[3];
  for (int i = 0; i < 60; ++i) {
    const DecidedRecord record(rules_, kTexts[i % 4], kMembers[i % 5]);
    counter_.Add(record.record(), record.decision());
    parts[i % 7 % 3].Add(record.record(), record.decision());
  }
  // In any order.
  parts[2].Merge(parts[0]);
  parts[2].Merge(AcceptanceCounter());
  parts[1].Merge(parts[2]);
  const AcceptanceReport whole = Result();
  EXPECT_EQ(AsJson(parts[1].Result(0, AcceptanceOrder::kName)), AsJson(whole));
  EXPECT_EQ(whole.records, 60);
  EXPECT_GT(whole.superseded, 0);
  EXPECT_GT(whole.not_shown, 0);
}

TEST_F(AcceptanceTest, Json) {
  Add("hello", R"("events":[{"kind":"wrong","persona":"none","correct":"hasty"}])");
  EXPECT_EQ(AsJson(Result()),
            R"({"ruleset":"","records":1,"answered_records":1,)"
            R"("events":{"all":1,"superseded":0,"not_shown":0,"other_source":0},"min_sample":0,)"
            R"("actions":{"rows":[],"left_out":0},"policies":{"rows":[],"left_out":0},)"
            R"("playbooks":{"rows":[],"left_out":0},"types":{"rows":[{"id":"none","shown":1,)"
            R"("answered":1,"accepted":0,"edited":0,"dismissed":0,"wrong":1,"share":0,)"
            R"("interval":[0,0.7935]}],"left_out":0}})");
}

}  // namespace
}  // namespace rapport::insight
