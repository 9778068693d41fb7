#ifndef RAPPORT_PHRASE_MATCHER_H_
#define RAPPORT_PHRASE_MATCHER_H_

// The compiled form of a phrase set, in flat arrays, and its matching.
//
// A text holds few of the words that phrases need, so phrases are not tried: they are woken. Each
// phrase has *triggers*, a choice of elements such that every match has one of them; the compiler
// takes those whose words the fewest other phrases name. The row of a word lists the phrases that
// it wakes, with the symbols that must stand right before and behind it. A token so costs its row,
// and most entries of a row fall to one bit of a filter (symbol_table.h).
//
// What is left is verified exactly, from each token where the match might start. A phrase of
// symbols alone is compared symbol by symbol. Any other is a small nondeterministic automaton; an
// entity edge leads from the first token of an entity to the token behind its last. It is walked
// depth first, which nearly always is a few steps, or else breadth first: threads, each a state,
// are moved token by token, and at each position a state is visited once. A phrase is at most
// kMaxPhraseTokens long (entities count one), its automaton has no cycles, and nothing goes beyond
// a sentence, so the work is bounded by the phrase set times the tokens.

#include <cstdint>
#include <vector>

#include "base/array.h"
#include "phrase/ast.h"
#include "phrase/hit.h"
#include "phrase/symbol_table.h"
#include "phrase/token_view.h"

namespace rapport::phrase {

struct Edge {
  // As a target: no edge, but a symbol that must not say no for those behind it to be tried.
  static constexpr uint32_t kGate = 0xFFFFFFFF;
  uint32_t symbol = 0;  // a reference (symbol_table.h), or an entity kind
  uint32_t target = 0;

  friend bool operator<(const Edge& a, const Edge& b) {
    return a.symbol != b.symbol ? a.symbol < b.symbol : a.target < b.target;
  }
  friend bool operator==(const Edge& a, const Edge& b) {
    return a.symbol == b.symbol && a.target == b.target;
  }
};

// Ranges in the arrays of the matcher; each ends where that of the next state begins.
struct State {
  static constexpr uint32_t kAccepts = 1u << 31;
  uint32_t edges = 0;
  uint32_t epsilons = 0;  // with kAccepts: here the phrase may end

  uint32_t first_epsilon() const { return epsilons & ~kAccepts; }
};

struct PhraseEntry {
  uint32_t tag = 0;
  uint32_t begin = 0;          // its first state, or the first of its symbols
  uint32_t end = 0;            // one past its last
  uint32_t first = kNoSymbol;  // of its first token, when that says anything
  uint8_t groups = 0;          // see PhraseSetBuilder::Add
  uint8_t start_at = 0;        // PositionFlag that the first token must have, or 0
  uint8_t end_at = 0;          // likewise the last
  uint8_t is_plain = 0;        // 1: symbols alone, no automaton
};

// What wakes a phrase.
struct Trigger {
  static constexpr uint32_t kLink = 1u << 31;
  uint32_t phrase = 0;          // with kLink: a row of by_symbol_ instead
  uint32_t before = kNoSymbol;  // of the token right before, when there must be one
  uint32_t behind = kNoSymbol;
  uint8_t groups = 0;
  uint8_t capitals = 0;  // 1: only a token in capitals
  // Tokens from the start of the match to the trigger. When they are not one number they are the
  // same in all triggers of a phrase.
  uint8_t min_offset = 0;
  uint8_t max_offset = 0;  // kAnyOffset: any number, since an entity is as long as it is
};
constexpr uint8_t kAnyOffset = 0xFF;

// Anchors by some key.
struct TriggerRows {
  Array<uint32_t> begins;  // one more than keys
  Array<Trigger> triggers;
};

template <typename A>
void Visit(A& a, TriggerRows& t) {
  a.Items(t.begins);
  a.Items(t.triggers);
}

// The memory of one matcher; see MatchScratch.
struct MatchBuffers {
  struct Thread {
    uint32_t state;
    uint32_t next;  // in the list of its position
  };
  std::vector<TokenView> tokens;
  std::vector<uint32_t> prefixes;
  std::vector<uint32_t> heads;  // by token: first thread that waits there
  std::vector<Thread> threads;
  // By phrase: the match (high half) and the first start that it has not been verified from.
  std::vector<uint64_t> resume;
  uint32_t match = 0;
  // By state of a phrase, when it was last visited; the clock never goes back, whatever is matched.
  std::vector<uint64_t> visited;
  uint64_t clock = 0;
  uint64_t steps = 0;  // of the last match: triggers looked at, states visited, edges tried
};

class Matcher {
 public:
  // The contract of PhraseSet::Match.
  void Match(const text::TokenizedText& text, uint8_t groups, MatchBuffers* buffers,
             std::vector<Hit>* hits) const;
  // Whether what was read from an archive can be used without harm, with tags below `tags`.
  bool IsValid(uint32_t tags) const;

 private:
  template <typename A>
  friend void Visit(A& a, Matcher& t) {
    a.Item(t.symbols_);
    a.Items(t.phrases_);
    a.Items(t.plain_symbols_);
    a.Items(t.states_);
    a.Items(t.edges_);
    a.Items(t.epsilons_);
    a.Number(t.largest_phrase_);
    a.Item(t.by_word_);
    a.Item(t.by_prefix_);
    a.Item(t.by_class_);
    a.Item(t.by_entity_);
    a.Item(t.by_symbol_);
    a.Number(t.trigger_classes_);
  }

  friend class Compiler;
  class Run;

  bool HasValidPhrases(uint32_t tags) const;
  bool HasValidStates(const PhraseEntry& phrase) const;
  bool HasValidRows(const TriggerRows& rows, uint32_t count) const;

  SymbolTable symbols_;
  Array<PhraseEntry> phrases_;
  Array<uint32_t> plain_symbols_;
  Array<State> states_;  // and one more, the end of the last
  Array<Edge> edges_;
  Array<uint32_t> epsilons_;
  uint32_t largest_phrase_ = 0;  // states

  TriggerRows by_word_, by_prefix_, by_class_, by_entity_, by_symbol_;
  uint32_t trigger_classes_ = 0;  // classes with triggers
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_MATCHER_H_
