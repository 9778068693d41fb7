#ifndef RAPPORT_EXPR_CONJUNCTIONS_H_
#define RAPPORT_EXPR_CONJUNCTIONS_H_

// Rules over facts, all judged at once.
//
// Many programs are nothing but tests of single slots joined by `&&`: `tier == "gold" && waited >=
// 30`. The constants that a slot is compared with cut its values into classes within which every
// test comes out alike: below 30, from 30 on. So for each class of each slot there is a row of
// bits, one for each program, that says which programs are false because of it, and a second one
// for those that it leaves open. A round looks up one row for each slot and joins them: a program
// is false if some slot makes it so, else open if some slot does, else true. That is the rule of
// `&&`, whatever the order, and costs the same however many of the programs hold.
//
// Such bitmaps are known from data warehouses (P. O'Neil, "Model 204 architecture and
// performance", 1987) and from packet filters (T. V. Lakshman and D. Stiliadis, "High-speed
// policy-based packet forwarding using efficient multi-dimensional range matching", 1998).

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "base/array.h"
#include "expr/value.h"

namespace rapport::expr {

// Plain data.
struct Conjunctions {
  // What the tests of a slot ask, besides known().
  enum class Kind : uint8_t { kNothing, kBool, kInt, kText };
  // Classes: these two, then those of values: any value; or false, true; or by the number of cuts
  // that are not above it; or each of the texts, then any other text.
  static constexpr uint32_t kUnknown = 0;
  static constexpr uint32_t kError = 1;
  static constexpr uint32_t kFirstValue = 2;

  struct Slot {
    int32_t slot = 0;
    Kind kind = Kind::kNothing;
    uint8_t unused[3] = {};
    uint32_t first_cut = 0;  // these three up to those of the next slot
    uint32_t first_text = 0;
    uint32_t first_row = 0;
  };

  Array<Slot> slots;  // and one more, the end of the last
  Array<int64_t> cuts;
  std::vector<std::string> texts;
  Array<uint64_t> rows;      // each the words of the false ones, then those of the open ones
  Array<uint64_t> programs;  // those that are judged, a bit each
  uint32_t first_word = 0;   // of the bits of all programs

  bool empty() const { return programs.empty(); }
  uint32_t slot_count() const { return slots.empty() ? 0 : slots.size() - 1; }
  // The row of a value of the slot `i` of these.
  uint32_t RowOf(uint32_t i, const Value& value) const;
  // One row for each slot becomes, word by word, the programs that are false and those that are
  // open unless they are false. Both have room for the words of `programs`.
  void Judge(absl::Span<const uint32_t> chosen, uint64_t* is_false, uint64_t* is_open) const;

  // Whether what was read from an archive can be used without harm, with so many slots and
  // programs.
  bool IsValid(size_t all_slots, size_t all_programs) const;
};

template <typename A>
void Visit(A& a, Conjunctions& t) {
  a.Items(t.slots);
  a.Items(t.cuts);
  a.Each(t.texts);
  a.Items(t.rows);
  a.Items(t.programs);
  a.Number(t.first_word);
}

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_CONJUNCTIONS_H_
