#include "insight/themes_report.h"

#include <algorithm>
#include <cmath>

#include "insight/new_themes.h"

namespace rapport::insight {
namespace {

constexpr double kLevel = 0.05;
constexpr double kFewestOfOneSide = 0.05;  // of the comments
constexpr int64_t kFewestOtherComments = 5;

double Ratio(int64_t count, int64_t n) {
  return n == 0 ? 0 : static_cast<double>(count) / static_cast<double>(n);
}

CountedShare ShareOf(int64_t count, int64_t n) {
  return {count, n, Ratio(count, n), WilsonInterval(count, n)};
}

double MeanOf(const Moments& m) { return Ratio(m.sum, m.n); }

int64_t Sum(const BySentiment& counts) {
  int64_t sum = 0;
  for (const int64_t count : counts) sum += count;
  return sum;
}

// Scores with a comment that does not speak of the theme.
Scores Without(const Scores& all, const Scores& with) {
  Scores out = all;
  out.moments.n -= with.moments.n;
  out.moments.sum -= with.moments.sum;
  out.moments.squares -= with.moments.squares;
  out.detractors -= with.detractors;
  return out;
}

ScaleSummary SummaryOf(size_t scale, const RatingCounts& counts) {
  const Scores& scores = counts.scores[scale];
  ScaleSummary out;
  out.scale = static_cast<record::RatingScale>(scale);
  out.n = scores.moments.n;
  for (const ScoresByScale& of : counts.commented) out.commented += of[scale].moments.n;
  out.mean = MeanOf(scores.moments);
  out.interval = MeanInterval(scores.moments);
  if (out.interval) {  // scores lie within the scale, and so does their mean
    const record::ScoreRange range = record::kScoreRanges[scale];
    out.interval->low = std::max<double>(out.interval->low, range.low);
    out.interval->high = std::min<double>(out.interval->high, range.high);
  }
  out.detractors = ShareOf(scores.detractors, scores.moments.n);
  return out;
}

bool IsTested(DriverVerdict verdict) {
  return verdict != DriverVerdict::kTooFew && verdict != DriverVerdict::kOneSided;
}

// themes_report.h says when.
bool IsOneSided(const ThemeCounts& theme) {
  const auto of = [&theme](engine::Sentiment s) {
    return theme.sentiments[static_cast<size_t>(s)];
  };
  const int64_t badly = of(engine::Sentiment::kNegative), well = of(engine::Sentiment::kPositive);
  const int64_t both = of(engine::Sentiment::kMixed);
  const int64_t judged = badly + well + both, other = std::min(badly, well) + both;
  if (Ratio(judged, theme.comments()) < kFewestOfOneSide) return false;
  return other < kFewestOtherComments || Ratio(other, judged) < kFewestOfOneSide;
}

// The end of an interval that is nearer to 0, or 0 when that lies inside.
double Nearest(const Interval& interval) {
  return interval.low > 0 ? interval.low : interval.high < 0 ? interval.high : 0;
}

}  // namespace

const char* DriverVerdictName(DriverVerdict verdict) {
  switch (verdict) {
    case DriverVerdict::kTooFew:
      return "too_few";
    case DriverVerdict::kOneSided:
      return "one_sided";
    case DriverVerdict::kNoEvidence:
      return "no_evidence";
    case DriverVerdict::kHurts:
      return "hurts";
    case DriverVerdict::kHelps:
      return "helps";
  }
  return "unknown";
}

class FeedbackReporter {
 public:
  FeedbackReporter(const Feedback& feedback, const FeedbackOptions& options)
      : f_(feedback), rules_(*feedback.rules_), options_(options), weeks_(feedback.JoinedWeeks()) {}

  FeedbackReport Run() {
    out_.rule_set = rules_.name();
    out_.min_sample = options_.min_sample;
    out_.ratings = f_.all_.ratings;
    out_.comments = f_.all_.comments;
    out_.themed = f_.all_.themed;
    out_.sentiments = f_.all_.sentiments;
    out_.by = options_.by;
    for (const LabelInfo& theme : rules_.themes()) out_.theme_ids.emplace_back(theme.id);
    for (size_t scale = 0; scale < record::kRatingScales; ++scale) {
      if (f_.all_.scores[scale].moments.n > 0) out_.scales.push_back(SummaryOf(scale, f_.all_));
    }
    Themes();
    Drivers();
    Groups();
    Weeks();
    Drifts();
    out_.sampled = static_cast<int64_t>(f_.sample_.size());
    out_.proposals = ProposeThemes(rules_.tables(), f_.sample_, options_.min_sample);
    return std::move(out_);
  }

 private:
  const LabelInfo& ThemeAt(size_t index) const { return rules_.themes()[index]; }

  void Themes() {
    for (size_t t = 0; t < f_.all_.themes.size(); ++t) {
      const ThemeCounts& counts = f_.all_.themes[t];
      const int64_t comments = counts.comments();
      if (comments == 0) continue;
      out_.themes.push_back({std::string(ThemeAt(t).id), std::string(ThemeAt(t).label),
                             ShareOf(comments, f_.all_.comments), counts.sentiments,
                             f_.examples_[t]});
    }
    std::stable_sort(out_.themes.begin(), out_.themes.end(),
                     [](const ThemeSummary& a, const ThemeSummary& b) {
                       return a.comments.count > b.comments.count;
                     });
  }

  Driver DriverOf(size_t subject, size_t scale, size_t theme) const {
    const Scores& with = f_.all_.themes[theme].scores[subject][scale];
    const Scores without = Without(f_.all_.commented[subject][scale], with);
    Driver out;
    out.about = static_cast<record::RatingSubject>(subject);
    out.scale = static_cast<record::RatingScale>(scale);
    out.theme = ThemeAt(theme).id;
    out.label = ThemeAt(theme).label;
    out.with = with.moments.n;
    out.without = without.moments.n;
    out.mean_with = MeanOf(with.moments);
    out.mean_without = MeanOf(without.moments);
    out.detractors_with = ShareOf(with.detractors, out.with);
    out.detractors_without = ShareOf(without.detractors, out.without);
    out.detractors = out.detractors_with.value - out.detractors_without.value;
    out.detractors_interval =
        DifferenceInterval(with.detractors, out.with, without.detractors, out.without);
    out.impact = Ratio(out.with, out.with + out.without) * Nearest(out.detractors_interval);
    if (std::min(out.with, out.without) < options_.min_sample) return out;
    out.verdict =
        IsOneSided(f_.all_.themes[theme]) ? DriverVerdict::kOneSided : DriverVerdict::kNoEvidence;
    if (out.verdict == DriverVerdict::kOneSided) return out;
    out.mean = WelchTest(with.moments, without.moments);
    out.detractors_p = SharesP(with.detractors, out.with, without.detractors, out.without);
    return out;
  }

  void Drivers() {
    for (size_t scale = 0; scale < record::kRatingScales; ++scale) {
      for (size_t subject = 0; subject < record::kRatingSubjects; ++subject) {
        for (size_t t = 0; t < f_.all_.themes.size(); ++t) {
          if (f_.all_.themes[t].scores[subject][scale].moments.n > 0) {
            out_.drivers.push_back(DriverOf(subject, scale, t));
          }
        }
      }
    }
    Correct();
    std::stable_sort(out_.drivers.begin(), out_.drivers.end(),
                     [](const Driver& a, const Driver& b) {
                       if (a.verdict != b.verdict) return a.verdict > b.verdict;
                       const double most_a = std::fabs(a.impact), most_b = std::fabs(b.impact);
                       if (most_a != most_b) return most_a > most_b;
                       return std::min(a.mean_p, a.detractors_corrected) <
                              std::min(b.mean_p, b.detractors_corrected);
                     });
    // What hurts is what to act on.
    std::stable_partition(out_.drivers.begin(), out_.drivers.end(),
                          [](const Driver& d) { return d.verdict == DriverVerdict::kHurts; });
  }

  // Both tests of every driver that has enough ratings are one family.
  void Correct() {
    std::vector<double> p;
    std::vector<double*> corrected;
    for (Driver& driver : out_.drivers) {
      if (!IsTested(driver.verdict)) continue;
      if (driver.mean) {
        p.push_back(driver.mean->p);
        corrected.push_back(&driver.mean_p);
      }
      p.push_back(driver.detractors_p);
      corrected.push_back(&driver.detractors_corrected);
    }
    const std::vector<double> values = HolmCorrected(p);
    for (size_t i = 0; i < values.size(); ++i) *corrected[i] = values[i];
    for (Driver& driver : out_.drivers) {
      if (!IsTested(driver.verdict)) continue;
      const double mean = driver.mean_p < kLevel ? driver.mean->value : 0;
      const double share = driver.detractors_corrected < kLevel ? driver.detractors : 0;
      // When both speak and disagree, nothing is said.
      if ((mean < 0 || share > 0) && mean <= 0 && share >= 0) {
        driver.verdict = DriverVerdict::kHurts;
        AddMeasures(&driver);
      } else if ((mean > 0 || share < 0) && mean >= 0 && share <= 0) {
        driver.verdict = DriverVerdict::kHelps;
      }
    }
  }

  void AddMeasures(Driver* driver) const {
    for (const MeasureInfo& measure : rules_.measures()) {
      const auto& themes = measure.themes;
      if (std::find(themes.begin(), themes.end(), driver->theme) == themes.end()) continue;
      driver->measures.push_back({std::string(measure.id), std::string(measure.label),
                                  std::string(measure.owner), CostClassName(measure.cost),
                                  MetricName(measure.moves), std::string(measure.help)});
    }
  }

  void Groups() {
    out_.ratings_under_no_name = f_.all_.ratings;
    for (const auto& [name, counts] : f_.Joined(options_.by)) {
      GroupRow row;
      row.name = name;
      row.ratings = counts.ratings;
      row.comments = counts.comments;
      for (size_t scale = 0; scale < record::kRatingScales; ++scale) {
        if (counts.scores[scale].moments.n > 0) row.scales[scale] = SummaryOf(scale, counts);
      }
      row.themes.resize(out_.theme_ids.size());
      for (size_t t = 0; t < counts.themes.size(); ++t) row.themes[t] = counts.themes[t].sentiments;
      out_.ratings_under_no_name -= counts.ratings;
      out_.groups.push_back(std::move(row));
    }
    std::stable_sort(out_.groups.begin(), out_.groups.end(),
                     [](const GroupRow& a, const GroupRow& b) { return a.ratings > b.ratings; });
  }

  void Weeks() {
    for (const auto& [week, counts] : weeks_) {
      WeekRow row{WeekName(week), counts.comments, counts.themes};
      row.themes.resize(out_.theme_ids.size());
      out_.weeks.push_back(std::move(row));
    }
  }

  void AddDrift(bool is_persona, std::string id, std::string label, const CountedShare& latest,
                const CountedShare& earlier) {
    if (std::min(latest.n, earlier.n) < options_.min_sample) return;
    if (latest.count + earlier.count == 0) return;
    Drift drift;
    drift.is_persona = is_persona;
    drift.id = std::move(id);
    drift.label = std::move(label);
    drift.latest = latest;
    drift.earlier = earlier;
    drift.difference = latest.value - earlier.value;
    drift.interval = DifferenceInterval(latest.count, latest.n, earlier.count, earlier.n);
    drift.p = SharesP(latest.count, latest.n, earlier.count, earlier.n);
    out_.drift.push_back(std::move(drift));
  }

  void Drifts() {
    if (weeks_.size() < 2) return;
    const auto latest = std::prev(weeks_.end());
    out_.latest_week = WeekName(latest->first);
    WeekCounts before;
    before.themes.resize(out_.theme_ids.size());
    for (auto week = weeks_.begin(); week != latest; ++week) {
      before.comments += week->second.comments;
      for (size_t t = 0; t < week->second.themes.size(); ++t) {
        before.themes[t][0] += Sum(week->second.themes[t]);
      }
      for (const auto& [persona, count] : week->second.personas) before.personas[persona] += count;
    }
    for (size_t t = 0; t < out_.theme_ids.size(); ++t) {
      const auto& themes = latest->second.themes;
      const int64_t now = themes.empty() ? 0 : Sum(themes[t]);
      AddDrift(false, out_.theme_ids[t], std::string(ThemeAt(t).label),
               ShareOf(now, latest->second.comments),
               ShareOf(before.themes[t][0], before.comments));
    }
    PersonaDrifts(latest->second.personas, before.personas);
    std::vector<double> p;
    for (const Drift& drift : out_.drift) p.push_back(drift.p);
    const std::vector<double> corrected = HolmCorrected(p);
    for (size_t i = 0; i < corrected.size(); ++i) {
      out_.drift[i].corrected = corrected[i];
      out_.drift[i].has_changed = corrected[i] < kLevel;
    }
    std::stable_sort(out_.drift.begin(), out_.drift.end(),
                     [](const Drift& a, const Drift& b) { return a.p < b.p; });
  }

  void PersonaDrifts(const std::map<std::string, int64_t>& latest,
                     std::map<std::string, int64_t> all) {
    int64_t latest_n = 0, before_n = 0;
    for (const auto& [persona, count] : all) before_n += count;
    for (const auto& [persona, count] : latest) {
      latest_n += count;
      all[persona] += count;
    }
    for (const auto& [persona, count] : all) {
      const auto found = latest.find(persona);
      const int64_t now = found == latest.end() ? 0 : found->second;
      std::string label = persona == "none" ? "No type" : persona;
      for (const PersonaInfo& info : rules_.personas()) {
        if (info.id == persona) label = info.label;
      }
      AddDrift(true, persona, std::move(label), ShareOf(now, latest_n),
               ShareOf(count - now, before_n));
    }
  }

  const Feedback& f_;
  const RuleSet& rules_;
  const FeedbackOptions& options_;
  const std::map<int64_t, WeekCounts> weeks_;
  FeedbackReport out_;
};

FeedbackReport Feedback::Report(const FeedbackOptions& options) const {
  return FeedbackReporter(*this, options).Run();
}

}  // namespace rapport::insight
