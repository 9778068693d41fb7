#include "base/suggest.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

TEST(Suggest, FindsWhatWasMeant) {
  const std::vector<std::string_view> keys = {"phrases", "examples", "counter_examples", "in",
                                              "help"};
  const struct {
    const char* word;
    const char* nearest;
  } kCases[] = {
      {"phrase", "phrases"},
      {"phrsaes", "phrases"},
      {"example", "examples"},
      {"ni", "in"},
      {"hlep", "help"},
      {"colour", ""},
      {"", ""},
      {"counterexamples", "counter_examples"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Nearest(c.word, keys), c.nearest) << c.word;
  EXPECT_EQ(DidYouMean("phrase", keys), "did you mean 'phrases'?");
  EXPECT_EQ(DidYouMean("zzz", keys), "");
}

}  // namespace
}  // namespace rapport
