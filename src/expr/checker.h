#ifndef RAPPORT_EXPR_CHECKER_H_
#define RAPPORT_EXPR_CHECKER_H_

#include <vector>

#include "expr/issue.h"
#include "expr/parser.h"
#include "expr/type.h"

namespace rapport::expr {

// The static type of every node, appending an issue for each that cannot be right. What has an
// issue is dyn, so that one mistake is reported once. `result` is the type that the whole must
// have.
std::vector<Type> CheckTypes(const Parsed& parsed, const Type& result, Issues* issues);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_CHECKER_H_
