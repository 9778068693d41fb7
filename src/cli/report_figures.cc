#include "base/strings.h"
#include "cli/comparison_view.h"
#include "cli/evaluation_text.h"
#include "cli/report_sections.h"

namespace rapport::cli {

void WriteFigures(const learn::Evaluation& e, HtmlWriter* html) {
  const auto row = [&](std::string_view name, std::optional<double> value, std::string_view note) {
    html->Markup("<tr>").RowHeading(name).NumberCell(Fraction(value)).Cell(note).Markup("</tr>\n");
  };
  html->OpenTable("Headline figures");
  html->Markup("<thead><tr>").ColumnHeading("figure").ColumnHeading("value").ColumnHeading("note");
  html->Markup("</tr></thead>\n<tbody>\n");
  row("accuracy", e.accuracy, StrCat("of ", e.n_persona, " with a type"));
  row("macro-F1", e.macro_f1, "over all classes that occur");
  row("macro-F1 supported", e.macro_f1_supported,
      StrCat("over classes with ", e.min_support, " or more labels"));
  row("escalate F1", e.escalate_f1,
      StrCat("precision ", Fraction(e.escalate_precision), ", recall ", Fraction(e.escalate_recall),
             ", of ", e.n_escalate));
  row("hostility kappa", e.hostility_qwk,
      StrCat("quadratic weights, of ", e.n_hostility, "; ", e.hostility_unknown, " unknown"));
  row("calibration error", e.ece, "expected, 10 bins");
  row("spans share", e.spans_share,
      StrCat("of ", e.n_reported, " decisions for a type: evidence shows words"));
  html->Markup("</tbody>\n").CloseTable();
  html->Markup("<p>Abstained: ").Text(AbstainedText(e)).Markup("</p>\n");
}

void WriteClasses(const learn::Evaluation& e, HtmlWriter* html) {
  html->OpenTable("Classes");
  html->Markup("<thead><tr>");
  for (const char* heading : {"class", "precision", "recall", "F1", "labels", "decided"}) {
    html->ColumnHeading(heading);
  }
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const learn::ClassMetrics& c : e.per_class) {
    html->Markup("<tr>").RowHeading(c.id);
    html->NumberCell(Fraction(c.precision)).NumberCell(Fraction(c.recall));
    html->NumberCell(Fraction(c.f1)).NumberCell(c.support).NumberCell(c.predicted);
    html->Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

void WriteComparison(const learn::Report& report, HtmlWriter* html) {
  const learn::Comparison& c = *report.comparison;
  html->Markup("<p>First: <code>").Text(report.rule_set);
  html->Markup("</code>. Second: <code>")
      .Text(c.rule_set)
      .Markup("</code>. Differences are second ");
  html->Markup("minus first; intervals and p from ").Number(c.resamples);
  html->Markup(" paired resamples.</p>\n<p>").Text(ChangesText(c)).Markup(".</p>\n");
  html->OpenTable("Both rule sets");
  html->Markup("<thead><tr>");
  for (const char* heading : {"figure", "first", "second", "difference", "95% interval", "p"}) {
    html->ColumnHeading(heading);
  }
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const learn::FigureDifference& f : c.figures) {
    html->Markup("<tr>").RowHeading(FigureName(f.key));
    html->NumberCell(Fraction(f.first)).NumberCell(Fraction(f.second));
    html->NumberCell(SignedFraction(f.difference));
    html->NumberCell(f.low ? StrCat(SignedFraction(f.low), " to ", SignedFraction(f.high)) : "-");
    html->NumberCell(Fraction(f.p)).Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
  html->OpenTable("F1 of the classes");
  html->Markup("<thead><tr>");
  for (const char* heading : {"class", "first", "second", "difference", "labels"}) {
    html->ColumnHeading(heading);
  }
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const ClassPair& pair : PairClasses(report.evaluation, c.evaluation)) {
    html->Markup("<tr>").RowHeading(pair.id);
    html->NumberCell(Fraction(pair.first_f1())).NumberCell(Fraction(pair.second_f1()));
    html->NumberCell(SignedFraction(pair.difference())).NumberCell(pair.support());
    html->Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

void WriteGroups(const learn::GroupedFigures& grouped, HtmlWriter* html) {
  html->OpenTable(StrCat("Figures by ", grouped.key));
  html->Markup("<thead><tr>").ColumnHeading(grouped.key);
  for (const char* heading : {"n", "accuracy", "macro-F1"}) html->ColumnHeading(heading);
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const learn::GroupFigures& group : grouped.groups) {
    html->Markup("<tr>").RowHeading(group.value.empty() ? "(not given)" : group.value);
    html->NumberCell(group.evaluation.n).NumberCell(Fraction(group.evaluation.accuracy));
    html->NumberCell(Fraction(group.evaluation.macro_f1)).Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

}  // namespace rapport::cli
