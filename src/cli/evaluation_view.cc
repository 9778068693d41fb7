#include "cli/evaluation_view.h"

#include <cmath>
#include <optional>

#include "base/strings.h"
#include "cli/layout.h"
#include "cli/table.h"
#include "learn/evaluation_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

// "0.6431", always four places so that columns line up; "-" for what is undefined.
std::string Fraction(std::optional<double> value) {
  if (!value) return "-";
  const int64_t scaled = learn::TenThousandths(*value);
  const int64_t magnitude = scaled < 0 ? -scaled : scaled;
  return StrCat(scaled < 0 ? "-" : "", magnitude / 10'000, ".",
                ZeroPadded(static_cast<uint64_t>(magnitude % 10'000), 4));
}

std::string Micros(double value) { return record::FormatDecimal(std::llround(value * 10), 1); }

void AppendSummary(const Terminal& terminal, const learn::Evaluation& e, std::string* out) {
  Table table({}, {Align::kLeft, Align::kRight, Align::kLeft});
  const auto row = [&](std::string_view name, std::string value, std::string note) {
    table.Row({std::string(name), StyledText().Add(value, Style::kBold),
               StyledText().Add(note, Style::kDim)});
  };
  row("accuracy", Fraction(e.accuracy), StrCat("of ", e.n_persona, " with a type"));
  row("macro-F1", Fraction(e.macro_f1), "over all classes that occur");
  row("macro-F1 supported", Fraction(e.macro_f1_supported),
      StrCat("over classes with ", e.min_support, " or more labels"));
  row("escalate F1", Fraction(e.escalate_f1),
      StrCat("precision ", Fraction(e.escalate_precision), ", recall ", Fraction(e.escalate_recall),
             ", of ", e.n_escalate));
  row("hostility kappa", Fraction(e.hostility_qwk),
      StrCat("quadratic weights, of ", e.n_hostility,
             e.hostility_unknown > 0 ? StrCat(" (", e.hostility_unknown, " unknown)") : ""));
  row("calibration error", Fraction(e.ece), "expected, 10 bins");
  table.Append(terminal, 2, out);
}

void AppendClasses(const Terminal& terminal, const learn::Evaluation& e, std::string* out) {
  Table table(
      {"class", "precision", "recall", "F1", "labels", "decided"},
      {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  for (const learn::ClassMetrics& c : e.per_class) {
    table.Row({c.id, Fraction(c.precision), Fraction(c.recall), Fraction(c.f1),
               std::to_string(c.support), std::to_string(c.predicted)});
  }
  StrAppend(out, "\n");
  table.Append(terminal, 2, out);
}

// Decisions as columns, numbered, since their names would not fit.
void AppendConfusion(const Terminal& terminal, const learn::Evaluation& e, std::string* out) {
  std::vector<std::string> headings = {"label \\ decision"};
  std::vector<Align> alignment = {Align::kLeft};
  for (size_t i = 0; i < e.per_class.size(); ++i) {
    headings.push_back(std::to_string(i + 1));
    alignment.push_back(Align::kRight);
  }
  Table table(headings, alignment);
  for (size_t i = 0; i < e.per_class.size(); ++i) {
    const auto row = e.confusion.find(e.per_class[i].id);
    if (row == e.confusion.end()) continue;
    std::vector<StyledText> cells = {StyledText(StrCat(i + 1, " ", row->first))};
    for (const learn::ClassMetrics& decided : e.per_class) {
      const auto cell = row->second.find(decided.id);
      const bool hit = decided.id == row->first;
      cells.push_back(cell == row->second.end()
                          ? StyledText().Add("·", Style::kDim)
                          : StyledText().Add(std::to_string(cell->second),
                                             hit ? Style::kGreen : Style::kPlain));
    }
    table.Row(std::move(cells));
  }
  StrAppend(out, "\n");
  table.Append(terminal, 2, out);
}

}  // namespace

void AppendEvaluation(const Terminal& terminal, std::string_view rule_set,
                      const learn::Evaluation& e, std::string* out) {
  StrAppend(out, Grouped(e.n), " conversations, ", rule_set, "\n");
  AppendSummary(terminal, e, out);
  if (!e.per_class.empty()) {
    AppendClasses(terminal, e, out);
    AppendConfusion(terminal, e, out);
  }
  std::string abstained;
  for (const auto& [reason, count] : e.abstained) {
    StrAppend(&abstained, abstained.empty() ? "" : ", ", reason.empty() ? "reported" : reason, " ",
              Fraction(static_cast<double>(count) / static_cast<double>(e.n)));
  }
  StrAppend(out, "\n  abstained: ", abstained.empty() ? "-" : abstained, "\n");
  if (e.timing) {
    StrAppend(out, "  timing: ", Grouped(std::llround(e.timing->conversations_per_second)),
              " conversations per second on one thread, median ", Micros(e.timing->median_us),
              " us, 99th percentile ", Micros(e.timing->p99_us), " us\n");
  }
}

}  // namespace rapport::cli
