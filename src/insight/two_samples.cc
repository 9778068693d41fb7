#include "insight/two_samples.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "insight/significance.h"

namespace rapport::insight {
namespace {

constexpr double kZ = 1.959963984540054;  // 0.975 quantile of the normal distribution

double Square(double x) { return x * x; }
double Real(int64_t x) { return static_cast<double>(x); }
double ShareOf(const Counted& c) { return Real(c.count) / Real(c.n); }

// How many values lie above `limit`.
Counted Above(const Histogram& values, int64_t limit) {
  Counted out;
  out.n = values.count();
  for (const Histogram::Bucket& bucket : values.buckets()) {
    out.count += bucket.lowest > limit ? bucket.count : 0;
  }
  return out;
}

}  // namespace

double NormalTails(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

std::optional<TwoSampleTest> CompareShares(const Counted& first, const Counted& second) {
  if (first.n <= 0 || second.n <= 0) return std::nullopt;
  TwoSampleTest out;
  out.difference = ShareOf(second) - ShareOf(first);
  out.interval = DifferenceInterval(second.count, second.n, first.count, first.n);
  out.p = SharesP(second.count, second.n, first.count, first.n);
  return out;
}

Measured MeasuredOf(const Moments& m) {
  Measured out;
  out.n = m.n;
  if (m.n < 1) return out;
  out.mean = Real(m.sum) / Real(m.n);
  if (m.n > 1) {
    out.variance = std::max(0.0, Real(m.squares) - out.mean * Real(m.sum)) / Real(m.n - 1);
  }
  return out;
}

std::optional<TwoSampleTest> CompareMeans(const Measured& first, const Measured& second) {
  if (first.n < 2 || second.n < 2) return std::nullopt;
  const double a = first.variance / Real(first.n), b = second.variance / Real(second.n);
  if (!(a + b > 0)) return std::nullopt;
  TwoSampleTest out;
  out.difference = second.mean - first.mean;
  const double degrees =
      Square(a + b) / (Square(a) / Real(first.n - 1) + Square(b) / Real(second.n - 1));
  const auto whole = static_cast<int64_t>(std::clamp(degrees, 1.0, 1e9));
  out.p = StudentP(out.difference / std::sqrt(a + b), whole);
  const double half = StudentQuantile(whole) * std::sqrt(a + b);
  out.interval = Interval{out.difference - half, out.difference + half};
  return out;
}

namespace {

// W, the sum of the second's ranks among all, ties at the middle of theirs, by its standard
// deviation: above 0 when the second's values are greater. Buckets of both come in order of their
// values, so ranks are known as they are met. Neither is empty.
double RankScore(const Histogram& first, const Histogram& second) {
  const std::vector<Histogram::Bucket> a = first.buckets(), b = second.buckets();
  double before = 0, ranks = 0, ties = 0;
  for (auto at_a = a.begin(), at_b = b.begin(); at_a != a.end() || at_b != b.end();) {
    const int64_t value = at_a == a.end()   ? at_b->lowest
                          : at_b == b.end() ? at_a->lowest
                                            : std::min(at_a->lowest, at_b->lowest);
    double of_first = 0, of_second = 0;
    if (at_a != a.end() && at_a->lowest == value) of_first = Real((at_a++)->count);
    if (at_b != b.end() && at_b->lowest == value) of_second = Real((at_b++)->count);
    const double t = of_first + of_second;
    ranks += of_second * (before + (t + 1) / 2);
    ties += t * (t * t - 1);
    before += t;
  }
  const double m = Real(first.count()), n = Real(second.count()), all = m + n;
  const double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
  return variance > 0 ? (ranks - n * (all + 1) / 2) / std::sqrt(variance) : 0;
}

}  // namespace

std::optional<double> MannWhitney(const Histogram& first, const Histogram& second) {
  if (first.count() == 0 || second.count() == 0) return std::nullopt;
  return NormalTails(RankScore(first, second));
}

std::optional<TwoSampleTest> ComparePercentiles(const Histogram& first, const Histogram& second,
                                                int permille) {
  const auto a = first.Percentile(permille), b = second.Percentile(permille);
  if (!a || !b) return std::nullopt;
  TwoSampleTest out;
  out.difference = Real(*b) - Real(*a);
  const auto of_a = first.PercentileInterval(permille), of_b = second.PercentileInterval(permille);
  if (of_a && of_b) {
    out.interval = Interval{
        out.difference - std::sqrt(Square(Real(*b) - of_b->low) + Square(of_a->high - Real(*a))),
        out.difference + std::sqrt(Square(of_b->high - Real(*b)) + Square(Real(*a) - of_a->low))};
  }
  double greater = 0;  // above 0: the test finds the second's values greater
  if (permille == 500) {
    greater = RankScore(first, second);
    out.p = NormalTails(greater);
  } else {
    Histogram both = first;
    both.Merge(second);
    const int64_t limit = *both.Percentile(permille);
    const TwoSampleTest above = *CompareShares(Above(first, limit), Above(second, limit));
    greater = above.difference;
    out.p = above.p;
  }
  // What the test finds must not be told of a percentile that went the other way.
  if (greater * out.difference < 0) out.p = 1;
  return out;
}

std::optional<Change> ChangeOfShares(const Counted& before, const Counted& after) {
  if (before.n <= 0 || after.n <= 0) return std::nullopt;
  // With a success and a failure more in each (A. Agresti and B. Caffo, The American Statistician
  // 54 (2000) 280-288), since shares of 0 and 1 would seem certain.
  const auto variance = [](const Counted& c) {
    const double n = Real(c.n) + 2, p = (Real(c.count) + 1) / n;
    return p * (1 - p) / n;
  };
  return Change{ShareOf(after) - ShareOf(before), variance(before) + variance(after)};
}

std::optional<Change> ChangeOfMeans(const Measured& before, const Measured& after) {
  if (before.n < 2 || after.n < 2) return std::nullopt;
  return Change{after.mean - before.mean,
                before.variance / Real(before.n) + after.variance / Real(after.n)};
}

std::optional<TwoSampleTest> CompareChanges(const Change& others, const Change& own) {
  const double variance = others.variance + own.variance;
  if (!(variance > 0)) return std::nullopt;
  TwoSampleTest out;
  out.difference = own.difference - others.difference;
  const double half = kZ * std::sqrt(variance);
  out.interval = Interval{out.difference - half, out.difference + half};
  out.p = NormalTails(out.difference / std::sqrt(variance));
  return out;
}

}  // namespace rapport::insight
