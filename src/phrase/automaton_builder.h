#ifndef RAPPORT_PHRASE_AUTOMATON_BUILDER_H_
#define RAPPORT_PHRASE_AUTOMATON_BUILDER_H_

// Builds the automata of phrases, in three steps. The textbook construction gives states with empty
// edges. Sets of these states that are reached together become one state each, so that no edge is
// empty and a state has one edge for a symbol; where that would make a phrase much larger, it stays
// as it is. Last, states that lead on alike, in whatever phrases, become one.

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "phrase/ast.h"
#include "phrase/matcher.h"
#include "phrase/symbol_table_builder.h"

namespace rapport::phrase {

class AutomatonBuilder {
 public:
  struct BuiltState {
    std::vector<Edge> edges;  // sorted; with the numbers of symbols, not references
    bool accepts = false;
  };

  explicit AutomatonBuilder(SymbolTableBuilder* symbols) : symbols_(*symbols) {}

  // The first state of a phrase. Appends the symbols of its edges, repeated or not.
  uint32_t Add(const Node& body, std::vector<uint32_t>* named);
  // Of all phrases; each leads to others before it.
  const std::vector<BuiltState>& states() const { return shared_; }

 private:
  struct PhraseState {
    std::vector<Edge> edges;
    std::vector<uint32_t> empty;  // targets of its empty edges
    bool accepts = false;
  };
  using Set = std::vector<uint32_t>;  // sorted

  uint32_t NewState();
  void AddEdge(uint32_t from, uint32_t symbol, uint32_t to);
  void Connect(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectAlternatives(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectGap(uint32_t from, uint32_t size, uint32_t to);
  uint32_t ShareSet(const Set& set);
  uint32_t ShareAsItIs(uint32_t state);
  uint32_t Share(BuiltState state);
  void Forget(size_t first);
  using Key = std::pair<bool, std::vector<uint64_t>>;
  static Key KeyOf(const BuiltState& state);

  SymbolTableBuilder& symbols_;
  std::vector<BuiltState> shared_;
  absl::flat_hash_map<Key, uint32_t> by_key_;
  // Of the phrase being added:
  std::vector<PhraseState> states_;
  absl::flat_hash_map<Set, uint32_t> sets_;
  std::vector<uint32_t> as_they_are_;  // by state: one more than the shared one, or 0
  size_t edges_left_ = 0;              // before it counts as much larger
  bool too_large_ = false;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_AUTOMATON_BUILDER_H_
