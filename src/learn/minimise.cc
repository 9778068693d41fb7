#include "learn/minimise.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

namespace rapport::learn {
namespace {

using Vector = std::vector<double>;

constexpr size_t kMemory = 8;         // steps that are remembered
constexpr int kBacktracks = 30;       // halvings of one step
constexpr double kSufficient = 1e-4;  // share of the promised decrease that a step must give

double Dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

struct Step {
  Vector moved, turned;  // change of the point and of the gradient
  double curvature = 0;  // their product
};

class Minimiser {
 public:
  Minimiser(const Objective& objective, const Bounds& bounds, const MinimiseOptions& options)
      : objective_(objective), bounds_(bounds), options_(options) {}

  double Run(Vector* x) {
    Project(x);
    Vector gradient(x->size()), next, next_gradient(x->size());
    double value = objective_(*x, &gradient);
    for (int i = 0; i < options_.iterations; ++i) {
      Vector direction = Direction(*x, gradient);
      if (Dot(direction, gradient) >= 0) {  // no descent: forget the curvature and start anew
        if (steps_.empty()) break;
        steps_.clear();
        direction = Direction(*x, gradient);
      }
      double next_value = 0;
      if (!Search(*x, value, gradient, direction, &next, &next_value, &next_gradient)) {
        if (steps_.empty()) break;
        steps_.clear();
        continue;
      }
      Remember(*x, gradient, next, next_gradient);
      const double gain = value - next_value;
      std::swap(*x, next);
      std::swap(gradient, next_gradient);
      value = next_value;
      if (gain <= options_.tolerance * std::max(1.0, std::fabs(value))) break;
    }
    return value;
  }

 private:
  void Project(Vector* x) const {
    for (size_t i = 0; i < bounds_.lower.size(); ++i) {
      (*x)[i] = std::min(std::max((*x)[i], bounds_.lower[i]), bounds_.upper[i]);
    }
  }

  // Whether the variable stands at a bound that the descent would cross.
  bool IsHeld(const Vector& x, const Vector& gradient, size_t i) const {
    return !bounds_.lower.empty() && ((x[i] <= bounds_.lower[i] && gradient[i] > 0) ||
                                      (x[i] >= bounds_.upper[i] && gradient[i] < 0));
  }

  Vector Direction(const Vector& x, const Vector& gradient) const {
    Vector d(gradient.size());
    for (size_t i = 0; i < d.size(); ++i) d[i] = IsHeld(x, gradient, i) ? 0 : -gradient[i];
    const Vector free = d;
    std::vector<double> alphas(steps_.size());
    for (size_t s = steps_.size(); s-- > 0;) {
      alphas[s] = Dot(steps_[s].moved, d) / steps_[s].curvature;
      for (size_t i = 0; i < d.size(); ++i) d[i] -= alphas[s] * steps_[s].turned[i];
    }
    if (!steps_.empty()) {
      const Step& last = steps_.back();
      const double scale = last.curvature / Dot(last.turned, last.turned);
      for (double& v : d) v *= scale;
    } else {
      const double length = std::sqrt(Dot(d, d));
      if (length > 1) {
        for (double& v : d) v /= length;
      }
    }
    for (size_t s = 0; s < steps_.size(); ++s) {
      const double beta = Dot(steps_[s].turned, d) / steps_[s].curvature;
      for (size_t i = 0; i < d.size(); ++i) d[i] += (alphas[s] - beta) * steps_[s].moved[i];
    }
    for (size_t i = 0; i < d.size(); ++i) {
      if (free[i] == 0) d[i] = 0;
    }
    return d;
  }

  bool Search(const Vector& x, double value, const Vector& gradient, const Vector& direction,
              Vector* next, double* next_value, Vector* next_gradient) const {
    double length = 1;
    for (int i = 0; i < kBacktracks; ++i, length /= 2) {
      *next = x;
      for (size_t j = 0; j < x.size(); ++j) (*next)[j] += length * direction[j];
      Project(next);
      double promised = 0;
      for (size_t j = 0; j < x.size(); ++j) promised += gradient[j] * ((*next)[j] - x[j]);
      *next_value = objective_(*next, next_gradient);
      if (*next_value <= value + kSufficient * promised) return *next_value < value;
    }
    return false;
  }

  void Remember(const Vector& x, const Vector& gradient, const Vector& next,
                const Vector& next_gradient) {
    Step step;
    if (steps_.size() == kMemory) {  // reuse the oldest one's memory
      step = std::move(steps_.front());
      steps_.pop_front();
    }
    step.moved.resize(x.size());
    step.turned.resize(x.size());
    for (size_t i = 0; i < x.size(); ++i) {
      step.moved[i] = next[i] - x[i];
      step.turned[i] = next_gradient[i] - gradient[i];
    }
    step.curvature = Dot(step.moved, step.turned);
    if (step.curvature > 1e-10 * Dot(step.turned, step.turned)) steps_.push_back(std::move(step));
  }

  const Objective& objective_;
  const Bounds& bounds_;
  const MinimiseOptions& options_;
  std::deque<Step> steps_;  // oldest first
};

}  // namespace

double Minimise(const Objective& objective, const Bounds& bounds, const MinimiseOptions& options,
                std::vector<double>* x) {
  return Minimiser(objective, bounds, options).Run(x);
}

}  // namespace rapport::learn
