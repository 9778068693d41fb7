#include "cli/evaluation_text.h"

#include "base/fixed_point.h"
#include "base/strings.h"
#include "learn/evaluation_json.h"

namespace rapport::cli {
namespace {

constexpr size_t kMostArguments = 5;

std::string FourPlaces(int64_t scaled) {
  const int64_t magnitude = scaled < 0 ? -scaled : scaled;
  return StrCat(scaled < 0 ? "-" : "", magnitude / 10'000, ".",
                ZeroPadded(static_cast<uint64_t>(magnitude % 10'000), 4));
}

void Join(std::string* out, std::string_view text) {
  StrAppend(out, out->empty() ? "" : ", ", text);
}

std::string ArgumentsText(const std::vector<learn::Argument>& arguments, int32_t bias) {
  std::string out;
  for (size_t i = 0; i < arguments.size() && i < kMostArguments; ++i) {
    Join(&out, StrCat(arguments[i].id, " +", FormatMilli(arguments[i].weight)));
  }
  if (arguments.size() > kMostArguments) {
    StrAppend(&out, " and ", arguments.size() - kMostArguments, " more");
  }
  if (out.empty()) out = "nothing";
  if (bias > 0) StrAppend(&out, "; bias +", FormatMilli(bias));
  return out;
}

}  // namespace

std::string Fraction(std::optional<double> value) {
  return value ? FourPlaces(learn::TenThousandths(*value)) : "-";
}

std::string SignedFraction(std::optional<double> value) {
  if (!value) return "-";
  const int64_t scaled = learn::TenThousandths(*value);
  return StrCat(scaled > 0 ? "+" : "", FourPlaces(scaled));
}

std::string Share(int64_t part, int64_t whole) {
  if (whole == 0) return "-";
  return Fraction(static_cast<double>(part) / static_cast<double>(whole));
}

std::string Probability(std::optional<int32_t> value) { return value ? FourPlaces(*value) : "-"; }

std::string BinName(size_t index) {
  const auto tenths = [](size_t n) { return StrCat(n / 10, ".", n % 10); };
  return StrCat(tenths(index), " to ", tenths(index + 1));
}

std::string AbstainedText(const learn::Evaluation& evaluation) {
  std::string out;
  for (const auto& [reason, count] : evaluation.abstained) {
    Join(&out, StrCat(reason.empty() ? "reported" : reason, " ", Share(count, evaluation.n)));
  }
  return out.empty() ? "-" : out;
}

std::string RemarksText(const learn::CoverageRow& row) {
  std::string out;
  if (row.never) Join(&out, "never");
  if (row.always) Join(&out, "always");
  if (row.unknown > 0) Join(&out, StrCat("unknown on ", row.unknown));
  return out;
}

std::string ForDecisionText(const learn::Mistake& mistake) {
  return ArgumentsText(mistake.for_decision, mistake.bias);
}

std::string ForLabelText(const learn::Mistake& mistake) {
  std::string out = ArgumentsText(mistake.for_label, -mistake.bias);
  if (!mistake.why_not.empty()) StrAppend(&out, "; ", mistake.why_not);
  return out;
}

std::string BehindText(const learn::MistakeKind& kind) {
  std::string out;
  for (const auto& [id, count] : kind.behind) Join(&out, StrCat(id, " ", count));
  if (kind.without_evidence > 0) {
    StrAppend(&out, out.empty() ? "" : "; ", "nothing ", kind.without_evidence);
  }
  return out;
}

}  // namespace rapport::cli
