#ifndef RAPPORT_EXPR_INTERVAL_H_
#define RAPPORT_EXPR_INTERVAL_H_

// Comparisons with a constant as intervals.

#include <cstdint>
#include <limits>

#include "expr/ast.h"

namespace rapport::expr {

// The operator with its sides exchanged.
inline Op Mirrored(Op op) {
  switch (op) {
    case Op::kLess:
      return Op::kGreater;
    case Op::kLessEqual:
      return Op::kGreaterEqual;
    case Op::kGreater:
      return Op::kLess;
    case Op::kGreaterEqual:
      return Op::kLessEqual;
    default:
      return op;
  }
}

// From `low` to `high`, both within, or everything else.
struct Interval {
  int64_t low = 0, high = 0;
  bool negated = false;
};

// For which n `n op bound` holds.
inline Interval IntervalOf(Op op, int64_t bound) {
  switch (op) {
    case Op::kLess:
      return {bound, std::numeric_limits<int64_t>::max(), true};
    case Op::kLessEqual:
      return {std::numeric_limits<int64_t>::min(), bound, false};
    case Op::kGreater:
      return {std::numeric_limits<int64_t>::min(), bound, true};
    case Op::kGreaterEqual:
      return {bound, std::numeric_limits<int64_t>::max(), false};
    default:
      return {bound, bound, op == Op::kNotEqual};
  }
}

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_INTERVAL_H_
