#ifndef RAPPORT_INSIGHT_INTERVALS_H_
#define RAPPORT_INSIGHT_INTERVALS_H_

// 95 % confidence intervals, so that no figure over a few replies passes for a fact. All are exact
// functions of whole numbers: the same counts give the same interval on every machine up to the
// last bits of a double.

#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::insight {

struct Interval {
  double low = 0;
  double high = 0;
};

// Of a share, 0 to 1: E. B. Wilson, "Probable inference, the law of succession, and statistical
// inference", Journal of the American Statistical Association 22 (1927) 209-212, without
// continuity correction. 0 <= successes <= n; of nothing (n = 0) it is 0 to 1.
Interval WilsonInterval(int64_t successes, int64_t n);

// Of the first share minus the second, of independent samples: R. G. Newcombe, "Interval estimation
// for the difference between independent proportions: comparison of eleven methods", Statistics in
// Medicine 17 (1998) 873-890, method 10, which joins two Wilson intervals. -1 to 1.
Interval DifferenceInterval(int64_t successes_1, int64_t n_1, int64_t successes_2, int64_t n_2);

// Whole numbers, added up. Sums stay exact up to 9e10 values of at most 10,000.
struct Moments {
  int64_t n = 0;
  int64_t sum = 0;
  int64_t squares = 0;

  void Add(int64_t value) { ++n, sum += value, squares += value * value; }
  void Add(const Moments& other) { n += other.n, sum += other.sum, squares += other.squares; }
};

// 0.975 quantile of Student's t with `degrees` >= 1 of freedom (from 11 on by the expansion 26.7.5
// of M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964; to three decimals).
double StudentQuantile(int64_t degrees);

// Of the mean, by Student's t. Nothing for less than two values.
std::optional<Interval> MeanInterval(const Moments& moments);

// A straight line through values by least squares.
struct Slope {
  double per_step = 0;
  Interval interval;  // by Student's t
};
// The values at one whole step of time.
struct StepMoments {
  int64_t step;
  Moments moments;
};
// Steps are different. Nothing for less than three steps, or values that do not differ in a way
// that an interval could be given for (fewer than three).
std::optional<Slope> SlopeOf(const std::vector<StepMoments>& steps);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_INTERVALS_H_
