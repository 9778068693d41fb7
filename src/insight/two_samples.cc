#include "insight/two_samples.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rapport::insight {
namespace {

constexpr double kZ = 1.959963984540054;  // 0.975 quantile of the normal distribution

double Square(double x) { return x * x; }
double Real(int64_t x) { return static_cast<double>(x); }
double ShareOf(const Counted& c) { return Real(c.count) / Real(c.n); }

// The continued fraction of the incomplete beta function, 26.5.8, by the method of W. J. Lentz,
// Applied Optics 15 (1976) 668-671.
double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300, kEnough = 1e-14;
  constexpr int kMostSteps = 500;
  const auto not_zero = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int m = 1; m <= kMostSteps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double step = 1;
    for (const double term : {even, odd}) {
      d = 1 / not_zero(1 + term * d);
      c = not_zero(1 + term / c);
      step = c * d;
      value *= step;
    }
    if (std::fabs(step - 1) < kEnough) break;
  }
  return value;
}

// Stirling's series, 6.1.41, since lgamma() of the C library writes to a global.
double LogGamma(double x) {
  double shift = 0;
  for (; x < 10; ++x) shift -= std::log(x);
  const double y = 1 / (x * x);
  return shift + (x - 0.5) * std::log(x) - x + 0.91893853320467274 +
         (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x;
}

double IncompleteBeta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front * BetaFraction(a, b, x) / a
                                   : 1 - front * BetaFraction(b, a, 1 - x) / b;
}

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

double StudentTails(double t, double degrees) {
  return IncompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

std::optional<TwoSampleTest> CompareShares(const Counted& first, const Counted& second) {
  if (first.n <= 0 || second.n <= 0) return std::nullopt;
  TwoSampleTest out;
  out.difference = ShareOf(second) - ShareOf(first);
  out.interval = DifferenceInterval(second.count, second.n, first.count, first.n);
  const double n = Real(first.n) + Real(second.n);
  const double pooled = (Real(first.count) + Real(second.count)) / n;
  const double variance = pooled * (1 - pooled) * (1 / Real(first.n) + 1 / Real(second.n));
  out.p = variance > 0 ? NormalTails(out.difference / std::sqrt(variance)) : 1;
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
  out.p = StudentTails(out.difference / std::sqrt(a + b), degrees);
  const double half =
      StudentQuantile(static_cast<int64_t>(std::min(degrees, 1e9))) * std::sqrt(a + b);
  out.interval = Interval{out.difference - half, out.difference + half};
  return out;
}

// With W, the sum of the second's ranks among all, ties at the middle of theirs. Buckets of both
// come in order of their values, so ranks are known as they are met.
std::optional<double> MannWhitney(const Histogram& first, const Histogram& second) {
  if (first.count() == 0 || second.count() == 0) return std::nullopt;
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
  if (!(variance > 0)) return 1;
  return NormalTails((ranks - n * (all + 1) / 2) / std::sqrt(variance));
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
  if (permille == 500) {
    out.p = *MannWhitney(first, second);
    return out;
  }
  Histogram both = first;
  both.Merge(second);
  const int64_t limit = *both.Percentile(permille);
  out.p = CompareShares(Above(first, limit), Above(second, limit))->p;
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

std::vector<double> HolmAdjusted(const std::vector<double>& p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&p](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> out(p.size());
  double least = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, std::min(1.0, p[order[i]] * static_cast<double>(p.size() - i)));
    out[order[i]] = least;
  }
  return out;
}

}  // namespace rapport::insight
