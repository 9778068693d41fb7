#include "cli/acceptance_view.h"

#include <cmath>

#include "base/strings.h"
#include "cli/layout.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using insight::AcceptanceGroup;
using insight::AcceptanceReport;
using insight::AcceptanceRow;
using insight::NoLabel;
using insight::Subject;
using record::EventKind;
using Align = Table::Align;

std::string Percent(double share) { return StrCat(std::lround(share * 100), "%"); }

std::string Counted(int64_t n, std::string_view one, std::string_view many) {
  return StrCat(Grouped(n), " ", n == 1 ? one : many);
}

std::string_view Explains(Subject subject) {
  switch (subject) {
    case Subject::kAction:
      return "Actions that decisions recommend";
    case Subject::kPolicy:
      return "Policies, by the actions that they recommend";
    case Subject::kPlaybook:
      return "Playbooks, by the actions of each type";
    case Subject::kType:
      return "Types that were reported";
  }
  return "";
}

std::vector<std::string> Headings(Subject subject) {
  if (subject == Subject::kType) {
    return {"", "shown", "answered", "right", "wrong", "share", "95%"};
  }
  return {"", "shown", "answered", "accepted", "edited", "dismissed", "wrong", "taken", "95%"};
}

void AddRow(Subject subject, const AcceptanceRow& row, Table* table) {
  std::vector<StyledText> cells = {row.id, Grouped(row.tally.shown), Grouped(row.tally.answered())};
  const auto count = [&](EventKind kind) { cells.emplace_back(Grouped(row.tally.count(kind))); };
  count(EventKind::kAccepted);
  if (subject != Subject::kType) {
    count(EventKind::kEdited);
    count(EventKind::kDismissed);
  }
  count(EventKind::kWrong);
  cells.emplace_back(row.share ? Percent(*row.share) : "-");
  cells.emplace_back(StrCat(Percent(row.interval.low), " to ", Percent(row.interval.high)));
  table->Row(std::move(cells));
}

void AppendGroup(const Terminal& terminal, const AcceptanceReport& report,
                 const AcceptanceGroup& group, std::string* out) {
  if (group.rows.empty() && group.left_out == 0) return;
  StrAppend(out, "\n", terminal.Paint(Style::kBold, Explains(group.subject)), "\n");
  if (!group.rows.empty()) {
    std::vector<std::string> headings = Headings(group.subject);
    std::vector<Align> alignment(headings.size(), Align::kRight);
    alignment.front() = Align::kLeft;
    Table table(std::move(headings), std::move(alignment));
    for (const AcceptanceRow& row : group.rows) AddRow(group.subject, row, &table);
    table.Append(terminal, 2, out);
  }
  if (group.left_out > 0) {
    const std::string text =
        StrCat("  ", Grouped(group.left_out), group.rows.empty() ? "" : " more",
               report.min_sample == 1 ? std::string(" without an answer")
                                      : StrCat(" with fewer than ", report.min_sample, " answers"));
    StrAppend(out, terminal.Paint(Style::kDim, text), "\n");
  }
}

}  // namespace

void AppendAcceptance(const Terminal& terminal, const AcceptanceReport& report, std::string* out) {
  StrAppend(out, Counted(report.records, "conversation", "conversations"), ", ",
            Grouped(report.answered_records), " of them answered, ", report.rule_set, "\n");
  for (const AcceptanceGroup& group : report.groups) AppendGroup(terminal, report, group, out);
  StyledText notes;
  const auto note = [&notes](int64_t n, std::string_view text) {
    if (n == 0) return;
    notes.Add(StrCat(notes.empty() ? "" : ", ", Grouped(n), " ", text));
  };
  note(report.superseded, "superseded by a later word on the same");
  note(report.not_shown, "about what the decision does not say");
  note(report.other_source, "counted for the action only, which does not come from where they say");
  if (notes.empty()) return;
  out->push_back('\n');
  AppendWrapped(terminal,
                StyledText(StrCat("  of ", Counted(report.events, "event", "events"), ": ")), notes,
                out);
}

void AppendFeedbackLabels(const Terminal& terminal, const insight::FeedbackLabeller& labels,
                          const std::string& path, std::string* out) {
  StrAppend(out, "\n", path, ": ", Counted(labels.records(), "record", "records"), " labelled, ",
            Grouped(labels.personas()), " with a type, ", Grouped(labels.escalations()),
            " with whether to escalate\n");
  Table table({}, {Align::kRight, Align::kLeft});
  for (size_t i = 0; i < insight::kNoLabels; ++i) {
    const auto reason = static_cast<NoLabel>(i);
    if (labels.left_out(reason) == 0) continue;
    table.Row({Grouped(labels.left_out(reason)), insight::NoLabelText(reason)});
  }
  if (table.empty()) return;
  StrAppend(out, "  left out:\n");
  table.Append(terminal, 4, out);
}

}  // namespace rapport::cli
