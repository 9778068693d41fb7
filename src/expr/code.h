#ifndef RAPPORT_EXPR_CODE_H_
#define RAPPORT_EXPR_CODE_H_

// The compiled form of a condition: one array of instructions for a stack machine. The code of a
// node is one run of instructions that leaves one value on the stack and jumps at most to its own
// end, so any node outside a loop can be evaluated by itself; that is how traces are made.
//
//   a && b          <a> JumpIfFalse end, <b> And; end:
//   c ? x : y       <c> Branch else end, <x> Jump end; else: <y>; end:
//   r.all(v, p)     <r> LoopBegin end; next: LoopNext done, <p> LoopStep next; done: LoopEnd; end:

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "base/array.h"
#include "expr/ast.h"
#include "expr/type.h"
#include "expr/value.h"
#include "expr/workspace.h"

namespace rapport::expr {

enum class OpCode : uint8_t {
  kConstant,  // pushes constants[a]
  kSlot,      // pushes the value of slot a
  kKnown,     // pushes whether slot a is known
  kLocal,     // pushes the item of loop a
  kUnary,     // op on the top
  kBinary,    // op on the two topmost
  kAnd,       // combines the two topmost
  kOr,
  kJumpIfFalse,  // to a, leaving the top
  kJumpIfTrue,
  kBranch,  // pops; true: goes on; false: to a; otherwise pushes what it is and goes to b
  kJump,    // to a
  kSelect,  // constants[a] is the key
  kHas,
  kList,  // of the a topmost
  kMap,
  kLoopBegin,  // pops the range of loop a; when there is nothing to walk, pushes the result, to b
  kLoopNext,   // the next item of loop a, or to b
  kLoopStep,   // pops the condition's value; unless that decides loop a, to b
  kLoopEnd,    // pushes the result of loop a
  kCheckKind,  // the top, if known, must be of the kind a
};

struct Instruction {
  OpCode code;
  Op op = Op::kNot;
  LoopKind loop = LoopKind::kAll;
  uint32_t a = 0;
  uint32_t b = 0;
};

struct NodeCode {
  uint32_t begin = 0;  // into Code::instructions
  uint32_t end = 0;
  bool reachable = false;  // not left over from an error that was put off to run time
  bool folded = false;     // to a constant
};

// A node as traces need it: what it is, where it is written and which instructions are its own.
// Sixteen bits are enough for these, since a program has at most kMostOfAll of each.
struct CodeNode {
  NodeKind kind = NodeKind::kInvalid;
  Op op = Op::kNot;
  uint16_t folded = 0;  // 1: to a constant
  uint16_t begin = 0;   // bytes of the source text
  uint16_t end = 0;
  uint16_t code_begin = 0;  // instructions
  uint16_t code_end = 0;
  uint16_t arg_count = 0;
  uint16_t unused = 0;
  uint32_t data = 0;  // of a kSlot or kKnown the slot; else where its operands begin in Code::args

  bool reads_slot() const { return kind == NodeKind::kSlot || kind == NodeKind::kKnown; }
};

constexpr size_t kMostOfAll = UINT16_MAX;

struct Code {
  // What the rest was made of, for expr/network_builder.h; null once it was read from an archive.
  struct Draft {
    Ast ast;
    Type type;
    std::vector<NodeCode> nodes;  // as Ast::nodes
  };
  std::unique_ptr<Draft> draft;

  std::string_view source;  // of the draft, or in the archive
  Array<CodeNode> nodes;    // as Ast::nodes
  Array<uint32_t> args;     // indices of nodes
  Array<Instruction> instructions;
  Array<int32_t> slots;  // sorted, distinct
  std::vector<Value> constants;
  uint32_t root = 0;        // of the nodes
  uint32_t loop_depth = 0;  // most loops within one another
  uint32_t max_stack = 0;
  // What the constants point into.
  struct Parts {
    std::list<std::string> strings;
    std::vector<std::unique_ptr<Value[]>> lists;
    std::vector<std::unique_ptr<MapEntry[]>> maps;
  };
  std::unique_ptr<Parts> parts;  // null: nothing

  Parts* MutableParts() {
    if (parts == nullptr) parts = std::make_unique<Parts>();
    return parts.get();
  }
  uint32_t Arg(const CodeNode& node, uint32_t i) const { return args[node.data + i]; }
};

// Runs the instructions from `begin` up to `end`. Begins a new use of `work`.
Value Run(const Code& code, uint32_t begin, uint32_t end, absl::Span<const Value> slots,
          Workspace* work);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_CODE_H_
