#include "phrase/terms.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace rapport::phrase {

using text::Token;
using text::TokenKind;

std::string_view TermWord(const Token& token) {
  switch (token.kind) {
    case TokenKind::kHandle:
    case TokenKind::kLink:
    case TokenKind::kEmail:
      return {};
    case TokenKind::kNumber:
      return kNumberTerm;
    case TokenKind::kCurrency:
      return kCurrencyTerm;
    default:
      return token.short_key().empty() ? token.key : token.short_key();
  }
}

bool IsHeldAlone(const text::Tokenizer& tokenizer, std::string_view term,
                 text::TokenizedText* scratch) {
  const std::optional<TermParts> parts = SplitTerm(term);
  if (!parts) return false;
  std::vector<std::string_view> wanted;
  std::string written;
  for (std::string_view word : {parts->first, parts->second}) {
    if (word.empty() || word == kSentenceBound) continue;
    wanted.push_back(word);
    StrAppend(&written, written.empty() ? "" : " ",
              word == kNumberTerm     ? "5"
              : word == kCurrencyTerm ? "$"
                                      : word);
  }
  tokenizer.Tokenize(written, text::Format::kText, scratch);
  size_t found = 0;
  bool same = true;
  ForEachTermWord(*scratch, [&](std::string_view key, uint32_t, bool starts_sentence) {
    same = same && found < wanted.size() && key == wanted[found] && starts_sentence == (found == 0);
    ++found;
  });
  return same && found == wanted.size();
}

std::optional<TermParts> SplitTerm(std::string_view term) {
  const size_t space = term.find(' ');
  TermParts parts{term.substr(0, space), {}};
  if (space != std::string_view::npos) {
    parts.second = term.substr(space + 1);
    if (parts.second.empty() || parts.second.find(' ') != std::string_view::npos) {
      return std::nullopt;
    }
  }
  const bool only_bounds =
      parts.first == kSentenceBound && (parts.second.empty() || parts.second == kSentenceBound);
  if (parts.first.empty() || only_bounds) return std::nullopt;
  return parts;
}

TermIndex::TermIndex(text::Vocabulary* vocabulary)
    : vocabulary_(vocabulary),
      bound_(vocabulary->Intern(kSentenceBound)),
      number_(vocabulary->Intern(kNumberTerm)),
      currency_(vocabulary->Intern(kCurrencyTerm)) {}

uint32_t TermIndex::Add(std::string_view term) {
  const TermParts parts = *SplitTerm(term);
  const uint32_t first = vocabulary_->Intern(parts.first);
  const uint32_t second = parts.second.empty() ? kNone : vocabulary_->Intern(parts.second);
  const auto [at, is_new] = added_.try_emplace({first, second}, terms_);
  terms_ += is_new ? 1 : 0;
  return at->second;
}

void TermIndex::Freeze() {
  std::vector<std::pair<uint32_t, uint32_t>> words(terms_);
  for (const auto& [both, term] : added_) words[term] = both;
  added_ = {};
  std::vector<bool> is_single;
  uint32_t pairs = 0;
  for (const auto& [first, second] : words) {
    if (first >= is_single.size()) is_single.resize(first + size_t{1});
    if (second == kNone) is_single[first] = true;
    pairs += second == kNone ? 0 : 1;
  }
  singles_ = BitIndex(is_single);
  std::vector<uint32_t> single_terms(singles_.count());
  pair_slots_ = pairs == 0 ? 0 : pairs * 2 + pairs / 4 + 1;
  std::vector<uint32_t> table(size_t{pair_slots_} * kPairNumbers);
  for (uint32_t term = 0; term < words.size(); ++term) {
    const auto [first, second] = words[term];
    if (second == kNone) {
      single_terms[singles_.Rank(first)] = term;
      continue;
    }
    uint32_t slot = PairSlot(first, second);
    while (table[size_t{slot} * kPairNumbers + 2] != 0)
      slot = slot + 1 < pair_slots_ ? slot + 1 : 0;
    uint32_t* const at = &table[size_t{slot} * kPairNumbers];
    at[0] = first;
    at[1] = second;
    at[2] = term + 1;
  }
  single_terms_ = Numbers(single_terms);
  pairs_ = Numbers(table);
}

uint32_t TermIndex::PairSlot(uint32_t first, uint32_t second) const {
  const uint64_t mixed = (uint64_t{first} << 32 | second) * 0x9E3779B97F4A7C15u;
  const auto hash = static_cast<uint32_t>((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u >> 32);
  return static_cast<uint32_t>(uint64_t{hash} * pair_slots_ >> 32);
}

uint32_t TermIndex::WordOf(const Token& token) const {
  switch (token.kind) {
    case TokenKind::kNumber:
      return number_;
    case TokenKind::kCurrency:
      return currency_;
    default:
      return token.short_key().empty() ? token.word : token.short_word();
  }
}

// One more than the term of a pair, whose search begins at `slot`; 0 when it is none.
template <typename T>
inline uint32_t TermIndex::FindFrom(uint32_t slot, uint32_t first, uint32_t second) const {
  for (;; slot = slot + 1 < pair_slots_ ? slot + 1 : 0) {
    const size_t at = size_t{slot} * kPairNumbers;
    const uint32_t term = pairs_.At<T>(at + 2);
    if (term == 0 || (pairs_.At<T>(at) == first && pairs_.At<T>(at + 1) == second)) return term;
  }
}

uint32_t TermIndex::Find(const text::TokenizedText& text, std::vector<TermHit>* hits) const {
  return pairs_.is_wide() ? FindAll<uint32_t>(text, hits) : FindAll<uint16_t>(text, hits);
}

// The tables are large and every word looks somewhere else in them: the places of some words are
// fetched together, then read.
template <typename T>
uint32_t TermIndex::FindAll(const text::TokenizedText& text, std::vector<TermHit>* hits) const {
  constexpr uint32_t kAtOnce = 48, kMostOfWord = 3;
  struct Place {
    uint32_t first, second;  // the words; the second is kNone for a single one
    uint32_t at;             // where in `pairs_` or `single_terms_`
    uint32_t first_token, end_token;
  };
  Place places[kAtOnce];
  uint32_t waiting = 0;
  hits->clear();
  const auto pair = [&](uint32_t first, uint32_t second, uint32_t begin, uint32_t end) {
    if (first == kNone || second == kNone || pair_slots_ == 0) return;
    const uint32_t slot = PairSlot(first, second);
    places[waiting++] = {first, second, slot, begin, end};
    pairs_.Prefetch(size_t{slot} * kPairNumbers);
  };
  const auto read = [&] {
    size_t found = hits->size();
    hits->resize(found + waiting);
    TermHit* const out = hits->data();
    for (uint32_t i = 0; i < waiting; ++i) {
      const Place& place = places[i];
      const uint32_t behind = place.second == kNone
                                  ? single_terms_[place.at] + 1
                                  : FindFrom<T>(place.at, place.first, place.second);
      out[found].term = behind - 1;
      out[found].first_token = place.first_token;
      out[found].end_token = place.end_token;
      found += behind != 0 ? 1 : 0;
    }
    hits->resize(found);
    waiting = 0;
  };
  uint32_t count = 0, last_word = kNone, last_token = 0;
  ForEachTermWord(text, [&](std::string_view, uint32_t token, bool starts_sentence) {
    if (waiting + kMostOfWord > kAtOnce) read();
    const uint32_t word = WordOf(text.tokens()[token]);
    if (starts_sentence) {
      if (count > 0) pair(last_word, bound_, last_token, last_token + 1);
      pair(bound_, word, token, token + 1);
    } else {
      pair(last_word, word, last_token, token + 1);
    }
    if (word < singles_.size() && singles_.Has(word)) {
      places[waiting++] = {word, kNone, singles_.Rank(word), token, token + 1};
    }
    last_word = word;
    last_token = token;
    ++count;
  });
  if (waiting == kAtOnce) read();
  if (count > 0) pair(last_word, bound_, last_token, last_token + 1);
  read();
  return count;
}

bool TermIndex::IsValid() const {
  if (!singles_.IsValid() || single_terms_.size() != singles_.count() ||
      !single_terms_.AllBelow(terms_) || pairs_.size() != uint64_t{pair_slots_} * kPairNumbers) {
    return false;
  }
  uint32_t used = 0;
  const uint32_t terms = terms_;
  const bool good = pairs_.AllOfEvery(2, kPairNumbers, [&](uint32_t term) {
    used += term != 0 ? 1 : 0;
    return term <= terms;
  });
  return good && (used < pair_slots_ || pair_slots_ == 0);  // so that every search ends
}

size_t TermIndex::allocated_bytes() const {
  return singles_.allocated_bytes() + single_terms_.allocated_bytes() + pairs_.allocated_bytes();
}

}  // namespace rapport::phrase
