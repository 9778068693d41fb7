#ifndef RAPPORT_LEARN_COMPARISON_H_
#define RAPPORT_LEARN_COMPARISON_H_

// Two rule sets on the same records: which is better, and could it be chance? Differences are the
// second's figure minus the first's. Their intervals come from a paired bootstrap: records are
// drawn with replacement, as many as there are, and both rule sets are measured on the same draw.
// The generator is our own with a fixed seed, so the same input gives the same output everywhere.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learn/evaluate.h"

namespace rapport::learn {

// One figure of both. Absent where undefined; the interval and p also where no resample defines it.
struct FigureDifference {
  std::string_view key;  // as in the evaluation's JSON: "accuracy"; static storage
  std::optional<double> first, second, difference;
  std::optional<double> low, high;  // 95% interval of the difference, by percentiles
  // Two-sided: twice the smaller share of resamples whose difference is not above, or not below, 0
  // (one added to the share's both sides), at most 1.
  std::optional<double> p;
};

struct Comparison {
  std::string rule_set;   // the second's name
  Evaluation evaluation;  // the second's
  int64_t resamples = 0;

  int64_t changed = 0;  // records whose persona differs, labelled or not
  int64_t right_to_wrong = 0, wrong_to_right = 0, wrong_to_wrong = 0;  // of them, with a label
  int64_t escalation_changed = 0;  // records that only one of the two escalates
  double mcnemar_p = 1;            // whether right_to_wrong and wrong_to_right differ by chance

  // accuracy, macro_f1, macro_f1_supported, escalate_f1, hostility_qwk.
  std::vector<FigureDifference> figures;
};

// Collects what both decided about each record; about four bytes a record.
class Comparer {
 public:
  void Add(const Evaluator::Observation& first, const Evaluator::Observation& second);

  // All but the second's name. Classes count as supported by their labels among all records, in
  // every resample.
  Comparison Result(int64_t min_support, int64_t resamples) const;

 private:
  // What both said about a record, as numbers: records that are alike share one.
  enum Field : size_t {
    kLabel,  // index of a class, or -1
    kFirst,
    kSecond,
    kEscalate,  // -1 unlabelled
    kFirstEscalates,
    kSecondEscalates,
    kHostility,  // -1 unlabelled or unknown
    kFirstHostility,
    kSecondHostility,
    kFields
  };
  using Cell = std::array<int32_t, kFields>;

  int32_t ClassOf(std::string_view id);

  friend class Bootstrap;

  std::map<std::string, int32_t, std::less<>> classes_;
  std::map<Cell, uint32_t> cells_;
  std::vector<uint32_t> records_;  // the cell of each
  Evaluator second_;
};

// The probability that of `a + b` fair coins one side shows at most min(a, b) times, both sides
// taken together, at most 1: McNemar's exact test.
double McNemarExact(int64_t a, int64_t b);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_COMPARISON_H_
