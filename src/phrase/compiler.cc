#include "phrase/compiler.h"

#include <algorithm>

namespace rapport::phrase {
namespace {

constexpr uint32_t kRoots = 3;

// Atoms of the three sorts in one numbering: the sort in the two high bits.
constexpr uint32_t kClassAtom = 0u << 30;
constexpr uint32_t kWordAtom = 1u << 30;
constexpr uint32_t kPrefixAtom = 2u << 30;
constexpr uint32_t kAtomId = (1u << 30) - 1;

template <typename T>
void SortUnique(std::vector<T>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

IntegerLists Flatten(std::vector<std::vector<uint32_t>> lists) {
  IntegerLists flat;
  flat.begins.reserve(lists.size() + 1);
  for (std::vector<uint32_t>& list : lists) {
    SortUnique(&list);
    flat.begins.push_back(static_cast<uint32_t>(flat.values.size()));
    flat.values.insert(flat.values.end(), list.begin(), list.end());
  }
  flat.begins.push_back(static_cast<uint32_t>(flat.values.size()));
  flat.values.shrink_to_fit();
  return flat;
}

}  // namespace

Compiler::Compiler(const Lists* lists) : lists_(*lists), states_(kRoots) {}

uint32_t Compiler::NewState() {
  states_.emplace_back();
  return static_cast<uint32_t>(states_.size() - 1);
}

void Compiler::Add(uint32_t tag, const Phrase& phrase) {
  auto state = static_cast<uint32_t>(phrase.start);
  for (const Node& element : phrase.body.children) {
    const auto [child, is_new] =
        children_.try_emplace({state, Print(element, lists_)}, uint32_t{0});
    if (is_new) {
      child->second = NewState();
      Connect(state, element, child->second, false);
    }
    state = child->second;
  }
  states_[state].accepts.push_back({tag, phrase.end});
}

void Compiler::Connect(uint32_t from, const Node& node, uint32_t to, bool capitals) {
  switch (node.kind) {
    case NodeKind::kLiteral:
    case NodeKind::kPrefix:
    case NodeKind::kToken:
      states_[from].edges.push_back({Symbol({Atom(node)}, capitals), to});
      break;
    case NodeKind::kEntity:
      states_[from].edges.push_back({static_cast<uint32_t>(node.entity), to});
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
  const bool is_list = node.kind == NodeKind::kList;
  const std::vector<Node>& alternatives =
      is_list ? lists_[node.list].items.children : node.children;
  Atoms atoms;
  for (const Node& alternative : alternatives) {
    if (!IsSingleToken(alternative)) {
      Connect(from, alternative, to, capitals);
    } else if (!is_list || !list_symbols_.contains({node.list, capitals})) {
      atoms.push_back(Atom(alternative));
    }
  }
  if (!atoms.empty()) {
    const uint32_t symbol = Symbol(std::move(atoms), capitals);
    if (is_list) list_symbols_[{node.list, capitals}] = symbol;
    states_[from].edges.push_back({symbol, to});
  } else if (is_list) {
    const auto it = list_symbols_.find({node.list, capitals});
    if (it != list_symbols_.end()) states_[from].edges.push_back({it->second, to});
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

uint32_t Compiler::Atom(const Node& node) {
  if (node.kind == NodeKind::kLiteral) return kWordAtom | words_.Intern(node.key);
  if (node.kind == NodeKind::kPrefix) return kPrefixAtom | prefixes_.Intern(node.key);
  return kClassAtom | static_cast<uint32_t>(node.token_class);
}

uint32_t Compiler::Symbol(Atoms atoms, bool capitals) {
  SortUnique(&atoms);
  const auto [it, is_new] = symbols_.try_emplace({std::move(atoms), capitals}, next_symbol_);
  if (is_new) ++next_symbol_;
  return it->second;
}

// The edges of the root and of all states that it reaches without a token: a phrase may begin with
// something optional, and must not cost a visit at every token for it.
IntegerLists Compiler::StartTable(uint32_t root) const {
  std::vector<uint32_t> reached = {root};
  std::vector<bool> seen(states_.size(), false);
  seen[root] = true;
  std::vector<std::vector<uint32_t>> targets(next_symbol_);
  for (size_t i = 0; i < reached.size(); ++i) {
    const BuildState& state = states_[reached[i]];
    for (const Edge& edge : state.edges) targets[edge.symbol].push_back(edge.target);
    for (uint32_t next : state.epsilons) {
      if (!seen[next]) reached.push_back(next);
      seen[next] = true;
    }
  }
  return Flatten(std::move(targets));
}

void Compiler::FinishSymbols(Automaton* automaton) {
  std::vector<std::vector<uint32_t>> of_words(words_.size());
  std::vector<std::vector<uint32_t>> of_prefixes(prefixes_.size());
  std::vector<std::vector<uint32_t>> of_classes(kTokenClasses);
  for (const auto& [key, symbol] : symbols_) {
    const uint32_t value = (symbol << 1) | (key.second ? 1 : 0);
    for (uint32_t atom : key.first) {
      const uint32_t id = atom & kAtomId;
      if ((atom & ~kAtomId) == kWordAtom) {
        of_words[id].push_back(value);
      } else if ((atom & ~kAtomId) == kPrefixAtom) {
        of_prefixes[id].push_back(value);
      } else {
        of_classes[id].push_back(value);
      }
    }
  }
  for (uint32_t c = 0; c < kTokenClasses; ++c) {
    if (!of_classes[c].empty()) automaton->classes_.push_back(static_cast<TokenClass>(c));
  }
  for (uint32_t i = 0; i < prefixes_.size(); ++i) {
    automaton->prefix_lengths_.push_back(static_cast<uint32_t>(prefixes_.word(i).size()));
  }
  SortUnique(&automaton->prefix_lengths_);
  automaton->word_symbols_ = Flatten(std::move(of_words));
  automaton->prefix_symbols_ = Flatten(std::move(of_prefixes));
  automaton->class_symbols_ = Flatten(std::move(of_classes));
  words_.ShrinkToFit();
  prefixes_.ShrinkToFit();
  automaton->words_ = std::move(words_);
  automaton->prefixes_ = std::move(prefixes_);
}

std::unique_ptr<const Automaton> Compiler::Finish() {
  auto automaton = std::make_unique<Automaton>();
  for (uint32_t root = 0; root < kRoots; ++root) automaton->starts_[root] = StartTable(root);
  FinishSymbols(automaton.get());
  automaton->states_.reserve(states_.size() + 1);
  const auto push_state = [&] {
    automaton->states_.push_back({static_cast<uint32_t>(automaton->edges_.size()),
                                  static_cast<uint32_t>(automaton->epsilons_.size()),
                                  static_cast<uint32_t>(automaton->accepts_.size())});
  };
  for (uint32_t i = 0; i < states_.size(); ++i) {
    push_state();
    if (i < kRoots) continue;  // their edges are in the start tables
    BuildState& state = states_[i];
    SortUnique(&state.edges);
    automaton->edges_.insert(automaton->edges_.end(), state.edges.begin(), state.edges.end());
    SortUnique(&state.epsilons);
    automaton->epsilons_.insert(automaton->epsilons_.end(), state.epsilons.begin(),
                                state.epsilons.end());
    automaton->accepts_.insert(automaton->accepts_.end(), state.accepts.begin(),
                               state.accepts.end());
  }
  push_state();
  automaton->edges_.shrink_to_fit();
  automaton->epsilons_.shrink_to_fit();
  automaton->accepts_.shrink_to_fit();
  return automaton;
}

}  // namespace rapport::phrase
