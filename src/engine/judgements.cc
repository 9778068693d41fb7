#include "engine/judgements.h"

#include <algorithm>
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

// Turns counts, by what is counted, into where each begins in a list of all.
void SumUp(std::vector<uint32_t>* counts) {
  uint32_t begin = 0;
  for (uint32_t& count : *counts) begin += std::exchange(count, begin);
}

uint32_t LowestBit(uint64_t word) { return static_cast<uint32_t>(__builtin_ctzll(word)); }

// Takes out what is marked, in rising order; what is marked on the way must be further on.
template <typename Use>
void ForEach(std::vector<uint64_t>* words, const Use& use) {
  for (uint32_t w = 0; w < words->size(); ++w) {
    while (const uint64_t word = (*words)[w]) {
      (*words)[w] &= word - 1;
      use(w * 64 + LowestBit(word));
    }
  }
}

}  // namespace

void Judgements::TakeUp(uint32_t programs, Evaluation* bound) {
  const ruleset::Tables& tables = *bound->tables;
  programs_ = ruleset::NetworkPrograms(tables);
  programs_.resize(programs);
  conditions_ = static_cast<uint32_t>(tables.conditions.size());
  policies_ = std::min(programs - conditions_, static_cast<uint32_t>(tables.policies.size()));
  first_condition_slot_ = tables.slots.conditions;
  condition_order_.assign(tables.condition_order.begin(), tables.condition_order.end());
  condition_reasons_.assign(conditions_, {});
  judgements_.assign(programs, Judgement());
  evaluated_.clear();
  flipped_nodes_.clear();
  described_.clear();
  baseline_texts_.Clear();
  changed_texts_.Clear();
  texts_ = &baseline_texts_;
  nodes_.clear();
  begins_.assign(1, 0);
  expressions_.Reset(LongSlots(tables));
  for (uint32_t p = 0; p < programs; ++p) Trace(p, bound);
  baseline_values_.assign(expressions_.values(), expressions_.values() + expressions_.size());
  baseline_judgements_ = judgements_;
  marked_expressions_.Assign(expressions_.size());
  marked_programs_.Assign(programs);
  choosers_.Assign(nodes_.size());
  ListPlaces();
  ListReaders(tables.slots.count);
  AddParts();
  texts_ = &changed_texts_;
}

void Judgements::Trace(uint32_t program, Evaluation* bound) {
  programs_[program]->Trace(bound->slots(), bound->network.scratch(), texts_, &trace_);
  expressions_.Add(*programs_[program], &trace_);
  nodes_.insert(nodes_.end(), trace_.nodes.begin(), trace_.nodes.end());
  begins_.push_back(static_cast<uint32_t>(nodes_.size()));
  Describe(program, bound);
}

void Judgements::ListPlaces() {
  place_begins_.assign(expressions_.size() + 1, 0);
  for (const TraceNode& node : nodes_) ++place_begins_[node.value];
  SumUp(&place_begins_);
  places_.resize(nodes_.size());
  std::vector<uint32_t> ends = place_begins_;
  for (uint32_t program = 0; program + 1 < begins_.size(); ++program) {
    const uint32_t begin = begins_[program];
    for (uint32_t n = begin; n < begins_[program + 1]; ++n) {
      const int32_t parent = nodes_[n].parent;
      const uint32_t whole =
          parent < 0 ? kNone : nodes_[begin + static_cast<uint32_t>(parent)].value;
      places_[ends[nodes_[n].value]++] = {n, program, whole};
    }
  }
}

void Judgements::ListReaders(int32_t slots) {
  const auto for_each = [this](const auto& use) {
    for (uint32_t i = 0; i < expressions_.size(); ++i) {
      expressions_.ForEachSlot(i, [&](int32_t slot) { use(static_cast<size_t>(slot), i); });
    }
  };
  reader_begins_.assign(static_cast<size_t>(slots) + 1, 0);
  for_each([this](size_t slot, uint32_t) { ++reader_begins_[slot]; });
  SumUp(&reader_begins_);
  readers_.resize(reader_begins_.back());
  std::vector<uint32_t> ends = reader_begins_;
  for_each([&](size_t slot, uint32_t expression) { readers_[ends[slot]++] = expression; });
}

void Judgements::AddParts() {
  parts_.clear();
  first_part_ = begins_[conditions_];
  part_count_ = begins_[conditions_ + policies_] - first_part_;
  for (uint32_t p = conditions_; p < conditions_ + policies_; ++p) {
    const std::string_view source = programs_[p]->source();
    const size_t first = parts_.size();
    for (uint32_t n = begins_[p]; n < begins_[p + 1]; ++n) {
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
  PutBack();
  changed_texts_.Clear();
  for (const int32_t slot : evaluation->network.changed_slots()) MarkReaders(slot);
  ForEach(&marked_expressions_.words,
          [&](uint32_t expression) { Evaluate(expression, evaluation); });
  ForEach(&choosers_.words, [this](uint32_t node) { ChooseParts(node); });
  ForEach(&marked_programs_.words, [&](uint32_t program) {
    described_.push_back(program);
    const std::string_view before = judgements_[program].why_not;
    Describe(program, evaluation);
    const bool is_named = program < conditions_;
    if (is_named && judgements_[program].why_not != before) MarkProgramsThatName(program);
  });
}

std::string_view Judgements::WhyNot(const expr::Program& when, Evaluation* evaluation) {
  when.Trace(evaluation->slots(), evaluation->network.scratch(), texts_, &trace_);
  return near_miss_.Describe(when.source(), ViewOf(trace_), Reasons(), texts_);
}

void Judgements::PutBack() {
  for (const uint32_t node : flipped_nodes_) Flip(node);
  flipped_nodes_.clear();
  for (const uint32_t expression : evaluated_) {
    const expr::TraceValue& value = baseline_values_[expression];
    expressions_.PutBack(expression, value);
    for (const Place& place : PlacesOf(expression)) ShowValue(place.node, value.text);
  }
  evaluated_.clear();
  for (const uint32_t program : described_) {
    judgements_[program] = baseline_judgements_[program];
    if (program >= conditions_) continue;
    condition_reasons_[condition_order_[program]] = judgements_[program].why_not;
  }
  described_.clear();
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

void Judgements::MarkReaders(int32_t slot) {
  for (const uint32_t expression : ReadersOf(slot)) marked_expressions_.Set(expression);
}

void Judgements::Evaluate(uint32_t expression, Evaluation* evaluation) {
  const expr::Expressions::Change change =
      expressions_.Evaluate(expression, evaluation->slots(), evaluation->network.scratch(), texts_);
  evaluated_.push_back(expression);
  if (!change.text && !change.reached) return;
  const std::string_view text = expressions_.value(expression).text;
  for (const Place& place : PlacesOf(expression)) {
    marked_programs_.Set(place.program);
    ShowValue(place.node, text);
    if (change.reached) choosers_.Set(place.node);
    if (change.text && place.whole != kNone) marked_expressions_.Set(place.whole);
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
    flipped_nodes_.push_back(part);
    if (nodes_[part].has_parts()) choosers_.Set(part);
  }
}

void Judgements::Describe(uint32_t program, Evaluation* evaluation) {
  const expr::Program& own = *programs_[program];
  const TraceView trace = TraceOf(program);
  const expr::Value result = own.IsWhole(trace[0])
                                 ? trace.value(0).result
                                 : own.Evaluate(evaluation->slots(), evaluation->network.scratch());
  const std::string_view why_not = near_miss_.Describe(own.source(), trace, Reasons(), texts_);
  judgements_[program] = {OutcomeOf(result), why_not};
  if (program < conditions_) condition_reasons_[condition_order_[program]] = why_not;
}

void Judgements::MarkProgramsThatName(uint32_t condition) {
  const auto index = static_cast<int32_t>(condition_order_[condition]);
  for (const uint32_t expression : ReadersOf(first_condition_slot_ + index)) {
    for (const Place& place : PlacesOf(expression)) marked_programs_.Set(place.program);
  }
}

}  // namespace rapport::engine
