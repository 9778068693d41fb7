#include "expr/network.h"

#include <algorithm>
#include <utility>

namespace rapport::expr {
namespace {

bool Holds(const Network::Number& test, double value) {
  switch (test.op) {
    case Op::kEqual:
      return value == test.value;
    case Op::kNotEqual:
      return value != test.value;
    case Op::kLess:
      return value < test.value;
    case Op::kLessEqual:
      return value <= test.value;
    case Op::kGreater:
      return value > test.value;
    default:
      return value >= test.value;
  }
}

// Without a branch: what comes out is anyone's guess.
Truth GateTruth(int64_t counter) {
  const auto is_true = static_cast<uint8_t>(counter >= kOneTrue);
  const auto is_other = static_cast<uint8_t>(counter != 0 && counter < kOneTrue);
  return static_cast<Truth>(is_true | (is_other << 1));
}

bool IsWithin(const Network::Range& range, int64_t n) {
  return static_cast<uint64_t>(n) - static_cast<uint64_t>(range.low) <= range.width;
}

Truth TestSlot(const Network& network, const Network::Node& node, const Value& value) {
  switch (node.kind) {
    case Network::Kind::kInt:
      if (value.kind() != ValueKind::kInt) return Truth::kOpen;
      return TruthOf(IsWithin(network.ranges[node.data], value.as_int()));
    case Network::Kind::kNumber:
      if (value.kind() != ValueKind::kDouble) return Truth::kOpen;
      return TruthOf(Holds(network.numbers[node.data], value.as_double()));
    case Network::Kind::kText:
      if (value.kind() != ValueKind::kString) return Truth::kOpen;
      return TruthOf(value.as_string() == network.texts[node.data]);
    case Network::Kind::kKnown:
      return value.is_error() ? Truth::kOpen : TruthOf(!value.is_unknown());
    default:
      return TruthOf(value);
  }
}

}  // namespace

Truth EvaluateNode(const Network& network, const Network::Node& node, int64_t counter,
                   const std::vector<const Program*>& programs, absl::Span<const Value> slots,
                   EvalScratch* scratch) {
  switch (node.kind) {
    case Network::Kind::kConstant:
      return Truth::kTrue;
    case Network::Kind::kGate:
      return GateTruth(counter);
    case Network::Kind::kSum:
      return TruthOf(IsWithin(network.ranges[node.data], counter));
    case Network::Kind::kPart: {
      const Network::Part& part = network.parts[node.data];
      return TruthOf(programs[part.program]->EvaluatePart(part.begin, part.end, slots, scratch));
    }
    default:
      break;
  }
  return TestSlot(network, node, slots[static_cast<size_t>(node.slot)]);
}

void NetworkState::Bind(const Network* network, std::vector<const Program*> programs,
                        const std::vector<Value>& baseline) {
  network_ = network;
  programs_ = std::move(programs);
  baseline_ = baseline;
  for (uint32_t p = 0; p < network->result_slots.size(); ++p) {
    const int32_t slot = network->result_slots[p];
    if (slot < 0) continue;
    Value& value = baseline_[static_cast<size_t>(slot)];
    if (network->truths[p] != Truth::kOpen) {
      value = Value::Bool(network->truths[p] == Truth::kTrue);
    } else {
      value = network->errors[p] == ErrorCode::kNone ? Value::Unknown(slot)
                                                     : Value::Error(network->errors[p]);
    }
  }
  slots_ = baseline_;
  slot_states_.assign(slots_.size(), Slot());
  for (size_t i = 0; i < slots_.size(); ++i) {
    slot_states_[i].first_reader = network->reader_begins[i];
    slot_states_[i].end_reader = network->reader_begins[i + 1];
  }
  changed_slots_.assign(slots_.size(), 0);
  changed_slot_count_ = 0;
  counters_.assign(network->counters.begin(), network->counters.end());
  baseline_truths_.clear();
  for (const Network::Node& node : network->nodes) baseline_truths_.push_back(node.truth);
  node_truths_ = baseline_truths_;
  dirty_.assign(network->nodes.size() / 64 + 1, 0);
  touched_.assign(dirty_.size(), 0);
  changed_programs_.reserve(2 * network->truths.size());
  const Array<Truth>& truths = network->truths;
  baseline_not_false_.assign(truths.size() / 64 + 1, 0);
  baseline_open_.assign(truths.size() / 64 + 1, 0);
  for (uint32_t p = 0; p < truths.size(); ++p) {
    const uint64_t bit = uint64_t{1} << (p % 64);
    if (truths[p] != Truth::kFalse) baseline_not_false_[p / 64] |= bit;
    if (truths[p] == Truth::kOpen) baseline_open_[p / 64] |= bit;
  }
  not_false_ = baseline_not_false_;
  open_ = baseline_open_;
  BindConjunctions();
  changed_programs_.clear();
  records_.clear();
  record_of_.assign(truths.size(), 0);
  missing_.clear();
}

void NetworkState::BindConjunctions() {
  const Conjunctions& conjunctions = network_->conjunctions;
  baseline_rows_.clear();
  for (uint32_t i = 0; i < conjunctions.slot_count(); ++i) {
    const auto slot = static_cast<size_t>(conjunctions.slots[i].slot);
    slot_states_[slot].conjunction = static_cast<int32_t>(i);
    baseline_rows_.push_back(conjunctions.RowOf(i, baseline_[slot]));
  }
  rows_ = baseline_rows_;
  judged_false_.assign(conjunctions.programs.size(), 0);
  judged_open_.assign(conjunctions.programs.size(), 0);
}

void NetworkState::Restore() {
  const auto nodes = static_cast<uint32_t>(counters_.size());
  for (uint32_t word = 0; word < dirty_.size(); ++word) {
    if (touched_[word] == 0) continue;
    touched_[word] = 0;
    dirty_[word] = 0;
    const uint32_t first = word * 64, count = std::min(nodes - first, uint32_t{64});
    std::copy_n(network_->counters.data() + first, count, counters_.data() + first);
    std::copy_n(baseline_truths_.data() + first, count, node_truths_.data() + first);
  }
  for (uint32_t i = 0; i < changed_slot_count_; ++i) {
    const auto slot = static_cast<size_t>(changed_slots_[i]);
    slots_[slot] = baseline_[slot];
    slot_states_[slot].has_changed = false;
  }
  changed_slot_count_ = 0;
  std::copy(baseline_rows_.begin(), baseline_rows_.end(), rows_.begin());
  std::copy(baseline_not_false_.begin(), baseline_not_false_.end(), not_false_.begin());
  std::copy(baseline_open_.begin(), baseline_open_.end(), open_.begin());
  changed_programs_.clear();
  for (const Record& record : records_) record_of_[record.program] = 0;
  records_.clear();
  missing_.clear();
}

void NetworkState::MarkReaders(int32_t slot, const Value& value) {
  const Slot& state = slot_states_[static_cast<size_t>(slot)];
  for (uint32_t r = state.first_reader; r < state.end_reader; ++r) {
    const uint32_t n = network_->readers[r] >> 1;
    const Network::Node& node = network_->nodes[n];
    // A test of this slot alone can be made at once, and most come out as they were.
    if (node.slot == slot) {
      const Truth truth = TestSlot(*network_, node, value);
      if (truth == node_truths_[n] && truth != Truth::kOpen) continue;
    }
    dirty_[n / 64] |= uint64_t{1} << (n % 64);
    touched_[n / 64] = 1;
  }
}

void NetworkState::SetCount(int32_t slot, int32_t count) {
  Change(slot, Value::Int(count));
  const Slot state = slot_states_[static_cast<size_t>(slot)];
  const uint32_t* const readers = network_->readers.data();
  uint64_t* const dirty = dirty_.data();
  int64_t* const counters = counters_.data();
  for (uint32_t r = state.first_reader; r < state.end_reader; ++r) {
    const uint32_t node = readers[r] >> 1;
    counters[node] += count & -static_cast<int64_t>(readers[r] & 1);
    dirty[node / 64] |= uint64_t{1} << (node % 64);
    touched_[node / 64] = 1;
  }
}

void NetworkState::Propagate(uint32_t end) {
  const Network::Node* const nodes = network_->nodes.data();
  uint64_t* const dirty = dirty_.data();
  for (uint32_t word = 0; word * 64 < end; ++word) {
    const uint64_t mask =
        end - word * 64 < 64 ? (uint64_t{1} << (end - word * 64)) - 1 : ~uint64_t{0};
    // A visit marks nodes further on, perhaps of this word.
    while (const uint64_t bits = dirty[word] & mask) {
      const uint32_t n = word * 64 + static_cast<uint32_t>(__builtin_ctzll(bits));
      dirty[word] ^= bits & -bits;
      const Network::Node& node = nodes[n];
      const int64_t counter = counters_[n];
      const Truth before = node_truths_[n];
      Truth truth = GateTruth(counter);
      if (node.kind != Network::Kind::kGate) {
        truth = EvaluateNode(*network_, node, counter, programs_, slots_, &scratch_);
      }
      if (truth != before) {
        node_truths_[n] = truth;
        FollowEdges(node.first_edge, nodes[n + 1].first_edge, before, truth);
      } else if (truth != Truth::kOpen) {
        continue;
      }
      // Open for other reasons, perhaps, than it was.
      const uint32_t end_program = nodes[n + 1].first_program;
      for (uint32_t p = node.first_program; p < end_program; ++p) {
        const uint32_t program = network_->node_programs[p];
        SetTruth(program >> 1, Negate(truth, (program & 1) != 0));
      }
    }
  }
}

// A gate whose value stays as it is need not be visited, unless it is open: see above.
void NetworkState::FollowEdges(uint32_t begin, uint32_t end, Truth before, Truth truth) {
  const uint32_t* const edges = network_->edges.data();
  int64_t* const counters = counters_.data();
  const Truth* const truths = node_truths_.data();
  uint64_t* const dirty = dirty_.data();
  uint8_t* const touched = touched_.data();
  const int64_t change[2] = {GateShare(truth, false) - GateShare(before, false),
                             GateShare(truth, true) - GateShare(before, true)};
  for (uint32_t e = begin; e < end; ++e) {
    const uint32_t gate = edges[e] >> 1;
    const int64_t counter = counters[gate] + change[edges[e] & 1];
    counters[gate] = counter;
    const Truth held = truths[gate];
    const bool visit = (GateTruth(counter) != held) | (held == Truth::kOpen);
    dirty[gate / 64] |= uint64_t{visit} << (gate % 64);
    touched[gate / 64] = 1;
  }
}

void NetworkState::Finish() {
  Propagate(network_->nodes.size());
  const Conjunctions& conjunctions = network_->conjunctions;
  if (conjunctions.empty()) return;
  conjunctions.Judge(rows_, judged_false_.data(), judged_open_.data());
  for (uint32_t w = 0; w < conjunctions.programs.size(); ++w) {
    const uint64_t programs = conjunctions.programs[w];
    const uint64_t not_false = programs & ~judged_false_[w];
    const uint32_t word = conjunctions.first_word + w;
    not_false_[word] = (not_false_[word] & ~programs) | not_false;
    open_[word] = (open_[word] & ~programs) | (not_false & judged_open_[w]);
  }
}

void NetworkState::SetTruth(uint32_t program, Truth truth) {
  changed_programs_.push_back(program);
  const uint64_t bit = uint64_t{1} << (program % 64);
  uint64_t &not_false = not_false_[program / 64], &open = open_[program / 64];
  not_false = truth == Truth::kFalse ? not_false & ~bit : not_false | bit;
  open = truth == Truth::kOpen ? open | bit : open & ~bit;
  const int32_t slot = network_->result_slots[program];
  if (slot < 0) return;
  Value value = Value::Bool(truth == Truth::kTrue);
  if (truth == Truth::kOpen) {
    value = Describe(program);
    if (value.is_unknown()) value = Value::Unknown(slot);
  }
  const Value& held = slots_[static_cast<size_t>(slot)];
  const bool same = held.kind() == value.kind() &&
                    (truth == Truth::kOpen ? value.is_unknown() || held.error() == value.error()
                                           : held.as_bool() == value.as_bool());
  if (!same) Set(slot, value);
}

Value NetworkState::Describe(uint32_t program) {
  const Value value = programs_[program]->Evaluate(slots_, &scratch_);
  Record record;
  record.program = program;
  record.error = value.is_error() ? value.error() : ErrorCode::kNone;
  record.first_missing = static_cast<uint32_t>(missing_.size());
  if (value.is_unknown()) {
    const std::vector<int32_t>& slots = scratch_.unknown_slots();
    missing_.insert(missing_.end(), slots.begin(), slots.end());
  }
  record.end_missing = static_cast<uint32_t>(missing_.size());
  records_.push_back(record);
  record_of_[program] = static_cast<uint32_t>(records_.size());
  return value;
}

bool NetworkState::HasChangedSlot(uint32_t program) const {
  for (const int32_t slot : programs_[program]->slots()) {
    if (slot_states_[static_cast<size_t>(slot)].has_changed) return true;
  }
  return false;
}

NetworkState::Reason NetworkState::WhyOpen(uint32_t program) {
  if (network_->truths[program] == Truth::kOpen && !HasChangedSlot(program)) {
    const uint32_t begin = network_->missing_begins[program];
    return {network_->errors[program],
            {network_->missing.data() + begin, network_->missing_begins[program + 1] - begin}};
  }
  if (record_of_[program] == 0) Describe(program);
  const Record& record = records_[record_of_[program] - 1];
  return {record.error,
          {missing_.data() + record.first_missing, record.end_missing - record.first_missing}};
}

}  // namespace rapport::expr
