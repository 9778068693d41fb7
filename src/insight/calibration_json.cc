#include "insight/calibration_json.h"

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

void WriteAgreement(const Agreement& agreement, record::JsonWriter* out) {
  WriteCount("n", agreement.n, out);
  WriteFraction("agreement", agreement.agreement, out);
  WriteFraction("kappa", agreement.kappa, out);
  WriteInterval(agreement.interval, out);
  out->Key("judgements");
  out->StartArray();
  for (const auto& row : agreement.judgements) {
    out->StartArray();
    for (const int64_t count : row) out->Int(count);
    out->EndArray();
  }
  out->EndArray();
}

void WritePair(const PairAgreement& pair, record::JsonWriter* out) {
  out->StartObject();
  WriteText("first", pair.first, out);
  WriteText("second", pair.second, out);
  out->Key("overall");
  out->StartObject();
  WriteAgreement(pair.all, out);
  out->EndObject();
  out->Key("checks");
  out->StartArray();
  for (const auto& [check, agreement] : pair.checks) {
    out->StartObject();
    WriteText("check", check, out);
    WriteAgreement(agreement, out);
    out->Key("differ");
    out->StartArray();
    const auto differ = pair.differ.find(check);
    if (differ != pair.differ.end()) {
      for (const std::string& id : differ->second) out->String(id);
    }
    out->EndArray();
    out->EndObject();
  }
  out->EndArray();
  out->EndObject();
}

}  // namespace

void WriteCalibration(const CalibrationReport& report, record::JsonWriter* out) {
  out->StartObject();
  WriteCount("replies", report.replies, out);
  out->Key("reviewers");
  out->StartArray();
  for (const std::string& name : report.reviewers) out->String(name);
  out->EndArray();
  out->Key("pairs");
  out->StartArray();
  for (const PairAgreement& pair : report.pairs) WritePair(pair, out);
  out->EndArray();
  out->EndObject();
}

}  // namespace rapport::insight
