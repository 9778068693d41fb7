#ifndef RAPPORT_EXPR_AST_H_
#define RAPPORT_EXPR_AST_H_

// The tree of a condition, flat: nodes stand in post-order, each sub-tree in one run, so checking
// and compiling are loops over the nodes and no depth of nesting can exhaust the stack.

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "expr/value.h"

namespace rapport::expr {

// Operators and functions that evaluate all their arguments. One or two arguments each.
enum class Op : uint8_t {
  kNot,
  kNegate,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kIndex,
  kSize,
  kContains,
  kStartsWith,
  kEndsWith,
  kToBool,
  kToInt,
  kToDouble,
  kToString,
  kToDuration,
  kToTimestamp,
  kToDyn,
};
// "!", "<=", "in", "startsWith", "duration", ...; static storage.
std::string_view OpName(Op op);
inline bool IsComparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }
inline bool IsOrdering(Op op) { return op >= Op::kLess && op <= Op::kGreaterEqual; }

enum class LoopKind : uint16_t { kAll, kExists, kExistsOne };
std::string_view LoopName(LoopKind loop);

enum class NodeKind : uint8_t {
  kInvalid,       // stands for what could not be parsed; an issue says why
  kConstant,      // value
  kSlot,          // slot
  kKnown,         // slot
  kLocal,         // target: the kLoopVariable that it names
  kLoopVariable,  // loop, target: number of loops around it; stands between a loop's range and body
  kAnd,           // two or more operands
  kOr,            // two or more operands
  kTernary,       // condition, then, else
  kApply,         // op
  kSelect,        // value: the key, a string; one operand
  kHas,           // likewise
  kList,          // items
  kMap,           // key, value, key, value ...
  kLoop,          // loop; range, variable, body
};

struct Node {
  NodeKind kind = NodeKind::kInvalid;
  Op op = Op::kNot;
  LoopKind loop = LoopKind::kAll;
  uint32_t begin = 0;  // bytes of the source text
  uint32_t end = 0;
  uint32_t first_arg = 0;  // into Ast::args
  uint32_t arg_count = 0;
  int32_t slot = -1;
  uint32_t target = 0;
  Value value;  // strings point into Ast::strings
};

struct Ast {
  std::string source;
  std::vector<Node> nodes;
  std::vector<uint32_t> args;      // indices of nodes
  std::list<std::string> strings;  // an empty one takes no memory
  uint32_t root = 0;
  uint32_t loop_depth = 0;  // most loops within one another

  uint32_t Arg(const Node& node, uint32_t i) const { return args[node.first_arg + i]; }
  const Node& ArgNode(const Node& node, uint32_t i) const { return nodes[Arg(node, i)]; }
  std::string_view Text(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_AST_H_
