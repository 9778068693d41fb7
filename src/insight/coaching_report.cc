#include "insight/coaching_report.h"

#include <algorithm>
#include <utility>

namespace rapport::insight {
namespace {

constexpr size_t kHabits = 2;
constexpr size_t kStrengths = 3;
constexpr size_t kPlanHabits = 3;
constexpr size_t kPlanEntries = 12;
constexpr int64_t kPlanReplies = 5;  // fewer make no plan
// What is called a strength without a comparison passes at least so often, as far as is known.
constexpr double kStrengthLow = 0.5;

Share ShareOf(int64_t count, int64_t n) {
  return {n, count, static_cast<double>(count) / static_cast<double>(n), WilsonInterval(count, n)};
}

std::optional<MeanScore> MeanOf(const Moments& hundredths) {
  if (hundredths.n == 0) return std::nullopt;
  const double n = static_cast<double>(hundredths.n);
  MeanScore out{hundredths.n, static_cast<double>(hundredths.sum) / n / 100, std::nullopt};
  if (const auto interval = MeanInterval(hundredths)) {
    // A score lies between 0 and 100, and so does the mean of many.
    out.interval =
        Interval{std::max(0.0, interval->low / 100), std::min(100.0, interval->high / 100)};
  }
  return out;
}

Bucket Minus(Bucket whole, const Bucket& part) {
  for (size_t i = 0; i < part.checks.size(); ++i) {
    whole.checks[i].applicable -= part.checks[i].applicable;
    whole.checks[i].passed -= part.checks[i].passed;
  }
  return whole;
}

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class Reporter {
 public:
  Reporter(const RuleSet& rules, const std::vector<std::string>& why)
      : why_(why), standard_(rules.standard()) {
    for (const CheckInfo& check : rules.checks()) checks_.push_back(check);
  }

  // Fails of `bucket`, those that cost most first.
  std::vector<Habit> Habits(const Bucket& bucket, size_t most) const {
    std::vector<Habit> out;
    for (size_t i = 0; i < bucket.checks.size(); ++i) {
      const CheckTally& tally = bucket.checks[i];
      if (tally.failed() == 0) continue;
      Habit habit;
      habit.check = checks_[i].id;
      habit.label = checks_[i].label;
      habit.failed = ShareOf(tally.failed(), tally.applicable);
      habit.impact = checks_[i].weight / 1000.0 * habit.failed.interval.low *
                     static_cast<double>(tally.applicable) / static_cast<double>(bucket.replies);
      habit.why = why_[i];
      out.push_back(std::move(habit));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Habit& a, const Habit& b) { return a.impact > b.impact; });
    if (out.size() > most) out.resize(most);
    return out;
  }

  std::optional<int64_t> GoalOf(std::string_view check) const {
    for (const CheckGoal& goal : standard_.checks) {
      if (goal.check == check) return goal.share;
    }
    return std::nullopt;
  }

  // `others` is null for a card that is compared with nobody.
  Scorecard Card(std::string name, const Sheet& sheet, const Bucket* others) const {
    Scorecard card;
    card.name = std::move(name);
    card.replies = sheet.all.replies;
    card.blocked = sheet.all.blocked;
    card.score = MeanOf(sheet.all.score);
    for (size_t i = 0; i < checks_.size(); ++i) {
      CheckScore score{std::string(checks_[i].id),
                       std::string(checks_[i].label),
                       checks_[i].weight,
                       checks_[i].is_fatal,
                       std::nullopt,
                       GoalOf(checks_[i].id)};
      const CheckTally tally = i < sheet.all.checks.size() ? sheet.all.checks[i] : CheckTally();
      if (tally.applicable > 0) {
        score.passed = ShareOf(tally.passed, tally.applicable);
        if (score.goal) {
          score.verdict =
              Judge(score.passed->interval, static_cast<double>(*score.goal) / 1e4, true);
        }
      }
      card.checks.push_back(std::move(score));
    }
    card.habits = Habits(sheet.all, kHabits);
    for (Habit& habit : card.habits) habit.examples = sheet.examples[IndexOf(habit.check)];
    if (others != nullptr) card.differences = Differences(sheet.all, *others);
    card.strengths = Strengths(card);
    for (const auto& [week, moments] : sheet.weeks) {
      card.trend.weeks.push_back({WeekName(week), *MeanOf(moments)});
    }
    card.trend.slope = TrendOf(sheet.weeks);
    card.by_persona = Parts(sheet.by_persona);
    card.by_channel = Parts(sheet.by_channel);
    return card;
  }

  std::vector<PlanEntry> Plan(const TeamSheet& all, const std::vector<Lesson>& lessons) const {
    std::vector<std::pair<double, PlanEntry>> entries;
    for (const auto& [kind, bucket] : all.by_kind) {
      if (bucket.replies < kPlanReplies) continue;
      PlanEntry entry;
      entry.channel = kind.first;
      entry.persona = kind.second;
      entry.replies = bucket.replies;
      entry.habits = Habits(bucket, kPlanHabits);
      if (entry.habits.empty()) continue;
      double lost = 0;
      for (const Habit& habit : entry.habits) lost += habit.impact;
      AddLessons(lessons, &entry);
      entries.emplace_back(lost * static_cast<double>(bucket.replies), std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PlanEntry> out;
    for (auto& [lost, entry] : entries) {
      if (out.size() < kPlanEntries) out.push_back(std::move(entry));
    }
    return out;
  }

 private:
  size_t IndexOf(std::string_view check) const {
    size_t i = 0;
    while (checks_[i].id != check) ++i;
    return i;
  }

  std::vector<Difference> Differences(const Bucket& own, const Bucket& others) const {
    std::vector<Difference> out;
    for (size_t i = 0; i < own.checks.size(); ++i) {
      const CheckTally& a = own.checks[i];
      const CheckTally& b = others.checks[i];
      if (a.applicable == 0 || b.applicable == 0) continue;
      const double value = static_cast<double>(a.passed) / static_cast<double>(a.applicable) -
                           static_cast<double>(b.passed) / static_cast<double>(b.applicable);
      out.push_back({std::string(checks_[i].id), a.applicable, b.applicable, value,
                     DifferenceInterval(a.passed, a.applicable, b.passed, b.applicable)});
    }
    return out;
  }

  // Those above the others, surest first; else those that pass best for sure.
  std::vector<Strength> Strengths(const Scorecard& card) const {
    std::vector<Strength> out;
    for (const Difference& difference : card.differences) {
      if (difference.interval.low <= 0) continue;
      const CheckScore& check = card.checks[IndexOf(difference.check)];
      out.push_back(
          {check.check, check.label, *check.passed, difference.value, difference.interval});
    }
    std::stable_sort(out.begin(), out.end(), [](const Strength& a, const Strength& b) {
      return a.above_interval.low > b.above_interval.low;
    });
    if (out.empty()) {
      std::vector<CheckScore> by_weight = card.checks;
      std::stable_sort(
          by_weight.begin(), by_weight.end(),
          [](const CheckScore& a, const CheckScore& b) { return a.weight > b.weight; });
      for (const CheckScore& check : by_weight) {
        if (!check.passed || check.passed->interval.low < kStrengthLow) continue;
        const auto is_habit = [&](const Habit& h) { return h.check == check.check; };
        if (std::any_of(card.habits.begin(), card.habits.end(), is_habit)) continue;
        out.push_back({check.check, check.label, *check.passed, std::nullopt, {}});
      }
      std::stable_sort(out.begin(), out.end(), [](const Strength& a, const Strength& b) {
        return a.passed.interval.low > b.passed.interval.low;
      });
    }
    if (out.size() > kStrengths) out.resize(kStrengths);
    return out;
  }

  static std::optional<Slope> TrendOf(const std::map<int64_t, Moments>& weeks) {
    std::vector<StepMoments> steps;
    for (const auto& [week, moments] : weeks) steps.push_back({week, moments});
    std::optional<Slope> slope = SlopeOf(steps);
    if (!slope) return slope;
    return Slope{slope->per_step / 100, {slope->interval.low / 100, slope->interval.high / 100}};
  }

  std::vector<Part> Parts(const std::map<std::string, Bucket>& buckets) const {
    std::vector<Part> out;
    for (const auto& [name, bucket] : buckets) {
      Part part{name, bucket.replies, MeanOf(bucket.score), std::nullopt};
      std::vector<Habit> habits = Habits(bucket, 1);
      if (!habits.empty()) part.hardest = std::move(habits[0]);
      out.push_back(std::move(part));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Part& a, const Part& b) { return a.replies > b.replies; });
    return out;
  }

  // Lessons about what fails come first.
  static void AddLessons(const std::vector<Lesson>& lessons, PlanEntry* entry) {
    const auto add = [&](bool about_checks) {
      for (const Lesson& lesson : lessons) {
        if (lesson.checks.empty() == about_checks) continue;
        if (!lesson.channels.empty() && !Contains(lesson.channels, entry->channel)) continue;
        if (!lesson.personas.empty() && !Contains(lesson.personas, entry->persona)) continue;
        const auto fails = [&](const Habit& h) { return Contains(lesson.checks, h.check); };
        if (about_checks && !std::any_of(entry->habits.begin(), entry->habits.end(), fails)) {
          continue;
        }
        entry->lessons.push_back({lesson.id, lesson.label, lesson.text});
      }
    };
    add(true);
    add(false);
  }

  std::vector<CheckInfo> checks_;
  const std::vector<std::string>& why_;
  const Standard& standard_;
};

TeamCard CardOf(const std::string& name, const TeamSheet& team, const CoachingOptions& options,
                const Reporter& reporter) {
  TeamCard out;
  out.team = name;
  out.agents = static_cast<int64_t>(team.agents.size());
  out.withheld = !options.individuals && out.agents == 1 && team.unnamed == 0;
  if (!out.withheld) out.card = reporter.Card(name, team.whole, nullptr);
  for (const auto& [agent, sheet] : team.agents) {
    if (sheet.all.replies < options.min_sample) {
      ++out.too_few;
    } else if (options.individuals) {
      const Bucket others = Minus(team.whole.all, sheet.all);
      out.people.push_back(reporter.Card(agent, sheet, &others));
    }
  }
  return out;
}

}  // namespace

CoachingReport Coaching::Report(const CoachingOptions& options) const {
  CoachingReport out;
  out.rule_set = rules_->name();
  out.individuals = options.individuals;
  out.min_sample = options.min_sample;
  out.conversations = conversations_;
  const Reporter reporter(*rules_, why_);
  TeamSheet all;
  for (const auto& [name, team] : teams_) {
    out.replies += team.whole.all.replies;
    out.teams.push_back(CardOf(name, team, options, reporter));
    if (out.teams.back().withheld) {
      out.left_out += team.whole.all.replies;
      continue;
    }
    all.whole.Merge(team.whole);
    for (const auto& [kind, bucket] : team.by_kind) all.by_kind[kind].Merge(bucket);
  }
  out.withheld = out.replies > 0 && out.left_out == out.replies;
  if (out.withheld) return out;
  out.overall = reporter.Card("", all.whole, nullptr);
  out.plan = reporter.Plan(all, options.lessons);
  return out;
}

}  // namespace rapport::insight
