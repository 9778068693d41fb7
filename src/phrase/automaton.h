#ifndef RAPPORT_PHRASE_AUTOMATON_H_
#define RAPPORT_PHRASE_AUTOMATON_H_

// The compiled form of a phrase set: a nondeterministic automaton over tokens in flat arrays.
//
// An edge takes a *symbol*. The symbols below kFirstTokenSymbol are entity kinds: such an edge
// leads from the first token of an entity to the token behind its last. Every other symbol is a set
// of atoms, perhaps limited to tokens in capitals, and an atom is a word, the beginning of a word
// or a token class; a group or list of single words is one symbol, whatever its size. For each
// token of a text, its symbols are found once, through hashes of the key, of the short key and of
// the beginnings of both; after that only integers are compared.
//
// Matching takes each token as a start in turn. The start tables give the states behind the first
// token for each of its symbols, so a start costs nothing when its first word begins no phrase.
// From there threads, each a state, are moved token by token; at each position a state is visited
// once. A phrase is at most kMaxPhraseTokens long (entities count one), the automaton has no
// cycles, and nothing goes beyond the end of the sentence, so the work for one start is bounded by
// the phrase set, and the work for a text is that bound times its tokens.

#include <cstdint>
#include <vector>

#include "base/string_ids.h"
#include "phrase/ast.h"
#include "phrase/hit.h"
#include "text/tokenizer.h"

namespace rapport::phrase {

constexpr uint32_t kEntityKinds = 7;
constexpr uint32_t kFirstTokenSymbol = kEntityKinds;

struct Edge {
  uint32_t symbol = 0;
  uint32_t target = 0;

  friend bool operator<(const Edge& a, const Edge& b) {
    return a.symbol != b.symbol ? a.symbol < b.symbol : a.target < b.target;
  }
  friend bool operator==(const Edge& a, const Edge& b) {
    return a.symbol == b.symbol && a.target == b.target;
  }
};

struct Accept {
  uint32_t tag = 0;
  Anchor end = Anchor::kNone;
};

// Ranges in the arrays of the automaton; each ends where that of the next state begins.
struct State {
  uint32_t edges = 0;
  uint32_t epsilons = 0;
  uint32_t accepts = 0;
};

// Lists of integers by index, one after another.
struct IntegerLists {
  std::vector<uint32_t> begins;  // one more than lists
  std::vector<uint32_t> values;

  const uint32_t* begin(uint32_t list) const { return values.data() + begins[list]; }
  const uint32_t* end(uint32_t list) const { return values.data() + begins[list + 1]; }
};

// The memory of one matcher; see MatchScratch.
struct MatchBuffers {
  struct Thread {
    uint32_t state;
    uint32_t next;  // in the list of its position
  };
  // For each token of the text:
  IntegerLists symbols;
  std::vector<uint32_t> first_entity;  // its first entity that begins here or later
  std::vector<uint8_t> positions;      // PositionFlag
  std::vector<uint32_t> heads;         // first thread that waits here
  // For one start:
  std::vector<Thread> threads;
  // For each state, when it was last visited; the clock never goes back, whatever set is matched.
  std::vector<uint64_t> visited;
  uint64_t clock = 0;
  uint64_t steps = 0;  // of the last match: states visited and edges taken or looked for
};

class Automaton {
 public:
  // The contract of PhraseSet::Match.
  void Match(const text::TokenizedText& text, MatchBuffers* buffers, std::vector<Hit>* hits) const;
  size_t allocated_bytes() const;

 private:
  friend class Compiler;
  class Run;

  std::vector<State> states_;  // and one more, the end of the last
  std::vector<Edge> edges_;    // of each state, sorted
  std::vector<uint32_t> epsilons_;
  std::vector<Accept> accepts_;
  // For each start anchor and symbol, the states behind the first token.
  IntegerLists starts_[3];

  // Symbols by atom; each shifted left by one, with the low bit for "only in capitals".
  StringIds words_;
  StringIds prefixes_;
  std::vector<uint32_t> prefix_lengths_;  // bytes, ascending
  IntegerLists word_symbols_;
  IntegerLists prefix_symbols_;
  IntegerLists class_symbols_;
  std::vector<TokenClass> classes_;  // those with symbols
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_AUTOMATON_H_
