#include "expr/conjunctions.h"

#include <algorithm>

namespace rapport::expr {
namespace {

constexpr ptrdiff_t kCountedCuts = 32;  // so few are compared with each, which needs no branches

uint32_t CutsUpTo(int64_t n, const int64_t* begin, const int64_t* end) {
  if (end - begin > kCountedCuts) {
    return static_cast<uint32_t>(std::upper_bound(begin, end, n) - begin);
  }
  uint32_t count = 0;
  for (; begin != end; ++begin) count += *begin <= n ? 1 : 0;
  return count;
}

// Most texts differ in their length or their first letter.
bool IsSame(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || (a[0] == b[0] && a == b));
}

}  // namespace

uint32_t Conjunctions::RowOf(uint32_t i, const Value& value) const {
  const Slot &slot = slots[i], &next = slots[i + 1];
  if (value.is_unknown()) return slot.first_row + kUnknown;
  const uint32_t first = slot.first_row + kFirstValue;
  switch (slot.kind) {
    case Kind::kNothing:
      if (value.is_error()) break;
      return first;
    case Kind::kBool:
      if (value.kind() != ValueKind::kBool) break;
      return first + (value.as_bool() ? 1 : 0);
    case Kind::kInt:
      if (value.kind() != ValueKind::kInt) break;
      return first +
             CutsUpTo(value.as_int(), cuts.data() + slot.first_cut, cuts.data() + next.first_cut);
    case Kind::kText: {
      if (value.kind() != ValueKind::kString) break;
      const std::string_view text = value.as_string();
      uint32_t t = slot.first_text;
      while (t < next.first_text && !IsSame(text, texts[t])) ++t;
      return first + (t - slot.first_text);
    }
  }
  return slot.first_row + kError;
}

void Conjunctions::Judge(absl::Span<const uint32_t> chosen, uint64_t* is_false,
                         uint64_t* is_open) const {
  const uint32_t words = programs.size();
  std::fill(is_false, is_false + words, 0);
  std::fill(is_open, is_open + words, 0);
  for (const uint32_t row : chosen) {
    const uint64_t* const bits = rows.data() + size_t{row} * 2 * words;
    for (uint32_t w = 0; w < words; ++w) is_false[w] |= bits[w];
    for (uint32_t w = 0; w < words; ++w) is_open[w] |= bits[words + w];
  }
}

bool Conjunctions::IsValid(size_t all_slots, size_t all_programs) const {
  if (programs.empty()) return slots.empty() && rows.empty() && cuts.empty() && texts.empty();
  if (size_t{first_word} + programs.size() > all_programs / 64 + 1 || slots.empty()) return false;
  if (first_word + programs.size() == all_programs / 64 + 1 &&
      programs.back() >> (all_programs % 64) != 0) {
    return false;
  }
  if (slots[0].first_cut != 0 || slots[0].first_text != 0 || slots[0].first_row != 0) return false;
  for (uint32_t i = 0; i < slot_count(); ++i) {
    const Slot &slot = slots[i], &next = slots[i + 1];
    if (slot.slot < 0 || static_cast<size_t>(slot.slot) >= all_slots ||
        (i > 0 && slot.slot <= slots[i - 1].slot) || slot.kind > Kind::kText ||
        next.first_cut < slot.first_cut || next.first_cut > cuts.size() ||
        next.first_text < slot.first_text || next.first_text > texts.size()) {
      return false;
    }
    const uint32_t own_cuts = next.first_cut - slot.first_cut;
    const uint32_t own_texts = next.first_text - slot.first_text;
    if ((own_cuts > 0 && slot.kind != Kind::kInt) || (own_texts > 0 && slot.kind != Kind::kText)) {
      return false;
    }
    const uint64_t values = slot.kind == Kind::kBool ? 2 : uint64_t{1} + own_cuts + own_texts;
    if (next.first_row != slot.first_row + kFirstValue + values) return false;
  }
  const Slot& end = slots.back();
  return end.first_cut == cuts.size() && end.first_text == texts.size() &&
         uint64_t{end.first_row} * 2 * programs.size() == rows.size();
}

}  // namespace rapport::expr
