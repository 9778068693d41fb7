#ifndef RAPPORT_PHRASE_TRIGGER_CHOICE_H_
#define RAPPORT_PHRASE_TRIGGER_CHOICE_H_

// Chooses what wakes a phrase: elements of which every match has one, the rarest there are. How
// rare a word is in texts is guessed from how many phrases name it, since common words stand in
// many.

#include <cstdint>
#include <vector>

#include "phrase/ast.h"
#include "phrase/symbol_table_builder.h"

namespace rapport::phrase {

struct TriggerChoice {
  uint32_t symbol = 0;  // or an entity kind
  uint32_t before = kNoSymbol;
  uint32_t behind = kNoSymbol;
  uint32_t min_offset = 0;  // tokens of the match before it
  uint32_t max_offset = 0;  // kUnbounded: no limit is known
};
constexpr uint32_t kUnbounded = 1u << 20;

// How many phrases name a word, counting each phrase once for each of its symbols.
class WordUse {
 public:
  void Count(const SymbolTableBuilder::Members& members);
  uint64_t Of(uint32_t word) const { return word < counts_.size() ? counts_[word] : 0; }

 private:
  std::vector<uint32_t> counts_;
};

class TriggerChooser {
 public:
  // Both must outlive the chooser.
  TriggerChooser(const WordUse* use, SymbolTableBuilder* symbols)
      : use_(*use), symbols_(*symbols) {}

  // `body` is the sequence of a phrase, which cannot be empty.
  std::vector<TriggerChoice> Choose(const Node& body);
  // A symbol of the first token of each match, or kNoSymbol when nearly every token is.
  uint32_t FirstSymbol(const Node& body);
  // A symbol of the tokens in one of `atoms`, and perhaps others; kNoSymbol when nearly every token
  // is.
  uint32_t GuessOf(const std::vector<Atom>& atoms, bool capitals);

 private:
  struct Plan {
    bool complete = false;               // every match has one of the choices
    std::vector<TriggerChoice> choices;  // none: nothing matches, as with an empty list
    uint64_t cost = 0;
  };
  // Of the token right before or behind a node, or the first or last of one; a set that may be too
  // large, never too small.
  struct TokenSet {
    bool known = false;  // else: any token, or none at all
    bool capitals = false;
    std::vector<Atom> atoms;
  };
  struct Context {
    bool capitals = false;
    TokenSet before, behind;
    uint32_t min_offset = 0;
    uint32_t max_offset = 0;
  };

  Plan PlanFor(const Node& node, const Context& context);
  Plan PlanForSequence(const std::vector<Node>& nodes, const Context& context);
  Plan PlanForGroup(const Node& group, const Context& context);
  Plan PlanForSymbol(uint32_t symbol, const Context& context);
  uint64_t CostOf(uint32_t symbol) const { return CostOf(symbols_.members(symbol).atoms); }
  uint64_t CostOf(const std::vector<Atom>& atoms) const;
  uint32_t GuessOf(const TokenSet& set) {
    return set.known ? GuessOf(set.atoms, set.capitals) : kNoSymbol;
  }
  static TokenSet Union(TokenSet a, const TokenSet& b);
  enum class Side { kFirst, kLast };
  TokenSet Edge(const Node& node, Side side, bool capitals);
  // Of what follows (kFirst) or precedes (kLast) node i.
  TokenSet Neighbours(const std::vector<Node>& nodes, size_t i, Side side, const Context& context);
  uint32_t MinTokens(const Node& node) const;
  // As MaxTokens of ast.h, but an entity is of any length.
  uint32_t LongestTokens(const Node& node) const;

  const WordUse& use_;
  SymbolTableBuilder& symbols_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TRIGGER_CHOICE_H_
