#include "engine/evaluation.h"

#include <algorithm>

#include "base/time.h"
#include "engine/signals.h"
#include "pack/signals.h"
#include "ruleset/network.h"

namespace rapport::engine {
namespace {

using expr::Truth;
using expr::Value;
using ruleset::Index;
using ruleset::Tables;

// Calls `use(slot, value)` for each signal that differs from the baseline's.
template <typename Use>
void ForEachUnusualSignal(const Tables& tables, const Accumulator& sums,
                          const std::vector<TurnRecord>& turns, std::optional<Time> now,
                          Evaluation* out, const Use& use) {
  Value signals[pack::kSignalCount];
  ComputeSignals(sums, turns, now, tables.slots.signals, signals);
  out->language_supported =
      signals[static_cast<size_t>(pack::SignalId::kLanguageSupported)].as_bool();
  const Value* const usual = out->baseline.slots.data() + tables.slots.signals;
  for (size_t i = 0; i < pack::kSignalCount; ++i) {
    if (!signals[i].IsSameScalar(usual[i])) {
      use(tables.slots.signals + static_cast<int32_t>(i), signals[i]);
    }
  }
}

// Sets the slots that differ from the baseline.
void SetSlots(const Tables& tables, const FactStore& facts, const Accumulator& sums,
              const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out) {
  for (const Index fact : facts.given()) {
    out->network.Set(tables.slots.facts + static_cast<int32_t>(fact), facts.value(fact));
  }
  if (sums.turns == 0) {
    out->language_supported = true;
    for (const auto& [slot, value] : out->silence) out->network.Set(slot, value);
    return;
  }
  ForEachUnusualSignal(tables, sums, turns, now, out,
                       [out](int32_t slot, const Value& value) { out->network.Set(slot, value); });
  for (const Index cue : sums.cues) {
    out->network.SetCount(tables.slots.cues + static_cast<int32_t>(cue), sums.hit_totals[cue]);
  }
}

void ScoreTerms(const Tables& tables, const Accumulator& sums, Evaluation* out) {
  if (tables.terms.index == nullptr) return;  // all stay 0
  const TermScale scale(tables.terms, sums.term_words);
  for (Index t = 0; t < tables.terms.targets; ++t) {
    out->term_scores[t] = scale.Contribution(sums.term_sums[t]);
    out->scores[t] += out->term_scores[t];
  }
}

void ScoreEvidence(const Tables& tables, const Accumulator& sums, Evaluation* out) {
  const ruleset::EvidenceTable& table = tables.evidence;
  out->scores.assign(table.baseline_scores.begin(), table.baseline_scores.end());
  out->supports = table.baseline_supports;
  int64_t* const scores = out->scores.data();
  for (const Index cue : sums.cues) {
    const Milli count = sums.counts[cue];
    if (count == 0) continue;  // decayed
    const Milli saturated = Saturate(count);
    for (Index w = table.begins[cue]; w < table.begins[cue + 1]; ++w) {
      const Milli weight = table.weights[w].weight;
      scores[table.weights[w].target] +=
          saturated == kOne ? weight : MultiplyMilli(saturated, weight);
    }
    out->supports += table.supports[cue];
  }
  // One that holds counts once, so its contribution is its weight.
  const auto cues = static_cast<Index>(tables.cues.size());
  for (const uint32_t program : out->network.changed_programs()) {
    if (program >= tables.condition_order.size()) continue;
    const bool is_true = out->network.truth(program) == Truth::kTrue;
    if (is_true == (tables.network.truths[program] == Truth::kTrue)) continue;
    const int32_t sign = is_true ? 1 : -1;
    const Index evidence = cues + tables.condition_order[program];
    for (Index w = table.begins[evidence]; w < table.begins[evidence + 1]; ++w) {
      scores[table.weights[w].target] += sign * table.weights[w].weight;
    }
    out->supports += sign * table.supports[evidence];
  }
}

void FindProbabilities(const Tables& tables, Evaluation* out) {
  const size_t personas = tables.personas.size();
  const int64_t* const scores = out->scores.data();
  const int64_t best = *std::max_element(scores, scores + personas);
  uint64_t sum = 0;
  for (size_t p = 0; p < personas; ++p) {
    sum += out->exponentials[p] = ExpNegative(best - scores[p]);
  }
  for (size_t p = 0; p < personas; ++p) {
    const uint64_t share = out->exponentials[p] * 10'000 + sum / 2;
    out->probabilities[p] = share < sum ? 0 : static_cast<int32_t>(share / sum);
  }
}

bool HasPositiveEvidence(const Tables& tables, const Evaluation& evaluation) {
  const int64_t* const terms = evaluation.term_scores.data();
  return evaluation.supports > 0 ||
         std::any_of(terms, terms + tables.none(), [](int64_t score) { return score > 0; });
}

void Choose(const Tables& tables, bool customer_spoke, Evaluation* out) {
  Verdict& verdict = out->verdict;
  verdict.persona = verdict.top = -1;
  verdict.abstained = Abstained::kNo;
  verdict.also.clear();
  const int64_t* const scores = out->scores.data();
  const Index none = tables.none();
  // Ties go by id.
  auto better = [&](Index a, Index b) {
    return scores[a] != scores[b] ? scores[a] > scores[b]
                                  : tables.personas[a].id < tables.personas[b].id;
  };
  for (Index p = 0; p < none; ++p) {
    if (verdict.top < 0 || better(p, static_cast<Index>(verdict.top))) {
      verdict.top = static_cast<int32_t>(p);
    }
  }
  if (!out->language_supported) {
    verdict.abstained = Abstained::kLanguage;
  } else if (verdict.top < 0 || !customer_spoke || !HasPositiveEvidence(tables, *out)) {
    verdict.abstained = Abstained::kNoEvidence;
  } else if (scores[static_cast<Index>(verdict.top)] - scores[none] < tables.margin) {
    verdict.abstained = Abstained::kMargin;
  } else if (out->probabilities[static_cast<Index>(verdict.top)] < tables.threshold * 10) {
    verdict.abstained = Abstained::kThreshold;
  }
  if (verdict.abstained != Abstained::kNo) return;
  verdict.persona = verdict.top;
  for (Index p = 0; p < none; ++p) {
    if (static_cast<int32_t>(p) != verdict.persona &&
        scores[p] - scores[none] >= tables.also_margin) {
      verdict.also.push_back(p);
    }
  }
  std::sort(verdict.also.begin(), verdict.also.end(), better);
}

void FindLevels(const Tables& tables, Evaluation* out) {
  const int64_t* const scores = out->scores.data() + tables.personas.size();
  for (Index s = 0; s < tables.scales.size(); ++s) {
    int32_t level = 0;
    for (const Milli threshold : tables.scales[s].thresholds) {
      level += scores[s] >= threshold ? 1 : 0;
    }
    out->levels[s] = level;
  }
}

void SetInForce(const Tables& tables, const Overrides& overrides, Evaluation* out) {
  out->persona = out->verdict.persona;
  out->abstained = out->verdict.abstained;
  out->persona_is_set = overrides.persona().has_value();
  if (out->persona_is_set) {
    const bool is_none = *overrides.persona() == tables.none();
    out->persona = is_none ? -1 : static_cast<int32_t>(*overrides.persona());
    out->abstained = is_none ? Abstained::kOverride : Abstained::kNo;
  }
  out->set_levels.clear();
  if (overrides.any()) out->set_levels = overrides.levels();
}

}  // namespace

void Evaluation::Bind(const Tables& new_tables) {
  tables = nullptr;  // until nothing can fail any more
  baseline = MakeBaseline(new_tables);
  network.Bind(&new_tables.network, NetworkPrograms(new_tables), baseline.slots);
  silence.clear();
  ForEachUnusualSignal(
      new_tables, Accumulator(), {}, std::nullopt, this,
      [this](int32_t slot, const Value& value) { silence.emplace_back(slot, value); });
  term_scores.assign(new_tables.terms.targets, 0);
  exponentials.assign(new_tables.personas.size(), 0);
  probabilities.assign(new_tables.personas.size(), 0);
  levels.assign(new_tables.scales.size(), 0);
  tables = &new_tables;
}

int64_t ContributionOf(Milli count, Milli weight) { return MultiplyMilli(Saturate(count), weight); }

Status CheckNow(std::optional<Time> now) {
  if (IsInRange(now.value_or(kFirstTime))) return Status();
  return Status(StatusCode::kInvalidArgument, "`now` is not in the years 1 to 9999");
}

void Evaluate(const Tables& tables, const FactStore& facts, const Accumulator& sums,
              const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out) {
  if (out->tables != &tables) out->Bind(tables);
  out->tables = nullptr;  // should memory run out on the way, it is bound anew
  out->network.Restore();
  SetSlots(tables, facts, sums, turns, now, out);
  out->network.Propagate(tables.condition_nodes);
  ScoreEvidence(tables, sums, out);
  ScoreTerms(tables, sums, out);
  FindProbabilities(tables, out);
  Choose(tables, sums.customer_turns > 0, out);
  FindLevels(tables, out);
  out->tables = &tables;
}

void ShowVerdict(const Overrides& overrides, Evaluation* evaluation) {
  const Tables& tables = *evaluation->tables;
  evaluation->tables = nullptr;  // as above
  SetInForce(tables, overrides, evaluation);
  expr::NetworkState& network = evaluation->network;
  for (Index i = 0; i < tables.scales.size(); ++i) {
    const int32_t slot = tables.slots.scales + static_cast<int32_t>(i);
    if (!evaluation->KnowsLevel(i)) {
      network.Set(slot, Value::Unknown(slot));
    } else if (const int32_t level = evaluation->Level(i); level != 0) {
      network.Set(slot, Value::Int(level));
    }
  }
  const Index reported =
      evaluation->persona < 0 ? tables.none() : static_cast<Index>(evaluation->persona);
  if (reported != tables.none()) {
    network.Set(tables.slots.persona, Value::String(tables.personas[reported].id));
  }
  if (!evaluation->also().empty()) {
    evaluation->also_values.clear();
    for (Index p : evaluation->also()) {
      evaluation->also_values.push_back(Value::String(tables.personas[p].id));
    }
    network.Set(tables.slots.also,
                Value::List(evaluation->also_values.data(),
                            static_cast<uint32_t>(evaluation->also_values.size())));
  }
  network.Set(tables.slots.probability,
              Value::Double(evaluation->Probability(reported) / 10'000.0));
  if (evaluation->abstained == Abstained::kNo) {
    network.Set(tables.slots.abstained, Value::Bool(false));
  }
  evaluation->tables = &tables;
}

void EvaluatePolicies(Evaluation* evaluation) {
  const Tables& tables = *evaluation->tables;
  evaluation->tables = nullptr;  // as above
  evaluation->network.Finish();
  evaluation->tables = &tables;
}

}  // namespace rapport::engine
