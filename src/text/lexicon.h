#ifndef RAPPORT_TEXT_LEXICON_H_
#define RAPPORT_TEXT_LEXICON_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace rapport::text {

// The words of one language that the tokenizer must know. They come from a pack (`text:`), never from
// this code. All entries are folded when added. Immutable once the tokenizer uses it.
struct Lexicon {
  // A written word to the words it stands for: "u" -> {"you"}, "can't" -> {"can", "not"}.
  absl::flat_hash_map<std::string, std::vector<std::string>> spellings;
  absl::flat_hash_set<std::string> number_words;    // "two", "dozen", "half", "couple"
  absl::flat_hash_set<std::string> duration_units;  // "minute", "minutes", "hrs"
  absl::flat_hash_set<std::string> money_units;     // "dollars", "quid", "usd"
  absl::flat_hash_set<std::string> percent_words;   // "percent", "pct"
  absl::flat_hash_set<std::string> month_names;     // "january", "jan"
  absl::flat_hash_set<std::string> day_names;       // "monday", "tomorrow"
  absl::flat_hash_set<std::string> clause_words;    // "but", "because": each starts a clause
  absl::flat_hash_set<std::string> abbreviations;   // "mr", "e.g": a full stop after it ends nothing

  // `written` and each of `words` are folded here, so both "Can't" and "can’t" find the entry.
  void AddSpelling(std::string_view written, const std::vector<std::string_view>& words);
  static void AddWord(absl::flat_hash_set<std::string>* set, std::string_view word);
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_LEXICON_H_
