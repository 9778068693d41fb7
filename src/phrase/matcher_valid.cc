// What Match relies on, checked for a matcher that was read from an archive.

#include <algorithm>
#include <vector>

#include "phrase/matcher.h"

namespace rapport::phrase {
namespace {

// What a reference to a symbol that takes a token may be; for what says anything, see
// SymbolTable::Has. Without branches, since there are very many.
struct References {
  uint32_t symbols;

  bool HasNumber(uint32_t number) const { return number - kFirstTokenSymbol < symbols; }
  bool Has(uint32_t ref) const {
    const bool is_word = (ref & (kOneWord | (1u << 31))) == kOneWord;
    return is_word | HasNumber(ref & ~kWordsAlone);
  }
  bool HasOrNone(uint32_t ref) const { return Has(ref) | (ref == kNoSymbol); }
  // Only a symbol of more than words is looked up.
  bool Has(Guard guard) const {
    return ((guard.bits & (Guard::kIsWord | Guard::kWordsAlone)) != 0) | (guard.bits == 0) |
           HasNumber(guard.number());
  }
};

// What an edge takes: one word, one of several, or something else. Matching relies on that order.
uint32_t RankOf(uint32_t symbol) { return symbol / kWordsAlone; }

}  // namespace

// Every edge leads to a state of a lower number, so that walking ends, and those of a state are in
// the order of what they take. There are very many, so they are looked at all together: where a
// state begins is noted by edge, and a gate is followed by a beginning, too.
bool Matcher::HasValidStates() const {
  const uint32_t edges = edges_.size();
  if (states_.empty() || states_.back().edges() != edges) return false;
  const References references{symbols_.symbol_count()};
  uint32_t failed = 0;
  for (uint32_t s = 0; s + 1 < states_.size(); ++s) {
    failed |= states_[s + 1].edges() < states_[s].edges() ? 1u : 0u;
  }
  if (failed != 0) return false;
  constexpr uint32_t kBegins = 1;
  std::vector<uint32_t> states(edges + size_t{2}, 0);  // by edge: its state * 2 + kBegins
  for (uint32_t s = 0; s + 1 < states_.size(); ++s) {
    const uint32_t begin = states_[s].edges();
    states[begin] = s * 2 + kBegins;
    if ((states_[s].bits & State::kGated) == 0) continue;
    if (begin == states_[s + 1].edges() || !references.Has(edges_[begin].symbol)) return false;
    states[begin + size_t{1}] = kBegins;
  }
  uint32_t bad = 0;
  for (uint32_t i = 0; i < edges; ++i) {
    const uint32_t symbol = edges_[i].symbol;
    bad |= references.Has(symbol) | (symbol <= kNothing) ? 0u : 1u;
  }
  for (uint32_t i = 1; i < edges; ++i) {
    const bool rises = RankOf(edges_[i].symbol) > RankOf(edges_[i - 1].symbol);
    bad |= rises & (states[i] == 0) ? 1u : 0u;
  }
  uint32_t state = 0;
  for (uint32_t i = 0; i < edges; ++i) {
    state = std::max(state, states[i] >> 1);
    bad |= edges_[i].target >= state ? 1u : 0u;
  }
  return bad == 0;
}

// Whether the phrase may end where it starts, by state. Edges lead to lower ones.
std::vector<bool> Matcher::EmptyStates() const {
  const uint32_t states = states_.size() - 1;
  std::vector<bool> ends(states, false);
  for (uint32_t s = 0; s < states; ++s) {
    ends[s] = (states_[s].bits & State::kAccepts) != 0;
    for (uint32_t i = states_[s].edges(); i < states_[s + 1].edges(); ++i) {
      const Edge edge = edges_[i];
      if (edge.symbol == kNothing && ends[edge.target]) ends[s] = true;
    }
  }
  return ends;
}

// A match has a token: no phrase may end where it starts.
bool Matcher::HasValidPhrases(uint32_t tags) const {
  const uint32_t states = states_.size() - 1;
  const bool has_empty_edges = !AllOf(edges_, [](const Edge& e) { return e.symbol != kNothing; });
  const std::vector<bool> is_empty = has_empty_edges ? EmptyStates() : std::vector<bool>();
  const References references{symbols_.symbol_count()};
  for (const PhraseEntry& phrase : phrases_) {
    if (phrase.tag >= tags || phrase.start >= states || !references.HasOrNone(phrase.first) ||
        (states_[phrase.start].bits & State::kAccepts) != 0 ||
        (has_empty_edges && is_empty[phrase.start])) {
      return false;
    }
  }
  const uint32_t phrases = phrases_.size();
  return AllOf(triggers_, [&](const Trigger& t) { return t.phrase < phrases; });
}

bool Matcher::HasValidRows(const TriggerRows& rows, uint32_t count) const {
  if (rows.begins.size() != count + 1 || !IsRising(rows.begins) ||
      rows.begins.back() > rows.entries.size()) {
    return false;
  }
  // A row of by_symbol_ links to none, so that waking ends.
  const uint32_t links = &rows == &by_symbol_ ? 0 : by_symbol_.begins.size() - 1;
  const uint32_t triggers = triggers_.size();
  const References references{symbols_.symbol_count()};
  return AllOf(rows.entries, [&](const RowEntry& entry) {
    const bool is_link = (entry.next & RowEntry::kLink) != 0;
    return references.Has(entry.guards[0]) & references.Has(entry.guards[1]) &
           ((entry.next & ~RowEntry::kLink) < (is_link ? links : triggers));
  });
}

bool Matcher::IsValid(uint32_t tags) const {
  if (!symbols_.IsValid() || !HasValidStates() || !HasValidPhrases(tags)) return false;
  if (by_word_.begins.empty() || by_symbol_.begins.empty()) return false;
  if (pair_shift_ < 12 || pair_shift_ > 31) return false;
  if (pair_filter_.size() < ((uint64_t{1} << (32 - pair_shift_ + kPairFilterLog2)) + 63) / 64) {
    return false;
  }
  return HasValidRows(by_word_, by_word_.begins.size() - 1) &&
         HasValidRows(by_pair_, 1u << (32 - pair_shift_)) &&
         HasValidRows(by_prefix_, symbols_.prefix_count()) &&
         HasValidRows(by_class_, kTokenClasses) && HasValidRows(by_entity_, kEntityKinds) &&
         HasValidRows(by_symbol_, by_symbol_.begins.size() - 1) &&
         trigger_classes_ < (1u << kTokenClasses);
}

}  // namespace rapport::phrase
