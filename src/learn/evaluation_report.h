#ifndef RAPPORT_LEARN_EVALUATION_REPORT_H_
#define RAPPORT_LEARN_EVALUATION_REPORT_H_

#include <optional>
#include <string>

#include "learn/comparison.h"
#include "learn/coverage.h"
#include "learn/evaluate.h"
#include "learn/evaluation_groups.h"
#include "learn/mistakes.h"
#include "learn/review_evaluation.h"

namespace rapport::learn {

// All that an evaluation found: the figures, and what else was asked for.
struct Report {
  std::string rule_set;
  Evaluation evaluation;
  std::optional<Comparison> comparison;
  std::optional<GroupedFigures> groups;
  std::optional<Coverage> coverage;
  std::optional<Mistakes> mistakes;
  std::optional<ReviewEvaluation> review;  // when some record has a label for it
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATION_REPORT_H_
