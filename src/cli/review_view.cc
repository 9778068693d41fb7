#include "cli/review_view.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/layout.h"
#include "cli/table.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

std::string Score(const Review& review) {
  const std::optional<int32_t> score = review.score();
  return score ? record::FormatDecimal(*score, 2) : std::string("-");
}

Style ResultStyle(CheckResult result) {
  return result == CheckResult::kPass   ? Style::kGreen
         : result == CheckResult::kFail ? Style::kRed
                                        : Style::kDim;
}

StyledText Lead(std::string_view result, Style style) {
  constexpr size_t kWidth = 6;
  StyledText lead("  ");
  return lead.Add(result, style)
      .Add(std::string(kWidth - std::min(result.size(), kWidth - 1), ' '));
}

void AppendWhy(const Terminal& terminal, const Finding& finding, std::string* out) {
  const StyledText indent(std::string(8, ' '));
  StyledText why(finding.why);
  if (!finding.limit.empty()) {
    why.Add(StrCat(" The limit in force is ", finding.limit_value, " (", finding.limit, ")."));
  }
  if (!finding.approval_from.empty()) {
    why.Add(StrCat(" It needs approval from ", finding.approval_from, "."));
  }
  if (!finding.policy.empty()) why.Add(StrCat(" Policy ", finding.policy, "."), Style::kDim);
  AppendWrapped(terminal, indent, why, out);
  if (finding.suggestions.empty()) return;
  AppendWrapped(terminal, indent,
                StyledText("say: “").Add(finding.suggestions[0], Style::kCyan).Add("”"), out);
}

void AppendFinding(const Terminal& terminal, const Finding& finding, std::string* out) {
  StyledText text;
  text.Add(finding.label, finding.result == CheckResult::kFail ? Style::kBold : Style::kPlain);
  if (finding.is_fatal && finding.result == CheckResult::kFail) text.Add(" [fatal]", Style::kRed);
  if (finding.is_undetermined) text.Add(" (not determined)", Style::kYellow);
  std::string_view last;
  for (const ReviewSpan& span : finding.spans) {
    if (span.text == last) continue;
    text.Add(last.empty() ? ": “" : "”, “").Add(span.text, Style::kCyan);
    last = span.text;
  }
  if (!last.empty()) text.Add("”");
  AppendWrapped(terminal, Lead(CheckResultName(finding.result), ResultStyle(finding.result)), text,
                out);
  if (finding.result == CheckResult::kFail) AppendWhy(terminal, finding, out);
}

// Fatal fails, then by weight; then what passed, then the rest.
std::vector<const Finding*> InOrder(const Review& review) {
  std::vector<const Finding*> order;
  for (const Finding& finding : review.findings()) order.push_back(&finding);
  const auto rank = [](const Finding& f) {
    return f.result == CheckResult::kFail   ? (f.is_fatal ? 0 : 1)
           : f.result == CheckResult::kPass ? 2
                                            : 3;
  };
  std::stable_sort(order.begin(), order.end(), [&](const Finding* a, const Finding* b) {
    return rank(*a) != rank(*b) ? rank(*a) < rank(*b) : a->weight > b->weight;
  });
  return order;
}

}  // namespace

void AppendReview(const Terminal& terminal, std::string_view id, const Review& review,
                  bool all_checks, std::string* out) {
  size_t passed = 0, failed = 0;
  for (const Finding& finding : review.findings()) {
    passed += finding.result == CheckResult::kPass ? 1 : 0;
    failed += finding.result == CheckResult::kFail ? 1 : 0;
  }
  StyledText heading;
  heading.Add(id, Style::kBold).Add("  score ").Add(Score(review), Style::kBold);
  heading.Add(StrCat(", ", passed, " of ", passed + failed, " checks that apply pass"));
  if (review.blocked()) heading.Add("  BLOCKED", Style::kRed);
  StrAppend(out, heading.Render(terminal), "\n");
  for (const Finding* finding : InOrder(review)) {
    if (finding->result != CheckResult::kFail && !all_checks) break;
    AppendFinding(terminal, *finding, out);
  }
}

void AppendDraftTip(const Terminal& terminal, std::string_view id, const Review& review,
                    std::string* out) {
  StyledText heading;
  heading.Add(id, Style::kBold);
  const Finding* const tip = review.tip();
  if (review.blocked()) heading.Add("  do not send this yet", Style::kRed);
  if (tip == nullptr) heading.Add("  good to go", Style::kGreen);
  StrAppend(out, heading.Render(terminal), "\n");
  if (tip != nullptr) AppendFinding(terminal, *tip, out);
}

void AppendReviewEvaluation(const Terminal& terminal, const learn::ReviewEvaluation& evaluation,
                            std::string* out) {
  StrAppend(out, "\n", terminal.Paint(Style::kBold, "Reviews"), "  accuracy ",
            Fraction(evaluation.accuracy), " of ", evaluation.n,
            " labels; precision, recall and F1 of fail\n");
  Table table(
      {"check", "n", "accuracy", "precision", "recall", "F1"},
      {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  for (const auto& [id, check] : evaluation.per_check) {
    table.Row({id, std::to_string(check.n), Fraction(check.accuracy), Fraction(check.precision),
               Fraction(check.recall), Fraction(check.f1)});
  }
  table.Append(terminal, 2, out);
}

}  // namespace rapport::cli
