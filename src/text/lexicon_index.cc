#include "text/lexicon_index.h"

#include <utility>

namespace rapport::text {

LexiconIndex::LexiconIndex(const Lexicon& lexicon, Vocabulary* vocabulary)
    : vocabulary_(*vocabulary), entry_of_(1, 0), entries_(1) {
  AddSet(lexicon.number_words, kNumberWord, vocabulary);
  AddSet(lexicon.duration_units, kDurationUnit, vocabulary);
  AddSet(lexicon.money_units, kMoneyUnit, vocabulary);
  AddSet(lexicon.percent_words, kPercentWord, vocabulary);
  AddSet(lexicon.month_names, kMonthName, vocabulary);
  AddSet(lexicon.day_names, kDayName, vocabulary);
  AddSet(lexicon.clause_words, kClauseWord, vocabulary);
  AddSet(lexicon.abbreviations, kAbbreviation, vocabulary);
  AddSet(lexicon.number_articles, kNumberArticle, vocabulary);
  AddSet(lexicon.number_joins, kNumberJoin, vocabulary);
  AddSet(lexicon.unit_modifiers, kUnitModifier, vocabulary);
  AddSet(lexicon.date_joins, kDateJoin, vocabulary);
  AddSet(lexicon.time_words, kTimeWord, vocabulary);
  AddSet(lexicon.ordinal_suffixes, kOrdinalSuffix, vocabulary);
  AddSet(lexicon.number_suffixes, kNumberSuffix, vocabulary);
  AddSet(lexicon.reply_starts, kReplyStart, vocabulary);
  AddSet(lexicon.reply_ends, kReplyEnd, vocabulary);
  // Roles are complete now, so the words of a spelling can carry theirs.
  for (const auto& [written, words] : lexicon.spellings) {
    std::vector<Word> spelling;
    spelling.reserve(words.size());
    for (const std::string& key : words) {
      const uint32_t word = vocabulary->Intern(key);
      spelling.push_back({key, word, RolesOf(word)});
    }
    Add(vocabulary->Intern(written))->spelling = std::move(spelling);
  }
  for (const uint32_t entry : entry_of_) {
    const bool spelled = !entries_[entry].spelling.empty();
    marks_of_.push_back(entries_[entry].roles | (spelled ? uint32_t{kSpelled} : 0u));
  }
}

void LexiconIndex::AddSet(const absl::flat_hash_set<std::string>& set, uint32_t role,
                          Vocabulary* vocabulary) {
  for (const std::string& word : set) Add(vocabulary->Intern(word))->roles |= role;
}

LexiconIndex::Entry* LexiconIndex::Add(uint32_t word) {
  if (word + 1 >= entry_of_.size()) entry_of_.resize(word + 2, 0);
  if (entry_of_[word] == 0) {
    entry_of_[word] = static_cast<uint32_t>(entries_.size());
    entries_.emplace_back();
  }
  return &entries_[entry_of_[word]];
}

}  // namespace rapport::text
