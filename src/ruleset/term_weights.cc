#include "ruleset/term_weights.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace rapport::ruleset {
namespace {

template <typename T>
bool Fit(Milli least, Milli most) {
  return least >= std::numeric_limits<T>::min() && most <= std::numeric_limits<T>::max();
}

template <typename T>
Array<T> Divide(const std::vector<Milli>& weights, Milli unit) {
  Array<T> quotients;
  quotients.reserve(weights.size());
  for (const Milli weight : weights) quotients.push_back(static_cast<T>(weight / unit));
  return quotients;
}

template <typename T>
bool AreAtMost(const Array<T>& quotients, Milli most) {
  if (most > std::numeric_limits<T>::max()) return true;
  const auto high = static_cast<T>(most), low = static_cast<T>(-most);
  return AllOf(quotients, [=](T q) { return (q <= high) & (q >= low); });
}

}  // namespace

TermWeights::TermWeights(const std::vector<Milli>& weights) {
  if (weights.empty()) return;
  Milli unit = 0;
  for (const Milli weight : weights) unit = std::gcd(unit, weight);
  unit_ = std::max(unit, 1);
  const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
  if (Fit<int8_t>(*least / unit_, *most / unit_)) {
    bytes_ = Divide<int8_t>(weights, unit_);
  } else if (Fit<int16_t>(*least / unit_, *most / unit_)) {
    halves_ = Divide<int16_t>(weights, unit_);
  } else {
    words_ = Divide<Milli>(weights, unit_);
  }
}

bool TermWeights::IsValid(Milli most) const {
  const int arrays =
      (bytes_.empty() ? 0 : 1) + (halves_.empty() ? 0 : 1) + (words_.empty() ? 0 : 1);
  return arrays <= 1 && unit_ >= 1 && unit_ <= most && AreAtMost(bytes_, most / unit_) &&
         AreAtMost(halves_, most / unit_) && AreAtMost(words_, most / unit_);
}

}  // namespace rapport::ruleset
