#include "learn/comparison.h"

#include <algorithm>
#include <cmath>

namespace rapport::learn {
namespace {

using Figures = std::array<std::optional<double>, 5>;
constexpr std::array<std::string_view, 5> kKeys = {"accuracy", "macro_f1", "macro_f1_supported",
                                                   "escalate_f1", "hostility_qwk"};

// SplitMix64 (Steele, Lea and Flood, 2014).
class Generator {
 public:
  // A number from 0 to `bound` - 1; the bias of one in 2^32 / `bound` does not matter here.
  uint32_t Below(uint64_t bound) {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return static_cast<uint32_t>((z >> 32) * bound >> 32);
  }

 private:
  uint64_t state_ = 20240229;
};

std::optional<double> F1(int64_t correct, int64_t predicted, int64_t support) {
  if (predicted + support == 0) return std::nullopt;
  return static_cast<double>(2 * correct) / static_cast<double>(predicted + support);
}

// The moments that a quadratically weighted kappa needs.
struct Kappa {
  double n = 0, a = 0, aa = 0, b = 0, bb = 0, distance = 0;

  void Add(double level, double decided, double count) {
    n += count;
    a += level * count;
    aa += level * level * count;
    b += decided * count;
    bb += decided * decided * count;
    distance += (level - decided) * (level - decided) * count;
  }
  std::optional<double> Value() const {
    const double expected = n * aa - 2 * a * b + n * bb;
    if (expected == 0) return std::nullopt;
    return 1 - distance * n / expected;
  }
};

// `values`, sorted: the smallest that `share` of them do not exceed.
double Percentile(const std::vector<double>& values, double share) {
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[static_cast<size_t>(std::max(rank, 1.0)) - 1];
}

// The interval and p of `out` from the differences of the resamples.
void Judge(std::vector<double> differences, FigureDifference* out) {
  if (differences.empty()) return;
  std::sort(differences.begin(), differences.end());
  out->low = Percentile(differences, 0.025);
  out->high = Percentile(differences, 0.975);
  // Equal figures may differ by the rounding of their sums.
  constexpr double kNothing = 1e-12;
  const auto above = std::upper_bound(differences.begin(), differences.end(), kNothing);
  const auto from = std::lower_bound(differences.begin(), differences.end(), -kNothing);
  const auto smaller = std::min(above - differences.begin(), differences.end() - from);
  const double share =
      (static_cast<double>(smaller) + 1) / (static_cast<double>(differences.size()) + 1);
  out->p = std::min(2 * share, 1.0);
}

}  // namespace

// Measures both rule sets on draws of the records. A draw is how often each cell came up, so that a
// resample costs one addition a record and the figures cost the cells.
class Bootstrap {
 public:
  Bootstrap(const Comparer& comparer, int64_t min_support) : comparer_(comparer) {
    for (const auto& [cell, index] : comparer.cells_) cells_.push_back({&cell, index});
    supported_.resize(comparer.classes_.size());
    counts_.assign(cells_.size(), 0);
    for (const uint32_t cell : comparer.records_) ++counts_[cell];
    std::vector<int64_t> support(supported_.size());
    for (const auto& [cell, index] : cells_) {
      const int32_t label = (*cell)[Comparer::kLabel];
      if (label >= 0) support[static_cast<size_t>(label)] += counts_[index];
    }
    for (size_t i = 0; i < support.size(); ++i) {
      supported_[i] = support[i] >= std::max<int64_t>(min_support, 1);
    }
  }

  std::vector<FigureDifference> Run(int64_t resamples) {
    std::vector<FigureDifference> out(kKeys.size());
    const Figures first = Measure(0), second = Measure(1);
    for (size_t f = 0; f < kKeys.size(); ++f) {
      out[f].key = kKeys[f];
      out[f].first = first[f];
      out[f].second = second[f];
      if (first[f] && second[f]) out[f].difference = *second[f] - *first[f];
    }
    std::array<std::vector<double>, kKeys.size()> differences;
    for (int64_t i = 0; i < resamples && !cells_.empty(); ++i) {
      Draw();
      const Figures a = Measure(0), b = Measure(1);
      for (size_t f = 0; f < kKeys.size(); ++f) {
        if (a[f] && b[f] && out[f].difference) differences[f].push_back(*b[f] - *a[f]);
      }
    }
    for (size_t f = 0; f < kKeys.size(); ++f) Judge(std::move(differences[f]), &out[f]);
    return out;
  }

 private:
  struct Class {
    int64_t support = 0, predicted = 0, correct = 0;
  };

  void Draw() {
    std::fill(counts_.begin(), counts_.end(), 0);
    const std::vector<uint32_t>& records = comparer_.records_;
    for (size_t i = 0; i < records.size(); ++i)
      ++counts_[records[generator_.Below(records.size())]];
  }

  // The figures of one side, 0 or 1, on the draw.
  Figures Measure(size_t side) {
    classes_.assign(supported_.size(), Class());
    int64_t labelled = 0, correct = 0;
    Class escalation;
    Kappa kappa;
    for (const auto& [cell, index] : cells_) {
      const int64_t count = counts_[index];
      if (count == 0) continue;
      const Comparer::Cell& c = *cell;
      const int32_t label = c[Comparer::kLabel], decided = c[Comparer::kFirst + side];
      if (label >= 0) {
        labelled += count;
        classes_[static_cast<size_t>(label)].support += count;
        classes_[static_cast<size_t>(decided)].predicted += count;
        if (label == decided) {
          classes_[static_cast<size_t>(label)].correct += count;
          correct += count;
        }
      }
      if (c[Comparer::kEscalate] >= 0) {
        const bool is = c[Comparer::kEscalate] > 0;
        const bool said = c[Comparer::kFirstEscalates + side] > 0;
        escalation.support += is ? count : 0;
        escalation.predicted += said ? count : 0;
        escalation.correct += is && said ? count : 0;
      }
      const int32_t level = c[Comparer::kHostility], said = c[Comparer::kFirstHostility + side];
      if (level >= 0 && said >= 0) kappa.Add(level, said, static_cast<double>(count));
    }
    Figures out;
    if (labelled > 0) out[0] = static_cast<double>(correct) / static_cast<double>(labelled);
    out[1] = MeanF1(/*supported_only=*/false);
    out[2] = MeanF1(/*supported_only=*/true);
    out[3] = F1(escalation.correct, escalation.predicted, escalation.support);
    out[4] = kappa.Value();
    return out;
  }

  // Over the classes that occur, or over those with enough labels among all records.
  std::optional<double> MeanF1(bool supported_only) const {
    double sum = 0;
    int64_t count = 0;
    for (size_t i = 0; i < classes_.size(); ++i) {
      const Class& c = classes_[i];
      const std::optional<double> f1 = F1(c.correct, c.predicted, c.support);
      if (!f1 || (supported_only && !supported_[i])) continue;
      sum += *f1;
      ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  }

  const Comparer& comparer_;
  std::vector<std::pair<const Comparer::Cell*, uint32_t>> cells_;
  std::vector<int64_t> counts_;  // by cell
  std::vector<bool> supported_;  // by class
  std::vector<Class> classes_;
  Generator generator_;
};

int32_t Comparer::ClassOf(std::string_view id) {
  const auto known = classes_.find(id);
  if (known != classes_.end()) return known->second;
  const auto index = static_cast<int32_t>(classes_.size());
  classes_.emplace(id, index);
  return index;
}

void Comparer::Add(const Evaluator::Observation& first, const Evaluator::Observation& second) {
  second_.Add(second);
  Cell cell;
  cell[kLabel] = first.label.empty() ? -1 : ClassOf(first.label);
  cell[kFirst] = ClassOf(first.persona);
  cell[kSecond] = ClassOf(second.persona);
  cell[kEscalate] = first.label_escalate ? *first.label_escalate : -1;
  cell[kFirstEscalates] = first.escalates;
  cell[kSecondEscalates] = second.escalates;
  cell[kHostility] = first.label_hostility.value_or(-1);
  cell[kFirstHostility] = first.hostility.value_or(-1);
  cell[kSecondHostility] = second.hostility.value_or(-1);
  records_.push_back(cells_.try_emplace(cell, static_cast<uint32_t>(cells_.size())).first->second);
}

Comparison Comparer::Result(int64_t min_support, int64_t resamples) const {
  Comparison out;
  out.evaluation = second_.Result(min_support);
  out.resamples = resamples;
  std::vector<int64_t> counts(cells_.size());
  for (const uint32_t cell : records_) ++counts[cell];
  for (const auto& [cell, index] : cells_) {
    const int64_t count = counts[index];
    if (cell[kFirstEscalates] != cell[kSecondEscalates]) out.escalation_changed += count;
    if (cell[kFirst] == cell[kSecond]) continue;
    out.changed += count;
    if (cell[kLabel] < 0) continue;
    int64_t& kind = cell[kFirst] == cell[kLabel]    ? out.right_to_wrong
                    : cell[kSecond] == cell[kLabel] ? out.wrong_to_right
                                                    : out.wrong_to_wrong;
    kind += count;
  }
  out.mcnemar_p = McNemarExact(out.right_to_wrong, out.wrong_to_right);
  out.figures = Bootstrap(*this, min_support).Run(resamples);
  return out;
}

double McNemarExact(int64_t a, int64_t b) {
  const int64_t n = a + b, k = std::min(a, b);
  // Terms of the binomial distribution, as logarithms: 2^-n alone would be 0 from n = 1075 on.
  double log_term = -static_cast<double>(n) * std::log(2.0);
  double sum = 0;
  for (int64_t i = 0; i <= k; ++i) {
    sum += std::exp(log_term);
    log_term += std::log(static_cast<double>(n - i) / static_cast<double>(i + 1));
  }
  return std::min(2 * sum, 1.0);
}

}  // namespace rapport::learn
