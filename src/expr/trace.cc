// Traces are made after the fact: each node's code is run by itself, once, whether or not
// short-circuiting would have reached it, and a walk from the root then tells which parts the
// evaluation did reach. So evaluation itself pays nothing for being explained.

#include "expr/trace.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

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
      TraceValue value;
      value.result = ValueOf(node);
      value.text = value.result.ToText(texts_);
      trace_.values.push_back(value);
    }
    for (uint32_t i = 0; i < nodes_.size(); ++i) FollowFromParts(i);
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
      out.index = out.value = static_cast<uint32_t>(self);
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

  void FollowFromParts(uint32_t i) {
    const TraceNode& node = nodes_[i];
    std::vector<TraceValue>& values = trace_.values;
    if (!node.has_parts()) return;
    if (node.kind == TraceNode::Kind::kCompare) {
      FindDifference(values[i + 1].result, values[nodes_[i + 1].next].result, &values[i]);
    }
    uint32_t part = i + 1, parts = 0;
    for (; part < node.next; part = nodes_[part].next) ++parts;
    part = i + 1;
    values[i].reached = FindReached(node.kind, parts, [&]() -> const TraceValue& {
      return values[std::exchange(part, nodes_[part].next)];
    });
    part = i + 1;
    for (uint32_t k = 0; k < parts; ++k, part = nodes_[part].next) {
      nodes_[part].evaluated = node.evaluated && IsReached(node.kind, values[i].reached, k);
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

}  // namespace

void FindDifference(const Value& left, const Value& right, TraceValue* value) {
  const std::optional<double> a = Measure(left), b = Measure(right);
  const double difference = a && b && SameMeasure(left, right) ? *a - *b : NAN;
  value->has_difference = !std::isnan(difference);  // nor is there one to what is not a number
  value->difference = value->has_difference ? difference : 0;
}

Value Program::Trace(absl::Span<const Value> slots, EvalScratch* scratch, TextArena* texts,
                     expr::Trace* trace) const {
  Tracer(*code_, slots, scratch->work_.get(), texts, trace).Run();
  return Evaluate(slots, scratch);
}

bool Program::IsWhole(const TraceNode& root) const {
  return root.code_begin == 0 && root.code_end == code_->instructions.size();
}

}  // namespace rapport::expr
