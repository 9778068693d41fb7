// cel_conformance [--list-refused] FILE...
//
// Runs cases of CEL's conformance suite (conformance.h has their form) and prints those that fail,
// then "N passed, N failed, N refused" as the last line. Refused means: outside Rapport's profile,
// turned away by the compiler with a message that names the feature. Exit status 1 when a case
// fails or a file cannot be read.

#include <cstdio>
#include <cstring>

#include "conformance.h"

int main(int argc, char** argv) {
  using rapport::expr::CaseResult;
  using rapport::expr::Outcome;
  bool list_refused = false, readable = true;
  std::vector<CaseResult> results;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--list-refused") == 0) {
      list_refused = true;
    } else if (!rapport::expr::RunFile(argv[i], &results)) {
      std::fprintf(stderr, "cel_conformance: cannot read %s\n", argv[i]);
      readable = false;
    }
  }
  if (argc - (list_refused ? 1 : 0) < 2) {
    std::fprintf(stderr, "usage: cel_conformance [--list-refused] FILE...\n");
    return 2;
  }
  for (const CaseResult& result : results) {
    const bool refused = result.outcome == Outcome::kRefused;
    if (result.outcome == Outcome::kFailed || (refused && list_refused)) {
      std::printf("%s %s: %s\n    %s\n", refused ? "refused" : "FAILED", result.name.c_str(),
                  result.message.c_str(), result.expr.c_str());
    }
  }
  const auto totals = rapport::expr::Count(results);
  std::printf("%zu passed, %zu failed, %zu refused\n", totals.passed, totals.failed,
              totals.refused);
  return totals.failed == 0 && readable ? 0 : 1;
}
