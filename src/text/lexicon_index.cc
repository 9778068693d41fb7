#include "text/lexicon_index.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace rapport::text {

LexiconIndex::LexiconIndex(const Lexicon& lexicon, Vocabulary* vocabulary)
    : vocabulary_(*vocabulary) {
  entry_of_.push_back(0);
  entries_.push_back({});
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
  // Roles are complete now, so the words of a spelling can carry theirs. All that is added here is
  // sorted, so that one pack always compiles to the same bytes.
  std::map<std::string_view, const std::vector<std::string>*> spellings;
  for (const auto& [written, words] : lexicon.spellings) spellings[written] = &words;
  for (const auto& [written, words] : spellings) {
    const uint32_t begin = spellings_.size();
    for (const std::string& key : *words) {
      const uint32_t word = vocabulary->Intern(key);
      spellings_.push_back({word, RolesOf(word)});
    }
    Entry* const entry = Add(vocabulary->Intern(written));
    entry->spelling_begin = begin;
    entry->spelling_end = spellings_.size();
  }
  for (const uint32_t entry : entry_of_) {
    const bool spelled = entries_[entry].has_spelling();
    marks_of_.push_back(entries_[entry].roles | (spelled ? uint32_t{kSpelled} : 0u));
  }
  entry_of_.shrink_to_fit();
  marks_of_.shrink_to_fit();
  entries_.shrink_to_fit();
  spellings_.shrink_to_fit();
}

void LexiconIndex::AddSet(const absl::flat_hash_set<std::string>& set, uint32_t role,
                          Vocabulary* vocabulary) {
  const std::set<std::string_view> sorted(set.begin(), set.end());
  for (const std::string_view word : sorted) Add(vocabulary->Intern(word))->roles |= role;
}

LexiconIndex::Entry* LexiconIndex::Add(uint32_t word) {
  if (word + 1 >= entry_of_.size()) entry_of_.resize(word + 2, 0);
  if (entry_of_[word] == 0) {
    entry_of_[word] = entries_.size();
    entries_.push_back({});
  }
  return &entries_[entry_of_[word]];
}

bool LexiconIndex::IsValid() const {
  const uint32_t entries = entries_.size(), words = vocabulary_.size();
  const uint32_t spellings = spellings_.size();
  return !entry_of_.empty() && !marks_of_.empty() && AllBelow(entry_of_, entries) &&
         AllBelow(marks_of_, 2 * kSpelled) &&
         AllOf(entries_,
               [&](const Entry& e) {
                 return (e.spelling_begin <= e.spelling_end) & (e.spelling_end <= spellings);
               }) &&
         AllOf(spellings_, [&](const Word& word) { return word.word < words; });
}

}  // namespace rapport::text
