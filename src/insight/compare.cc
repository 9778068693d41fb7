#include "insight/compare.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "insight/figures.h"
#include "insight/significance.h"

namespace rapport::insight {
namespace {

constexpr double kLevel = 0.05;
constexpr double kLengthTolerance = 0.01;  // of the longer period
constexpr Duration kDay = std::chrono::hours(24);
constexpr size_t kNpsQuestion = record::kRatingSubjects, kCesQuestion = kNpsQuestion + 1;

// Its beginning, UTC.
Time DayOf(Time time) {
  using Days = std::chrono::duration<int64_t, std::ratio<86'400>>;
  return std::chrono::floor<Days>(time);
}

// One side of a comparison: what a row's figures are computed from.
struct Side {
  Cell cell;
  CustomerFigures customers;
  std::array<Figure, kMetrics> figures;
  int64_t pairs = 1;  // of periods, in what is counted of retention

  const Figure& figure(Metric metric) const { return figures[static_cast<size_t>(metric)]; }
};

// What a test needs of a metric; one of them.
struct Evidence {
  std::optional<Counted> share;
  std::optional<Measured> mean;
  const Histogram* times = nullptr;
  int permille = 0;
};

// Scores from `lowest` on, each worth what `value` says.
template <typename Value>
Measured ScoresOf(const Cell& cell, size_t question, const Value& value) {
  double n = 0, sum = 0, squares = 0;
  for (size_t i = 0; i < kScoresOf[question]; ++i) {
    const auto count = static_cast<double>(cell.Scored(question, i));
    const double v = value(i);
    n += count, sum += count * v, squares += count * v * v;
  }
  Measured out;
  out.n = static_cast<int64_t>(std::min(n, 9e18));
  if (n > 0) out.mean = sum / n;
  if (n > 1) out.variance = std::max(0.0, squares - out.mean * sum) / (n - 1);
  return out;
}

// Customers come back pair by pair of periods: what is counted of one customer several times is
// worth, at worst, one.
Counted Thinned(const Figure& figure, int64_t pairs) {
  return {figure.count.value_or(0) / pairs, figure.n / pairs};
}

bool IsOfPairs(Metric metric) {
  return metric == Metric::kRetention || metric == Metric::kDefection || metric == Metric::kLapse;
}

Evidence EvidenceOf(const Side& side, Metric metric) {
  Evidence out;
  const auto percentile = [&out](const Histogram& times, int permille) {
    out.times = &times;
    out.permille = permille;
  };
  switch (metric) {
    case Metric::kNps:
      out.mean = ScoresOf(side.cell, kNpsQuestion, [](size_t i) {
        return i >= 9 ? 100.0 : i <= 6 ? -100.0 : 0.0;
      });
      return out;
    case Metric::kCes:
      out.mean =
          ScoresOf(side.cell, kCesQuestion, [](size_t i) { return static_cast<double>(i) + 1; });
      return out;
    case Metric::kHandleTime:
      out.mean =
          MeasuredOf({side.cell[kHandled], side.cell[kHandledSeconds], side.cell[kHandledSquares]});
      return out;
    case Metric::kCustomerValue: {
      const CustomerFigures& c = side.customers;
      out.mean =
          Measured{c.buyers, c.mean / 1e4,
                   c.buyers > 1 ? c.deviations / static_cast<double>(c.buyers - 1) / 1e8 : 0};
      return out;
    }
    case Metric::kFirstResponseMedian:
      percentile(side.cell.response, 500);
      return out;
    case Metric::kFirstResponseP90:
      percentile(side.cell.response, 900);
      return out;
    case Metric::kResolutionTimeMedian:
      percentile(side.cell.resolution, 500);
      return out;
    case Metric::kResolutionTimeP90:
      percentile(side.cell.resolution, 900);
      return out;
    case Metric::kSpeedOfAnswerMedian:
      percentile(side.cell.answer, 500);
      return out;
    case Metric::kSpeedOfAnswerP90:
      percentile(side.cell.answer, 900);
      return out;
    case Metric::kChurn:  // retention again
      return out;
    default:
      break;
  }
  const Figure& figure = side.figure(metric);
  const Counted share =
      IsOfPairs(metric) ? Thinned(figure, side.pairs) : Counted{figure.count.value_or(0), figure.n};
  if (share.count <= share.n) out.share = share;  // else it is no share of one sample
  return out;
}

int64_t SampleOf(const Evidence& e) {
  return e.share ? e.share->n : e.mean ? e.mean->n : e.times != nullptr ? e.times->count() : 0;
}

std::optional<TwoSampleTest> Test(const Evidence& before, const Evidence& after) {
  if (before.share && after.share) return CompareShares(*before.share, *after.share);
  if (before.mean && after.mean) return CompareMeans(*before.mean, *after.mean);
  if (before.times != nullptr && after.times != nullptr) {
    return ComparePercentiles(*before.times, *after.times, before.permille);
  }
  return std::nullopt;
}

std::optional<Change> ChangeOf(const Evidence& before, const Evidence& after) {
  if (before.share && after.share) return ChangeOfShares(*before.share, *after.share);
  if (before.mean && after.mean) return ChangeOfMeans(*before.mean, *after.mean);
  return std::nullopt;
}

// Puts what a test says into `out`; a figure of few is not tested.
void Judge(const std::optional<TwoSampleTest>& test, bool is_enough, JudgedChange* out) {
  if (!test) {
    out->verdict = is_enough ? ChangeVerdict::kNotTested : ChangeVerdict::kTooFew;
    if (is_enough) out->remark = ChangeRemark::kNoSpread;
    return;
  }
  out->interval = test->interval;
  out->verdict = ChangeVerdict::kTooFew;
  if (!is_enough) return;
  out->p = test->p;
  out->verdict = ChangeVerdict::kNoEvidence;
}

// Whether a figure is left out since the periods differ.
bool LeftOut(Metric metric, bool lengths_differ, JudgedChange* out) {
  if (!lengths_differ || !GrowsWithLength(metric)) return false;
  out->verdict = ChangeVerdict::kNotTested;
  out->remark = ChangeRemark::kLengthsDiffer;
  return true;
}

ComparedFigure CompareFigure(Metric metric, const Side& before, const Side& after,
                             int64_t min_sample, bool lengths_differ) {
  ComparedFigure out;
  const Figure &a = before.figure(metric), &b = after.figure(metric);
  out.metric = metric;
  out.before = a.value;
  out.after = b.value;
  out.before_n = a.n;
  out.after_n = b.n;
  if (a.value && b.value) out.change.difference = *b.value - *a.value;
  if (LeftOut(metric, lengths_differ, &out.change)) return out;
  const Evidence of_a = EvidenceOf(before, metric), of_b = EvidenceOf(after, metric);
  const bool has_test = (of_a.share && of_b.share) || of_a.mean || of_a.times != nullptr;
  if (has_test) {
    Judge(Test(of_a, of_b), std::min(SampleOf(of_a), SampleOf(of_b)) >= min_sample, &out.change);
  } else {
    out.change.remark = ChangeRemark::kNoTest;
  }
  return out;
}

Side SideOf(const MetricsRow& row, const MetricsReport& report) {
  Side side;
  side.cell = row.counts->cell;
  side.customers = row.counts->customers;
  side.figures = row.figures;
  side.pairs = std::max<int64_t>(
      1, std::count_if(report.trend.rows.begin(), report.trend.rows.end(),
                       [](const MetricsRow& r) { return r.figure(Metric::kRetention).n > 0; }));
  return side;
}

// Customers of both. Means and deviations as T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating
// formulae and a pairwise algorithm for computing sample variances", 1979.
void MergeCustomers(const CustomerFigures& other, CustomerFigures* c) {
  const auto n = static_cast<double>(c->buyers), m = static_cast<double>(other.buyers);
  if (m > 0) {
    const double apart = other.mean - c->mean;
    c->mean += apart * m / (n + m);
    c->deviations += other.deviations + apart * apart * n * m / (n + m);
  }
  c->customers += other.customers;
  for (size_t i = 0; i < c->satisfied.size(); ++i) {
    c->rated[i] += other.rated[i];
    c->satisfied[i] += other.satisfied[i];
  }
  c->retention.Add(other.retention);
  c->buyers += other.buyers;
  c->repeaters += other.repeaters;
}

class Comparer {
 public:
  Comparer(const MetricsReport& before, const MetricsReport& after, const CompareOptions& options,
           const Standard& standard)
      : before_(before), after_(after), options_(options), standard_(standard) {}

  Result<CompareReport> Run() {
    report_.rule_set = after_.rule_set;
    report_.before = PeriodOf(before_, options_.from, options_.at);
    report_.after = PeriodOf(after_, options_.at, options_.to);
    const auto [less, more] = std::minmax(report_.before.days, report_.after.days);
    report_.lengths_differ = less > 0 && more - less > kLengthTolerance * more;
    report_.min_sample = options_.min_sample;
    report_.by = options_.by;
    report_.where = options_.where;
    Add({}, SideOf(before_.all, before_), SideOf(after_.all, after_));
    if (options_.where) {
      if (Status status = AddSelection(*options_.where); !status.ok()) return status;
    } else if (options_.by) {
      AddGroups(*options_.by);
    }
    Adjust();
    return std::move(report_);
  }

 private:
  static ComparedPeriod PeriodOf(const MetricsReport& report, std::optional<Time> begin,
                                 std::optional<Time> end) {
    ComparedPeriod out = {report.first,     report.last,      report.events,
                          report.all.cases, report.customers, 0};
    if (!report.first) return out;
    if (!begin) begin = DayOf(*report.first);
    if (!end) end = DayOf(*report.last) + kDay;
    out.days = std::chrono::duration<double>(*end - *begin) / std::chrono::duration<double>(kDay);
    return out;
  }

  static const MetricsTable* TableBy(const MetricsReport& report, const GroupBy& by) {
    for (const MetricsTable& table : report.tables) {
      if (table.by == by) return &table;
    }
    return nullptr;
  }

  ComparedGroup& Add(std::vector<std::string> values, const Side& before, const Side& after) {
    ComparedGroup& group = report_.groups.emplace_back();
    group.values = std::move(values);
    for (int32_t m = 0; m < kMetrics; ++m) {
      group.figures[static_cast<size_t>(m)] = CompareFigure(
          static_cast<Metric>(m), before, after, options_.min_sample, report_.lengths_differ);
    }
    return group;
  }

  // Groups that both have; the others cannot have changed.
  void AddGroups(const GroupBy& by) {
    const MetricsTable *a = TableBy(before_, by), *b = TableBy(after_, by);
    if (a == nullptr || b == nullptr) return;
    for (const MetricsRow& row : a->rows) {
      for (const MetricsRow& other : b->rows) {
        if (row.is_other != other.is_other || row.values != other.values) continue;
        Add(row.values, SideOf(row, before_), SideOf(other, after_)).is_other = row.is_other;
      }
    }
  }

  // The selection and the rest of a period. Whether there is a selection.
  bool Split(const MetricsReport& report, const Selection& where, Side* selected,
             Side* rest) const {
    const MetricsTable* const table = TableBy(report, GroupBy{where.field, std::nullopt});
    bool found = false;
    if (table == nullptr) return found;
    Side* const sides[] = {selected, rest};
    for (const MetricsRow& row : table->rows) {
      const bool is_it = !row.is_other && row.values[0] == where.value;
      found |= is_it;
      Side& side = *sides[is_it ? 0 : 1];
      side.cell.Merge(row.counts->cell);
      MergeCustomers(row.counts->customers, &side.customers);
      side.pairs = SideOf(row, report).pairs;
    }
    for (Side* side : sides) {
      side->figures = FiguresOf(side->cell, side->customers, false, standard_);
    }
    return found;
  }

  Status AddSelection(const Selection& where) {
    Side before, before_rest, after, after_rest;
    const bool in_before = Split(before_, where, &before, &before_rest);
    const bool in_after = Split(after_, where, &after, &after_rest);
    if (!in_before && !in_after) {
      return Status(StatusCode::kNotFound,
                    StrCat("no event has the ", std::string_view(GroupFieldName(where.field)), " '",
                           where.value, "'"));
    }
    ComparedGroup& selected = Add({where.value}, before, after);
    for (ComparedFigure& figure : selected.figures) {
      AgainstOthers(before, after, before_rest, after_rest, &figure);
    }
    Add({}, before_rest, after_rest).is_rest = true;
    return Status();
  }

  void AgainstOthers(const Side& before, const Side& after, const Side& before_rest,
                     const Side& after_rest, ComparedFigure* figure) const {
    const Metric m = figure->metric;
    const Evidence parts[] = {EvidenceOf(before, m), EvidenceOf(after, m),
                              EvidenceOf(before_rest, m), EvidenceOf(after_rest, m)};
    const auto own = ChangeOf(parts[0], parts[1]), others = ChangeOf(parts[2], parts[3]);
    if (!own || !others) return;
    int64_t sample = INT64_MAX;
    for (const Evidence& part : parts) sample = std::min(sample, SampleOf(part));
    JudgedChange& out = figure->against_others.emplace();
    out.difference = own->difference - others->difference;
    if (LeftOut(m, report_.lengths_differ, &out)) return;
    Judge(CompareChanges(*others, *own), sample >= options_.min_sample, &out);
  }

  // Over all tests of the report.
  void Adjust() {
    std::vector<std::pair<Metric, JudgedChange*>> tests;
    std::vector<double> p;
    const auto collect = [&](Metric metric, JudgedChange* change) {
      if (!change->p) return;
      tests.emplace_back(metric, change);
      p.push_back(*change->p);
    };
    for (ComparedGroup& group : report_.groups) {
      for (ComparedFigure& figure : group.figures) {
        collect(figure.metric, &figure.change);
        if (figure.against_others) collect(figure.metric, &*figure.against_others);
      }
    }
    const std::vector<double> adjusted = HolmCorrected(p);
    report_.tests = static_cast<int64_t>(tests.size());
    for (size_t i = 0; i < tests.size(); ++i) {
      const auto [metric, change] = tests[i];
      change->adjusted = adjusted[i];
      // The difference of a median may be 0 where the distributions differ: it says nothing then.
      if (adjusted[i] >= kLevel || !change->difference || *change->difference == 0) continue;
      change->verdict = (*change->difference > 0) == MoreIsBetter(metric) ? ChangeVerdict::kBetter
                                                                          : ChangeVerdict::kWorse;
    }
  }

  const MetricsReport& before_;
  const MetricsReport& after_;
  const CompareOptions& options_;
  const Standard& standard_;
  CompareReport report_;
};

}  // namespace

const char* ChangeVerdictName(ChangeVerdict verdict) {
  constexpr std::array<const char*, 5> kNames = {"better", "worse", "no_evidence", "too_few",
                                                 "not_tested"};
  return kNames[static_cast<size_t>(verdict)];
}

const char* ChangeRemarkName(ChangeRemark remark) {
  constexpr std::array<const char*, 4> kNames = {"", "lengths_differ", "no_spread", "no_test"};
  return kNames[static_cast<size_t>(remark)];
}

bool GrowsWithLength(Metric metric) {
  switch (metric) {
    case Metric::kCsatCustomers:
    case Metric::kCsatCustomersProduct:
    case Metric::kCsatCustomersFirm:
    case Metric::kRepeatPurchase:
    case Metric::kCustomerValue:
      return true;
    default:
      return false;
  }
}

bool MoreIsBetter(Metric metric) {
  switch (metric) {
    case Metric::kHandleTime:
    case Metric::kFirstResponseMedian:
    case Metric::kFirstResponseP90:
    case Metric::kResolutionTimeMedian:
    case Metric::kResolutionTimeP90:
    case Metric::kSpeedOfAnswerMedian:
    case Metric::kSpeedOfAnswerP90:
    case Metric::kAbandonment:
    case Metric::kEscalationRate:
    case Metric::kReopenRate:
    case Metric::kTransferRate:
    case Metric::kChurn:
    case Metric::kDefection:
    case Metric::kLapse:
      return false;
    default:
      return true;
  }
}

Result<Selection> ParseSelection(std::string_view text) {
  const size_t at = text.find('=');
  const Result<GroupBy> field = ParseGroupBy(text.substr(0, at));
  if (at == std::string_view::npos || !field.ok() || field->second || field->HasPeriod()) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("'", text, "' is not like team=north: channel, agent, team, persona, ",
                         "campaign or product, and a value"));
  }
  return Selection{field->first, std::string(text.substr(at + 1))};
}

Result<CompareReport> Compare(const MetricsReport& before, const MetricsReport& after,
                              const CompareOptions& options) {
  Standard standard;
  standard.satisfied_above = after.satisfied_above;
  return Comparer(before, after, options, standard).Run();
}

}  // namespace rapport::insight
