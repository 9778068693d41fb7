// What Match relies on, checked for a matcher that was read from an archive.

#include <vector>

#include "phrase/matcher.h"

namespace rapport::phrase {
namespace {

// What a reference to a symbol that is no entity may be; for what says anything, see
// SymbolTable::Has. Without branches, since there are very many.
struct References {
  uint32_t symbols;

  bool Has(uint32_t ref) const {
    const bool is_word = (ref & (kOneWord | Trigger::kLink)) == kOneWord;
    return is_word | ((ref & ~kWordsAlone) - kFirstTokenSymbol < symbols);
  }
  bool HasOrNone(uint32_t ref) const { return Has(ref) | (ref == kNoSymbol); }
};

}  // namespace

// The states of a phrase lead to one another alone, and none of those that can be reached without a
// token ends it: a match has a token.
bool Matcher::HasValidStates(const PhraseEntry& phrase) const {
  const auto is_own = [&](uint32_t s) { return s - phrase.begin < phrase.end - phrase.begin; };
  const State* const begin = &states_[phrase.begin];
  const State* const end = &states_[phrase.end];
  uint32_t failed = 0;
  for (uint32_t i = begin->edges; i < end->edges; ++i) {
    failed |= static_cast<uint32_t>(!is_own(edges_[i].target) & (edges_[i].target != Edge::kGate));
  }
  for (uint32_t i = begin->first_epsilon(); i < end->first_epsilon(); ++i) {
    failed |= static_cast<uint32_t>(!is_own(epsilons_[i]));
  }
  if (failed != 0) return false;
  if (begin[0].first_epsilon() == begin[1].first_epsilon()) {
    return (begin->epsilons & State::kAccepts) == 0;
  }
  std::vector<bool> seen(phrase.end - phrase.begin, false);
  std::vector<uint32_t> pending = {phrase.begin};
  while (!pending.empty()) {
    const uint32_t s = pending.back();
    pending.pop_back();
    if (seen[s - phrase.begin]) continue;
    seen[s - phrase.begin] = true;
    if ((states_[s].epsilons & State::kAccepts) != 0) return false;
    const uint32_t last = states_[s + 1].first_epsilon();
    for (uint32_t i = states_[s].first_epsilon(); i < last; ++i) pending.push_back(epsilons_[i]);
  }
  return true;
}

bool Matcher::HasValidPhrases(uint32_t tags) const {
  if (states_.empty()) return false;
  const uint32_t states = states_.size() - 1;
  uint32_t failed = 0;
  for (uint32_t i = 0; i < states; ++i) {
    const State *const a = &states_[i], *const b = a + 1;
    failed |=
        static_cast<uint32_t>((b->edges < a->edges) | (b->first_epsilon() < a->first_epsilon()));
  }
  if (failed != 0 || states_[states].edges != edges_.size() ||
      states_[states].first_epsilon() != epsilons_.size() || largest_phrase_ > states) {
    return false;
  }
  const References references{symbols_.symbol_count()};
  if (!AllOf(plain_symbols_, [&](uint32_t ref) { return references.Has(ref); }) ||
      !AllOf(edges_,
             [&](const Edge& edge) {
               const bool is_step = edge.target != Edge::kGate;
               return references.Has(edge.symbol) | (is_step & (edge.symbol < kFirstTokenSymbol));
             }) ||
      !AllOf(phrases_, [&](const PhraseEntry& p) { return references.HasOrNone(p.first); })) {
    return false;
  }
  // Phrases take their parts of both arrays one after another.
  uint32_t next_symbol = 0, next_state = 0;
  for (const PhraseEntry& phrase : phrases_) {
    uint32_t& next = phrase.is_plain != 0 ? next_symbol : next_state;
    const uint32_t most = phrase.is_plain != 0 ? plain_symbols_.size() : states;
    if (phrase.tag >= tags || phrase.begin != next || phrase.end <= next || phrase.end > most) {
      return false;
    }
    next = phrase.end;
    if (phrase.is_plain != 0) continue;
    if (phrase.end - phrase.begin > largest_phrase_ || !HasValidStates(phrase)) return false;
  }
  return true;
}

bool Matcher::HasValidRows(const TriggerRows& rows, uint32_t count) const {
  if (rows.begins.size() != count + 1 || !IsRising(rows.begins) ||
      rows.begins.back() > rows.triggers.size()) {
    return false;
  }
  // A row of by_symbol_ links to none, so that waking ends.
  const uint32_t links = &rows == &by_symbol_ ? 0 : by_symbol_.begins.size() - 1;
  const uint32_t phrases = phrases_.size();
  const References references{symbols_.symbol_count()};
  return AllOf(rows.triggers, [&](const Trigger& t) {
    const bool is_link = (t.phrase & Trigger::kLink) != 0;
    return references.HasOrNone(t.before) & references.HasOrNone(t.behind) &
           ((t.phrase & ~Trigger::kLink) < (is_link ? links : phrases));
  });
}

bool Matcher::IsValid(uint32_t tags) const {
  if (!symbols_.IsValid() || !HasValidPhrases(tags)) return false;
  if (by_word_.begins.empty() || by_symbol_.begins.empty()) return false;
  return HasValidRows(by_word_, by_word_.begins.size() - 1) &&
         HasValidRows(by_prefix_, symbols_.prefix_count()) &&
         HasValidRows(by_class_, kTokenClasses) && HasValidRows(by_entity_, kEntityKinds) &&
         HasValidRows(by_symbol_, by_symbol_.begins.size() - 1) &&
         trigger_classes_ < (1u << kTokenClasses);
}

}  // namespace rapport::phrase
