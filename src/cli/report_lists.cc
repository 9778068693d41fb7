#include <algorithm>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/report_sections.h"

namespace rapport::cli {
namespace {

// Labels and their records, `none` last.
std::vector<std::pair<std::string, int64_t>> Labels(const learn::Coverage& coverage) {
  std::vector<std::pair<std::string, int64_t>> labels(coverage.labels.begin(),
                                                      coverage.labels.end());
  std::stable_partition(labels.begin(), labels.end(),
                        [](const auto& label) { return label.first != "none"; });
  return labels;
}

void CoverageRowCells(const learn::Coverage& coverage, const learn::CoverageRow& row,
                      HtmlWriter* html) {
  html->Markup("<tr>").RowHeading(row.id).Cell(row.is_condition ? "condition" : "cue");
  html->NumberCell(row.fired).NumberCell(Share(row.fired, coverage.n));
  html->NumberCell(row.labels.empty() ? "-" : Fraction(row.none_share));
  std::string remarks = RemarksText(row);
  if (row.mostly_none) StrAppend(&remarks, remarks.empty() ? "" : ", ", "mostly on none");
  html->NumberCell(Fraction(row.information)).Cell(remarks);
  for (const auto& [label, records] : Labels(coverage)) {
    const auto found = row.labels.find(label);
    if (found == row.labels.end()) {
      html->Markup("<td class=\"n zero\">0</td>");
    } else {
      html->Markup("<td class=\"n right\" style=\"--s:").Text(Share(found->second, records));
      html->Markup("\">").Number(found->second).Markup("</td>");
    }
  }
  html->Markup("</tr>\n");
}

void Words(const learn::Mistake& mistake, HtmlWriter* html) {
  html->Markup("<blockquote>\n");
  for (const learn::ExcerptTurn& turn : mistake.words) {
    html->Markup("<p><span class=\"turn\">turn ").Number(turn.turn).Markup("</span> <bdi>");
    for (const learn::ExcerptPiece& piece : turn.pieces) {
      if (piece.ids.empty()) {
        html->Text(piece.text);
      } else {
        html->Markup("<mark>").Text(piece.text).Markup("</mark><span class=\"id\">[");
        html->Text(piece.ids).Markup("]</span>");
      }
    }
    html->Markup("</bdi></p>\n");
  }
  html->Markup("</blockquote>\n");
}

void WriteMistake(const learn::Mistake& m, HtmlWriter* html) {
  html->Markup("<article>\n<h3>").Text(m.record).Markup("</h3>\n<p>Decided <strong>");
  html->Text(m.decision).Markup("</strong> ").Text(Probability(m.decision_probability));
  if (!m.abstained.empty()) html->Text(StrCat(" (", m.abstained, ")"));
  html->Markup(", labelled <strong>").Text(m.label).Markup("</strong> ");
  html->Text(Probability(m.label_probability));
  if (m.also_labelled) html->Markup("; the label names both");
  html->Markup(".</p>\n");
  Words(m, html);
  html->Markup("<dl>\n<dt>for ").Text(m.decision).Markup("</dt><dd>").Text(ForDecisionText(m));
  html->Markup("</dd>\n<dt>for ").Text(m.label).Markup("</dt><dd>").Text(ForLabelText(m));
  html->Markup("</dd>\n</dl>\n</article>\n");
}

}  // namespace

void WriteCoverage(const learn::Coverage& coverage, CoverageOrder order, HtmlWriter* html) {
  html->Markup("<p>The numbers are records. On none: the share of its labelled records that are ");
  html->Markup("labelled none. Bits: what its firing tells about the label. The shade is the ");
  html->Markup("share of the label's records.</p>\n");
  html->OpenTable("Where cues and conditions fired");
  html->Markup("<thead><tr>");
  for (const char* heading : {"id", "kind", "fired", "share", "on none", "bits", "notes"}) {
    html->ColumnHeading(heading);
  }
  for (const auto& [label, records] : Labels(coverage)) {
    html->Markup("<th scope=\"col\" class=\"turned\"><span>");
    html->Text(StrCat(label, " (", records, ")")).Markup("</span></th>");
  }
  html->Markup("</tr></thead>\n");
  for (const auto& [heading, rows] : OrderCoverage(coverage, order)) {
    html->Markup("<tbody>\n");
    if (!heading.empty()) {
      html->Markup("<tr><th scope=\"rowgroup\" class=\"group\" colspan=\"");
      html->Number(7 + static_cast<int64_t>(coverage.labels.size())).Markup("\">").Text(heading);
      html->Markup("</th></tr>\n");
    }
    for (const learn::CoverageRow* row : rows) CoverageRowCells(coverage, *row, html);
    html->Markup("</tbody>\n");
  }
  html->CloseTable();
}

void WriteMistakes(const learn::Mistakes& mistakes, HtmlWriter* html) {
  html->Markup("<p>For files on which a pack is developed: a file whose mistakes were read no ");
  html->Markup("longer measures what is changed afterwards.</p>\n");
  html->OpenTable("Kinds of mistakes");
  html->Markup("<thead><tr>");
  for (const char* heading : {"label", "decision", "count", "evidence behind it, in how many"}) {
    html->ColumnHeading(heading);
  }
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const learn::MistakeKind& kind : mistakes.kinds) {
    html->Markup("<tr>").RowHeading(kind.label).Cell(kind.decision).NumberCell(kind.count);
    html->Cell(BehindText(kind)).Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
  html->Markup("<p>The ").Number(static_cast<int64_t>(mistakes.worst.size())).Markup(" of ");
  html->Number(mistakes.count).Markup(" that were most certain:</p>\n");
  for (const learn::Mistake& mistake : mistakes.worst) WriteMistake(mistake, html);
}

}  // namespace rapport::cli
