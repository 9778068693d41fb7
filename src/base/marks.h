#ifndef RAPPORT_BASE_MARKS_H_
#define RAPPORT_BASE_MARKS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rapport {

// Numbers below a limit, some of which are marked: a list of things to do, each once, in order.
class Marks {
 public:
  // None is marked.
  void Assign(size_t limit) { words_.assign(limit / 64 + 1, 0); }

  void Set(uint32_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void Clear(uint32_t i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
  bool Has(uint32_t i) const { return ((words_[i / 64] >> (i % 64)) & 1) != 0; }

  // Takes marks away and calls use(i) for each, in rising order. What is marked on the way must be
  // higher.
  template <typename Use>
  void TakeEach(const Use& use) {
    for (uint32_t w = 0; w < words_.size(); ++w) {
      while (words_[w] != 0) Take(w, words_[w], use);
    }
  }
  // The same of those that are not in `others`, of the same limit.
  template <typename Use>
  void TakeEachBut(const Marks& others, const Use& use) {
    for (uint32_t w = 0; w < words_.size(); ++w) {
      while (const uint64_t word = words_[w] & ~others.words_[w]) Take(w, word, use);
    }
  }
  // In falling order; what is marked on the way must be lower.
  template <typename Use>
  void TakeEachFromLast(const Use& use) {
    for (auto w = static_cast<uint32_t>(words_.size()); w-- > 0;) {
      while (words_[w] != 0) {
        const uint32_t i = w * 64 + 63 - static_cast<uint32_t>(__builtin_clzll(words_[w]));
        Clear(i);
        use(i);
      }
    }
  }

 private:
  template <typename Use>
  void Take(uint32_t w, uint64_t word, const Use& use) {
    const uint32_t i = w * 64 + static_cast<uint32_t>(__builtin_ctzll(word));
    Clear(i);
    use(i);
  }

  std::vector<uint64_t> words_;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_MARKS_H_
