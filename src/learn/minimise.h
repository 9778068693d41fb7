#ifndef RAPPORT_LEARN_MINIMISE_H_
#define RAPPORT_LEARN_MINIMISE_H_

// Minimises a smooth convex function of many variables, each perhaps within bounds: limited-memory
// BFGS (Nocedal 1980; two-loop recursion), projected onto the bounds (Bertsekas 1982). Sequential
// arithmetic throughout, so that the same input gives the same output.

#include <cstddef>
#include <functional>
#include <vector>

namespace rapport::learn {

struct MinimiseOptions {
  int iterations = 200;
  double tolerance = 1e-6;  // stops when an iteration gains less than this share of the value
};

// Empty, or one for each variable.
struct Bounds {
  std::vector<double> lower, upper;
};

// The value at `x`; fills `gradient`, which has the size of `x`.
using Objective =
    std::function<double(const std::vector<double>& x, std::vector<double>* gradient)>;

// Replaces `x`, the start, by the best point found, and returns its value.
double Minimise(const Objective& objective, const Bounds& bounds, const MinimiseOptions& options,
                std::vector<double>* x);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINIMISE_H_
