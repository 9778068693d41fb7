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

// A few slots stay free, since the last words have to find one.
size_t SlotsFor(size_t words) { return words + words / 32 + 1; }

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

uint32_t WordTable::FindLong(std::string_view searched, uint64_t tag) const {
  const size_t slot = SlotOf(tag);
  if (TagAt(slot) == tag && word(numbers_[slot]) == searched) return numbers_[slot];
  return listed_.empty() ? kNone : FindListed(searched);
}

uint32_t WordTable::FindShortListed(uint64_t bytes) const {
  char searched[kShort];
  const size_t size = Unpack(bytes, searched);
  return FindListed({searched, size});
}

uint32_t WordTable::FindListed(std::string_view searched) const {
  const auto found =
      std::lower_bound(listed_.begin(), listed_.end(), searched,
                       [this](uint32_t id, std::string_view w) { return word(id) < w; });
  return found != listed_.end() && word(*found) == searched ? *found : kNone;
}

void WordTable::Build(const StringIds& words) {
  Clear();
  if (words.size() == 0) return;
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
  KeepTexts(words);
}

void WordTable::KeepTexts(const StringIds& words) {
  std::vector<uint32_t> places, ends;
  std::vector<char> bytes;
  for (uint32_t id = 0; id < words.size(); ++id) {
    const std::string_view word = words.word(id);
    const uint64_t tag = TagOf(word);
    const size_t slot = SlotOf(tag);
    if (!IsLong(tag) && TagAt(slot) == tag) {
      places.push_back(static_cast<uint32_t>(slot));
      continue;
    }
    places.push_back(slots_ + static_cast<uint32_t>(ends.size()));
    bytes.insert(bytes.end(), word.begin(), word.end());
    ends.push_back(static_cast<uint32_t>(bytes.size()));
  }
  places_ = Numbers(places);
  bytes_ = bytes;
  ends_ = Ends(ends);
}

// Gives a slot to each of `ids`, which have different tags. False when a group finds no place; with
// `list_rest` its words go on the list instead.
bool WordTable::Place(const std::vector<uint64_t>& tags, const std::vector<uint32_t>& ids,
                      bool list_rest) {
  const size_t slots = SlotsFor(ids.size());
  const size_t groups = ids.size() / kWordsPerGroup + 1;
  displacements_.assign(groups, 0);
  tags_.assign(slots, 0);
  std::vector<uint32_t> numbers(slots, kNone);
  groups_ = static_cast<uint32_t>(groups);
  slots_ = static_cast<uint32_t>(slots);

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
        if (numbers[slot] != kNone) break;
        numbers[slot] = *id;
      }
      if (id == last) break;
      while (id-- != first) {  // takes them away again
        numbers[Displace(tags[*id] * factor_, displacement, slots)] = kNone;
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
  for (size_t slot = 0; slot < slots; ++slot) {
    uint32_t& number = numbers[slot];
    // As bytes, in the order of the word.
    if (number != kNone) tags_[slot] = LoadEight(reinterpret_cast<const char*>(&tags[number]));
    if (number == kNone) number = 0;
  }
  numbers_ = Numbers(numbers);
  return true;
}

size_t WordTable::allocated_bytes() const {
  return displacements_.allocated_bytes() + tags_.allocated_bytes() + numbers_.allocated_bytes() +
         listed_.allocated_bytes() + places_.allocated_bytes() + bytes_.allocated_bytes() +
         ends_.allocated_bytes();
}

bool WordTable::IsValid() const {
  const uint32_t words = size();
  if (displacements_.empty() != tags_.empty() || numbers_.size() != slots_) return false;
  return (words > 0) == built() && numbers_.AllBelow(words) && AllBelow(listed_, words) &&
         places_.AllBelow(uint64_t{slots_} + ends_.size()) && ends_.IsValid(bytes_.size());
}

}  // namespace rapport::text
