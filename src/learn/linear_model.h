#ifndef RAPPORT_LEARN_LINEAR_MODEL_H_
#define RAPPORT_LEARN_LINEAR_MODEL_H_

// The two regressions behind fitting. Both minimise a weighted loss plus a penalty,
// sum(strength * (weight - prior)^2) / 2, so that a weight stays where its author set it until the
// examples say otherwise.
//
// Personas: multinomial logistic regression, loss -log softmax(scores)[label].
// Scales: ordinal regression, one weight a feature and a threshold between each two levels; the
// loss is that of each threshold's own logistic regression, summed ("all-threshold"; Rennie and
// Srebro 2005), which keeps thresholds in order and punishes by distance.

#include <cstdint>
#include <vector>

#include "learn/dataset.h"

namespace rapport::learn {

// Examples to learn from: rows of a Rows, with a label and a weight each.
struct Sample {
  std::vector<uint32_t> rows;
  std::vector<int32_t> labels;
  std::vector<double> weights;
};

// What is known before. Vectors are by feature, or by feature and class (feature * classes +
// class); empty ones mean a mean of 0 and no bounds.
struct Prior {
  std::vector<double> strength;  // by feature
  std::vector<double> mean, lower, upper;
  // By class: 1 for one that takes no part, so that its weights stay at their mean. May be empty.
  std::vector<uint8_t> left_out;
};

struct SoftmaxModel {
  size_t classes = 0;
  std::vector<double> bias;     // by class
  std::vector<double> weights;  // by feature and class

  // Adds the scores of features in [begin, end) to `scores`, which has an entry for each class.
  void AddScores(const Value* begin, const Value* end, std::vector<double>* scores) const;
};

struct OrdinalModel {
  std::vector<double> weights;     // by feature
  std::vector<double> thresholds;  // rising, one less than levels

  double Score(const Value* begin, const Value* end) const;
};

// Starts from `start` when it is not null. `class_count` and the features of `prior.strength` set
// the shape.
SoftmaxModel FitSoftmax(const Rows& rows, const Sample& sample, size_t class_count,
                        const Prior& prior, const SoftmaxModel* start, int iterations);

OrdinalModel FitOrdinal(const Rows& rows, const Sample& sample, size_t level_count,
                        const Prior& prior, const OrdinalModel* start, int iterations);

// The losses that these minimise, at `x`: biases or thresholds, then weights. They fill `gradient`,
// which has the size of `x`.
double SoftmaxLoss(const Rows& rows, const Sample& sample, size_t class_count, const Prior& prior,
                   const std::vector<double>& x, std::vector<double>* gradient);
double OrdinalLoss(const Rows& rows, const Sample& sample, size_t level_count, const Prior& prior,
                   const std::vector<double>& x, std::vector<double>* gradient);

// Replaces scores by probabilities.
void Softmax(std::vector<double>* scores);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_LINEAR_MODEL_H_
