#ifndef RAPPORT_TEXT_VOCABULARY_H_
#define RAPPORT_TEXT_VOCABULARY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_ids.h"
#include "text/word_table.h"

namespace rapport::text {

// The words that a rule set knows, numbered from 0: those of the lexicon, of phrases and of word
// tables. The tokenizer looks each key up once; everything behind it works with numbers.
//
// While it grows, words are found by ordinary hashing; `Freeze` makes a perfect table of them. A
// frozen vocabulary may grow again, at the cost of all its words, and is then slower until it is
// frozen anew.
class Vocabulary {
 public:
  static constexpr uint32_t kNone = StringIds::kNone;

  // The number of `word`, new when it was not there.
  uint32_t Intern(std::string_view word);
  // kNone when it is not there. Allocates nothing.
  uint32_t Find(std::string_view word) const {
    return table_.built() ? table_.Find(word) : ids_.Find(word);
  }
  // The same for a word of one to eight bytes of ASCII: the low ones of `bytes`, 0 above.
  uint32_t FindShort(uint64_t bytes) const {
    return table_.built() ? table_.FindShort(bytes) : FindGrowing(bytes);
  }

  // Until it grows or is frozen.
  std::string_view word(uint32_t id) const {
    return table_.built() ? table_.word(id) : ids_.word(id);
  }
  uint32_t size() const { return table_.built() ? table_.size() : ids_.size(); }
  size_t allocated_bytes() const { return ids_.allocated_bytes() + table_.allocated_bytes(); }
  // Makes look-ups fast, and frees what only growing needs.
  void Freeze();

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const { return ids_.IsValid() && table_.IsValid(); }

 private:
  template <typename A>
  friend void Visit(A& a, Vocabulary& t) {
    a.Item(t.ids_);
    a.Item(t.table_);
  }

  uint32_t FindGrowing(uint64_t bytes) const;

  StringIds ids_;    // while it grows
  WordTable table_;  // of a frozen one
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_VOCABULARY_H_
