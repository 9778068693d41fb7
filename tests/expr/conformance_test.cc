#include "conformance.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace rapport::expr {
namespace {

TEST(CelConformance, SharedCases) {
  const char* shared = std::getenv("RAPPORT_SHARED");
  const std::string folder = shared != nullptr ? shared : RAPPORT_SOURCE_DIR "/../shared";
  std::vector<CaseResult> results;
  if (!RunFile(folder + "/cel/conformance.jsonl", &results)) {
    GTEST_SKIP() << "no cel/conformance.jsonl in " << folder << "; set RAPPORT_SHARED";
  }
  for (const CaseResult& result : results) {
    EXPECT_NE(result.outcome, Outcome::kFailed)
        << result.name << ": " << result.expr << "\n    " << result.message;
  }
  const Totals totals = Count(results);
  std::printf("%zu passed, %zu failed, %zu refused\n", totals.passed, totals.failed,
              totals.refused);
  EXPECT_GT(totals.passed, totals.refused);
}

// The runner itself must be able to fail.
TEST(CelConformance, Judges) {
  const struct {
    const char* json;
    Outcome outcome;
  } kCases[] = {
      {R"({"expr": "1 + 1", "value": {"int": 2}})", Outcome::kPassed},
      {R"({"expr": "1 + 1", "value": {"int": 3}})", Outcome::kFailed},
      {R"({"expr": "1 + 1", "value": {"double": 2.0}})", Outcome::kFailed},
      {R"({"expr": "1 + 1", "value": {"uint": 2}})", Outcome::kFailed},
      {R"({"expr": "1 + 1", "error": true})", Outcome::kFailed},
      {R"({"expr": "1 / 0", "error": true})", Outcome::kPassed},
      {R"({"expr": "1 / 0", "value": {"int": 1}})", Outcome::kFailed},
      {R"({"expr": "1 +", "error": true})", Outcome::kPassed},
      {R"({"expr": "1 +", "value": {"int": 1}})", Outcome::kFailed},
      {R"({"expr": "x", "bindings": {"x": {"map": [[{"int": 1}, {"list": []}]]}},
           "value": {"map": [[{"int": 1}, {"list": []}]]}})",
       Outcome::kPassed},
      {R"({"expr": "x.y", "bindings": {"x.y": {"string": "\u0000"}}, "value": {"string": "\u0000"}})",
       Outcome::kPassed},
      {R"({"expr": "x", "declared": ["x"], "error": true})", Outcome::kPassed},
      {R"({"expr": "x", "error": true, "unchecked": true})", Outcome::kPassed},
      {R"({"expr": "x || true", "value": {"bool": true}, "unchecked": true})", Outcome::kPassed},
      {R"({"expr": "x || true", "value": {"bool": true}})", Outcome::kFailed},
      {R"({"expr": "0.0 / 0.0", "value": {"double": "nan"}})", Outcome::kPassed},
      {R"({"expr": "-1.0 / 0.0", "value": {"double": "-inf"}})", Outcome::kPassed},
      {R"({"expr": "1u", "value": {"uint": 1}})", Outcome::kRefused},
      {R"({"expr": "x", "bindings": {"x": {"uint": 1}}, "value": {"uint": 1}})", Outcome::kRefused},
      {R"j({"expr": "[1].map(x, x)", "error": true})j", Outcome::kRefused},
      {R"({"expr": "1"})", Outcome::kFailed},
      {R"(not a case)", Outcome::kFailed},
  };
  for (const auto& c : kCases) {
    const CaseResult result = RunCase(c.json);
    EXPECT_EQ(result.outcome, c.outcome) << c.json << ": " << result.message;
  }
}

}  // namespace
}  // namespace rapport::expr
