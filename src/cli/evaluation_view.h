#ifndef RAPPORT_CLI_EVALUATION_VIEW_H_
#define RAPPORT_CLI_EVALUATION_VIEW_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "learn/evaluate.h"

namespace rapport::cli {

// The metrics, one line per class and the confusion matrix, for people.
void AppendEvaluation(const Terminal& terminal, std::string_view rule_set,
                      const learn::Evaluation& evaluation, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EVALUATION_VIEW_H_
