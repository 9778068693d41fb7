#include "phrase/trigger_choice.h"

#include <algorithm>
#include <utility>

namespace rapport::phrase {
namespace {

// Guesses of how often a token of a text is in each, against 1 for a word that no phrase names.
constexpr uint64_t kEveryToken = 1'000'000;
constexpr uint64_t kRareClass = 200;
constexpr uint64_t kPrefix = 6;
constexpr uint64_t kCostOfEntity[kEntityKinds] = {800, 150, 60, 300, 250, 100, 60};
// A woken phrase that no neighbour puts back to sleep costs this much more.
constexpr uint64_t kUncheckedFactor = 4;
// Sets of more atoms than this are not worth the memory of a guess.
constexpr size_t kLargestGuess = 512;

uint64_t CostOfClass(TokenClass token_class) {
  switch (token_class) {
    case TokenClass::kAnything:
    case TokenClass::kAny:
    case TokenClass::kWord:
      return kEveryToken;
    default:
      return kRareClass;
  }
}

uint32_t Sum(uint32_t a, uint32_t b) { return std::min(a + b, kUnbounded); }

}  // namespace

void WordUse::Count(const SymbolTableBuilder::Members& members) {
  for (const Atom& atom : members.atoms) {
    if (atom.sort() != AtomSort::kWord) continue;
    if (atom.id() >= counts_.size()) counts_.resize(atom.id() + 1, 0);
    ++counts_[atom.id()];
  }
}

uint64_t TriggerChooser::CostOf(const std::vector<Atom>& atoms) const {
  uint64_t cost = 0;
  for (const Atom& atom : atoms) {
    switch (atom.sort()) {
      case AtomSort::kClass:
        cost += atom.id() < kTokenClasses
                    ? CostOfClass(static_cast<TokenClass>(atom.id()))
                    : kCostOfEntity[(atom.id() - kTokenClasses) % kEntityKinds];
        break;
      case AtomSort::kWord:
        cost += use_.Of(atom.id());
        break;
      case AtomSort::kPrefix:
        cost += kPrefix;
        break;
    }
  }
  return cost;
}

uint32_t TriggerChooser::GuessOf(const std::vector<Atom>& atoms, bool capitals) {
  if (atoms.size() > kLargestGuess || CostOf(atoms) >= kEveryToken) return kNoSymbol;
  return symbols_.Guess(atoms, capitals);
}

TriggerChooser::TokenSet TriggerChooser::Union(TokenSet a, const TokenSet& b) {
  if (!a.known || !b.known) return {};
  a.capitals = a.capitals && b.capitals;
  if (a.atoms.size() <= kLargestGuess)
    a.atoms.insert(a.atoms.end(), b.atoms.begin(), b.atoms.end());
  return a;
}

TriggerChooser::TokenSet TriggerChooser::Edge(const Node& node, Side side, bool capitals) {
  switch (node.kind) {
    case NodeKind::kEntity: {
      const uint32_t base = side == Side::kFirst ? kEntityBegins : kEntityEnds;
      return {true, capitals, {{AtomSort::kClass, base + static_cast<uint32_t>(node.entity)}}};
    }
    case NodeKind::kGap:
      return {};
    case NodeKind::kOptional:
      return Edge(node.children[0], side, capitals);
    case NodeKind::kCaps:
      return Edge(node.children[0], side, true);
    case NodeKind::kList:
    case NodeKind::kAlternatives: {
      TokenSet set{true, capitals, {}};
      for (const Node& alternative : symbols_.AlternativesOf(node)) {
        set = Union(std::move(set), Edge(alternative, side, capitals));
        if (!set.known || set.atoms.size() > kLargestGuess) return {};
      }
      return set;
    }
    case NodeKind::kSequence: {
      TokenSet set;
      for (size_t k = 0; k < node.children.size(); ++k) {
        const size_t i = side == Side::kFirst ? k : node.children.size() - 1 - k;
        TokenSet next = Edge(node.children[i], side, capitals);
        set = k == 0 ? std::move(next) : Union(std::move(set), next);
        if (!set.known || MinTokens(node.children[i]) > 0) return set;
      }
      return {};
    }
    default:
      return {true, capitals, {symbols_.AtomOf(node)}};
  }
}

TriggerChooser::TokenSet TriggerChooser::Neighbours(const std::vector<Node>& nodes, size_t i,
                                                    Side side, const Context& context) {
  const bool forward = side == Side::kFirst;
  TokenSet set;
  bool first = true;
  while (forward ? ++i < nodes.size() : i-- > 0) {
    TokenSet next = Edge(nodes[i], side, context.capitals);
    set = first ? std::move(next) : Union(std::move(set), next);
    first = false;
    if (!set.known || MinTokens(nodes[i]) > 0) return set;
  }
  const TokenSet& outside = forward ? context.behind : context.before;
  return first ? outside : Union(std::move(set), outside);
}

TriggerChooser::Plan TriggerChooser::PlanForSymbol(uint32_t symbol, const Context& context) {
  TriggerChoice choice;
  choice.symbol = symbol;
  choice.before = GuessOf(context.before);
  // What stands behind an entity is not the token behind its first.
  choice.behind = symbol < kFirstTokenSymbol ? kNoSymbol : GuessOf(context.behind);
  choice.min_offset = context.min_offset;
  choice.max_offset = context.max_offset;
  const bool checked = choice.before != kNoSymbol || choice.behind != kNoSymbol;
  const uint64_t cost = symbol < kFirstTokenSymbol ? kCostOfEntity[symbol] : CostOf(symbol);
  return {true, {choice}, cost * (checked ? 1 : kUncheckedFactor)};
}

uint32_t TriggerChooser::FirstSymbol(const Node& body) {
  return GuessOf(Edge(body, Side::kFirst, false));
}

TriggerChooser::Plan TriggerChooser::PlanForGroup(const Node& group, const Context& context) {
  Plan plan;
  plan.complete = true;
  const uint32_t singles = symbols_.SingleTokensOf(group, context.capitals);
  if (singles != kNoSymbol) plan = PlanForSymbol(singles, context);
  for (const Node& alternative : symbols_.AlternativesOf(group)) {
    if (IsSingleToken(alternative)) continue;
    Plan part = PlanFor(alternative, context);
    if (!part.complete) return {};
    plan.cost += part.cost;
    plan.choices.insert(plan.choices.end(), part.choices.begin(), part.choices.end());
  }
  return plan;
}

TriggerChooser::Plan TriggerChooser::PlanForSequence(const std::vector<Node>& nodes,
                                                     const Context& context) {
  Plan best;
  Context inner = context;
  for (size_t i = 0; i < nodes.size(); ++i) {
    inner.before = Neighbours(nodes, i, Side::kLast, context);
    inner.behind = Neighbours(nodes, i, Side::kFirst, context);
    Plan plan = PlanFor(nodes[i], inner);
    if (plan.complete && (!best.complete || plan.cost < best.cost)) {
      best = std::move(plan);
    }
    inner.min_offset = Sum(inner.min_offset, MinTokens(nodes[i]));
    inner.max_offset = Sum(inner.max_offset, LongestTokens(nodes[i]));
  }
  return best;
}

TriggerChooser::Plan TriggerChooser::PlanFor(const Node& node, const Context& context) {
  const uint32_t symbol = symbols_.SymbolOf(node, context.capitals);
  if (symbol != kNoSymbol) return PlanForSymbol(symbol, context);
  switch (node.kind) {
    case NodeKind::kEntity:
      return PlanForSymbol(static_cast<uint32_t>(node.entity), context);
    case NodeKind::kList:
    case NodeKind::kAlternatives:
      return PlanForGroup(node, context);
    case NodeKind::kSequence:
      return PlanForSequence(node.children, context);
    case NodeKind::kCaps: {
      Context inner = context;
      inner.capitals = true;
      return PlanFor(node.children[0], inner);
    }
    default:
      return {};  // a gap or something optional need not be there
  }
}

uint32_t TriggerChooser::MinTokens(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kGap:
    case NodeKind::kOptional:
      return 0;
    case NodeKind::kSequence: {
      uint32_t tokens = 0;
      for (const Node& child : node.children) tokens = Sum(tokens, MinTokens(child));
      return tokens;
    }
    case NodeKind::kCaps:
      return MinTokens(node.children[0]);
    case NodeKind::kList:
    case NodeKind::kAlternatives: {
      uint32_t tokens = kUnbounded;
      for (const Node& child : symbols_.AlternativesOf(node)) {
        tokens = std::min(tokens, MinTokens(child));
      }
      return tokens;
    }
    default:
      return 1;
  }
}

uint32_t TriggerChooser::LongestTokens(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kEntity:
      return kUnbounded;
    case NodeKind::kGap:
      return node.size;
    case NodeKind::kOptional:
    case NodeKind::kCaps:
      return LongestTokens(node.children[0]);
    case NodeKind::kSequence: {
      uint32_t tokens = 0;
      for (const Node& child : node.children) tokens = Sum(tokens, LongestTokens(child));
      return tokens;
    }
    case NodeKind::kList:
    case NodeKind::kAlternatives: {
      uint32_t tokens = 0;
      for (const Node& child : symbols_.AlternativesOf(node)) {
        tokens = std::max(tokens, LongestTokens(child));
      }
      return tokens;
    }
    default:
      return 1;
  }
}

std::vector<TriggerChoice> TriggerChooser::Choose(const Node& body) {
  return PlanFor(body, Context()).choices;
}

}  // namespace rapport::phrase
