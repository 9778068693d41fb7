#include "engine/judgements.h"

#include <algorithm>

#include "ruleset/network.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;
using Kind = TraceNode::Kind;

Outcome OutcomeOf(const expr::Value& value) {
  return value.is_true()    ? Outcome::kTrue
         : value.is_false() ? Outcome::kFalse
         : value.is_error() ? Outcome::kError
                            : Outcome::kUnknown;
}

uint32_t LowestBit(uint64_t word) { return static_cast<uint32_t>(__builtin_ctzll(word)); }
uint32_t HighestBit(uint64_t word) { return 63 - static_cast<uint32_t>(__builtin_clzll(word)); }

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
  changed_roots_.clear();
  old_nodes_.clear();
  old_judgements_.clear();
  baseline_texts_.Clear();
  changed_texts_.Clear();
  texts_ = &baseline_texts_;
  nodes_.clear();
  program_of_.clear();
  is_simple_.clear();
  begins_.assign(1, 0);
  for (uint32_t p = 0; p < programs; ++p) Trace(p, bound);
  marked_nodes_.Assign(nodes_.size());
  marked_programs_.Assign(programs);
  shifted_nodes_.Assign(nodes_.size());
  ListReaders(tables.slots.count);
  AddParts();
  texts_ = &changed_texts_;
}

void Judgements::Trace(uint32_t program, Evaluation* bound) {
  judgements_[program].outcome = OutcomeOf(
      programs_[program]->Trace(bound->slots(), bound->network.scratch(), texts_, &trace_));
  nodes_.insert(nodes_.end(), trace_.begin(), trace_.end());
  program_of_.resize(nodes_.size(), program);
  begins_.push_back(static_cast<uint32_t>(nodes_.size()));
  is_simple_.push_back(IsSimple(program, *bound->tables) ? 1 : 0);
  Describe(program);
}

void Judgements::ListReaders(int32_t slots) {
  const auto for_each = [this](const auto& use) {
    for (uint32_t n = 0; n < nodes_.size(); ++n) {
      if (nodes_[n].slot >= 0) use(static_cast<size_t>(nodes_[n].slot), n);
      if (nodes_[n].kind != Kind::kLoop) continue;
      // What its body reads is not to be seen.
      for (const int32_t slot : programs_[program_of_[n]]->slots()) {
        use(static_cast<size_t>(slot), n);
      }
    }
  };
  reader_begins_.assign(static_cast<size_t>(slots) + 1, 0);
  for_each([this](size_t slot, uint32_t) { ++reader_begins_[slot + 1]; });
  for (size_t i = 1; i < reader_begins_.size(); ++i) reader_begins_[i] += reader_begins_[i - 1];
  readers_.resize(reader_begins_.back());
  std::vector<uint32_t> ends = reader_begins_;
  for_each([&](size_t slot, uint32_t node) { readers_[ends[slot]++] = node; });
}

void Judgements::AddParts() {
  parts_.clear();
  first_part_ = begins_[conditions_];
  for (uint32_t p = conditions_; p < conditions_ + policies_; ++p) {
    const std::string_view source = programs_[p]->source();
    const size_t first = parts_.size();
    for (const TraceNode& node : NodesOf(p)) {
      ExplainedPart part;
      part.begin = node.begin;
      part.end = node.end;
      if (node.parent >= 0) part.depth = parts_[first + static_cast<size_t>(node.parent)].depth + 1;
      part.text = source.substr(node.begin, part.end - part.begin);
      part.value = node.value;
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
  std::vector<uint64_t>& words = marked_nodes_.words;
  for (auto w = static_cast<uint32_t>(words.size()); w-- > 0;) {
    while (words[w] != 0) {
      const uint32_t bit = HighestBit(words[w]);
      words[w] &= ~(uint64_t{1} << bit);
      Evaluate(w * 64 + bit, evaluation);
    }
  }
  ForEach(&shifted_nodes_.words, [this](uint32_t node) { JudgeParts(node); });
  for (const uint32_t program : changed_roots_) {
    old_judgements_.emplace_back(program, judgements_[program]);
    judgements_[program].outcome =
        OutcomeOf(programs_[program]->Evaluate(evaluation->slots(), evaluation->network.scratch()));
  }
  changed_roots_.clear();
  ForEach(&marked_programs_.words, [this](uint32_t program) {
    old_judgements_.emplace_back(program, judgements_[program]);
    const std::string_view before = judgements_[program].why_not;
    Describe(program);
    if (program >= conditions_ || judgements_[program].why_not == before) return;
    const auto slot = static_cast<size_t>(first_condition_slot_) + condition_order_[program];
    for (uint32_t r = reader_begins_[slot]; r < reader_begins_[slot + 1]; ++r) {
      marked_programs_.Set(program_of_[readers_[r]]);
    }
  });
}

void Judgements::AppendWhyNot(const expr::Program& when, Evaluation* evaluation, std::string* out) {
  when.Trace(evaluation->slots(), evaluation->network.scratch(), texts_, &trace_);
  near_miss_.Describe(when.source(), trace_, Reasons(), out);
}

// The first that was kept of a node or a program is what it was in the baseline.
void Judgements::PutBack() {
  while (!old_nodes_.empty()) {
    const OldNode& old = old_nodes_.back();
    TraceNode& node = nodes_[old.node];
    node.evaluated = old.evaluated;
    node.has_difference = old.has_difference;
    node.difference = old.difference;
    node.result = old.result;
    node.value = old.value;
    ShowPart(old.node);
    old_nodes_.pop_back();
  }
  while (!old_judgements_.empty()) {
    const auto& [program, old] = old_judgements_.back();
    judgements_[program] = old;
    if (program < conditions_) condition_reasons_[condition_order_[program]] = old.why_not;
    old_judgements_.pop_back();
  }
}

void Judgements::Keep(uint32_t n) {
  const TraceNode& node = nodes_[n];
  old_nodes_.push_back(
      {n, node.evaluated, node.has_difference, node.difference, node.result, node.value});
}

void Judgements::ShowPart(uint32_t n) {
  const uint32_t part = n - first_part_;
  if (n < first_part_ || part >= parts_.size()) return;
  parts_[part].value = nodes_[n].value;
  parts_[part].evaluated = nodes_[n].evaluated;
}

void Judgements::Evaluate(uint32_t n, Evaluation* evaluation) {
  TraceNode& node = nodes_[n];
  const uint32_t program = program_of_[n], begin = begins_[program];
  const expr::Value result =
      programs_[program]->EvaluateNode(NodesOf(program), n - begin, is_simple_[program] != 0,
                                       evaluation->slots(), evaluation->network.scratch());
  if (!result.IsSameScalar(node.result)) {
    SetResult(n, result, result.ToText(texts_));
  } else if (node.kind != Kind::kCompare) {
    return;
  } else {
    Keep(n);
    marked_programs_.Set(program);
  }
  if (node.kind == Kind::kCompare) FindDifference(NodesOf(program), n - begin);
}

void Judgements::SetResult(uint32_t n, const expr::Value& result, std::string_view text) {
  Keep(n);
  TraceNode& node = nodes_[n];
  const uint32_t program = program_of_[n];
  marked_programs_.Set(program);
  const bool has_shifted =
      node.is_true() != result.is_true() || node.is_false() != result.is_false();
  node.result = result;
  node.value = text;
  ShowPart(n);
  if (node.parent < 0) return changed_roots_.push_back(program);
  const uint32_t parent = begins_[program] + static_cast<uint32_t>(node.parent);
  marked_nodes_.Set(parent);
  if (has_shifted) shifted_nodes_.Set(parent);
}

void Judgements::JudgeParts(uint32_t n) {
  const uint32_t begin = begins_[program_of_[n]];
  expr::ForEachPart(NodesOf(program_of_[n]), n - begin, [&](uint32_t part, bool evaluated) {
    TraceNode& node = nodes_[begin + part];
    if (node.evaluated == evaluated) return;
    Keep(begin + part);
    node.evaluated = evaluated;
    ShowPart(begin + part);
    if (node.has_parts(part)) shifted_nodes_.Set(begin + part);
  });
}

// Whether it can be evaluated part by part: it can use up no budget.
bool Judgements::IsSimple(uint32_t program, const ruleset::Tables& tables) {
  constexpr size_t kMostNodes = 2000;
  const absl::Span<TraceNode> nodes = NodesOf(program);
  return nodes.size() <= kMostNodes &&
         std::none_of(nodes.begin(), nodes.end(), [&](const TraceNode& node) {
           if (node.kind == Kind::kLoop) return true;
           const int32_t fact = node.slot - tables.slots.facts;
           if (fact < 0 || static_cast<size_t>(fact) >= tables.facts.size()) return false;
           const FactType type = tables.facts[static_cast<size_t>(fact)].type;
           return type == FactType::kString || type == FactType::kStrings;  // of any length
         });
}

void Judgements::Describe(uint32_t program) {
  near_miss_.Describe(programs_[program]->source(), NodesOf(program), Reasons(), texts_->Draft());
  const std::string_view why_not = texts_->Keep();
  judgements_[program].why_not = why_not;
  if (program < conditions_) condition_reasons_[condition_order_[program]] = why_not;
}

// Names have the slot's value, whose text they share; what else reads it is evaluated.
void Judgements::SetSlot(int32_t slot, const expr::Value& value) {
  const auto i = static_cast<size_t>(slot);
  std::string_view text;
  for (uint32_t r = reader_begins_[i]; r < reader_begins_[i + 1]; ++r) {
    const uint32_t n = readers_[r];
    if (nodes_[n].kind != Kind::kName) {
      marked_nodes_.Set(n);
    } else if (!value.IsSameScalar(nodes_[n].result)) {
      if (text.empty()) text = value.ToText(texts_);
      SetResult(n, value, text);
    }
  }
}

}  // namespace rapport::engine
