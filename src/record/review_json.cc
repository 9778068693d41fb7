#include "record/review_json.h"

namespace rapport::record {
namespace {

void Member(std::string_view key, std::string_view value, JsonWriter* out) {
  out->Key(key);
  out->String(value);
}

void WriteFinding(const Finding& finding, JsonWriter* out) {
  out->StartObject();
  Member("check", finding.check, out);
  Member("label", finding.label, out);
  Member("result", CheckResultName(finding.result), out);
  if (finding.reason != FailReason::kNone) Member("reason", FailReasonName(finding.reason), out);
  out->Key("weight");
  out->Milli(finding.weight);
  if (finding.is_fatal) {
    out->Key("fatal");
    out->Bool(true);
  }
  if (finding.is_undetermined) {
    out->Key("undetermined");
    out->Bool(true);
  }
  if (!finding.why.empty()) Member("why", finding.why, out);
  if (!finding.limit.empty()) {
    Member("limit", finding.limit, out);
    out->Key("limit_value");
    out->Int(finding.limit_value);
  }
  if (!finding.policy.empty()) Member("policy", finding.policy, out);
  if (!finding.approval_from.empty()) Member("approval_from", finding.approval_from, out);
  out->Key("spans");
  out->StartArray();
  for (const ReviewSpan& span : finding.spans) {
    out->StartObject();
    Member("cue", span.cue, out);
    out->Key("start");
    out->Int(span.begin);
    out->Key("end");
    out->Int(span.end);
    Member("text", span.text, out);
    out->EndObject();
  }
  out->EndArray();
  if (finding.result == CheckResult::kFail) {
    out->Key("suggestions");
    out->StartArray();
    for (std::string_view line : finding.suggestions) out->String(line);
    out->EndArray();
  }
  out->EndObject();
}

}  // namespace

void WriteReview(std::string_view id, const Review& review, ReviewDetail detail, JsonWriter* out) {
  const Finding* const tip = review.tip();
  out->StartObject();
  Member("id", id, out);
  out->Key("blocked");
  out->Bool(review.blocked());
  out->Key("tip");
  if (tip == nullptr) {
    out->Null();
  } else if (detail == ReviewDetail::kDraft) {
    WriteFinding(*tip, out);
  } else {
    out->String(tip->check);
  }
  if (detail == ReviewDetail::kAll) {
    out->Key("score");
    if (const std::optional<int32_t> score = review.score()) {
      out->TenThousandths(int64_t{*score} * 100);
    } else {
      out->Null();
    }
    out->Key("findings");
    out->StartArray();
    for (const Finding& finding : review.findings()) WriteFinding(finding, out);
    out->EndArray();
    Member("persona", review.decision().persona(), out);
  }
  Member("ruleset", review.rule_set_name(), out);
  out->EndObject();
}

}  // namespace rapport::record
