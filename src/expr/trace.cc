// Traces are made after the fact: each node's code is run by itself, once, whether or not
// short-circuiting would have reached it, and a walk from the root then tells which parts the
// evaluation did reach. So evaluation itself pays nothing for being explained.

#include "expr/trace.h"

#include <algorithm>

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
         Trace* trace)
      : code_(code),
        slots_(slots),
        work_(work),
        texts_(texts),
        trace_(*trace),
        nodes_(trace->nodes) {}

  void Run() {
    ListNodes();
    trace_.values.clear();
    for (const TraceNode& node : nodes_) {
      const Value result = ValueOf(node);
      trace_.values.push_back({result, result.ToText(texts_), {}});
    }
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].kind == TraceNode::Kind::kCompare) {
        trace_.values[i].difference = FindDifference(ViewOf(trace_), i);
      }
    }
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].has_parts(i)) continue;
      ForEachPart(ViewOf(trace_), i,
                  [&](uint32_t part, bool reached) { nodes_[part].evaluated = reached; });
    }
  }

 private:
  // Everything but values.
  void ListNodes() {
    std::vector<TraceVisit>& visits = work_->trace_visits;
    nodes_.clear();
    visits.clear();
    visits.push_back({code_.root, -1});
    while (!visits.empty()) {
      const TraceVisit visit = visits.back();
      visits.pop_back();
      const CodeNode& node = code_.nodes[visit.node];
      const auto self = static_cast<int32_t>(nodes_.size());
      nodes_.emplace_back();
      TraceNode& out = nodes_.back();
      out.value = static_cast<uint32_t>(self);
      out.kind = KindOf(node);
      out.op = node.op;
      out.begin = node.begin;
      out.end = node.end;
      out.code_begin = node.code_begin;
      out.code_end = node.code_end;
      out.parent = visit.parent;
      if (node.reads_slot()) out.slot = static_cast<int32_t>(node.data);
      if (visit.parent >= 0) {
        const TraceNode& parent = nodes_[static_cast<size_t>(visit.parent)];
        out.negated = parent.negated != (parent.kind == TraceNode::Kind::kNot);
      }
      for (uint32_t k = Parts(node); k-- > 0;) visits.push_back({code_.Arg(node, k), self});
    }
    for (auto i = static_cast<uint32_t>(nodes_.size()); i-- > 0;) {
      nodes_[i].next = std::max(nodes_[i].next, i + 1);
      if (nodes_[i].parent < 0) continue;
      uint32_t& next = nodes_[static_cast<size_t>(nodes_[i].parent)].next;
      next = std::max(next, nodes_[i].next);
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
  Trace& trace_;
  std::vector<TraceNode>& nodes_;
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

// Of `&&` and `||`, by the truth tables of docs/conditions.md: what decides wins over unknown, and
// that over errors, of which the first is kept. Of several unknown parts no slot is named.
bool FindJoined(const TraceView& trace, uint32_t node, Value* result) {
  const bool decisive = trace[node].kind == TraceNode::Kind::kOr;
  bool decided = false, open = false;
  Value error;
  for (uint32_t part = node + 1; part < trace[node].next; part = trace[part].next) {
    const Value& value = trace.value(part).result;
    if (value.kind() == ValueKind::kBool) {
      decided |= value.as_bool() == decisive;
      continue;
    }
    open = open || value.is_unknown();
    if (value.is_unknown()) continue;
    if (value.is_error() && value.error() == ErrorCode::kBudget) return false;
    if (error.is_error()) continue;
    error = value.is_error() ? value : Value::Error(ErrorCode::kNoSuchOverload);
  }
  *result = decided            ? Value::Bool(decisive)
            : open             ? Value()
            : error.is_error() ? error
                               : Value::Bool(!decisive);
  return true;
}

}  // namespace

bool FindResult(const TraceView& trace, uint32_t node, Workspace* work, Value* result) {
  using Kind = TraceNode::Kind;
  const TraceNode& n = trace[node];
  if (!n.has_parts(node)) return false;
  if (n.kind == Kind::kAnd || n.kind == Kind::kOr) return FindJoined(trace, node, result);
  for (uint32_t part = node + 1; part < n.next; part = trace[part].next) {
    const TraceNode& p = trace[part];
    // What the value of a name or constant points to is still there.
    const bool is_given = (n.kind == Kind::kCompare || n.kind == Kind::kIn) &&
                          (p.kind == Kind::kName || p.kind == Kind::kConstant);
    if (!is_given && !IsScalar(trace.value(part).result)) return false;
  }
  const Value& a = trace.value(node + 1).result;
  const uint32_t second = trace[node + 1].next;
  work->Begin(0, 0);
  switch (n.kind) {
    case Kind::kNot:
    case Kind::kCompare:
    case Kind::kIn:
    case Kind::kApply: {
      if (second == n.next) {
        *result = a.is_known() ? Apply(n.op, a, work) : a;
      } else {
        const Value& b = trace.value(second).result;
        *result = a.is_known() && b.is_known() ? Apply(n.op, a, b, work) : Propagate(a, b, work);
      }
      return IsScalar(*result);
    }
    case Kind::kChoice:
      *result = a.is_known() && a.kind() != ValueKind::kBool
                    ? Value::Error(ErrorCode::kNoSuchOverload)
                : a.is_true()  ? trace.value(second).result
                : a.is_false() ? trace.value(trace[second].next).result
                               : a;
      return true;
    default:
      return false;
  }
}

std::optional<double> FindDifference(const TraceView& trace, uint32_t node) {
  const Value& left = trace.value(node + 1).result;
  const Value& right = trace.value(trace[node + 1].next).result;
  if (!SameMeasure(left, right)) return std::nullopt;
  const std::optional<double> a = Measure(left), b = Measure(right);
  if (!a || !b) return std::nullopt;
  return *a - *b;
}

Value Program::Trace(absl::Span<const Value> slots, EvalScratch* scratch, TextArena* texts,
                     expr::Trace* trace) const {
  Tracer(*code_, slots, scratch->work_.get(), texts, trace).Run();
  return Evaluate(slots, scratch);
}

Value Program::EvaluateNode(const TraceView& trace, uint32_t node, bool by_parts,
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

bool Program::IsWhole(const TraceNode& root) const {
  return root.code_begin == 0 && root.code_end == code_->instructions.size();
}

}  // namespace rapport::expr
