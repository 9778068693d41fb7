#ifndef RAPPORT_PHRASE_SYMBOL_TABLE_H_
#define RAPPORT_PHRASE_SYMBOL_TABLE_H_

// Symbols: what one edge of a phrase takes. The numbers below kNothing are entity kinds; every
// other symbol is a set of words, written beginnings ("refund*") and token classes, perhaps limited
// to tokens in capitals. A group or list of single words is one symbol, whatever its size.
//
// Whether a token is in a symbol is asked a few hundred times a message and the answer is mostly
// no. A filter of one bit for each pair of word and symbol says so from one load; what passes is
// looked for in the sorted words of the symbol. Symbols that only say which phrases are worth a
// look (guesses) have no such list: for them the filter's answer stands. Words of the vocabulary
// that have a symbol's beginning are listed with its words; only words that the vocabulary lacks
// are compared as text.
//
// Symbols of one word are in no table: the word says it all. Few of the others have more than
// words, and what they have stands apart.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "base/numbers.h"
#include "base/string_ids.h"
#include "phrase/ast.h"
#include "phrase/token_view.h"

namespace rapport::phrase {

constexpr uint32_t kNothing = kEntityKinds;  // takes no token
constexpr uint32_t kFirstTokenSymbol = kNothing + 1;
constexpr uint32_t kNoSymbol = 0xFFFFFFFF;

// References to symbols: the number of one, or more than that, so that most questions are answered
// without looking the symbol up.
constexpr uint32_t kOneWord = 1u << 30;     // the rest is the word
constexpr uint32_t kWordsAlone = 1u << 29;  // neither classes, beginnings nor capitals

struct Symbol {
  static constexpr uint32_t kGuess = 1u << 31;  // its words are in the filter alone
  uint32_t bits = 0;                            // where its words begin, or kGuess
  uint32_t others = 0;                          // what else it takes; 0: nothing

  uint32_t words() const { return bits & ~kGuess; }
};

// What a symbol takes besides words.
struct OtherTokens {
  uint32_t prefixes = 0;  // where its beginnings begin; they end where those of the next do
  uint32_t classes = 0;   // bits of TokenView::classes
  uint32_t capitals = 0;  // 1: only tokens in capitals, words too
};

// Lists of integers by index, one after another.
struct IntegerLists {
  std::vector<uint32_t> begins;  // one more than lists
  std::vector<uint32_t> values;

  const uint32_t* begin(uint32_t list) const { return values.data() + begins[list]; }
  const uint32_t* end(uint32_t list) const { return values.data() + begins[list + 1]; }
  size_t size() const { return begins.size() - 1; }
};
// Each list sorted, without repetitions.
IntegerLists Flatten(std::vector<std::vector<uint32_t>> lists);

class SymbolTable {
 public:
  // Whether the token is in the symbol, given by reference, which is no entity.
  bool Has(const TokenView& token, uint32_t ref) const {
    if ((ref & kOneWord) != 0) return token.HasWord(ref & ~kOneWord);
    if ((ref & kWordsAlone) == 0) return HasAny(token, ref);
    return HasWordOf(token, ref & ~kWordsAlone);
  }
  // The same of a symbol of words alone.
  bool HasWordOf(const TokenView& token, uint32_t symbol) const {
    return HasWord(symbol, token.word) || (token.elongated && HasWord(symbol, token.short_word));
  }
  // The same from the filter alone: false only when the token is not in the symbol.
  bool MayHave(const TokenView& token, uint32_t ref) const {
    if ((ref & kOneWord) != 0) return token.HasWord(ref & ~kOneWord);
    const uint32_t symbol = ref & ~kWordsAlone;
    return MayHaveWord(token, symbol) || ((ref & kWordsAlone) == 0 && HasAny(token, symbol));
  }
  // The same for one of the words of the symbol.
  bool MayHaveWord(const TokenView& token, uint32_t symbol) const {
    return IsInFilter(symbol, token.mix()) ||
           (token.elongated && IsInFilter(symbol, MixOfWord(token.short_word)));
  }

  // Whether a word is one of the symbol.
  bool HasWord(uint32_t symbol, uint32_t word) const {
    return HasWord(symbol, word, MixOfWord(word));
  }
  bool HasWord(uint32_t symbol, uint32_t word, uint32_t mix) const {
    return IsInFilter(symbol, mix) && IsListed(symbol, word);
  }

  // False only when the token of the word with this mix is not in the symbol for its word.
  bool IsInFilter(uint32_t symbol, uint32_t mix) const {
    const uint32_t bit = FilterBit(symbol, mix);
    return ((filter_[bit >> 6] >> (bit & 63)) & 1) != 0;
  }

  // Whether the token is in a symbol for its classes or a beginning; capitals are not asked for.
  bool HasClassOrPrefix(const TokenView& token, uint32_t symbol) const {
    const OtherTokens* const others = OthersOf(symbol);
    return (others->classes != 0 && (others->classes & token.classes()) != 0) ||
           (others[0].prefixes != others[1].prefixes && HasPrefix(token, others));
  }
  // Words from this number on have beginnings that the word lists do not cover.
  uint32_t covered_words() const { return covered_words_; }

  // The beginnings that a token of a word has and that the word lists do not cover; appends.
  void FindPrefixes(const TokenView& token, std::vector<uint32_t>* prefixes) const;

  // The words of the vocabulary that are in the symbol for what they are or how they begin.
  template <typename F>
  void ForEachWord(uint32_t symbol, F word) const {
    const Symbol* const s = SymbolOf(symbol);
    for (uint32_t i = s[0].words(); i < s[1].words(); ++i) word(words_[i]);
  }
  uint32_t prefix_count() const { return prefixes_.size(); }
  // The beginnings that `key` has; appends.
  void FindPrefixesOf(std::string_view key, std::vector<uint32_t>* prefixes) const;

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, SymbolTable& t) {
    a.Items(t.symbols_);
    a.Item(t.words_);
    a.Items(t.others_);
    a.Items(t.prefixes_of_);
    a.Items(t.filter_);
    a.Number(t.filter_shift_);
    a.Item(t.prefixes_);
    a.Items(t.prefix_lengths_);
    a.Number(t.prefix_starts_);
    a.Number(t.covered_words_);
  }
  friend class SymbolTableBuilder;
  friend class MatcherPeer;  // tests break what IsValid must notice

  bool HasAny(const TokenView& token, uint32_t symbol) const;
  uint32_t FilterBit(uint32_t symbol, uint32_t mix) const {
    return (symbol * 0x9E3779B1u + mix) >> filter_shift_;
  }
  // Of a number that no symbol has, one that takes nothing: so references need no check when they
  // are read from an archive, which would cost more than all the rest of reading.
  const Symbol* SymbolOf(uint32_t symbol) const {
    return symbols_.data() + std::min(symbol - kFirstTokenSymbol, symbols_.size() - 2);
  }
  bool IsListed(uint32_t symbol, uint32_t word) const {
    const Symbol* const s = SymbolOf(symbol);
    return (s->bits & Symbol::kGuess) != 0 || words_.HasInSorted(s[0].words(), s[1].words(), word);
  }
  const OtherTokens* OthersOf(uint32_t symbol) const { return &others_[SymbolOf(symbol)->others]; }
  bool HasPrefix(const TokenView& token, const OtherTokens* others) const;
  // Whether the word lists cover the beginnings of this word.
  bool IsCovered(uint32_t word, std::string_view key) const {
    return word < covered_words_ && !MayBeNumber(key);
  }

  Array<Symbol> symbols_;  // and two more: one that takes nothing, and the end of the last
  Numbers words_;
  Array<OtherTokens> others_;  // and one more, the end of the last
  Array<uint32_t> prefixes_of_;
  Array<uint64_t> filter_;
  uint32_t filter_shift_ = 26;  // leaves the bits of an index

  StringIds prefixes_;
  Array<uint32_t> prefix_lengths_;  // bytes, ascending
  uint64_t prefix_starts_ = 0;      // a bit for each first byte, folded to 64
  uint32_t covered_words_ = 0;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SYMBOL_TABLE_H_
