#ifndef RAPPORT_TESTS_ENGINE_NAIVE_JUDGEMENT_H_
#define RAPPORT_TESTS_ENGINE_NAIVE_JUDGEMENT_H_

// The state after some turns, judged in the plainest code: part of naive_decision.h.

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <vector>

#include "base/fixed_point.h"
#include "engine/conversation_state.h"
#include "engine/language.h"
#include "engine/signals.h"
#include "rapport/decision.h"

namespace rapport::engine {

using expr::Value;
using ruleset::Index;
using ruleset::PolicyEntry;
using ruleset::Tables;

// What was found of one condition or policy.
struct Found {
  Value value;
  std::vector<int32_t> missing;
};

// One prefix of the turns, judged.
class Judgement {
 public:
  // `protocols`: the state of each after these turns.
  Judgement(const ConversationState& state, size_t turns, std::optional<Time> now, bool own_now,
            const std::vector<std::string_view>& protocols)
      : tables_(*state.tables), state_(state) {
    sums_.Reset(tables_);
    for (size_t t = 0; t < turns; ++t) {
      const TurnRecord& turn = state.turns[t];
      Accumulate(tables_, turn, state.hits.data() + turn.first_hit,
                 state.terms.data() + turn.first_term, &sums_);
    }
    slots_.resize(static_cast<size_t>(tables_.slots.count));
    for (Index i = 0; i < tables_.facts.size(); ++i) {
      Slot(tables_.slots.facts, i) = state.facts.value(i);
    }
    ComputeSignals(sums_, state.turns, own_now ? sums_.last_at : now, tables_.slots.signals,
                   &Slot(tables_.slots.signals, 0));
    for (Index i = 0; i < tables_.cues.size(); ++i) {
      Slot(tables_.slots.cues, i) = Value::Int(sums_.hit_totals[i]);
      counts_.push_back(sums_.counts[i]);
    }
    counts_.resize(counts_.size() + tables_.conditions.size());
    for (Index i : tables_.condition_order) {
      conditions_[i] = Evaluate(*tables_.conditions[i].when);
      const Value& value = conditions_[i].value;
      const auto slot = tables_.slots.conditions + static_cast<int32_t>(i);
      Slot(slot, 0) = value.is_unknown() ? Value::Unknown(slot) : value;
      if (value.is_true()) counts_[tables_.cues.size() + i] = kOne;
    }
    Score();
    Choose();
    Override();
    SetPolicySlots();
    for (Index p = 0; p < protocols.size(); ++p) {
      Slot(tables_.slots.protocols, p) = Value::String(protocols[p]);
    }
    for (const PolicyEntry& policy : tables_.policies) policies_.push_back(Evaluate(*policy.when));
    for (const auto& kind : tables_.service.contact_kinds) kinds_.push_back(Evaluate(*kind.when));
    for (const auto& need : tables_.service.needs) {
      needs_.push_back(need.when == nullptr ? Found{Value::Bool(true), {}} : Evaluate(*need.when));
    }
  }

  const Tables& tables_;
  const ConversationState& state_;
  Accumulator sums_;
  std::vector<Value> slots_;
  std::vector<Milli> counts_;
  std::map<Index, Found> conditions_;
  std::vector<Found> policies_, kinds_, needs_;
  std::vector<int64_t> scores_, words_;  // by target
  std::vector<int32_t> probabilities_;
  std::vector<int32_t> levels_;
  std::vector<Value> also_values_;
  bool supported_ = true;
  int32_t top_ = -1, persona_ = -1, found_ = -1;
  std::vector<std::optional<int32_t>> shown_levels_;  // in force; none when not known
  Abstained abstained_ = Abstained::kNo, found_abstained_ = Abstained::kNo;
  std::vector<Index> also_;

  Value& Slot(int32_t first, Index i) { return slots_[static_cast<size_t>(first) + i]; }

  Found Evaluate(const expr::Program& program) {
    expr::EvalScratch scratch;
    Found found{program.Evaluate(slots_, &scratch), {}};
    if (found.value.is_unknown()) found.missing = scratch.unknown_slots();
    return found;
  }

  // round(mix * sum / sqrt(words + 4)), as fixed_point.h and evaluation.h define it.
  int64_t WordScore(int64_t sum) const {
    if (sum == 0) return 0;
    const int64_t whole = (sums_.term_words + 4 * kOne) * kOne;
    auto root = static_cast<int64_t>(std::sqrt(static_cast<long double>(whole)));
    while (root * root > whole) --root;
    while ((root + 1) * (root + 1) <= whole) ++root;
    const int64_t quotient = (sum * kOne + (sum < 0 ? -(root / 2) : root / 2)) / root;
    return MultiplyMilli(quotient, tables_.terms.mix);
  }

  int32_t Probability(Index reported) const {
    return state_.overrides.persona() ? 10'000 : probabilities_[reported];
  }

  bool Holds(Index policy) const { return policies_[policy].value.is_true(); }
  bool IsOpen(Index policy) const { return !Holds(policy) && !policies_[policy].value.is_false(); }
  bool Guards(Index p) const {
    return Holds(p) || (IsOpen(p) && tables_.policies[p].on_unknown != pack::OnUnknown::kSkip);
  }
  bool Advises(Index p) const {
    return Holds(p) || (IsOpen(p) && tables_.policies[p].on_unknown == pack::OnUnknown::kApply);
  }

 private:
  int64_t Sum(Milli bias, const Array<ruleset::Weight>& weights) const {
    int64_t score = bias;
    for (const ruleset::Weight& w : weights) {
      score += MultiplyMilli(Saturate(counts_[w.evidence]), w.weight);
    }
    return score;
  }

  void Score() {
    for (const ruleset::PersonaEntry& p : tables_.personas) {
      scores_.push_back(Sum(p.bias, p.evidence));
    }
    for (const ruleset::ScaleEntry& s : tables_.scales) scores_.push_back(Sum(s.bias, s.evidence));
    for (size_t t = 0; t < scores_.size(); ++t) {
      words_.push_back(WordScore(sums_.term_sums[t]));
      scores_[t] += words_[t];
    }
    const auto end = scores_.begin() + static_cast<std::ptrdiff_t>(tables_.personas.size());
    const int64_t best = *std::max_element(scores_.begin(), end);
    uint64_t sum = 0;
    for (auto score = scores_.begin(); score != end; ++score) sum += ExpNegative(best - *score);
    for (auto score = scores_.begin(); score != end; ++score) {
      probabilities_.push_back(
          static_cast<int32_t>((ExpNegative(best - *score) * 10'000 + sum / 2) / sum));
    }
    for (size_t s = 0; s < tables_.scales.size(); ++s) {
      const auto& thresholds = tables_.scales[s].thresholds;
      levels_.push_back(static_cast<int32_t>(std::count_if(
          thresholds.begin(), thresholds.end(),
          [&](Milli threshold) { return scores_[tables_.personas.size() + s] >= threshold; })));
    }
  }

  bool AnythingSpeaksForAPersona() const {
    for (Index p = 0; p < tables_.none(); ++p) {
      if (words_[p] > 0) return true;
      for (const ruleset::Weight& w : tables_.personas[p].evidence) {
        if (w.weight > 0 && counts_[w.evidence] > 0) return true;
      }
    }
    return false;
  }

  void Choose() {
    const Index none = tables_.none();
    std::vector<Index> order;
    for (Index p = 0; p < none; ++p) order.push_back(p);
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
      return scores_[a] != scores_[b] ? scores_[a] > scores_[b]
                                      : tables_.personas[a].id < tables_.personas[b].id;
    });
    if (!order.empty()) top_ = static_cast<int32_t>(order[0]);
    supported_ = IsLanguageSupported(sums_);
    if (!supported_) {
      abstained_ = Abstained::kLanguage;
    } else if (order.empty() || sums_.customer_turns == 0 || !AnythingSpeaksForAPersona()) {
      abstained_ = Abstained::kNoEvidence;
    } else if (scores_[order[0]] - scores_[none] < tables_.margin) {
      abstained_ = Abstained::kMargin;
    } else if (probabilities_[order[0]] < tables_.threshold * 10) {
      abstained_ = Abstained::kThreshold;
    } else {
      persona_ = top_;
      for (size_t i = 1; i < order.size(); ++i) {
        if (scores_[order[i]] - scores_[none] >= tables_.also_margin) also_.push_back(order[i]);
      }
    }
  }

  // What people set comes in the place of what was found.
  void Override() {
    const Overrides& overrides = state_.overrides;
    found_ = persona_;
    found_abstained_ = abstained_;
    if (overrides.persona()) {
      const bool is_none = *overrides.persona() == tables_.none();
      persona_ = is_none ? -1 : static_cast<int32_t>(*overrides.persona());
      abstained_ = is_none ? Abstained::kOverride : Abstained::kNo;
      also_.clear();
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      shown_levels_.push_back(overrides.levels()[s]);
      if (!shown_levels_[s] && supported_) shown_levels_[s] = levels_[s];
    }
  }

  void SetPolicySlots() {
    for (Index i = 0; i < tables_.scales.size(); ++i) {
      const auto slot = tables_.slots.scales + static_cast<int32_t>(i);
      Slot(slot, 0) = shown_levels_[i] ? Value::Int(*shown_levels_[i]) : Value::Unknown(slot);
    }
    const Index reported = persona_ < 0 ? tables_.none() : static_cast<Index>(persona_);
    Slot(tables_.slots.persona, 0) = Value::String(tables_.personas[reported].id);
    for (Index p : also_) also_values_.push_back(Value::String(tables_.personas[p].id));
    Slot(tables_.slots.also, 0) =
        Value::List(also_values_.data(), static_cast<uint32_t>(also_values_.size()));
    Slot(tables_.slots.probability, 0) = Value::Double(Probability(reported) / 10'000.0);
    Slot(tables_.slots.abstained, 0) = Value::Bool(abstained_ != Abstained::kNo);
  }
};

}  // namespace rapport::engine

#endif  // RAPPORT_TESTS_ENGINE_NAIVE_JUDGEMENT_H_
