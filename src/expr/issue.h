#ifndef RAPPORT_EXPR_ISSUE_H_
#define RAPPORT_EXPR_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::expr {

// What is wrong with an expression; offsets are bytes of its source text. docs/conditions.md lists
// the codes:
//   expr-syntax        it cannot be read
//   expr-unknown-name  a name that is not declared
//   expr-type          operands, arguments or result of the wrong type
//   expr-call          a function or macro with the wrong form of arguments
//   expr-enum-value    a constant outside the closed set of values of a name
//   expr-constant      a constant that can only fail: duration("soon"), a map with a key twice
//   expr-unsupported   a feature of CEL outside Rapport's profile; the message names it in quotes
//   limit              too long or nested too deep
struct ExprIssue {
  std::string code;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string message;
  std::string hint;
};

using Issues = std::vector<ExprIssue>;

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_ISSUE_H_
