#ifndef RAPPORT_EXPR_TRACE_H_
#define RAPPORT_EXPR_TRACE_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "expr/ast.h"
#include "expr/value.h"

namespace rapport::expr {

class Workspace;

// One sub-expression of a traced evaluation, in the order of the source text, parents first. What
// short-circuiting left out is evaluated for the trace all the same, so that "why not" has an
// answer. The body of all(), exists() and exists_one() has no one value and is left out, and so are
// the parts of a constant.
struct TraceNode {
  // What explanations need to tell apart; everything else is kOther.
  enum class Kind : uint8_t {
    kOther,
    kAnd,
    kOr,
    kNot,
    kChoice,  // c ? x : y
    kCompare,
    kIn,
    kName,
    kConstant,
    kKnown,
    kLoop,
    kApply  // any other operator or function
  };

  // The same whatever the values are.
  Kind kind = Kind::kOther;
  Op op = Op::kNot;    // of a kNot, kCompare, kIn or kApply
  uint16_t begin = 0;  // bytes of the source text
  uint16_t end = 0;
  uint16_t code_begin = 0;  // for Program::EvaluatePart()
  uint16_t code_end = 0;
  int32_t parent = -1;  // index into the trace
  uint32_t next = 0;    // of the first node behind it that is not below it
  int32_t slot = -1;    // of a kName or kKnown

  bool evaluated = true;  // false where short-circuiting left it out
  // Of a kCompare of two numbers, two durations or two timestamps: left minus right as a number,
  // or in seconds.
  bool has_difference = false;
  double difference = 0;
  Value result;            // what it points to may be gone
  std::string_view value;  // Value::ToString of the result

  bool has_parts(uint32_t own_index) const { return next > own_index + 1; }
  bool is_true() const { return result.is_true(); }
  bool is_false() const { return result.is_false(); }
};

// What follows from the results of a node's parts.

// Calls `use(part, evaluated)` for each of them, by its index.
template <typename Use>
void ForEachPart(absl::Span<const TraceNode> trace, uint32_t node, const Use& use) {
  using Kind = TraceNode::Kind;
  const Kind kind = trace[node].kind;
  const uint32_t first = node + 1, end = trace[node].next;
  bool open = trace[node].evaluated;
  if (kind == Kind::kChoice) {
    const uint32_t if_true = trace[first].next, if_false = trace[if_true].next;
    use(first, open);
    use(if_true, open && trace[first].is_true());
    use(if_false, open && trace[first].is_false());
    return;
  }
  for (uint32_t part = first; part < end; part = trace[part].next) {
    use(part, open);
    if (kind == Kind::kAnd ? trace[part].is_false() : kind == Kind::kOr && trace[part].is_true()) {
      open = false;
    }
  }
}

// Of a kCompare.
void FindDifference(absl::Span<TraceNode> trace, uint32_t node);

// The node's own result. False when that is for the machine to find: only numbers, times, bools,
// unknowns and errors are put together here, and only by operators; `==`, `in` and the like also
// take what a name or constant points to.
bool FindResult(absl::Span<const TraceNode> trace, uint32_t node, Workspace* work, Value* result);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_TRACE_H_
