#ifndef RAPPORT_EXPR_CONVERSIONS_H_
#define RAPPORT_EXPR_CONVERSIONS_H_

#include <optional>
#include <string_view>

#include "expr/ast.h"
#include "expr/number.h"
#include "expr/value.h"
#include "expr/workspace.h"

namespace rapport::expr {

// int(), double(), string(), bool(), duration(), timestamp(), dyn() of a known value.
Value Convert(Op op, const Value& v, Workspace* work);

// "true", "True", "TRUE", "t", "1" and their opposites.
std::optional<bool> ParseBool(std::string_view text);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_CONVERSIONS_H_
