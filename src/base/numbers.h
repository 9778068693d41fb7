#ifndef RAPPORT_BASE_NUMBERS_H_
#define RAPPORT_BASE_NUMBERS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/array.h"

namespace rapport {

// An array of numbers below 2^32 that takes two bytes for each when they are all below 2^16, and
// four otherwise; read without asking which. It may be a view, as Array. Built once.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(const std::vector<uint32_t>& numbers)
      : Numbers(numbers.data(), numbers.data() + numbers.size()) {}
  Numbers(const uint32_t* begin, const uint32_t* end) : size_(static_cast<uint32_t>(end - begin)) {
    is_wide_ = std::any_of(begin, end, [](uint32_t n) { return n > UINT16_MAX; }) ? 1 : 0;
    if (size_ == 0) return;
    bytes_.reserve(Bytes());
    for (; begin != end; ++begin) {
      for (size_t i = 0; i < Width(); ++i) {
        bytes_.push_back(static_cast<uint8_t>(*begin >> (8 * i)));
      }
    }
    while (bytes_.size() < Bytes()) bytes_.push_back(0);
  }

  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint32_t operator[](size_t i) const {
    uint32_t number;
    std::memcpy(&number, bytes_.data() + (i << (1 + is_wide_)), sizeof number);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    number = __builtin_bswap32(number);
#endif
    return number & (UINT32_MAX >> (16 - 16 * is_wide_));
  }
  // Whether a number takes four bytes, which At() wants to know: for loops that ask it once.
  bool is_wide() const { return is_wide_ != 0; }
  template <typename T>
  T At(size_t i) const {
    T number;
    std::memcpy(&number, bytes_.data() + i * sizeof(T), sizeof number);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    number = static_cast<T>((*this)[i]);
#endif
    return number;
  }
  // Element i will soon be read.
  void Prefetch(size_t i) const { __builtin_prefetch(bytes_.data() + (i << (1 + is_wide_))); }
  uint32_t back() const { return (*this)[size_ - 1]; }
  size_t allocated_bytes() const { return bytes_.allocated_bytes(); }

  // Whether one of those in [begin, end), which rise, is `number`.
  bool HasInSorted(size_t begin, size_t end, uint32_t number) const {
    return is_wide_ != 0 ? HasInSorted<uint32_t>(begin, end, number)
                         : HasInSorted<uint16_t>(begin, end, number);
  }
  // Whether `holds` is true of every number; all are looked at, several at a time.
  template <typename Predicate>
  bool AllOf(Predicate holds) const {
    return is_wide_ != 0 ? AllOf<uint32_t>(holds) : AllOf<uint16_t>(holds);
  }
  // The same of those at `first`, `first` + `step` and so on.
  template <typename Predicate>
  bool AllOfEvery(uint32_t first, uint32_t step, Predicate holds) const {
    return is_wide_ != 0 ? AllOf<uint32_t>(holds, first, step)
                         : AllOf<uint16_t>(holds, first, step);
  }
  bool AllBelow(size_t bound) const {
    const auto most = static_cast<uint32_t>(std::min<size_t>(bound, UINT32_MAX));
    return AllOf([&](uint32_t n) { return n < most; });
  }
  bool IsRising() const { return is_wide_ != 0 ? IsRising<uint32_t>() : IsRising<uint16_t>(); }

 private:
  template <typename A>
  friend void Visit(A& a, Numbers& t) {
    a.Number(t.size_);
    a.Number(t.is_wide_);
    a.Items(t.bytes_);
    if constexpr (A::kReads) {
      const bool fits = t.is_wide_ <= 1 && t.bytes_.size() == t.Bytes();
      if (fits) return;
      a.Fail("numbers are of the wrong size");
      t = Numbers();
    }
  }

  size_t Width() const { return size_t{2} << is_wide_; }
  // Whatever its width, a number is read as four bytes.
  uint64_t Bytes() const { return size_ == 0 ? 0 : uint64_t{size_} * Width() + 4 - Width(); }

  template <typename T>
  bool HasInSorted(size_t begin, size_t end, uint32_t number) const {
    if (begin == end) return false;
    for (size_t size = end - begin; size > 1;) {  // without branches to guess wrong
      const size_t half = size / 2;
      begin += At<T>(begin + half) <= number ? half : 0;
      size -= half;
    }
    return At<T>(begin) == number;
  }
  template <typename T, typename Predicate>
  bool AllOf(Predicate holds, size_t first = 0, size_t step = 1) const {
    uint32_t failed = 0;
    for (size_t i = first; i < size_; i += step) failed |= static_cast<uint32_t>(!holds(At<T>(i)));
    return failed == 0;
  }
  template <typename T>
  bool IsRising() const {
    uint32_t failed = 0;
    for (uint32_t i = 1; i < size_; ++i) failed |= At<T>(i) < At<T>(i - 1) ? 1u : 0u;
    return failed == 0;
  }

  uint32_t size_ = 0;
  uint8_t is_wide_ = 0;
  Array<uint8_t> bytes_;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_NUMBERS_H_
