// What Match relies on, checked for a matcher that was read from an archive.

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
uint32_t RankOf(uint32_t symbol) { return symbol >= kOneWord ? 2 : symbol >= kWordsAlone ? 1 : 0; }

// Whether what an edge takes comes before what that of the edge before it takes.
uint32_t Rises(const Array<Edge>& edges, uint32_t i) {
  return RankOf(edges[i].symbol) > RankOf(edges[i - 1].symbol) ? 1 : 0;
}

}  // namespace

// Every edge leads to a state of a lower number, so that walking ends. Edges are looked at all
// together where that is enough: there are very many.
bool Matcher::HasValidStates() const {
  if (states_.empty() || states_.back().edges() != edges_.size()) return false;
  const References references{symbols_.symbol_count()};
  if (!AllOf(edges_, [&](const Edge& edge) {
        return references.Has(edge.symbol) | (edge.symbol <= kNothing);
      })) {
    return false;
  }
  uint32_t rises = 0;  // those between states are none
  for (uint32_t i = 1; i < edges_.size(); ++i) rises += Rises(edges_, i);
  for (uint32_t s = 0; s + 1 < states_.size(); ++s) {
    const uint32_t begin = states_[s].edges();
    const uint32_t end = states_[s + 1].edges();
    if (begin > end || end > edges_.size()) return false;
    if (begin == end) {
      if ((states_[s].bits & State::kGated) != 0) return false;
      continue;
    }
    if (begin > 0) rises -= Rises(edges_, begin);
    uint32_t first = begin;
    if ((states_[s].bits & State::kGated) != 0) {
      if (!references.Has(edges_[first++].symbol)) return false;
      if (first < end) rises -= Rises(edges_, first);
    }
    uint32_t failed = 0;
    for (uint32_t i = first; i < end; ++i) failed |= edges_[i].target >= s ? 1u : 0u;
    if (failed != 0) return false;
  }
  return rises == 0;
}

// A match has a token: no phrase may end where it starts.
bool Matcher::HasValidPhrases(uint32_t tags) const {
  const uint32_t states = states_.size() - 1;
  std::vector<uint8_t> ends(states, 0);
  for (uint32_t s = 0; s < states; ++s) {
    ends[s] = (states_[s].bits & State::kAccepts) != 0 ? 1 : 0;
    // The edges that take nothing are among the last of their state.
    for (uint32_t i = states_[s + 1].edges(); i-- > states_[s].edges();) {
      if (edges_[i].symbol >= kWordsAlone) break;
      if (edges_[i].symbol == kNothing) ends[s] |= ends[edges_[i].target];
    }
  }
  const References references{symbols_.symbol_count()};
  for (const PhraseEntry& phrase : phrases_) {
    if (phrase.tag >= tags || phrase.start >= states || ends[phrase.start] != 0 ||
        !references.HasOrNone(phrase.first)) {
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
