#ifndef RAPPORT_BASE_STRING_IDS_H_
#define RAPPORT_BASE_STRING_IDS_H_

#include <cstdint>
#include <string_view>

#include "base/array.h"

namespace rapport {

// Strings to dense ids from 0: open addressing over three flat arrays. The hash can be computed
// byte by byte, so that all beginnings of a word are looked up in one pass over it.
class StringIds {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  // FNV-1a, mixed at the end because slots are taken from the low bits.
  class Hash {
   public:
    void Add(char c) { value_ = (value_ ^ static_cast<uint8_t>(c)) * 0x100000001B3u; }
    uint64_t Value() const {
      const uint64_t mixed = (value_ ^ (value_ >> 32)) * 0x9E3779B97F4A7C15u;
      return mixed ^ (mixed >> 29);
    }

   private:
    uint64_t value_ = 0xCBF29CE484222325u;
  };

  // The id of `word`, new when it was not there.
  uint32_t Intern(std::string_view word);
  // kNone when it is not there. Allocates nothing.
  uint32_t Find(std::string_view word) const;
  // The same when the hash of `word` is known.
  uint32_t Find(std::string_view word, const Hash& hash) const;

  std::string_view word(uint32_t id) const {
    const uint32_t begin = id == 0 ? 0 : ends_[id - 1];
    return {bytes_.data() + begin, ends_[id] - begin};
  }
  uint32_t size() const { return ends_.size(); }
  size_t allocated_bytes() const;
  void ShrinkToFit();

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, StringIds& t) {
    a.Items(t.bytes_);
    a.Items(t.ends_);
    a.Items(t.slots_);
  }

  // The slot that holds `word`, or the empty one where it belongs.
  size_t Slot(std::string_view word, uint64_t hash) const;
  void Grow();

  Array<char> bytes_;      // all words, one after another
  Array<uint32_t> ends_;   // by word
  Array<uint32_t> slots_;  // ids or kNone; a power of two, at most half full
};

}  // namespace rapport

#endif  // RAPPORT_BASE_STRING_IDS_H_
