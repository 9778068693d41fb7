#ifndef RAPPORT_LEARN_FIT_TUNING_H_
#define RAPPORT_LEARN_FIT_TUNING_H_

// What is chosen from predictions for examples that were held out, rather than fitted: how much
// words count beside cues, how sharp scores are, when to abstain, and where levels of scales begin.

#include <cstdint>
#include <optional>
#include <vector>

#include "learn/dataset.h"
#include "learn/fit.h"

namespace rapport::learn {

struct Prediction {
  bool known = false;
  std::vector<double> cues, words;  // scores by persona, bias among those of the cues
  std::vector<double> scales;       // scores
};
using Predictions = std::vector<Prediction>;  // by example

struct Tuning {
  Milli word_mix = kOne;
  double sharpness = 1;
  Milli margin = 0;
  Milli none_offset = 0;                        // added to the score of `none`
  Milli threshold = 0;                          // probability that the best persona must reach
  std::vector<std::vector<double>> thresholds;  // by scale; empty where nothing was learned
};

// As the pack has it.
Tuning Untuned(const pack::Pack& pack);
// Whether some weight is pinned or bounded.
bool HasBounds(const pack::Pack& pack);

// Those for examples of `sources`; all when there are none.
Predictions OfSources(const Dataset& data, Predictions predictions,
                      const std::vector<std::string>& sources);
Predictions BasePredictions(const pack::Pack& base, const Dataset& data);

Tuning Tune(const pack::Pack& base, const Dataset& data, const Predictions& predictions,
            const FitOptions& options);

// Pack tests are left out of all of these.
double LogLoss(const Dataset& data, const Predictions& predictions,
               const std::vector<double>& weights, double mix, double sharpness);
FitFigures FiguresOf(const Dataset& data, const Predictions& predictions, const Tuning& tuning);
// F1 of the second level where there are two; else quadratic weighted kappa.
std::optional<double> ScaleAgreement(const Dataset& data, const Predictions& predictions,
                                     size_t scale, const std::vector<double>& thresholds);
std::optional<double> BaseScaleAgreement(const pack::Pack& base, const Dataset& data, size_t scale);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_TUNING_H_
