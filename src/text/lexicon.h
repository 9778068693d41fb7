#ifndef RAPPORT_TEXT_LEXICON_H_
#define RAPPORT_TEXT_LEXICON_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace rapport::text {

// The words of one language that the tokenizer must know. They come from a pack (`text:`), never
// from this code. All entries are folded when added. Immutable once a tokenizer is made from it.
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
  absl::flat_hash_set<std::string>
      abbreviations;  // "mr", "e.g.": a full stop after it ends nothing

  // Words that hold number expressions together. Alone they are nothing.
  absl::flat_hash_set<std::string> number_articles;  // "a", "an": one, before a unit or number word
  absl::flat_hash_set<std::string> number_joins;  // "a", "an", "and", "of": "two and a half hours"
  absl::flat_hash_set<std::string> unit_modifiers;  // "more", "full", "working": "2 full days"
  absl::flat_hash_set<std::string> date_joins;      // "of", "the": "3rd of March", "March the 3rd"
  absl::flat_hash_set<std::string> time_words;      // "am", "pm", "o'clock": after an hour
  absl::flat_hash_set<std::string>
      ordinal_suffixes;  // "st", "nd", "rd", "th": written to the digits
  absl::flat_hash_set<std::string> number_suffixes;  // "k", "bn": written to the digits

  // How a line that introduces a quoted e-mail begins and ends: "On ... wrote:".
  absl::flat_hash_set<std::string> reply_starts;  // "on"
  absl::flat_hash_set<std::string> reply_ends;    // "wrote"

  // `written` and each of `words` are folded here, so both "Can't" and "can’t" find the entry.
  void AddSpelling(std::string_view written, const std::vector<std::string_view>& words);
  static void AddWord(absl::flat_hash_set<std::string>* set, std::string_view word);
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_LEXICON_H_
