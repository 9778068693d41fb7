#ifndef RAPPORT_INSIGHT_CUSTOMERS_H_
#define RAPPORT_INSIGHT_CUSTOMERS_H_

// What is known of each customer, in one small entry: whether they stay, what they buy, what they
// last thought. Fields are minima, maxima, sums and bits, so that events may come in any order.
//
// There is an entry for every customer up to a limit. Beyond it only those are kept whose hash lies
// below a threshold, which is halved until they are few enough: a fair sample, and the same one in
// whatever order events come and tables are merged, since the threshold follows from the set of all
// customers alone.

#include <array>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/archive.h"
#include "insight/cases.h"
#include "insight/dimension_values.h"
#include "insight/service_groups.h"
#include "rapport/standard.h"
#include "record/service_event.h"

namespace rapport::insight {

// Times are microseconds since 1970. Activity is a contact, a purchase or use.
struct CustomerState {
  uint64_t hash = 0;
  int64_t first = kNever, last = kNotYet;  // activity
  int64_t cancelled = kNotYet;             // the last time
  int64_t amount = 0;                      // ten-thousandths
  // By subject: the last csat rating's time, times eight, plus its score.
  std::array<int64_t, record::kRatingSubjects> rated = {kNotYet, kNotYet, kNotYet};
  uint64_t active = 0;      // bit i: there was activity i periods before the last one that had some
  int32_t last_period = 0;  // that one
  uint32_t contacts = 0, purchases = 0, uses = 0;
};

enum class LifecycleStage : uint8_t { kFirstContact, kNew, kActive, kAtRisk, kLapsed, kWonBack };
constexpr size_t kLifecycleStages = 6;
const char* LifecycleStageName(LifecycleStage stage);   // "first_contact", ...
const char* LifecycleStageLabel(LifecycleStage stage);  // "First contact", ...

// In which stage a customer with some activity is at `now`; docs/metrics.md has the rules.
LifecycleStage StageOf(const CustomerState& state, const Standard& standard, int64_t now);

// From one period to the next, in numbers of customers: those active in the first, and what became
// of them in the second.
struct Retention {
  int64_t at_start = 0, retained = 0, defected = 0, lapsed = 0;

  void Add(const Retention& other) {
    at_start += other.at_start, retained += other.retained;
    defected += other.defected, lapsed += other.lapsed;
  }
};
// How far back customers' activity is known: so many periods before the one of `now`.
constexpr int32_t kRetentionPeriods = 62;
// Calls `each(period, retention)` for the periods before `now_period` for which the customer
// counts.
template <typename Each>
void ForEachRetention(const CustomerState& state, ReportPeriod period, int32_t now_period,
                      const Each& each);

class CustomerTable {
 public:
  CustomerTable(size_t dimensions, uint32_t limit) : dimensions_(dimensions), limit_(limit) {}

  static constexpr uint32_t kNotSampled = UINT32_MAX;
  // The entry's index, new when there was none; kNotSampled when it is not kept. Good until the
  // next call.
  uint32_t Find(uint64_t hash);
  void Add(uint32_t at, const record::ServiceEvent& event, ReportPeriod period);
  NamedValue& value(uint32_t at, size_t dimension) { return values_[at * dimensions_ + dimension]; }
  const NamedValue& value(uint32_t at, size_t dimension) const {
    return values_[at * dimensions_ + dimension];
  }

  uint32_t size() const { return static_cast<uint32_t>(customers_.size()); }
  const CustomerState& state(uint32_t at) const { return customers_[at]; }
  // Of 2^-halvings() of all customers.
  uint32_t halvings() const { return halvings_; }
  // The order of their hashes, which is that of nothing else.
  std::vector<uint32_t> InOrder() const;

  void Merge(const CustomerTable& other, const std::vector<std::vector<uint32_t>>& ids,
             const std::vector<const DimensionValues*>& values);

  size_t allocated_bytes() const;

  // As those of CaseTable.
  void Write(const std::vector<std::vector<uint32_t>>& ids, ArchiveWriter* out) const;
  void Read(const std::vector<uint32_t>& known, ArchiveReader* in);

 private:
  bool IsSampled(uint64_t hash) const { return halvings_ == 0 || hash >> (64 - halvings_) == 0; }
  void Halve();

  size_t dimensions_;
  uint32_t limit_;
  uint32_t halvings_ = 0;
  std::vector<CustomerState> customers_;
  std::vector<NamedValue> values_;  // `dimensions_` for each customer
  absl::flat_hash_map<uint64_t, uint32_t> index_;
};

template <typename Each>
void ForEachRetention(const CustomerState& state, ReportPeriod period, int32_t now_period,
                      const Each& each) {
  if (state.active == 0) return;
  // Bit i of `active`: activity in the period i before the last complete one.
  const int64_t shift = int64_t{now_period} - 1 - state.last_period;
  if (shift >= 64 || shift <= -64) return;
  const uint64_t active = shift >= 0 ? state.active << shift : state.active >> -shift;
  uint64_t starts = active >> 1 & ((uint64_t{1} << kRetentionPeriods) - 1);
  const bool has_left = state.cancelled != kNotYet;
  const int32_t left = has_left ? PeriodOf(state.cancelled, period) : 0;
  for (; starts != 0; starts &= starts - 1) {
    const int i = __builtin_ctzll(starts);
    const int32_t second = now_period - 1 - i;
    Retention counts;
    counts.at_start = 1;
    if ((active >> i & 1) != 0) {
      counts.retained = 1;
    } else if (has_left && (left == second || left == second - 1)) {
      counts.defected = 1;
    } else {
      counts.lapsed = 1;
    }
    each(second, counts);
  }
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_CUSTOMERS_H_
