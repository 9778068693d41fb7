#ifndef RAPPORT_EXPR_OPERATIONS_H_
#define RAPPORT_EXPR_OPERATIONS_H_

// What the operators and functions do to values. Operands given to Apply are known (neither unknown
// nor an error); results may be errors. Strings and lists that are built live in the workspace.

#include "expr/ast.h"
#include "expr/value.h"
#include "expr/workspace.h"

namespace rapport::expr {

Value Apply(Op op, const Value& operand, Workspace* work);
Value Apply(Op op, const Value& a, const Value& b, Workspace* work);

// The key's value; the error kNoSuchKey, or kNoSuchOverload when `map` is none.
Value Select(const Value& map, std::string_view key, Workspace* work);
Value Has(const Value& map, std::string_view key, Workspace* work);

// Copies `items` into the workspace. kMap: `count` values, alternately key and value.
Value MakeList(const Value* items, uint32_t count, Workspace* work);
Value MakeMap(const Value* items, uint32_t count, Workspace* work);

// Combine any values, unknown and error included, as docs/conditions.md tabulates.
Value And(const Value& a, const Value& b, Workspace* work);
Value Or(const Value& a, const Value& b, Workspace* work);
// The result of an operator with an operand that is not known: unknown before error, the first
// error.
Value Propagate(const Value& a, const Value& b, Workspace* work);

// Heterogeneous equality: numbers by value, an int being taken as a double next to one; values of
// different kinds are unequal.
bool Equal(const Value& a, const Value& b, Workspace* work);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_OPERATIONS_H_
