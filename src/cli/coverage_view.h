#ifndef RAPPORT_CLI_COVERAGE_VIEW_H_
#define RAPPORT_CLI_COVERAGE_VIEW_H_

#include <string>
#include <utility>
#include <vector>

#include "cli/terminal.h"
#include "learn/coverage.h"

namespace rapport::cli {

enum class CoverageOrder {
  kGroup,        // under the label that each speaks for, by information; never fired: last
  kName,         // by id
  kInformation,  // the most telling first
};

using CoverageRows = std::vector<const learn::CoverageRow*>;

// The rows in that order, by heading; only kGroup has headings, the others one part without.
// Points into `coverage`.
std::vector<std::pair<std::string, CoverageRows>> OrderCoverage(const learn::Coverage& coverage,
                                                                CoverageOrder order);

void AppendCoverage(const Terminal& terminal, const learn::Coverage& coverage, CoverageOrder order,
                    std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COVERAGE_VIEW_H_
