#ifndef RAPPORT_EXPR_TRACE_H_
#define RAPPORT_EXPR_TRACE_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

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

  bool negated = false;  // stands below an odd number of `!`

  bool evaluated = true;  // false where short-circuiting left it out

  int32_t parent = -1;  // index into the trace
  uint32_t next = 0;    // of the first node behind it that is not below it
  int32_t slot = -1;    // of a kName or kKnown
  uint32_t value = 0;   // index into the values

  bool has_parts(uint32_t own_index) const { return next > own_index + 1; }
};

struct TraceValue {
  Value result;           // what it points to may be gone
  std::string_view text;  // Value::ToString of the result
  // Of a kCompare of two numbers, two durations or two timestamps: left minus right as a number,
  // or in seconds.
  std::optional<double> difference;

  bool is_true() const { return result.is_true(); }
  bool is_false() const { return result.is_false(); }
};

struct Trace {
  std::vector<TraceNode> nodes;
  std::vector<TraceValue> values;  // node by node
};

// One program's nodes. Several programs may share values, where they say the same.
struct TraceView {
  const TraceNode* nodes = nullptr;
  uint32_t size = 0;
  const TraceValue* values = nullptr;

  const TraceNode& operator[](uint32_t node) const { return nodes[node]; }
  const TraceValue& value(uint32_t node) const { return values[nodes[node].value]; }
};

inline TraceView ViewOf(const Trace& trace) {
  return {trace.nodes.data(), static_cast<uint32_t>(trace.nodes.size()), trace.values.data()};
}

// What follows from the values of a node's parts.

// Calls `use(part, evaluated)` for each of them, by its index.
template <typename Use>
void ForEachPart(const TraceView& trace, uint32_t node, const Use& use) {
  using Kind = TraceNode::Kind;
  const Kind kind = trace[node].kind;
  const uint32_t first = node + 1, end = trace[node].next;
  bool open = trace[node].evaluated;
  if (kind == Kind::kChoice) {
    const uint32_t if_true = trace[first].next, if_false = trace[if_true].next;
    use(first, open);
    use(if_true, open && trace.value(first).is_true());
    use(if_false, open && trace.value(first).is_false());
    return;
  }
  for (uint32_t part = first; part < end; part = trace[part].next) {
    use(part, open);
    const TraceValue& value = trace.value(part);
    if (kind == Kind::kAnd ? value.is_false() : kind == Kind::kOr && value.is_true()) open = false;
  }
}

// TraceValue::difference.
std::optional<double> FindDifference(const TraceView& trace, uint32_t node);

// The node's own result. False when that is for the machine to find: only numbers, times, bools,
// unknowns and errors are put together here, and only by operators; `==`, `in` and the like also
// take what a name or constant points to.
bool FindResult(const TraceView& trace, uint32_t node, Workspace* work, Value* result);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_TRACE_H_
