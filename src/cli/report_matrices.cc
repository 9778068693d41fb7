#include <algorithm>
#include <map>
#include <set>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/report_sections.h"

namespace rapport::cli {
namespace {

// A cell whose shade is the share of its row; `right` ones have a colour of their own. The number
// is there to read in any case.
void ShadedCell(int64_t count, int64_t row, bool right, HtmlWriter* html) {
  if (count == 0) {
    html->Markup("<td class=\"n zero\">0</td>");
    return;
  }
  html->Markup("<td class=\"n ");
  if (right) {
    html->Markup("right");
  } else {
    html->Markup("wrong");
  }
  html->Markup("\" style=\"--s:").Text(Share(count, row)).Markup("\">").Number(count);
  html->Markup("</td>");
}

void Corner(HtmlWriter* html) {
  html->Markup("<thead><tr><th scope=\"col\">label, then decision</th>");
}

void Turned(std::string_view heading, HtmlWriter* html) {
  html->Markup("<th scope=\"col\" class=\"turned\"><span>").Text(heading).Markup("</span></th>");
}

}  // namespace

void WriteConfusion(const learn::Evaluation& e, HtmlWriter* html) {
  html->Markup("<p>A row is a label, a column what was decided; the shade is the share of the ");
  html->Markup("row.</p>\n");
  html->OpenTable("Labels and decisions");
  Corner(html);
  for (const learn::ClassMetrics& c : e.per_class) Turned(c.id, html);
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const learn::ClassMetrics& label : e.per_class) {
    const auto row = e.confusion.find(label.id);
    if (row == e.confusion.end()) continue;
    html->Markup("<tr>").RowHeading(label.id);
    for (const learn::ClassMetrics& decided : e.per_class) {
      const auto cell = row->second.find(decided.id);
      ShadedCell(cell == row->second.end() ? 0 : cell->second, label.support,
                 decided.id == label.id, html);
    }
    html->Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

void WriteHostility(const learn::Evaluation& e, HtmlWriter* html) {
  std::set<int32_t> levels;
  std::map<int32_t, int64_t> rows;
  for (const auto& [pair, count] : e.hostility) {
    levels.insert({pair.first, pair.second});
    rows[pair.first] += count;
  }
  html->OpenTable("Levels of hostility: labels and decisions");
  Corner(html);
  for (const int32_t level : levels) html->ColumnHeading(std::to_string(level));
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const auto& [label, total] : rows) {
    html->Markup("<tr>").RowHeading(std::to_string(label));
    for (const int32_t decided : levels) {
      const auto cell = e.hostility.find({label, decided});
      ShadedCell(cell == e.hostility.end() ? 0 : cell->second, total, label == decided, html);
    }
    html->Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

void WriteEscalation(const learn::Evaluation& e, HtmlWriter* html) {
  html->OpenTable("Escalation: labels and decisions");
  Corner(html);
  html->ColumnHeading("no escalation").ColumnHeading("escalation");
  html->Markup("</tr></thead>\n<tbody>\n");
  for (const size_t label : {size_t{0}, size_t{1}}) {
    const auto& row = e.escalate[label];
    html->Markup("<tr>").RowHeading(label == 0 ? "no escalation" : "escalation");
    for (const size_t decided : {size_t{0}, size_t{1}}) {
      ShadedCell(row[decided], row[0] + row[1], label == decided, html);
    }
    html->Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

}  // namespace rapport::cli
