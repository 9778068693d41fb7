#include "insight/histogram.h"

#include <algorithm>
#include <cmath>

namespace rapport::insight {
namespace {

constexpr int kExactBits = 11;  // below 2^11 each value has its bucket
constexpr int64_t kExact = int64_t{1} << kExactBits;
constexpr int64_t kHalf = kExact / 2;
constexpr int kMostBits = 36;
constexpr int64_t kMost = (int64_t{1} << kMostBits) - 1;
constexpr int64_t kBuckets = kExact + (kMostBits - kExactBits) * kHalf;

constexpr int kCountBits = 48;
constexpr uint64_t kMostCount = (uint64_t{1} << kCountBits) - 1;
static_assert(kBuckets <= 1 << 16);

uint64_t BucketOf(int64_t value) {
  value = std::clamp(value, int64_t{0}, kMost);
  if (value < kExact) return static_cast<uint64_t>(value);
  int bits = kExactBits;  // 2^bits <= value
  while ((value >> (bits + 1)) != 0) ++bits;
  const int64_t within = (value >> (bits - kExactBits + 1)) - kHalf;
  return static_cast<uint64_t>(kExact + (bits - kExactBits) * kHalf + within);
}

int64_t LowestOf(uint64_t bucket) {
  const auto b = static_cast<int64_t>(bucket);
  if (b < kExact) return b;
  const int64_t above = b - kExact;
  return (kHalf + above % kHalf) << (above / kHalf + 1);
}

int64_t Sum(int64_t a, int64_t b) { return a > INT64_MAX - b ? INT64_MAX : a + b; }

uint64_t NumberOf(uint64_t item) { return item >> kCountBits; }
int64_t CountOf(uint64_t item) { return static_cast<int64_t>(item & kMostCount); }
uint64_t ItemOf(uint64_t bucket, int64_t count) {
  return bucket << kCountBits | std::min(static_cast<uint64_t>(count), kMostCount);
}

// The ranks by the binomial distribution itself: the number of values at or below the quantile is
// binomial with `p`. In logarithms, since its ends are too small for a double.
std::optional<RankInterval> ExactRanks(int64_t n, double p) {
  constexpr double kTail = 0.025;
  double log_term = static_cast<double>(n) * std::log1p(-p);
  const double log_odds = std::log(p) - std::log1p(-p);
  double below = 0;  // the probability of at most k
  int64_t low = 0, high = 0;
  for (int64_t k = 0; k < n; ++k) {
    below += std::exp(log_term);
    if (below <= kTail) low = k + 1;
    if (high == 0 && below >= 1 - kTail) high = k + 1;
    log_term += std::log(static_cast<double>(n - k) / static_cast<double>(k + 1)) + log_odds;
  }
  if (low == 0 || high == 0) return std::nullopt;
  return RankInterval{low, high};
}

}  // namespace

std::optional<RankInterval> QuantileRanks(int64_t n, double p) {
  constexpr int64_t kExactUpTo = 1000;
  constexpr double kZ = 1.959963984540054;
  if (n <= 0) return std::nullopt;
  if (n <= kExactUpTo) return ExactRanks(n, p);
  const double mean = static_cast<double>(n) * p;
  const double half = kZ * std::sqrt(mean * (1 - p));
  const auto low = static_cast<int64_t>(std::floor(mean - half));
  const auto high = static_cast<int64_t>(std::ceil(mean + half)) + 1;
  if (low < 1 || high > n) return std::nullopt;
  return RankInterval{low, high};
}

std::vector<Histogram::Bucket> Histogram::buckets() const {
  std::vector<Bucket> out;
  out.reserve(buckets_.size());
  for (const uint64_t item : buckets_) out.push_back({LowestOf(NumberOf(item)), CountOf(item)});
  return out;
}

void Histogram::Add(int64_t seconds, int64_t count) {
  if (count <= 0) return;
  const uint64_t bucket = BucketOf(seconds);
  const auto at = std::lower_bound(buckets_.begin(), buckets_.end(), bucket << kCountBits);
  count_ = Sum(count_, count);
  if (at != buckets_.end() && NumberOf(*at) == bucket) {
    *at = ItemOf(bucket, CountOf(*at) + count);
  } else {
    buckets_.insert(at, ItemOf(bucket, count));
  }
}

void Histogram::Merge(const Histogram& other) {
  std::vector<uint64_t> merged;
  merged.reserve(buckets_.size() + other.buckets_.size());
  auto a = buckets_.begin();
  auto b = other.buckets_.begin();
  while (a != buckets_.end() && b != other.buckets_.end()) {
    if (NumberOf(*a) == NumberOf(*b)) {
      merged.push_back(ItemOf(NumberOf(*a), CountOf(*a) + CountOf(*b)));
      ++a, ++b;
    } else {
      merged.push_back(*a < *b ? *a++ : *b++);
    }
  }
  merged.insert(merged.end(), a, buckets_.end());
  merged.insert(merged.end(), b, other.buckets_.end());
  buckets_ = std::move(merged);
  count_ = Sum(count_, other.count_);
}

bool Histogram::Recount() {
  count_ = 0;
  uint64_t next = 0;  // the least number that may follow
  for (const uint64_t item : buckets_) {
    if (CountOf(item) == 0 || NumberOf(item) < next || NumberOf(item) >= kBuckets) return false;
    next = NumberOf(item) + 1;
    count_ += CountOf(item);
  }
  return true;
}

int64_t Histogram::AtRank(int64_t rank) const {
  int64_t below = 0;
  for (const uint64_t item : buckets_) {
    below += CountOf(item);
    if (below >= rank) return LowestOf(NumberOf(item));
  }
  return buckets_.empty() ? 0 : LowestOf(NumberOf(buckets_.back()));
}

std::optional<int64_t> Histogram::Percentile(int permille) const {
  if (count_ == 0) return std::nullopt;
  // ceil(n * permille / 1000), without the product, which may be too large.
  const int64_t whole = count_ / 1000 * permille;
  const int64_t rest = (count_ % 1000 * permille + 999) / 1000;
  return AtRank(whole + rest);
}

std::optional<Interval> Histogram::PercentileInterval(int permille) const {
  const auto ranks = QuantileRanks(count_, permille / 1000.0);
  if (!ranks) return std::nullopt;
  return Interval{static_cast<double>(AtRank(ranks->low)),
                  static_cast<double>(AtRank(ranks->high))};
}

}  // namespace rapport::insight
