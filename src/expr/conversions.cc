#include "expr/conversions.h"

#include <algorithm>
#include <limits>

namespace rapport::expr {
namespace {

Value Invalid() { return Value::Error(ErrorCode::kInvalidConversion); }
Value NoSuchOverload() { return Value::Error(ErrorCode::kNoSuchOverload); }

Value ToBool(const Value& v) {
  if (v.kind() == ValueKind::kBool) return v;
  if (v.kind() != ValueKind::kString) return NoSuchOverload();
  const auto parsed = ParseBool(v.as_string());
  return parsed ? Value::Bool(*parsed) : Invalid();
}

Value ToInt(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kInt:
      return v;
    case ValueKind::kTimestamp:
      return Value::Int(v.as_instant().seconds);
    case ValueKind::kDouble: {
      const auto whole = DoubleToInt(v.as_double());
      return whole ? Value::Int(*whole) : Value::Error(ErrorCode::kOverflow);
    }
    case ValueKind::kString: {
      const auto parsed = ParseInt(v.as_string());
      return parsed ? Value::Int(*parsed) : Invalid();
    }
    default:
      return NoSuchOverload();
  }
}

Value ToDouble(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kDouble:
      return v;
    case ValueKind::kInt:
      return Value::Double(static_cast<double>(v.as_int()));
    case ValueKind::kString: {
      const auto parsed = ParseDouble(v.as_string());
      return parsed ? Value::Double(*parsed) : Invalid();
    }
    default:
      return NoSuchOverload();
  }
}

Value Keep(std::string_view text, Workspace* work) {
  char* copy = work->Allocate<char>(text.size());
  if (copy == nullptr) return Value::Error(ErrorCode::kBudget);
  text.copy(copy, text.size());
  return Value::String({copy, text.size()});
}

Value ToString(const Value& v, Workspace* work) {
  char text[std::max(kNumberText, kInstantText)];
  switch (v.kind()) {
    case ValueKind::kString:
      return v;
    case ValueKind::kBool:
      return Value::String(v.as_bool() ? "true" : "false");
    case ValueKind::kInt:
      return Keep({text, FormatInt(v.as_int(), text)}, work);
    case ValueKind::kDouble:
      return Keep({text, FormatDouble(v.as_double(), text)}, work);
    case ValueKind::kDuration:
      return Keep({text, FormatDurationText(v.as_instant(), text)}, work);
    case ValueKind::kTimestamp:
      return Keep({text, FormatTimestampText(v.as_instant(), text)}, work);
    default:
      return NoSuchOverload();
  }
}

Value ToDuration(const Value& v) {
  if (v.kind() == ValueKind::kDuration) return v;
  if (v.kind() != ValueKind::kString) return NoSuchOverload();
  const auto parsed = ParseDurationText(v.as_string());
  return parsed ? Value::Duration(*parsed) : Invalid();
}

Value ToTimestamp(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kTimestamp:
      return v;
    case ValueKind::kInt:
      return Value::Timestamp({v.as_int(), 0});
    case ValueKind::kString: {
      const auto parsed = ParseTimestampText(v.as_string());
      return parsed ? Value::Timestamp(*parsed) : Invalid();
    }
    default:
      return NoSuchOverload();
  }
}

}  // namespace

std::optional<bool> ParseBool(std::string_view text) {
  constexpr std::string_view kTrue[] = {"true", "True", "TRUE", "t", "1"};
  constexpr std::string_view kFalse[] = {"false", "False", "FALSE", "f", "0"};
  const auto is = [&](std::string_view candidate) { return candidate == text; };
  if (std::any_of(std::begin(kTrue), std::end(kTrue), is)) return true;
  if (std::any_of(std::begin(kFalse), std::end(kFalse), is)) return false;
  return std::nullopt;
}

Value Convert(Op op, const Value& v, Workspace* work) {
  switch (op) {
    case Op::kToBool:
      return ToBool(v);
    case Op::kToInt:
      return ToInt(v);
    case Op::kToDouble:
      return ToDouble(v);
    case Op::kToString:
      return ToString(v, work);
    case Op::kToDuration:
      return ToDuration(v);
    case Op::kToTimestamp:
      return ToTimestamp(v);
    default:
      return v;  // dyn() is for the checker
  }
}

}  // namespace rapport::expr
