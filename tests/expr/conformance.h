#ifndef RAPPORT_TESTS_EXPR_CONFORMANCE_H_
#define RAPPORT_TESTS_EXPR_CONFORMANCE_H_

// Runs cases of CEL's conformance suite, one JSON object a line:
//
//   {"file","section","name","expr", "bindings"?: {name: V}, "declared"?: [names], "unchecked"?:
//   true,
//    "value": V | "error": true}
//
// V is one of {"bool"} {"int"} {"uint"} {"double"} {"string"} {"bytes"} {"null"} {"list": [V]}
// {"map": [[V, V]]}. Names are declared as dyn; one without a binding is an error when it is read,
// as in CEL. An `unchecked` case runs without the type checker (Checking::kDynamic), as the suite
// asks.

#include <string>
#include <string_view>
#include <vector>

namespace rapport::expr {

enum class Outcome { kPassed, kFailed, kRefused };

struct CaseResult {
  Outcome outcome = Outcome::kFailed;
  std::string name;  // "file/section/name"
  std::string expr;
  std::string message;  // what went wrong, or what is refused
};

CaseResult RunCase(std::string_view json);

// Every line of a file; false when it cannot be read.
bool RunFile(const std::string& path, std::vector<CaseResult>* results);

struct Totals {
  size_t passed = 0, failed = 0, refused = 0;
};
Totals Count(const std::vector<CaseResult>& results);

}  // namespace rapport::expr

#endif  // RAPPORT_TESTS_EXPR_CONFORMANCE_H_
