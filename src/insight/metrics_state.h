#ifndef RAPPORT_INSIGHT_METRICS_STATE_H_
#define RAPPORT_INSIGHT_METRICS_STATE_H_

// What Metrics keeps, for the files that count it, save it and report on it.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "insight/cases.h"
#include "insight/customers.h"
#include "insight/dimension_values.h"
#include "insight/metric_cells.h"
#include "insight/metrics.h"
#include "insight/service_groups.h"
#include "rapport/status.h"

namespace rapport::insight {

// The values of a group's one or two fields, the first in the high half: the number of a
// dimension's value, or that of a period.
using GroupKey = uint64_t;
constexpr GroupKey KeyOf(uint32_t first, uint32_t second) { return uint64_t{first} << 32 | second; }
constexpr uint32_t FirstOf(GroupKey key) { return static_cast<uint32_t>(key >> 32); }
constexpr uint32_t SecondOf(GroupKey key) { return static_cast<uint32_t>(key); }
constexpr uint32_t kOtherPeriod = 0x80000000u;  // earlier than those that are kept
constexpr size_t kMostPeriods = 520;

template <typename T>
struct GroupsOf {
  GroupBy by;
  absl::flat_hash_map<GroupKey, T> cells;
};
using CellGroups = GroupsOf<Cell>;

// What metrics were counted by: equal for those that can be merged.
struct Configuration {
  std::string by;  // as text, and so on
  int64_t from = kNotYet, to = kNotYet;
  std::string limits, standard;
};
// OK, or names the parts that differ.
Status CheckSame(const Configuration& a, const Configuration& b);

struct MetricsState {
  MetricsState(std::shared_ptr<const RuleSet> rule_set, const MetricsOptions& opts);

  void AddTime(int64_t at);
  // The end of what is known.
  int64_t Now() const;
  Configuration configuration() const;
  // Whether nothing has been added, counted or not.
  bool IsEmpty() const;
  std::vector<const DimensionValues*> ValuesByPlace() const;

  // The key of what has these values at that time. `id(place)` gives the number of a dimension's
  // value.
  template <typename Id>
  GroupKey Key(const GroupBy& by, int64_t at, const Id& id) const {
    const auto part = [&](GroupField field) {
      return IsPeriod(field) ? static_cast<uint32_t>(PeriodOf(at, standard.period))
                             : id(static_cast<size_t>(places[static_cast<size_t>(field)]));
    };
    return KeyOf(part(by.first), by.second ? part(*by.second) : 0);
  }

  // Counts a case in the cells of every group.
  void Count(uint32_t case_index, int64_t now, std::vector<CellGroups>* into) const;

  // What does not depend on how many values there have been meanwhile.
  GroupKey Resolved(const GroupBy& by, GroupKey key) const;
  uint64_t Order(const GroupBy& by, GroupKey key) const;  // those that come last are dropped
  GroupKey Rest(const GroupBy& by) const;                 // where they go
  size_t Limit(const GroupBy& by) const;

  // Resolves all keys and keeps no more groups than the limit; T merges.
  template <typename T>
  void Bound(GroupsOf<T>* groups) const;

  std::shared_ptr<const RuleSet> rules;
  const Standard& standard;
  MetricsOptions options;
  std::vector<record::Dimension> dimensions;  // that are kept: the channel and what groups name
  std::array<int8_t, record::kDimensions> places;  // among these, or -1
  CaseWindows windows;
  int64_t settled_after;  // of silence: nothing of a case is open any more

  std::vector<DimensionValues> values;  // by place
  CaseTable cases;
  CustomerTable customers;
  std::vector<CellGroups> groups;  // the first is by period

  int64_t first = kNever, last = kNotYet;  // event
  int64_t before_last = kNotYet;           // the latest event at another time than the last
  std::array<int64_t, record::kServiceEventKinds> events = {};
  int64_t out_of_range = 0;  // before `from` or not before `to`
  int64_t late = 0;          // about a case that had been counted
  int64_t settled = 0;       // cases that were counted before the report
  int64_t early = 0;         // of these, while they could still have changed
};

template <typename T>
void MetricsState::Bound(GroupsOf<T>* groups) const {
  absl::flat_hash_map<GroupKey, T> kept;
  for (auto& [key, cell] : groups->cells) {
    const GroupKey resolved = Resolved(groups->by, key);
    const auto [at, is_new] = kept.try_emplace(resolved);
    if (is_new) {
      at->second = std::move(cell);
    } else {
      at->second.Merge(cell);
    }
  }
  groups->cells = std::move(kept);
  const size_t limit = Limit(groups->by);
  const GroupKey rest = Rest(groups->by);
  if (groups->cells.size() <= limit) return;
  std::vector<std::pair<uint64_t, GroupKey>> order;
  for (const auto& [key, cell] : groups->cells) {
    if (key != rest) order.emplace_back(Order(groups->by, key), key);
  }
  if (order.size() <= limit) return;
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(limit);
  std::nth_element(order.begin(), end, order.end());
  for (auto at = end; at != order.end(); ++at) {
    const auto found = groups->cells.find(at->second);
    T cell = std::move(found->second);
    groups->cells.erase(found);
    groups->cells[rest].Merge(cell);
  }
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_METRICS_STATE_H_
