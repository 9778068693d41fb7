#ifndef RAPPORT_PHRASE_COMPILER_H_
#define RAPPORT_PHRASE_COMPILER_H_

// Builds the matcher of a phrase set. A phrase that is symbols alone is kept as such; any other
// becomes an automaton by the textbook construction with empty edges, its first state the start
// and its last the end.

#include <cstdint>
#include <memory>
#include <vector>

#include "phrase/ast.h"
#include "phrase/matcher.h"
#include "phrase/symbol_table_builder.h"
#include "phrase/trigger_choice.h"

namespace rapport::phrase {

class Compiler {
 public:
  // `lists` holds, from now on or later, the lists that the phrases name. Both must outlive this.
  Compiler(const Lists* lists, text::Vocabulary* vocabulary);

  void Add(uint32_t tag, uint8_t groups, Phrase phrase);
  // The compiler is spent.
  std::unique_ptr<Matcher> Finish();

 private:
  struct BuildState {
    std::vector<Edge> edges;
    std::vector<uint32_t> epsilons;
    bool accepts = false;
  };
  using Rows = std::vector<std::vector<Trigger>>;

  uint32_t NewState();
  void AddEdge(uint32_t from, uint32_t symbol, uint32_t to);
  void Connect(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectAlternatives(uint32_t from, const Node& node, uint32_t to, bool capitals);
  void ConnectGap(uint32_t from, uint32_t size, uint32_t to);
  bool MakePlain(const Phrase& phrase, PhraseEntry* entry);
  void CloseEpsilons(const PhraseEntry& phrase);
  void AddGate(const std::vector<Edge>& edges);
  void FinishStates();
  void FinishTriggers();
  void AddTrigger(const TriggerChoice& choice, uint32_t phrase);
  void AddToRows(uint32_t symbol, const Trigger& trigger);

  text::Vocabulary& vocabulary_;
  SymbolTableBuilder symbols_;
  WordUse use_;
  std::vector<Phrase> bodies_;
  std::vector<BuildState> states_;
  std::unique_ptr<Matcher> matcher_;
  Rows by_word_, by_prefix_, by_class_, by_entity_, by_symbol_;
  std::vector<uint32_t> symbol_rows_;  // by symbol: one more than its row in by_symbol_, or 0
  // The symbols that one phrase names, to count each once.
  std::vector<uint32_t> named_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_COMPILER_H_
