#ifndef RAPPORT_INSIGHT_TWO_SAMPLES_H_
#define RAPPORT_INSIGHT_TWO_SAMPLES_H_

// Whether two independent samples differ by more than chance would have them: the tests of
// significance.h and further ones, with 95 % intervals of the difference, the second minus the
// first. docs/improvements.md says which metric takes which.

#include <cstdint>
#include <optional>

#include "insight/histogram.h"
#include "insight/intervals.h"

namespace rapport::insight {

// What chance does at least, in both directions together, when there is no difference: the area of
// the normal distribution beyond -z and z.
double NormalTails(double z);

struct TwoSampleTest {
  double difference = 0;
  std::optional<Interval> interval;
  double p = 1;
};

// Of a share.
struct Counted {
  int64_t count = 0;  // of n, 0 to n
  int64_t n = 0;
};
// The test is SharesP(), the interval DifferenceInterval(). Nothing when one is of nothing.
std::optional<TwoSampleTest> CompareShares(const Counted& first, const Counted& second);

// Of a mean.
struct Measured {
  int64_t n = 0;
  double mean = 0;
  double variance = 0;  // of the sample, with n - 1
};
Measured MeasuredOf(const Moments& moments);
// Test and interval of B. L. Welch, "The generalization of 'Student's' problem when several
// different population variances are involved", Biometrika 34 (1947) 28-35. Nothing for fewer than
// two values on a side, or values that do not differ at all.
std::optional<TwoSampleTest> CompareMeans(const Measured& first, const Measured& second);

// Of all values, whether those of one side are greater: H. B. Mann and D. R. Whitney, Annals of
// Mathematical Statistics 18 (1947) 50-60, by the normal distribution, with the correction for ties
// of E. L. Lehmann, Nonparametrics, 1975, section 1.4; values of one bucket are ties.
std::optional<double> MannWhitney(const Histogram& first, const Histogram& second);

// Of a percentile. The median is tested by MannWhitney(), another one by how many values of each
// side lie above the percentile of both together (A. M. Mood, Introduction to the Theory of
// Statistics, 1950, for the median), by SharesP(). The interval joins those of the two
// percentiles (G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693-1702). p is 1 where
// the test finds the values greater and the percentile is smaller, or the other way round. Nothing
// when one is of nothing; without interval where a percentile has none.
std::optional<TwoSampleTest> ComparePercentiles(const Histogram& first, const Histogram& second,
                                                int permille);

// Difference in differences: how much more the first pair changed than the second, with the normal
// distribution. Nothing when a part is missing.
struct Change {
  double difference = 0;  // after minus before
  double variance = 0;    // of that
};
std::optional<Change> ChangeOfShares(const Counted& before, const Counted& after);
std::optional<Change> ChangeOfMeans(const Measured& before, const Measured& after);
std::optional<TwoSampleTest> CompareChanges(const Change& others, const Change& own);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_TWO_SAMPLES_H_
