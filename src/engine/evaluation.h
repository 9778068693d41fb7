#ifndef RAPPORT_ENGINE_EVALUATION_H_
#define RAPPORT_ENGINE_EVALUATION_H_

// From sums and facts to scores: signals, conditions, personas, scales, and the slots that policies
// read. Exact: integers throughout, except inside conditions.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "engine/conversation_state.h"
#include "expr/network.h"
#include "rapport/decision.h"
#include "ruleset/baseline.h"

namespace rapport::engine {

constexpr int32_t kCertain = 10'000;  // a probability, in ten-thousandths

// Which persona is reported, by index; -1 is none.
struct Verdict {
  int32_t persona = -1;
  int32_t top = -1;  // -1 when the pack has no persona
  Abstained abstained = Abstained::kNo;
  std::vector<ruleset::Index> also;  // best first
};

// Workspace and result; reused. Indices are those of the tables.
struct Evaluation {
  const ruleset::Tables* tables = nullptr;  // that the network is bound to; null while it works
  ruleset::Baseline baseline;
  std::vector<std::pair<int32_t, expr::Value>> silence;  // slots that differ when nothing was said
  expr::NetworkState network;          // the slots, and the truth of conditions and policies
  std::vector<int64_t> term_scores;    // of the word tables, by target
  std::vector<int64_t> scores;         // by target: personas, `none` last, then scales
  std::vector<uint64_t> exponentials;  // of the personas' scores
  std::vector<int32_t> probabilities;  // of personas, in ten-thousandths
  std::vector<int32_t> levels;         // of scales
  int32_t supports = 0;                // how much evidence speaks for some persona
  Verdict verdict;
  bool language_supported = true;

  // In force, once ShowVerdict() has run: what was found unless a person decided otherwise.
  int32_t persona = -1;
  Abstained abstained = Abstained::kNo;
  bool persona_is_set = false;                     // by a person
  std::vector<std::optional<int32_t>> set_levels;  // by scale; empty when no person set any

  // Further personas; none beside one that a person named.
  absl::Span<const ruleset::Index> also() const {
    return persona_is_set ? absl::Span<const ruleset::Index>() : verdict.also;
  }
  bool KnowsLevel(ruleset::Index scale) const { return language_supported || IsSet(scale); }
  int32_t Level(ruleset::Index scale) const {
    return IsSet(scale) ? *set_levels[scale] : levels[scale];
  }
  bool IsSet(ruleset::Index scale) const { return !set_levels.empty() && set_levels[scale]; }
  int32_t Probability(ruleset::Index reported) const {
    return persona_is_set ? kCertain : probabilities[reported];
  }

  std::vector<expr::Value> also_values;  // behind the slot `also`

  // Takes up the rules; needed before Evaluate() when the tables' address may have been that of
  // others.
  void Bind(const ruleset::Tables& new_tables);

  const std::vector<expr::Value>& slots() const { return network.slots(); }
  bool IsTrue(ruleset::Index condition) const {
    return slots()[static_cast<size_t>(tables->slots.conditions) + condition].is_true();
  }
  // Of cues then conditions, before saturation. `sums` are those that were evaluated.
  Milli Count(const Accumulator& sums, ruleset::Index evidence) const {
    if (evidence < sums.counts.size()) return sums.counts[evidence];
    return IsTrue(evidence - static_cast<ruleset::Index>(sums.counts.size())) ? kOne : 0;
  }
};

// The contribution of `count` (milli) with `weight`: weight * log2(1 + count), in milli.
int64_t ContributionOf(Milli count, Milli weight);

// Words that every text is taken to have before its own: keeps one of a single word from counting
// twice.
constexpr Milli kWordsBefore = 4 * kOne;

// What a sum of the word tables' weights counts for among `words` (milli) words: mix * sum /
// sqrt(words + 4), so that a long text does not outweigh its cues; in milli.
class TermScale {
 public:
  TermScale(const ruleset::TermTable& table, int64_t words)
      : root_(static_cast<uint64_t>(SquareRootMilli(words + kWordsBefore))),
        mix_(static_cast<uint64_t>(table.mix)) {}
  int64_t Contribution(int64_t sum) const {
    // Not the product of sum and mix: a long conversation of odd weights would overflow it.
    const int64_t scaled = sum * kOne;
    // All bits of a negative one: no branch, for signs are anyone's guess.
    const auto sign = static_cast<uint64_t>(scaled >> 63);
    const uint64_t magnitude = (static_cast<uint64_t>(scaled) ^ sign) - sign;
    const uint64_t quotient = root_.Divide(magnitude + root_.divisor() / 2);
    const uint64_t product = (quotient * mix_ + kOne / 2) / kOne;
    return static_cast<int64_t>((product ^ sign) - sign);
  }

 private:
  Divider root_;
  uint64_t mix_;  // milli, not negative
};

// The same, of one sum.
inline int64_t TermContribution(const ruleset::TermTable& table, int64_t sum, int64_t words) {
  return TermScale(table, words).Contribution(sum);
}

// A score as decisions and explanations show it: weights of an odd pack may add up to more than 32
// bits hold. Its absolute value is an int32_t too.
constexpr int32_t ShownScore(int64_t score) {
  return score > INT32_MAX    ? INT32_MAX
         : score < -INT32_MAX ? -INT32_MAX
                              : static_cast<int32_t>(score);
}

// The time that a caller passes in must be one that Rapport takes.
Status CheckNow(std::optional<Time> now);

// Conditions, personas, scales, verdict.
void Evaluate(const ruleset::Tables& tables, const FactStore& facts, const Accumulator& sums,
              const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out);

// After that: what is in force goes into the slots that policies and protocols read.
void ShowVerdict(const Overrides& overrides, Evaluation* evaluation);

// And then: policies.
void EvaluatePolicies(Evaluation* evaluation);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EVALUATION_H_
