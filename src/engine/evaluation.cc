#include "engine/evaluation.h"

#include <algorithm>

#include "base/time.h"
#include "engine/language.h"
#include "engine/signals.h"

namespace rapport::engine {
namespace {

using expr::Value;
using ruleset::Index;
using ruleset::Tables;

int64_t Score(Milli bias, const std::vector<ruleset::Weight>& weights,
              const std::vector<Milli>& evidence) {
  int64_t score = bias;
  for (const ruleset::Weight& w : weights) {
    if (evidence[w.evidence] != 0) score += ContributionOf(evidence[w.evidence], w.weight);
  }
  return score;
}

void FillEvidence(const Tables& tables, const FactStore& facts, const Accumulator& sums,
                  const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out) {
  out->slots.resize(static_cast<size_t>(tables.slots.count));
  Value* slots = out->slots.data();
  for (Index i = 0; i < tables.facts.size(); ++i) {
    slots[static_cast<Index>(tables.slots.facts) + i] = facts.value(i);
  }
  ComputeSignals(sums, turns, now, tables.slots.signals, slots + tables.slots.signals);
  out->language_supported = IsLanguageSupported(sums);

  out->evidence.assign(tables.cues.size() + tables.conditions.size(), 0);
  for (Index i = 0; i < tables.cues.size(); ++i) {
    slots[static_cast<Index>(tables.slots.cues) + i] = Value::Int(sums.hit_totals[i]);
    out->evidence[i] = sums.counts[i];
  }
  for (Index i : tables.condition_order) {
    const Value value = tables.conditions[i].when->Evaluate(out->slots, &out->scratch);
    const Index slot = static_cast<Index>(tables.slots.conditions) + i;
    slots[slot] = value.is_unknown() ? Value::Unknown(static_cast<int32_t>(slot)) : value;
    if (value.is_true()) {
      out->evidence[tables.cues.size() + i] = kOne;
    } else if (!value.is_false()) {
      NoteUndetermined(i, false, value, out);
    }
  }
}

void ScoreTerms(const Tables& tables, const Accumulator& sums, Evaluation* out) {
  out->term_scores.clear();
  for (int64_t sum : sums.term_sums) {
    out->term_scores.push_back(TermContribution(tables.terms, sum, sums.term_words));
  }
}

void ScorePersonas(const Tables& tables, Evaluation* out) {
  out->persona_scores.clear();
  for (Index p = 0; p < tables.personas.size(); ++p) {
    const ruleset::PersonaEntry& persona = tables.personas[p];
    out->persona_scores.push_back(Score(persona.bias, persona.evidence, out->evidence) +
                                  out->term_scores[p]);
  }
  const int64_t best = *std::max_element(out->persona_scores.begin(), out->persona_scores.end());
  uint64_t sum = 0;
  for (int64_t score : out->persona_scores) sum += ExpNegative(best - score);
  out->probabilities.clear();
  for (int64_t score : out->persona_scores) {
    out->probabilities.push_back(
        static_cast<int32_t>((ExpNegative(best - score) * 10'000 + sum / 2) / sum));
  }
}

bool HasPositiveEvidence(const Tables& tables, const Evaluation& evaluation) {
  for (Index p = 0; p < tables.none(); ++p) {
    if (evaluation.term_scores[p] > 0) return true;
    for (const ruleset::Weight& w : tables.personas[p].evidence) {
      if (w.weight > 0 && evaluation.evidence[w.evidence] > 0) return true;
    }
  }
  return false;
}

void Choose(const Tables& tables, bool customer_spoke, Evaluation* out) {
  Verdict& verdict = out->verdict;
  verdict.persona = verdict.top = -1;
  verdict.abstained = Abstained::kNo;
  verdict.also.clear();
  const std::vector<int64_t>& scores = out->persona_scores;
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

void ScoreScales(const Tables& tables, Evaluation* out) {
  out->scales.clear();
  for (Index s = 0; s < tables.scales.size(); ++s) {
    const ruleset::ScaleEntry& scale = tables.scales[s];
    ScaleResult result;
    result.score = Score(scale.bias, scale.evidence, out->evidence) +
                   out->term_scores[tables.personas.size() + s];
    for (Milli threshold : scale.thresholds) result.level += result.score >= threshold ? 1 : 0;
    out->scales.push_back(result);
  }
}

void FillPolicySlots(const Tables& tables, Evaluation* out) {
  Value* slots = out->slots.data();
  for (Index i = 0; i < tables.scales.size(); ++i) {
    const Index slot = static_cast<Index>(tables.slots.scales) + i;
    slots[slot] = out->language_supported ? Value::Int(out->scales[i].level)
                                          : Value::Unknown(static_cast<int32_t>(slot));
  }
  const Verdict& verdict = out->verdict;
  const Index reported = verdict.persona < 0 ? tables.none() : static_cast<Index>(verdict.persona);
  slots[tables.slots.persona] = Value::String(tables.personas[reported].id);
  out->also_values.clear();
  for (Index p : verdict.also) out->also_values.push_back(Value::String(tables.personas[p].id));
  slots[tables.slots.also] =
      Value::List(out->also_values.data(), static_cast<uint32_t>(out->also_values.size()));
  slots[tables.slots.probability] = Value::Double(out->probabilities[reported] / 10'000.0);
  slots[tables.slots.abstained] = Value::Bool(verdict.abstained != Abstained::kNo);
}

}  // namespace

int64_t ContributionOf(Milli count, Milli weight) { return MultiplyMilli(Saturate(count), weight); }

int64_t TermContribution(const ruleset::TermTable& table, int64_t sum, int64_t words) {
  if (sum == 0) return 0;
  // Not the product of sum and mix: a long conversation of odd weights would overflow it.
  const int64_t root = SquareRootMilli(words + kWordsBefore);
  const int64_t half = sum < 0 ? -root / 2 : root / 2;
  return MultiplyMilli((sum * kOne + half) / root, table.mix);
}

void NoteUndetermined(Index index, bool is_policy, const Value& value, Evaluation* evaluation) {
  UndeterminedRecord record;
  record.index = index;
  record.is_policy = is_policy;
  record.first_missing = evaluation->missing_slots.size();
  if (value.is_error()) {
    record.error = value.error();
  } else {
    const std::vector<int32_t>& slots = evaluation->scratch.unknown_slots();
    evaluation->missing_slots.insert(evaluation->missing_slots.end(), slots.begin(), slots.end());
    record.missing_count = slots.size();
  }
  evaluation->undetermined.push_back(record);
}

Status CheckNow(std::optional<Time> now) {
  if (IsInRange(now.value_or(kFirstTime))) return Status();
  return Status(StatusCode::kInvalidArgument, "`now` is not in the years 1 to 9999");
}

void Evaluate(const Tables& tables, const FactStore& facts, const Accumulator& sums,
              const std::vector<TurnRecord>& turns, std::optional<Time> now, Evaluation* out) {
  out->undetermined.clear();
  out->missing_slots.clear();
  FillEvidence(tables, facts, sums, turns, now, out);
  ScoreTerms(tables, sums, out);
  ScorePersonas(tables, out);
  Choose(tables, sums.customer_turns > 0, out);
  ScoreScales(tables, out);
  FillPolicySlots(tables, out);
}

}  // namespace rapport::engine
