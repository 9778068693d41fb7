#ifndef RAPPORT_CLI_LEARNING_RUN_H_
#define RAPPORT_CLI_LEARNING_RUN_H_

// Evaluation of fitting itself: what a pack fitted to some of the records makes of the others.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/evaluation_run.h"
#include "cli/exit_code.h"
#include "learn/evaluation_report.h"
#include "learn/fit.h"

namespace rapport::cli {

struct LearningOptions {
  int32_t folds = 0;               // cross-validation; 0: none
  bool by_source = false;          // a fold is a source
  std::vector<int64_t> sizes;      // of the learning curve; empty: none
  std::vector<std::string> tests;  // files that the curve is measured on
  bool from_written = false;       // fits start without what was learned before
  bool from_zero = false;          // ... and without any weights
};

struct CurvePoint {
  int64_t examples = 0;
  learn::Evaluation evaluation;
};

// Every record is decided by a pack that was fitted to the other folds. Mistakes and groups are
// collected as the options ask.
ExitCode CrossValidate(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       learn::Report* report);

// For each size, a pack fitted to so many of the records, evaluated on the test files.
ExitCode LearningCurve(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       std::vector<CurvePoint>* points);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_LEARNING_RUN_H_
