#include "text/lexicon.h"

#include "text/fold.h"

namespace rapport::text {

void Lexicon::AddSpelling(std::string_view written, const std::vector<std::string_view>& words) {
  std::vector<std::string> keys;
  keys.reserve(words.size());
  for (const std::string_view word : words) {
    std::string key = WordKey(word);
    if (!key.empty()) keys.push_back(std::move(key));
  }
  std::string key = WordKey(written);
  if (!key.empty() && !keys.empty()) spellings[std::move(key)] = std::move(keys);
}

void Lexicon::AddWord(absl::flat_hash_set<std::string>* set, std::string_view word) {
  std::string key = WordKey(word);
  if (!key.empty()) set->insert(std::move(key));
}

}  // namespace rapport::text
