#ifndef RAPPORT_BASE_ENDS_H_
#define RAPPORT_BASE_ENDS_H_

#include <cstdint>
#include <vector>

#include "base/array.h"
#include "base/numbers.h"

namespace rapport {

// Where each of many pieces of one array ends; rising. Kept as distances from where a block of 64
// pieces begins, which mostly fit into two bytes. May be a view, as Array. Built once.
class Ends {
 public:
  Ends() = default;
  explicit Ends(const std::vector<uint32_t>& ends) {
    std::vector<uint32_t> distances;
    for (size_t i = 0; i < ends.size(); ++i) {
      if (i % kBlock == 0) begins_.push_back(i == 0 ? 0 : ends[i - 1]);
      distances.push_back(ends[i] - begins_.back());
    }
    begins_.shrink_to_fit();
    distances_ = Numbers(distances);
  }

  uint32_t size() const { return distances_.size(); }
  bool empty() const { return distances_.empty(); }
  uint32_t operator[](size_t i) const { return begins_[i / kBlock] + distances_[i]; }
  uint32_t begin(size_t i) const { return i == 0 ? 0 : (*this)[i - 1]; }
  size_t allocated_bytes() const {
    return begins_.allocated_bytes() + distances_.allocated_bytes();
  }

  // Whether what was read from an archive rises from 0 up to `last`.
  bool IsValid(uint32_t last) const {
    if (begins_.size() != (size_t{size()} + kBlock - 1) / kBlock) return false;
    uint64_t before = 0;
    for (uint32_t block = 0; block < begins_.size(); ++block) {
      const uint64_t base = begins_[block];
      if (base != before) return false;
      uint32_t distance = 0, failed = 0;
      const uint32_t end = block + 1 < begins_.size() ? (block + 1) * kBlock : size();
      for (uint32_t i = block * kBlock; i < end; ++i) {
        failed |= distances_[i] < distance ? 1u : 0u;
        distance = distances_[i];
      }
      if (failed != 0) return false;
      before = base + distance;
    }
    return before == last;
  }

 private:
  template <typename A>
  friend void Visit(A& a, Ends& t) {
    a.Items(t.begins_);
    a.Item(t.distances_);
  }

  static constexpr uint32_t kBlock = 64;

  Array<uint32_t> begins_;  // by block
  Numbers distances_;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_ENDS_H_
