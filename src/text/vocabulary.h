#ifndef RAPPORT_TEXT_VOCABULARY_H_
#define RAPPORT_TEXT_VOCABULARY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_ids.h"

namespace rapport::text {

// The words that a rule set knows, numbered from 0: those of the lexicon, of phrases and of word
// tables. The tokenizer looks each key up once; everything behind it works with numbers.
class Vocabulary {
 public:
  static constexpr uint32_t kNone = StringIds::kNone;

  // The number of `word`, new when it was not there.
  uint32_t Intern(std::string_view word) { return ids_.Intern(word); }
  // kNone when it is not there. Allocates nothing.
  uint32_t Find(std::string_view word) const { return ids_.Find(word); }

  std::string_view word(uint32_t id) const { return ids_.word(id); }
  uint32_t size() const { return ids_.size(); }
  size_t allocated_bytes() const { return ids_.allocated_bytes(); }
  void ShrinkToFit() { ids_.ShrinkToFit(); }

 private:
  StringIds ids_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_VOCABULARY_H_
