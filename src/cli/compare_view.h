#ifndef RAPPORT_CLI_COMPARE_VIEW_H_
#define RAPPORT_CLI_COMPARE_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "insight/compare.h"

namespace rapport::cli {

// What changed by more than chance first; then, for all together or the selection, every figure
// before and after.
void AppendMetricsComparison(const Terminal& terminal, const insight::CompareReport& report,
                             std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COMPARE_VIEW_H_
