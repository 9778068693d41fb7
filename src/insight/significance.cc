#include "insight/significance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rapport::insight {
namespace {

constexpr double kSmallExpected = 5;

double Real(int64_t value) { return static_cast<double>(value); }

// log of the gamma function for x > 0, by Stirling's series (NIST Digital Library of Mathematical
// Functions, 5.11.1). The C library's writes to a global.
double LogGamma(double x) {
  constexpr double kLarge = 15, kHalfLog2Pi = 0.91893853320467274178;
  double below = 0;
  for (; x < kLarge; ++x) below += std::log(x);
  const double z = 1 / (x * x);
  const double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / x;
  return (x - 0.5) * std::log(x) - x + kHalfLog2Pi + series - below;
}

// The tables by how likely they are, from the likeliest outwards: each from its neighbour by the
// ratio of the two, until what is left no longer counts. Where this is called an expected count is
// small, so they are some hundreds, however large the groups are.
double FisherP(int64_t successes_1, int64_t n_1, int64_t successes_2, int64_t n_2) {
  constexpr double kNothing = 1e-18;      // beside the likeliest table
  constexpr int kMostTables = 1'000'000;  // a bound of time, which no use comes near
  constexpr double kRounding = 1 + 1e-7;  // a table that is as likely must count
  const double n1 = Real(n_1), n2 = Real(n_2), observed = Real(successes_1);
  const double successes = observed + Real(successes_2);
  const double least = std::max(0.0, successes - n2), most = std::min(successes, n1);
  const double mode =
      std::clamp(std::floor((n1 + 1) * (successes + 1) / (n1 + n2 + 2)), least, most);
  // Calls `each` with the tables from the likeliest on in one direction, and their weights.
  const auto walk = [&](int step, const auto& each) {
    double weight = 1;
    double k = mode;
    for (int i = 0; i < kMostTables && weight > kNothing && k >= least && k <= most;
         ++i, k += step) {
      each(k, weight);
      weight *= step > 0 ? (n1 - k) * (successes - k) / ((k + 1) * (n2 - successes + k + 1))
                         : k * (n2 - successes + k) / ((n1 - k + 1) * (successes - k + 1));
    }
  };
  double all = -1, limit = 0;  // the likeliest is walked over twice
  for (const int step : {1, -1}) {
    walk(step, [&](double k, double weight) {
      all += weight;
      if (k == observed) limit = weight * kRounding;
    });
  }
  double as_unlikely = limit >= 1 ? -1 : 0;
  for (const int step : {1, -1}) {
    walk(step, [&](double, double weight) { as_unlikely += weight <= limit ? weight : 0; });
  }
  return std::clamp(as_unlikely / all, 0.0, 1.0);
}

// The incomplete beta function's continued fraction (NIST Digital Library of Mathematical
// Functions, 8.17.22) by the method of Lentz; converges for x < (a + 1) / (a + b + 2).
double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300, kEnough = 1e-15;
  constexpr int kMostSteps = 10'000;
  const auto nonzero = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / nonzero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kMostSteps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    fraction *= d * c;
    if (std::fabs(d * c - 1) < kEnough) break;
  }
  return fraction;
}

// I_x(a, b).
double IncompleteBeta(double a, double b, double x) {
  if (!(x > 0)) return 0;
  if (!(x < 1)) return 1;
  const double front =
      std::exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * BetaFraction(a, b, x) / a;
  return 1 - front * BetaFraction(b, a, 1 - x) / b;
}

double Mean(const Moments& m) { return Real(m.sum) / Real(m.n); }

// Of the mean, squared.
double ErrorOf(const Moments& m) {
  const double deviations = std::max(0.0, Real(m.squares) - Mean(m) * Real(m.sum));
  return deviations / Real(m.n - 1) / Real(m.n);
}

}  // namespace

double SharesP(int64_t successes_1, int64_t n_1, int64_t successes_2, int64_t n_2) {
  if (n_1 <= 0 || n_2 <= 0) return 1;
  const double all = Real(n_1) + Real(n_2);
  const double good = Real(successes_1) + Real(successes_2);
  const double bad = all - good;
  if (good == 0 || bad == 0) return 1;
  const double least = std::min(Real(n_1), Real(n_2)) * std::min(good, bad) / all;
  if (least < kSmallExpected) return FisherP(successes_1, n_1, successes_2, n_2);
  const double cross = Real(successes_1) * (Real(n_2) - Real(successes_2)) -
                       Real(successes_2) * (Real(n_1) - Real(successes_1));
  const double z = cross * std::sqrt((all - 1) / (good * bad) / (Real(n_1) * Real(n_2)));
  return std::erfc(std::fabs(z) / std::sqrt(2.0));
}

std::optional<MeanDifference> WelchTest(const Moments& a, const Moments& b) {
  if (a.n < 2 || b.n < 2) return std::nullopt;
  const double error_a = ErrorOf(a), error_b = ErrorOf(b);
  const double error = error_a + error_b;
  if (!(error > 0)) return std::nullopt;
  const double degrees =
      error * error / (error_a * error_a / Real(a.n - 1) + error_b * error_b / Real(b.n - 1));
  const auto whole = static_cast<int64_t>(std::max(1.0, std::floor(degrees)));
  MeanDifference out;
  out.value = Mean(a) - Mean(b);
  const double half = StudentQuantile(whole) * std::sqrt(error);
  out.interval = {out.value - half, out.value + half};
  out.p = StudentP(out.value / std::sqrt(error), whole);
  return out;
}

double StudentP(double t, int64_t degrees) {
  const double v = Real(std::max<int64_t>(degrees, 1));
  return std::min(1.0, IncompleteBeta(v / 2, 0.5, v / (v + t * t)));
}

std::vector<double> HolmCorrected(const std::vector<double>& p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> corrected(p.size());
  double most = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    most = std::max(most, std::min(1.0, p[order[i]] * static_cast<double>(p.size() - i)));
    corrected[order[i]] = most;
  }
  return corrected;
}

}  // namespace rapport::insight
