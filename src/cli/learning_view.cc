#include "cli/learning_view.h"

#include <cmath>
#include <optional>

#include "cli/evaluation_text.h"
#include "cli/table.h"

namespace rapport::cli {

void AppendCurve(const Terminal& terminal, const std::vector<CurvePoint>& points,
                 std::string* out) {
  using Align = Table::Align;
  Table table({"labels", "accuracy", "macro-F1", "supported", "escalate F1", "hostility kappa",
               "calibration error"},
              std::vector<Align>(7, Align::kRight));
  for (const CurvePoint& point : points) {
    const learn::Evaluation& e = point.evaluation;
    table.Row({std::to_string(point.examples), Fraction(e.accuracy), Fraction(e.macro_f1),
               Fraction(e.macro_f1_supported), Fraction(e.escalate_f1), Fraction(e.hostility_qwk),
               Fraction(e.ece)});
  }
  table.Append(terminal, 0, out);
}

void WriteCurve(const std::vector<CurvePoint>& points, record::JsonWriter* json) {
  json->StartObject();
  json->Key("learning_curve");
  json->StartArray();
  for (const CurvePoint& point : points) {
    json->StartObject();
    json->Key("labels");
    json->Int(point.examples);
    const auto number = [json](std::string_view key, const std::optional<double>& value) {
      json->Key(key);
      if (value) {
        json->TenThousandths(std::llround(*value * 1e4));
      } else {
        json->Null();
      }
    };
    const learn::Evaluation& e = point.evaluation;
    number("accuracy", e.accuracy);
    number("macro_f1", e.macro_f1);
    number("macro_f1_supported", e.macro_f1_supported);
    number("escalate_f1", e.escalate_f1);
    number("hostility_qwk", e.hostility_qwk);
    number("ece", e.ece);
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
}

}  // namespace rapport::cli
