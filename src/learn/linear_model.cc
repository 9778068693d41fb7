#include "learn/linear_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "learn/minimise.h"

namespace rapport::learn {
namespace {

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

void SoftmaxModel::AddScores(const Value* begin, const Value* end, double* scores) const {
  for (const Value* v = begin; v != end; ++v) {
    const double* w = weights.data() + v->feature * classes;
    for (size_t c = 0; c < classes; ++c) scores[c] += static_cast<double>(v->value) * w[c];
  }
}

double OrdinalModel::Score(const Value* begin, const Value* end) const {
  double score = 0;
  for (const Value* v = begin; v != end; ++v) {
    score += static_cast<double>(v->value) * weights[v->feature];
  }
  return score;
}

SoftmaxModel FitSoftmax(const Rows& rows, const Sample& sample, size_t class_count,
                        const Prior& prior, const SoftmaxModel* start, int iterations) {
  const size_t k = class_count;
  const size_t weights = prior.strength.size() * k;
  std::vector<double> x;
  if (start != nullptr) {
    x = start->bias;
    x.insert(x.end(), start->weights.begin(), start->weights.end());
  } else {
    x.assign(k, 0);
    if (prior.mean.empty()) {
      x.resize(k + weights);
    } else {
      x.insert(x.end(), prior.mean.begin(), prior.mean.end());
    }
  }
  std::vector<double> scores(k), error(k);
  const Objective objective = [&](const std::vector<double>& at, std::vector<double>* gradient) {
    std::fill(gradient->begin(), gradient->end(), 0.0);
    double loss = Penalise(at, k, k, prior, gradient);
    for (size_t i = 0; i < sample.rows.size(); ++i) {
      const Value* begin = rows.begin(sample.rows[i]);
      const Value* end = rows.end(sample.rows[i]);
      std::copy_n(at.begin(), k, scores.begin());
      for (const Value* v = begin; v != end; ++v) {
        const double* w = at.data() + k + v->feature * k;
        const double value = static_cast<double>(v->value);
        for (size_t c = 0; c < k; ++c) scores[c] += value * w[c];
      }
      const auto label = static_cast<size_t>(sample.labels[i]);
      Softmax(&scores);
      loss -= sample.weights[i] * std::log(std::max(scores[label], 1e-300));
      for (size_t c = 0; c < k; ++c) {
        error[c] = sample.weights[i] * (scores[c] - (c == label ? 1 : 0));
        (*gradient)[c] += error[c];
      }
      for (const Value* v = begin; v != end; ++v) {
        double* g = gradient->data() + k + v->feature * k;
        const double value = static_cast<double>(v->value);
        for (size_t c = 0; c < k; ++c) g[c] += value * error[c];
      }
    }
    return loss;
  };
  MinimiseOptions options;
  options.iterations = iterations;
  Minimise(objective, BoundsOf(prior, k), options, &x);
  SoftmaxModel model;
  model.classes = k;
  model.bias.assign(x.begin(), x.begin() + static_cast<ptrdiff_t>(k));
  model.weights.assign(x.begin() + static_cast<ptrdiff_t>(k), x.end());
  return model;
}

OrdinalModel FitOrdinal(const Rows& rows, const Sample& sample, size_t level_count,
                        const Prior& prior, const OrdinalModel* start, int iterations) {
  const size_t k = level_count - 1;
  std::vector<double> x;
  if (start != nullptr) {
    x = start->thresholds;
    x.insert(x.end(), start->weights.begin(), start->weights.end());
  } else {
    for (size_t t = 0; t < k; ++t) x.push_back(static_cast<double>(t) + 1);
    if (prior.mean.empty()) {
      x.resize(k + prior.strength.size());
    } else {
      x.insert(x.end(), prior.mean.begin(), prior.mean.end());
    }
  }
  const Objective objective = [&](const std::vector<double>& at, std::vector<double>* gradient) {
    std::fill(gradient->begin(), gradient->end(), 0.0);
    double loss = Penalise(at, k, 1, prior, gradient);
    for (size_t i = 0; i < sample.rows.size(); ++i) {
      const Value* begin = rows.begin(sample.rows[i]);
      const Value* end = rows.end(sample.rows[i]);
      double score = 0, slope = 0;
      for (const Value* v = begin; v != end; ++v) {
        score += static_cast<double>(v->value) * at[k + v->feature];
      }
      for (size_t t = 0; t < k; ++t) {
        const double sign = sample.labels[i] > static_cast<int32_t>(t) ? 1 : -1;
        const double away = sign * (score - at[t]);
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
  };
  MinimiseOptions options;
  options.iterations = iterations;
  Minimise(objective, BoundsOf(prior, k), options, &x);
  OrdinalModel model;
  model.thresholds.assign(x.begin(), x.begin() + static_cast<ptrdiff_t>(k));
  model.weights.assign(x.begin() + static_cast<ptrdiff_t>(k), x.end());
  return model;
}

}  // namespace rapport::learn
