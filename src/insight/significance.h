#ifndef RAPPORT_INSIGHT_SIGNIFICANCE_H_
#define RAPPORT_INSIGHT_SIGNIFICANCE_H_

// Whether two groups differ by more than chance. All values of p are two-sided and, like intervals
// (insight/intervals.h), functions of whole numbers.

#include <cstdint>
#include <optional>
#include <vector>

#include "insight/intervals.h"

namespace rapport::insight {

// Of two shares, 0 <= successes <= n: K. Pearson's test with (N - 1) in place of N, as advised by
// I. Campbell, "Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
// recommendations", Statistics in Medicine 26 (2007) 3661-3675. Where some expected count is below
// 5, the exact test of R. A. Fisher, Statistical Methods for Research Workers (1934): the sum of
// the probabilities of all tables with the same margins that are not more likely. 1 for a group of
// none.
double SharesP(int64_t successes_1, int64_t n_1, int64_t successes_2, int64_t n_2);

// Of two means: B. L. Welch, "The generalization of 'Student's' problem when several different
// population variances are involved", Biometrika 34 (1947) 28-35, with degrees of freedom after
// F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110-114, rounded down.
struct MeanDifference {
  double value = 0;  // the first's mean minus the second's
  Interval interval;
  double p = 1;
};
// Nothing when a group has less than two values, or when no value differs from its group's mean.
std::optional<MeanDifference> WelchTest(const Moments& a, const Moments& b);

// The probability that Student's t with `degrees` >= 1 of freedom is as far from 0 as `t`.
double StudentP(double t, int64_t degrees);

// Each p corrected for there being so many of them: S. Holm, "A simple sequentially rejective
// multiple test procedure", Scandinavian Journal of Statistics 6 (1979) 65-70. Whoever calls what
// is below 0.05 a difference is wrong about any of them at most one time in twenty.
std::vector<double> HolmCorrected(const std::vector<double>& p);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_SIGNIFICANCE_H_
