#include "expr/network_builder.h"

#include <algorithm>
#include <string>

#include "expr/interval.h"

namespace rapport::expr {
namespace {

template <typename T>
void Append(const std::vector<T>& items, Array<T>* array) {
  array->append(items.data(), items.data() + items.size());
}

using Kind = Network::Kind;

bool IsMeasureKind(TypeKind type) {
  return type == TypeKind::kInt || type == TypeKind::kDouble || type == TypeKind::kDuration ||
         type == TypeKind::kTimestamp;
}

}  // namespace

std::vector<int32_t> NetworkBuilder::SlotsOf(const Program& program) {
  return {program.slots().begin(), program.slots().end()};
}

NetworkBuilder::NetworkBuilder(std::vector<NetworkSlot> slots, std::vector<Value> baseline)
    : slots_(std::move(slots)), baseline_(std::move(baseline)), readers_(slots_.size()) {}

void NetworkBuilder::Add(const Program* program, int32_t result_slot) {
  const auto index = static_cast<uint32_t>(programs_.size());
  programs_.push_back(program);
  network_.result_slots.push_back(result_slot);
  code_ = &program->code();
  std::vector<SlotTest> tests;
  if (result_slot < 0 && CanSplit(*program) && CollectTests(code_->root, false, &tests) &&
      !tests.empty()) {
    return conjunctions_.Add(index, std::move(tests));
  }
  AddNodes(index);
}

void NetworkBuilder::AddNodes(uint32_t program) {
  adding_ = program;
  code_ = &programs_[program]->code();
  const Literal root = CanSplit(*programs_[program])
                           ? Convert(code_->root)
                           : Part(0, static_cast<uint32_t>(code_->instructions.size()),
                                  programs_[program]->source(), SlotsOf(*programs_[program]));
  nodes_[root >> 1].programs.push_back(program * 2 + (root & 1));
  const int32_t result_slot = network_.result_slots[program];
  if (result_slot >= 0) results_[result_slot] = root;
}

// Whether the parts of a program, run one by one, cannot fail where the whole would not, or the
// other way round: their budgets are their own, so no more than a fraction of one may be needed.
bool NetworkBuilder::CanSplit(const Program& program) const {
  const Code& code = program.code();
  if (!IsSplittable(draft().ast, code.root)) return false;
  uint64_t cost = 1;
  for (const int32_t slot : program.slots()) {
    // known() does not look at the value, but that is not worth a distinction here.
    const NetworkSlot& s = slots_[static_cast<size_t>(slot)];
    if (s.cost == 0) {
      const bool only_known = std::none_of(
          code.instructions.begin(), code.instructions.end(), [&](const Instruction& in) {
            return in.code == OpCode::kSlot && in.a == static_cast<uint32_t>(slot);
          });
      if (!only_known) return false;
    }
    cost = std::max<uint64_t>(cost, s.cost);
  }
  const uint64_t steps = code.instructions.size() + code.source.size();
  return steps * (cost + 1) < kEvaluationSteps / 2;
}

bool NetworkBuilder::IsSplittable(const Ast& ast, uint32_t i) const {
  if (IsConstant(i)) return true;
  const Node& node = ast.nodes[i];
  switch (node.kind) {
    case NodeKind::kSlot:
    case NodeKind::kKnown:
      return true;
    case NodeKind::kAnd:
    case NodeKind::kOr:
    case NodeKind::kTernary:
      break;
    case NodeKind::kApply:
      if (node.op >= Op::kNegate && node.op <= Op::kModulo) return IsMeasure(ast, i);
      if (node.op != Op::kNot && node.op != Op::kIn && !IsComparison(node.op)) return false;
      break;
    default:
      return false;
  }
  for (uint32_t k = 0; k < node.arg_count; ++k) {
    if (!IsSplittable(ast, ast.Arg(node, k))) return false;
  }
  return true;
}

// A calculation with numbers and times: it builds nothing.
bool NetworkBuilder::IsMeasure(const Ast& ast, uint32_t i) const {
  if (IsConstant(i)) {
    const ValueKind kind = ConstantOf(i).kind();
    return kind == ValueKind::kInt || kind == ValueKind::kDouble || kind == ValueKind::kDuration ||
           kind == ValueKind::kTimestamp;
  }
  const Node& node = ast.nodes[i];
  if (node.kind == NodeKind::kSlot) {
    return IsMeasureKind(slots_[static_cast<size_t>(node.slot)].type);
  }
  if (node.kind == NodeKind::kTernary) {
    return IsSplittable(ast, ast.Arg(node, 0)) && IsMeasure(ast, ast.Arg(node, 1)) &&
           IsMeasure(ast, ast.Arg(node, 2));
  }
  if (node.kind != NodeKind::kApply || node.op < Op::kNegate || node.op > Op::kModulo) return false;
  for (uint32_t k = 0; k < node.arg_count; ++k) {
    if (!IsMeasure(ast, ast.Arg(node, k))) return false;
  }
  return true;
}

bool NetworkBuilder::IsConstant(uint32_t i) const {
  return draft().ast.nodes[i].kind == NodeKind::kConstant || draft().nodes[i].folded;
}

Value NetworkBuilder::ConstantOf(uint32_t i) const {
  return code_->constants[code_->instructions[draft().nodes[i].begin].a];
}

NetworkBuilder::Literal NetworkBuilder::Convert(uint32_t i) {
  const Ast& ast = draft().ast;
  const Node& node = ast.nodes[i];
  if (IsConstant(i)) {
    const Value value = ConstantOf(i);
    if (value.kind() != ValueKind::kBool) return PartOf(i);
    return Test(Kind::kConstant, {}, -1, 0, {}) ^ (value.as_bool() ? 0 : 1);
  }
  switch (node.kind) {
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return Gate(node);
    case NodeKind::kSlot:
      return Slot(node.slot);
    case NodeKind::kKnown:
      return Test(Kind::kKnown, {node.slot}, node.slot, 0, {node.slot});
    case NodeKind::kApply:
      if (node.op == Op::kNot) return Convert(ast.Arg(node, 0)) ^ 1;
      return IsComparison(node.op) ? Comparison(i) : PartOf(i);
    default:
      return PartOf(i);
  }
}

NetworkBuilder::Literal NetworkBuilder::Slot(int32_t slot) {
  const auto result = results_.find(slot);
  if (result != results_.end()) return result->second;
  return Test(Kind::kBool, {slot}, slot, 0, {slot});
}

NetworkBuilder::Literal NetworkBuilder::Gate(const Node& node) {
  const bool is_and = node.kind == NodeKind::kAnd;
  std::vector<Literal> literals;
  for (uint32_t k = 0; k < node.arg_count; ++k) {
    literals.push_back(Convert(draft().ast.Arg(node, k)) ^ (is_and ? 1 : 0));
  }
  std::sort(literals.begin(), literals.end());
  literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
  // The gate is an `or`; an `and` is the negation of one.
  if (literals.size() == 1) return literals[0] ^ (is_and ? 1 : 0);
  const size_t before = nodes_.size();
  const Literal gate = Test(Kind::kGate, Key(literals.begin(), literals.end()), -1, 0, {});
  if (nodes_.size() > before) {
    for (const Literal literal : literals) {
      nodes_[literal >> 1].edges.push_back((gate >> 1) * 2 + (literal & 1));
    }
  }
  return gate ^ (is_and ? 1 : 0);
}

// A comparison of counts, or of one slot, with a constant; any other is a part.
NetworkBuilder::Literal NetworkBuilder::Comparison(uint32_t i) {
  const Ast& ast = draft().ast;
  const Node& node = ast.nodes[i];
  uint32_t side = ast.Arg(node, 0), constant = ast.Arg(node, 1);
  Op op = node.op;
  if (IsConstant(side)) {
    std::swap(side, constant);
    op = Mirrored(op);
  }
  if (!IsConstant(constant) || IsConstant(side)) return PartOf(i);
  const Value bound = ConstantOf(constant);
  std::vector<int32_t> counts;
  if (bound.kind() == ValueKind::kInt && CollectCounts(side, &counts)) {
    std::sort(counts.begin(), counts.end());
    return IntTest(Kind::kSum, op, bound.as_int(), counts);
  }
  const Node& read = ast.nodes[side];
  if (read.kind != NodeKind::kSlot) return PartOf(i);
  const TypeKind type = slots_[static_cast<size_t>(read.slot)].type;
  if (bound.kind() == ValueKind::kInt && type == TypeKind::kInt) {
    return IntTest(Kind::kInt, op, bound.as_int(), {read.slot});
  }
  if (bound.kind() == ValueKind::kDouble && type == TypeKind::kDouble) {
    const auto data = static_cast<uint32_t>(network_.numbers.size());
    network_.numbers.push_back({op, bound.as_double()});
    return Test(Kind::kNumber, {read.slot, data}, read.slot, data, {read.slot});
  }
  if (bound.kind() == ValueKind::kString && type == TypeKind::kString && !IsOrdering(op)) {
    const std::string text(bound.as_string());
    const auto found = std::find(network_.texts.begin(), network_.texts.end(), text);
    const auto data = static_cast<uint32_t>(found - network_.texts.begin());
    if (found == network_.texts.end()) network_.texts.push_back(text);
    return Test(Kind::kText, {read.slot, data}, read.slot, data, {read.slot}) ^
           (op == Op::kNotEqual ? 1 : 0);
  }
  return PartOf(i);
}

NetworkBuilder::Literal NetworkBuilder::IntTest(Kind kind, Op op, int64_t bound,
                                                const std::vector<int32_t>& slots) {
  const Interval interval = IntervalOf(op, bound);
  Key identity(slots.begin(), slots.end());
  identity.push_back(interval.low);
  identity.push_back(interval.high);
  const auto data = network_.ranges.size();
  const Literal test = Test(kind, identity, slots[0], data, slots);
  if (nodes_[test >> 1].node.data == data) {
    network_.ranges.push_back(
        {interval.low, static_cast<uint64_t>(interval.high) - static_cast<uint64_t>(interval.low)});
  }
  return test ^ (interval.negated ? 1 : 0);
}

// The slots of a sum of counts, each as often as it is added. Counts are 32 bits wide, so no such
// sum overflows.
bool NetworkBuilder::CollectCounts(uint32_t i, std::vector<int32_t>* slots) const {
  const Node& node = draft().ast.nodes[i];
  if (node.kind == NodeKind::kSlot) {
    slots->push_back(node.slot);
    return slots_[static_cast<size_t>(node.slot)].is_count;
  }
  return node.kind == NodeKind::kApply && node.op == Op::kAdd && !IsConstant(i) &&
         CollectCounts(draft().ast.Arg(node, 0), slots) &&
         CollectCounts(draft().ast.Arg(node, 1), slots);
}

void NetworkBuilder::CollectSlots(uint32_t i, std::vector<int32_t>* slots) const {
  if (IsConstant(i)) return;
  const Node& node = draft().ast.nodes[i];
  if (node.kind == NodeKind::kSlot || node.kind == NodeKind::kKnown) slots->push_back(node.slot);
  for (uint32_t k = 0; k < node.arg_count; ++k) CollectSlots(draft().ast.Arg(node, k), slots);
}

NetworkBuilder::Literal NetworkBuilder::PartOf(uint32_t i) {
  std::vector<int32_t> slots;
  CollectSlots(i, &slots);
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return Part(draft().nodes[i].begin, draft().nodes[i].end, draft().ast.Text(draft().ast.nodes[i]),
              slots);
}

// The same words over the same slots are the same part.
NetworkBuilder::Literal NetworkBuilder::Part(uint32_t begin, uint32_t end, std::string_view text,
                                             const std::vector<int32_t>& slots) {
  Key identity(slots.begin(), slots.end());
  identity.push_back(-1);
  identity.insert(identity.end(), text.begin(), text.end());
  const auto data = network_.parts.size();
  const Literal part = Test(Kind::kPart, identity, -1, data, slots);
  if (nodes_[part >> 1].node.data == data) {
    network_.parts.push_back({adding_, begin, end});
  }
  return part;
}

// The node of this kind and identity; a new one has `data` and reads `slots`.
NetworkBuilder::Literal NetworkBuilder::Test(Kind kind, Key identity, int32_t slot, uint32_t data,
                                             const std::vector<int32_t>& slots) {
  identity.push_back(static_cast<int64_t>(kind));
  const auto [found, is_new] = by_identity_.try_emplace(std::move(identity), node_count());
  if (is_new) {
    Draft draft;
    draft.node.kind = kind;
    draft.node.slot = slot;
    draft.node.data = data;
    for (const int32_t read : slots) {
      readers_[static_cast<size_t>(read)].push_back(node_count() * 2 +
                                                    (kind == Kind::kSum ? 1 : 0));
    }
    nodes_.push_back(std::move(draft));
  }
  return found->second * 2;
}

Network NetworkBuilder::Build() {
  for (const uint32_t program : conjunctions_.Build(&network_.conjunctions)) AddNodes(program);
  Settle();
  for (size_t i = 0; i <= nodes_.size(); ++i) {
    Network::Node node;
    if (i < nodes_.size()) node = nodes_[i].node;
    node.first_edge = network_.edges.size();
    node.first_program = network_.node_programs.size();
    network_.nodes.push_back(node);
    if (i == nodes_.size()) break;
    const Draft& draft = nodes_[i];
    Append(draft.edges, &network_.edges);
    Append(draft.programs, &network_.node_programs);
  }
  for (const std::vector<uint32_t>& readers : readers_) {
    network_.reader_begins.push_back(network_.readers.size());
    Append(readers, &network_.readers);
  }
  network_.reader_begins.push_back(network_.readers.size());
  return std::move(network_);
}

// Evaluates everything in the baseline.
void NetworkBuilder::Settle() {
  EvalScratch scratch;
  network_.counters.assign(nodes_.size(), 0);
  network_.truths.assign(programs_.size(), Truth::kFalse);
  network_.errors.assign(programs_.size(), ErrorCode::kNone);
  std::vector<std::vector<int32_t>> missing(programs_.size());
  const auto evaluate = [&](uint32_t program) {
    const Value result = programs_[program]->Evaluate(baseline_, &scratch);
    if (result.is_error()) network_.errors[program] = result.error();
    if (result.is_unknown()) missing[program] = scratch.unknown_slots();
    return result;
  };
  for (uint32_t n = 0; n < nodes_.size(); ++n) {
    Draft& draft = nodes_[n];
    const Truth truth =
        EvaluateNode(network_, draft.node, network_.counters[n], programs_, baseline_, &scratch);
    draft.node.truth = truth;
    for (const uint32_t edge : draft.edges) {
      network_.counters[edge >> 1] += GateShare(truth, (edge & 1) != 0);
    }
    for (const uint32_t ref : draft.programs) {
      const uint32_t program = ref >> 1;
      network_.truths[program] = Negate(truth, (ref & 1) != 0);
      Value result = Value::Bool(network_.truths[program] == Truth::kTrue);
      if (truth == Truth::kOpen) result = evaluate(program);
      SetResult(program, n, result);
    }
  }
  const Conjunctions& conjunctions = network_.conjunctions;
  for (uint32_t w = 0; w < conjunctions.programs.size(); ++w) {
    for (uint64_t bits = conjunctions.programs[w]; bits != 0; bits &= bits - 1) {
      const uint32_t program =
          (conjunctions.first_word + w) * 64 + static_cast<uint32_t>(__builtin_ctzll(bits));
      network_.truths[program] = TruthOf(evaluate(program));
    }
  }
  for (const std::vector<int32_t>& slots : missing) {
    network_.missing_begins.push_back(network_.missing.size());
    Append(slots, &network_.missing);
  }
  network_.missing_begins.push_back(network_.missing.size());
}

// What is open is looked at again whenever something that it reads changes: it may stay open for
// another reason, and who reads it may care.
void NetworkBuilder::SetResult(uint32_t program, uint32_t node, const Value& result) {
  const int32_t slot = network_.result_slots[program];
  if (slot < 0) return;
  baseline_[static_cast<size_t>(slot)] = result.is_unknown() ? Value::Unknown(slot) : result;
  if (result.is_known()) return;
  for (const int32_t read : programs_[program]->slots()) {
    const auto giver = results_.find(read);
    if (giver != results_.end() && giver->second / 2 >= node) continue;
    std::vector<uint32_t>& readers = readers_[static_cast<size_t>(read)];
    if (std::find(readers.begin(), readers.end(), node * 2) == readers.end()) {
      readers.push_back(node * 2);
    }
  }
}

}  // namespace rapport::expr
