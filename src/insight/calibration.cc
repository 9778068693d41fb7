#include "insight/calibration.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace rapport::insight {
namespace {

constexpr double kZ = 1.959963984540054;
constexpr size_t kMostDiffer = 10;
constexpr int64_t kLeastForInterval = 10;

}  // namespace

Agreement AgreementOf(const Judgements& judgements) {
  Agreement out;
  out.judgements = judgements;
  std::array<double, 3> first = {}, second = {};
  double equal = 0;
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) {
      const double count = static_cast<double>(judgements[i][j]);
      out.n += judgements[i][j];
      first[i] += count;
      second[j] += count;
      if (i == j) equal += count;
    }
  }
  if (out.n == 0) return out;
  const double n = static_cast<double>(out.n);
  double chance = 0;
  for (size_t i = 0; i < 3; ++i) {
    first[i] /= n;
    second[i] /= n;
    chance += first[i] * second[i];
  }
  out.agreement = equal / n;
  // Both always gave one result, the same: there is nothing that could differ.
  for (size_t i = 0; i < 3; ++i) {
    if (judgements[i][i] == out.n) return out;
  }
  const double rest = 1 - chance;
  const double kappa = (out.agreement - chance) / rest;
  double on = 0, off = 0;
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) {
      const double p = static_cast<double>(judgements[i][j]) / n;
      if (i == j) {
        on += p * std::pow(1 - (first[i] + second[i]) * (1 - kappa), 2);
      } else {
        off += p * std::pow(second[i] + first[j], 2);
      }
    }
  }
  const double variance =
      (on + std::pow(1 - kappa, 2) * off - std::pow(kappa - chance * (1 - kappa), 2)) /
      (n * rest * rest);
  out.kappa = kappa;
  if (out.n < kLeastForInterval || !(variance > 1e-12)) return out;
  const double half = kZ * std::sqrt(variance);
  out.interval = Interval{std::max(-1.0, kappa - half), std::min(1.0, kappa + half)};
  return out;
}

bool Calibration::Add(std::string_view reply, std::string_view reviewer, std::string_view check,
                      CheckResult result) {
  auto& by_reviewer = judgements_[{std::string(reply), std::string(check)}];
  const bool is_new = by_reviewer.count(std::string(reviewer)) == 0;
  by_reviewer[std::string(reviewer)] = result;
  return is_new;
}

CalibrationReport Calibration::Report() const {
  CalibrationReport out;
  std::set<std::string> reviewers, replies;
  std::map<std::pair<std::string, std::string>, std::map<std::string, Judgements>> counts;
  std::map<std::pair<std::string, std::string>, PairAgreement> pairs;
  for (const auto& [key, by_reviewer] : judgements_) {
    const auto& [reply, check] = key;
    if (by_reviewer.size() > 1) replies.insert(reply);
    for (auto a = by_reviewer.begin(); a != by_reviewer.end(); ++a) {
      reviewers.insert(a->first);
      for (auto b = std::next(a); b != by_reviewer.end(); ++b) {
        const auto pair = std::make_pair(a->first, b->first);
        ++counts[pair][check][static_cast<size_t>(a->second)][static_cast<size_t>(b->second)];
        if (a->second == b->second) continue;
        std::vector<std::string>& differ = pairs[pair].differ[check];
        if (differ.size() < kMostDiffer) differ.push_back(reply);
      }
    }
  }
  for (const auto& [names, checks] : counts) {
    PairAgreement pair = std::move(pairs[names]);
    pair.first = names.first;
    pair.second = names.second;
    Judgements all = {};
    for (const auto& [check, judgements] : checks) {
      pair.checks[check] = AgreementOf(judgements);
      for (size_t i = 0; i < 3; ++i) {
        for (size_t j = 0; j < 3; ++j) all[i][j] += judgements[i][j];
      }
    }
    pair.all = AgreementOf(all);
    out.pairs.push_back(std::move(pair));
  }
  out.replies = static_cast<int64_t>(replies.size());
  out.reviewers.assign(reviewers.begin(), reviewers.end());
  return out;
}

}  // namespace rapport::insight
