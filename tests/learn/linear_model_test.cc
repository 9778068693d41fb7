#include "learn/linear_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace rapport::learn {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
using Vector = std::vector<double>;

// The same numbers on every machine, 0 to 1.
class Numbers {
 public:
  double Next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<double>(state_ >> 40) / static_cast<double>(1ull << 24);
  }

 private:
  uint64_t state_ = 42;
};

struct Problem {
  Rows rows;
  Sample sample;
};

// `labels` draws a label from the values of a row.
Problem Make(size_t examples, uint32_t features, Numbers* numbers,
             const std::function<int32_t(const Vector&)>& label) {
  Problem out;
  for (uint32_t i = 0; i < examples; ++i) {
    Vector values(features);
    for (uint32_t f = 0; f < features; ++f) {
      if (numbers->Next() < 0.4) continue;
      values[f] = numbers->Next() * 2;
      out.rows.values.push_back({f, static_cast<float>(values[f])});
    }
    out.rows.begins.push_back(out.rows.values.size());
    out.sample.rows.push_back(i);
    out.sample.labels.push_back(label(values));
    out.sample.weights.push_back(1);
  }
  return out;
}

Prior Weak(size_t features, double strength = 1e-3) {
  Prior prior;
  prior.strength.assign(features, strength);
  return prior;
}

void ExpectGradient(const std::function<double(const Vector&, Vector*)>& loss, Vector x) {
  Vector gradient(x.size()), ignored(x.size());
  loss(x, &gradient);
  constexpr double kStep = 1e-5;
  for (size_t i = 0; i < x.size(); ++i) {
    const double at = x[i];
    x[i] = at + kStep;
    const double above = loss(x, &ignored);
    x[i] = at - kStep;
    const double below = loss(x, &ignored);
    x[i] = at;
    EXPECT_NEAR(gradient[i], (above - below) / (2 * kStep), 1e-5) << i;
  }
}

TEST(LinearModelTest, GradientsAreThoseOfTheLosses) {
  Numbers numbers;
  Problem p = Make(30, 4, &numbers,
                   [&](const Vector&) { return static_cast<int32_t>(numbers.Next() * 3); });
  for (double& w : p.sample.weights) w = numbers.Next() * 2;
  Prior prior = Weak(4, 0.7);
  prior.mean.assign(12, 0.3);
  Vector x(3 + 12);
  for (double& v : x) v = numbers.Next() * 2 - 1;
  ExpectGradient(
      [&](const Vector& at, Vector* g) { return SoftmaxLoss(p.rows, p.sample, 3, prior, at, g); },
      x);
  prior.mean.assign(4, -0.2);
  x.resize(2 + 4);
  ExpectGradient(
      [&](const Vector& at, Vector* g) { return OrdinalLoss(p.rows, p.sample, 3, prior, at, g); },
      x);
}

TEST(LinearModelTest, RecoversPlantedWeights) {
  Numbers numbers;
  const Vector planted = {2, -1, 0, 1.5};  // of class 0 against class 1
  const Problem p = Make(6000, 4, &numbers, [&](const Vector& values) {
    double score = -0.5;
    for (size_t f = 0; f < 4; ++f) score += planted[f] * values[f];
    return numbers.Next() < 1 / (1 + std::exp(-score)) ? 0 : 1;
  });
  const SoftmaxModel model = FitSoftmax(p.rows, p.sample, 2, Weak(4), nullptr, 500);
  EXPECT_NEAR(model.bias[0] - model.bias[1], -0.5, 0.2);
  for (size_t f = 0; f < 4; ++f) {
    EXPECT_NEAR(model.weights[2 * f] - model.weights[2 * f + 1], planted[f], 0.2) << f;
  }
}

TEST(LinearModelTest, RecoversPlantedThresholds) {
  Numbers numbers;
  const Vector planted = {2, -1, 0.5};
  const Problem p = Make(6000, 3, &numbers, [&](const Vector& values) {
    double score = 0;
    for (size_t f = 0; f < 3; ++f) score += planted[f] * values[f];
    const double noise = numbers.Next();
    score += std::log(noise / (1 - noise + 1e-12) + 1e-12);
    return score < 0.5 ? 0 : score < 2 ? 1 : 2;
  });
  const OrdinalModel model = FitOrdinal(p.rows, p.sample, 3, Weak(3), nullptr, 500);
  for (size_t f = 0; f < 3; ++f) EXPECT_NEAR(model.weights[f], planted[f], 0.2) << f;
  EXPECT_NEAR(model.thresholds[0], 0.5, 0.2);
  EXPECT_NEAR(model.thresholds[1], 2, 0.2);
}

TEST(LinearModelTest, AStrongPenaltyKeepsWeightsAtTheirMean) {
  Numbers numbers;
  const Problem p =
      Make(200, 2, &numbers, [](const Vector& values) { return values[0] > 0.5 ? 0 : 1; });
  Prior prior = Weak(2, 1e6);
  prior.mean = {-1, 0.5, 2, 0};
  const SoftmaxModel held = FitSoftmax(p.rows, p.sample, 2, prior, nullptr, 200);
  for (size_t w = 0; w < 4; ++w) EXPECT_NEAR(held.weights[w], prior.mean[w], 1e-3) << w;
  prior.strength.assign(2, 1);
  const SoftmaxModel freer = FitSoftmax(p.rows, p.sample, 2, prior, nullptr, 200);
  EXPECT_GT(freer.weights[0], 0) << "the examples say otherwise";
}

TEST(LinearModelTest, BoundsHold) {
  Numbers numbers;
  const Problem p =
      Make(200, 2, &numbers, [](const Vector& values) { return values[0] > 0.5 ? 0 : 1; });
  Prior prior = Weak(2, 0.1);
  prior.lower = {-kInfinity, -kInfinity, 0.25, -kInfinity};
  prior.upper = {0.5, kInfinity, 0.25, 0};
  const SoftmaxModel model = FitSoftmax(p.rows, p.sample, 2, prior, nullptr, 200);
  EXPECT_EQ(model.weights[0], 0.5);
  EXPECT_EQ(model.weights[2], 0.25);
  EXPECT_LE(model.weights[3], 0);
}

TEST(LinearModelTest, AClassThatIsLeftOutStaysAtItsMean) {
  Numbers numbers;
  const Problem p =
      Make(100, 2, &numbers, [](const Vector& values) { return values[0] > 0.5 ? 0 : 1; });
  Prior prior = Weak(2, 1);
  prior.mean = {0, 0, 1.5, 0, 0, -2};
  prior.left_out = {0, 0, 1};
  const SoftmaxModel model = FitSoftmax(p.rows, p.sample, 3, prior, nullptr, 200);
  EXPECT_EQ(model.bias[2], 0);
  EXPECT_EQ(model.weights[2], 1.5);
  EXPECT_EQ(model.weights[5], -2);
}

TEST(LinearModelTest, DegenerateSamplesGiveFiniteNumbers) {
  Problem p;
  for (uint32_t i = 0; i < 10; ++i) {  // all alike, one label
    p.rows.values.push_back({0, 1});
    p.rows.begins.push_back(p.rows.values.size());
    p.sample.rows.push_back(i);
    p.sample.labels.push_back(0);
    p.sample.weights.push_back(i == 0 ? 0 : 1);
  }
  const SoftmaxModel softmax = FitSoftmax(p.rows, p.sample, 3, Weak(1), nullptr, 200);
  for (double w : softmax.weights) EXPECT_TRUE(std::isfinite(w));
  for (double b : softmax.bias) EXPECT_TRUE(std::isfinite(b));
  const OrdinalModel ordinal = FitOrdinal(p.rows, p.sample, 3, Weak(1), nullptr, 200);
  for (double t : ordinal.thresholds) EXPECT_TRUE(std::isfinite(t));
  EXPECT_TRUE(std::is_sorted(ordinal.thresholds.begin(), ordinal.thresholds.end()));
  const SoftmaxModel nothing = FitSoftmax(p.rows, {}, 3, Weak(1), nullptr, 200);
  EXPECT_EQ(nothing.weights, Vector(3, 0));
}

TEST(LinearModelTest, SoftmaxOfLargeScores) {
  Vector scores = {1000, 1000, -1e308};
  Softmax(&scores);
  EXPECT_EQ(scores, (Vector{0.5, 0.5, 0}));
}

}  // namespace
}  // namespace rapport::learn
