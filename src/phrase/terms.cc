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
      return token.short_key.empty() ? token.key : token.short_key;
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
  if (second == kNone) {
    if (first >= singles_.size()) singles_.resize(first + 1, kNone);
    if (singles_[first] == kNone) singles_[first] = terms_++;
    return singles_[first];
  }
  if ((pair_count_ + 1) * 2 > pairs_.size()) GrowPairs();
  const uint64_t key = (uint64_t{first} << 32) | second;
  Pair& pair = pairs_[PairSlot(key, FirstSlot(key))];
  if (pair.term == kNone) {
    pair = {key, terms_++, 0};
    ++pair_count_;
  }
  return pair.term;
}

size_t TermIndex::FirstSlot(uint64_t words) const {
  const uint64_t mixed = (words ^ (words >> 29)) * 0x9E3779B97F4A7C15u;
  return (mixed ^ (mixed >> 32)) & (pairs_.size() - 1);
}

size_t TermIndex::PairSlot(uint64_t words, size_t slot) const {
  const size_t mask = pairs_.size() - 1;
  while (pairs_[slot].words != words && pairs_[slot].words != kNoPair) slot = (slot + 1) & mask;
  return slot;
}

void TermIndex::GrowPairs() {
  const Array<Pair> old = std::move(pairs_);
  pairs_ = {};
  pairs_.assign(old.empty() ? 16 : old.size() * 2, Pair());
  for (const Pair& pair : old) {
    if (pair.term != kNone) pairs_[PairSlot(pair.words, FirstSlot(pair.words))] = pair;
  }
}

uint32_t TermIndex::WordOf(const Token& token) const {
  switch (token.kind) {
    case TokenKind::kNumber:
      return number_;
    case TokenKind::kCurrency:
      return currency_;
    default:
      return token.short_key.empty() ? token.word : token.short_word;
  }
}

// The tables are large and every word looks somewhere else in them: the places of some words are
// fetched together, then read.
uint32_t TermIndex::Find(const text::TokenizedText& text, std::vector<TermHit>* hits) const {
  constexpr uint32_t kAtOnce = 48, kMostOfWord = 3;
  struct Place {
    uint64_t words;  // kNoPair: a single word
    size_t at;       // where in `pairs_` or `singles_`
    uint32_t first_token, end_token;
  };
  Place places[kAtOnce];
  uint32_t waiting = 0;
  hits->clear();
  const auto pair = [&](uint32_t first, uint32_t second, uint32_t begin, uint32_t end) {
    if (first == kNone || second == kNone || pairs_.empty()) return;
    const uint64_t words = (uint64_t{first} << 32) | second;
    places[waiting] = {words, FirstSlot(words), begin, end};
    __builtin_prefetch(pairs_.data() + places[waiting++].at);
  };
  const auto read = [&] {
    size_t found = hits->size();
    hits->resize(found + waiting);
    TermHit* const out = hits->data();
    for (uint32_t i = 0; i < waiting; ++i) {
      const Place& place = places[i];
      const uint32_t term = place.words == kNoPair ? singles_[place.at]
                                                   : pairs_[PairSlot(place.words, place.at)].term;
      out[found].term = term;
      out[found].first_token = place.first_token;
      out[found].end_token = place.end_token;
      found += term != kNone ? 1 : 0;
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
    if (word < singles_.size()) {
      places[waiting] = {kNoPair, word, token, token + 1};
      __builtin_prefetch(singles_.data() + places[waiting++].at);
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

void TermIndex::ShrinkToFit() { singles_.shrink_to_fit(); }

bool TermIndex::IsValid() const {
  const uint32_t terms = terms_;
  const auto is_term = [&](uint32_t term) { return (term < terms) | (term == kNone); };
  if (!AllOf(singles_, is_term) || (pairs_.size() & (pairs_.size() - 1)) != 0) return false;
  uint32_t failed = 0, used = 0;
  for (const Pair& pair : pairs_) {
    const bool is_free = (pair.words == kNoPair) & (pair.term == kNone);
    used += is_free ? 0 : 1;
    failed |= static_cast<uint32_t>(!(is_free | ((pair.term < terms) & (pair.words != kNoPair))));
  }
  if (failed != 0) return false;
  return used == pair_count_ && used * uint64_t{2} <= pairs_.size();  // so that every search ends
}

size_t TermIndex::allocated_bytes() const {
  return singles_.allocated_bytes() + pairs_.allocated_bytes();
}

}  // namespace rapport::phrase
