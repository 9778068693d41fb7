#ifndef RAPPORT_EXPR_NETWORK_H_
#define RAPPORT_EXPR_NETWORK_H_

// All conditions of a pack as one network, so that a decision touches only what its input changes.
//
// A program is taken apart at its `&&`, `||` and `!`. What is left are tests: a sum of counts
// against a constant, a number, text or bool in a slot, known(), or any other part, which the
// machine runs as it stands. Tests and gates are nodes; equal ones are one node, whichever programs
// they came from, and a program that reads another's result hangs from that one's node.
//
// A gate is an `or` of literals (`a && b` is `!(!a || !b)`) and holds two numbers: how many of its
// literals are true, and how many are open, that is unknown or an error. Its value follows from
// them by the rule of `&&` and `||`: one decisive operand settles it, whatever the others are. So
// when a node changes, each gate behind it costs one addition.
//
// Nodes stand in an order in which each is behind those it reads. For a baseline of slot values
// (nothing said, no fact told) every value is known beforehand. A round restores the baseline, sets
// the slots that differ, and visits the nodes that this reaches, each once, in order.
//
// Programs that only test single slots, joined by `&&`, and whose results nobody reads, have no
// nodes: conjunctions.h judges them together, at the end of the round.
//
// Why a program is open - which slots are missing, which error - the network does not know. For
// those few programs the whole program is evaluated by the machine, whose word is final.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "base/array.h"
#include "expr/ast.h"
#include "expr/conjunctions.h"
#include "expr/program.h"
#include "expr/value.h"

namespace rapport::expr {

enum class Truth : uint8_t { kFalse = 0, kTrue = 1, kOpen = 2 };  // open: unknown or an error

inline Truth TruthOf(bool holds) { return holds ? Truth::kTrue : Truth::kFalse; }
inline Truth TruthOf(const Value& value) {
  return value.kind() == ValueKind::kBool ? TruthOf(value.as_bool()) : Truth::kOpen;
}
inline Truth Negate(Truth truth, bool negate) {
  return truth == Truth::kOpen
             ? truth
             : static_cast<Truth>(static_cast<uint8_t>(truth) ^ static_cast<uint8_t>(negate));
}

// Plain data: integers, strings, and indices of each other.
struct Network {
  enum class Kind : uint8_t {
    kConstant,  // true
    kSum,       // of counts: within ranges[data]
    kInt,       // of a slot: within ranges[data]
    kNumber,    // a double in a slot: numbers[data]
    kBool,      // of a slot
    kKnown,     // of a slot
    kText,      // of a slot: equal to texts[data]
    kPart,      // parts[data], run by the machine
    kGate,
  };
  struct Node {
    Kind kind = Kind::kConstant;
    Truth truth = Truth::kFalse;  // in the baseline
    uint16_t unused = 0;
    int32_t slot = -1;
    uint32_t data = 0;
    uint32_t first_edge = 0;     // up to that of the next node
    uint32_t first_program = 0;  // likewise
  };
  struct Range {  // of n, when n - low <= width, without sign
    int64_t low = 0;
    uint64_t width = 0;
  };
  struct Number {
    Op op = Op::kEqual;
    double value = 0;
  };
  struct Part {  // a run of a program's instructions
    uint32_t program = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  Array<Node> nodes;              // and one more, where edges and programs end
  Array<int64_t> counters;        // by node, in the baseline: see kOneTrue
  Array<uint32_t> edges;          // gate * 2 + whether the literal is negated
  Array<uint32_t> node_programs;  // program * 2 + negated
  Array<uint32_t> reader_begins;  // by slot, and one more
  Array<uint32_t> readers;        // node * 2 + whether it is a sum
  Array<Range> ranges;
  std::vector<Number> numbers;
  std::vector<std::string> texts;
  Array<Part> parts;
  Conjunctions conjunctions;

  // By program.
  Array<int32_t> result_slots;     // -1 for none
  Array<Truth> truths;             // in the baseline
  Array<ErrorCode> errors;         // of an open one; kNone when it is unknown
  Array<uint32_t> missing_begins;  // and one more; into `missing`
  Array<int32_t> missing;          // slots that an open one misses

  // Whether what was read from an archive can be used without harm, with these programs and slots
  // of these types.
  bool IsValid(const std::vector<const Program*>& programs, absl::Span<const TypeKind> slots) const;
};

template <typename A>
void Visit(A& a, Network::Number& t) {
  a.Choice(t.op, Op::kToDyn);
  a.Real(t.value);
}

template <typename A>
void Visit(A& a, Network& t) {
  a.Items(t.nodes);
  a.Items(t.counters);
  a.Items(t.edges);
  a.Items(t.node_programs);
  a.Items(t.reader_begins);
  a.Items(t.readers);
  a.Items(t.ranges);
  a.Each(t.numbers);
  a.Each(t.texts);
  a.Items(t.parts);
  a.Item(t.conjunctions);
  a.Items(t.result_slots);
  a.Items(t.truths);
  a.Items(t.errors);
  a.Items(t.missing_begins);
  a.Items(t.missing);
}

// A gate's counter: true literals above, open ones below; and what a literal adds to it.
constexpr int64_t kOneTrue = int64_t{1} << 32;
constexpr int64_t GateShare(Truth truth, bool negated) {
  return truth == Truth::kOpen ? 1 : (truth == Truth::kTrue) != negated ? kOneTrue : 0;
}

// The value of one node, from its counter or from slots.
Truth EvaluateNode(const Network& network, const Network::Node& node, int64_t counter,
                   const std::vector<const Program*>& programs, absl::Span<const Value> slots,
                   EvalScratch* scratch);

// One user's copy of a network's values. Grows when it is bound, then allocates nothing.
class NetworkState {
 public:
  // Why a program is open. `missing` is good until the state is used again.
  struct Reason {
    ErrorCode error = ErrorCode::kNone;
    absl::Span<const int32_t> missing;
  };

  // All must outlive the state or the next call of Bind(). `programs` are those that the network
  // was built from, `baseline` the values of its slots but for the programs' results.
  void Bind(const Network* network, std::vector<const Program*> programs,
            const std::vector<Value>& baseline);
  const Network* network() const { return network_; }

  // Back to the baseline.
  void Restore();
  // A slot that no program writes. Once in a round, and before what reads it is propagated.
  void Set(int32_t slot, const Value& value) {
    Change(slot, value);
    const Slot& state = slot_states_[static_cast<size_t>(slot)];
    if (state.conjunction >= 0) {
      const auto at = static_cast<uint32_t>(state.conjunction);
      rows_[at] = network_->conjunctions.RowOf(at, value);
    }
    if (state.first_reader != state.end_reader) MarkReaders(slot, value);
  }
  void SetCount(int32_t slot, int32_t count);
  // Visits what is to be visited among the nodes before `end`.
  void Propagate(uint32_t end);
  // Visits the rest and judges the conjunctions: now every program has its value.
  void Finish();

  const std::vector<Value>& slots() const { return slots_; }
  EvalScratch* scratch() { return &scratch_; }
  // Those that were set since Restore(), each once; no other differs from the baseline. Good until
  // the state is used again.
  absl::Span<const int32_t> changed_slots() const {
    return {changed_slots_.data(), changed_slot_count_};
  }
  Truth truth(uint32_t program) const {
    const uint64_t bit = uint64_t{1} << (program % 64);
    if ((not_false_[program / 64] & bit) == 0) return Truth::kFalse;
    return (open_[program / 64] & bit) == 0 ? Truth::kTrue : Truth::kOpen;
  }
  // Calls `visit(program, truth)` for each in [begin, end) that is true or open.
  template <typename Callback>
  void ForEachNotFalse(uint32_t begin, uint32_t end, Callback visit) const;
  // Programs with nodes that this round has looked at, each once; most of them have changed.
  const std::vector<uint32_t>& changed_programs() const { return changed_programs_; }
  // Of an open program. Its slots must have their last values.
  Reason WhyOpen(uint32_t program);

 private:
  struct Slot {  // what hangs on one
    uint32_t first_reader = 0, end_reader = 0;
    int32_t conjunction = -1;  // its place in the conjunctions
    bool has_changed = false;
  };
  struct Record {  // why a program is open
    uint32_t program = 0;
    ErrorCode error = ErrorCode::kNone;
    uint32_t first_missing = 0;
    uint32_t end_missing = 0;
  };

  void BindConjunctions();
  void Change(int32_t slot, const Value& value) {
    const auto i = static_cast<size_t>(slot);
    slots_[i] = value;
    if (slot_states_[i].has_changed) return;
    slot_states_[i].has_changed = true;
    changed_slots_[changed_slot_count_++] = slot;
  }
  void MarkReaders(int32_t slot, const Value& value);
  void FollowEdges(uint32_t begin, uint32_t end, Truth before, Truth truth);
  void SetTruth(uint32_t program, Truth truth);
  Value Describe(uint32_t program);  // evaluates an open program and keeps why
  bool HasChangedSlot(uint32_t program) const;

  const Network* network_ = nullptr;
  std::vector<const Program*> programs_;
  std::vector<Value> baseline_, slots_;
  std::vector<Slot> slot_states_;
  std::vector<int32_t> changed_slots_;
  uint32_t changed_slot_count_ = 0;
  std::vector<int64_t> counters_;
  std::vector<Truth> node_truths_, baseline_truths_;
  std::vector<uint64_t> dirty_;   // to be visited: a bit a node
  std::vector<uint8_t> touched_;  // by word of these: some node may have changed
  // By program, a bit each: whether it is true or open, and whether it is open.
  std::vector<uint64_t> not_false_, open_, baseline_not_false_, baseline_open_;
  std::vector<uint32_t> rows_, baseline_rows_;        // by place in the conjunctions
  std::vector<uint64_t> judged_false_, judged_open_;  // by word of the conjunctions
  std::vector<uint32_t> changed_programs_;
  std::vector<Record> records_;
  std::vector<uint32_t> record_of_;  // by program: an index into records_ and 1 more, or 0
  std::vector<int32_t> missing_;
  EvalScratch scratch_;
};

template <typename Callback>
void NetworkState::ForEachNotFalse(uint32_t begin, uint32_t end, Callback visit) const {
  for (uint32_t word = begin / 64; word * 64 < end; ++word) {
    uint64_t bits = not_false_[word];
    if (word == begin / 64) bits &= ~uint64_t{0} << (begin % 64);
    if (end - word * 64 < 64) bits &= (uint64_t{1} << (end - word * 64)) - 1;
    for (; bits != 0; bits &= bits - 1) {
      const bool is_open = (open_[word] & bits & -bits) != 0;
      visit(word * 64 + static_cast<uint32_t>(__builtin_ctzll(bits)),
            is_open ? Truth::kOpen : Truth::kTrue);
    }
  }
}

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_NETWORK_H_
