#include "insight/intervals.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rapport::insight {
namespace {

constexpr double kZ = 1.959963984540054;  // 0.975 quantile of the normal distribution
constexpr std::array<double, 10> kStudent = {12.7062047, 4.3026527, 3.1824463, 2.7764451,
                                             2.5705818,  2.4469119, 2.3646243, 2.3060041,
                                             2.2621572,  2.2281389};

double Square(double x) { return x * x; }

double Mean(const Moments& m) { return static_cast<double>(m.sum) / static_cast<double>(m.n); }

// Sum of squares around the mean; never below zero by rounding.
double Deviations(const Moments& m) {
  return std::max(0.0, static_cast<double>(m.squares) - Mean(m) * static_cast<double>(m.sum));
}

}  // namespace

Interval WilsonInterval(int64_t successes, int64_t n) {
  if (n <= 0) return {0, 1};
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(successes) / count;
  const double widening = 1 + kZ * kZ / count;
  const double centre = (p + kZ * kZ / (2 * count)) / widening;
  const double half =
      kZ * std::sqrt(p * (1 - p) / count + kZ * kZ / (4 * count * count)) / widening;
  // The ends are exactly 0 and 1 where nothing and everything succeeded.
  return {successes == 0 ? 0 : std::max(0.0, centre - half),
          successes == n ? 1 : std::min(1.0, centre + half)};
}

Interval DifferenceInterval(int64_t successes_1, int64_t n_1, int64_t successes_2, int64_t n_2) {
  if (n_1 <= 0 || n_2 <= 0) return {-1, 1};
  const Interval a = WilsonInterval(successes_1, n_1);
  const Interval b = WilsonInterval(successes_2, n_2);
  const double p = static_cast<double>(successes_1) / static_cast<double>(n_1);
  const double q = static_cast<double>(successes_2) / static_cast<double>(n_2);
  return {p - q - std::sqrt(Square(p - a.low) + Square(b.high - q)),
          p - q + std::sqrt(Square(a.high - p) + Square(q - b.low))};
}

double StudentQuantile(int64_t degrees) {
  if (degrees <= static_cast<int64_t>(kStudent.size())) {
    return kStudent[static_cast<size_t>(std::max<int64_t>(degrees, 1) - 1)];
  }
  const double v = static_cast<double>(degrees);
  const double z2 = kZ * kZ;
  const double a = kZ * (z2 + 1) / 4;
  const double b = kZ * ((5 * z2 + 16) * z2 + 3) / 96;
  const double c = kZ * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  return kZ + (a + (b + c / v) / v) / v;
}

std::optional<Interval> MeanInterval(const Moments& moments) {
  if (moments.n < 2) return std::nullopt;
  const double n = static_cast<double>(moments.n);
  const double half = StudentQuantile(moments.n - 1) * std::sqrt(Deviations(moments) / (n - 1) / n);
  return Interval{Mean(moments) - half, Mean(moments) + half};
}

std::optional<Slope> SlopeOf(const std::vector<StepMoments>& steps) {
  Moments all;
  double weighted = 0;
  size_t used = 0;
  for (const StepMoments& s : steps) {
    if (s.moments.n == 0) continue;
    ++used;
    all.Add(s.moments);
    weighted += static_cast<double>(s.step) * static_cast<double>(s.moments.n);
  }
  if (used < 3 || all.n < 3) return std::nullopt;
  const double middle = weighted / static_cast<double>(all.n);
  double spread = 0, product = 0;
  for (const StepMoments& s : steps) {
    const double x = static_cast<double>(s.step) - middle;
    spread += x * x * static_cast<double>(s.moments.n);
    product += x * static_cast<double>(s.moments.sum);
  }
  const double slope = product / spread;
  const double rest = std::max(0.0, Deviations(all) - slope * product);
  const double half =
      StudentQuantile(all.n - 2) * std::sqrt(rest / static_cast<double>(all.n - 2) / spread);
  return Slope{slope, {slope - half, slope + half}};
}

}  // namespace rapport::insight
