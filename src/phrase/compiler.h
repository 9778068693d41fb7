#ifndef RAPPORT_PHRASE_COMPILER_H_
#define RAPPORT_PHRASE_COMPILER_H_

// Builds the automaton of a phrase set. The elements of all phrases form a trie, so that phrases
// with the same beginning share its states; between a state of the trie and the next, an element
// that is more than one token has states of its own, by the textbook construction with empty edges.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "phrase/ast.h"
#include "phrase/automaton.h"

namespace rapport::phrase {

class Compiler {
 public:
  // `lists` holds, from now on or later, the lists that the phrases name.
  explicit Compiler(const Lists* lists);

  void Add(uint32_t tag, const Phrase& phrase);
  // The compiler is spent.
  std::unique_ptr<const Automaton> Finish();

 private:
  // A set of tokens that one edge takes. Sorted; words, prefixes and token classes in one
  // numbering.
  using Atoms = std::vector<uint32_t>;

  struct BuildState {
    std::vector<Edge> edges;
    std::vector<uint32_t> epsilons;
    std::vector<Accept> accepts;
  };

  uint32_t NewState();
  void Connect(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectAlternatives(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectGap(uint32_t from, uint32_t size, uint32_t to);
  uint32_t Atom(const Node& node);
  uint32_t Symbol(Atoms atoms, bool capitals);
  IntegerLists StartTable(uint32_t root) const;
  void FinishSymbols(Automaton* automaton);

  const Lists& lists_;
  std::vector<BuildState> states_;  // the first three are the roots, by start anchor
  // The trie: state and printed element to the state behind the element.
  absl::flat_hash_map<std::pair<uint32_t, std::string>, uint32_t> children_;
  absl::flat_hash_map<std::pair<Atoms, bool>, uint32_t> symbols_;
  absl::flat_hash_map<std::pair<uint32_t, bool>, uint32_t> list_symbols_;
  uint32_t next_symbol_ = kFirstTokenSymbol;
  StringIds words_;
  StringIds prefixes_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_COMPILER_H_
