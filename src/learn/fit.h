#ifndef RAPPORT_LEARN_FIT_H_
#define RAPPORT_LEARN_FIT_H_

// Fitting: from labelled conversations to the weights of a pack. Personas by multinomial logistic
// regression, scales by ordinal regression (linear_model.h), both with the pack's own weights as
// the mean of their penalty; then, from predictions for examples that were held out, what the whole
// needs: the mix of words and cues, how sure the scores are, the decay, the margin for abstaining
// and the levels' thresholds. Deterministic: the same pack, examples and options give the same
// result.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learn/dataset.h"
#include "learn/linear_model.h"
#include "learn/pack_tests.h"
#include "pack/model.h"
#include "rapport/status.h"

namespace rapport::learn {

struct FitOptions {
  // Strength of the penalty: of the weights of cues and conditions, and of words. Larger stays
  // closer to the pack.
  double cue_penalty = 10;
  double word_penalty = 5;
  // The prior of a word that the pack does not have: this times its smoothed log-odds for each
  // persona among the examples ("naive Bayes as a prior"; after Wang and Manning 2012); 0: no
  // prior.
  double word_prior = 1;
  bool start_from_zero = false;  // the pack's weights are no prior; its word table is dropped
  bool only_listed = false;      // no evidence for a persona but what the pack lists
  bool keep_signs = false;       // a weight that the pack has keeps its sign
  bool learn_words = true;       // otherwise those of the pack stay as they are
  bool learn_scales = true;
  int32_t most_terms = 6000;  // to choose, beside those of the pack
  // Examples count `sources[source]` (1 when absent), times (mean / size of its class) ^ balance.
  std::map<std::string, double> sources;
  double balance = 0.4;
  // With a share, the classes of every source are weighted so that `none` has that share of it and
  // what a source is like says nothing about the type; `balance` then holds within sources.
  std::optional<double> none_share;
  // Mix, sharpness, the offset of `none` and the margin are chosen on these; empty: on all.
  std::vector<std::string> tune_on;
  int32_t folds = 5;        // of the cross-validation; 0: none; margin and sharpness stay
  bool by_source = false;   // a fold is a source, left out as a whole
  int32_t test_rounds = 6;  // how often failing tests of the pack are given more weight
  double test_weight = 1;
};

// Agreement of predictions with labels.
struct FitFigures {
  int64_t n = 0;
  double accuracy = 0;
  double accuracy_none = 0, accuracy_others = 0;  // of examples labelled `none`, or not
  double macro_f1 = 0;                            // over classes with at least 8 labels
  double log_loss = 0;
  double ece = 0;
};

struct MovedWeight {
  std::string target;  // persona or scale
  std::string evidence;
  Milli before = 0, after = 0;
  int64_t fired = 0;        // examples in which it fired
  int64_t fired_label = 0;  // of them with the label `target`; of a scale: above the first level
};

struct FittedScale {
  std::string id;
  int64_t n = 0;
  std::optional<double> before, after;  // agreement, held out: kappa, or F1 with two levels
};

struct FitReport {
  int64_t examples = 0;
  int64_t pack_tests = 0;  // among them
  std::map<std::string, int64_t> labels;
  // The pack as it was; the fitted one, by cross-validation. Of the sources it was tuned on.
  FitFigures before, held_out;
  std::vector<FittedScale> scales;
  Milli decay = 0, word_mix = 0, margin = 0, none_offset = 0;
  double sharpness = 1;  // factor on all weights that made probabilities honest
  int64_t terms = 0, candidate_terms = 0, weights = 0;
  std::vector<MovedWeight> moved;  // most first
  int32_t rounds = 0;              // that the pack's tests took
  PackTestReport tests;
};

struct FitResult {
  pack::LoadedPack pack;  // the base with what was learned
  FitReport report;
};

// `step` says what is being done, `done` how far it is, 0 to 1.
using FitProgress = std::function<void(std::string_view step, double done)>;

// `data` is of the pack's own rules. kInvalidArgument when there is nothing to learn from. Failing
// tests of the pack are in the report; whether they refuse the result is the caller's choice.
Result<FitResult> Fit(const pack::LoadedPack& base, const Dataset& data, const FitOptions& options,
                      const FitProgress& progress);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_H_
