#ifndef RAPPORT_EXPR_NAIVE_EVALUATOR_H_
#define RAPPORT_EXPR_NAIVE_EVALUATOR_H_

// The meaning of conditions in the plainest code: recursion over the tree, values that own what
// they hold, every operand evaluated, no budget. It is the oracle of the compiled program, built
// with the tests only, and shares nothing with the machine but the reading and writing of numbers
// and instants.

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/types/span.h"
#include "expr/ast.h"
#include "expr/value.h"

namespace rapport::expr {

struct NaiveValue {
  ValueKind kind = ValueKind::kUnknown;
  std::set<int32_t> unknown_slots;
  ErrorCode error = ErrorCode::kNone;
  absl::int128 integer = 0;  // of a bool, an int; nanoseconds of a duration or timestamp
  double real = 0;
  std::string text;
  std::vector<NaiveValue> items;                           // of a list
  std::vector<std::pair<NaiveValue, NaiveValue>> entries;  // of a map

  bool is_known() const { return kind > ValueKind::kError; }
};

// The same kind and value, NaN being itself; for unknowns the same slots, for errors the same code.
bool operator==(const NaiveValue& a, const NaiveValue& b);

NaiveValue ToNaive(const Value& value);

NaiveValue EvaluateNaively(const Ast& ast, absl::Span<const Value> slots);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_NAIVE_EVALUATOR_H_
