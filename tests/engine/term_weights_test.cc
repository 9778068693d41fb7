// The weights of word tables are what was put in, in however few bytes they are kept.

#include "ruleset/term_weights.h"

#include <gtest/gtest.h>

#include <vector>

namespace rapport::ruleset {
namespace {

TEST(TermWeights, AreKept) {
  const struct {
    std::vector<Milli> weights;
    size_t bytes_each;
    Milli most;  // that they are valid up to
  } kCases[] = {
      {{0, 0}, 1, 1},  // the least that a unit is
      {{127, -128, 3}, 1, 128},
      {{12'700, -12'800, 300}, 1, 12'800},
      {{128, 1}, 2, 128},
      {{12'800, -100, 0}, 2, 12'800},
      {{32'767, -32'768}, 2, 32'768},
      {{32'768, 1}, 4, 32'768},
      {{kMaxWeight, -kMaxWeight, 1}, 4, kMaxWeight},
      {{kMaxWeight, 0, -kMaxWeight}, 1, kMaxWeight},
  };
  for (const auto& c : kCases) {
    const TermWeights weights(c.weights);
    MemoryCounter counter;
    counter.Item(weights);
    EXPECT_EQ(counter.bytes(), c.bytes_each * c.weights.size());
    ASSERT_EQ(weights.size(), c.weights.size());
    for (size_t i = 0; i < c.weights.size(); ++i) EXPECT_EQ(weights[i], c.weights[i]);
    int64_t sums[] = {0, -7};
    weights.AddTo(c.weights.size() - 2, 2, sums);
    EXPECT_EQ(sums[0] * weights.unit(), c.weights[c.weights.size() - 2]);
    EXPECT_EQ((sums[1] + 7) * weights.unit(), c.weights.back());
    EXPECT_TRUE(weights.IsValid(c.most));
    EXPECT_FALSE(weights.IsValid(c.most - 1));
  }
  EXPECT_TRUE(TermWeights(std::vector<Milli>()).empty());
  EXPECT_TRUE(TermWeights().IsValid(1));
}

}  // namespace
}  // namespace rapport::ruleset
