#include "pack/lexicon.h"

#include <string_view>
#include <vector>

namespace rapport::pack {
namespace {

void AddWords(const std::vector<Text>& words, absl::flat_hash_set<std::string>* set) {
  for (const Text& word : words) text::Lexicon::AddWord(set, word.value);
}

}  // namespace

void BuildLexicon(const TextSettings& settings, text::Lexicon* lexicon) {
  for (const auto& [written, words] : settings.spellings) {
    lexicon->AddSpelling(written.value, std::vector<std::string_view>(words.begin(), words.end()));
  }
  AddWords(settings.number_words, &lexicon->number_words);
  AddWords(settings.duration_units, &lexicon->duration_units);
  AddWords(settings.money_units, &lexicon->money_units);
  AddWords(settings.percent_words, &lexicon->percent_words);
  AddWords(settings.month_names, &lexicon->month_names);
  AddWords(settings.day_names, &lexicon->day_names);
  AddWords(settings.clause_words, &lexicon->clause_words);
  AddWords(settings.abbreviations, &lexicon->abbreviations);
}

}  // namespace rapport::pack
