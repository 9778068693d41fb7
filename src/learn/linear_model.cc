#include "learn/linear_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "learn/minimise.h"

namespace rapport::learn {
namespace {

// What a logarithm is taken of at least: the loss stays finite whatever the scores.
constexpr double kLeastProbability = 1e-300;

// log(1 + exp(x)) without overflow.
double Softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Adds the penalty of the weights at x[first...) to the value and the gradient. `each` weights
// belong to one feature.
double Penalise(const std::vector<double>& x, size_t first, size_t each, const Prior& prior,
                std::vector<double>* gradient) {
  double value = 0;
  for (size_t f = 0; f < prior.strength.size(); ++f) {
    const double strength = prior.strength[f];
    for (size_t c = 0; c < each; ++c) {
      const size_t w = f * each + c;
      const double away = x[first + w] - (prior.mean.empty() ? 0 : prior.mean[w]);
      value += strength * away * away / 2;
      (*gradient)[first + w] += strength * away;
    }
  }
  return value;
}

Bounds BoundsOf(const Prior& prior, size_t free) {
  Bounds bounds;
  if (prior.lower.empty()) return bounds;
  bounds.lower.assign(free, -std::numeric_limits<double>::infinity());
  bounds.upper.assign(free, std::numeric_limits<double>::infinity());
  bounds.lower.insert(bounds.lower.end(), prior.lower.begin(), prior.lower.end());
  bounds.upper.insert(bounds.upper.end(), prior.upper.begin(), prior.upper.end());
  return bounds;
}

// Appends the weights to start from; an empty `weights` stands for zeros.
void AddStart(const std::vector<double>& weights, size_t each, const Prior& prior,
              std::vector<double>* x) {
  if (weights.empty()) {
    x->resize(x->size() + prior.strength.size() * each, 0);
  } else {
    x->insert(x->end(), weights.begin(), weights.end());
  }
}

// Adds value times weight of the features in [begin, end) to the score of each class.
void AddProducts(const Value* begin, const Value* end, const double* weights,
                 std::vector<double>* scores) {
  const size_t k = scores->size();
  for (const Value* v = begin; v != end; ++v) {
    const double* w = weights + v->feature * k;
    const auto value = static_cast<double>(v->value);
    for (size_t c = 0; c < k; ++c) (*scores)[c] += value * w[c];
  }
}

}  // namespace

void Softmax(std::vector<double>* scores) {
  const double most = *std::max_element(scores->begin(), scores->end());
  double sum = 0;
  for (double& s : *scores) {
    s = std::exp(s - most);
    sum += s;
  }
  for (double& s : *scores) s /= sum;
}

void SoftmaxModel::AddScores(const Value* begin, const Value* end,
                             std::vector<double>* scores) const {
  AddProducts(begin, end, weights.data(), scores);
}

double OrdinalModel::Score(const Value* begin, const Value* end) const {
  double score = 0;
  for (const Value* v = begin; v != end; ++v) {
    score += static_cast<double>(v->value) * weights[v->feature];
  }
  return score;
}

double SoftmaxLoss(const Rows& rows, const Sample& sample, size_t class_count, const Prior& prior,
                   const std::vector<double>& x, std::vector<double>* gradient) {
  const size_t k = class_count;
  std::fill(gradient->begin(), gradient->end(), 0.0);
  double loss = Penalise(x, k, k, prior, gradient);
  std::vector<double> scores(k);
  for (size_t i = 0; i < sample.rows.size(); ++i) {
    const Value* begin = rows.begin(sample.rows[i]);
    const Value* end = rows.end(sample.rows[i]);
    std::copy_n(x.begin(), k, scores.begin());
    AddProducts(begin, end, x.data() + k, &scores);
    for (size_t c = 0; c < prior.left_out.size(); ++c) {
      if (prior.left_out[c]) scores[c] = -std::numeric_limits<double>::infinity();
    }
    const auto label = static_cast<size_t>(sample.labels[i]);
    Softmax(&scores);
    loss -= sample.weights[i] * std::log(std::max(scores[label], kLeastProbability));
    scores[label] -= 1;  // from here on the errors
    for (size_t c = 0; c < k; ++c) {
      scores[c] *= sample.weights[i];
      (*gradient)[c] += scores[c];
    }
    for (const Value* v = begin; v != end; ++v) {
      double* g = gradient->data() + k + v->feature * k;
      const auto value = static_cast<double>(v->value);
      for (size_t c = 0; c < k; ++c) g[c] += value * scores[c];
    }
  }
  return loss;
}

double OrdinalLoss(const Rows& rows, const Sample& sample, size_t level_count, const Prior& prior,
                   const std::vector<double>& x, std::vector<double>* gradient) {
  const size_t k = level_count - 1;
  std::fill(gradient->begin(), gradient->end(), 0.0);
  double loss = Penalise(x, k, 1, prior, gradient);
  for (size_t i = 0; i < sample.rows.size(); ++i) {
    const Value* begin = rows.begin(sample.rows[i]);
    const Value* end = rows.end(sample.rows[i]);
    double score = 0, slope = 0;
    for (const Value* v = begin; v != end; ++v) {
      score += static_cast<double>(v->value) * x[k + v->feature];
    }
    for (size_t t = 0; t < k; ++t) {
      const double sign = sample.labels[i] > static_cast<int32_t>(t) ? 1 : -1;
      const double away = sign * (score - x[t]);
      loss += sample.weights[i] * Softplus(-away);
      const double pull = -sign * sample.weights[i] * Logistic(-away);
      slope += pull;
      (*gradient)[t] -= pull;
    }
    for (const Value* v = begin; v != end; ++v) {
      (*gradient)[k + v->feature] += static_cast<double>(v->value) * slope;
    }
  }
  return loss;
}

SoftmaxModel FitSoftmax(const Rows& rows, const Sample& sample, size_t class_count,
                        const Prior& prior, const SoftmaxModel* start, int iterations) {
  std::vector<double> x(class_count, 0);
  if (start != nullptr) x = start->bias;
  AddStart(start == nullptr ? prior.mean : start->weights, class_count, prior, &x);
  MinimiseOptions options;
  options.iterations = iterations;
  Minimise(
      [&](const std::vector<double>& at, std::vector<double>* gradient) {
        return SoftmaxLoss(rows, sample, class_count, prior, at, gradient);
      },
      BoundsOf(prior, class_count), options, &x);
  const auto weights = x.begin() + static_cast<ptrdiff_t>(class_count);
  SoftmaxModel model;
  model.classes = class_count;
  model.bias.assign(x.begin(), weights);
  model.weights.assign(weights, x.end());
  return model;
}

OrdinalModel FitOrdinal(const Rows& rows, const Sample& sample, size_t level_count,
                        const Prior& prior, const OrdinalModel* start, int iterations) {
  const size_t k = level_count - 1;
  std::vector<double> x(k);
  for (size_t t = 0; t < k; ++t) x[t] = static_cast<double>(t) + 1;
  if (start != nullptr) x = start->thresholds;
  AddStart(start == nullptr ? prior.mean : start->weights, 1, prior, &x);
  MinimiseOptions options;
  options.iterations = iterations;
  Minimise(
      [&](const std::vector<double>& at, std::vector<double>* gradient) {
        return OrdinalLoss(rows, sample, level_count, prior, at, gradient);
      },
      BoundsOf(prior, k), options, &x);
  const auto weights = x.begin() + static_cast<ptrdiff_t>(k);
  OrdinalModel model;
  model.thresholds.assign(x.begin(), weights);
  model.weights.assign(weights, x.end());
  return model;
}

}  // namespace rapport::learn
