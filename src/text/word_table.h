#ifndef RAPPORT_TEXT_WORD_TABLE_H_
#define RAPPORT_TEXT_WORD_TABLE_H_

// Words to numbers, for words that are all known beforehand.
//
// A perfect hash: the hash of a word chooses one of many small groups, the group's displacement is
// mixed into the hash, and that gives the one slot where the word is, if it is anywhere. So a
// look-up reads one displacement and one slot, whatever the words are. A slot has a tag of eight
// bytes: a word of up to eight bytes itself, or 56 bits of the hash of a longer one, whose bytes
// are then compared.
//
// Displacements are chosen when the table is built, largest group first, by trying one after
// another until all words of the group fall on free slots. If that fails, which only words made for
// it bring about, it is done again with another factor. Words whose place cannot be told from that
// of another, such as two long ones with the same tag, are put on a sorted list that is searched by
// halving; it is empty unless someone took great pains.
//
// The tag of a short word is its bytes, in their order on every machine, so that is where the word
// is kept; the others stand one after another.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "base/ends.h"
#include "base/numbers.h"
#include "base/string_ids.h"

namespace rapport::text {

// Eight bytes from `from` on; the first is the lowest on every machine.
inline uint64_t LoadEight(const char* from) {
  uint64_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  bytes = __builtin_bswap64(bytes);
#endif
  return bytes;
}

class WordTable {
 public:
  static constexpr uint32_t kNone = StringIds::kNone;
  static constexpr size_t kShort = 8;

  // For all of `words`, with their numbers; none make no table.
  void Build(const StringIds& words);
  void Clear() { *this = WordTable(); }
  bool built() const { return slots_ != 0; }

  // Allocates nothing. The table must be built.
  uint32_t Find(std::string_view word) const {
    const uint64_t tag = TagOf(word);
    return IsLong(tag) ? FindLong(word, tag) : FindShort(tag);
  }
  // The same for a word of one to eight bytes, all of them ASCII and none 0: the low bytes of
  // `bytes`, with 0 above.
  uint32_t FindShort(uint64_t bytes) const {
    // Which words a text has cannot be guessed, so there is no branch for it.
    const size_t slot = SlotOf(bytes);
    const uint32_t missed = TagAt(slot) == bytes ? 0 : 1;
    const uint32_t number = numbers_[slot] | (0 - missed);
    static_assert(kNone == 0xFFFFFFFF);
    return listed_.empty() || missed == 0 ? number : FindShortListed(bytes);
  }

  uint32_t size() const { return places_.size(); }
  std::string_view word(uint32_t number) const {
    const uint32_t place = places_[number];
    if (place < slots_) return {reinterpret_cast<const char*>(&tags_[place]), SizeOf(TagAt(place))};
    const uint32_t begin = ends_.begin(place - slots_);
    return {bytes_.data() + begin, ends_[place - slots_] - begin};
  }

  // The word of those low bytes, which it writes to `word`; returns its size.
  static size_t Unpack(uint64_t bytes, char* word) {
    size_t size = 0;
    for (; size < kShort && bytes != 0; bytes >>= 8) word[size++] = static_cast<char>(bytes & 0xFF);
    return size;
  }

  size_t allocated_bytes() const;

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, WordTable& t) {
    a.Number(t.factor_);
    a.Items(t.displacements_);
    a.Items(t.tags_);
    a.Item(t.numbers_);
    a.Items(t.listed_);
    a.Item(t.places_);
    a.Items(t.bytes_);
    a.Item(t.ends_);
    if constexpr (A::kReads) {
      t.groups_ = t.displacements_.size();
      t.slots_ = t.tags_.size();
    }
  }
  friend class WordTablePeer;

  static uint64_t TagOf(std::string_view word);
  static uint64_t LongTag(std::string_view word);
  static bool IsLong(uint64_t tag) { return tag >> 56 == 0xFF; }
  uint64_t TagAt(size_t slot) const {
    return LoadEight(reinterpret_cast<const char*>(&tags_[slot]));
  }
  // Of the word that is a tag; of 0, which is none, something.
  static size_t SizeOf(uint64_t tag) {
    return (71 - static_cast<size_t>(__builtin_clzll(tag | 1))) / 8;
  }

  // The upper half of products: of the tag and a factor for the group, and of that and an odd
  // number made of the group's displacement for the slot.
  static size_t Scale(uint64_t hash, size_t size) { return (hash >> 32) * size >> 32; }
  static size_t Displace(uint64_t hash, uint32_t displacement, size_t slots) {
    return Scale(hash * (2 * uint64_t{displacement} + 3), slots);
  }
  size_t SlotOf(uint64_t tag) const {
    const uint64_t hash = tag * factor_;
    return Displace(hash, displacements_[Scale(hash, groups_)], slots_);
  }

  uint32_t FindLong(std::string_view word, uint64_t tag) const;
  uint32_t FindShortListed(uint64_t bytes) const;
  uint32_t FindListed(std::string_view word) const;
  void KeepTexts(const StringIds& words);
  bool Place(const std::vector<uint64_t>& tags, const std::vector<uint32_t>& ids, bool list_rest);

  uint64_t factor_ = 0;            // odd
  uint32_t groups_ = 0;            // how many displacements
  uint32_t slots_ = 0;             // and tags there are
  Array<uint16_t> displacements_;  // by group
  Array<uint64_t> tags_;           // by slot, the first byte first; 0 where there is no word
  Numbers numbers_;                // by slot
  Array<uint32_t> listed_;         // words that have no slot, sorted by their bytes
  Numbers places_;                 // by word: its slot if that has it, else of the rest, behind all
  Array<char> bytes_;              // the rest, one after another
  Ends ends_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_WORD_TABLE_H_
