#include "base/suggest.h"

#include <algorithm>

#include "base/strings.h"

namespace rapport {
namespace {

// Optimal string alignment distance.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = previous[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    before.swap(previous);
    previous.swap(current);
  }
  return previous[b.size()];
}

// Keep the cost of a hint bounded: the names of a pack are a tenant's too.
constexpr size_t kLongestWord = 64;
constexpr size_t kMostSteps = 500'000;  // about a millisecond

}  // namespace

std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.size() > kLongestWord) return {};
  std::string_view best;
  size_t best_distance = word.size() <= 3 ? 2 : word.size() / 3 + 1;
  size_t steps = 0;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    // Each letter that one has more than the other is an edit.
    if (candidate.size() >= word.size() + best_distance) continue;
    if (word.size() >= candidate.size() + best_distance) continue;
    steps += word.size() * candidate.size();
    if (steps > kMostSteps) break;
    const size_t distance = EditDistance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view nearest = Nearest(word, candidates);
  return nearest.empty() ? std::string() : StrCat("did you mean '", nearest, "'?");
}

}  // namespace rapport
