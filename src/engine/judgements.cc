#include "engine/judgements.h"

#include <algorithm>

#include "ruleset/network.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;
using expr::TraceValue;
using expr::TraceView;
using Kind = TraceNode::Kind;

Outcome OutcomeOf(const expr::Value& value) {
  return value.is_true()    ? Outcome::kTrue
         : value.is_false() ? Outcome::kFalse
         : value.is_error() ? Outcome::kError
                            : Outcome::kUnknown;
}

// Whether short-circuiting leaves out parts of it.
bool Chooses(Kind kind) { return kind == Kind::kAnd || kind == Kind::kOr || kind == Kind::kChoice; }

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
  changed_.clear();
  flipped_nodes_.clear();
  described_.clear();
  baseline_texts_.Clear();
  changed_texts_.Clear();
  texts_ = &baseline_texts_;
  nodes_.clear();
  program_of_.clear();
  expressions_.clear();
  values_.clear();
  begins_.assign(1, 0);
  ByText by_text;
  for (uint32_t p = 0; p < programs; ++p) Trace(p, bound, &by_text);
  baseline_values_ = values_;
  baseline_judgements_ = judgements_;
  marked_expressions_.Assign(expressions_.size());
  marked_programs_.Assign(programs);
  choosers_.Assign(nodes_.size());
  ListPlaces();
  ListReaders(tables.slots.count);
  AddParts();
  texts_ = &changed_texts_;
}

void Judgements::Trace(uint32_t program, Evaluation* bound, ByText* by_text) {
  programs_[program]->Trace(bound->slots(), bound->network.scratch(), texts_, &trace_);
  nodes_.insert(nodes_.end(), trace_.nodes.begin(), trace_.nodes.end());
  program_of_.resize(nodes_.size(), program);
  begins_.push_back(static_cast<uint32_t>(nodes_.size()));
  AddExpressions(program, *bound->tables, by_text);
  Describe(program, bound);
}

// From the last node to the first, so that parts come before what they are parts of.
void Judgements::AddExpressions(uint32_t program, const ruleset::Tables& tables, ByText* by_text) {
  const std::string_view source = programs_[program]->source();
  for (uint32_t n = begins_[program + 1]; n-- > begins_[program];) {
    TraceNode& node = nodes_[n];
    const std::string_view text = source.substr(node.begin, node.end - node.begin);
    const auto known = by_text->try_emplace(text, static_cast<uint32_t>(expressions_.size())).first;
    node.value =
        IsSame(known->second, program, n) ? known->second : AddExpression(program, n, tables);
  }
}

uint32_t Judgements::AddExpression(uint32_t program, uint32_t n, const ruleset::Tables& tables) {
  constexpr uint32_t kMostNodes = 2000;
  const TraceNode& node = nodes_[n];
  const uint32_t begin = begins_[program];
  expressions_.emplace_back();
  Expression& e = expressions_.back();
  e.node = n;
  e.program = program;
  e.is_compared = node.kind == Kind::kCompare;
  const int32_t fact = node.slot - tables.slots.facts;
  const bool is_fact = fact >= 0 && static_cast<size_t>(fact) < tables.facts.size();
  const FactType type = is_fact ? tables.facts[static_cast<size_t>(fact)].type : FactType::kBool;
  const bool is_of_any_length = type == FactType::kString || type == FactType::kStrings;
  e.is_simple =
      node.kind != Kind::kLoop && !is_of_any_length && node.next - (n - begin) <= kMostNodes;
  values_.push_back(trace_.values[n - begin]);
  for (uint32_t part = n + 1; part < begin + node.next; part = begin + nodes_[part].next) {
    e.is_simple = e.is_simple && expressions_[nodes_[part].value].is_simple;
  }
  return static_cast<uint32_t>(expressions_.size() - 1);
}

// Texts alone do not tell: a name may be another's in another place, and an image may lie.
bool Judgements::IsSame(uint32_t expression, uint32_t program, uint32_t n) const {
  if (expression == expressions_.size()) return false;
  const Expression& e = expressions_[expression];
  const TraceNode& a = nodes_[e.node];
  const TraceNode& b = nodes_[n];
  const uint32_t a_begin = begins_[e.program], b_begin = begins_[program];
  const uint32_t a_end = a_begin + a.next, b_end = b_begin + b.next;
  if (a.kind != b.kind || a.op != b.op || a.slot != b.slot || a_end - e.node != b_end - n ||
      values_[expression].text != trace_.values[n - b_begin].text) {
    return false;
  }
  uint32_t x = e.node + 1, y = n + 1;
  while (x < a_end && y < b_end && nodes_[x].value == nodes_[y].value) {
    x = a_begin + nodes_[x].next;
    y = b_begin + nodes_[y].next;
  }
  return x >= a_end && y >= b_end;
}

void Judgements::ListPlaces() {
  places_.resize(nodes_.size());
  for (const TraceNode& node : nodes_) ++expressions_[node.value].places_end;
  uint32_t begin = 0;
  for (Expression& e : expressions_) {
    e.places_begin = begin;
    begin += std::exchange(e.places_end, begin);
  }
  for (uint32_t n = 0; n < nodes_.size(); ++n) {
    const TraceNode& node = nodes_[n];
    Place& place = places_[expressions_[node.value].places_end++];
    place = {n, program_of_[n], kNone, kNone};
    if (node.parent < 0) continue;
    const uint32_t parent = begins_[place.program] + static_cast<uint32_t>(node.parent);
    place.parent = nodes_[parent].value;
    if (Chooses(nodes_[parent].kind) && node.next < nodes_[parent].next) place.chooser = parent;
  }
}

void Judgements::ListReaders(int32_t slots) {
  const auto for_each = [this](const auto& use) {
    for (uint32_t i = 0; i < expressions_.size(); ++i) {
      const TraceNode& node = nodes_[expressions_[i].node];
      if (node.slot >= 0) use(static_cast<size_t>(node.slot), i);
      if (node.kind != Kind::kLoop) continue;
      // What its body reads is not to be seen.
      for (const int32_t slot : programs_[expressions_[i].program]->slots()) {
        use(static_cast<size_t>(slot), i);
      }
    }
  };
  reader_begins_.assign(static_cast<size_t>(slots) + 1, 0);
  for_each([this](size_t slot, uint32_t) { ++reader_begins_[slot + 1]; });
  for (size_t i = 1; i < reader_begins_.size(); ++i) reader_begins_[i] += reader_begins_[i - 1];
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
      part.value = values_[node.value].text;
      part.evaluated = node.evaluated;
      parts_.push_back(part);
    }
  }
}

void Judgements::Judge(Evaluation* evaluation) {
  PutBack();
  changed_texts_.Clear();
  for (const int32_t slot : evaluation->network.changed_slots()) {
    SetSlot(slot, evaluation->slots()[static_cast<size_t>(slot)]);
  }
  ForEach(&marked_expressions_.words,
          [&](uint32_t expression) { Evaluate(expression, evaluation); });
  ForEach(&choosers_.words, [this](uint32_t node) { ChooseParts(node); });
  ForEach(&marked_programs_.words, [&](uint32_t program) {
    described_.push_back(program);
    const std::string_view before = judgements_[program].why_not;
    Describe(program, evaluation);
    if (program >= conditions_ || judgements_[program].why_not == before) return;
    const auto slot = static_cast<size_t>(first_condition_slot_) + condition_order_[program];
    for (uint32_t r = reader_begins_[slot]; r < reader_begins_[slot + 1]; ++r) {
      const Expression& e = expressions_[readers_[r]];
      for (uint32_t place = e.places_begin; place < e.places_end; ++place) {
        marked_programs_.Set(places_[place].program);
      }
    }
  });
}

std::string_view Judgements::WhyNot(const expr::Program& when, Evaluation* evaluation) {
  when.Trace(evaluation->slots(), evaluation->network.scratch(), texts_, &trace_);
  return near_miss_.Describe(when.source(), ViewOf(trace_), Reasons(), texts_);
}

void Judgements::PutBack() {
  for (const uint32_t node : flipped_nodes_) Flip(node);
  flipped_nodes_.clear();
  for (const uint32_t expression : changed_) {
    values_[expression] = baseline_values_[expression];
    const Expression& e = expressions_[expression];
    for (uint32_t i = e.places_begin; i < e.places_end; ++i) {
      ShowValue(places_[i].node, values_[expression].text);
    }
  }
  changed_.clear();
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

void Judgements::Evaluate(uint32_t expression, Evaluation* evaluation) {
  const Expression& e = expressions_[expression];
  const expr::TraceView trace = TraceOf(e.program);
  const uint32_t node = e.node - begins_[e.program];
  const expr::Value result = programs_[e.program]->EvaluateNode(
      trace, node, e.is_simple, evaluation->slots(), evaluation->network.scratch());
  if (!result.IsSameScalar(values_[expression].result)) {
    SetResult(expression, result, result.ToText(texts_));
  } else if (e.is_compared) {
    changed_.push_back(expression);
  }
  if (e.is_compared) values_[expression].difference = FindDifference(trace, node);
}

void Judgements::SetResult(uint32_t expression, const expr::Value& result, std::string_view text) {
  changed_.push_back(expression);
  TraceValue& value = values_[expression];
  const bool has_shifted =
      value.is_true() != result.is_true() || value.is_false() != result.is_false();
  value.result = result;
  value.text = text;
  const Expression& e = expressions_[expression];
  for (uint32_t i = e.places_begin; i < e.places_end; ++i) {
    const Place& place = places_[i];
    marked_programs_.Set(place.program);
    ShowValue(place.node, text);
    if (place.parent != kNone) marked_expressions_.Set(place.parent);
    if (has_shifted && place.chooser != kNone) choosers_.Set(place.chooser);
  }
}

void Judgements::ChooseParts(uint32_t n) {
  const uint32_t program = program_of_[n], begin = begins_[program];
  expr::ForEachPart(TraceOf(program), n - begin, [&](uint32_t part, bool evaluated) {
    const TraceNode& node = nodes_[begin + part];
    if (node.evaluated == evaluated) return;
    Flip(begin + part);
    flipped_nodes_.push_back(begin + part);
    if (node.has_parts(part)) choosers_.Set(begin + part);
  });
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

// Names have the slot's value; what else reads it is evaluated.
void Judgements::SetSlot(int32_t slot, const expr::Value& value) {
  const auto i = static_cast<size_t>(slot);
  for (uint32_t r = reader_begins_[i]; r < reader_begins_[i + 1]; ++r) {
    const uint32_t expression = readers_[r];
    if (nodes_[expressions_[expression].node].kind != Kind::kName) {
      marked_expressions_.Set(expression);
    } else if (!value.IsSameScalar(values_[expression].result)) {
      SetResult(expression, value, value.ToText(texts_));
    }
  }
}

}  // namespace rapport::engine
