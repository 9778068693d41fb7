#include "learn/evaluate.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "learn/evaluation_evidence.h"

namespace rapport::learn {
namespace {

double Ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

double F1(int64_t correct, int64_t predicted, int64_t support) {
  return Ratio(2 * correct, predicted + support);
}

// `none` goes last wherever classes are listed, as in decisions.
bool ClassBefore(const ClassMetrics& a, const ClassMetrics& b) {
  const bool a_none = a.id == "none", b_none = b.id == "none";
  return a_none != b_none ? b_none : a.id < b.id;
}

std::optional<double> MeanF1(const std::vector<ClassMetrics>& classes, int64_t min_support) {
  double sum = 0;
  int64_t count = 0;
  for (const ClassMetrics& c : classes) {
    if (c.support < min_support) continue;
    sum += c.f1;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace

Evaluator::Observation Evaluator::Observe(const record::Label& label, const Decision& decision,
                                          int64_t nanoseconds) {
  Observation o;
  o.label = label.persona;
  o.persona = decision.persona();
  o.probability = decision.probability();
  o.abstained = AbstainedName(decision.abstained());
  o.label_hostility = label.hostility;
  for (const ScaleLevel& scale : decision.scales()) {
    if (scale.id == "hostility" && scale.known) o.hostility = scale.level;
  }
  o.label_escalate = label.escalate;
  o.escalates = !decision.escalations().empty();
  o.has_span = ShowsWords(decision);
  o.nanoseconds = nanoseconds;
  return o;
}

void Evaluator::Add(const record::Label& label, const Decision& decision, int64_t nanoseconds) {
  Add(Observe(label, decision, nanoseconds));
}

void Evaluator::Add(const Observation& o) {
  ++n_;
  ++abstained_[std::string(o.abstained)];
  if (!o.label.empty()) AddPersona(o);
  if (!o.persona.empty() && o.persona != "none") {
    ++n_reported_;
    n_with_span_ += o.has_span ? 1 : 0;
  }
  if (o.label_escalate) ++escalate_[*o.label_escalate ? 1 : 0][o.escalates ? 1 : 0];
  if (o.label_hostility && o.hostility) {
    ++hostility_[{*o.label_hostility, *o.hostility}];
  } else if (o.label_hostility) {
    ++hostility_unknown_;
  }
  if (o.nanoseconds > 0) {
    constexpr int64_t kMost = UINT32_MAX;
    microtenths_.push_back(static_cast<uint32_t>(std::min(o.nanoseconds / 100, kMost)));
  }
}

void Evaluator::AddPersona(const Observation& o) {
  ++confusion_[std::string(o.label)][std::string(o.persona)];
  constexpr int kBins = std::tuple_size_v<decltype(bins_)>;
  const int index = std::clamp(o.probability / (10'000 / kBins), 0, kBins - 1);
  Bin& bin = bins_[static_cast<size_t>(index)];
  ++bin.count;
  bin.correct += o.label == o.persona ? 1 : 0;
  bin.probability += o.probability;
}

Evaluation Evaluator::Result(int64_t min_support) const {
  Evaluation out;
  out.n = n_;
  out.abstained = abstained_;
  out.n_reported = n_reported_;
  if (n_reported_ > 0) out.spans_share = Ratio(n_with_span_, n_reported_);
  PersonaResult(min_support, &out);
  EscalateResult(&out);
  for (const auto& [levels, count] : hostility_) out.n_hostility += count;
  out.hostility = hostility_;
  out.hostility_unknown = hostility_unknown_;
  out.hostility_qwk = QuadraticWeightedKappa(hostility_);
  CalibrationResult(&out);
  TimingResult(&out);
  return out;
}

void Evaluator::PersonaResult(int64_t min_support, Evaluation* out) const {
  std::map<std::string, ClassMetrics> classes;
  int64_t correct = 0;
  for (const auto& [label, row] : confusion_) {
    for (const auto& [persona, count] : row) {
      out->n_persona += count;
      classes[label].support += count;
      classes[persona].predicted += count;
      if (label != persona) continue;
      classes[label].correct += count;
      correct += count;
    }
  }
  for (auto& [id, c] : classes) {
    c.id = id;
    c.precision = Ratio(c.correct, c.predicted);
    c.recall = Ratio(c.correct, c.support);
    c.f1 = F1(c.correct, c.predicted, c.support);
    out->per_class.push_back(c);
  }
  std::sort(out->per_class.begin(), out->per_class.end(), ClassBefore);
  out->confusion = confusion_;
  out->min_support = min_support;
  if (out->n_persona > 0) out->accuracy = Ratio(correct, out->n_persona);
  out->macro_f1 = MeanF1(out->per_class, 0);
  out->macro_f1_supported = MeanF1(out->per_class, std::max<int64_t>(min_support, 1));
}

void Evaluator::EscalateResult(Evaluation* out) const {
  const int64_t correct = escalate_[1][1];
  const int64_t support = escalate_[1][0] + correct;
  const int64_t predicted = escalate_[0][1] + correct;
  out->escalate = escalate_;
  out->n_escalate = escalate_[0][0] + escalate_[0][1] + support;
  if (predicted > 0) out->escalate_precision = Ratio(correct, predicted);
  if (support > 0) out->escalate_recall = Ratio(correct, support);
  if (support + predicted > 0) out->escalate_f1 = F1(correct, predicted, support);
}

void Evaluator::CalibrationResult(Evaluation* out) const {
  for (size_t i = 0; i < bins_.size(); ++i) {
    ReliabilityBin& bin = out->reliability[i];
    bin.count = bins_[i].count;
    bin.correct = bins_[i].correct;
    bin.probability = Ratio(bins_[i].probability, bin.count) / 1e4;
  }
  if (out->n_persona == 0) return;
  double sum = 0;
  for (const Bin& bin : bins_) {
    // count / n * |correct / count - probability / count|
    sum += std::fabs(static_cast<double>(bin.correct) - static_cast<double>(bin.probability) / 1e4);
  }
  out->ece = sum / static_cast<double>(out->n_persona);
}

void Evaluator::TimingResult(Evaluation* out) const {
  if (microtenths_.empty()) return;
  std::vector<uint32_t> sorted = microtenths_;
  std::sort(sorted.begin(), sorted.end());
  uint64_t total = 0;
  for (uint32_t t : sorted) total += t;
  const auto rank = [&](uint64_t percent) {
    const uint64_t nearest = (sorted.size() * percent + 99) / 100;
    return static_cast<double>(sorted[nearest - 1]) / 10.0;
  };
  Timing timing;
  timing.conversations_per_second =
      1e7 * static_cast<double>(sorted.size()) / static_cast<double>(std::max<uint64_t>(total, 1));
  timing.median_us = rank(50);
  timing.p99_us = rank(99);
  out->timing = timing;
}

std::optional<double> QuadraticWeightedKappa(
    const std::map<std::pair<int32_t, int32_t>, int64_t>& counts) {
  std::map<int32_t, int64_t> rows, columns;
  int64_t n = 0;
  double observed = 0;
  const auto weight = [](int32_t a, int32_t b) {
    return static_cast<double>(a - b) * static_cast<double>(a - b);
  };
  for (const auto& [levels, count] : counts) {
    rows[levels.first] += count;
    columns[levels.second] += count;
    n += count;
    observed += weight(levels.first, levels.second) * static_cast<double>(count);
  }
  double expected = 0;
  for (const auto& [a, in_row] : rows) {
    for (const auto& [b, in_column] : columns) {
      expected += weight(a, b) * static_cast<double>(in_row) * static_cast<double>(in_column);
    }
  }
  if (expected == 0) return std::nullopt;
  return 1.0 - observed * static_cast<double>(n) / expected;
}

}  // namespace rapport::learn
