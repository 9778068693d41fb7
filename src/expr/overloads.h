#ifndef RAPPORT_EXPR_OVERLOADS_H_
#define RAPPORT_EXPR_OVERLOADS_H_

// Which types the operators and conversions take, and what they give: CEL's table of overloads as
// far as the profile goes.

#include <optional>

#include "expr/ast.h"
#include "expr/type.h"

namespace rapport::expr {

// The type of `a op b` for + - * / %, where there is such an operator; dyn when an operand is.
std::optional<Type> ArithmeticType(Op op, const Type& a, const Type& b);

// Whether values of the type stand in an order.
bool HasOrder(const Type& type);

// The type that int(), string(), ... give, and whether they take `from`.
TypeKind ConversionType(Op op);
bool CanConvert(Op op, const Type& from);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_OVERLOADS_H_
