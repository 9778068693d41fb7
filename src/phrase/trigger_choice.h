#ifndef RAPPORT_PHRASE_TRIGGER_CHOICE_H_
#define RAPPORT_PHRASE_TRIGGER_CHOICE_H_

// Chooses what wakes a phrase: elements of which every match has one, and for each up to two
// guards, elements that must stand near it. Of all choices it takes that of the least expected
// work, which is how often the words of the triggers come, times what is done then: guards are
// asked, and what passes them is verified. How often a word comes in texts is guessed from how many
// phrases name it, since common words stand in many.

#include <cstdint>
#include <vector>

#include "phrase/ast.h"
#include "phrase/matcher.h"
#include "phrase/symbol_table_builder.h"

namespace rapport::phrase {

// See Guard in matcher.h.
struct GuardChoice {
  uint32_t symbol = kNoSymbol;
  int32_t offset = 0;
  uint32_t more = 0;
};

struct TriggerChoice {
  uint32_t symbol = 0;          // or an entity kind
  uint32_t before = kNoSymbol;  // with one, the trigger is a pair of words, one of each symbol
  GuardChoice guards[2];        // the second of a pair is none
  uint32_t min_offset = 0;      // tokens of the match before it
  uint32_t max_offset = 0;      // kUnbounded: no limit is known
};
constexpr uint32_t kUnbounded = 1u << 20;

// How many phrases name a word, counting each phrase once for each of its symbols.
class WordUse {
 public:
  void Count(const SymbolTableBuilder::Members& members);
  uint64_t Of(uint32_t word) const { return word < counts_.size() ? counts_[word] : 0; }
  uint64_t total() const { return total_; }

 private:
  std::vector<uint32_t> counts_;
  uint64_t total_ = 0;
};

class TriggerChooser {
 public:
  // Both must outlive the chooser.
  TriggerChooser(const WordUse* use, SymbolTableBuilder* symbols)
      : use_(*use), symbols_(*symbols) {}

  // `body` is the sequence of a phrase, which cannot be empty.
  std::vector<TriggerChoice> Choose(const Node& body);
  // A symbol of the tokens in one of `atoms`, and perhaps others; kNoSymbol when nearly every token
  // is.
  uint32_t GuessOf(const std::vector<Atom>& atoms, bool capitals);

 private:
  // Of the token right before or behind a node, or the first or last of one; a set that may be too
  // large, never too small.
  struct TokenSet {
    bool known = false;  // else: any token, or none at all
    bool capitals = false;
    std::vector<Atom> atoms;
    uint64_t cost = 0;  // of the atoms; set when it is kept
  };
  static constexpr uint32_t kNoSet = 0xFFFFFFFF;  // nothing is known
  // One of the tokens `from` to `to` away from a node, 1 being the next, is in a set.
  struct Neighbour {
    uint32_t set = 0;  // index into sets_
    uint32_t from = 1;
    uint32_t to = 1;
  };
  enum class Side { kFirst, kLast };
  // What is known of the tokens on one side of a node.
  struct Surroundings {
    uint32_t next = kNoSet;  // the very next token; index into sets_
    std::vector<Neighbour> near;
  };
  // What every node beside it asks of a node in a sequence.
  struct Element {
    uint32_t min_tokens = 0;
    uint32_t max_tokens = 0;
    uint32_t first = kNoSet;  // indices into sets_
    uint32_t last = kNoSet;
  };
  struct Context {
    bool capitals = false;
    Surroundings before, behind;
    uint32_t min_offset = 0;
    uint32_t max_offset = 0;
  };
  struct Asked {
    Neighbour neighbour;
    bool behind = false;
    double passes = 1;  // the share of tokens that it lets pass
  };
  struct PlannedTrigger {
    TriggerChoice choice;
    Asked guards[2];  // of a pair, first the other word
    uint32_t guard_count = 0;
    bool is_pair = false;
  };
  struct Plan {
    bool complete = false;                 // every match has one of the triggers
    std::vector<PlannedTrigger> triggers;  // none: nothing matches, as with an empty list
    double cost = 0;
  };

  Plan PlanFor(const Node& node, const Context& context);
  Plan PlanForSequence(const std::vector<Node>& nodes, const Context& context);
  Plan PlanForGroup(const Node& group, const Context& context);
  Plan PlanForSymbol(uint32_t symbol, const Context& context);
  void AddAsked(const Surroundings& surroundings, bool behind);
  double SharePassing(const Neighbour& neighbour, double wrong_answers) const;
  // Makes the trigger a pair when that costs less than `cost`; then returns what it costs.
  double TryPairs(double times, double cost, PlannedTrigger* trigger) const;
  uint64_t CostOf(const std::vector<Atom>& atoms) const;
  static TokenSet Union(TokenSet a, const TokenSet& b);
  TokenSet Edge(const Node& node, Side side, bool capitals);
  Element ElementOf(const Node& node, bool capitals);
  // Of what follows (kFirst) or precedes (kLast) element i.
  void FindAround(const std::vector<Element>& elements, size_t i, Side side, const Context& context,
                  Surroundings* around);
  uint32_t KeepSet(TokenSet set);  // kNoSet when it is not known
  uint32_t KeepUnion(uint32_t a, uint32_t b);
  uint32_t MinTokens(const Node& node) const;
  // As MaxTokens of ast.h, but an entity is of any length.
  uint32_t LongestTokens(const Node& node) const;

  const WordUse& use_;
  SymbolTableBuilder& symbols_;
  std::vector<TokenSet> sets_;  // of the phrase at hand
  std::vector<Asked> asked_;    // of the symbol at hand, best first
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TRIGGER_CHOICE_H_
