#ifndef RAPPORT_INSIGHT_CASES_H_
#define RAPPORT_INSIGHT_CASES_H_

// The cases that may still change, one entry each. What an event does to its case is a minimum, a
// maximum or a sum of some field, so events may come in any order, and the entries that two tables
// have of one case merge to the one that a single table would have.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/archive.h"
#include "insight/dimension_values.h"
#include "insight/metric_cells.h"
#include "rapport/standard.h"
#include "record/service_event.h"

namespace rapport::insight {

constexpr int64_t kNever = INT64_MAX;   // of a first time
constexpr int64_t kNotYet = INT64_MIN;  // of a last time

// The value of a dimension that was named first, and when that was.
struct NamedValue {
  int64_t at = kNever;
  uint32_t id = DimensionValues::kNone;
  uint32_t unused = 0;

  void Name(int64_t when, uint32_t what, const DimensionValues& values) {
    if (when > at || what == DimensionValues::kNone) return;
    id = when < at ? what : values.Prior(id, what);
    at = when;
  }
};

enum CaseFlag : uint32_t { kWasEscalated = 1, kWasTransferred = 2, kBeganEarlier = 4 };

// Times are microseconds since 1970.
struct CaseState {
  uint64_t hash = 0;                                 // of its id
  int64_t first = kNever, last = kNotYet;            // event of any kind; `last` may be a mark's
  int64_t contact = kNever, again = kNever;          // the first contact and the second
  int64_t response = kNever;                         // the first by a person
  int64_t answered = kNever;                         // the first time that a call was taken
  int64_t resolved = kNever, final = kNotYet;        // the first resolution and the last
  int64_t reopened = kNever, last_reopen = kNotYet;  // the first time and the last
  int64_t handled_seconds = 0, handled_squares = 0;
  uint32_t handled = 0, answers = 0, abandons = 0;  // events
  uint32_t flags = 0;
  uint32_t feedback = 0;  // place of its counts, from 1; 0: it has none
  uint32_t unused = 0;
};

using FeedbackCounts = std::array<uint32_t, kFeedbackCounters>;

// Adds work that is not part of a case.
void AddHandled(const record::ServiceEvent& event, Cell* cell);

// How long after the first contact a response and a resolution are in time; nothing: any time is.
struct Targets {
  std::optional<int64_t> response, resolution;  // microseconds
};

struct CaseWindows {
  int64_t fcr, reopen;  // microseconds
};

// What a case comes to, `now` being the end of what is known. A case without a contact, or that
// began earlier, is not counted as one; its calls, work and ratings are.
void CountCase(const CaseState& state, const FeedbackCounts* feedback, const CaseWindows& windows,
               const Targets& targets, int64_t now, Cell* cell);

class CaseTable {
 public:
  explicit CaseTable(size_t dimensions) : dimensions_(dimensions) {}

  // The entry's index, new when there was none. Good until the next Remove().
  uint32_t Find(uint64_t hash);
  bool Has(uint64_t hash) const { return index_.contains(hash); }
  void Add(uint32_t at, const record::ServiceEvent& event);
  // It has had a contact then, before what is counted. A case of which nothing else is known is
  // only such a mark.
  void MarkEarlier(uint32_t at, int64_t when);
  bool IsMark(uint32_t at) const { return cases_[at].first == kNever; }
  NamedValue& value(uint32_t at, size_t dimension) { return values_[at * dimensions_ + dimension]; }
  const NamedValue& value(uint32_t at, size_t dimension) const {
    return values_[at * dimensions_ + dimension];
  }

  uint32_t size() const { return static_cast<uint32_t>(cases_.size()); }
  const CaseState& state(uint32_t at) const { return cases_[at]; }
  const FeedbackCounts* feedback(uint32_t at) const {
    return cases_[at].feedback == 0 ? nullptr : &feedback_[cases_[at].feedback - 1];
  }

  // `ids` and `values` by dimension: what the ids of `other` are here.
  void Merge(const CaseTable& other, const std::vector<std::vector<uint32_t>>& ids,
             const std::vector<const DimensionValues*>& values);
  // Takes out those for which `gone` is set.
  void Remove(const std::vector<bool>& gone);

  size_t allocated_bytes() const;

  // Entries in the order of their hashes, with ids by `ids`; so that equal tables are equal bytes.
  void Write(const std::vector<std::vector<uint32_t>>& ids, ArchiveWriter* out) const;
  // Into an empty table; checks everything but the ids, which are below `known` of their dimension.
  void Read(const std::vector<uint32_t>& known, ArchiveReader* in);

 private:
  FeedbackCounts* Feedback(uint32_t at);

  size_t dimensions_;
  std::vector<CaseState> cases_;
  std::vector<NamedValue> values_;  // `dimensions_` for each case
  std::vector<FeedbackCounts> feedback_;
  absl::flat_hash_map<uint64_t, uint32_t> index_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_CASES_H_
