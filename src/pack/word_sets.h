#ifndef RAPPORT_PACK_WORD_SETS_H_
#define RAPPORT_PACK_WORD_SETS_H_

// The lists of single words of `text:`, in one table: the reader, the schema, the validation, the
// canonical form and the lexicon all go by it. docs/pack-reference.md shows them at work.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "text/lexicon.h"

namespace rapport::pack {

struct WordSetInfo {
  std::string_view key;
  absl::flat_hash_set<std::string> text::Lexicon::*set;
  std::string_view help;
};

inline constexpr size_t kWordSetCount = 17;

inline constexpr std::array<WordSetInfo, kWordSetCount> kWordSets = {{
    {"clause_words", &text::Lexicon::clause_words, "Each starts a clause."},
    {"abbreviations", &text::Lexicon::abbreviations, "A full stop after them ends no sentence."},
    {"number_words", &text::Lexicon::number_words, "Numbers in words."},
    {"number_articles", &text::Lexicon::number_articles,
     "Words that may stand before a number word or unit: a dozen, an hour."},
    {"number_joins", &text::Lexicon::number_joins,
     "Words that may stand between number words and before a unit: two and a half hours."},
    {"number_suffixes", &text::Lexicon::number_suffixes, "Endings that multiply: 10k."},
    {"ordinal_suffixes", &text::Lexicon::ordinal_suffixes, "Endings of ordinals: 3rd."},
    {"duration_units", &text::Lexicon::duration_units, "Units of time."},
    {"unit_modifiers", &text::Lexicon::unit_modifiers,
     "Words that may stand before a unit of time: two full days."},
    {"money_units", &text::Lexicon::money_units, "Currencies in words."},
    {"percent_words", &text::Lexicon::percent_words, "Words for per cent."},
    {"month_names", &text::Lexicon::month_names, "Months."},
    {"day_names", &text::Lexicon::day_names, "Days."},
    {"date_joins", &text::Lexicon::date_joins, "Words within dates: the 3rd of March."},
    {"time_words", &text::Lexicon::time_words, "Words after times of day: 5 pm."},
    {"reply_starts", &text::Lexicon::reply_starts,
     "Words that start the line over a quoted e-mail: On Monday A wrote:"},
    {"reply_ends", &text::Lexicon::reply_ends, "Words that end that line."},
}};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_WORD_SETS_H_
