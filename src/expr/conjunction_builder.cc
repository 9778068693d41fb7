#include "expr/conjunction_builder.h"

#include <algorithm>
#include <limits>

namespace rapport::expr {
namespace {

using Kind = Conjunctions::Kind;

constexpr uint32_t kBits = 64;

// Whether the test holds for the values of a class, its number counted from the first of values.
bool Holds(const SlotTest& test, uint32_t value, const Conjunctions& all, uint32_t slot) {
  const Conjunctions::Slot& own = all.slots[slot];
  switch (test.kind) {
    case Kind::kNothing:
      return true;
    case Kind::kBool:
      return value == 1;
    case Kind::kInt: {
      // Any value of the class will do: its first, or one below all cuts.
      if (value > 0) {
        const int64_t n = all.cuts[own.first_cut + value - 1];
        return n >= test.low && n <= test.high;
      }
      return test.low == std::numeric_limits<int64_t>::min();
    }
    case Kind::kText: {
      const uint32_t text = own.first_text + value;
      return text < all.slots[slot + 1].first_text &&
             std::find(test.texts.begin(), test.texts.end(), all.texts[text]) != test.texts.end();
    }
  }
  return false;
}

}  // namespace

std::vector<uint32_t> ConjunctionBuilder::Build(Conjunctions* out) {
  std::vector<uint32_t> dropped;
  FindClasses();
  while (WordsNeeded() > kMostWords) DropLargestSlots(&dropped);
  if (!drafts_.empty()) FillRows(out);
  std::sort(dropped.begin(), dropped.end());
  return dropped;
}

void ConjunctionBuilder::FindClasses() {
  classes_.clear();
  for (const Draft& draft : drafts_) {
    for (const SlotTest& test : draft.tests) {
      Classes& classes = classes_[test.slot];
      if (test.kind == Kind::kNothing) continue;
      classes.kind = test.kind;
      classes.texts.insert(test.texts.begin(), test.texts.end());
      if (test.kind != Kind::kInt) continue;
      if (test.low != std::numeric_limits<int64_t>::min()) classes.cuts.insert(test.low);
      if (test.high != std::numeric_limits<int64_t>::max()) classes.cuts.insert(test.high + 1);
    }
  }
}

uint64_t ConjunctionBuilder::WordsNeeded() const {
  if (drafts_.empty()) return 0;
  uint64_t rows = 0;
  for (const auto& [slot, classes] : classes_) rows += classes.rows();
  const uint32_t words = drafts_.back().program / kBits - drafts_.front().program / kBits + 1;
  return rows * 2 * words;
}

// With all programs that read them: those that make up half of what is too much, so that there are
// few rounds.
void ConjunctionBuilder::DropLargestSlots(std::vector<uint32_t>* dropped) {
  const uint64_t needed = WordsNeeded();
  std::vector<std::pair<uint64_t, int32_t>> by_rows;
  uint64_t all_rows = 0;
  for (const auto& [slot, classes] : classes_) {
    by_rows.emplace_back(classes.rows(), slot);
    all_rows += classes.rows();
  }
  std::sort(by_rows.rbegin(), by_rows.rend());
  const uint64_t words_of_row = needed / all_rows;
  std::set<int32_t> slots;
  for (uint64_t words = 0, i = 0; i < by_rows.size() && words * 2 < needed - kMostWords; ++i) {
    slots.insert(by_rows[i].second);
    words += by_rows[i].first * words_of_row;
  }
  const auto reads = [&slots](const Draft& draft) {
    return std::any_of(draft.tests.begin(), draft.tests.end(),
                       [&slots](const SlotTest& test) { return slots.count(test.slot) > 0; });
  };
  for (const Draft& draft : drafts_) {
    if (reads(draft)) dropped->push_back(draft.program);
  }
  drafts_.erase(std::remove_if(drafts_.begin(), drafts_.end(), reads), drafts_.end());
  FindClasses();
}

void ConjunctionBuilder::FillRows(Conjunctions* out) const {
  std::map<int32_t, uint32_t> places;
  Conjunctions::Slot next;
  for (const auto& [slot, classes] : classes_) {
    places.emplace(slot, out->slots.size());
    next.slot = slot;
    next.kind = classes.kind;
    out->slots.push_back(next);
    for (const int64_t cut : classes.cuts) out->cuts.push_back(cut);
    for (const std::string& text : classes.texts) out->texts.push_back(text);
    next.first_cut = out->cuts.size();
    next.first_text = static_cast<uint32_t>(out->texts.size());
    next.first_row += static_cast<uint32_t>(classes.rows());
  }
  next.slot = 0;
  next.kind = Kind::kNothing;
  out->slots.push_back(next);
  out->first_word = drafts_.front().program / kBits;
  out->programs.assign(drafts_.back().program / kBits - out->first_word + 1, 0);
  out->rows.assign(size_t{next.first_row} * 2 * out->programs.size(), 0);
  for (const Draft& draft : drafts_) {
    out->programs[draft.program / kBits - out->first_word] |= uint64_t{1} << draft.program % kBits;
    for (const SlotTest& test : draft.tests) {
      FillRows(test, draft.program, places.at(test.slot), out);
    }
  }
}

void ConjunctionBuilder::FillRows(const SlotTest& test, uint32_t program, uint32_t slot,
                                  Conjunctions* out) const {
  const uint32_t words = out->programs.size();
  const uint32_t word = program / kBits - out->first_word;
  const uint64_t bit = uint64_t{1} << program % kBits;
  const uint32_t first = out->slots[slot].first_row, end = out->slots[slot + 1].first_row;
  const auto set_false = [&](uint32_t row) { out->rows[size_t{row} * 2 * words + word] |= bit; };
  const auto set_open = [&](uint32_t row) {
    out->rows[(size_t{row} * 2 + 1) * words + word] |= bit;
  };
  // Whether it is known is known, unless there is an error.
  const bool asks_known = test.kind == Kind::kNothing;
  if (!asks_known) {
    set_open(first + Conjunctions::kUnknown);
  } else if (!test.negated) {
    set_false(first + Conjunctions::kUnknown);
  }
  set_open(first + Conjunctions::kError);
  for (uint32_t row = first + Conjunctions::kFirstValue; row < end; ++row) {
    const uint32_t value = row - first - Conjunctions::kFirstValue;
    if (Holds(test, value, *out, slot) == test.negated) set_false(row);
  }
}

}  // namespace rapport::expr
