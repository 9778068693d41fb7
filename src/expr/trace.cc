// Traces are made after the fact: each node's code is run by itself, once, whether or not
// short-circuiting would have reached it, and a walk from the root then tells which parts the
// evaluation did reach. So evaluation itself pays nothing for being explained.

#include "expr/trace.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "expr/code.h"
#include "expr/operations.h"
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
    case NodeKind::kTernary:
      return Kind::kChoice;
    case NodeKind::kLoop:
      return Kind::kLoop;
    case NodeKind::kApply:
      if (node.op == Op::kNot) return Kind::kNot;
      if (node.op == Op::kIn) return Kind::kIn;
      return IsComparison(node.op) ? Kind::kCompare : Kind::kApply;
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
  Tracer(const Code& code, absl::Span<const Value> slots, Workspace* work, TextArena* texts,
         std::vector<TraceNode>* trace)
      : code_(code), slots_(slots), work_(work), texts_(texts), trace_(*trace) {}

  void Run() {
    ListNodes();
    for (TraceNode& node : trace_) {
      node.result = ValueOf(node);
      node.value = node.result.ToText(texts_);
    }
    for (uint32_t i = 0; i < trace_.size(); ++i) {
      if (trace_[i].kind == TraceNode::Kind::kCompare) FindDifference(absl::MakeSpan(trace_), i);
    }
    for (uint32_t i = 0; i < trace_.size(); ++i) {
      if (!trace_[i].has_parts(i)) continue;
      ForEachPart(trace_, i,
                  [&](uint32_t part, bool reached) { trace_[part].evaluated = reached; });
    }
  }

 private:
  // Everything but values.
  void ListNodes() {
    std::vector<TraceVisit>& visits = work_->trace_visits;
    trace_.clear();
    visits.clear();
    visits.push_back({code_.root, -1});
    while (!visits.empty()) {
      const TraceVisit visit = visits.back();
      visits.pop_back();
      const CodeNode& node = code_.nodes[visit.node];
      const auto self = static_cast<int32_t>(trace_.size());
      trace_.emplace_back();
      TraceNode& out = trace_.back();
      out.kind = KindOf(node);
      out.op = node.op;
      out.begin = node.begin;
      out.end = node.end;
      out.code_begin = node.code_begin;
      out.code_end = node.code_end;
      out.parent = visit.parent;
      if (node.reads_slot()) out.slot = static_cast<int32_t>(node.data);
      for (uint32_t k = Parts(node); k-- > 0;) visits.push_back({code_.Arg(node, k), self});
    }
    for (auto i = static_cast<uint32_t>(trace_.size()); i-- > 0;) {
      trace_[i].next = std::max(trace_[i].next, i + 1);
      if (trace_[i].parent < 0) continue;
      uint32_t& next = trace_[static_cast<size_t>(trace_[i].parent)].next;
      next = std::max(next, trace_[i].next);
    }
  }

  static uint32_t Parts(const CodeNode& node) {
    if (node.folded != 0) return 0;
    return node.kind == NodeKind::kLoop ? 1 : node.arg_count;
  }

  // As the machine finds it; of names and constants without it.
  Value ValueOf(const TraceNode& node) {
    if (node.code_end - node.code_begin == 1) {
      const Instruction& in = code_.instructions[node.code_begin];
      if (in.code == OpCode::kConstant) return code_.constants[in.a];
      if (in.code == OpCode::kSlot && in.a < slots_.size()) return slots_[in.a];
    }
    return expr::Run(code_, node.code_begin, node.code_end, slots_, work_);
  }

  const Code& code_;
  const absl::Span<const Value> slots_;
  Workspace* work_;
  TextArena* texts_;
  std::vector<TraceNode>& trace_;
};

// What is a whole by itself: no step of an operator on such values costs more than another.
bool IsScalar(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kString:
    case ValueKind::kList:
    case ValueKind::kMap:
      return false;
    case ValueKind::kError:
      return v.error() != ErrorCode::kBudget;
    default:
      return true;
  }
}

}  // namespace

bool FindResult(absl::Span<const TraceNode> trace, uint32_t node, Workspace* work, Value* result) {
  using Kind = TraceNode::Kind;
  const TraceNode& n = trace[node];
  if (!n.has_parts(node)) return false;
  for (uint32_t part = node + 1; part < n.next; part = trace[part].next) {
    const TraceNode& p = trace[part];
    // What the value of a name or constant points to is still there.
    const bool is_given = (n.kind == Kind::kCompare || n.kind == Kind::kIn) &&
                          (p.kind == Kind::kName || p.kind == Kind::kConstant);
    if (!is_given && !IsScalar(p.result)) return false;
  }
  const Value& a = trace[node + 1].result;
  const uint32_t second = trace[node + 1].next;
  work->Begin(0, 0);
  switch (n.kind) {
    case Kind::kAnd:
    case Kind::kOr:
      *result = a;
      for (uint32_t part = second; part < n.next; part = trace[part].next) {
        const Value& b = trace[part].result;
        *result = n.kind == Kind::kAnd ? And(*result, b, work) : Or(*result, b, work);
      }
      return true;
    case Kind::kNot:
    case Kind::kCompare:
    case Kind::kIn:
    case Kind::kApply: {
      if (second == n.next) {
        *result = a.is_known() ? Apply(n.op, a, work) : a;
      } else {
        const Value& b = trace[second].result;
        *result = a.is_known() && b.is_known() ? Apply(n.op, a, b, work) : Propagate(a, b, work);
      }
      return IsScalar(*result);
    }
    case Kind::kChoice:
      *result = a.is_known() && a.kind() != ValueKind::kBool
                    ? Value::Error(ErrorCode::kNoSuchOverload)
                : a.is_true()  ? trace[second].result
                : a.is_false() ? trace[trace[second].next].result
                               : a;
      return true;
    default:
      return false;
  }
}

void FindDifference(absl::Span<TraceNode> trace, uint32_t node) {
  const TraceNode& left = trace[node + 1];
  const TraceNode& right = trace[left.next];
  const std::optional<double> a = Measure(left.result), b = Measure(right.result);
  trace[node].has_difference = a && b && SameMeasure(left.result, right.result);
  trace[node].difference = trace[node].has_difference ? *a - *b : 0;
}

Value Program::Trace(absl::Span<const Value> slots, EvalScratch* scratch, TextArena* texts,
                     std::vector<TraceNode>* trace) const {
  Tracer(*code_, slots, scratch->work_.get(), texts, trace).Run();
  return Evaluate(slots, scratch);
}

Value Program::EvaluateNode(absl::Span<const TraceNode> trace, uint32_t node, bool by_parts,
                            absl::Span<const Value> slots, EvalScratch* scratch) const {
  const TraceNode& n = trace[node];
  if (n.kind == TraceNode::Kind::kName) return slots[static_cast<size_t>(n.slot)];
  if (n.kind == TraceNode::Kind::kKnown) {
    const Value& value = slots[static_cast<size_t>(n.slot)];
    return value.is_error() ? value : Value::Bool(!value.is_unknown());
  }
  Workspace* const work = scratch->work_.get();
  Value result;
  if (by_parts && FindResult(trace, node, work, &result)) return result;
  return Run(*code_, n.code_begin, n.code_end, slots, work);
}

}  // namespace rapport::expr
