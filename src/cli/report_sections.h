#ifndef RAPPORT_CLI_REPORT_SECTIONS_H_
#define RAPPORT_CLI_REPORT_SECTIONS_H_

// The parts of the page that report_page.h writes, each below a heading that the page gives.

#include "cli/coverage_view.h"
#include "cli/html_writer.h"
#include "learn/evaluation_report.h"

namespace rapport::cli {

// report_figures.cc
void WriteFigures(const learn::Evaluation& evaluation, HtmlWriter* html);
void WriteClasses(const learn::Evaluation& evaluation, HtmlWriter* html);
void WriteComparison(const learn::Report& report, HtmlWriter* html);  // which it has
void WriteGroups(const learn::GroupedFigures& groups, HtmlWriter* html);

// report_matrices.cc
void WriteConfusion(const learn::Evaluation& evaluation, HtmlWriter* html);
void WriteHostility(const learn::Evaluation& evaluation, HtmlWriter* html);
void WriteEscalation(const learn::Evaluation& evaluation, HtmlWriter* html);

// report_reliability.cc
void WriteReliability(const learn::Evaluation& evaluation, HtmlWriter* html);

// report_lists.cc
void WriteCoverage(const learn::Coverage& coverage, CoverageOrder order, HtmlWriter* html);
void WriteMistakes(const learn::Mistakes& mistakes, HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_REPORT_SECTIONS_H_
