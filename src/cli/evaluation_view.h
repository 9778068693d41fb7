#ifndef RAPPORT_CLI_EVALUATION_VIEW_H_
#define RAPPORT_CLI_EVALUATION_VIEW_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "learn/evaluate.h"
#include "learn/evaluation_groups.h"

namespace rapport::cli {

// The metrics, one line per class and the confusion matrix, for people.
void AppendEvaluation(const Terminal& terminal, std::string_view rule_set,
                      const learn::Evaluation& evaluation, std::string* out);

// The reliability diagram, as bars: one line a tenth of probability.
void AppendReliability(const Terminal& terminal, const learn::Evaluation& evaluation,
                       std::string* out);

// One line for each value of the key.
void AppendGroups(const Terminal& terminal, const learn::GroupedFigures& grouped, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EVALUATION_VIEW_H_
