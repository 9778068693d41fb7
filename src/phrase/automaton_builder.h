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
#include "absl/container/flat_hash_set.h"
#include "phrase/ast.h"
#include "phrase/matcher.h"
#include "phrase/symbol_table_builder.h"

namespace rapport::phrase {

class AutomatonBuilder {
 public:
  struct BuiltState {
    const Edge* begin = nullptr;  // sorted; with the numbers of symbols, not references
    const Edge* end = nullptr;
    bool accepts = false;

    size_t size() const { return static_cast<size_t>(end - begin); }
  };

  explicit AutomatonBuilder(SymbolTableBuilder* symbols)
      : symbols_(*symbols), numbers_(0, HashOfState{this}, SameState{this}) {}
  AutomatonBuilder(const AutomatonBuilder&) = delete;
  AutomatonBuilder& operator=(const AutomatonBuilder&) = delete;

  // The first state of a phrase. Appends the symbols of its edges, repeated or not.
  uint32_t Add(const Node& body, std::vector<uint32_t>* named);
  // The states of all phrases; each leads to others before it. Valid until the next Add().
  uint32_t size() const { return static_cast<uint32_t>(shared_.size()); }
  BuiltState state(uint32_t number) const {
    const SharedState& shared = shared_[number];
    const Edge* const begin = edges_.data() + shared.first;
    return {begin, begin + shared.count, shared.accepts};
  }

 private:
  struct PhraseState {
    std::vector<Edge> edges;
    std::vector<uint32_t> empty;  // targets of its empty edges
    bool accepts = false;
  };
  struct SharedState {
    size_t first = 0;  // index into edges_
    uint32_t count = 0;
    bool accepts = false;
  };
  struct HashOfState {
    const AutomatonBuilder* builder;
    size_t operator()(uint32_t number) const;
  };
  struct SameState {
    const AutomatonBuilder* builder;
    bool operator()(uint32_t a, uint32_t b) const;
  };
  using Set = std::vector<uint32_t>;  // sorted

  uint32_t NewState();
  void AddEdge(uint32_t from, uint32_t symbol, uint32_t to);
  void Connect(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectAlternatives(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectGap(uint32_t from, uint32_t size, uint32_t to);
  uint32_t ShareState(uint32_t state);
  uint32_t ShareSet(const Set& set);
  uint32_t ShareReached(Set reached);
  uint32_t ShareAsItIs(uint32_t state);
  uint32_t Share(const Edge* edges, size_t count, bool accepts);
  void Forget(uint32_t first);

  SymbolTableBuilder& symbols_;
  std::vector<SharedState> shared_;
  std::vector<Edge> edges_;
  absl::flat_hash_set<uint32_t, HashOfState, SameState> numbers_;  // of shared states
  // Of the phrase being added:
  std::vector<PhraseState> states_;  // those behind the first state_count_ wait to be used again
  uint32_t state_count_ = 0;
  std::vector<uint32_t> done_;               // by state: one more than the shared one, or 0
  absl::flat_hash_map<Set, uint32_t> sets_;  // of two states or more
  size_t edges_left_ = 0;                    // before it counts as much larger
  bool too_large_ = false;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_AUTOMATON_BUILDER_H_
