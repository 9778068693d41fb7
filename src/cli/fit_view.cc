#include "cli/fit_view.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "cli/layout.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

constexpr size_t kMovedShown = 25;
constexpr size_t kFailuresShown = 20;

std::string Decimal(double value) { return record::FormatDecimal(std::llround(value * 1e4), 4); }

std::string Decimal(const std::optional<double>& value) { return value ? Decimal(*value) : "-"; }

void AppendFigures(const Terminal& terminal, const learn::FitReport& report, std::string* out) {
  Table table({"", "before", "held out"}, {Align::kLeft, Align::kRight, Align::kRight});
  const bool held_out = report.held_out.n > 0;
  const auto row = [&](std::string_view name, double before, double after) {
    table.Row({std::string(name), Decimal(before), held_out ? Decimal(after) : "-"});
  };
  row("accuracy", report.before.accuracy, report.held_out.accuracy);
  row("macro-F1 (8 labels or more)", report.before.macro_f1, report.held_out.macro_f1);
  row("log loss", report.before.log_loss, report.held_out.log_loss);
  row("calibration error", report.before.ece, report.held_out.ece);
  for (const learn::FittedScale& scale : report.scales) {
    table.Row({StrCat(scale.id, ", agreement"), Decimal(scale.before), Decimal(scale.after)});
  }
  table.Append(terminal, 2, out);
}

void AppendMoved(const Terminal& terminal, const learn::FitReport& report, std::string* out) {
  if (report.moved.empty()) return;
  StrAppend(out, "\nMoved most, of ", report.moved.size(), " weights that changed\n");
  Table table(
      {"for", "evidence", "before", "after", "fired", "with the label"},
      {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  for (size_t i = 0; i < std::min(kMovedShown, report.moved.size()); ++i) {
    const learn::MovedWeight& m = report.moved[i];
    table.Row({m.target, m.evidence, FormatMilli(m.before), FormatMilli(m.after),
               std::to_string(m.fired), std::to_string(m.fired_label)});
  }
  table.Append(terminal, 2, out);
}

void Integer(std::string_view key, int64_t value, record::JsonWriter* json) {
  json->Key(key);
  json->Int(value);
}

void Thousandths(std::string_view key, int64_t value, record::JsonWriter* json) {
  json->Key(key);
  json->Milli(value);
}

void Figures(std::string_view key, const learn::FitFigures& figures, record::JsonWriter* json) {
  json->Key(key);
  if (figures.n == 0) {
    json->Null();
    return;
  }
  json->StartObject();
  Integer("n", figures.n, json);
  const auto number = [json](std::string_view name, double value) {
    json->Key(name);
    json->TenThousandths(std::llround(value * 1e4));
  };
  number("accuracy", figures.accuracy);
  number("macro_f1", figures.macro_f1);
  number("log_loss", figures.log_loss);
  number("ece", figures.ece);
  json->EndObject();
}

void WriteScales(const learn::FitReport& report, record::JsonWriter* json) {
  const auto agreement = [json](std::string_view key, const std::optional<double>& value) {
    json->Key(key);
    if (value) {
      json->TenThousandths(std::llround(*value * 1e4));
    } else {
      json->Null();
    }
  };
  json->Key("scales");
  json->StartArray();
  for (const learn::FittedScale& scale : report.scales) {
    json->StartObject();
    json->Key("id");
    json->String(scale.id);
    Integer("n", scale.n, json);
    agreement("before", scale.before);
    agreement("held_out", scale.after);
    json->EndObject();
  }
  json->EndArray();
}

void WriteMoved(const learn::FitReport& report, record::JsonWriter* json) {
  json->Key("moved");
  json->StartArray();
  for (const learn::MovedWeight& m : report.moved) {
    json->StartObject();
    json->Key("for");
    json->String(m.target);
    json->Key("evidence");
    json->String(m.evidence);
    Thousandths("before", m.before, json);
    Thousandths("after", m.after, json);
    Integer("fired", m.fired, json);
    Integer("fired_with_label", m.fired_label, json);
    json->EndObject();
  }
  json->EndArray();
}

void WriteTests(const learn::FitReport& report, record::JsonWriter* json) {
  json->Key("tests");
  json->StartObject();
  Integer("passed", report.tests.passed, json);
  Integer("failed", report.tests.failed, json);
  Integer("rounds", report.rounds, json);
  json->Key("failures");
  json->StartArray();
  for (const learn::PackTestFailure& failure : report.tests.failures) json->String(failure.name);
  json->EndArray();
  json->EndObject();
}

}  // namespace

void AppendFitReport(const Terminal& terminal, std::string_view rule_set,
                     const learn::FitReport& report, int64_t unlabelled, std::string* out) {
  StrAppend(out, report.examples, " examples for ", rule_set, ", ", report.pack_tests,
            " of them tests of the pack");
  if (unlabelled > 0) StrAppend(out, "; ", unlabelled, " records without a label left out");
  StrAppend(out, "\n");
  AppendFigures(terminal, report, out);
  StrAppend(out, "\n  ", report.weights, " weights of cues and conditions, ", report.terms,
            " words and pairs of ", report.candidate_terms, "; decay ", FormatMilli(report.decay),
            ", word mix ", FormatMilli(report.word_mix), ", margin ", FormatMilli(report.margin),
            ", offset of none ", FormatMilli(report.none_offset), ", sharpness ",
            Decimal(report.sharpness), "\n");
  AppendMoved(terminal, report, out);
  StrAppend(out, "\nThe pack's tests: ", report.tests.passed, " passed, ", report.tests.failed,
            " failed, after ", report.rounds, " rounds\n");
  for (size_t i = 0; i < std::min(kFailuresShown, report.tests.failures.size()); ++i) {
    const learn::PackTestFailure& failure = report.tests.failures[i];
    StyledText text;
    text.Add("failed", Style::kRed).Add(StrCat(": ", failure.name));
    for (const std::string& message : failure.messages) text.Add(StrCat("; ", message));
    AppendWrapped(terminal, StyledText("  "), text, out);
  }
}

void WriteFitReport(std::string_view rule_set, const learn::FitReport& report, int64_t unlabelled,
                    bool written, record::JsonWriter* json) {
  json->StartObject();
  json->Key("ruleset");
  json->String(rule_set);
  Integer("examples", report.examples, json);
  Integer("pack_tests", report.pack_tests, json);
  Integer("unlabelled", unlabelled, json);
  json->Key("labels");
  json->StartObject();
  for (const auto& [label, count] : report.labels) Integer(label, count, json);
  json->EndObject();
  Figures("before", report.before, json);
  Figures("held_out", report.held_out, json);
  WriteScales(report, json);
  Thousandths("decay", report.decay, json);
  Thousandths("word_mix", report.word_mix, json);
  Thousandths("margin", report.margin, json);
  Thousandths("none_offset", report.none_offset, json);
  Thousandths("sharpness", std::llround(report.sharpness * 1000), json);
  Integer("terms", report.terms, json);
  Integer("candidate_terms", report.candidate_terms, json);
  Integer("weights", report.weights, json);
  WriteMoved(report, json);
  WriteTests(report, json);
  json->Key("written");
  json->Bool(written);
  json->EndObject();
}

}  // namespace rapport::cli
