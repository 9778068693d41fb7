#include "phrase/automaton_builder.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/hash/hash.h"
#include "base/absl_view.h"

namespace rapport::phrase {
namespace {

template <typename T>
void SortUnique(std::vector<T>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

}  // namespace

size_t AutomatonBuilder::HashOfState::operator()(uint32_t number) const {
  const BuiltState state = builder->state(number);
  const std::string_view bytes(reinterpret_cast<const char*>(state.begin),
                               state.size() * sizeof(Edge));
  return absl::Hash<std::pair<bool, absl::string_view>>()({state.accepts, AbslView(bytes)});
}

bool AutomatonBuilder::SameState::operator()(uint32_t a, uint32_t b) const {
  const BuiltState one = builder->state(a), other = builder->state(b);
  return one.accepts == other.accepts && std::equal(one.begin, one.end, other.begin, other.end);
}

uint32_t AutomatonBuilder::Add(const Node& body, std::vector<uint32_t>* named) {
  state_count_ = 0;
  const uint32_t first = NewState();
  const uint32_t last = NewState();
  states_[last].accepts = true;
  Connect(first, body, last, false);
  size_t edges = 0;
  for (uint32_t i = 0; i < state_count_; ++i) {
    edges += states_[i].edges.size();
    for (const Edge& edge : states_[i].edges) {
      if (edge.symbol >= kFirstTokenSymbol) named->push_back(edge.symbol);
    }
  }

  sets_.clear();
  done_.assign(state_count_, 0);
  edges_left_ = 3 * edges + 32;
  too_large_ = false;
  const uint32_t before = size();
  const uint32_t shared = ShareState(first);
  if (!too_large_) return shared;
  Forget(before);
  done_.assign(state_count_, 0);
  return ShareAsItIs(first);
}

uint32_t AutomatonBuilder::NewState() {
  if (state_count_ == states_.size()) states_.emplace_back();
  PhraseState& state = states_[state_count_];
  state.edges.clear();
  state.empty.clear();
  state.accepts = false;
  return state_count_++;
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

// The shared state of one state, and of states that are reached together. Both stop, with any
// result, when the phrase turns out too large.
uint32_t AutomatonBuilder::ShareState(uint32_t state) {
  if (done_[state] != 0) return done_[state] - 1;
  const PhraseState& from = states_[state];
  uint32_t shared = 0;
  if (!from.empty.empty() || from.edges.size() > 1) {
    shared = ShareReached({state});
  } else if (from.edges.empty()) {
    shared = Share(nullptr, 0, from.accepts);
  } else {  // a word of many
    if (edges_left_ == 0) too_large_ = true;
    if (too_large_) return 0;
    --edges_left_;
    const Edge edge{from.edges[0].symbol, ShareState(from.edges[0].target)};
    if (too_large_) return 0;
    shared = Share(&edge, 1, from.accepts);
  }
  done_[state] = shared + 1;
  return shared;
}

uint32_t AutomatonBuilder::ShareSet(const Set& set) {
  if (set.size() == 1) return ShareState(set[0]);
  const auto it = sets_.find(set);
  if (it != sets_.end()) return it->second;
  const uint32_t shared = ShareReached(set);
  sets_[set] = shared;
  return shared;
}

uint32_t AutomatonBuilder::ShareReached(Set reached) {
  bool accepts = false;
  std::vector<std::pair<uint32_t, uint32_t>> edges;  // symbol and target
  for (size_t i = 0; i < reached.size(); ++i) {
    const PhraseState& state = states_[reached[i]];
    accepts = accepts || state.accepts;
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
  std::vector<Edge> made;
  made.reserve(symbols);
  for (size_t i = 0; i < edges.size();) {
    const uint32_t symbol = edges[i].first;
    Set behind;
    for (; i < edges.size() && edges[i].first == symbol; ++i) behind.push_back(edges[i].second);
    made.push_back({symbol, ShareSet(behind)});
    if (too_large_) return 0;
  }
  SortUnique(&made);
  return Share(made.data(), made.size(), accepts);
}

uint32_t AutomatonBuilder::ShareAsItIs(uint32_t state) {
  if (done_[state] != 0) return done_[state] - 1;
  std::vector<Edge> made = states_[state].edges;
  for (uint32_t next : states_[state].empty) made.push_back({kNothing, next});
  for (Edge& edge : made) edge.target = ShareAsItIs(edge.target);
  SortUnique(&made);
  const uint32_t shared = Share(made.data(), made.size(), states_[state].accepts);
  done_[state] = shared + 1;
  return shared;
}

// Adds the state, and takes it back when there is one like it.
uint32_t AutomatonBuilder::Share(const Edge* edges, size_t count, bool accepts) {
  const uint32_t next = size();
  shared_.push_back({edges_.size(), static_cast<uint32_t>(count), accepts});
  edges_.insert(edges_.end(), edges, edges + count);
  const auto [it, is_new] = numbers_.insert(next);
  if (!is_new) {
    edges_.resize(shared_.back().first);
    shared_.pop_back();
  }
  return *it;
}

void AutomatonBuilder::Forget(uint32_t first) {
  while (size() > first) {
    numbers_.erase(size() - 1);
    edges_.resize(shared_.back().first);
    shared_.pop_back();
  }
}

}  // namespace rapport::phrase
