#ifndef RAPPORT_PHRASE_SYMBOL_TABLE_BUILDER_H_
#define RAPPORT_PHRASE_SYMBOL_TABLE_BUILDER_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "phrase/ast.h"
#include "phrase/symbol_table.h"

namespace rapport::phrase {

// A member of a symbol: the sort in the two high bits.
enum class AtomSort : uint32_t { kClass = 0, kWord = 1, kPrefix = 2 };
struct Atom {
  uint32_t value = 0;

  Atom(AtomSort sort, uint32_t id) : value((static_cast<uint32_t>(sort) << 30) | id) {}
  AtomSort sort() const { return static_cast<AtomSort>(value >> 30); }
  uint32_t id() const { return value & ((1u << 30) - 1); }
};

// Numbers symbols; equal sets have one number.
class SymbolTableBuilder {
 public:
  // Words of phrases are added to the vocabulary.
  SymbolTableBuilder(const Lists* lists, text::Vocabulary* vocabulary)
      : lists_(*lists), vocabulary_(*vocabulary) {}

  // The symbol of a node that always is one token, whichever it is; kNoSymbol for other nodes.
  uint32_t SymbolOf(const Node& node, bool capitals);
  Atom AtomOf(const Node& node);
  // The symbol of those alternatives of a group or list that are one token; kNoSymbol if none is.
  uint32_t SingleTokensOf(const Node& group, bool capitals);
  const std::vector<Node>& AlternativesOf(const Node& group) const;

  // Members as they were written, and whether only in capitals.
  struct Members {
    std::vector<Atom> atoms;
    bool capitals = false;
    bool guess = false;
    uint32_t number = kNoSymbol;  // in the table; none for a single word

    bool HasWordsAlone() const;
  };

  // See kOneWord. Symbols have other numbers in the table than here.
  uint32_t ReferenceTo(uint32_t symbol) const;

  // A symbol that tokens of this set are in, and perhaps a few others.
  uint32_t Guess(const std::vector<Atom>& atoms, bool capitals);

  const Members& members(uint32_t symbol) const { return members_[symbol - kFirstTokenSymbol]; }

  // With the words that the vocabulary has by now. The builder is spent, but for members().
  SymbolTable Finish();

 private:
  uint32_t Number(std::vector<uint32_t> atoms, bool capitals, bool guess = false);
  uint32_t NumberOne(const Atom& atom, bool capitals, bool guess = false);
  uint32_t NextSymbol() const { return static_cast<uint32_t>(members_.size()) + kFirstTokenSymbol; }
  uint32_t AddMembers(std::vector<Atom> atoms, bool capitals, bool guess);
  uint32_t SeenAs(uint32_t symbol, bool guess);

  static void FillFilter(const std::vector<std::vector<uint32_t>>& words, SymbolTable* table);

  const Lists& lists_;
  text::Vocabulary& vocabulary_;
  // By the values of the atoms; those of one atom are apart.
  absl::flat_hash_map<std::pair<std::vector<uint32_t>, bool>, uint32_t> numbers_;
  absl::flat_hash_map<std::pair<uint32_t, bool>, uint32_t> of_one_;
  // Of lists, because many phrases name one.
  absl::flat_hash_map<std::pair<uint32_t, bool>, uint32_t> list_numbers_;
  std::vector<Members> members_;
  uint32_t next_number_ = kFirstTokenSymbol;
  StringIds prefixes_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SYMBOL_TABLE_BUILDER_H_
