#include "phrase/automaton_builder.h"

#include <algorithm>

namespace rapport::phrase {
namespace {

template <typename T>
void SortUnique(std::vector<T>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

}  // namespace

uint32_t AutomatonBuilder::Add(const Node& body, std::vector<uint32_t>* named) {
  states_.clear();
  const uint32_t first = NewState();
  const uint32_t last = NewState();
  states_[last].accepts = true;
  Connect(first, body, last, false);
  size_t edges = 0;
  for (const PhraseState& state : states_) {
    edges += state.edges.size();
    for (const Edge& edge : state.edges) {
      if (edge.symbol >= kFirstTokenSymbol) named->push_back(edge.symbol);
    }
  }

  sets_.clear();
  edges_left_ = 3 * edges + 32;
  too_large_ = false;
  const size_t before = shared_.size();
  const uint32_t shared = ShareSet({first});
  if (!too_large_) return shared;
  Forget(before);
  as_they_are_.assign(states_.size(), 0);
  return ShareAsItIs(first);
}

uint32_t AutomatonBuilder::NewState() {
  states_.emplace_back();
  return static_cast<uint32_t>(states_.size() - 1);
}

void AutomatonBuilder::AddEdge(uint32_t from, uint32_t symbol, uint32_t to) {
  states_[from].edges.push_back({symbol, to});
}

void AutomatonBuilder::Connect(uint32_t from, const Node& node, uint32_t to, bool capitals) {
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
      states_[from].empty.push_back(to);
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
void AutomatonBuilder::ConnectAlternatives(uint32_t from, const Node& node, uint32_t to,
                                           bool capitals) {
  const uint32_t singles = symbols_.SingleTokensOf(node, capitals);
  if (singles != kNoSymbol) AddEdge(from, singles, to);
  for (const Node& alternative : symbols_.AlternativesOf(node)) {
    if (!IsSingleToken(alternative)) Connect(from, alternative, to, capitals);
  }
}

void AutomatonBuilder::ConnectGap(uint32_t from, uint32_t size, uint32_t to) {
  Node anything;
  anything.kind = NodeKind::kToken;
  for (uint32_t i = 0; i < size; ++i) {
    states_[from].empty.push_back(to);
    const uint32_t next = i + 1 < size ? NewState() : to;
    Connect(from, anything, next, false);
    from = next;
  }
}

// The shared state of states that are reached together. Stops, with any result, when the phrase
// turns out too large.
uint32_t AutomatonBuilder::ShareSet(const Set& set) {
  const auto it = sets_.find(set);
  if (it != sets_.end()) return it->second;
  Set reached = set;
  BuiltState made;
  std::vector<std::pair<uint32_t, uint32_t>> edges;  // symbol and target
  for (size_t i = 0; i < reached.size(); ++i) {
    const PhraseState& state = states_[reached[i]];
    made.accepts = made.accepts || state.accepts;
    for (const Edge& edge : state.edges) edges.emplace_back(edge.symbol, edge.target);
    for (uint32_t next : state.empty) {
      if (std::find(reached.begin(), reached.end(), next) == reached.end()) reached.push_back(next);
    }
  }
  SortUnique(&edges);
  size_t symbols = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    symbols += i == 0 || edges[i].first != edges[i - 1].first ? 1 : 0;
  }
  if (symbols > edges_left_) too_large_ = true;
  if (too_large_) return 0;
  edges_left_ -= symbols;
  for (size_t i = 0; i < edges.size();) {
    const uint32_t symbol = edges[i].first;
    Set behind;
    for (; i < edges.size() && edges[i].first == symbol; ++i) behind.push_back(edges[i].second);
    made.edges.push_back({symbol, ShareSet(behind)});
    if (too_large_) return 0;
  }
  const uint32_t shared = Share(std::move(made));
  sets_[set] = shared;
  return shared;
}

uint32_t AutomatonBuilder::ShareAsItIs(uint32_t state) {
  if (as_they_are_[state] != 0) return as_they_are_[state] - 1;
  BuiltState made;
  made.accepts = states_[state].accepts;
  made.edges = states_[state].edges;
  for (uint32_t next : states_[state].empty) made.edges.push_back({kNothing, next});
  for (Edge& edge : made.edges) edge.target = ShareAsItIs(edge.target);
  const uint32_t shared = Share(std::move(made));
  as_they_are_[state] = shared + 1;
  return shared;
}

AutomatonBuilder::Key AutomatonBuilder::KeyOf(const BuiltState& state) {
  Key key{state.accepts, {}};
  for (const Edge& edge : state.edges) {
    key.second.push_back(uint64_t{edge.symbol} << 32 | edge.target);
  }
  return key;
}

uint32_t AutomatonBuilder::Share(BuiltState state) {
  SortUnique(&state.edges);
  const auto next = static_cast<uint32_t>(shared_.size());
  const auto [it, is_new] = by_key_.try_emplace(KeyOf(state), next);
  if (is_new) shared_.push_back(std::move(state));
  return it->second;
}

void AutomatonBuilder::Forget(size_t first) {
  while (shared_.size() > first) {
    by_key_.erase(KeyOf(shared_.back()));
    shared_.pop_back();
  }
}

}  // namespace rapport::phrase
