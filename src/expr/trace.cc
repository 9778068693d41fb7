// Traces are made after the fact: each node's code is run by itself, whether or not
// short-circuiting would have reached it, and a walk from the root then tells which parts the
// evaluation did reach. So evaluation itself pays nothing for being explained.

#include <optional>
#include <string>
#include <vector>

#include "expr/code.h"
#include "expr/program.h"
#include "expr/workspace.h"

namespace rapport::expr {
namespace {

TraceNode::Kind KindOf(const CodeNode& node) {
  using Kind = TraceNode::Kind;
  if (node.folded != 0) return Kind::kConstant;
  switch (node.kind) {
    case NodeKind::kAnd:
      return Kind::kAnd;
    case NodeKind::kOr:
      return Kind::kOr;
    case NodeKind::kSlot:
      return Kind::kName;
    case NodeKind::kKnown:
      return Kind::kKnown;
    case NodeKind::kConstant:
      return Kind::kConstant;
    case NodeKind::kApply:
      if (node.op == Op::kNot) return Kind::kNot;
      if (node.op == Op::kIn) return Kind::kIn;
      return IsComparison(node.op) ? Kind::kCompare : Kind::kOther;
    default:
      return Kind::kOther;
  }
}

std::optional<double> Measure(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kInt:
      return static_cast<double>(v.as_int());
    case ValueKind::kDouble:
      return v.as_double();
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      return static_cast<double>(v.as_instant().seconds) + v.as_instant().nanos / 1e9;
    default:
      return std::nullopt;
  }
}

bool SameMeasure(const Value& a, const Value& b) {
  const auto number = [](const Value& v) {
    return v.kind() == ValueKind::kInt || v.kind() == ValueKind::kDouble;
  };
  return a.kind() == b.kind() || (number(a) && number(b));
}

class Tracer {
 public:
  Tracer(const Code& code, absl::Span<const Value> slots, Workspace* work,
         std::vector<TraceNode>* trace)
      : code_(code), slots_(slots), work_(work), trace_(trace) {}

  void Run() {
    struct Visit {
      uint32_t node;
      int32_t parent;
      bool evaluated;
    };
    std::vector<Visit> pending = {{code_.root, -1, true}};
    while (!pending.empty()) {
      const Visit visit = pending.back();
      pending.pop_back();
      const CodeNode& node = code_.nodes[visit.node];
      const int32_t self = static_cast<int32_t>(trace_->size());
      trace_->push_back(Describe(visit.node, visit.parent, visit.evaluated));
      const size_t parts = Parts(visit.node);
      if (parts == 0) continue;
      const std::vector<bool> reached = Reached(node);
      for (size_t k = parts; k-- > 0;) {
        pending.push_back(
            {code_.Arg(node, static_cast<uint32_t>(k)), self, visit.evaluated && reached[k]});
      }
    }
  }

 private:
  Value ValueOf(uint32_t node) {
    const CodeNode& n = code_.nodes[node];
    return expr::Run(code_, n.code_begin, n.code_end, slots_, work_);
  }

  size_t Parts(uint32_t i) const {
    const CodeNode& node = code_.nodes[i];
    if (node.folded != 0) return 0;
    return node.kind == NodeKind::kLoop ? 1 : node.arg_count;
  }

  // Which operands the evaluation of `node` looks at.
  std::vector<bool> Reached(const CodeNode& node) {
    std::vector<bool> reached(node.arg_count, true);
    if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) {
      bool open = true;
      for (uint32_t k = 0; k < node.arg_count; ++k) {
        reached[k] = open;
        const Value v = ValueOf(code_.Arg(node, k));
        open = open && !(node.kind == NodeKind::kAnd ? v.is_false() : v.is_true());
      }
    } else if (node.kind == NodeKind::kTernary) {
      const Value condition = ValueOf(code_.Arg(node, 0));
      reached[1] = condition.is_true();
      reached[2] = condition.is_false();
    }
    return reached;
  }

  TraceNode Describe(uint32_t i, int32_t parent, bool evaluated) {
    const CodeNode& node = code_.nodes[i];
    const Value value = ValueOf(i);
    TraceNode out;
    out.begin = node.begin;
    out.end = node.end;
    out.parent = parent;
    out.kind = KindOf(node);
    out.value = value.ToString();
    out.slot = node.reads_slot() ? static_cast<int32_t>(node.data) : -1;
    out.is_true = value.is_true();
    out.is_false = value.is_false();
    out.is_unknown = value.is_unknown();
    out.is_error = value.is_error();
    out.evaluated = evaluated;
    if (out.kind == TraceNode::Kind::kCompare) {
      out.op = std::string(OpName(node.op));
      const Value left = ValueOf(code_.Arg(node, 0));
      const std::optional<double> a = Measure(left);
      const Value right = ValueOf(code_.Arg(node, 1));
      const std::optional<double> b = Measure(right);
      out.has_difference = a && b && SameMeasure(left, right);
      if (out.has_difference) out.difference = *a - *b;
    }
    return out;
  }

  const Code& code_;
  const absl::Span<const Value> slots_;
  Workspace* work_;
  std::vector<TraceNode>* trace_;
};

}  // namespace

Value Program::Trace(absl::Span<const Value> slots, EvalScratch* scratch,
                     std::vector<TraceNode>* trace) const {
  trace->clear();
  Tracer(*code_, slots, scratch->work_.get(), trace).Run();
  return Evaluate(slots, scratch);
}

}  // namespace rapport::expr
