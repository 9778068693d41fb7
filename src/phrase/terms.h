#ifndef RAPPORT_PHRASE_TERMS_H_
#define RAPPORT_PHRASE_TERMS_H_

// Terms, the entries of word tables: a single word, or a pair of neighbours within a sentence. The
// bounds of a sentence count as a neighbour, written `|`:
//
//     "Still no reply. Thanks"  ->  still, no, reply, thanks,
//                                   "| still", "still no", "no reply", "reply |",
//                                   "| thanks", "thanks |"
//
// What a term is made of are the keys of tokens, so "Noooo" and "can’t" are found under what they
// fold to. Any number is `{number}` and any currency sign `{currency}`; emoji and marks are words
// like others; handles, links and addresses are left out, since they say who and not how.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/bit_index.h"
#include "base/numbers.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace rapport::phrase {

inline constexpr std::string_view kSentenceBound = "|";
inline constexpr std::string_view kNumberTerm = "{number}";
inline constexpr std::string_view kCurrencyTerm = "{currency}";

// The word of a token as terms have it; empty when it is none.
std::string_view TermWord(const text::Token& token);

// Calls `word(key, token, starts_sentence)` for every word that terms are made of.
template <typename F>
void ForEachTermWord(const text::TokenizedText& text, F word) {
  bool first = true;
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < text.tokens().size(); ++i) {
    const text::Token& token = text.tokens()[i];
    const std::string_view key = TermWord(token);
    if (key.empty()) continue;
    word(key, i, first || token.sentence != sentence);
    first = false;
    sentence = token.sentence;
  }
}

// Whether a text that holds the term's words alone holds the term; words that were only part of a
// longer token may not ("19" of "covid19").
bool IsHeldAlone(const text::Tokenizer& tokenizer, std::string_view term,
                 text::TokenizedText* scratch);

// Splits "no reply" into its one or two words; nothing when it is not a term.
struct TermParts {
  std::string_view first, second;  // the second is empty for a single word
};
std::optional<TermParts> SplitTerm(std::string_view term);

// An occurrence of a term. The bounds of a sentence belong to no token.
struct TermHit {
  uint32_t term = 0;  // as Add() numbered it
  uint32_t first_token = 0;
  uint32_t end_token = 0;  // one past the last
};

// Finds terms. One lookup for a pair, whatever the number of terms. Any number of threads may find.
class TermIndex {
 public:
  // The vocabulary of the tokenizer; it must outlive the index, which adds the words of terms.
  explicit TermIndex(text::Vocabulary* vocabulary);
  TermIndex() = default;  // to be read from an archive (base/archive.h)

  // Terms are numbered from 0 as they are added; adding one twice gives its number again. It must
  // be one (SplitTerm).
  uint32_t Add(std::string_view term);
  // Makes what was added be found, in little memory. Once, behind the last Add().
  void Freeze();

  // Replaces `hits` by the occurrences in `text`, in the order of their last words, and returns the
  // number of words, known or not. Allocates nothing once `hits` has grown.
  uint32_t Find(const text::TokenizedText& text, std::vector<TermHit>* hits) const;

  uint32_t size() const { return terms_; }
  size_t allocated_bytes() const;

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, TermIndex& t) {
    a.Item(t.singles_);
    a.Item(t.single_terms_);
    a.Item(t.pairs_);
    a.Number(t.terms_);
    if constexpr (A::kReads) t.pair_slots_ = t.pairs_.size() / kPairNumbers;
    a.Number(t.bound_);
    a.Number(t.number_);
    a.Number(t.currency_);
  }

  static constexpr uint32_t kNone = text::Vocabulary::kNone;
  // Of a slot of pairs_: both words, then one more than the term, 0 where there is none.
  static constexpr uint32_t kPairNumbers = 3;

  template <typename T>  // uint32_t when pairs_ is wide, else uint16_t
  uint32_t FindFrom(uint32_t slot, uint32_t first, uint32_t second) const;
  template <typename T>
  uint32_t FindAll(const text::TokenizedText& text, std::vector<TermHit>* hits) const;
  // The first slot where a pair may be.
  uint32_t PairSlot(uint32_t first, uint32_t second) const;

  uint32_t WordOf(const text::Token& token) const;

  text::Vocabulary* vocabulary_ = nullptr;  // when terms may be added
  // The terms that were added, by their words; the second is kNone for a single word.
  absl::flat_hash_map<std::pair<uint32_t, uint32_t>, uint32_t> added_;
  BitIndex singles_;      // the words that are terms
  Numbers single_terms_;  // and their terms
  Numbers pairs_;         // open addressing; less than half full
  uint32_t pair_slots_ = 0;
  uint32_t bound_ = kNone, number_ = kNone, currency_ = kNone;  // words
  uint32_t terms_ = 0;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TERMS_H_
