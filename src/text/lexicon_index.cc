#include "text/lexicon_index.h"

#include "absl/strings/string_view.h"

namespace rapport::text {

LexiconIndex::LexiconIndex(const Lexicon& lexicon) {
  AddSet(lexicon.number_words, kNumberWord);
  AddSet(lexicon.duration_units, kDurationUnit);
  AddSet(lexicon.money_units, kMoneyUnit);
  AddSet(lexicon.percent_words, kPercentWord);
  AddSet(lexicon.month_names, kMonthName);
  AddSet(lexicon.day_names, kDayName);
  AddSet(lexicon.clause_words, kClauseWord);
  AddSet(lexicon.abbreviations, kAbbreviation);
  AddSet(lexicon.number_articles, kNumberArticle);
  AddSet(lexicon.number_joins, kNumberJoin);
  AddSet(lexicon.unit_modifiers, kUnitModifier);
  AddSet(lexicon.date_joins, kDateJoin);
  AddSet(lexicon.time_words, kTimeWord);
  AddSet(lexicon.ordinal_suffixes, kOrdinalSuffix);
  AddSet(lexicon.number_suffixes, kNumberSuffix);
  AddSet(lexicon.reply_starts, kReplyStart);
  AddSet(lexicon.reply_ends, kReplyEnd);
  // Roles are complete now, so the words of a spelling can carry theirs.
  for (const auto& [written, words] : lexicon.spellings) {
    std::vector<Word> spelling;
    spelling.reserve(words.size());
    for (const std::string& word : words) spelling.push_back({word, Roles(word)});
    entries_[written].spelling = std::move(spelling);
  }
}

void LexiconIndex::AddSet(const absl::flat_hash_set<std::string>& set, uint32_t role) {
  for (const std::string& word : set) entries_[word].roles |= role;
}

const LexiconIndex::Entry* LexiconIndex::Find(std::string_view key) const {
  // Abseil's own view type makes the look-up transparent: no string is built.
  const auto found = entries_.find(absl::string_view(key.data(), key.size()));
  return found == entries_.end() ? nullptr : &found->second;
}

uint32_t LexiconIndex::Roles(std::string_view key) const {
  const Entry* entry = Find(key);
  return entry == nullptr ? 0 : entry->roles;
}

}  // namespace rapport::text
