#ifndef RAPPORT_ENGINE_EVALUATION_H_
#define RAPPORT_ENGINE_EVALUATION_H_

// From sums and facts to scores: signals, conditions, personas, scales, and the slots that policies
// read. Exact: integers throughout, except inside conditions.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/conversation_state.h"
#include "expr/program.h"
#include "rapport/decision.h"

namespace rapport::engine {

struct ScaleResult {
  int64_t score = 0;
  int32_t level = 0;
};

// Which persona is reported, by index; -1 is none.
struct Verdict {
  int32_t persona = -1;
  int32_t top = -1;  // -1 when the pack has no persona
  Abstained abstained = Abstained::kNo;
  std::vector<ruleset::Index> also;  // best first
};

// A condition or policy that could not be determined; missing slots are a range of
// Evaluation::missing_slots.
struct UndeterminedRecord {
  ruleset::Index index = 0;
  bool is_policy = false;
  expr::ErrorCode error = expr::ErrorCode::kNone;
  size_t first_missing = 0, missing_count = 0;
};

// Workspace and result; reused. Indices are those of the tables.
struct Evaluation {
  std::vector<expr::Value> slots;       // everything an expression may read
  std::vector<Milli> evidence;          // cues then conditions: counts before saturation
  std::vector<int64_t> term_scores;     // of the word tables, by target
  std::vector<int64_t> persona_scores;  // `none` last
  std::vector<int32_t> probabilities;   // ten-thousandths
  std::vector<ScaleResult> scales;
  Verdict verdict;
  bool language_supported = true;
  std::vector<UndeterminedRecord> undetermined;
  std::vector<int32_t> missing_slots;
  std::vector<expr::Value> also_values;  // behind the slot `also`
  expr::EvalScratch scratch;
};

// The contribution of `count` (milli) with `weight`: weight * log2(1 + count), in milli.
int64_t ContributionOf(Milli count, Milli weight);

// Words that every text is taken to have before its own: keeps one of a single word from counting
// twice.
constexpr Milli kWordsBefore = 4 * kOne;

// What a sum of the word tables' weights counts for among `words` (milli) words: mix * sum /
// sqrt(words + 4), so that a long text does not outweigh its cues; in milli.
int64_t TermContribution(const ruleset::TermTable& table, int64_t sum, int64_t words);

// A score as decisions and explanations show it: weights of an odd pack may add up to more than 32
// bits hold. Its absolute value is an int32_t too.
constexpr int32_t ShownScore(int64_t score) {
  return score > INT32_MAX    ? INT32_MAX
         : score < -INT32_MAX ? -INT32_MAX
                              : static_cast<int32_t>(score);
}

// Notes why `value`, just evaluated with the evaluation's scratch, is neither true nor false.
void NoteUndetermined(ruleset::Index index, bool is_policy, const expr::Value& value,
                      Evaluation* evaluation);

// The time that a caller passes in must be one that Rapport takes.
Status CheckNow(std::optional<Time> now);

void Evaluate(const ruleset::Tables& tables, const FactStore& facts, const Accumulator& sums,
              const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EVALUATION_H_
