#include "expr/code.h"
#include "expr/operations.h"

namespace rapport::expr {
namespace {

Value NoSuchOverload() { return Value::Error(ErrorCode::kNoSuchOverload); }

Value Slot(absl::Span<const Value> slots, uint32_t slot) {
  if (slot >= slots.size() || slots[slot].is_unknown()) {
    return Value::Unknown(static_cast<int32_t>(slot));
  }
  return slots[slot];
}

// Errors stay what they are: a fact that failed is not the same as one nobody told.
Value Known(const Value& v) { return v.is_error() ? v : Value::Bool(!v.is_unknown()); }

Value Initial(LoopKind loop) {
  switch (loop) {
    case LoopKind::kAll:
      return Value::Bool(true);
    case LoopKind::kExists:
      return Value::Bool(false);
    case LoopKind::kExistsOne:
      return Value::Int(0);
  }
  return Value();
}

// What a loop's range leaves to do: a list or map is walked, anything else is the result.
bool BeginLoop(const Value& range, LoopKind loop, LoopFrame* frame) {
  if (range.kind() != ValueKind::kList && range.kind() != ValueKind::kMap) {
    frame->result = range.is_known() ? NoSuchOverload() : range;
    return false;
  }
  frame->range = range;
  frame->result = Initial(loop);
  frame->next = 0;
  return true;
}

bool NextItem(LoopFrame* frame) {
  if (frame->range.kind() == ValueKind::kList) {
    const ListView list = frame->range.as_list();
    if (frame->next == list.size) return false;
    frame->item = list.items[frame->next++];
  } else {
    const MapView map = frame->range.as_map();
    if (frame->next == map.size) return false;
    frame->item = map.entries[frame->next++].key;
  }
  if (frame->item.is_unknown()) frame->item = Value::Unknown(-1);
  return true;
}

// Adds the condition's value for one item to the result; true when that is decided.
bool StepLoop(LoopKind loop, const Value& held, LoopFrame* frame, Workspace* work) {
  switch (loop) {
    case LoopKind::kAll:
      frame->result = And(frame->result, held, work);
      return frame->result.is_false();
    case LoopKind::kExists:
      frame->result = Or(frame->result, held, work);
      return frame->result.is_true();
    case LoopKind::kExistsOne: {
      // No error is absorbed, so every item counts.
      const Value bad =
          held.is_known() && held.kind() != ValueKind::kBool ? NoSuchOverload() : held;
      if (!frame->result.is_known() || !bad.is_known()) {
        frame->result = Propagate(frame->result, bad, work);
      } else if (held.is_true()) {
        frame->result = Value::Int(frame->result.as_int() + 1);
      }
      return false;
    }
  }
  return true;
}

Value LoopResult(LoopKind loop, const Value& result) {
  if (loop != LoopKind::kExistsOne || !result.is_known()) return result;
  return Value::Bool(result.as_int() == 1);
}

}  // namespace

Value Run(const Code& code, uint32_t begin, uint32_t end, absl::Span<const Value> slots,
          Workspace* work) {
  work->Begin(code.max_stack, code.loop_depth);
  const Instruction* const instructions = code.instructions.data();
  const Value* const constants = code.constants.data();
  Value* top = work->stack.data();  // behind the topmost value
  uint32_t at = begin;
  while (at < end) {
    if (!work->Spend(1)) return Value::Error(ErrorCode::kBudget);
    const Instruction& in = instructions[at++];
    switch (in.code) {
      case OpCode::kConstant:
        *top++ = constants[in.a];
        break;
      case OpCode::kSlot:
        *top++ = Slot(slots, in.a);
        break;
      case OpCode::kKnown:
        *top++ = Known(Slot(slots, in.a));
        break;
      case OpCode::kLocal:
        *top++ = work->loops[in.a].item;
        break;
      case OpCode::kUnary:
        if (top[-1].is_known()) top[-1] = Apply(in.op, top[-1], work);
        break;
      case OpCode::kBinary:
        --top;
        top[-1] = top[-1].is_known() && top[0].is_known() ? Apply(in.op, top[-1], top[0], work)
                                                          : Propagate(top[-1], top[0], work);
        break;
      case OpCode::kAnd:
        --top;
        top[-1] = And(top[-1], top[0], work);
        break;
      case OpCode::kOr:
        --top;
        top[-1] = Or(top[-1], top[0], work);
        break;
      case OpCode::kJumpIfFalse:
        if (top[-1].is_false()) at = in.a;
        break;
      case OpCode::kJumpIfTrue:
        if (top[-1].is_true()) at = in.a;
        break;
      case OpCode::kBranch:
        if (top[-1].kind() == ValueKind::kBool) {
          --top;
          if (top[0].is_false()) at = in.a;
        } else {
          if (top[-1].is_known()) top[-1] = NoSuchOverload();
          at = in.b;
        }
        break;
      case OpCode::kJump:
        at = in.a;
        break;
      case OpCode::kSelect:
        if (top[-1].is_known()) top[-1] = Select(top[-1], constants[in.a].as_string(), work);
        break;
      case OpCode::kHas:
        if (top[-1].is_known()) top[-1] = Has(top[-1], constants[in.a].as_string(), work);
        break;
      case OpCode::kList:
        top -= in.a;
        *top = MakeList(top, in.a, work);
        ++top;
        break;
      case OpCode::kMap:
        top -= in.a;
        *top = MakeMap(top, in.a, work);
        ++top;
        break;
      case OpCode::kLoopBegin:
        if (!BeginLoop(top[-1], in.loop, &work->loops[in.a])) {
          top[-1] = work->loops[in.a].result;
          at = in.b;
        } else {
          --top;
        }
        break;
      case OpCode::kLoopNext:
        if (!NextItem(&work->loops[in.a])) at = in.b;
        break;
      case OpCode::kLoopStep:
        --top;
        if (!StepLoop(in.loop, top[0], &work->loops[in.a], work)) at = in.b;
        break;
      case OpCode::kLoopEnd:
        *top++ = LoopResult(in.loop, work->loops[in.a].result);
        break;
      case OpCode::kCheckKind:
        if (top[-1].is_known() && top[-1].kind() != static_cast<ValueKind>(in.a)) {
          top[-1] = NoSuchOverload();
        }
        break;
    }
  }
  // The last instruction may have been the one that ran out.
  return work->exhausted() ? Value::Error(ErrorCode::kBudget) : top[-1];
}

}  // namespace rapport::expr
