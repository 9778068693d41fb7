#include "cli/evaluation_view.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/layout.h"
#include "cli/table.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

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
  row("spans share", Fraction(e.spans_share),
      StrCat("of ", e.n_reported, " decisions for a type: evidence shows words"));
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
  StrAppend(out, "\n  abstained: ", AbstainedText(e), "\n");
  if (e.timing) {
    StrAppend(out, "  timing: ", Grouped(std::llround(e.timing->conversations_per_second)),
              " conversations per second on one thread, median ", Micros(e.timing->median_us),
              " us, 99th percentile ", Micros(e.timing->p99_us), " us\n");
  }
}

void AppendReliability(const Terminal& terminal, const learn::Evaluation& e, std::string* out) {
  StrAppend(out, "\n", terminal.Paint(Style::kBold, "Reliability"),
            "  how often decisions of a probability are right; the line is where they should be\n");
  constexpr size_t kWidth = 40;
  Table table(
      {"probability", "decisions", "mean", "right", "0              share right             1"},
      {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  for (size_t i = 0; i < e.reliability.size(); ++i) {
    const learn::ReliabilityBin& bin = e.reliability[i];
    if (bin.count == 0) {
      table.Row({BinName(i), "0", "-", "-"});
      continue;
    }
    const double right = static_cast<double>(bin.correct) / static_cast<double>(bin.count);
    const auto column = [](double share) {
      return static_cast<size_t>(std::lround(share * static_cast<double>(kWidth - 1)));
    };
    const size_t end = column(right), line = column(bin.probability);
    StyledText bar;
    for (size_t at = 0; at <= std::max(end, line); ++at) {
      if (at == line) {
        bar.Add("│", Style::kBold);
      } else {
        bar.Add(at <= end && bin.correct > 0 ? "█" : " ", Style::kCyan);
      }
    }
    table.Row({BinName(i), std::to_string(bin.count), Fraction(bin.probability), Fraction(right),
               std::move(bar)});
  }
  table.Append(terminal, 2, out);
}

void AppendGroups(const Terminal& terminal, const learn::GroupedFigures& grouped,
                  std::string* out) {
  StrAppend(out, "\n");
  Table table({grouped.key, "n", "accuracy", "macro-F1"},
              {Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
  for (const learn::GroupFigures& group : grouped.groups) {
    StyledText name(group.value);
    if (group.value.empty()) name.Add("(not given)", Style::kDim);
    table.Row({name, std::to_string(group.evaluation.n), Fraction(group.evaluation.accuracy),
               Fraction(group.evaluation.macro_f1)});
  }
  table.Append(terminal, 2, out);
}

}  // namespace rapport::cli
