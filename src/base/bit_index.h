#ifndef RAPPORT_BASE_BIT_INDEX_H_
#define RAPPORT_BASE_BIT_INDEX_H_

#include <cstdint>
#include <vector>

#include "base/array.h"
#include "base/bits.h"
#include "base/numbers.h"

namespace rapport {

// A set of numbers below some bound, and the place of each among those that are in it: a bit for
// every number, and for every 64 of them how many come before. So what belongs to a few numbers of
// many stands in an array without gaps. May be a view, as Array. Built once.
class BitIndex {
 public:
  BitIndex() = default;
  explicit BitIndex(const std::vector<bool>& members)
      : size_(static_cast<uint32_t>(members.size())) {
    bits_.resize(Words());
    for (uint32_t i = 0; i < size_; ++i) bits_[i / 64] |= uint64_t{members[i]} << (i % 64);
    std::vector<uint32_t> before;
    for (const uint64_t bits : bits_) {
      before.push_back(count_);
      count_ += BitsIn(bits);
    }
    before_ = Numbers(before);
  }

  uint32_t size() const { return size_; }                // the bound
  uint32_t count() const { return count_; }              // how many are in it
  const uint64_t* bits() const { return bits_.data(); }  // 64 to a word, the lowest first
  // `i` is below the bound.
  bool Has(uint32_t i) const { return ((bits_[i / 64] >> (i % 64)) & 1) != 0; }
  // How many members are less than `i`, which is below the bound.
  uint32_t Rank(uint32_t i) const {
    return before_[i / 64] + BitsIn(bits_[i / 64] & ((uint64_t{1} << (i % 64)) - 1));
  }

  size_t allocated_bytes() const { return bits_.allocated_bytes() + before_.allocated_bytes(); }

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const {
    if (bits_.size() != Words() || before_.size() != Words()) return false;
    if (size_ % 64 != 0 && bits_.back() >> (size_ % 64) != 0) return false;
    uint32_t count = 0, failed = 0;
    for (uint32_t i = 0; i < bits_.size(); ++i) {
      failed |= before_[i] ^ count;
      count += BitsIn(bits_[i]);
    }
    return failed == 0 && count == count_;
  }

 private:
  template <typename A>
  friend void Visit(A& a, BitIndex& t) {
    a.Number(t.size_);
    a.Number(t.count_);
    a.Items(t.bits_);
    a.Item(t.before_);
  }

  size_t Words() const { return (size_t{size_} + 63) / 64; }

  uint32_t size_ = 0;
  uint32_t count_ = 0;
  Array<uint64_t> bits_;
  Numbers before_;  // by word of bits
};

}  // namespace rapport

#endif  // RAPPORT_BASE_BIT_INDEX_H_
