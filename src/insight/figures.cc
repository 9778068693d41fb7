#include "insight/figures.h"

#include <algorithm>
#include <cmath>

namespace rapport::insight {
namespace {

constexpr size_t kNps = record::kRatingSubjects, kCes = kNps + 1;  // questions

class Figures {
 public:
  explicit Figures(const Standard& standard) : standard_(standard) {
    for (int32_t m = 0; m < kMetrics; ++m) {
      figures_[static_cast<size_t>(m)].metric = static_cast<Metric>(m);
    }
  }

  // `count` may be more than `n` where the two are counted apart; there is no interval then.
  void Share(Metric metric, int64_t count, int64_t n) {
    Figure& figure = At(metric);
    figure.n = n;
    figure.count = count;
    if (n == 0) return;
    figure.value = static_cast<double>(count) / static_cast<double>(n);
    if (count <= n) figure.interval = WilsonInterval(count, n);
  }

  // The values lie between `low` and `high`, and so does their mean.
  void Mean(Metric metric, const Moments& moments, double low, double high) {
    Figure& figure = At(metric);
    figure.n = moments.n;
    if (moments.n == 0) return;
    figure.value = static_cast<double>(moments.sum) / static_cast<double>(moments.n);
    figure.interval = MeanInterval(moments);
    if (!figure.interval) return;
    figure.interval->low = std::max(figure.interval->low, low);
    figure.interval->high = std::min(figure.interval->high, high);
  }

  void Percentile(Metric metric, const Histogram& seconds, int permille) {
    Figure& figure = At(metric);
    figure.n = seconds.count();
    if (const auto value = seconds.Percentile(permille)) figure.value = static_cast<double>(*value);
    figure.interval = seconds.PercentileInterval(permille);
  }

  void Nps(const Cell& cell) {
    int64_t promoters = 0, detractors = 0, n = 0;
    for (size_t score = 0; score <= 10; ++score) {
      const int64_t count = cell.Scored(kNps, score);
      n = Plus(n, count);
      if (score >= 9) promoters = Plus(promoters, count);
      if (score <= 6) detractors = Plus(detractors, count);
    }
    Figure& figure = At(Metric::kNps);
    figure.n = n;
    if (n == 0) return;
    figure.value = 100 * (static_cast<double>(promoters) - static_cast<double>(detractors)) /
                   static_cast<double>(n);
    figure.interval = NpsInterval(promoters, detractors, n);
  }

  void Value(const CustomerFigures& customers) {
    Figure& figure = At(Metric::kCustomerValue);
    figure.n = customers.buyers;
    if (customers.buyers == 0) return;
    const auto n = static_cast<double>(customers.buyers);
    figure.value = customers.mean / 1e4;
    if (customers.buyers < 2) return;
    const double half =
        StudentQuantile(customers.buyers - 1) * std::sqrt(customers.deviations / (n - 1) / n) / 1e4;
    figure.interval = Interval{std::max(0.0, *figure.value - half), *figure.value + half};
  }

  std::array<Figure, kMetrics> Take() {
    for (const MetricGoal& goal : standard_.goals) Judge(goal);
    return std::move(figures_);
  }

 private:
  Figure& At(Metric metric) { return figures_[static_cast<size_t>(metric)]; }

  void Judge(const MetricGoal& goal) {
    Figure& figure = At(goal.metric);
    figure.goal = goal;
    if (!figure.value) return;
    figure.verdict =
        insight::Judge(figure.interval, static_cast<double>(goal.value) / 1e4, goal.at_least);
  }

  const Standard& standard_;
  std::array<Figure, kMetrics> figures_;
};

// Ratings of a question, and of these those above the standard's number (of 1 to 5).
std::pair<int64_t, int64_t> Satisfied(const Cell& cell, size_t question, int32_t above) {
  int64_t n = 0, satisfied = 0;
  for (size_t i = 0; i < kScoresOf[question]; ++i) {
    n = Plus(n, cell.Scored(question, i));
    if (static_cast<int32_t>(i) + 1 > above) satisfied = Plus(satisfied, cell.Scored(question, i));
  }
  return {satisfied, n};
}

Moments EffortOf(const Cell& cell) {
  Moments moments;
  for (size_t i = 0; i < kScoresOf[kCes]; ++i) {
    const int64_t count = cell.Scored(kCes, i), score = static_cast<int64_t>(i) + 1;
    // Kept below what a product could make too large.
    const int64_t bounded = std::min<int64_t>(count, INT64_MAX / 512);
    moments.Add({bounded, bounded * score, bounded * score * score});
  }
  return moments;
}

void AddCsat(const Cell& cell, const CustomerFigures& customers, bool by_period,
             const Standard& standard, Figures* out) {
  constexpr Metric kOfRatings[] = {Metric::kCsat, Metric::kCsatProduct, Metric::kCsatFirm};
  constexpr Metric kOfCustomers[] = {Metric::kCsatCustomers, Metric::kCsatCustomersProduct,
                                     Metric::kCsatCustomersFirm};
  for (size_t subject = 0; subject < record::kRatingSubjects; ++subject) {
    const auto [satisfied, n] = Satisfied(cell, subject, standard.satisfied_above);
    out->Share(kOfRatings[subject], satisfied, n);
    if (by_period || customers.rated[subject] == 0) continue;  // nobody was asked
    out->Share(kOfCustomers[subject], customers.satisfied[subject], customers.customers);
  }
}

void AddResponses(const Cell& cell, Figures* out) {
  int64_t asked = 0, answered = 0;
  for (size_t question = 0; question < kQuestions; ++question) {
    asked = Plus(asked, cell.Asked(question));
    for (size_t i = 0; i < kScoresOf[question]; ++i) {
      answered = Plus(answered, cell.Scored(question, i));
    }
  }
  out->Share(Metric::kResponseRate, answered, asked);
}

}  // namespace

Interval NpsInterval(int64_t promoters, int64_t detractors, int64_t n) {
  constexpr double kZ = 1.959963984540054;
  const double all = static_cast<double>(n) + 3;
  const double p = (static_cast<double>(promoters) + 0.75) / all;
  const double d = (static_cast<double>(detractors) + 0.75) / all;
  const double half = kZ * std::sqrt(std::max(0.0, p + d - (p - d) * (p - d)) / all);
  const double score = static_cast<double>(promoters - detractors) / static_cast<double>(n);
  return {100 * std::clamp(p - d - half, -1.0, score), 100 * std::clamp(p - d + half, score, 1.0)};
}

void CustomerFigures::Add(const CustomerState& state, const Standard& standard, int64_t now) {
  ++customers;
  for (size_t i = 0; i < satisfied.size(); ++i) {
    if (state.rated[i] == kNotYet) continue;
    ++rated[i];
    satisfied[i] += (state.rated[i] & 7) > standard.satisfied_above ? 1 : 0;
  }
  ForEachRetention(state, standard.period, PeriodOf(now, standard.period),
                   [this](int32_t, const Retention& counts) { retention.Add(counts); });
  if (state.active != 0) ++stages[static_cast<size_t>(StageOf(state, standard, now))];
  if (state.purchases == 0) return;
  ++buyers;
  if (state.purchases > 1) ++repeaters;
  const double amount = static_cast<double>(state.amount), before = amount - mean;
  mean += before / static_cast<double>(buyers);
  deviations += before * (amount - mean);
}

std::array<Figure, kMetrics> FiguresOf(const Cell& cell, const CustomerFigures& customers,
                                       bool by_period, const Standard& standard) {
  Figures out(standard);
  AddCsat(cell, customers, by_period, standard, &out);
  AddResponses(cell, &out);
  out.Nps(cell);
  out.Mean(Metric::kCes, EffortOf(cell), 1, 7);
  out.Share(Metric::kFcr, cell[kFirstContact], cell[kFirstContactKnown]);
  out.Mean(Metric::kHandleTime, {cell[kHandled], cell[kHandledSeconds], cell[kHandledSquares]}, 0,
           3.0 * record::kMostHandledSeconds);
  out.Percentile(Metric::kFirstResponseMedian, cell.response, 500);
  out.Percentile(Metric::kFirstResponseP90, cell.response, 900);
  out.Percentile(Metric::kResolutionTimeMedian, cell.resolution, 500);
  out.Percentile(Metric::kResolutionTimeP90, cell.resolution, 900);
  out.Share(Metric::kServiceLevel, cell[kResponseMet],
            Plus(cell[kResponseMet], cell[kResponseMissed]));
  out.Share(Metric::kResolutionLevel, cell[kResolutionMet],
            Plus(cell[kResolutionMet], cell[kResolutionMissed]));
  out.Percentile(Metric::kSpeedOfAnswerMedian, cell.answer, 500);
  out.Percentile(Metric::kSpeedOfAnswerP90, cell.answer, 900);
  out.Share(Metric::kAbandonment, cell[kAbandoned], Plus(cell[kAnswered], cell[kAbandoned]));
  out.Share(Metric::kEscalationRate, cell[kEscalated], cell[kCases]);
  out.Share(Metric::kReopenRate, cell[kReopened], cell[kReopenKnown]);
  out.Share(Metric::kTransferRate, cell[kTransferred], cell[kCases]);
  const Retention& r = customers.retention;
  out.Share(Metric::kRetention, r.retained, r.at_start);
  out.Share(Metric::kChurn, r.at_start - r.retained, r.at_start);
  out.Share(Metric::kDefection, r.defected, r.at_start);
  out.Share(Metric::kLapse, r.lapsed, r.at_start);
  out.Share(Metric::kRepeatPurchase, customers.repeaters, customers.buyers);
  out.Value(customers);
  return out.Take();
}

bool IsRaised(const MetricAlert& alert, const Figure& figure) {
  if (!figure.value || figure.n < alert.min_sample) return false;
  const double value = static_cast<double>(alert.value) / 1e4;
  return alert.below ? *figure.value < value : *figure.value > value;
}

}  // namespace rapport::insight
