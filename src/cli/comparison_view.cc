#include "cli/comparison_view.h"

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

}  // namespace

std::optional<double> ClassPair::first_f1() const {
  return first == nullptr ? std::nullopt : std::optional<double>(first->f1);
}
std::optional<double> ClassPair::second_f1() const {
  return second == nullptr ? std::nullopt : std::optional<double>(second->f1);
}
std::optional<double> ClassPair::difference() const {
  if (first == nullptr || second == nullptr) return std::nullopt;
  return second->f1 - first->f1;
}
int64_t ClassPair::support() const { return (first != nullptr ? first : second)->support; }

std::vector<ClassPair> PairClasses(const learn::Evaluation& first,
                                   const learn::Evaluation& second) {
  // Both are sorted by id, `none` last.
  const auto before = [](const std::string& a, const std::string& b) {
    return (a == "none") != (b == "none") ? b == "none" : a < b;
  };
  std::vector<ClassPair> out;
  auto a = first.per_class.begin();
  auto b = second.per_class.begin();
  while (a != first.per_class.end() || b != second.per_class.end()) {
    ClassPair pair;
    if (b == second.per_class.end() || (a != first.per_class.end() && !before(b->id, a->id))) {
      pair.id = a->id;
      if (b != second.per_class.end() && a->id == b->id) pair.second = &*b++;
      pair.first = &*a++;
    } else {
      pair.id = b->id;
      pair.second = &*b++;
    }
    out.push_back(std::move(pair));
  }
  return out;
}

std::string ChangesText(const learn::Comparison& c) {
  return StrCat(c.changed, c.changed == 1 ? " decision" : " decisions",
                " changed: ", c.right_to_wrong, " from right to wrong, ", c.wrong_to_right,
                " from wrong to right (McNemar's exact test: p ", Fraction(c.mcnemar_p), "), ",
                c.wrong_to_wrong, " from wrong to wrong; ", c.escalation_changed,
                c.escalation_changed == 1 ? " record is" : " records are",
                " escalated by only one");
}

std::string FigureName(std::string_view key) {
  if (key == "macro_f1") return "macro-F1";
  if (key == "macro_f1_supported") return "macro-F1 supported";
  if (key == "escalate_f1") return "escalate F1";
  if (key == "hostility_qwk") return "hostility kappa";
  return std::string(key);
}

void AppendComparison(const Terminal& terminal, const learn::Report& report, std::string* out) {
  const learn::Comparison& c = *report.comparison;
  StrAppend(out, "\n", terminal.Paint(Style::kBold, "Comparison"), "\n  first   ", report.rule_set,
            "\n  second  ", c.rule_set, "\n\n");
  Table figures(
      {"", "first", "second", "difference", "95% interval", "p"},
      {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft, Align::kRight});
  for (const learn::FigureDifference& f : c.figures) {
    const bool is_clear = f.low && (*f.low > 0 || *f.high < 0);
    figures.Row(
        {FigureName(f.key), Fraction(f.first), Fraction(f.second),
         StyledText().Add(SignedFraction(f.difference), is_clear ? Style::kBold : Style::kPlain),
         f.low ? StrCat(SignedFraction(f.low), " to ", SignedFraction(f.high)) : "-",
         Fraction(f.p)});
  }
  figures.Append(terminal, 2, out);
  StrAppend(out, "\n");
  Table classes({"F1 of a class", "first", "second", "difference", "labels"},
                {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  for (const ClassPair& pair : PairClasses(report.evaluation, c.evaluation)) {
    classes.Row({pair.id, Fraction(pair.first_f1()), Fraction(pair.second_f1()),
                 SignedFraction(pair.difference()), std::to_string(pair.support())});
  }
  classes.Append(terminal, 2, out);
  StrAppend(out, "\n");
  AppendWrapped(terminal, StyledText("  "), ChangesText(c), out);
  AppendWrapped(terminal, StyledText("  "),
                StyledText().Add(StrCat("Differences are second minus first; intervals and p from ",
                                        c.resamples, " paired resamples."),
                                 Style::kDim),
                out);
}

}  // namespace rapport::cli
