#include "learn/evaluation_json.h"

#include <cmath>

namespace rapport::learn {
namespace {

void Count(record::JsonWriter* out, std::string_view key, int64_t value) {
  WriteCount(key, value, out);
}

void Fraction(record::JsonWriter* out, std::string_view key, std::optional<double> value) {
  WriteFraction(key, value, out);
}

void Reliability(const Evaluation& evaluation, record::JsonWriter* out) {
  out->Key("reliability");
  out->StartArray();
  for (size_t i = 0; i < evaluation.reliability.size(); ++i) {
    const ReliabilityBin& bin = evaluation.reliability[i];
    std::optional<double> probability, correct;
    if (bin.count > 0) {
      probability = bin.probability;
      correct = static_cast<double>(bin.correct) / static_cast<double>(bin.count);
    }
    out->StartObject();
    Fraction(out, "from", static_cast<double>(i) / 10);
    Fraction(out, "to", static_cast<double>(i + 1) / 10);
    Count(out, "count", bin.count);
    Fraction(out, "probability", probability);
    Fraction(out, "correct", correct);
    out->EndObject();
  }
  out->EndArray();
}

}  // namespace

void WriteEvaluation(std::string_view rule_set, const Evaluation& evaluation,
                     record::JsonWriter* out) {
  out->StartObject();
  WriteEvaluationMembers(rule_set, evaluation, out);
  out->EndObject();
}

void WriteEvaluationMembers(std::string_view rule_set, const Evaluation& evaluation,
                            record::JsonWriter* out) {
  Count(out, "n", evaluation.n);
  Count(out, "n_persona", evaluation.n_persona);
  Fraction(out, "accuracy", evaluation.accuracy);
  Fraction(out, "macro_f1", evaluation.macro_f1);
  Fraction(out, "macro_f1_supported", evaluation.macro_f1_supported);
  Count(out, "min_support", evaluation.min_support);
  Count(out, "n_escalate", evaluation.n_escalate);
  Fraction(out, "escalate_precision", evaluation.escalate_precision);
  Fraction(out, "escalate_recall", evaluation.escalate_recall);
  Fraction(out, "escalate_f1", evaluation.escalate_f1);
  Count(out, "n_hostility", evaluation.n_hostility);
  Count(out, "hostility_unknown", evaluation.hostility_unknown);
  Fraction(out, "hostility_qwk", evaluation.hostility_qwk);
  Fraction(out, "ece", evaluation.ece);

  out->Key("per_class");
  out->StartObject();
  for (const ClassMetrics& c : evaluation.per_class) {
    out->Key(c.id);
    out->StartObject();
    Fraction(out, "precision", c.precision);
    Fraction(out, "recall", c.recall);
    Fraction(out, "f1", c.f1);
    Count(out, "support", c.support);
    Count(out, "predicted", c.predicted);
    out->EndObject();
  }
  out->EndObject();

  out->Key("confusion");
  out->StartObject();
  for (const auto& [label, row] : evaluation.confusion) {
    out->Key(label);
    out->StartObject();
    for (const auto& [persona, count] : row) Count(out, persona, count);
    out->EndObject();
  }
  out->EndObject();

  // Shares of all observations; `reported` and the reasons add up to 1.
  out->Key("abstained");
  out->StartObject();
  for (const auto& [reason, count] : evaluation.abstained) {
    Fraction(out, reason.empty() ? "reported" : reason,
             static_cast<double>(count) / static_cast<double>(evaluation.n));
  }
  out->EndObject();
  Count(out, "n_reported", evaluation.n_reported);
  Fraction(out, "spans_share", evaluation.spans_share);
  Reliability(evaluation, out);

  out->Key("timing");
  if (evaluation.timing) {
    out->StartObject();
    Count(out, "conversations_per_second",
          std::llround(evaluation.timing->conversations_per_second));
    out->Key("median_us");
    out->Milli(std::llround(evaluation.timing->median_us * 1000));
    out->Key("p99_us");
    out->Milli(std::llround(evaluation.timing->p99_us * 1000));
    out->EndObject();
  } else {
    out->Null();
  }
  out->Key("ruleset");
  out->String(rule_set);
}

}  // namespace rapport::learn
