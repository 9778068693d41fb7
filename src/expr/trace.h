#ifndef RAPPORT_EXPR_TRACE_H_
#define RAPPORT_EXPR_TRACE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/value.h"

namespace rapport::expr {

// One sub-expression of a traced evaluation, in the order of the source text, parents first. What
// short-circuiting left out is evaluated for the trace all the same, so that "why not" has an
// answer. The body of all(), exists() and exists_one() has no one value and is left out, and so are
// the parts of a constant.
struct TraceNode {
  // What explanations need to tell apart; everything else is kOther.
  enum class Kind : uint8_t {
    kAnd,
    kOr,
    kNot,  // up to here: connectives
    kOther,
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

  uint32_t index = 0;   // its own in the trace
  int32_t parent = -1;  // likewise
  uint32_t next = 0;    // of the first node behind it that is not below it
  int32_t slot = -1;    // of a kName or kKnown
  uint32_t value = 0;   // index into the values

  bool has_parts() const { return next > index + 1; }
  bool is_connective() const { return kind <= Kind::kNot; }
};

struct TraceValue {
  Value result;           // what it points to may be gone
  std::string_view text;  // Value::ToString of the result
  // Of a kCompare of two numbers, two durations or two timestamps: left minus right as a number,
  // or in seconds.
  double difference = 0;
  bool has_difference = false;
  // Of a kAnd or kOr: how many of its parts short-circuiting left in; of a kChoice, which one of
  // the two it was, or 0 for neither.
  uint32_t reached = 0;

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

// TraceValue::reached. `next()`: the value of one part after another.
template <typename Next>
uint32_t FindReached(TraceNode::Kind kind, uint32_t parts, const Next& next) {
  using Kind = TraceNode::Kind;
  if (kind == Kind::kChoice) {
    const TraceValue& condition = next();
    return condition.is_true() ? 1 : condition.is_false() ? 2 : 0;
  }
  if (kind != Kind::kAnd && kind != Kind::kOr) return 0;
  for (uint32_t k = 0; k < parts; ++k) {
    const TraceValue& value = next();
    if (kind == Kind::kAnd ? value.is_false() : value.is_true()) return k + 1;
  }
  return parts;
}

// Whether the part number k was evaluated, if the whole was.
inline bool IsReached(TraceNode::Kind kind, uint32_t reached, uint32_t k) {
  using Kind = TraceNode::Kind;
  return kind == Kind::kAnd || kind == Kind::kOr ? k < reached
         : kind == Kind::kChoice                 ? k == 0 || k == reached
                                                 : true;
}

// TraceValue::difference, and whether it has one.
void FindDifference(const Value& left, const Value& right, TraceValue* value);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_TRACE_H_
