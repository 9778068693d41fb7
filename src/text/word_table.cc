#include "text/word_table.h"

#include <algorithm>
#include <numeric>

namespace rapport::text {
namespace {

constexpr size_t kWordsPerGroup = 4;
constexpr uint32_t kMaxDisplacement = 0xFFFF;
constexpr uint64_t kFactors = 32;  // tried; one in a few fails for a large vocabulary
constexpr uint64_t kLongTop = uint64_t{0xFF} << 56;

uint64_t Mix(uint64_t value) {
  value *= 0x9E3779B97F4A7C15u;
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
  value = (value ^ value >> 27) * 0x94D049BB133111EBu;
  return value ^ value >> 31;
}

// An eighth of the slots stays free.
size_t SlotsFor(size_t words) { return words + words / 8 + 1; }

}  // namespace

uint64_t WordTable::LongTag(std::string_view word) {
  uint64_t hash = word.size() * 0x9E3779B97F4A7C15u;
  const auto add = [&hash](uint64_t bytes) {
    hash = (hash ^ bytes) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  if (word.size() < kShort) {
    for (const char c : word) add(static_cast<uint8_t>(c));
  } else {
    for (size_t i = 0; i + kShort < word.size(); i += kShort) add(LoadEight(word.data() + i));
    add(LoadEight(word.data() + word.size() - kShort));
  }
  return Mix(hash) | kLongTop;
}

// Short words that could be mistaken, because a byte is 0 or the last is 255, count as long.
uint64_t WordTable::TagOf(std::string_view word) {
  if (word.empty() || word.size() > kShort) return LongTag(word);
  uint64_t tag = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (word[i] == 0) return LongTag(word);
    tag |= uint64_t{static_cast<uint8_t>(word[i])} << (8 * i);
  }
  return IsLong(tag) ? LongTag(word) : tag;
}

uint32_t WordTable::FindLong(std::string_view word, uint64_t tag, const StringIds& words) const {
  const size_t slot = SlotOf(tag);
  if (tags_[slot] == tag && words.word(numbers_[slot]) == word) return numbers_[slot];
  return listed_.empty() ? kNone : FindListed(word, words);
}

uint32_t WordTable::FindShortListed(uint64_t bytes, const StringIds& words) const {
  char word[kShort];
  const size_t size = Unpack(bytes, word);
  return FindListed({word, size}, words);
}

uint32_t WordTable::FindListed(std::string_view word, const StringIds& words) const {
  const auto found =
      std::lower_bound(listed_.begin(), listed_.end(), word,
                       [&](uint32_t id, std::string_view w) { return words.word(id) < w; });
  return found != listed_.end() && words.word(*found) == word ? *found : kNone;
}

void WordTable::Build(const StringIds& words) {
  Clear();
  std::vector<uint32_t> ids(words.size());
  std::iota(ids.begin(), ids.end(), 0u);
  std::vector<uint64_t> tags(words.size());
  for (const uint32_t id : ids) tags[id] = TagOf(words.word(id));

  // Of long words with the same tag the first gets the slot.
  std::sort(ids.begin(), ids.end(),
            [&](uint32_t a, uint32_t b) { return tags[a] != tags[b] ? tags[a] < tags[b] : a < b; });
  const auto same = [&](uint32_t a, uint32_t b) { return tags[a] == tags[b]; };
  for (size_t i = 1; i < ids.size(); ++i) {
    if (same(ids[i], ids[i - 1])) listed_.push_back(ids[i]);
  }
  ids.erase(std::unique(ids.begin(), ids.end(), same), ids.end());

  for (uint64_t i = 1; i <= kFactors; ++i) {
    factor_ = Mix(i) | 1;
    if (Place(tags, ids, /*list_rest=*/i == kFactors)) break;
  }
  std::sort(listed_.begin(), listed_.end(),
            [&](uint32_t a, uint32_t b) { return words.word(a) < words.word(b); });
  listed_.shrink_to_fit();
}

// Gives a slot to each of `ids`, which have different tags. False when a group finds no place; with
// `list_rest` its words go on the list instead.
bool WordTable::Place(const std::vector<uint64_t>& tags, const std::vector<uint32_t>& ids,
                      bool list_rest) {
  const size_t slots = SlotsFor(ids.size());
  const size_t groups = ids.size() / kWordsPerGroup + 1;
  displacements_.assign(groups, 0);
  tags_.assign(slots, 0);
  numbers_.assign(slots, kNone);
  groups_ = groups;
  slots_ = slots;

  // Words by group, and groups by size, both by counting.
  std::vector<uint32_t> begins(groups + 1, 0);
  const auto group_of = [&](uint32_t id) { return Scale(tags[id] * factor_, groups); };
  for (const uint32_t id : ids) ++begins[group_of(id) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<uint32_t> members(ids.size());
  std::vector<uint32_t> next(begins.begin(), begins.end() - 1);
  for (const uint32_t id : ids) members[next[group_of(id)]++] = id;
  std::vector<uint32_t> order(groups);
  std::iota(order.begin(), order.end(), 0u);
  const auto size_of = [&](uint32_t group) { return begins[group + 1] - begins[group]; };
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a < b;
  });

  for (const uint32_t group : order) {
    const uint32_t* const first = members.data() + begins[group];
    const uint32_t* const last = first + size_of(group);
    uint32_t displacement = 0;
    for (; displacement <= kMaxDisplacement; ++displacement) {
      const uint32_t* id = first;
      for (; id != last; ++id) {
        const size_t slot = Displace(tags[*id] * factor_, displacement, slots);
        if (numbers_[slot] != kNone) break;
        numbers_[slot] = *id;
        tags_[slot] = tags[*id];
      }
      if (id == last) break;
      while (id-- != first) {  // takes them away again
        const size_t slot = Displace(tags[*id] * factor_, displacement, slots);
        numbers_[slot] = kNone;
        tags_[slot] = 0;
      }
    }
    if (displacement <= kMaxDisplacement) {
      displacements_[group] = static_cast<uint16_t>(displacement);
    } else if (list_rest) {
      listed_.append(first, last);
    } else {
      return false;
    }
  }
  return true;
}

size_t WordTable::allocated_bytes() const {
  return displacements_.allocated_bytes() + tags_.allocated_bytes() + numbers_.allocated_bytes() +
         listed_.allocated_bytes();
}

bool WordTable::IsValid(uint32_t words) const {
  if (numbers_.size() != tags_.size() || displacements_.empty() != tags_.empty()) return false;
  uint32_t failed = 0;
  for (uint32_t i = 0; i < tags_.size(); ++i) {
    const bool is_free = (tags_[i] == 0) & (numbers_[i] == kNone);
    failed |= (numbers_[i] < words) | is_free ? 0u : 1u;
  }
  return failed == 0 && AllBelow(listed_, words);
}

}  // namespace rapport::text
