// Which programs NetworkBuilder takes for conjunctions of tests (conjunctions.h).

#include <utility>

#include "expr/interval.h"
#include "expr/network_builder.h"

namespace rapport::expr {

// Whether a value there is set once in a round and changes no more.
bool NetworkBuilder::IsInput(int32_t slot) const {
  return !slots_[static_cast<size_t>(slot)].is_count && results_.count(slot) == 0;
}

// Whether the node, or what it denies, is a conjunction of tests of inputs; appends them.
bool NetworkBuilder::CollectTests(uint32_t i, bool negated, std::vector<SlotTest>* tests) const {
  const Ast& ast = draft().ast;
  const Node& node = ast.nodes[i];
  if (IsConstant(i)) {
    const Value value = ConstantOf(i);
    return value.kind() == ValueKind::kBool && value.as_bool() != negated;
  }
  if (node.kind == (negated ? NodeKind::kOr : NodeKind::kAnd)) {
    for (uint32_t k = 0; k < node.arg_count; ++k) {
      if (!CollectTests(ast.Arg(node, k), negated, tests)) return false;
    }
    return true;
  }
  if (node.kind == NodeKind::kApply && node.op == Op::kNot) {
    return CollectTests(ast.Arg(node, 0), !negated, tests);
  }
  return CollectTest(node, negated, tests);
}

bool NetworkBuilder::CollectTest(const Node& node, bool negated,
                                 std::vector<SlotTest>* tests) const {
  SlotTest test;
  test.negated = negated;
  if (node.kind == NodeKind::kSlot || node.kind == NodeKind::kKnown) {
    test.slot = node.slot;
    if (node.kind == NodeKind::kSlot) test.kind = Conjunctions::Kind::kBool;
    if (!IsInput(node.slot) || (node.kind == NodeKind::kSlot &&
                                slots_[static_cast<size_t>(node.slot)].type != TypeKind::kBool)) {
      return false;
    }
    tests->push_back(std::move(test));
    return true;
  }
  if (node.kind != NodeKind::kApply || (node.op != Op::kIn && !IsComparison(node.op))) return false;
  uint32_t side = draft().ast.Arg(node, 0), constant = draft().ast.Arg(node, 1);
  Op op = node.op;
  if (IsConstant(side) && op != Op::kIn) {
    std::swap(side, constant);
    op = Mirrored(op);
  }
  const Node& read = draft().ast.nodes[side];
  if (!IsConstant(constant) || IsConstant(side) || read.kind != NodeKind::kSlot ||
      !IsInput(read.slot)) {
    return false;
  }
  test.slot = read.slot;
  const TypeKind type = slots_[static_cast<size_t>(read.slot)].type;
  const Value value = ConstantOf(constant);
  if (type == TypeKind::kInt && value.kind() == ValueKind::kInt && op != Op::kIn) {
    const Interval interval = IntervalOf(op, value.as_int());
    test.kind = Conjunctions::Kind::kInt;
    test.low = interval.low;
    test.high = interval.high;
    test.negated = negated != interval.negated;
  } else if (type == TypeKind::kString && op == Op::kIn && value.kind() == ValueKind::kList) {
    test.kind = Conjunctions::Kind::kText;
    for (const Value& item : value.as_list()) {
      if (item.kind() != ValueKind::kString) return false;
      test.texts.emplace_back(item.as_string());
    }
  } else if (type == TypeKind::kString && value.kind() == ValueKind::kString && !IsOrdering(op)) {
    test.kind = Conjunctions::Kind::kText;
    test.texts.emplace_back(value.as_string());
    test.negated = negated != (op == Op::kNotEqual);
  } else {
    return false;
  }
  tests->push_back(std::move(test));
  return true;
}

}  // namespace rapport::expr
