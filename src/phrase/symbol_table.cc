#include "phrase/symbol_table.h"

#include <algorithm>

namespace rapport::phrase {

IntegerLists Flatten(std::vector<std::vector<uint32_t>> lists) {
  IntegerLists flat;
  flat.begins.reserve(lists.size() + 1);
  for (std::vector<uint32_t>& list : lists) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    flat.begins.push_back(static_cast<uint32_t>(flat.values.size()));
    flat.values.insert(flat.values.end(), list.begin(), list.end());
  }
  flat.begins.push_back(static_cast<uint32_t>(flat.values.size()));
  flat.values.shrink_to_fit();
  return flat;
}

bool SymbolTable::HasAny(const TokenView& token, uint32_t symbol) const {
  if (OthersOf(symbol)->capitals != 0 && !token.in_capitals()) return false;
  return HasClassOrPrefix(token, symbol) || HasWordOf(token, symbol);
}

void SymbolTable::FindPrefixesOf(std::string_view key, std::vector<uint32_t>* prefixes) const {
  if (key.empty() || ((prefix_starts_ >> (static_cast<uint8_t>(key[0]) & 63)) & 1) == 0) return;
  StringIds::Hash hash;
  size_t hashed = 0;
  for (uint32_t length : prefix_lengths_) {
    if (length > key.size()) break;
    while (hashed < length) hash.Add(key[hashed++]);
    const uint32_t prefix = prefixes_.Find(key.substr(0, length), hash);
    if (prefix != StringIds::kNone) prefixes->push_back(prefix);
  }
}

void SymbolTable::FindPrefixes(const TokenView& token, std::vector<uint32_t>* prefixes) const {
  if (!token.is_word()) return;
  const std::string_view key = token.token->key;
  if (!IsCovered(token.word, key)) FindPrefixesOf(key, prefixes);
  if (!token.elongated) return;
  const std::string_view short_key = token.token->short_key();
  if (!IsCovered(token.short_word, short_key)) FindPrefixesOf(short_key, prefixes);
}

bool SymbolTable::HasPrefix(const TokenView& token, const OtherTokens* others) const {
  if (!token.is_word()) return false;
  const auto begins_one = [&](uint32_t word, std::string_view key) {
    if (IsCovered(word, key)) return false;
    for (uint32_t i = others[0].prefixes; i < others[1].prefixes; ++i) {
      const std::string_view prefix = prefixes_.word(prefixes_of_[i]);
      if (key.substr(0, prefix.size()) == prefix) return true;
    }
    return false;
  };
  return begins_one(token.word, token.token->key) ||
         (token.elongated && begins_one(token.short_word, token.token->short_key()));
}

bool SymbolTable::IsValid() const {
  if (symbols_.size() < 2 || others_.size() < 2 || !prefixes_.IsValid() || filter_shift_ < 1 ||
      filter_shift_ > 26 || filter_.size() < uint64_t{1} << (26 - filter_shift_)) {
    return false;
  }
  uint32_t failed = 0;
  for (uint32_t i = 0; i + 1 < symbols_.size(); ++i) {
    const Symbol* const s = &symbols_[i];
    failed |= uint32_t{s[1].words() < s[0].words()} | uint32_t{s->others >= others_.size() - 1};
  }
  for (uint32_t i = 0; i + 1 < others_.size(); ++i) {
    failed |= uint32_t{others_[i + 1].prefixes < others_[i].prefixes};
  }
  return failed == 0 && symbols_.back().words() <= words_.size() &&
         others_.back().prefixes <= prefixes_of_.size() && AllBelow(prefixes_of_, prefixes_.size());
}

}  // namespace rapport::phrase
