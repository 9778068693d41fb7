#ifndef RAPPORT_RULESET_TERM_WEIGHTS_H_
#define RAPPORT_RULESET_TERM_WEIGHTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/archive.h"
#include "base/array.h"
#include "base/fixed_point.h"

namespace rapport::ruleset {

// The weights of word tables, a row of them for each term. They are many, and most are small or
// multiples of one unit: what is kept is their quotients by the unit, in as few bytes as hold them
// all. One of three arrays has them.
class TermWeights {
 public:
  TermWeights() = default;
  explicit TermWeights(const std::vector<Milli>& weights);

  size_t size() const { return size_t{bytes_.size()} + halves_.size() + words_.size(); }
  bool empty() const { return size() == 0; }
  Milli operator[](size_t i) const {
    return unit_ * (!bytes_.empty() ? bytes_[i] : !halves_.empty() ? halves_[i] : words_[i]);
  }
  // Calls use(weights), where weights[i] is that of number first + i, in units.
  template <typename Use>
  void From(size_t first, const Use& use) const {
    if (!bytes_.empty()) return use(bytes_.data() + first);
    if (!halves_.empty()) return use(halves_.data() + first);
    use(words_.data() + first);
  }
  // Adds `count` weights from `first` on to as many sums, in units.
  void AddTo(size_t first, size_t count, int64_t* sums) const {
    From(first, [&](const auto* weights) {
      for (size_t i = 0; i < count; ++i) sums[i] += weights[i];
    });
  }
  Milli unit() const { return unit_; }

  // Whether what was read from an archive are weights of at most `most`.
  bool IsValid(Milli most) const;

 private:
  template <typename A>
  friend void Visit(A& a, TermWeights& t) {
    a.Number(t.unit_);
    a.Items(t.bytes_);
    a.Items(t.halves_);
    a.Items(t.words_);
  }
  Milli unit_ = 1;
  Array<int8_t> bytes_;
  Array<int16_t> halves_;
  Array<Milli> words_;
};

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_TERM_WEIGHTS_H_
