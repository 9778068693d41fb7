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
// To verify a phrase costs as much as to look at this many entries of rows.
constexpr double kCostOfVerifying = 20;
// A trigger of more pairs than this is not worth the memory.
constexpr size_t kMostPairs = 32;
// Wrong answers of the filter.
constexpr double kFilterPasses = 0.08;
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

// Turns a trigger and its first guard into a pair, seen from its second word.
void MakePair(TriggerChoice* choice) {
  const GuardChoice other = choice->guards[0];
  choice->guards[0] = choice->guards[1];
  choice->guards[1] = GuardChoice();
  choice->before = other.symbol;
  if (other.offset < 0) return;
  std::swap(choice->symbol, choice->before);
  choice->guards[0].offset -= 1;
  choice->min_offset = Sum(choice->min_offset, 1);
  choice->max_offset = Sum(choice->max_offset, 1);
}

}  // namespace

void WordUse::Count(const SymbolTableBuilder::Members& members) {
  for (const Atom& atom : members.atoms) {
    if (atom.sort() != AtomSort::kWord) continue;
    if (atom.id() >= counts_.size()) counts_.resize(atom.id() + 1, 0);
    ++counts_[atom.id()];
    ++total_;
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

uint32_t TriggerChooser::KeepSet(TokenSet set) {
  if (!set.known) return kNoSet;
  set.cost = CostOf(set.atoms);
  sets_.push_back(std::move(set));
  return static_cast<uint32_t>(sets_.size() - 1);
}

uint32_t TriggerChooser::KeepUnion(uint32_t a, uint32_t b) {
  return a == kNoSet || b == kNoSet ? kNoSet : KeepSet(Union(sets_[a], sets_[b]));
}

TriggerChooser::Element TriggerChooser::ElementOf(const Node& node, bool capitals) {
  Element element;
  element.min_tokens = MinTokens(node);
  element.max_tokens = LongestTokens(node);
  element.first = KeepSet(Edge(node, Side::kFirst, capitals));
  element.last = IsSingleToken(node) ? element.first : KeepSet(Edge(node, Side::kLast, capitals));
  return element;
}

void TriggerChooser::FindAround(const std::vector<Element>& elements, size_t i, Side side,
                                const Context& context, Surroundings* around) {
  constexpr auto kReach = static_cast<uint32_t>(Guard::kReach);
  const bool forward = side == Side::kFirst;
  around->next = kNoSet;
  around->near.clear();
  uint32_t from = 1, to = 1;  // where the next element begins, or ends
  bool next_is_done = false;
  const auto extend_next = [&](uint32_t set, bool first) {
    around->next = first ? set : KeepUnion(around->next, set);
    next_is_done = around->next == kNoSet;
  };
  bool first = true;
  while (to <= kReach && (forward ? ++i < elements.size() : i-- > 0)) {
    const Element& element = elements[i];
    const uint32_t set = forward ? element.first : element.last;
    if (!next_is_done) extend_next(set, first);
    first = false;
    if (element.min_tokens > 0) {
      next_is_done = true;
      if (set != kNoSet) around->near.push_back({set, from, to});
    }
    from = Sum(from, element.min_tokens);
    to = Sum(to, element.max_tokens);
  }
  const Surroundings& outside = forward ? context.behind : context.before;
  if (to > kReach) {
    if (!next_is_done) around->next = kNoSet;
  } else if (!next_is_done) {
    extend_next(outside.next, first);
  }
  for (Neighbour neighbour : outside.near) {
    neighbour.from += from - 1;
    neighbour.to += to - 1;
    if (neighbour.to <= kReach) around->near.push_back(neighbour);
  }
  const bool has_next = std::any_of(around->near.begin(), around->near.end(),
                                    [](const Neighbour& n) { return n.to == 1; });
  if (around->next != kNoSet && !has_next) around->near.push_back({around->next, 1, 1});
}

double TriggerChooser::SharePassing(const Neighbour& neighbour, double wrong_answers) const {
  const double all = 1000 + static_cast<double>(use_.total());
  const double one = static_cast<double>(sets_[neighbour.set].cost) / all + wrong_answers;
  return std::min(1.0, one * (neighbour.to - neighbour.from + 1));
}

// Adds what may be asked of one side, at its place among what is there.
void TriggerChooser::AddAsked(const Surroundings& surroundings, bool behind) {
  for (const Neighbour& neighbour : surroundings.near) {
    const TokenSet& set = sets_[neighbour.set];
    const bool can_be = neighbour.to - neighbour.from <= Guard::kMaxMore &&
                        set.atoms.size() <= kLargestGuess && set.cost < kEveryToken;
    if (!can_be) continue;
    const bool one_word = set.atoms.size() == 1 && set.atoms[0].sort() == AtomSort::kWord;
    const Asked made{neighbour, behind, SharePassing(neighbour, one_word ? 0 : kFilterPasses)};
    const auto place =
        std::upper_bound(asked_.begin(), asked_.end(), made,
                         [](const Asked& a, const Asked& b) { return a.passes < b.passes; });
    asked_.insert(place, made);
  }
}

TriggerChooser::Plan TriggerChooser::PlanForSymbol(uint32_t symbol, const Context& context) {
  PlannedTrigger trigger;
  trigger.choice.symbol = symbol;
  trigger.choice.min_offset = context.min_offset;
  trigger.choice.max_offset = context.max_offset;
  asked_.clear();
  AddAsked(context.before, /*behind=*/false);
  // What stands behind an entity is not the token behind its first.
  if (symbol >= kFirstTokenSymbol) AddAsked(context.behind, /*behind=*/true);
  double passing = 1;
  for (size_t i = 0; i < asked_.size() && i < 2; ++i) passing *= asked_[i].passes;
  const uint64_t times = symbol < kFirstTokenSymbol ? kCostOfEntity[symbol]
                                                    : CostOf(symbols_.members(symbol).atoms) + 1;
  double cost = static_cast<double>(times) * (1 + kCostOfVerifying * passing);
  for (size_t i = 0; i < asked_.size() && i < 2; ++i) {
    trigger.guards[trigger.guard_count++] = asked_[i];
  }
  if (symbol >= kFirstTokenSymbol) {
    cost = TryPairs(static_cast<double>(times), cost, &trigger);
  }
  Plan plan;
  plan.complete = true;
  plan.triggers.push_back(trigger);
  plan.cost = cost;
  return plan;
}

double TriggerChooser::TryPairs(double times, double cost, PlannedTrigger* trigger) const {
  const auto is_words = [](const std::vector<Atom>& atoms) {
    return std::all_of(atoms.begin(), atoms.end(),
                       [](const Atom& atom) { return atom.sort() == AtomSort::kWord; });
  };
  const std::vector<Atom>& words = symbols_.members(trigger->choice.symbol).atoms;
  if (!is_words(words)) return cost;
  for (size_t i = 0; i < asked_.size(); ++i) {
    const std::vector<Atom>& others = sets_[asked_[i].neighbour.set].atoms;
    if (asked_[i].neighbour.to > 1 || words.size() * others.size() > kMostPairs) continue;
    if (!is_words(others)) continue;
    const size_t guard = i == 0 ? 1 : 0;  // the best of what is left
    const double passing = guard < asked_.size() ? asked_[guard].passes : 1;
    const double with_pairs =
        times * SharePassing(asked_[i].neighbour, 0) * (1 + kCostOfVerifying * passing);
    if (with_pairs >= cost) continue;
    cost = with_pairs;
    trigger->is_pair = true;
    trigger->guard_count = 0;
    trigger->guards[trigger->guard_count++] = asked_[i];
    if (guard < asked_.size()) trigger->guards[trigger->guard_count++] = asked_[guard];
  }
  return cost;
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
    plan.triggers.insert(plan.triggers.end(), part.triggers.begin(), part.triggers.end());
  }
  return plan;
}

TriggerChooser::Plan TriggerChooser::PlanForSequence(const std::vector<Node>& nodes,
                                                     const Context& context) {
  Plan best;
  std::vector<Element> elements;
  elements.reserve(nodes.size());
  for (const Node& node : nodes) elements.push_back(ElementOf(node, context.capitals));
  Context inner = context;
  for (size_t i = 0; i < nodes.size(); ++i) {
    FindAround(elements, i, Side::kLast, context, &inner.before);
    FindAround(elements, i, Side::kFirst, context, &inner.behind);
    Plan plan = PlanFor(nodes[i], inner);
    if (plan.complete && (!best.complete || plan.cost < best.cost)) {
      best = std::move(plan);
    }
    inner.min_offset = Sum(inner.min_offset, elements[i].min_tokens);
    inner.max_offset = Sum(inner.max_offset, elements[i].max_tokens);
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
  sets_.clear();
  std::vector<TriggerChoice> choices;
  for (const PlannedTrigger& trigger : PlanFor(body, Context()).triggers) {
    TriggerChoice choice = trigger.choice;
    for (size_t i = 0; i < trigger.guard_count; ++i) {
      const Neighbour& neighbour = trigger.guards[i].neighbour;
      const TokenSet& set = sets_[neighbour.set];
      const auto nearest = static_cast<int32_t>(neighbour.from);
      const auto farthest = static_cast<int32_t>(neighbour.to);
      choice.guards[i] = {GuessOf(set.atoms, set.capitals),
                          trigger.guards[i].behind ? nearest : -farthest,
                          neighbour.to - neighbour.from};
    }
    if (trigger.is_pair) MakePair(&choice);
    choices.push_back(choice);
  }
  return choices;
}

}  // namespace rapport::phrase
