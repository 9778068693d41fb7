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
  for (size_t i = 0; i < kWordSetCount; ++i) {
    AddWords(settings.word_sets[i], &(lexicon->*kWordSets[i].set));
  }
}

}  // namespace rapport::pack
