#include "insight/acceptance_json.h"

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

using record::EventKind;

void WriteRow(const AcceptanceRow& row, record::JsonWriter* out) {
  out->StartObject();
  WriteText("id", row.id, out);
  WriteCount("shown", row.tally.shown, out);
  WriteCount("answered", row.tally.answered(), out);
  for (size_t i = 0; i < record::kEventKinds; ++i) {
    const auto kind = static_cast<EventKind>(i);
    WriteCount(record::EventKindName(kind), row.tally.count(kind), out);
  }
  WriteFraction("share", row.share, out);
  WriteInterval(row.interval, out);
  out->EndObject();
}

void WriteLabels(const FeedbackLabeller& labels, record::JsonWriter* out) {
  out->Key("labels");
  out->StartObject();
  WriteCount("records", labels.records(), out);
  WriteCount("persona", labels.personas(), out);
  WriteCount("escalate", labels.escalations(), out);
  out->Key("left_out");
  out->StartObject();
  constexpr std::array<const char*, kNoLabels> kNames = {"nothing_said",  "labelled",
                                                         "no_correction", "disagreement",
                                                         "unknown_type",  "escalation_left"};
  for (size_t i = 0; i < kNoLabels; ++i) {
    WriteCount(kNames[i], labels.left_out(static_cast<NoLabel>(i)), out);
  }
  out->EndObject();
  out->EndObject();
}

}  // namespace

void WriteAcceptance(const AcceptanceReport& report, const FeedbackLabeller* labels,
                     record::JsonWriter* out) {
  out->StartObject();
  WriteText("ruleset", report.rule_set, out);
  WriteCount("records", report.records, out);
  WriteCount("answered_records", report.answered_records, out);
  out->Key("events");
  out->StartObject();
  WriteCount("all", report.events, out);
  WriteCount("superseded", report.superseded, out);
  WriteCount("not_shown", report.not_shown, out);
  WriteCount("other_source", report.other_source, out);
  out->EndObject();
  WriteCount("min_sample", report.min_sample, out);
  for (const AcceptanceGroup& group : report.groups) {
    out->Key(SubjectName(group.subject));
    out->StartObject();
    out->Key("rows");
    out->StartArray();
    for (const AcceptanceRow& row : group.rows) WriteRow(row, out);
    out->EndArray();
    WriteCount("left_out", group.left_out, out);
    out->EndObject();
  }
  if (labels != nullptr) WriteLabels(*labels, out);
  out->EndObject();
}

}  // namespace rapport::insight
