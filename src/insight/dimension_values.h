#ifndef RAPPORT_INSIGHT_DIMENSION_VALUES_H_
#define RAPPORT_INSIGHT_DIMENSION_VALUES_H_

// The values that a dimension has had, as small numbers; a bounded many of them, however many there
// are. The values with the least hashes are kept, so that which they are does not depend on the
// order in which they came: one that is dropped is beaten by as many others, which never go.

#include <cstdint>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/archive.h"

namespace rapport::insight {

class DimensionValues {
 public:
  static constexpr uint32_t kNone = 0;   // not given
  static constexpr uint32_t kOther = 1;  // one that is not kept

  explicit DimensionValues(uint32_t limit);

  // The value's number; it stays good, but may come to stand for a value that is not kept.
  uint32_t Intern(std::string_view value);
  // `id` as it is, or kOther when its value has been dropped since.
  uint32_t Resolve(uint32_t id) const { return values_[id].kept ? id : kOther; }
  uint32_t size() const { return static_cast<uint32_t>(values_.size()); }  // ids are below
  bool IsKnown(uint32_t id) const { return id < size(); }

  // For ids from Resolve(): "", "(other)" or the value.
  const std::string& Text(uint32_t id) const { return values_[id].text; }
  // An order of all values that does not depend on ids; kOther is the last.
  uint64_t Order(uint32_t id) const { return values_[id].order; }
  // Which of two values counts when both claim to be the first: the same whatever the order.
  uint32_t Prior(uint32_t a, uint32_t b) const { return Order(a) <= Order(b) ? a : b; }

  // By the ids of `other`: their ids here.
  std::vector<uint32_t> Merge(const DimensionValues& other);

  size_t allocated_bytes() const;

  // The values that are kept, by their order, and for each id its place among these, from 2.
  std::vector<uint32_t> Compacted(std::vector<std::string>* kept) const;

 private:
  struct Value {
    std::string text;
    uint64_t order = 0;
    bool kept = true;
  };

  uint32_t limit_;
  std::vector<Value> values_;
  absl::flat_hash_map<uint64_t, uint32_t> ids_;                  // of those kept, by order
  std::priority_queue<std::pair<uint64_t, uint32_t>> by_order_;  // the last on top
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_DIMENSION_VALUES_H_
