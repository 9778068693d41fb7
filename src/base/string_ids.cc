#include "base/string_ids.h"

namespace rapport {
namespace {

StringIds::Hash HashOf(std::string_view word) {
  StringIds::Hash hash;
  for (char c : word) hash.Add(c);
  return hash;
}

}  // namespace

size_t StringIds::Slot(std::string_view word_, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = hash & mask;
  while (slots_[slot] != kNone && word(slots_[slot]) != word_) slot = (slot + 1) & mask;
  return slot;
}

uint32_t StringIds::Intern(std::string_view word) {
  if (2 * (size_t{size()} + 1) > slots_.size()) Grow();
  const size_t slot = Slot(word, HashOf(word).Value());
  if (slots_[slot] == kNone) {
    slots_[slot] = size();
    bytes_.append(word.data(), word.data() + word.size());
    ends_.push_back(bytes_.size());
  }
  return slots_[slot];
}

uint32_t StringIds::Find(std::string_view word) const { return Find(word, HashOf(word)); }

uint32_t StringIds::Find(std::string_view word, const Hash& hash) const {
  if (slots_.empty()) return kNone;
  return slots_[Slot(word, hash.Value())];
}

void StringIds::Grow() {
  size_t slots = slots_.empty() ? 16 : slots_.size() * 2;
  while (2 * (size_t{size()} + 1) > slots) slots *= 2;
  slots_.assign(slots, kNone);
  for (uint32_t id = 0; id < size(); ++id) {
    slots_[Slot(word(id), HashOf(word(id)).Value())] = id;
  }
}

size_t StringIds::allocated_bytes() const {
  return bytes_.allocated_bytes() + ends_.allocated_bytes() + slots_.allocated_bytes();
}

void StringIds::ShrinkToFit() {
  bytes_.shrink_to_fit();
  ends_.shrink_to_fit();
  slots_.shrink_to_fit();
}

bool StringIds::IsValid() const {
  if (!IsRising(ends_) || (ends_.empty() ? 0 : ends_.back()) != bytes_.size()) return false;
  if (slots_.empty()) return ends_.empty();
  if ((slots_.size() & (slots_.size() - 1)) != 0) return false;
  const uint32_t words = size();
  if (!AllOf(slots_, [&](uint32_t id) { return (id < words) | (id == kNone); })) return false;
  uint32_t used = 0;
  for (const uint32_t id : slots_) used += id != kNone ? 1 : 0;
  return used == words && used * uint64_t{2} <= slots_.size();  // so that every search ends
}

}  // namespace rapport
