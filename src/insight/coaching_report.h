#ifndef RAPPORT_INSIGHT_COACHING_REPORT_H_
#define RAPPORT_INSIGHT_COACHING_REPORT_H_

// What coaching shows of many reviews (insight/coaching.h): scorecards, strengths, the habits that
// would help most, trends, and a training plan. Every share and mean has its sample size and a 95 %
// interval. Replies of one conversation, or of one agent, are alike, which intervals do not know:
// they are rather too narrow than too wide.
//
// About people, less is shown than could be: nobody alone unless `individuals` is set, and then
// only who has `min_sample` replies. A team in which one person is known is that person.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/coaching.h"
#include "insight/intervals.h"
#include "insight/verdict.h"

namespace rapport::insight {

// A lesson of a training plan, as a pack gives it. Empty lists: for all.
struct Lesson {
  std::string id, label;
  std::vector<std::string> channels, personas, checks;
  std::string text;
};

struct CoachingOptions {
  bool individuals = false;
  int64_t min_sample = 30;  // replies that an agent needs to be shown alone
  std::vector<Lesson> lessons;
};

struct Share {
  int64_t n = 0;
  int64_t count = 0;
  double value = 0;
  Interval interval;
};

struct CheckScore {
  std::string check, label;
  int32_t weight = 0;  // thousandths
  bool is_fatal = false;
  std::optional<Share> passed;  // of the replies to which it applies; nothing when there are none
  std::optional<int64_t> goal;  // the standard's: ten-thousandths that should pass
  Verdict verdict = Verdict::kNoGoal;
};

// A check that passes well. `above`: how much more often than with the team's other agents, when
// that difference's interval lies above 0; without it, it is among the best of the card itself.
struct Strength {
  std::string check, label;
  Share passed;
  std::optional<double> above;
  Interval above_interval;
};

// A check whose fails cost most. Impact, by which habits are ordered: its weight x the lower end of
// the share of fails x the share of replies to which it applies. A check that failed once of two
// times does not outrank one that fails every third time of a hundred.
struct Habit {
  std::string check, label;
  double impact = 0;
  Share failed;
  std::string why;
  std::vector<Example> examples;
};

// The card's share of passes minus that of the team's other agents.
struct Difference {
  std::string check;
  int64_t n = 0, others_n = 0;
  double value = 0;
  Interval interval;
};

struct MeanScore {
  int64_t n = 0;
  double value = 0;  // points, 0 to 100
  std::optional<Interval> interval;
};

struct WeekScore {
  std::string week;  // its Monday
  MeanScore score;
};

struct Trend {
  std::vector<WeekScore> weeks;  // with scored replies, oldest first
  std::optional<Slope> slope;    // points a week; from three weeks on
};

// A persona or a channel, and what is hardest there.
struct Part {
  std::string name;  // may be empty: a record without a channel
  int64_t replies = 0;
  std::optional<MeanScore> score;
  std::optional<Habit> hardest;  // without examples
};

struct Scorecard {
  std::string name;
  int64_t replies = 0;
  int64_t blocked = 0;
  std::optional<MeanScore> score;
  std::vector<CheckScore> checks;  // as in the rule set
  std::vector<Strength> strengths;
  std::vector<Habit> habits;            // two at most
  std::vector<Difference> differences;  // of a person's card only
  Trend trend;
  std::vector<Part> by_persona, by_channel;  // most replies first
};

struct TeamCard {
  std::string team;
  int64_t agents = 0;     // that are named
  int64_t too_few = 0;    // of them, those with less than `min_sample` replies
  bool withheld = false;  // one person's, and individuals are off: `card` is empty
  Scorecard card;
  std::vector<Scorecard> people;  // by name
};

struct PlanLesson {
  std::string id, label, text;
};

// What to train for one kind of interaction and customer.
struct PlanEntry {
  std::string channel, persona;
  int64_t replies = 0;
  std::vector<Habit> habits;  // three at most, without examples
  std::vector<PlanLesson> lessons;
};

struct CoachingReport {
  std::string rule_set;
  bool individuals = false;
  int64_t min_sample = 0;
  int64_t conversations = 0;
  int64_t replies = 0;
  // Of all teams but those that are withheld, since what they lack could be told from the rest.
  // Nothing is left when all are.
  Scorecard overall;
  bool withheld = false;        // all of it
  int64_t left_out = 0;         // replies of withheld teams
  std::vector<TeamCard> teams;  // by name
  std::vector<PlanEntry> plan;  // where training pays most first
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_COACHING_REPORT_H_
