#ifndef RAPPORT_INSIGHT_HISTOGRAM_H_
#define RAPPORT_INSIGHT_HISTOGRAM_H_

// How long things took, as counts in buckets, for percentiles over any number of values in bounded
// memory. docs/metrics.md says what that costs in precision.
//
// Buckets are those of the HDR histogram (Gil Tene, hdrhistogram.org): whole seconds below 2,048,
// then 1,024 buckets to each doubling, so that a bucket is no wider than a 1,024th of its values.
// They are fixed, so that merging adds counts and no order of adding or merging changes anything;
// only those that have a count are kept.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/archive.h"
#include "insight/intervals.h"

namespace rapport::insight {

class Histogram {
 public:
  // Seconds from 0; longer than 2^36 - 1 (2,177 years) count as that.
  void Add(int64_t seconds, int64_t count = 1);
  void Merge(const Histogram& other);

  int64_t count() const { return count_; }
  // By nearest rank: the least value that at least `permille` of the values do not exceed; it is
  // the lowest of its bucket, so below 2,048 exact, else too low by less than a 1,024th. Nothing of
  // nothing. 1 <= permille <= 1000.
  std::optional<int64_t> Percentile(int permille) const;
  // 95 % interval of that percentile, which assumes nothing about how values are distributed: the
  // order statistics between which it lies (W. J. Conover, Practical Nonparametric Statistics, 3rd
  // ed. 1999, section 3.2). Nothing when there are too few values for both ends.
  std::optional<Interval> PercentileInterval(int permille) const;

  struct Bucket {
    int64_t lowest;  // value that falls into it
    int64_t count;
  };
  std::vector<Bucket> buckets() const;  // that have a count, rising

  size_t allocated_bytes() const { return buckets_.capacity() * sizeof(uint64_t); }

 private:
  template <typename A>
  friend void Visit(A& a, Histogram& t) {
    a.Items(t.buckets_);
    if constexpr (A::kReads) {
      if (!t.Recount()) a.Fail("a histogram is out of order");
    }
  }

  bool Recount();
  int64_t AtRank(int64_t rank) const;  // 1 to count()

  // Each a bucket's number (16 bits) above its count (48 bits), rising.
  std::vector<uint64_t> buckets_;
  int64_t count_ = 0;
};

// The ranks, from 1 to n, of the values between which the quantile `p` of a distribution lies with
// at least 95 %. Nothing when n is too small.
struct RankInterval {
  int64_t low, high;
};
std::optional<RankInterval> QuantileRanks(int64_t n, double p);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_HISTOGRAM_H_
