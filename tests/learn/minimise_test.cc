#include "learn/minimise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rapport::learn {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
using Vector = std::vector<double>;

MinimiseOptions Exact() {
  MinimiseOptions options;
  options.iterations = 2000;
  options.tolerance = 1e-14;
  return options;
}

// sum(scale_i * (x_i - i)^2): badly scaled on purpose.
double Bowl(const Vector& x, Vector* gradient) {
  double value = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double scale = std::pow(10.0, static_cast<double>(i % 4)), away = x[i] - double(i);
    value += scale * away * away;
    (*gradient)[i] = 2 * scale * away;
  }
  return value;
}

double Rosenbrock(const Vector& x, Vector* gradient) {
  const double a = 1 - x[0], b = x[1] - x[0] * x[0];
  (*gradient)[0] = -2 * a - 400 * x[0] * b;
  (*gradient)[1] = 200 * b;
  return a * a + 100 * b * b;
}

TEST(MinimiseTest, FindsTheMinimumOfABowl) {
  Vector x(20, -3);
  EXPECT_NEAR(Minimise(Bowl, {}, Exact(), &x), 0, 1e-9);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i], double(i), 1e-4) << i;
}

TEST(MinimiseTest, FollowsABentValley) {
  Vector x = {-1.2, 1};
  Minimise(Rosenbrock, {}, Exact(), &x);
  EXPECT_NEAR(x[0], 1, 1e-4);
  EXPECT_NEAR(x[1], 1, 1e-4);
}

TEST(MinimiseTest, StaysWithinBounds) {
  Bounds bounds;
  bounds.lower = {-kInfinity, 2, -kInfinity, 3.5, 1};
  bounds.upper = {-1, kInfinity, kInfinity, 3.5, 2};
  Vector x(5, 0);  // not within them to begin with
  const Objective watched = [&](const Vector& at, Vector* gradient) {
    for (size_t i = 0; i < at.size(); ++i) {
      EXPECT_GE(at[i], bounds.lower[i]);
      EXPECT_LE(at[i], bounds.upper[i]);
    }
    return Bowl(at, gradient);
  };
  Minimise(watched, bounds, Exact(), &x);
  const Vector expected = {-1, 2, 2, 3.5, 2};
  for (size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i], expected[i], 1e-6) << i;
}

// The two variables pull on each other: held at a bound, the other's best place is another.
TEST(MinimiseTest, FindsTheBestPlaceOnABound) {
  const Objective objective = [](const Vector& x, Vector* gradient) {
    (*gradient)[0] = 2 * x[0] + x[1] - 3;
    (*gradient)[1] = x[0] + 2 * x[1];
    return x[0] * x[0] + x[0] * x[1] + x[1] * x[1] - 3 * x[0];
  };
  Vector x = {0, 0};
  Minimise(objective, {}, Exact(), &x);
  EXPECT_NEAR(x[0], 2, 1e-6);
  EXPECT_NEAR(x[1], -1, 1e-6);
  x = {5, 5};
  Minimise(objective, {{-kInfinity, 0}, {kInfinity, kInfinity}}, Exact(), &x);
  EXPECT_NEAR(x[0], 1.5, 1e-6);
  EXPECT_EQ(x[1], 0);
}

TEST(MinimiseTest, EndsAtOnceWhereNothingIsToBeGained) {
  Vector x = {0, 1, 2};
  int calls = 0;
  const Objective objective = [&](const Vector& at, Vector* gradient) {
    ++calls;
    return Bowl(at, gradient);
  };
  EXPECT_EQ(Minimise(objective, {}, Exact(), &x), 0);
  EXPECT_EQ(calls, 1);
  Vector none;
  EXPECT_EQ(Minimise(objective, {}, Exact(), &none), 0);
}

TEST(MinimiseTest, IsTheSameEveryTime) {
  Vector x = {-1.2, 1}, y = x;
  Minimise(Rosenbrock, {}, MinimiseOptions(), &x);
  Minimise(Rosenbrock, {}, MinimiseOptions(), &y);
  EXPECT_EQ(x, y);
}

}  // namespace
}  // namespace rapport::learn
