#include "learn/report_json.h"

#include "learn/evaluation_json.h"

namespace rapport::learn {
namespace {

using record::JsonWriter;

void Text(std::string_view key, std::string_view value, JsonWriter* out) {
  out->Key(key);
  out->String(value);
}

void Milli(std::string_view key, int64_t value, JsonWriter* out) {
  out->Key(key);
  out->Milli(value);
}

void Counts(std::string_view key, const std::map<std::string, int64_t>& counts, JsonWriter* out) {
  out->Key(key);
  out->StartObject();
  for (const auto& [name, count] : counts) WriteCount(name, count, out);
  out->EndObject();
}

template <typename Items, typename Write>
void List(std::string_view key, const Items& items, const Write& write, JsonWriter* out) {
  out->Key(key);
  out->StartArray();
  for (const auto& item : items) {
    out->StartObject();
    write(item);
    out->EndObject();
  }
  out->EndArray();
}

void WriteComparison(const Comparison& comparison, JsonWriter* out) {
  out->Key("compare");
  out->StartObject();
  WriteCount("changed", comparison.changed, out);
  WriteCount("right_to_wrong", comparison.right_to_wrong, out);
  WriteCount("wrong_to_right", comparison.wrong_to_right, out);
  WriteCount("wrong_to_wrong", comparison.wrong_to_wrong, out);
  WriteFraction("mcnemar_p", comparison.mcnemar_p, out);
  WriteCount("escalation_changed", comparison.escalation_changed, out);
  WriteCount("resamples", comparison.resamples, out);
  out->Key("differences");
  out->StartObject();
  for (const FigureDifference& figure : comparison.figures) {
    out->Key(figure.key);
    out->StartObject();
    WriteFraction("first", figure.first, out);
    WriteFraction("second", figure.second, out);
    WriteFraction("difference", figure.difference, out);
    WriteFraction("low", figure.low, out);
    WriteFraction("high", figure.high, out);
    WriteFraction("p", figure.p, out);
    out->EndObject();
  }
  out->EndObject();
  out->Key("evaluation");
  WriteEvaluation(comparison.rule_set, comparison.evaluation, out);
  out->EndObject();
}

void WriteGroups(const GroupedFigures& grouped, JsonWriter* out) {
  out->Key("by");
  out->StartObject();
  Text("key", grouped.key, out);
  const auto write = [&](const GroupFigures& group) {
    out->Key("value");
    if (group.value.empty()) {
      out->Null();
    } else {
      out->String(group.value);
    }
    WriteCount("n", group.evaluation.n, out);
    WriteCount("n_persona", group.evaluation.n_persona, out);
    WriteFraction("accuracy", group.evaluation.accuracy, out);
    WriteFraction("macro_f1", group.evaluation.macro_f1, out);
  };
  List("groups", grouped.groups, write, out);
  out->EndObject();
}

// The checks beside the figures over all of them.
void WriteReviewFigures(const ReviewEvaluation& review, JsonWriter* out) {
  out->Key("review");
  out->StartObject();
  WriteCount("n", review.n, out);
  WriteFraction("accuracy", review.accuracy, out);
  for (const auto& [id, check] : review.per_check) {
    out->Key(id);
    out->StartObject();
    WriteCount("n", check.n, out);
    WriteFraction("accuracy", check.accuracy, out);
    WriteFraction("precision", check.precision, out);
    WriteFraction("recall", check.recall, out);
    WriteFraction("f1", check.f1, out);
    out->Key("confusion");
    out->StartObject();
    for (size_t label = 0; label < check.confusion.size(); ++label) {
      out->Key(CheckResultName(static_cast<CheckResult>(label)));
      out->StartObject();
      for (size_t result = 0; result < check.confusion[label].size(); ++result) {
        WriteCount(CheckResultName(static_cast<CheckResult>(result)),
                   check.confusion[label][result], out);
      }
      out->EndObject();
    }
    out->EndObject();
    out->EndObject();
  }
  out->EndObject();
}

void WriteCoverage(const Coverage& coverage, JsonWriter* out) {
  out->Key("coverage");
  out->StartObject();
  WriteCount("n", coverage.n, out);
  Counts("labels", coverage.labels, out);
  const auto write = [&](const CoverageRow& row) {
    Text(row.is_condition ? "condition" : "cue", row.id, out);
    WriteCount("fired", row.fired, out);
    WriteFraction("share",
                  coverage.n == 0 ? std::nullopt
                                  : std::optional<double>(static_cast<double>(row.fired) /
                                                          static_cast<double>(coverage.n)),
                  out);
    if (row.is_condition) WriteCount("unknown", row.unknown, out);
    Counts("labels", row.labels, out);
    WriteFraction("none_share",
                  row.labels.empty() ? std::nullopt : std::optional<double>(row.none_share), out);
    WriteFraction("information", row.information, out);
    out->Key("says");
    if (row.says.empty()) {
      out->Null();
    } else {
      out->String(row.says);
    }
    out->Key("flags");
    out->StartArray();
    if (row.never) out->String("never");
    if (row.always) out->String("always");
    if (row.mostly_none) out->String("mostly_none");
    out->EndArray();
  };
  List("evidence", coverage.rows, write, out);
  out->EndObject();
}

void WriteArguments(std::string_view key, const std::vector<Argument>& arguments, JsonWriter* out) {
  const auto write = [&](const Argument& argument) {
    Text(argument.kind, argument.id, out);
    Milli("weight", argument.weight, out);
  };
  List(key, arguments, write, out);
}

void WriteMistake(const Mistake& mistake, JsonWriter* out) {
  Text("id", mistake.record, out);
  Text("label", mistake.label, out);
  Text("decision", mistake.decision, out);
  if (!mistake.abstained.empty()) Text("abstained", mistake.abstained, out);
  out->Key("probability");
  out->TenThousandths(mistake.decision_probability);
  out->Key("label_probability");
  if (mistake.label_probability) {
    out->TenThousandths(*mistake.label_probability);
  } else {
    out->Null();
  }
  out->Key("also");
  out->Bool(mistake.also_labelled);
  Milli("bias", mistake.bias, out);
  WriteArguments("for_decision", mistake.for_decision, out);
  WriteArguments("for_label", mistake.for_label, out);
  Text("why_not", mistake.why_not, out);
  const auto write = [&](const ExcerptTurn& turn) {
    WriteCount("turn", turn.turn, out);
    Text("text", PlainText(turn.pieces), out);
  };
  List("words", mistake.words, write, out);
}

void WriteMistakes(const Mistakes& mistakes, JsonWriter* out) {
  out->Key("mistakes");
  out->StartObject();
  WriteCount("count", mistakes.count, out);
  List(
      "worst", mistakes.worst, [&](const Mistake& m) { WriteMistake(m, out); }, out);
  const auto write = [&](const MistakeKind& kind) {
    Text("label", kind.label, out);
    Text("decision", kind.decision, out);
    WriteCount("count", kind.count, out);
    out->Key("behind");
    out->StartObject();
    for (const auto& [id, count] : kind.behind) WriteCount(id, count, out);
    out->EndObject();
    WriteCount("without_evidence", kind.without_evidence, out);
  };
  List("kinds", mistakes.kinds, write, out);
  out->EndObject();
}

}  // namespace

void WriteReport(const Report& report, JsonWriter* out) {
  out->StartObject();
  WriteEvaluationMembers(report.rule_set, report.evaluation, out);
  if (report.review) WriteReviewFigures(*report.review, out);
  if (report.comparison) WriteComparison(*report.comparison, out);
  if (report.groups) WriteGroups(*report.groups, out);
  if (report.coverage) WriteCoverage(*report.coverage, out);
  if (report.mistakes) WriteMistakes(*report.mistakes, out);
  out->EndObject();
}

}  // namespace rapport::learn
