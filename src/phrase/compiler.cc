#include "phrase/compiler.h"

#include <algorithm>
#include <utility>

namespace rapport::phrase {
namespace {

// A symbol of more words than this has a row of its own, to which each of its words leads; so the
// rows stay about as large as the phrases, however many of them name one long list.
constexpr size_t kWordsInRows = 16;
constexpr size_t kEdgesWithGate = 4;

template <typename T>
void SortUnique(std::vector<T>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

template <typename Row>
Row* RowOf(std::vector<Row>* rows, uint32_t index) {
  if (index >= rows->size()) rows->resize(index + 1);
  return &(*rows)[index];
}

TriggerRows FlattenRows(const std::vector<std::vector<RowEntry>>& rows) {
  TriggerRows flat;
  flat.begins.reserve(rows.size() + 1);
  std::vector<uint32_t> next;
  for (const std::vector<RowEntry>& row : rows) {
    flat.begins.push_back(static_cast<uint32_t>(next.size()));
    for (const RowEntry& entry : row) {
      flat.guards.push_back(entry.guards);
      next.push_back(entry.next);
    }
  }
  flat.begins.push_back(static_cast<uint32_t>(next.size()));
  flat.guards.shrink_to_fit();
  flat.next = Numbers(next);
  return flat;
}

WordRows FlattenWordRows(std::vector<std::vector<RowEntry>> rows) {
  std::vector<uint32_t> row_of;
  row_of.reserve(rows.size() + 1);
  std::vector<std::vector<RowEntry>> kept(1);
  for (std::vector<RowEntry>& row : rows) {
    row_of.push_back(row.empty() ? 0 : static_cast<uint32_t>(kept.size()));
    if (!row.empty()) kept.push_back(std::move(row));
  }
  row_of.push_back(0);
  return {Numbers(row_of), FlattenRows(kept)};
}

// See Trigger::min_offset.
void ShareRange(std::vector<TriggerChoice>* choices) {
  uint32_t min = kUnbounded, max = 0;
  bool fixed = true;
  for (const TriggerChoice& choice : *choices) {
    min = std::min(min, choice.min_offset);
    max = std::max(max, choice.max_offset);
    fixed = fixed && choice.min_offset == choice.max_offset;
  }
  if (fixed) return;
  for (TriggerChoice& choice : *choices) {
    choice.min_offset = min;
    choice.max_offset = max;
  }
}

}  // namespace

Compiler::Compiler(const Lists* lists, text::Vocabulary* vocabulary)
    : vocabulary_(*vocabulary),
      symbols_(lists, vocabulary),
      automata_(&symbols_),
      matcher_(std::make_unique<Matcher>()) {}

void Compiler::Add(uint32_t tag, Phrase phrase) {
  PhraseEntry entry;
  entry.tag = tag;
  entry.start_at = phrase.start == Anchor::kNone       ? 0
                   : phrase.start == Anchor::kSentence ? kStartsSentence
                                                       : kStartsMessage;
  entry.end_at = phrase.end == Anchor::kNone       ? 0
                 : phrase.end == Anchor::kSentence ? kEndsSentence
                                                   : kEndsMessage;
  named_.clear();
  entry.start = automata_.Add(phrase.body, &named_);
  SortUnique(&named_);
  for (uint32_t symbol : named_) use_.Count(symbols_.members(symbol));
  matcher_->phrases_.push_back(entry);
  bodies_.push_back(std::move(phrase));
}

// A guess of what the edges take together; kNoSymbol when that is nearly every token.
uint32_t Compiler::GuessOf(const AutomatonBuilder::BuiltState& state) {
  if (state.size() == 1 && state.begin->symbol >= kFirstTokenSymbol) return state.begin->symbol;
  std::vector<Atom> atoms;
  bool capitals = true;
  for (const Edge* it = state.begin; it != state.end; ++it) {
    const Edge& edge = *it;
    if (edge.symbol == kNothing) return kNoSymbol;
    if (edge.symbol < kFirstTokenSymbol) {
      atoms.emplace_back(AtomSort::kClass, kEntityBegins + edge.symbol);
      capitals = false;
      continue;
    }
    const SymbolTableBuilder::Members& members = symbols_.members(edge.symbol);
    atoms.insert(atoms.end(), members.atoms.begin(), members.atoms.end());
    capitals = capitals && members.capitals;
  }
  return TriggerChooser(&use_, &symbols_).GuessOf(atoms, capitals);
}

void Compiler::FinishStates() {
  Array<State>& states = matcher_->states_;
  Array<Edge>& edges = matcher_->edges_;
  states.reserve(automata_.size() + 1);
  for (uint32_t number = 0; number < automata_.size(); ++number) {
    const AutomatonBuilder::BuiltState state = automata_.state(number);
    State made{static_cast<uint32_t>(edges.size()) | (state.accepts ? State::kAccepts : 0)};
    // Most tokens take none of many edges, and one question can say so.
    const uint32_t gate = state.size() < kEdgesWithGate ? kNoSymbol : GuessOf(state);
    if (gate != kNoSymbol) {
      made.bits |= State::kGated;
      edges.push_back({symbols_.ReferenceTo(gate), 0});
    }
    states.push_back(made);
    const size_t first = edges.size();
    for (const Edge* edge = state.begin; edge != state.end; ++edge) {
      edges.push_back({symbols_.ReferenceTo(edge->symbol), edge->target});
    }
    std::sort(edges.begin() + static_cast<std::ptrdiff_t>(first), edges.end());
  }
  states.push_back({static_cast<uint32_t>(edges.size())});
  for (PhraseEntry& phrase : matcher_->phrases_) {
    phrase.first = symbols_.ReferenceTo(GuessOf(automata_.state(phrase.start)));
  }
}

void Compiler::AddToRows(uint32_t symbol, const RowEntry& entry) {
  if (symbol < kFirstTokenSymbol) {
    RowOf(&by_entity_, symbol)->push_back(entry);
    return;
  }
  const uint32_t ref = symbols_.ReferenceTo(symbol);
  if ((ref & kOneWord) != 0) return RowOf(&by_word_, ref & ~kOneWord)->push_back(entry);
  matcher_->symbols_.ForEachWord(ref & ~kWordsAlone,
                                 [&](uint32_t word) { RowOf(&by_word_, word)->push_back(entry); });
  for (const Atom& atom : symbols_.members(symbol).atoms) {
    if (atom.sort() == AtomSort::kPrefix) RowOf(&by_prefix_, atom.id())->push_back(entry);
    if (atom.sort() == AtomSort::kClass) RowOf(&by_class_, atom.id())->push_back(entry);
  }
}

void Compiler::AddTriggers(const std::vector<TriggerChoice>& choices, uint32_t phrase) {
  Array<Trigger>& triggers = matcher_->triggers_;
  const auto first = static_cast<std::ptrdiff_t>(triggers.size());  // of this phrase
  const auto cap = [](uint32_t offset) {
    return static_cast<uint8_t>(std::min<uint32_t>(offset, kAnyOffset));
  };
  for (const TriggerChoice& choice : choices) {
    Trigger trigger;
    trigger.phrase = phrase;
    trigger.min_offset = cap(choice.min_offset);
    trigger.max_offset = cap(choice.max_offset);
    if (choice.symbol >= kFirstTokenSymbol) {
      trigger.capitals = symbols_.members(choice.symbol).capitals ? 1 : 0;
    }
    trigger.is_whole = IsWhole(bodies_[phrase], choice) ? 1 : 0;
    const auto it = std::find(triggers.begin() + first, triggers.end(), trigger);
    RowEntry entry;
    entry.next = 2 * static_cast<uint32_t>(it - triggers.begin());
    if (it == triggers.end()) triggers.push_back(trigger);
    uint32_t guards = 0;
    for (const GuardChoice& guard : choice.guards) {
      if (guard.symbol == kNoSymbol) continue;
      const uint32_t ref = symbols_.ReferenceTo(guard.symbol);
      const Guard made = Guard::Of(ref, guard.offset, guard.more);
      if (made.bits == 0) continue;
      (guards == 0 ? entry.guards.first : entry.guards.second) = made;
      ++guards;
    }
    choice.before != kNoSymbol ? AddPair(choice, trigger, entry) : AddEntry(choice, entry);
  }
}

// Whether what the choice wakes by is all of the phrase: a token of one symbol, or two words.
bool Compiler::IsWhole(const Phrase& phrase, const TriggerChoice& choice) {
  if (phrase.start != Anchor::kNone || phrase.end != Anchor::kNone) return false;
  if (choice.min_offset != choice.max_offset || choice.symbol < kFirstTokenSymbol) return false;
  const std::vector<Node>& nodes = phrase.body.children;
  const auto is = [&](size_t i, uint32_t symbol) {
    return symbols_.SymbolOf(nodes[i], /*capitals=*/false) == symbol;
  };
  if (choice.before == kNoSymbol) {
    return nodes.size() == 1 && choice.min_offset == 0 && is(0, choice.symbol);
  }
  return nodes.size() == 2 && choice.min_offset == 1 && choice.guards[0].symbol == kNoSymbol &&
         is(0, choice.before) && is(1, choice.symbol) &&
         !symbols_.members(choice.before).capitals && !symbols_.members(choice.symbol).capitals &&
         vocabulary_.size() < Guard::kNumbers;
}

// The first guard of an entry asks for the first word. Pairs with another second word may have the
// same hash; where nothing is verified a second guard asks for it.
void Compiler::AddPair(const TriggerChoice& choice, const Trigger& trigger, const RowEntry& entry) {
  PairEntry pair{0, 0, entry};
  pair.entry.guards.second = entry.guards.first;
  for (const Atom& first : symbols_.members(choice.before).atoms) {
    pair.entry.guards.first = Guard::Of(kOneWord | first.id(), -1, 0);
    pair.first = first.id();
    for (const Atom& second : symbols_.members(choice.symbol).atoms) {
      pair.second = second.id();
      if (trigger.is_whole != 0) {
        pair.entry.guards.second = Guard::Of(kOneWord | second.id(), 0, 0);
      }
      pairs_.push_back(pair);
    }
  }
}

void Compiler::FinishPairs() {
  uint32_t log2 = 1;
  while ((size_t{1} << log2) < pairs_.size() && log2 < 20) ++log2;
  matcher_->pair_shift_ = 32 - log2;
  Rows rows(size_t{1} << log2);
  Array<uint64_t>& filter = matcher_->pair_filter_;
  filter.assign(((size_t{1} << (log2 + kPairFilterLog2)) + 63) / 64, 0);
  for (const PairEntry& pair : pairs_) {
    const uint32_t mix = MixOfWord(pair.first);
    const uint32_t mix_behind = MixOfWord(pair.second);
    rows[matcher_->PairRow(mix, mix_behind)].push_back(pair.entry);
    const uint32_t bit = matcher_->PairBit(Matcher::PairHash(mix, mix_behind));
    filter[bit / 64] |= uint64_t{1} << bit % 64;
  }
  matcher_->by_pair_ = FlattenRows(rows);
}

void Compiler::AddEntry(const TriggerChoice& choice, const RowEntry& entry) {
  if (choice.symbol < kFirstTokenSymbol ||
      symbols_.members(choice.symbol).atoms.size() <= kWordsInRows) {
    return AddToRows(choice.symbol, entry);
  }
  uint32_t* const row = RowOf(&symbol_rows_, choice.symbol);
  if (*row == 0) {
    by_symbol_.emplace_back();
    *row = static_cast<uint32_t>(by_symbol_.size());
    RowEntry link;
    link.next = 2 * (*row - 1) + TriggerRows::kIsLink;
    AddToRows(choice.symbol, link);
  }
  by_symbol_[*row - 1].push_back(entry);
}

void Compiler::FinishTriggers() {
  TriggerChooser chooser(&use_, &symbols_);
  std::vector<std::vector<TriggerChoice>> choices;
  choices.reserve(bodies_.size());
  for (const Phrase& phrase : bodies_) {
    choices.push_back(chooser.Choose(phrase.body));
    ShareRange(&choices.back());
  }
  matcher_->symbols_ = symbols_.Finish();  // choosing may have asked for new ones
  by_word_.resize(vocabulary_.size());
  by_prefix_.resize(matcher_->symbols_.prefix_count());
  by_class_.resize(kTokenClasses);
  by_entity_.resize(kEntityKinds);
  for (uint32_t phrase = 0; phrase < choices.size(); ++phrase) {
    AddTriggers(choices[phrase], phrase);
  }
  for (uint32_t c = 0; c < kTokenClasses; ++c) {
    if (!by_class_[c].empty()) {
      matcher_->trigger_classes_ = matcher_->trigger_classes_ | (1u << c);
    }
  }
  matcher_->by_word_ = FlattenWordRows(std::move(by_word_));
  FinishPairs();
  matcher_->by_prefix_ = FlattenRows(by_prefix_);
  matcher_->by_class_ = FlattenRows(by_class_);
  matcher_->by_entity_ = FlattenRows(by_entity_);
  matcher_->by_symbol_ = FlattenRows(by_symbol_);
}

std::unique_ptr<Matcher> Compiler::Finish() {
  FinishStates();
  FinishTriggers();
  matcher_->phrases_.shrink_to_fit();
  matcher_->edges_.shrink_to_fit();
  matcher_->triggers_.shrink_to_fit();
  return std::move(matcher_);
}

}  // namespace rapport::phrase
