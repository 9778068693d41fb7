#include "insight/coaching.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/time.h"
#include "insight/coaching_json.h"
#include "insight/coaching_report.h"

namespace rapport::insight {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: coached, version: 1.0.0, language: en}
cues:
  broken: [broken]
  hurried: [hurry]
  says_sorry: {phrases: [sorry], in: agent}
  blames: {phrases: [your fault], in: agent}
  next: {phrases: [i will], in: agent}
personas:
  impatient: {label: Impatient, display_name: Quick, summary: Hurries., evidence: {hurried: 3}}
  none: {bias: 0.1}
checks:
  apology:
    label: Apologises
    applies_when: broken > 0
    expects: [says_sorry]
    weight: 2
    why: No apology.
    suggest: ["I am sorry."]
  next_step:
    label: Says what happens next
    expects: [next]
    why: No next step.
  no_blame:
    label: Does not blame
    faults: [blames]
    fatal: true
    why: It blames the customer.
    suggest: ["Let us sort this out."]
standard:
  checks: {next_step: 60%, apology: 60%}
)";

std::shared_ptr<const RuleSet> Rules() {
  static const auto rules = [] {
    RuleSetBuilder builder;
    builder.AddFile("coached.yaml", kPack);
    auto built = builder.Build();
    EXPECT_TRUE(built.ok()) << FormatDiagnostics(builder.diagnostics());
    return built.ok() ? *built : nullptr;
  }();
  return rules;
}

struct Said {
  std::string agent, team, channel, customer, reply;
  std::string at;  // may be empty
};

class Coach {
 public:
  void Add(const Said& said) { Add(said, std::vector<Coaching*>{&coaching_}); }
  // To several, as one reply.
  void Add(const Said& said, const std::vector<Coaching*>& all) {
    Conversation conversation(Rules());
    Turn turn;
    turn.text = said.customer;
    ASSERT_TRUE(conversation.AddTurn(turn).ok());
    Turn reply;
    reply.by = Speaker::kAgent;
    reply.text = said.reply;
    reply.at = ParseTime(said.at);
    ASSERT_TRUE(ReviewReply(conversation, reply, std::nullopt, &review_).ok());
    const std::string id = "r" + std::to_string(++count_);
    for (Coaching* coaching : all) {
      coaching->Add(review_, {id, 1, said.agent, said.team, said.channel, reply.at, said.reply});
    }
  }
  void Add(int times, const Said& said) {
    for (int i = 0; i < times; ++i) Add(said);
  }

  CoachingReport Report(const CoachingOptions& options = {}) const {
    return coaching_.Report(options);
  }

 private:
  Coaching coaching_{Rules()};
  Review review_;
  int count_ = 0;
};

CoachingOptions Individuals(int64_t min_sample) {
  CoachingOptions options;
  options.individuals = true;
  options.min_sample = min_sample;
  return options;
}

constexpr char kGood[] = "Sorry about that, I will send another.";
constexpr char kPoor[] = "Noted.";

std::vector<std::string> Names(const std::vector<Habit>& habits) {
  std::vector<std::string> out;
  for (const Habit& habit : habits) out.push_back(habit.check);
  return out;
}

TEST(Coaching, CountsWhatAppliesOnly) {
  Coach coach;
  coach.Add({"ana", "north", "chat", "it is broken", kGood, ""});
  coach.Add({"ben", "north", "chat", "it is broken", kPoor, ""});
  coach.Add({"ben", "north", "chat", "hello", "I will look", ""});
  const CoachingReport report = coach.Report();
  EXPECT_EQ(report.replies, 3);
  ASSERT_EQ(report.teams.size(), 1u);
  const Scorecard& card = report.teams[0].card;
  ASSERT_EQ(card.checks.size(), 3u);
  EXPECT_EQ(card.checks[0].check, "apology");
  EXPECT_EQ(card.checks[0].passed->n, 2);
  EXPECT_EQ(card.checks[0].passed->count, 1);
  EXPECT_EQ(card.checks[1].passed->n, 3);
  EXPECT_EQ(card.checks[1].passed->count, 2);
  // 100, 25 (no_blame alone: 1 of 4) and 100.
  EXPECT_EQ(card.score->n, 3);
  EXPECT_NEAR(card.score->value, 75, 1e-9);
  EXPECT_EQ(card.blocked, 0);
}

// By the whole interval: so few say nothing yet.
TEST(Coaching, ChecksAreHeldAgainstTheStandard) {
  const struct {
    int good, poor;
    Verdict verdict;
  } kCases[] = {{2, 0, Verdict::kUnsure}, {20, 0, Verdict::kMet}, {2, 20, Verdict::kMissed}};
  for (const auto& c : kCases) {
    Coach coach;
    coach.Add(c.good, {"", "north", "chat", "hello", kGood, ""});
    coach.Add(c.poor, {"", "north", "chat", "hello", kPoor, ""});
    const CoachingReport report = coach.Report();
    const std::vector<CheckScore>& checks = report.overall.checks;
    EXPECT_EQ(checks[1].verdict, c.verdict) << c.good;
    EXPECT_EQ(checks[1].goal, 6000);
    EXPECT_EQ(checks[0].verdict, Verdict::kNoGoal) << "it applies to none";
    EXPECT_FALSE(checks[2].goal);
  }
}

TEST(Coaching, NobodyIsShownAloneUnlessAskedAndWithEnoughReplies) {
  struct Row {
    const char* name;
    bool individuals;
    int64_t min_sample;
    int64_t too_few;
    std::vector<std::string> shown;
  };
  Coach coach;
  coach.Add(5, {"ana", "north", "chat", "it is broken", kGood, ""});
  coach.Add(4, {"ben", "north", "chat", "it is broken", kPoor, ""});
  for (const Row& row :
       {Row{"off", false, 1, 0, {}}, Row{"on", true, 4, 0, {"ana", "ben"}},
        Row{"one too few", true, 5, 1, {"ana"}}, Row{"both too few", true, 6, 2, {}}}) {
    CoachingOptions options = Individuals(row.min_sample);
    options.individuals = row.individuals;
    const TeamCard team = coach.Report(options).teams[0];
    std::vector<std::string> shown;
    for (const Scorecard& card : team.people) shown.push_back(card.name);
    EXPECT_EQ(shown, row.shown) << row.name;
    EXPECT_EQ(team.too_few, row.too_few) << row.name;
    EXPECT_EQ(team.card.replies, 9) << row.name;
  }
}

TEST(Coaching, ATeamOfOneIsAPerson) {
  Coach coach;
  coach.Add(40, {"ana", "north", "chat", "it is broken", kPoor, ""});
  CoachingReport report = coach.Report();
  EXPECT_TRUE(report.withheld);
  EXPECT_TRUE(report.teams[0].withheld);
  EXPECT_TRUE(report.overall.checks.empty());
  EXPECT_TRUE(report.teams[0].card.habits.empty());
  EXPECT_TRUE(report.plan.empty());
  EXPECT_FALSE(coach.Report(Individuals(30)).withheld);

  // Nor may she be told from what all have and other teams have not.
  coach.Add(3, {"ben", "south", "email", "hello", kGood, ""});
  coach.Add(3, {"cem", "south", "email", "hello", kGood, ""});
  report = coach.Report();
  EXPECT_FALSE(report.withheld);
  EXPECT_TRUE(report.teams[0].withheld);
  EXPECT_EQ(report.replies, 46);
  EXPECT_EQ(report.left_out, 40);
  EXPECT_EQ(report.overall.replies, 6);

  coach.Add({"", "north", "chat", "hello", kGood, ""});  // somebody else, perhaps
  report = coach.Report();
  EXPECT_FALSE(report.teams[0].withheld);
  EXPECT_EQ(report.overall.replies, 47);
}

TEST(Coaching, TheTwoHabitsThatCostMost) {
  Coach coach;
  coach.Add(10, {"ana", "", "chat", "it is broken", kPoor, ""});
  coach.Add(10, {"ben", "", "chat", "it is broken", "sorry", ""});
  coach.Add({"ben", "", "chat", "hello", "It is your fault. I will not.", ""});
  const Scorecard card = coach.Report().overall;
  // next_step fails 20 of 21 times with weight 1, apology 10 of 20 with weight 2, no_blame once.
  EXPECT_THAT(Names(card.habits), ElementsAre("next_step", "apology"));
  const Habit& habit = card.habits[1];
  EXPECT_EQ(habit.failed.count, 10);
  EXPECT_EQ(habit.failed.n, 20);
  EXPECT_NEAR(habit.impact, 2 * habit.failed.interval.low * 20 / 21, 1e-12);
  EXPECT_EQ(habit.why, "No apology.");
  ASSERT_EQ(habit.examples.size(), 1u);  // ten times the same words
  EXPECT_EQ(habit.examples[0].reply, kPoor);
  EXPECT_EQ(habit.examples[0].say, "I am sorry.");
  EXPECT_EQ(card.blocked, 1);
}

TEST(Coaching, ExamplesAreTheLatestOfDifferentWords) {
  Coach coach;
  for (int day = 1; day <= 9; ++day) {
    const std::string at = "2026-03-0" + std::to_string(day) + "T10:00:00Z";
    coach.Add({"ana", "", "chat", "hi", "Reply " + std::to_string(day / 2), at});
  }
  coach.Add({"ben", "", "chat", "hi", "Without a time", ""});
  const std::vector<Example> examples = coach.Report().overall.habits[0].examples;
  std::vector<std::string> replies;
  for (const Example& example : examples) replies.push_back(example.reply);
  EXPECT_THAT(replies, ElementsAre("Reply 4", "Reply 3", "Reply 2"));
  EXPECT_EQ(FormatTime(*examples[0].at), "2026-03-09T10:00:00Z");
}

TEST(Coaching, AnExampleShowsThePartThatCounts) {
  Coach coach;
  const std::string around(300, 'x');
  coach.Add({"ana", "", "chat", "hi", "é" + around + " it is YOUR FAULT " + around, ""});
  coach.Add({"ben", "", "chat", "hi", "I will", ""});
  const std::vector<Habit> habits = coach.Report().overall.habits;
  const auto blame = std::find_if(habits.begin(), habits.end(),
                                  [](const Habit& h) { return h.check == "no_blame"; });
  ASSERT_NE(blame, habits.end());
  const Example& example = blame->examples[0];
  EXPECT_EQ(example.reply.substr(example.begin, example.end - example.begin), "YOUR FAULT");
  EXPECT_LT(example.reply.size(), 260u);
  EXPECT_EQ(example.reply.substr(0, 3), "…");
  EXPECT_EQ(example.reply.substr(example.reply.size() - 3), "…");
}

TEST(Coaching, StrengthsAndDifferencesAreAgainstTheOthers) {
  Coach coach;
  coach.Add(30, {"ana", "north", "chat", "it is broken", kGood, ""});
  coach.Add(30, {"ben", "north", "chat", "it is broken", "Sorry.", ""});
  const TeamCard team = coach.Report(Individuals(30)).teams[0];
  const Scorecard& ana = team.people[0];
  ASSERT_EQ(ana.strengths.size(), 1u);
  EXPECT_EQ(ana.strengths[0].check, "next_step");
  EXPECT_EQ(*ana.strengths[0].above, 1);
  ASSERT_EQ(ana.differences.size(), 3u);
  EXPECT_EQ(ana.differences[1].others_n, 30);
  const Interval published = DifferenceInterval(30, 30, 0, 30);
  EXPECT_EQ(ana.differences[1].interval.low, published.low);
  EXPECT_EQ(ana.differences[0].value, 0);
  // Ben is above nobody: what passes surely is named, and not what is his habit.
  const Scorecard& ben = team.people[1];
  EXPECT_THAT(Names(ben.habits), ElementsAre("next_step"));
  ASSERT_EQ(ben.strengths.size(), 2u);
  EXPECT_EQ(ben.strengths[0].check, "apology");
  EXPECT_FALSE(ben.strengths[0].above);
}

TEST(Coaching, TrendByWeek) {
  Coach coach;
  const char* const days[] = {"2026-03-01", "2026-03-02", "2026-03-08", "2026-03-16"};
  for (const char* day : days) {
    for (const char* reply : {kGood, kPoor}) {
      coach.Add({"", "", "chat", "it is broken", reply, std::string(day) + "T23:59:59Z"});
    }
  }
  const Trend trend = coach.Report().overall.trend;
  std::string weeks;
  for (const WeekScore& week : trend.weeks) {
    weeks += week.week + " " + std::to_string(week.score.n) + "; ";
  }
  EXPECT_EQ(weeks, "2026-02-23 2; 2026-03-02 4; 2026-03-16 2; ");
  ASSERT_TRUE(trend.slope);
  EXPECT_NEAR(trend.slope->per_step, 0, 1e-9);
  EXPECT_LT(trend.slope->interval.low, 0);
}

TEST(Weeks, BeginOnMonday) {
  struct Row {
    const char* time;
    const char* week;
  };
  for (const Row& row :
       {Row{"1970-01-01T00:00:00Z", "1969-12-29"}, Row{"1969-12-28T23:59:59.999999Z", "1969-12-22"},
        Row{"2026-03-01T23:59:59Z", "2026-02-23"}, Row{"2026-03-02T00:00:00Z", "2026-03-02"}}) {
    EXPECT_EQ(WeekName(WeekOf(*ParseTime(row.time))), row.week) << row.time;
  }
}

TEST(Plan, ByChannelAndPersonaWithItsLessons) {
  CoachingOptions options;
  options.lessons = {{"phone", "On the phone", {"phone"}, {}, {}, "Speak slowly."},
                     {"sorry", "Saying sorry", {}, {}, {"apology"}, "Say it once."},
                     {"quick", "Impatient ones", {}, {"impatient"}, {}, "Be brief."},
                     {"blame", "No blame", {}, {}, {"no_blame"}, "Never."}};
  Coach coach;
  coach.Add(6, {"ana", "", "chat", "it is broken", kPoor, ""});
  coach.Add(5, {"ben", "", "phone", "hurry hurry", kPoor, ""});
  coach.Add(4, {"ben", "", "email", "it is broken", kPoor, ""});  // too few
  coach.Add(9, {"ben", "", "sms", "hello", "I will", ""});        // all is well
  std::string plan;
  for (const PlanEntry& entry : coach.Report(options).plan) {
    plan += entry.channel + " " + entry.persona + ":";
    for (const Habit& habit : entry.habits) plan += " " + habit.check;
    plan += " |";
    for (const PlanLesson& lesson : entry.lessons) plan += " " + lesson.id;
    plan += "\n";
  }
  EXPECT_EQ(plan,
            "chat none: apology next_step | sorry\n"
            "phone impatient: next_step | phone quick\n");
}

// Sentences that are put together at random, so that all there is to count differs.
Said Random(uint64_t* state) {
  const auto draw = [state](uint64_t below) {
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (*state >> 33) % below;
  };
  static const char* const kCustomers[] = {"it is broken", "hurry up", "hello", "broken, hurry"};
  static const char* const kReplies[] = {"Sorry. ", "I will see. ", "It is your fault. ",
                                         "Noted. "};
  Said said;
  said.agent = std::string(1, static_cast<char>('a' + draw(5)));
  if (said.agent == "e") said.agent.clear();
  said.team = draw(2) == 0 ? "north" : "south";
  said.channel = "channel" + std::to_string(draw(100));
  said.customer = kCustomers[draw(4)];
  const uint64_t parts = 1 + draw(3);
  for (uint64_t i = 0; i < parts; ++i) said.reply += kReplies[draw(4)];
  said.reply += std::to_string(draw(20));
  if (draw(3) > 0) {
    const int64_t day = static_cast<int64_t>(draw(9000));
    said.at = FormatTime(Time(Duration(day * 86'400'000'000)));
  }
  return said;
}

std::string Json(const Coaching& coaching) {
  CoachingOptions options = Individuals(1);
  record::JsonWriter out;
  WriteCoaching(coaching.Report(options), &out);
  return std::string(out.bytes());
}

TEST(Coaching, PartsMergedInAnyOrderAreTheWhole) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    Coach coach;
    Coaching whole(Rules());
    std::vector<Coaching> parts(3, Coaching(Rules()));
    uint64_t state = seed;
    for (int i = 0; i < 1500; ++i) {
      coach.Add(Random(&state), {&whole, &parts[static_cast<size_t>(i) * 7 % 3]});
      whole.CountConversation();
      parts[0].CountConversation();
    }
    const std::string expected = Json(whole);
    EXPECT_THAT(expected, HasSubstr("\"conversations\":1500,\"replies\":1500"));
    for (const std::vector<size_t>& order : {std::vector<size_t>{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}) {
      Coaching merged(Rules());
      for (const size_t part : order) merged.Merge(parts[part]);
      EXPECT_EQ(Json(merged), expected) << "seed " << seed;
    }
  }
}

TEST(Coaching, MemoryIsBounded) {
  Coach coach;
  for (int i = 0; i < 700; ++i) {
    const std::string at = FormatTime(Time(Duration(i * int64_t{7} * 86'400'000'000)));
    coach.Add({"ana", "", "channel" + std::to_string(i), "hi", "No " + std::to_string(i), at});
  }
  const Scorecard card = coach.Report(Individuals(1)).overall;
  EXPECT_EQ(card.by_channel.size(), kMostChannels);
  EXPECT_EQ(card.trend.weeks.size(), kMostWeeks);
  EXPECT_EQ(card.habits[0].examples.size(), kExamples);
}

}  // namespace
}  // namespace rapport::insight
