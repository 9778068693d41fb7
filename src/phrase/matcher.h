#ifndef RAPPORT_PHRASE_MATCHER_H_
#define RAPPORT_PHRASE_MATCHER_H_

// The compiled form of a phrase set, in flat arrays, and its matching.
//
// A text holds few of the words that phrases need, so phrases are not tried: they are woken. Each
// phrase has *triggers*, a choice of elements such that every match has one of them; the compiler
// takes those that come least often: a rare word, or two words that follow one another. The row of
// a word, or of the hash of a pair, lists the phrases that it wakes, each with up to two *guards*:
// a symbol that must stand near the word, such as one to three tokens behind it. A token so costs
// its rows, and most entries of a row fall to one bit of a filter (symbol_table.h).
//
// A phrase of one word or of two is then whole. What is left is verified exactly, from each token
// where the match might start. A phrase is a
// small automaton without cycles; an entity edge leads from the first token of an entity to the
// token behind its last. States that lead on alike are one state, whichever phrases they are of,
// and all edges lead to states of lower numbers. The automaton is walked depth first, which nearly
// always is a few steps, or else breadth first: threads, each a state, are moved token by token,
// and at each position a state is visited once. A phrase is at most kMaxPhraseTokens long (entities
// count one), and nothing goes beyond a sentence, so the work is bounded by the phrase set times
// the tokens.

#include <cstdint>
#include <vector>

#include "base/array.h"
#include "base/numbers.h"
#include "phrase/ast.h"
#include "phrase/hit.h"
#include "phrase/match_memory.h"
#include "phrase/symbol_table.h"
#include "phrase/token_view.h"

namespace rapport::phrase {

// The edges of a state that take one word come first, then those that take one of several words,
// then the others.
struct Edge {
  uint32_t symbol = 0;  // a reference (symbol_table.h), an entity kind, or kNothing
  uint32_t target = 0;

  friend bool operator<(const Edge& a, const Edge& b) {
    return a.symbol != b.symbol ? a.symbol > b.symbol : a.target < b.target;
  }
  friend bool operator==(const Edge& a, const Edge& b) {
    return a.symbol == b.symbol && a.target == b.target;
  }
};

// Where the edges of a state begin; they end where those of the next state begin.
struct State {
  static constexpr uint32_t kAccepts = 1u << 31;  // here the phrase may end
  // The first edge leads nowhere, but its symbol must not say no for the others to be tried.
  static constexpr uint32_t kGated = 1u << 30;
  uint32_t bits = 0;

  uint32_t edges() const { return bits & ~(kAccepts | kGated); }
};

struct PhraseEntry {
  uint32_t tag = 0;
  uint32_t start = 0;          // its first state
  uint32_t first = kNoSymbol;  // of its first token, when that says anything
  uint8_t start_at = 0;        // PositionFlag that the first token must have, or 0
  uint8_t end_at = 0;          // likewise the last
  uint16_t unused = 0;
};

// A symbol that one of `more` + 1 tokens must have, the first of them `offset` tokens from where
// the guard stands.
struct Guard {
  static constexpr int32_t kReach = 8;
  static constexpr uint32_t kMaxMore = 7;
  static constexpr uint32_t kNumbers = 1u << 22;
  static constexpr uint32_t kIsWord = 1u << 22;      // the number is that of a word
  static constexpr uint32_t kWordsAlone = 1u << 23;  // else that of a symbol; as in symbol_table.h
  uint32_t bits = 0;  // none; else number, the two bits above, 3 bits `more`, 5 bits `offset`

  static Guard Of(uint32_t ref, int32_t offset, uint32_t more);
  int32_t offset() const { return static_cast<int32_t>(bits) >> 27; }
  uint32_t more() const { return (bits >> 24) & kMaxMore; }
  uint32_t number() const { return bits & (kNumbers - 1); }
};

struct Guards {
  Guard first, second;  // without the first there is no second
};

// What wakes a phrase.
struct Trigger {
  uint32_t phrase = 0;
  uint8_t capitals = 0;  // 1: only in capitals
  // Tokens from the start of the match to the trigger. When they are not one number they are the
  // same in all triggers of a phrase.
  uint8_t min_offset = 0;
  uint8_t max_offset = 0;  // kAnyOffset: any number, since an entity is as long as it is
  // 1: nothing is left to verify. The match ends with the trigger and begins min_offset before it.
  uint8_t is_whole = 0;

  friend bool operator==(const Trigger& a, const Trigger& b) {
    return a.phrase == b.phrase && a.capitals == b.capitals && a.min_offset == b.min_offset &&
           a.max_offset == b.max_offset && a.is_whole == b.is_whole;
  }
};
constexpr uint8_t kAnyOffset = 0xFF;

// Rows of entries. Entry i wakes what `next[i]` says if its guards let it.
struct TriggerRows {
  // In `next`: twice a trigger, or twice a row of by_symbol_ and 1.
  static constexpr uint32_t kIsLink = 1;

  Array<uint32_t> begins;  // one more than rows
  Array<Guards> guards;    // apart, so that checking what was read need not touch them
  Numbers next;
};

template <typename A>
void Visit(A& a, TriggerRows& t) {
  a.Items(t.begins);
  a.Items(t.guards);
  a.Item(t.next);
}

// Most words have no row: they share the first, which is empty.
struct WordRows {
  Numbers row_of;  // by word; the last is for all others
  TriggerRows rows;
};

template <typename A>
void Visit(A& a, WordRows& t) {
  a.Item(t.row_of);
  a.Item(t.rows);
}

// There are 2 to this times as many bits in the filter of pairs as there are rows.
constexpr uint32_t kPairFilterLog2 = 4;

// The memory of one matcher; see MatchScratch.
struct MatchBuffers {
  struct Thread {
    uint32_t state;
    uint32_t next;  // in the list of its position
  };
  struct RowRange {
    uint32_t begin;
    uint32_t end;
  };
  struct Woken {
    uint32_t trigger;
    uint32_t token;
  };
  TokenViews tokens;
  std::vector<uint8_t> is_new;  // by token, when there is a memory
  // Tokens that may wake phrases, by what they do.
  std::vector<uint32_t> word_wakers, pair_wakers, other_wakers;
  std::vector<RowRange> ranges;  // of the rows of word_wakers, then of pair_wakers
  std::vector<uint64_t> hit_keys;
  std::vector<uint32_t> prefixes;
  std::vector<Woken> woken;
  std::vector<uint32_t> heads;  // by token: first thread that waits there
  std::vector<Thread> threads;
  // By phrase: the round of verifying (high half) and the first start not verified in it.
  std::vector<uint64_t> resume;
  uint32_t round = 0;
  // By state, when it was last visited; the clock never goes back, whatever is matched.
  std::vector<uint64_t> visited;
  uint64_t clock = 0;
  uint64_t steps = 0;  // of the last match: entries looked at, states visited, edges tried
};

class Matcher {
 public:
  // The contract of PhraseSet::Match and of MatchAgain; without a memory it is null.
  void Match(const text::TokenizedText& text, MatchBuffers* buffers, MatchMemory* memory,
             std::vector<Hit>* hits) const;
  // Whether what was read from an archive can be used without harm, with tags below `tags`.
  bool IsValid(uint32_t tags) const;

 private:
  template <typename A>
  friend void Visit(A& a, Matcher& t) {
    a.Item(t.symbols_);
    a.Items(t.phrases_);
    a.Items(t.states_);
    a.Items(t.edges_);
    a.Items(t.triggers_);
    a.Item(t.by_word_);
    a.Item(t.by_pair_);
    a.Item(t.by_prefix_);
    a.Item(t.by_class_);
    a.Item(t.by_entity_);
    a.Item(t.by_symbol_);
    a.Number(t.pair_shift_);
    a.Items(t.pair_filter_);
    a.Number(t.trigger_classes_);
  }
  friend class Compiler;
  friend class MatcherPeer;  // tests break what IsValid must notice
  class Run;

  bool HasValidStates() const;
  std::vector<bool> EmptyStates() const;
  bool HasValidPhrases(uint32_t tags) const;
  bool HasValidRows(const TriggerRows& rows, uint32_t count) const;

  SymbolTable symbols_;
  Array<PhraseEntry> phrases_;
  Array<State> states_;  // and one more, the end of the last
  Array<Edge> edges_;
  Array<Trigger> triggers_;
  static uint32_t PairHash(uint32_t mix, uint32_t mix_behind) {
    return mix * 0x9E3779B1u + mix_behind;
  }
  // The row of by_pair_ of two neighbours; all pairs of one hash share it.
  uint32_t PairRow(uint32_t mix, uint32_t mix_behind) const {
    return PairHash(mix, mix_behind) >> pair_shift_;
  }
  // The place of a hash in pair_filter_. Most neighbours have no row, and fall to one bit.
  uint32_t PairBit(uint32_t hash) const { return hash >> (pair_shift_ - kPairFilterLog2); }

  WordRows by_word_;
  TriggerRows by_pair_, by_prefix_, by_class_, by_entity_, by_symbol_;
  uint32_t pair_shift_ = 31;      // leaves the bits of a row
  Array<uint64_t> pair_filter_;   // bits, set for the hashes of pairs
  uint32_t trigger_classes_ = 0;  // classes with rows
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_MATCHER_H_
