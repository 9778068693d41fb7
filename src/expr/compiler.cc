#include "expr/compiler.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "expr/workspace.h"

namespace rapport::expr {
namespace {

constexpr uint32_t kNone = static_cast<uint32_t>(-1);

ValueKind KindOf(TypeKind kind) {
  switch (kind) {
    case TypeKind::kNull:
      return ValueKind::kNull;
    case TypeKind::kBool:
      return ValueKind::kBool;
    case TypeKind::kInt:
      return ValueKind::kInt;
    case TypeKind::kDouble:
      return ValueKind::kDouble;
    case TypeKind::kString:
      return ValueKind::kString;
    case TypeKind::kDuration:
      return ValueKind::kDuration;
    case TypeKind::kTimestamp:
      return ValueKind::kTimestamp;
    case TypeKind::kList:
      return ValueKind::kList;
    case TypeKind::kMap:
      return ValueKind::kMap;
    case TypeKind::kDyn:
      break;
  }
  return ValueKind::kUnknown;
}

class Compiler {
 public:
  Compiler(Checking checking, Issues* issues) : checking_(checking), issues_(issues) {}

  std::unique_ptr<Code> Compile(Ast ast, const Type& type, const Type& result) {
    code_->draft = std::make_unique<Code::Draft>();
    code_->draft->ast = std::move(ast);
    code_->draft->type = type;
    code_->loop_depth = tree().loop_depth;
    Relate();
    for (uint32_t i = 0; i < tree().nodes.size(); ++i) {
      if (nodes()[i].reachable) Visit(i);
    }
    if (!result.is_dyn() && type.is_dyn()) {
      Emit({OpCode::kCheckKind, Op::kNot, LoopKind::kAll,
            static_cast<uint32_t>(KindOf(result.kind()))});
    }
    std::sort(slots_.begin(), slots_.end());
    slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
    code_->slots = slots_;
    DropUnused();
    KeepTree();
    return std::move(code_);
  }

 private:
  // A node's place in its parent, and the jumps to its end that wait for it to be known.
  struct Place {
    uint32_t parent = kNone;
    uint32_t position = 0;
    std::vector<uint32_t> to_end;
    uint32_t loop_next = 0;  // of a loop: where the next item is fetched
  };

  const Ast& tree() const { return code_->draft->ast; }
  std::vector<NodeCode>& nodes() { return code_->draft->nodes; }
  const std::vector<NodeCode>& nodes() const { return code_->draft->nodes; }
  uint32_t Here() const { return static_cast<uint32_t>(code_->instructions.size()); }

  void Relate() {
    nodes().resize(tree().nodes.size());
    places_.resize(tree().nodes.size());
    nodes()[tree().root].reachable = true;
    for (uint32_t i = static_cast<uint32_t>(tree().nodes.size()); i-- > 0;) {
      const Node& node = tree().nodes[i];
      if (!nodes()[i].reachable) continue;
      for (uint32_t k = 0; k < node.arg_count; ++k) {
        const uint32_t arg = tree().Arg(node, k);
        nodes()[arg].reachable = true;
        places_[arg].parent = i;
        places_[arg].position = k;
      }
    }
  }

  uint32_t Emit(const Instruction& instruction) {
    code_->instructions.push_back(instruction);
    return Here() - 1;
  }

  uint32_t Constant(const Value& value) {
    code_->constants.push_back(value);
    return static_cast<uint32_t>(code_->constants.size() - 1);
  }

  // The depth of the stack follows from the code: every node leaves one value more than it found.
  void Push(uint32_t values) {
    depth_ += values;
    code_->max_stack = std::max(code_->max_stack, depth_);
  }

  void Visit(uint32_t i) {
    const Node& node = tree().nodes[i];
    NodeCode& extent = nodes()[i];
    extent.begin = node.arg_count > 0 ? nodes()[tree().Arg(node, 0)].begin : Here();
    EmitNode(i, node);
    extent.end = Here();
    Patch(i);
    Fold(i, node);
    const Place& place = places_[i];
    if (place.parent != kNone) Between(place.parent, place.position);
  }

  // The code of the node itself, behind that of its operands.
  void EmitNode(uint32_t i, const Node& node) {
    switch (node.kind) {
      case NodeKind::kInvalid:
        break;
      case NodeKind::kConstant:
        Emit({OpCode::kConstant, Op::kNot, LoopKind::kAll, Constant(node.value)});
        Push(1);
        break;
      case NodeKind::kSlot:
      case NodeKind::kKnown:
        Emit({node.kind == NodeKind::kSlot ? OpCode::kSlot : OpCode::kKnown, Op::kNot,
              LoopKind::kAll, static_cast<uint32_t>(node.slot)});
        slots_.push_back(node.slot);
        Push(1);
        break;
      case NodeKind::kLocal:
        Emit({OpCode::kLocal, Op::kNot, LoopKind::kAll, tree().nodes[node.target].target});
        Push(1);
        break;
      case NodeKind::kLoopVariable:
        BeginLoop(i, node);
        break;
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kTernary:
        break;  // all of it stands between the operands
      case NodeKind::kApply:
        Emit({node.arg_count == 1 ? OpCode::kUnary : OpCode::kBinary, node.op});
        depth_ -= node.arg_count - 1;
        break;
      case NodeKind::kSelect:
      case NodeKind::kHas:
        Emit({node.kind == NodeKind::kSelect ? OpCode::kSelect : OpCode::kHas, Op::kNot,
              LoopKind::kAll, Constant(node.value)});
        break;
      case NodeKind::kList:
      case NodeKind::kMap:
        Emit({node.kind == NodeKind::kList ? OpCode::kList : OpCode::kMap, Op::kNot, LoopKind::kAll,
              node.arg_count});
        depth_ -= node.arg_count;
        Push(1);
        break;
      case NodeKind::kLoop:
        EndLoop(i, node);
        break;
    }
  }

  // What stands between the operand of `parent` at `position` and the next one.
  void Between(uint32_t parent, uint32_t position) {
    const Node& node = tree().nodes[parent];
    Place& place = places_[parent];
    const bool last = position + 1 == node.arg_count;
    if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) {
      const bool is_and = node.kind == NodeKind::kAnd;
      if (position > 0) {
        Emit({is_and ? OpCode::kAnd : OpCode::kOr});
        --depth_;
      }
      if (!last)
        place.to_end.push_back(Emit({is_and ? OpCode::kJumpIfFalse : OpCode::kJumpIfTrue}));
    } else if (node.kind == NodeKind::kTernary && position == 0) {
      place.loop_next = Emit({OpCode::kBranch});
      place.to_end.push_back(place.loop_next);
      --depth_;
    } else if (node.kind == NodeKind::kTernary && position == 1) {
      place.to_end.push_back(Emit({OpCode::kJump}));
      code_->instructions[place.loop_next].a = Here();
      --depth_;
    }
  }

  void BeginLoop(uint32_t i, const Node& variable) {
    Place& place = places_[places_[i].parent];
    place.to_end.push_back(Emit({OpCode::kLoopBegin, Op::kNot, variable.loop, variable.target}));
    place.loop_next = Emit({OpCode::kLoopNext, Op::kNot, variable.loop, variable.target});
    --depth_;
  }

  void EndLoop(uint32_t i, const Node& node) {
    const uint32_t frame = tree().ArgNode(node, 1).target;
    const uint32_t next = places_[i].loop_next;
    Emit({OpCode::kLoopStep, Op::kNot, node.loop, frame, next});
    --depth_;
    code_->instructions[next].b = Here();
    Emit({OpCode::kLoopEnd, Op::kNot, node.loop, frame});
    Push(1);
  }

  void Patch(uint32_t i) {
    for (uint32_t jump : places_[i].to_end) {
      Instruction& instruction = code_->instructions[jump];
      const bool second =
          instruction.code == OpCode::kBranch || instruction.code == OpCode::kLoopBegin;
      (second ? instruction.b : instruction.a) = Here();
    }
  }

  bool IsConstant(const Node& node) const {
    switch (node.kind) {
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kTernary:
      case NodeKind::kApply:
      case NodeKind::kSelect:
      case NodeKind::kHas:
      case NodeKind::kList:
      case NodeKind::kMap:
        break;
      default:
        return false;
    }
    for (uint32_t k = 0; k < node.arg_count; ++k) {
      const uint32_t arg = tree().Arg(node, k);
      if (tree().nodes[arg].kind != NodeKind::kConstant && !nodes()[arg].folded) return false;
    }
    return true;
  }

  // Evaluates a node of constants once and for all. The machine does it, so folding cannot change
  // the result; what fails is left to fail at run time, where `||` may absorb it.
  void Fold(uint32_t i, const Node& node) {
    if (!IsConstant(node)) return;
    NodeCode& extent = nodes()[i];
    const Value value = Run(*code_, extent.begin, extent.end, {}, &work_);
    if (!value.is_known()) {
      ReportFailure(node, value);
      return;
    }
    code_->instructions.resize(extent.begin);
    Emit({OpCode::kConstant, Op::kNot, LoopKind::kAll, Constant(Keep(value))});
    extent.end = Here();
    extent.folded = true;
  }

  void ReportFailure(const Node& node, const Value& error) {
    if (checking_ != Checking::kStrict || !error.is_error()) return;
    const bool literal = node.arg_count == 1 && tree().ArgNode(node, 0).kind == NodeKind::kConstant;
    std::string message, hint;
    if (node.kind == NodeKind::kMap && error.error() == ErrorCode::kDuplicateKey) {
      message = "the map has a key twice";
    } else if (literal && node.kind == NodeKind::kApply && node.op == Op::kToDuration) {
      message = StrCat(tree().ArgNode(node, 0).value.ToString(), " is not a duration");
      hint = "units are h, m, s, ms, us and ns, without spaces: \"1h30m\"; a day is \"24h\"";
    } else if (literal && node.kind == NodeKind::kApply && node.op == Op::kToTimestamp) {
      message = StrCat(tree().ArgNode(node, 0).value.ToString(), " is not a timestamp");
      hint = "write \"2026-03-01T10:20:00Z\", in the years 1 to 9999";
    } else {
      return;
    }
    issues_->push_back({"expr-constant", node.begin, node.end, message, hint});
  }

  // A copy that the program owns.
  Value Keep(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kString: {
        auto& strings = code_->MutableParts()->strings;
        strings.emplace_back(value.as_string());
        return Value::String(strings.back());
      }
      case ValueKind::kList: {
        const ListView list = value.as_list();
        Value* const items = new Value[list.size];
        code_->MutableParts()->lists.emplace_back(items);
        for (uint32_t i = 0; i < list.size; ++i) items[i] = Keep(list.items[i]);
        return Value::List(items, list.size);
      }
      case ValueKind::kMap: {
        const MapView map = value.as_map();
        MapEntry* const entries = new MapEntry[map.size];
        code_->MutableParts()->maps.emplace_back(entries);
        for (uint32_t i = 0; i < map.size; ++i) {
          entries[i] = {Keep(map.entries[i].key), Keep(map.entries[i].value)};
        }
        return Value::Map(entries, map.size);
      }
      default:
        return value;
    }
  }

  // Folding "a" + "b" + ... keeps every sum on the way; only the constants still in use stay.
  void DropUnused() {
    const std::vector<Value> constants = std::exchange(code_->constants, {});
    const auto parts = std::exchange(code_->parts, nullptr);
    for (Instruction& instruction : code_->instructions) {
      if (instruction.code == OpCode::kConstant || instruction.code == OpCode::kSelect ||
          instruction.code == OpCode::kHas) {
        instruction.a = Constant(Keep(constants[instruction.a]));
      }
    }
  }

  static uint16_t Short(uint32_t number) { return static_cast<uint16_t>(number); }

  void KeepTree() {
    if (tree().source.size() > kMostOfAll || code_->instructions.size() > kMostOfAll) {
      issues_->push_back({"limit", 0, static_cast<uint32_t>(tree().source.size()),
                          StrCat("the expression needs more than ", kMostOfAll, " steps"),
                          "split it into several conditions"});
      return;
    }
    code_->source = tree().source;
    code_->root = tree().root;
    code_->args = tree().args;
    code_->nodes.reserve(tree().nodes.size());
    for (uint32_t i = 0; i < tree().nodes.size(); ++i) {
      const Node& node = tree().nodes[i];
      const NodeCode& extent = nodes()[i];
      CodeNode kept;
      kept.kind = node.kind;
      kept.op = node.op;
      kept.folded = extent.folded ? 1 : 0;
      kept.begin = Short(node.begin);
      kept.end = Short(node.end);
      kept.code_begin = Short(extent.begin);
      kept.code_end = Short(extent.end);
      kept.data = kept.reads_slot() ? static_cast<uint32_t>(node.slot) : node.first_arg;
      kept.arg_count = Short(node.arg_count);
      code_->nodes.push_back(kept);
    }
    code_->instructions.shrink_to_fit();
    code_->constants.shrink_to_fit();
  }

  const Checking checking_;
  Issues* issues_;
  std::unique_ptr<Code> code_ = std::make_unique<Code>();
  std::vector<Place> places_;
  std::vector<int32_t> slots_;
  uint32_t depth_ = 0;
  Workspace work_;
};

}  // namespace

std::unique_ptr<Code> Emit(Ast ast, const Type& type, const Type& result, Checking checking,
                           Issues* issues) {
  return Compiler(checking, issues).Compile(std::move(ast), type, result);
}

}  // namespace rapport::expr
