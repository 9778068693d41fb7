#ifndef RAPPORT_CLI_COMPARISON_VIEW_H_
#define RAPPORT_CLI_COMPARISON_VIEW_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "learn/evaluation_report.h"

namespace rapport::cli {

// A class as both rule sets do on it; `first` or `second` is null where it does not occur.
struct ClassPair {
  std::string id;
  const learn::ClassMetrics* first = nullptr;
  const learn::ClassMetrics* second = nullptr;

  std::optional<double> first_f1() const;
  std::optional<double> second_f1() const;
  std::optional<double> difference() const;  // second minus first
  int64_t support() const;                   // labels
};

// The classes of both, in the order of decisions; points into the evaluations.
std::vector<ClassPair> PairClasses(const learn::Evaluation& first, const learn::Evaluation& second);

// "12 decisions changed: 3 from right to wrong, ...".
std::string ChangesText(const learn::Comparison& comparison);

// The name of a figure for people: "macro-F1 supported" of "macro_f1_supported".
std::string FigureName(std::string_view key);

// The figures of both rule sets side by side. The report has a comparison.
void AppendComparison(const Terminal& terminal, const learn::Report& report, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COMPARISON_VIEW_H_
