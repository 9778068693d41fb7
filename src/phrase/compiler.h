#ifndef RAPPORT_PHRASE_COMPILER_H_
#define RAPPORT_PHRASE_COMPILER_H_

// Builds the matcher of a phrase set: the automata, then what wakes them.

#include <cstdint>
#include <memory>
#include <vector>

#include "phrase/ast.h"
#include "phrase/automaton_builder.h"
#include "phrase/matcher.h"
#include "phrase/symbol_table_builder.h"
#include "phrase/trigger_choice.h"

namespace rapport::phrase {

// An entry of TriggerRows, before they are flat.
struct RowEntry {
  uint32_t next = 0;
  Guards guards;
};

class Compiler {
 public:
  // `lists` holds, from now on or later, the lists that the phrases name. Both must outlive this.
  Compiler(const Lists* lists, text::Vocabulary* vocabulary);

  void Add(uint32_t tag, Phrase phrase);
  // The compiler is spent.
  std::unique_ptr<Matcher> Finish();

 private:
  using Rows = std::vector<std::vector<RowEntry>>;

  uint32_t GuessOf(const AutomatonBuilder::BuiltState& state);
  void FinishStates();
  void FinishTriggers();
  void AddTriggers(const std::vector<TriggerChoice>& choices, uint32_t phrase);
  void AddEntry(const TriggerChoice& choice, const RowEntry& entry);
  bool IsWhole(const Phrase& phrase, const TriggerChoice& choice);
  void AddPair(const TriggerChoice& choice, const Trigger& trigger, const RowEntry& entry);
  void FinishPairs();
  void AddToRows(uint32_t symbol, const RowEntry& entry);

  text::Vocabulary& vocabulary_;
  SymbolTableBuilder symbols_;
  AutomatonBuilder automata_;
  WordUse use_;
  std::vector<Phrase> bodies_;
  std::unique_ptr<Matcher> matcher_;
  struct PairEntry {
    uint32_t first = 0, second = 0;  // words
    RowEntry entry;
  };
  std::vector<PairEntry> pairs_;
  Rows by_word_, by_prefix_, by_class_, by_entity_, by_symbol_;
  std::vector<uint32_t> symbol_rows_;  // by symbol: one more than its row in by_symbol_, or 0
  // The symbols that one phrase names, to count each once.
  std::vector<uint32_t> named_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_COMPILER_H_
