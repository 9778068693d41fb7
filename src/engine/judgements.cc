#include "engine/judgements.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ruleset/network.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;
using expr::TraceView;
using Kind = TraceNode::Kind;

Outcome OutcomeOf(const expr::Value& value) {
  return value.is_true()    ? Outcome::kTrue
         : value.is_false() ? Outcome::kFalse
         : value.is_error() ? Outcome::kError
                            : Outcome::kUnknown;
}

// By slot, whether its value may be of any length.
std::vector<bool> LongSlots(const ruleset::Tables& tables) {
  std::vector<bool> is_long(static_cast<size_t>(tables.slots.count));
  for (size_t i = 0; i < tables.facts.size(); ++i) {
    const FactType type = tables.facts[i].type;
    is_long[static_cast<size_t>(tables.slots.facts) + i] =
        type == FactType::kString || type == FactType::kStrings;
  }
  return is_long;
}

// The conditions that the states of protocols are entered by.
std::vector<const expr::Program*> Transitions(const ruleset::Tables& tables) {
  std::vector<const expr::Program*> programs;
  const auto add = [&](const std::unique_ptr<expr::Program>& program) {
    if (program != nullptr) programs.push_back(program.get());
  };
  for (const ruleset::ProtocolEntry& protocol : tables.protocols) {
    add(protocol.starts_when);
    for (const ruleset::ProtocolStateEntry& state : protocol.states) add(state.enter_when);
  }
  return programs;
}

// Turns counts, by what is counted, into where each begins in a list of all.
void SumUp(std::vector<uint32_t>* counts) {
  uint32_t begin = 0;
  for (uint32_t& count : *counts) begin += std::exchange(count, begin);
}

// `for_each(use)` calls use(slot, item).
template <typename ForEach>
void ListBySlot(int32_t slots, std::vector<uint32_t>* begins, std::vector<uint32_t>* items,
                const ForEach& for_each) {
  begins->assign(static_cast<size_t>(slots) + 1, 0);
  for_each([&](int32_t slot, uint32_t) { ++(*begins)[static_cast<size_t>(slot)]; });
  SumUp(begins);
  items->resize(begins->back());
  std::vector<uint32_t> ends = *begins;
  for_each(
      [&](int32_t slot, uint32_t item) { (*items)[ends[static_cast<size_t>(slot)]++] = item; });
}

bool IsLoop(const TraceNode& node) { return node.kind == Kind::kLoop; }

}  // namespace

void Judgements::TakeUp(uint32_t programs, Evaluation* evaluation) {
  const ruleset::Tables& tables = *evaluation->tables;
  conditions_ = static_cast<uint32_t>(tables.conditions.size());
  policies_ = std::min(programs - conditions_, static_cast<uint32_t>(tables.policies.size()));
  network_programs_ = programs;
  first_condition_slot_ = tables.slots.conditions;
  condition_order_.assign(tables.condition_order.begin(), tables.condition_order.end());
  condition_programs_.resize(conditions_);
  for (uint32_t p = 0; p < conditions_; ++p) condition_programs_[condition_order_[p]] = p;
  condition_reasons_.assign(conditions_, {});
  stale_conditions_.Assign(conditions_);
  needed_conditions_.Assign(conditions_);
  leaves_.clear();
  found_.clear();
  judgements_.assign(programs, Judgement());
  const absl::Span<const int32_t> changed = evaluation->network.changed_slots();
  shown_slots_.assign(changed.begin(), changed.end());
  shown_values_.assign(evaluation->slots().begin(), evaluation->slots().end());
  texts_.Clear();
  left_before_ = most_text_ = 0;
  nodes_.clear();
  programs_.clear();
  expressions_.Reset(LongSlots(tables));
  std::vector<const expr::Program*> network = ruleset::NetworkPrograms(tables);
  network.resize(programs);
  for (const expr::Program* program : network) Add(program, evaluation);
  for (const expr::Program* program : Transitions(tables)) Add(program, evaluation);
  expressions_.Close();
  nodes_.shrink_to_fit();
  programs_.shrink_to_fit();
  marked_expressions_.Assign(expressions_.size());
  marked_programs_.Assign(programs_.size());
  judgements_.resize(programs_.size());
  choosers_.Assign(nodes_.size());
  ListPlaces();
  ListReaders(tables.slots.count);
  AddParts();
  can_wait_.Assign(expressions_.size());
  for (uint32_t i = 0; i < expressions_.size(); ++i) {
    const ListView<Place> places = PlacesOf(i);
    const bool is_shown = std::any_of(places.begin(), places.end(), [this](const Place& place) {
      return place.program >= conditions_ && place.program < network_programs_;
    });
    if (!is_shown) can_wait_.Set(i);
  }
}

void Judgements::Add(const expr::Program* program, Evaluation* evaluation) {
  const auto number = static_cast<uint32_t>(programs_.size());
  const auto begin = static_cast<uint32_t>(nodes_.size());
  program->Trace(evaluation->slots(), evaluation->network.scratch(), &texts_, &trace_);
  expressions_.Add(*program, &trace_);
  nodes_.insert(nodes_.end(), trace_.nodes.begin(), trace_.nodes.end());
  programs_.push_back({program, program->source(), begin, static_cast<uint32_t>(nodes_.size()),
                       program->IsWhole(nodes_[begin])});
  if (number >= network_programs_) return;
  FindLeaves(number);
  DescribeFound(evaluation);
}

void Judgements::ListPlaces() {
  place_begins_.assign(expressions_.size() + 1, 0);
  for (const TraceNode& node : nodes_) ++place_begins_[node.value];
  SumUp(&place_begins_);
  places_.resize(nodes_.size());
  std::vector<uint32_t> ends = place_begins_;
  for (uint32_t program = 0; program < programs_.size(); ++program) {
    const uint32_t begin = programs_[program].begin;
    for (uint32_t n = begin; n < programs_[program].end; ++n) {
      const int32_t parent = nodes_[n].parent;
      const uint32_t whole =
          parent < 0 ? kNone : nodes_[begin + static_cast<uint32_t>(parent)].value;
      places_[ends[nodes_[n].value]++] = {n, program, whole};
    }
  }
}

void Judgements::ListReaders(int32_t slots) {
  ListBySlot(slots, &reader_begins_, &readers_, [this](const auto& use) {
    for (uint32_t i = 0; i < expressions_.size(); ++i) {
      if (expressions_.slot(i) >= 0) use(expressions_.slot(i), i);
    }
  });
  ListBySlot(slots, &loop_begins_, &loops_, [this](const auto& use) {
    for (uint32_t p = 0; p < programs_.size(); ++p) {
      const TraceView trace = TraceOf(p);
      const bool has_loop = std::any_of(trace.nodes, trace.nodes + trace.size, IsLoop);
      if (!has_loop) continue;
      for (const int32_t slot : programs_[p].program->slots()) use(slot, p);
    }
  });
}

void Judgements::AddParts() {
  parts_.clear();
  first_part_ = policies_ == 0 ? 0 : programs_[conditions_].begin;
  part_count_ = policies_ == 0 ? 0 : programs_[conditions_ + policies_ - 1].end - first_part_;
  for (uint32_t p = conditions_; p < conditions_ + policies_; ++p) {
    const std::string_view source = programs_[p].source;
    const size_t first = parts_.size();
    for (uint32_t n = programs_[p].begin; n < programs_[p].end; ++n) {
      const TraceNode& node = nodes_[n];
      ExplainedPart part;
      part.begin = node.begin;
      part.end = node.end;
      if (node.parent >= 0) part.depth = parts_[first + static_cast<size_t>(node.parent)].depth + 1;
      part.text = source.substr(node.begin, part.end - part.begin);
      part.value = expressions_.value(node.value).text;
      part.evaluated = node.evaluated;
      parts_.push_back(part);
    }
  }
}

void Judgements::Judge(Evaluation* evaluation) {
  MoveTexts();
  const absl::Span<const int32_t> changed = evaluation->network.changed_slots();
  for (const int32_t slot : shown_slots_) ShowSlot(slot, *evaluation);
  for (const int32_t slot : changed) ShowSlot(slot, *evaluation);
  shown_slots_.assign(changed.begin(), changed.end());
  EvaluateMarked(evaluation);
  choosers_.TakeEach([this](uint32_t node) { ChooseParts(node); });
  marked_programs_.TakeEach([&](uint32_t program) {
    if (program < conditions_) {
      stale_conditions_.Set(program);
      MarkProgramsThatName(program);
    } else if (program < network_programs_) {
      FindLeaves(program);
    }
  });
  DescribeFound(evaluation);
}

std::string_view Judgements::WhyNot(const expr::Program& transition, Evaluation* evaluation) {
  const pack::SlotLayout& slots = evaluation->tables->slots;
  for (int32_t slot = slots.own_state; slot < slots.count; ++slot) {
    ShowSlot(slot, *evaluation);
    shown_slots_.push_back(slot);
  }
  EvaluateMarked(evaluation);
  uint32_t program = network_programs_;
  while (programs_[program].program != &transition) ++program;
  EvaluateWaiting(program, evaluation);
  FindLeaves(program);
  DescribeFound(evaluation);
  return judgements_[program].why_not;
}

// Texts are only added; from time to time those that are still good go elsewhere, and the others
// go.
void Judgements::MoveTexts() {
  constexpr size_t kLeastRoom = size_t{32} * 1024;  // most cases need far less
  if (texts_.is_one_block()) {
    most_text_ = std::max(most_text_, left_before_ - std::min(left_before_, texts_.left()));
  } else {
    most_text_ = std::max(2 * most_text_, left_before_);
  }
  const size_t room = std::max(kLeastRoom, 2 * most_text_);
  if (texts_.is_one_block() && texts_.left() >= room) {
    left_before_ = texts_.left();
    return;
  }
  size_t bytes = room;
  for (uint32_t i = 0; i < expressions_.size(); ++i) bytes += expressions_.value(i).text.size();
  for (const Judgement& judgement : judgements_) bytes += judgement.why_not.size();
  for (const std::string_view reason : condition_reasons_) bytes += reason.size();
  const auto make_room = [&] {
    moved_texts_.Clear();
    // More than is needed: the next time it may be a little more, and should not be too soon.
    if (moved_texts_.left() < bytes) moved_texts_.Reserve(bytes + 2 * room);
  };
  make_room();
  expressions_.MoveTexts(&moved_texts_);
  for (Judgement& judgement : judgements_) judgement.why_not = moved_texts_.Add(judgement.why_not);
  for (std::string_view& reason : condition_reasons_) reason = moved_texts_.Add(reason);
  for (uint32_t i = 0; i < part_count_; ++i) {
    parts_[i].value = expressions_.value(nodes_[first_part_ + i].value).text;
  }
  std::swap(texts_, moved_texts_);
  make_room();
  left_before_ = texts_.left();
}

// Names of strings are always evaluated, for what they point to may be gone or be another's now.
void Judgements::ShowSlot(int32_t slot, const Evaluation& evaluation) {
  const expr::Value& value = evaluation.slots()[static_cast<size_t>(slot)];
  expr::Value& shown = shown_values_[static_cast<size_t>(slot)];
  if (value.IsSameScalar(shown)) return;
  shown = value;
  for (const uint32_t expression : ReadersOf(slot)) MarkExpression(expression);
  const auto i = static_cast<size_t>(slot);
  for (uint32_t l = loop_begins_[i]; l < loop_begins_[i + 1]; ++l) {
    const Traced& program = programs_[loops_[l]];
    for (uint32_t n = program.begin; n < program.end; ++n) {
      if (IsLoop(nodes_[n])) MarkExpression(nodes_[n].value);
    }
  }
}

void Judgements::MarkExpression(uint32_t expression) {
  marked_expressions_.Set(expression);
  if (!can_wait_.Has(expression)) return;
  for (const Place& place : PlacesOf(expression)) marked_programs_.Set(place.program);
}

void Judgements::ShowValue(uint32_t node, std::string_view text) {
  const uint32_t part = node - first_part_;  // far beyond them when it stands before them
  if (part < part_count_) parts_[part].value = text;
}

void Judgements::Flip(uint32_t n) {
  TraceNode& node = nodes_[n];
  node.evaluated = !node.evaluated;
  const uint32_t part = n - first_part_;
  if (part < part_count_) parts_[part].evaluated = node.evaluated;
}

// All that are shown.
void Judgements::EvaluateMarked(Evaluation* evaluation) {
  marked_expressions_.TakeEachBut(can_wait_,
                                  [&](uint32_t expression) { Evaluate(expression, evaluation); });
}

void Judgements::Evaluate(uint32_t expression, Evaluation* evaluation) {
  const expr::Expressions::Change change = expressions_.Evaluate(
      expression, evaluation->slots(), evaluation->network.scratch(), &texts_);
  if (!change.text && !change.reached) return;
  const std::string_view text = expressions_.value(expression).text;
  for (const Place& place : PlacesOf(expression)) {
    marked_programs_.Set(place.program);
    ShowValue(place.node, text);
    if (change.reached && place.node - first_part_ < part_count_) choosers_.Set(place.node);
    if (change.text && place.whole != kNone) marked_expressions_.Set(place.whole);
  }
}

// The marked expressions of a condition, of which those that they stand in are only in others.
void Judgements::EvaluateWaiting(uint32_t program, Evaluation* evaluation) {
  for (uint32_t n = programs_[program].end; n-- > programs_[program].begin;) {
    const uint32_t expression = nodes_[n].value;
    if (!marked_expressions_.Has(expression)) continue;
    marked_expressions_.Clear(expression);
    const expr::Expressions::Change change = expressions_.Evaluate(
        expression, evaluation->slots(), evaluation->network.scratch(), &texts_);
    if (!change.text) continue;
    for (const Place& place : PlacesOf(expression)) {
      if (place.whole != kNone) marked_expressions_.Set(place.whole);
    }
  }
}

void Judgements::ChooseParts(uint32_t n) {
  const TraceNode& whole = nodes_[n];
  const uint32_t reached = expressions_.value(whole.value).reached;
  const uint32_t begin = n - whole.index, end = begin + whole.next;
  uint32_t k = 0;
  for (uint32_t part = n + 1; part < end; part = begin + nodes_[part].next) {
    const bool evaluated = whole.evaluated && expr::IsReached(whole.kind, reached, k++);
    if (nodes_[part].evaluated == evaluated) continue;
    Flip(part);
    if (nodes_[part].has_parts()) choosers_.Set(part);
  }
}

// Those that a condition names stand before it, so they are further on.
void Judgements::MarkProgramsThatName(uint32_t program) {
  const auto condition = static_cast<int32_t>(condition_order_[program]);
  for (const uint32_t expression : ReadersOf(first_condition_slot_ + condition)) {
    for (const Place& place : PlacesOf(expression)) {
      if (place.program > program) marked_programs_.Set(place.program);
    }
  }
}

// Needs what is said of the conditions that it is kept by.
void Judgements::FindLeaves(uint32_t program) {
  const TraceView trace = TraceOf(program);
  const size_t begin = leaves_.size();
  near_miss_.FindLeaves(trace, &leaves_);
  found_.push_back({program, begin, leaves_.size()});
  for (size_t i = begin; i < leaves_.size(); ++i) {
    const TraceNode& leaf = trace[leaves_[i]];
    if (leaf.kind != Kind::kName) continue;
    const auto condition = static_cast<uint32_t>(leaf.slot - first_condition_slot_);
    if (condition >= conditions_) continue;
    const uint32_t named = condition_programs_[condition];
    if (named < program && stale_conditions_.Has(named)) needed_conditions_.Set(named);
  }
}

std::string_view Judgements::Describe(uint32_t program, size_t leaves_begin, size_t leaves_end) {
  const absl::Span<const uint32_t> leaves(leaves_.data() + leaves_begin, leaves_end - leaves_begin);
  return engine::Describe(programs_[program].source, TraceOf(program), leaves, Reasons(), &texts_);
}

void Judgements::DescribeFound(Evaluation* evaluation) {
  // From the last to the first, for those that a condition names stand before it.
  needed_conditions_.TakeEachFromLast([&](uint32_t program) {
    stale_conditions_.Clear(program);
    EvaluateWaiting(program, evaluation);
    FindLeaves(program);
  });
  for (; !found_.empty(); found_.pop_back()) {
    const Found& found = found_.back();
    const Traced& own = programs_[found.program];
    const std::string_view why_not = Describe(found.program, found.leaves_begin, found.leaves_end);
    if (found.program < conditions_) {
      condition_reasons_[condition_order_[found.program]] = why_not;
      continue;
    }
    const expr::Value result =
        own.is_whole ? expressions_.value(nodes_[own.begin].value).result
                     : own.program->Evaluate(evaluation->slots(), evaluation->network.scratch());
    judgements_[found.program] = {OutcomeOf(result), why_not};
  }
  leaves_.clear();
}

}  // namespace rapport::engine
