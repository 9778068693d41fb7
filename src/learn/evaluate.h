#ifndef RAPPORT_LEARN_EVALUATE_H_
#define RAPPORT_LEARN_EVALUATE_H_

// How well decisions agree with labels. Add one observation after another; the sums are kept, not
// the conversations (only four bytes each for the timing), so files of any length can be evaluated.
// Everything undefined (no label, zero denominator) is absent, never 0 or 1.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/decision.h"
#include "record/record_reader.h"

namespace rapport::learn {

struct ClassMetrics {
  std::string id;
  int64_t support = 0;    // labels of this class
  int64_t predicted = 0;  // decisions for it
  int64_t correct = 0;
  double precision = 0;  // 0 when never predicted
  double recall = 0;     // 0 without support
  double f1 = 0;
};

struct Timing {
  double conversations_per_second = 0;
  double median_us = 0;  // nearest rank
  double p99_us = 0;
};

// The decisions with a label whose probability lies in one tenth of 0 to 1.
struct ReliabilityBin {
  int64_t count = 0;
  int64_t correct = 0;
  double probability = 0;  // mean; 0 without decisions
};

struct Evaluation {
  int64_t n = 0;          // observations
  int64_t n_persona = 0;  // of them with a persona label
  std::optional<double> accuracy;
  std::optional<double> macro_f1;            // mean over classes that occur in labels or decisions
  std::optional<double> macro_f1_supported;  // mean over classes with at least min_support labels
  int64_t min_support = 0;
  std::vector<ClassMetrics> per_class;                              // by id, `none` last
  std::map<std::string, std::map<std::string, int64_t>> confusion;  // label -> decision -> count

  int64_t n_escalate = 0;
  std::array<std::array<int64_t, 2>, 2> escalate = {};  // label, decision
  std::optional<double> escalate_precision, escalate_recall, escalate_f1;
  int64_t n_hostility = 0;        // with a label and a known level
  int64_t hostility_unknown = 0;  // with a label but an unknown level; not part of the kappa
  std::map<std::pair<int32_t, int32_t>, int64_t> hostility;  // label, decision
  std::optional<double> hostility_qwk;
  std::array<ReliabilityBin, 10> reliability = {};  // 0 to 0.1, 0.1 to 0.2, ...
  std::optional<double> ece;
  std::map<std::string, int64_t> abstained;  // reason -> count; personas reported under ""
  int64_t n_reported = 0;                    // with a persona
  std::optional<double> spans_share;         // of them: evidence shows the customer's words
  std::optional<Timing> timing;
};

class Evaluator {
 public:
  // `nanoseconds` is what reading the turns and deciding took; 0 when not measured.
  void Add(const record::Label& label, const Decision& decision, int64_t nanoseconds);

  // The same from plain values; `Add` reduces to it.
  struct Observation {
    std::string_view label;  // persona; empty: not labelled
    std::string_view persona;
    int32_t probability = 0;     // ten-thousandths
    std::string_view abstained;  // reason, or empty
    std::optional<int32_t> label_hostility, hostility;
    std::optional<bool> label_escalate;
    bool escalates = false;
    bool has_span = false;  // some piece of evidence has one
    int64_t nanoseconds = 0;
  };
  void Add(const Observation& observation);

  // Borrows from `label` and `decision`.
  static Observation Observe(const record::Label& label, const Decision& decision,
                             int64_t nanoseconds);

  Evaluation Result(int64_t min_support) const;

 private:
  struct Bin {
    int64_t count = 0;
    int64_t correct = 0;
    int64_t probability = 0;  // ten-thousandths, summed
  };

  void AddPersona(const Observation& o);
  void PersonaResult(int64_t min_support, Evaluation* out) const;
  void EscalateResult(Evaluation* out) const;
  void CalibrationResult(Evaluation* out) const;
  void TimingResult(Evaluation* out) const;

  int64_t n_ = 0;
  std::map<std::string, std::map<std::string, int64_t>> confusion_;
  std::map<std::string, int64_t> abstained_;
  std::array<Bin, 10> bins_;
  int64_t n_reported_ = 0, n_with_span_ = 0;
  std::array<std::array<int64_t, 2>, 2> escalate_ = {};       // label, decision
  std::map<std::pair<int32_t, int32_t>, int64_t> hostility_;  // label, decision
  int64_t hostility_unknown_ = 0;
  std::vector<uint32_t> microtenths_;  // tenths of a microsecond
};

// Agreement of two ordinal ratings, chance and distance taken into account: 1 - sum(w o) / sum(w e)
// with w = (a - b)^2, o the observed and e the expected counts (products of the margins / n).
// Absent when expected disagreement is zero: both raters use one and the same level throughout.
std::optional<double> QuadraticWeightedKappa(
    const std::map<std::pair<int32_t, int32_t>, int64_t>& counts);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATE_H_
