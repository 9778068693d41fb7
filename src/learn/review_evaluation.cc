#include "learn/review_evaluation.h"

#include "base/strings.h"

namespace rapport::learn {
namespace {

constexpr size_t kFail = static_cast<size_t>(CheckResult::kFail);

std::optional<double> Ratio(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

const Finding* Find(const Review& review, std::string_view check) {
  for (const Finding& finding : review.findings()) {
    if (finding.check == check) return &finding;
  }
  return nullptr;
}

}  // namespace

std::optional<CheckResult> ParseCheckResult(std::string_view name) {
  for (const CheckResult result :
       {CheckResult::kPass, CheckResult::kFail, CheckResult::kNotApplicable}) {
    if (name == CheckResultName(result)) return result;
  }
  return std::nullopt;
}

Status ReviewEvaluator::Add(const record::Label& label, const Review& review) {
  for (const auto& [check, name] : label.review) {
    if (!ParseCheckResult(name)) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("label.review.", check, ": '", name, "' is not pass, fail or na"));
    }
  }
  for (const auto& [check, name] : label.review) {
    const Finding* const finding = Find(review, check);
    if (finding == nullptr) {
      ++unknown_[check];
      continue;
    }
    const auto expected = static_cast<size_t>(*ParseCheckResult(name));
    ++checks_[check].confusion[expected][static_cast<size_t>(finding->result)];
  }
  return Status();
}

ReviewEvaluation ReviewEvaluator::Result() const {
  ReviewEvaluation out;
  out.per_check = checks_;
  out.unknown = unknown_;
  int64_t all_right = 0;
  for (auto& [id, check] : out.per_check) {
    int64_t right = 0, labelled = 0, found = 0;
    for (size_t expected = 0; expected < 3; ++expected) {
      for (size_t got = 0; got < 3; ++got) {
        const int64_t count = check.confusion[expected][got];
        check.n += count;
        if (expected == got) right += count;
        if (expected == kFail) labelled += count;
        if (got == kFail) found += count;
      }
    }
    const int64_t both = check.confusion[kFail][kFail];
    check.accuracy = static_cast<double>(right) / static_cast<double>(check.n);
    check.precision = Ratio(both, found);
    check.recall = Ratio(both, labelled);
    check.f1 = Ratio(2 * both, labelled + found);
    out.n += check.n;
    all_right += right;
  }
  out.accuracy = Ratio(all_right, out.n);
  return out;
}

}  // namespace rapport::learn
