#ifndef RAPPORT_LEARN_FIT_SOLVER_H_
#define RAPPORT_LEARN_FIT_SOLVER_H_

// One fit: from a set of examples to weights. Words are chosen on the way: a first fit weighs every
// candidate, the most telling ones stay, a second fit weighs these.

#include <cstdint>
#include <set>
#include <vector>

#include "learn/dataset.h"
#include "learn/fit.h"
#include "learn/linear_model.h"
#include "pack/model.h"

namespace rapport::learn {

struct Solution {
  std::vector<uint32_t> terms;  // chosen, rising; model features are evidence, then these
  SoftmaxModel personas;
  std::vector<OrdinalModel> scales;  // by scale; without weights where nothing was learned
};

class FitSolver {
 public:
  FitSolver(const pack::Pack& base, const Dataset& data, const FitOptions& options, size_t decay);

  // What weights will be multiplied with afterwards; pinned weights and bounds are kept exact.
  void set_sharpness(double sharpness) { sharpness_ = sharpness; }

  // Fits on the examples of `rows`. `boost`, by example, multiplies weights; may be empty.
  Solution Solve(const std::vector<uint32_t>& rows, const std::vector<double>& boost) const;
  // The same with the words of `start`, from its weights on.
  Solution Resolve(const std::vector<uint32_t>& rows, const std::vector<double>& boost,
                   const Solution& start) const;

  // The weight of every example: its own, its source's, its class's.
  const std::vector<double>& example_weights() const { return weights_; }
  // The values of the chosen features only.
  Rows Reduced(const std::vector<uint32_t>& terms) const;

 private:
  void SetWeights();
  void ShareWithinSources();
  template <typename F>
  void ForEachBaseWord(const std::vector<uint32_t>& terms, F word) const;
  // Weights of the base by feature and class.
  std::vector<double> PersonaMean(const std::vector<uint32_t>& terms) const;
  Prior PersonaPrior(const std::vector<uint32_t>& terms, const Sample& sample) const;
  void AddLogOdds(const std::vector<uint32_t>& terms, const Sample& sample,
                  std::vector<double>* mean) const;
  Prior ScalePrior(size_t scale, const std::vector<uint32_t>& terms) const;
  void AddBounds(size_t each, Prior* prior) const;
  void Bound(const pack::Evidence& item, double sharpness, double* lower, double* upper) const;
  std::vector<uint8_t> WithoutExamples(const Sample& sample) const;
  void PlaceLeftOut(const std::vector<uint8_t>& left_out, SoftmaxModel* model) const;
  std::vector<double> Strength(const std::vector<uint32_t>& terms) const;
  Sample PersonaSample(const std::vector<uint32_t>& rows, const std::vector<double>& boost) const;
  Sample ScaleSample(size_t scale, const std::vector<uint32_t>& rows,
                     const std::vector<double>& boost) const;
  void AddTelling(const std::vector<double>& weights, size_t each, size_t most,
                  std::set<uint32_t>* chosen) const;
  std::vector<uint32_t> ChooseTerms(const std::vector<uint32_t>& rows,
                                    const std::vector<double>& boost) const;

  const pack::Pack& base_;
  const Dataset& data_;
  const FitOptions& options_;
  const Rows& rows_;
  const bool has_personas_;
  double sharpness_ = 1;
  std::vector<double> weights_;
};

// A scale is learned from so many records of each of two levels; from fewer, its thresholds would
// be those of a handful.
inline constexpr int32_t kLeastOfLevel = 20;

// Whether a scale has that many; the pack's tests do not count.
bool HasLabels(const Dataset& data, size_t scale);
// Whether records have labels of two personas or more; the pack's tests do not count.
bool HasPersonas(const Dataset& data);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_SOLVER_H_
