#ifndef RAPPORT_LEARN_REVIEW_EVALUATION_H_
#define RAPPORT_LEARN_REVIEW_EVALUATION_H_

// How well reviews of replies agree with people's: `label.review` of records whose last turn is an
// agent's. Everything undefined (zero denominator) is absent, never 0 or 1.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/review.h"
#include "record/record_reader.h"

namespace rapport::learn {

// Of one check: by label and result, in the order of CheckResult.
struct CheckMetrics {
  std::array<std::array<int64_t, 3>, 3> confusion = {};
  int64_t n = 0;
  double accuracy = 0;                          // of pass, fail and not applicable
  std::optional<double> precision, recall, f1;  // of fail
};

struct ReviewEvaluation {
  int64_t n = 0;                   // labels of checks
  std::optional<double> accuracy;  // over all of them
  std::map<std::string, CheckMetrics> per_check;
  std::map<std::string, int64_t> unknown;  // labels of checks that the pack does not have
};

class ReviewEvaluator {
 public:
  // kInvalidArgument when the label holds a result that there is not; nothing is added then. Checks
  // that the pack does not have are counted, no more: people may have rated more than it checks.
  Status Add(const record::Label& label, const Review& review);
  ReviewEvaluation Result() const;

 private:
  std::map<std::string, CheckMetrics> checks_;
  std::map<std::string, int64_t> unknown_;
};

std::optional<CheckResult> ParseCheckResult(std::string_view name);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_REVIEW_EVALUATION_H_
