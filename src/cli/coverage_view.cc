#include "cli/coverage_view.h"

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;
using learn::CoverageRow;

constexpr size_t kMostLabels = 3;

// "impatient 12, chatty 4 and 2 more": where else than on none it fired, most often first.
std::string Labels(const CoverageRow& row) {
  std::vector<std::pair<std::string, int64_t>> labels;
  for (const auto& [label, count] : row.labels) {
    if (label != "none") labels.emplace_back(label, count);
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (size_t i = 0; i < labels.size() && i < kMostLabels; ++i) {
    StrAppend(&out, i == 0 ? "" : ", ", labels[i].first, " ", labels[i].second);
  }
  if (labels.size() > kMostLabels) StrAppend(&out, " and ", labels.size() - kMostLabels, " more");
  return out;
}

StyledText NoneShare(const CoverageRow& row) {
  if (row.labels.empty()) return "- ";
  // The mark, or its room, keeps the numbers in line.
  return StyledText().Add(StrCat(Fraction(row.none_share), row.mostly_none ? "*" : " "),
                          row.mostly_none ? Style::kYellow : Style::kPlain);
}

bool MoreTelling(const CoverageRow* a, const CoverageRow* b) {
  return a->information > b->information;
}

}  // namespace

std::vector<std::pair<std::string, CoverageRows>> OrderCoverage(const learn::Coverage& coverage,
                                                                CoverageOrder order) {
  CoverageRows rows;
  for (const CoverageRow& row : coverage.rows) rows.push_back(&row);
  if (order == CoverageOrder::kName) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const CoverageRow* a, const CoverageRow* b) { return a->id < b->id; });
    return {{"", std::move(rows)}};
  }
  std::stable_sort(rows.begin(), rows.end(), MoreTelling);
  if (order == CoverageOrder::kInformation) return {{"", std::move(rows)}};

  std::map<std::string, CoverageRows> says;
  CoverageRows neutral, never;
  for (const CoverageRow* row : rows) {
    (row->never ? never : row->says.empty() ? neutral : says[row->says]).push_back(row);
  }
  std::vector<std::pair<std::string, CoverageRows>> out;
  const auto add = [&](std::string heading, CoverageRows part) {
    if (!part.empty()) out.emplace_back(std::move(heading), std::move(part));
  };
  for (const auto& [label, part] : says) {
    if (label != "none") add(StrCat("says most for ", label), part);
  }
  add("says most for none", says["none"]);
  add("says nothing about the label", std::move(neutral));
  add("never fired", std::move(never));
  return out;
}

void AppendCoverage(const Terminal& terminal, const learn::Coverage& coverage, CoverageOrder order,
                    std::string* out) {
  StrAppend(out, "\n", terminal.Paint(Style::kBold, "Coverage"),
            "  records on which each cue and condition fired; * mostly on none\n");
  Table table({"", "", "fired", "share", "none ", "bits", "other labels"},
              {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
               Align::kRight, Align::kLeft});
  for (const auto& [heading, rows] : OrderCoverage(coverage, order)) {
    if (!heading.empty()) table.Row({StyledText().Add(heading, Style::kBold)});
    for (const CoverageRow* row : rows) {
      StyledText notes;
      notes.Add(RemarksText(*row), Style::kYellow);
      const std::string labels = Labels(*row);
      notes.Add(StrCat(notes.empty() || labels.empty() ? "" : "; ", labels));
      table.Row({StrCat(heading.empty() ? "" : "  ", row->id),
                 StyledText().Add(row->is_condition ? "cond" : "cue", Style::kDim),
                 std::to_string(row->fired), Share(row->fired, coverage.n), NoneShare(*row),
                 Fraction(row->information), notes});
    }
  }
  table.Append(terminal, 2, out);
}

}  // namespace rapport::cli
