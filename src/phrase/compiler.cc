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

TriggerRows FlattenRows(const std::vector<std::vector<Trigger>>& rows) {
  TriggerRows flat;
  flat.begins.reserve(rows.size() + 1);
  for (const std::vector<Trigger>& row : rows) {
    flat.begins.push_back(flat.triggers.size());
    flat.triggers.append(row.data(), row.data() + row.size());
  }
  flat.begins.push_back(flat.triggers.size());
  flat.triggers.shrink_to_fit();
  return flat;
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
      matcher_(std::make_unique<Matcher>()) {}

uint32_t Compiler::NewState() {
  states_.emplace_back();
  return static_cast<uint32_t>(states_.size() - 1);
}

void Compiler::Add(uint32_t tag, uint8_t groups, Phrase phrase) {
  PhraseEntry entry;
  entry.tag = tag;
  entry.groups = groups;
  entry.start_at = phrase.start == Anchor::kNone       ? 0
                   : phrase.start == Anchor::kSentence ? kStartsSentence
                                                       : kStartsMessage;
  entry.end_at = phrase.end == Anchor::kNone       ? 0
                 : phrase.end == Anchor::kSentence ? kEndsSentence
                                                   : kEndsMessage;
  named_.clear();
  if (!MakePlain(phrase, &entry)) {
    entry.begin = NewState();
    const uint32_t last = NewState();
    states_[last].accepts = true;
    Connect(entry.begin, phrase.body, last, false);
    entry.end = static_cast<uint32_t>(states_.size());
  }
  SortUnique(&named_);
  for (uint32_t symbol : named_) use_.Count(symbols_.members(symbol));
  matcher_->phrases_.push_back(entry);
  bodies_.push_back(std::move(phrase));
}

bool Compiler::MakePlain(const Phrase& phrase, PhraseEntry* entry) {
  std::vector<uint32_t> symbols;
  for (const Node& element : phrase.body.children) {
    symbols.push_back(symbols_.SymbolOf(element, false));
    if (symbols.back() == kNoSymbol) return false;
  }
  Array<uint32_t>& all = matcher_->plain_symbols_;
  entry->is_plain = 1;
  entry->begin = all.size();
  all.append(symbols.data(), symbols.data() + symbols.size());
  entry->end = all.size();
  named_.insert(named_.end(), symbols.begin(), symbols.end());
  return true;
}

void Compiler::AddEdge(uint32_t from, uint32_t symbol, uint32_t to) {
  states_[from].edges.push_back({symbol, to});
  if (symbol >= kFirstTokenSymbol) named_.push_back(symbol);
}

void Compiler::Connect(uint32_t from, const Node& node, uint32_t to, bool capitals) {
  switch (node.kind) {
    case NodeKind::kLiteral:
    case NodeKind::kPrefix:
    case NodeKind::kToken:
      AddEdge(from, symbols_.SymbolOf(node, capitals), to);
      break;
    case NodeKind::kEntity:
      AddEdge(from, static_cast<uint32_t>(node.entity), to);
      break;
    case NodeKind::kGap:
      ConnectGap(from, node.size, to);
      break;
    case NodeKind::kList:
    case NodeKind::kAlternatives:
      ConnectAlternatives(from, node, to, capitals);
      break;
    case NodeKind::kOptional:
      states_[from].epsilons.push_back(to);
      Connect(from, node.children[0], to, capitals);
      break;
    case NodeKind::kCaps:
      Connect(from, node.children[0], to, true);
      break;
    case NodeKind::kSequence:
      for (size_t i = 0; i < node.children.size(); ++i) {
        const uint32_t next = i + 1 < node.children.size() ? NewState() : to;
        Connect(from, node.children[i], next, capitals);
        from = next;
      }
      break;
  }
}

// Alternatives of one token each are one edge; so a long list costs no more than a word.
void Compiler::ConnectAlternatives(uint32_t from, const Node& node, uint32_t to, bool capitals) {
  const uint32_t singles = symbols_.SingleTokensOf(node, capitals);
  if (singles != kNoSymbol) AddEdge(from, singles, to);
  for (const Node& alternative : symbols_.AlternativesOf(node)) {
    if (!IsSingleToken(alternative)) Connect(from, alternative, to, capitals);
  }
}

void Compiler::ConnectGap(uint32_t from, uint32_t size, uint32_t to) {
  Node anything;
  anything.kind = NodeKind::kToken;
  for (uint32_t i = 0; i < size; ++i) {
    states_[from].epsilons.push_back(to);
    const uint32_t next = i + 1 < size ? NewState() : to;
    Connect(from, anything, next, false);
    from = next;
  }
}

// Gives each state of a phrase the edges of all that it reaches without a token, so that matching
// visits no state in vain. Where that would make the phrase much larger, it stays as it is.
void Compiler::CloseEpsilons(const PhraseEntry& phrase) {
  size_t before = 0, after = 0;
  std::vector<BuildState> closed(phrase.end - phrase.begin);
  std::vector<uint32_t> reached;
  for (uint32_t s = phrase.begin; s < phrase.end; ++s) {
    before += states_[s].edges.size();
    reached = {s};
    BuildState& state = closed[s - phrase.begin];
    for (size_t i = 0; i < reached.size(); ++i) {
      const BuildState& from = states_[reached[i]];
      state.accepts = state.accepts || from.accepts;
      state.edges.insert(state.edges.end(), from.edges.begin(), from.edges.end());
      for (uint32_t next : from.epsilons) {
        if (std::find(reached.begin(), reached.end(), next) == reached.end()) {
          reached.push_back(next);
        }
      }
    }
    SortUnique(&state.edges);
    after += state.edges.size();
    if (after > 4 * before + 64) return;
  }
  std::move(closed.begin(), closed.end(), states_.begin() + phrase.begin);
}

// Most tokens take none of many edges, and one question can say so.
void Compiler::AddGate(const std::vector<Edge>& edges) {
  if (edges.size() < kEdgesWithGate) return;
  std::vector<Atom> atoms;
  bool capitals = true;
  for (const Edge& edge : edges) {
    if (edge.symbol < kFirstTokenSymbol) {
      atoms.emplace_back(AtomSort::kClass, kEntityBegins + edge.symbol);
      capitals = false;
      continue;
    }
    const SymbolTableBuilder::Members& members = symbols_.members(edge.symbol);
    atoms.insert(atoms.end(), members.atoms.begin(), members.atoms.end());
    capitals = capitals && members.capitals;
  }
  const uint32_t gate = TriggerChooser(&use_, &symbols_).GuessOf(atoms, capitals);
  if (gate != kNoSymbol) matcher_->edges_.push_back({symbols_.ReferenceTo(gate), Edge::kGate});
}

void Compiler::FinishStates() {
  for (const PhraseEntry& phrase : matcher_->phrases_) {
    if (phrase.is_plain != 0) continue;
    CloseEpsilons(phrase);
    matcher_->largest_phrase_ = std::max(matcher_->largest_phrase_, phrase.end - phrase.begin);
  }
  matcher_->states_.reserve(states_.size() + 1);
  const auto push_state = [&](bool accepts) {
    matcher_->states_.push_back(
        {matcher_->edges_.size(), matcher_->epsilons_.size() | (accepts ? State::kAccepts : 0)});
  };
  for (BuildState& state : states_) {
    push_state(state.accepts);
    SortUnique(&state.edges);
    AddGate(state.edges);
    for (const Edge& edge : state.edges) {
      matcher_->edges_.push_back({symbols_.ReferenceTo(edge.symbol), edge.target});
    }
    SortUnique(&state.epsilons);
    matcher_->epsilons_.append(state.epsilons.data(),
                               state.epsilons.data() + state.epsilons.size());
  }
  push_state(false);
  for (uint32_t& symbol : matcher_->plain_symbols_) symbol = symbols_.ReferenceTo(symbol);
}

void Compiler::AddToRows(uint32_t symbol, const Trigger& trigger) {
  if (symbol < kFirstTokenSymbol) {
    RowOf(&by_entity_, symbol)->push_back(trigger);
    return;
  }
  const SymbolTable& table = matcher_->symbols_;
  table.ForEachWord(symbol, [&](uint32_t word) { RowOf(&by_word_, word)->push_back(trigger); });
  for (const Atom& atom : symbols_.members(symbol).atoms) {
    if (atom.sort() == AtomSort::kPrefix) RowOf(&by_prefix_, atom.id())->push_back(trigger);
    if (atom.sort() == AtomSort::kClass) RowOf(&by_class_, atom.id())->push_back(trigger);
  }
}

void Compiler::AddTrigger(const TriggerChoice& choice, uint32_t phrase) {
  Trigger trigger;
  trigger.phrase = phrase;
  trigger.before = symbols_.ReferenceTo(choice.before);
  trigger.behind = symbols_.ReferenceTo(choice.behind);
  trigger.groups = matcher_->phrases_[phrase].groups;
  const auto cap = [](uint32_t offset) {
    return static_cast<uint8_t>(std::min<uint32_t>(offset, kAnyOffset));
  };
  trigger.min_offset = cap(choice.min_offset);
  trigger.max_offset = cap(choice.max_offset);
  if (choice.symbol < kFirstTokenSymbol) return AddToRows(choice.symbol, trigger);
  const SymbolTableBuilder::Members& members = symbols_.members(choice.symbol);
  trigger.capitals = members.capitals ? 1 : 0;
  if (members.atoms.size() <= kWordsInRows) return AddToRows(choice.symbol, trigger);

  uint32_t* const row = RowOf(&symbol_rows_, choice.symbol);
  if (*row == 0) {
    by_symbol_.emplace_back();
    *row = static_cast<uint32_t>(by_symbol_.size());
    Trigger link;
    link.phrase = Trigger::kLink | (*row - 1);
    link.groups = 0xFF;
    AddToRows(choice.symbol, link);
  }
  by_symbol_[*row - 1].push_back(trigger);
}

void Compiler::FinishTriggers() {
  TriggerChooser chooser(&use_, &symbols_);
  std::vector<std::vector<TriggerChoice>> choices;
  choices.reserve(bodies_.size());
  for (const Phrase& phrase : bodies_) {
    choices.push_back(chooser.Choose(phrase.body));
    ShareRange(&choices.back());
    PhraseEntry& entry = matcher_->phrases_[choices.size() - 1];
    if (entry.is_plain == 0) entry.first = symbols_.ReferenceTo(chooser.FirstSymbol(phrase.body));
  }
  matcher_->symbols_ = symbols_.Finish();  // choosing may have asked for new ones
  by_word_.resize(vocabulary_.size());
  by_prefix_.resize(matcher_->symbols_.prefix_count());
  by_class_.resize(kTokenClasses);
  by_entity_.resize(kEntityKinds);
  for (uint32_t phrase = 0; phrase < choices.size(); ++phrase) {
    for (const TriggerChoice& choice : choices[phrase]) AddTrigger(choice, phrase);
  }
  for (uint32_t c = 0; c < kTokenClasses; ++c) {
    if (!by_class_[c].empty()) {
      matcher_->trigger_classes_ = matcher_->trigger_classes_ | (1u << c);
    }
  }
  matcher_->by_word_ = FlattenRows(by_word_);
  matcher_->by_prefix_ = FlattenRows(by_prefix_);
  matcher_->by_class_ = FlattenRows(by_class_);
  matcher_->by_entity_ = FlattenRows(by_entity_);
  matcher_->by_symbol_ = FlattenRows(by_symbol_);
}

std::unique_ptr<Matcher> Compiler::Finish() {
  FinishStates();
  FinishTriggers();
  matcher_->phrases_.shrink_to_fit();
  matcher_->plain_symbols_.shrink_to_fit();
  matcher_->edges_.shrink_to_fit();
  matcher_->epsilons_.shrink_to_fit();
  return std::move(matcher_);
}

}  // namespace rapport::phrase
