// Code is checked as a machine would run it that knows the height of the stack but no values. All
// jumps but that of a loop's step go forward, so one pass in order meets every instruction after
// those that lead to it: each says what height the next one and its target must be entered with,
// and two that disagree are refused, and so is an instruction that nothing leads to. Loops must
// nest, and an item of a loop may be read only within it.
//
// Of the topmost value it is also known whether it must be a truth value (or unknown, or an error):
// values of conditions outlive their evaluation in slots, which only those that point nowhere may.
//
// A trace runs the code of single nodes. Of each node that it can reach, the code must be a run of
// instructions that stays above the height it begins with, jumps nowhere else, reads no item of a
// loop around it, and leaves one value.

#include "expr/verify.h"

#include <algorithm>
#include <vector>

#include "absl/container/inlined_vector.h"

namespace rapport::expr {
namespace {

constexpr uint32_t kUnset = 0xFFFFFFFF;
// Instructions and nodes of most programs, for which nothing is allocated.
constexpr size_t kUsual = 64;
// Nodes within nodes; what the parser allows at most is less.
constexpr size_t kMaxWorkPerInstruction = 1024;

bool IsUnary(Op op) {
  return op == Op::kNot || op == Op::kNegate || op == Op::kSize || op >= Op::kToBool;
}

class Verifier {
 public:
  Verifier(const Code& code, absl::Span<const TypeKind> slots)
      : code_(code), size_(static_cast<uint32_t>(code.instructions.size())), slots_(slots) {}

  bool Run(TypeKind kind) {
    return FollowCode() && (kind != TypeKind::kBool || at_[size_].truth) && CheckNodes();
  }
  bool RunPart(uint32_t begin, uint32_t end) { return FollowCode() && StandsAlone(begin, end); }

 private:
  bool FollowCode() {
    if (size_ == 0) return false;
    at_.assign(size_ + 1, {});
    if (!Lead(0, 0, 0, false)) return false;
    for (uint32_t i = 0; i < size_; ++i) {
      if (at_[i].height == kUnset || !Step(i)) return false;
    }
    return open_.empty() && at_[size_].height == 1 && at_[size_].loops == 0;
  }

  // The order of conditions is judged by Code::slots.
  bool IsListed(uint32_t slot) const {
    return slot < slots_.size() &&
           std::binary_search(code_.slots.begin(), code_.slots.end(), static_cast<int32_t>(slot));
  }

  // Control may come to `to` with a stack of `height` values, the topmost of which is a truth value
  // if `truth`, inside of `loops` loops.
  bool Lead(uint32_t to, uint32_t height, uint32_t loops, bool truth) {
    if (to > size_ || height > code_.max_stack) return false;
    if (at_[to].height == kUnset) {
      at_[to].height = height;
      at_[to].loops = loops;
    }
    at_[to].truth = at_[to].truth && truth;
    return at_[to].height == height && at_[to].loops == loops;
  }
  bool LeadForward(uint32_t from, uint32_t to, uint32_t height, uint32_t loops, bool truth) {
    return to > from && Lead(to, height, loops, truth);
  }
  static bool GivesTruth(Op op) {
    return op == Op::kNot || op == Op::kToBool || op == Op::kIn || op == Op::kContains ||
           op == Op::kStartsWith || op == Op::kEndsWith || IsComparison(op);
  }

  // What an instruction takes from the stack.
  static uint32_t Takes(const Instruction& in) {
    switch (in.code) {
      case OpCode::kConstant:
      case OpCode::kSlot:
      case OpCode::kKnown:
      case OpCode::kLocal:
      case OpCode::kJump:
      case OpCode::kLoopNext:
      case OpCode::kLoopEnd:
        return 0;
      case OpCode::kUnary:
      case OpCode::kJumpIfFalse:
      case OpCode::kJumpIfTrue:
      case OpCode::kBranch:
      case OpCode::kSelect:
      case OpCode::kHas:
      case OpCode::kLoopBegin:
      case OpCode::kLoopStep:
      case OpCode::kCheckKind:
        return 1;
      case OpCode::kBinary:
      case OpCode::kAnd:
      case OpCode::kOr:
        return 2;
      case OpCode::kList:
      case OpCode::kMap:
        return in.a;
    }
    return 0;
  }

  bool Step(uint32_t i) {
    const Instruction& in = code_.instructions[i];
    if (in.code > OpCode::kCheckKind || in.op > Op::kToDyn || in.loop > LoopKind::kExistsOne) {
      return false;
    }
    const uint32_t height = at_[i].height, loops = at_[i].loops;
    const bool truth = at_[i].truth;
    const uint32_t takes = Takes(in);
    if (takes > height) return false;
    const uint32_t rest = height - takes;
    switch (in.code) {
      case OpCode::kConstant:
        return in.a < code_.constants.size() &&
               Lead(i + 1, rest + 1, loops, code_.constants[in.a].kind() == ValueKind::kBool);
      case OpCode::kSlot:
        return IsListed(in.a) && Lead(i + 1, rest + 1, loops, slots_[in.a] == TypeKind::kBool);
      case OpCode::kKnown:
        return IsListed(in.a) && Lead(i + 1, rest + 1, loops, true);
      case OpCode::kLocal:
        return in.a < loops && Lead(i + 1, rest + 1, loops, false);
      case OpCode::kUnary:
        return IsUnary(in.op) && Lead(i + 1, rest + 1, loops, GivesTruth(in.op));
      case OpCode::kBinary:
        return !IsUnary(in.op) && Lead(i + 1, rest + 1, loops, GivesTruth(in.op));
      case OpCode::kMap:
        return in.a % 2 == 0 && Lead(i + 1, rest + 1, loops, false);
      case OpCode::kAnd:
      case OpCode::kOr:
        return Lead(i + 1, rest + 1, loops, true);
      case OpCode::kList:
        return Lead(i + 1, rest + 1, loops, false);
      case OpCode::kCheckKind:
        return in.a <= static_cast<uint32_t>(ValueKind::kMap) &&
               Lead(i + 1, height, loops, truth || in.a == static_cast<uint32_t>(ValueKind::kBool));
      case OpCode::kSelect:
      case OpCode::kHas:
        return in.a < code_.constants.size() &&
               code_.constants[in.a].kind() == ValueKind::kString &&
               Lead(i + 1, height, loops, in.code == OpCode::kHas);
      case OpCode::kJumpIfFalse:
      case OpCode::kJumpIfTrue:
        return Lead(i + 1, height, loops, truth) && LeadForward(i, in.a, height, loops, true);
      case OpCode::kBranch:  // to b with an error or unknown
        return Lead(i + 1, rest, loops, false) && LeadForward(i, in.a, rest, loops, false) &&
               LeadForward(i, in.b, height, loops, true);
      case OpCode::kJump:
        return LeadForward(i, in.a, height, loops, truth);
      case OpCode::kLoopBegin:  // to b likewise
        if (in.a != loops || loops >= code_.loop_depth) return false;
        open_.push_back({i, kUnset});
        return Lead(i + 1, rest, loops + 1, false) && LeadForward(i, in.b, height, loops, true);
      case OpCode::kLoopNext:
        if (open_.empty() || open_.back().next != kUnset || open_.back().begin + 1 != i) {
          return false;
        }
        open_.back().next = i;
        return in.a + 1 == loops && Lead(i + 1, height, loops, false) &&
               LeadForward(i, in.b, height, loops, false);
      case OpCode::kLoopStep:
        return !open_.empty() && in.b == open_.back().next && in.a + 1 == loops &&
               in.loop == code_.instructions[open_.back().begin].loop &&
               Lead(in.b, rest, loops, false) && Lead(i + 1, rest, loops, false);
      case OpCode::kLoopEnd:
        if (open_.empty() || in.a + 1 != loops ||
            in.loop != code_.instructions[open_.back().begin].loop) {
          return false;
        }
        open_.pop_back();
        return Lead(i + 1, height + 1, loops - 1, true);
    }
    return false;
  }

  // Whether instructions [begin, end) can be run by themselves.
  bool StandsAlone(uint32_t begin, uint32_t end) {
    if (begin >= end || end > size_) return false;
    work_ += end - begin;
    if (work_ > kMaxWorkPerInstruction * size_) return false;
    const uint32_t base = at_[begin].height, loops = at_[begin].loops;
    const auto inside = [&](uint32_t to) { return to >= begin && to <= end; };
    for (uint32_t i = begin; i < end; ++i) {
      const Instruction& in = code_.instructions[i];
      if (at_[i].height < base + Takes(in) || at_[i].loops < loops) return false;
      switch (in.code) {
        case OpCode::kLocal:
          if (in.a < loops) return false;
          break;
        case OpCode::kJump:
        case OpCode::kJumpIfFalse:
        case OpCode::kJumpIfTrue:
          if (!inside(in.a)) return false;
          break;
        case OpCode::kBranch:
          if (!inside(in.a) || !inside(in.b)) return false;
          break;
        case OpCode::kLoopBegin:
        case OpCode::kLoopNext:
        case OpCode::kLoopStep:
          if (!inside(in.b)) return false;
          break;
        case OpCode::kLoopEnd:
          if (at_[i].loops <= loops) return false;
          break;
        default:
          break;
      }
    }
    return at_[end].height == base + 1 && at_[end].loops == loops;
  }

  // The walk of trace.cc, from the root. Operands stand before their node, so it ends.
  bool CheckNodes() {
    if (code_.root >= code_.nodes.size() || code_.nodes.size() > kMostOfAll) return false;
    absl::InlinedVector<bool, kUsual> seen(code_.nodes.size(), false);
    absl::InlinedVector<uint32_t, kUsual> pending = {code_.root};
    while (!pending.empty()) {
      const uint32_t i = pending.back();
      pending.pop_back();
      if (seen[i]) return false;  // a tree, or a trace might be endless for all that is known
      seen[i] = true;
      const CodeNode& node = code_.nodes[i];
      if (node.kind > NodeKind::kLoop || node.op > Op::kToDyn || node.folded > 1) return false;
      if (node.begin > node.end || node.end > code_.source.size()) return false;
      if (!HasItsOperands(node)) return false;
      const bool is_given =
          node.folded != 0 || node.kind == NodeKind::kConstant || node.reads_slot();
      if (!(is_given ? IsWhatItRuns(node) : StandsAlone(node.code_begin, node.code_end))) {
        return false;
      }
      if (node.folded != 0) continue;
      const uint32_t parts = node.kind == NodeKind::kLoop ? 1 : node.arg_count;
      for (uint32_t k = 0; k < parts; ++k) {
        if (code_.Arg(node, k) >= i) return false;
        pending.push_back(code_.Arg(node, k));
      }
    }
    return true;
  }

  // Of names and constants, whose values are used as they are. One such instruction stands alone.
  bool IsWhatItRuns(const CodeNode& node) const {
    if (node.code_begin >= size_ || node.code_end != node.code_begin + 1) return false;
    const Instruction& in = code_.instructions[node.code_begin];
    if (!node.reads_slot() || node.folded != 0) return in.code == OpCode::kConstant;
    return in.code == (node.kind == NodeKind::kSlot ? OpCode::kSlot : OpCode::kKnown) &&
           in.a == node.data;
  }

  bool HasItsOperands(const CodeNode& node) const {
    if (node.reads_slot()) return node.data < slots_.size() && node.arg_count == 0;
    if (node.data > code_.args.size() || node.arg_count > code_.args.size() - node.data) {
      return false;
    }
    switch (node.kind) {
      case NodeKind::kAnd:
      case NodeKind::kOr:
        return node.arg_count >= 2;
      case NodeKind::kTernary:
      case NodeKind::kLoop:
        return node.arg_count == 3;
      case NodeKind::kApply:
        return node.arg_count == (IsUnary(node.op) ? 1u : 2u);
      default:
        return true;
    }
  }

  struct Place {  // what holds when control comes there
    uint32_t height = kUnset;
    uint32_t loops = kUnset;
    bool truth = true;
  };
  struct OpenLoop {
    uint32_t begin;
    uint32_t next;
  };
  const Code& code_;
  const uint32_t size_;
  const absl::Span<const TypeKind> slots_;
  absl::InlinedVector<Place, kUsual> at_;  // by instruction, and at the end
  std::vector<OpenLoop> open_;
  size_t work_ = 0;
};

}  // namespace

bool IsValidCode(const Code& code, absl::Span<const TypeKind> slots, TypeKind kind,
                 const PackLimits& limits) {
  const size_t most = limits.expression_bytes;
  if (code.source.size() > most || code.max_stack > most || code.loop_depth > most) {
    return false;
  }
  int32_t last = -1;
  for (const int32_t slot : code.slots) {
    if (slot <= last || slot >= static_cast<int32_t>(slots.size())) return false;
    last = slot;
  }
  return Verifier(code, slots).Run(kind);
}

bool IsValidPart(const Code& code, uint32_t begin, uint32_t end, absl::Span<const TypeKind> slots) {
  return Verifier(code, slots).RunPart(begin, end);
}

}  // namespace rapport::expr
