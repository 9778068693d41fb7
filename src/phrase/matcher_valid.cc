// What Match relies on, checked for a matcher that was read from an archive.

#include <algorithm>
#include <vector>

#include "phrase/matcher.h"

namespace rapport::phrase {
// Walking ends whatever edges lead to: with the steps that it may take, with the sentence, or where
// it was before. And any number may stand for a symbol. So all that is left to check is that what
// is led to is there.
bool Matcher::HasValidStates() const {
  if (states_.empty() || states_.back().edges() != edges_.size()) return false;
  const uint32_t states = states_.size() - 1;
  uint32_t failed = 0;
  for (uint32_t s = 0; s < states; ++s) {
    failed |= uint32_t{states_[s + 1].edges() < states_[s].edges()};
  }
  for (const Edge& edge : edges_) failed |= uint32_t{edge.target >= states};
  return failed == 0;
}

// Whether the phrase may end where it starts, by state. Edges that take nothing must lead to lower
// ones; of a state with another it says so, too.
std::vector<bool> Matcher::EmptyStates() const {
  const uint32_t states = states_.size() - 1;
  std::vector<bool> ends(states, false);
  for (uint32_t s = 0; s < states; ++s) {
    ends[s] = (states_[s].bits & State::kAccepts) != 0;
    for (uint32_t i = states_[s].edges(); i < states_[s + 1].edges(); ++i) {
      const Edge edge = edges_[i];
      if (edge.symbol == kNothing && (edge.target >= s || ends[edge.target])) ends[s] = true;
    }
  }
  return ends;
}

// A match has a token: no phrase may end where it starts.
bool Matcher::HasValidPhrases(uint32_t tags) const {
  const uint32_t states = states_.size() - 1;
  const bool has_empty_edges = !AllOf(edges_, [](const Edge& e) { return e.symbol != kNothing; });
  const std::vector<bool> is_empty = has_empty_edges ? EmptyStates() : std::vector<bool>();
  for (const PhraseEntry& phrase : phrases_) {
    if (phrase.tag >= tags || phrase.start >= states ||
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
      rows.begins.back() > rows.guards.size() || rows.next.size() != rows.guards.size()) {
    return false;
  }
  // A row of by_symbol_ links to none, so that waking ends.
  const uint32_t links = &rows == &by_symbol_ ? 0 : by_symbol_.begins.size() - 1;
  const uint32_t triggers = triggers_.size();
  return rows.next.AllOf([=](uint32_t next) {
    return next / 2 < ((next & TriggerRows::kIsLink) != 0 ? links : triggers);
  });
}

bool Matcher::IsValid(uint32_t tags) const {
  if (!symbols_.IsValid() || !HasValidStates() || !HasValidPhrases(tags)) return false;
  if (by_word_.row_of.empty() || by_word_.rows.begins.empty() || by_symbol_.begins.empty())
    return false;
  if (pair_shift_ < 12 || pair_shift_ > 31) return false;
  if (pair_filter_.size() < ((uint64_t{1} << (32 - pair_shift_ + kPairFilterLog2)) + 63) / 64) {
    return false;
  }
  const uint32_t word_rows = by_word_.rows.begins.size() - 1;
  return by_word_.row_of.AllBelow(word_rows) && HasValidRows(by_word_.rows, word_rows) &&
         HasValidRows(by_pair_, 1u << (32 - pair_shift_)) &&
         HasValidRows(by_prefix_, symbols_.prefix_count()) &&
         HasValidRows(by_class_, kTokenClasses) && HasValidRows(by_entity_, kEntityKinds) &&
         HasValidRows(by_symbol_, by_symbol_.begins.size() - 1) &&
         trigger_classes_ < (1u << kTokenClasses);
}

}  // namespace rapport::phrase
