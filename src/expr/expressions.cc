#include "expr/expressions.h"

#include <utility>

#include "expr/operations.h"
#include "expr/program.h"
#include "expr/workspace.h"

namespace rapport::expr {
namespace {

using Kind = TraceNode::Kind;

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

// Of most comparisons there are.
bool CompareInts(Op op, int64_t a, int64_t b) {
  switch (op) {
    case Op::kEqual:
      return a == b;
    case Op::kNotEqual:
      return a != b;
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a <= b;
    case Op::kGreater:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

void Expressions::Reset(std::vector<bool> long_slots) {
  expressions_.clear();
  values_.clear();
  parts_.clear();
  by_text_.clear();
  long_slots_ = std::move(long_slots);
}

// From the last node to the first, so that parts come before what they are parts of.
void Expressions::Add(const Program& program, Trace* trace) {
  const std::string_view source = program.source();
  for (auto n = static_cast<uint32_t>(trace->nodes.size()); n-- > 0;) {
    TraceNode& node = trace->nodes[n];
    const std::string_view text = source.substr(node.begin, node.end - node.begin);
    const uint32_t known = by_text_.try_emplace(text, size()).first->second;
    // `value` is still the node's own number in IsSame() and AddNode().
    node.value = known < size() && IsSame(known, *trace, n) ? known : AddNode(program, *trace, n);
  }
}

void Expressions::Close() {
  by_text_ = {};
  expressions_.shrink_to_fit();
  values_.shrink_to_fit();
  parts_.shrink_to_fit();
}

// Texts alone do not tell: a name may be another's in another place, and an image may lie. What the
// body of a loop names is not to be seen, so no two are the same.
bool Expressions::IsSame(uint32_t i, const Trace& trace, uint32_t n) const {
  const Expression& e = expressions_[i];
  const TraceNode& node = trace.nodes[n];
  if (node.kind == Kind::kLoop || e.kind != node.kind || e.op != node.op || e.slot != node.slot ||
      values_[i].text != trace.values[n].text) {
    return false;
  }
  uint32_t p = e.parts_begin, part = n + 1;
  while (p < e.parts_end && part < node.next && parts_[p] == trace.nodes[part].value) {
    ++p;
    part = trace.nodes[part].next;
  }
  return p == e.parts_end && part == node.next;
}

uint32_t Expressions::AddNode(const Program& program, const Trace& trace, uint32_t n) {
  constexpr uint32_t kMostNodes = 2000;
  const TraceNode& node = trace.nodes[n];
  Expression e;
  e.kind = node.kind;
  e.op = node.op;
  e.slot = node.slot;
  e.program = &program;
  e.code_begin = node.code_begin;
  e.code_end = node.code_end;
  const bool is_long = node.slot >= 0 && static_cast<size_t>(node.slot) < long_slots_.size() &&
                       long_slots_[static_cast<size_t>(node.slot)];
  e.by_parts = node.kind != Kind::kLoop && !is_long && node.next - n <= kMostNodes;
  e.parts_begin = static_cast<uint32_t>(parts_.size());
  for (uint32_t part = n + 1; part < node.next; part = trace.nodes[part].next) {
    const Kind kind = trace.nodes[part].kind;
    e.by_parts = e.by_parts && expressions_[trace.nodes[part].value].by_parts;
    e.of_given = e.of_given && (kind == Kind::kName || kind == Kind::kConstant);
    parts_.push_back(trace.nodes[part].value);
  }
  e.parts_end = static_cast<uint32_t>(parts_.size());
  expressions_.push_back(e);
  values_.push_back(trace.values[n]);
  return size() - 1;
}

Expressions::Change Expressions::Evaluate(uint32_t i, absl::Span<const Value> slots,
                                          EvalScratch* scratch, TextArena* texts) {
  TraceValue& value = values_[i];
  const Value before = value.result;
  const uint32_t reached = value.reached;
  Find(expressions_[i], slots, scratch, &value);
  Change change;
  change.reached = value.reached != reached;
  if (value.result.IsSameScalar(before)) return change;
  const std::string_view text = value.result.ToText(texts);
  // What points somewhere is the same when it is said the same.
  change.text = value.result.kind() != before.kind() || text != value.text;
  if (change.text) {
    value.text = text;
  } else {
    texts->GiveBack(text);
  }
  return change;
}

void Expressions::MoveTexts(TextArena* to) {
  for (TraceValue& value : values_) {
    const ValueKind kind = value.result.kind();
    if (kind == ValueKind::kBool || kind == ValueKind::kUnknown) continue;
    value.text = to->Add(value.text);
  }
}

inline void Expressions::Find(const Expression& e, absl::Span<const Value> slots,
                              EvalScratch* scratch, TraceValue* value) const {
  switch (e.kind) {
    case Kind::kName:
      value->result = slots[static_cast<size_t>(e.slot)];
      return;
    case Kind::kKnown: {
      const Value& known = slots[static_cast<size_t>(e.slot)];
      value->result = known.is_error() ? known : Value::Bool(!known.is_unknown());
      return;
    }
    case Kind::kCompare:
      if (Compare(e, value)) return;
      break;
    case Kind::kAnd:
    case Kind::kOr:
      if (e.by_parts) return Join(e, value);
      break;
    default:
      break;
  }
  if (!e.by_parts || !FindByParts(e, scratch->work_.get(), &value->result)) {
    value->result = e.program->EvaluatePart(e.code_begin, e.code_end, slots, scratch);
  }
  uint32_t k = 0;
  value->reached = FindReached(e.kind, e.parts_end - e.parts_begin,
                               [&]() -> const TraceValue& { return part(e, k++); });
}

// Of `&&` and `||`, by the truth tables of docs/conditions.md: what decides wins over unknown, and
// that over errors, of which the first is kept. Of several unknown parts no slot is named.
inline void Expressions::Join(const Expression& e, TraceValue* joined) const {
  const bool decisive = e.kind == Kind::kOr;
  const uint32_t* const begin = parts_.data() + e.parts_begin;
  const uint32_t* const end = parts_.data() + e.parts_end;
  bool open = false;
  Value error;
  for (const uint32_t* p = begin; p < end; ++p) {
    const Value& value = values_[*p].result;
    if (value.kind() == ValueKind::kBool) {
      if (value.as_bool() != decisive) continue;
      joined->reached = static_cast<uint32_t>(p - begin) + 1;
      joined->result = value;
      return;
    }
    open = open || value.is_unknown();
    if (value.is_unknown() || error.is_error()) continue;
    error = value.is_error() ? value : Value::Error(ErrorCode::kNoSuchOverload);
  }
  joined->reached = static_cast<uint32_t>(end - begin);
  joined->result = open ? Value() : error.is_error() ? error : Value::Bool(!decisive);
}

// Of two ints at once, as most are; false of anything else, of which it finds the difference only.
inline bool Expressions::Compare(const Expression& e, TraceValue* value) const {
  const Value& a = part(e, 0).result;
  const Value& b = part(e, 1).result;
  if (a.kind() != ValueKind::kInt || b.kind() != ValueKind::kInt) {
    FindDifference(a, b, value);
    return false;
  }
  value->result = Value::Bool(CompareInts(e.op, a.as_int(), b.as_int()));
  value->difference = static_cast<double>(a.as_int()) - static_cast<double>(b.as_int());
  value->has_difference = true;
  return true;
}

// False when that is for the machine to find: only numbers, times, bools, unknowns and errors are
// put together here, and only by operators; `==`, `in` and the like also take what a name or
// constant points to.
bool Expressions::FindByParts(const Expression& e, Workspace* work, Value* result) const {
  const uint32_t parts = e.parts_end - e.parts_begin;
  if (parts == 0) return false;
  const Value& a = part(e, 0).result;
  if (e.kind == Kind::kChoice) {
    const Value& chosen = part(e, a.is_true() ? 1 : 2).result;
    if (!IsScalar(a) || !IsScalar(chosen)) return false;
    *result = !a.is_known()                  ? a
              : a.kind() != ValueKind::kBool ? Value::Error(ErrorCode::kNoSuchOverload)
                                             : chosen;
    return true;
  }
  const bool takes_any = e.kind == Kind::kCompare || e.kind == Kind::kIn;
  if (!takes_any && e.kind != Kind::kNot && e.kind != Kind::kApply) return false;
  const Value& b = part(e, parts - 1).result;
  if (!(takes_any && e.of_given) && (!IsScalar(a) || !IsScalar(b))) return false;
  work->Begin(0, 0);
  if (parts == 1) {
    *result = a.is_known() ? Apply(e.op, a, work) : a;
  } else {
    *result = a.is_known() && b.is_known() ? Apply(e.op, a, b, work) : Propagate(a, b, work);
  }
  return !work->exhausted() && IsScalar(*result);
}

}  // namespace rapport::expr
