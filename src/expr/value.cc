#include "expr/value.h"

#include <charconv>
#include <limits>

#include "base/strings.h"
#include "expr/number.h"

namespace rapport::expr {
namespace {

// Deep enough for whatever a condition builds; a host's deeper value prints as "...".
constexpr int kPrintedDepth = 64;

void Append(const Value& value, int depth, TextArena* out);

void AppendQuoted(std::string_view text, TextArena* out) {
  constexpr char kHex[] = "0123456789abcdef";
  out->push_back('"');
  for (char c : text) {
    switch (c) {
      case '"':
        out->append("\\\"");
        break;
      case '\\':
        out->append("\\\\");
        break;
      case '\n':
        out->append("\\n");
        break;
      case '\r':
        out->append("\\r");
        break;
      case '\t':
        out->append("\\t");
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          StrAppend(out, "\\x", kHex[c >> 4], kHex[c & 15]);
        } else {
          out->push_back(c);
        }
    }
  }
  out->push_back('"');
}

void AppendDouble(double v, TextArena* out) {
  char text[kNumberText];
  const std::string_view digits(text, FormatDouble(v, text));
  out->append(digits);
  // A double must not look like an int; an exponent, "Infinity" and "NaN" hold a letter.
  if (digits.find_first_not_of("-0123456789") == std::string_view::npos) out->append(".0");
}

void AppendList(ListView list, int depth, TextArena* out) {
  const char* separator = "";
  for (const Value& item : list) {
    out->append(separator);
    Append(item, depth + 1, out);
    separator = ", ";
  }
}

void AppendMap(MapView map, int depth, TextArena* out) {
  const char* separator = "";
  for (const MapEntry& entry : map) {
    out->append(separator);
    Append(entry.key, depth + 1, out);
    out->append(": ");
    Append(entry.value, depth + 1, out);
    separator = ", ";
  }
}

void Append(const Value& value, int depth, TextArena* out) {
  if (depth > kPrintedDepth) {
    out->append("...");
    return;
  }
  char text[kInstantText];
  switch (value.kind()) {
    case ValueKind::kUnknown:
      out->append("unknown");
      break;
    case ValueKind::kError:
      StrAppend(out, "error: ", std::string_view(ErrorText(value.error())));
      break;
    case ValueKind::kNull:
      out->append("null");
      break;
    case ValueKind::kBool:
      out->append(value.as_bool() ? "true" : "false");
      break;
    case ValueKind::kInt:
      StrAppend(out, value.as_int());
      break;
    case ValueKind::kDouble:
      AppendDouble(value.as_double(), out);
      break;
    case ValueKind::kString:
      AppendQuoted(value.as_string(), out);
      break;
    case ValueKind::kDuration:
      StrAppend(out, "duration(\"",
                std::string_view(text, FormatDurationText(value.as_instant(), text)), "\")");
      break;
    case ValueKind::kTimestamp:
      StrAppend(out, "timestamp(\"",
                std::string_view(text, FormatTimestampText(value.as_instant(), text)), "\")");
      break;
    case ValueKind::kList:
      out->push_back('[');
      AppendList(value.as_list(), depth, out);
      out->push_back(']');
      break;
    case ValueKind::kMap:
      out->push_back('{');
      AppendMap(value.as_map(), depth, out);
      out->push_back('}');
      break;
  }
}

Instant FromMicros(int64_t micros) {
  int64_t seconds = micros / 1'000'000;
  int64_t rest = micros % 1'000'000;
  if (rest < 0) {
    --seconds;
    rest += 1'000'000;
  }
  return {seconds, static_cast<int32_t>(rest * 1000)};
}

}  // namespace

const char* ErrorText(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNone:
      return "no error";
    case ErrorCode::kOverflow:
      return "overflow";
    case ErrorCode::kDivideByZero:
      return "division by zero";
    case ErrorCode::kNoSuchOverload:
      return "operands of the wrong type";
    case ErrorCode::kNoSuchKey:
      return "no such key";
    case ErrorCode::kIndexOutOfRange:
      return "index out of range";
    case ErrorCode::kInvalidConversion:
      return "a text or number that cannot be converted";
    case ErrorCode::kOutOfRange:
      return "a duration or timestamp out of range";
    case ErrorCode::kBudget:
      return "too much work for one condition";
    case ErrorCode::kDuplicateKey:
      return "a map with a repeated key";
    case ErrorCode::kInvalidArgument:
      return "a map key that is not a bool, int or string";
    case ErrorCode::kNoSuchName:
      return "no such name";
  }
  return "error";
}

Value Value::String(std::string_view v) {
  if (v.size() > std::numeric_limits<uint32_t>::max()) return Error(ErrorCode::kBudget);
  Value value(ValueKind::kString, 0, static_cast<uint32_t>(v.size()));
  value.string_ = v.data();
  return value;
}
Value Value::Duration(Instant v) {
  if (!IsDuration(v)) return Error(ErrorCode::kOutOfRange);
  return Value(ValueKind::kDuration, v.seconds, static_cast<uint32_t>(v.nanos));
}
Value Value::Timestamp(Instant v) {
  if (!IsTimestamp(v)) return Error(ErrorCode::kOutOfRange);
  return Value(ValueKind::kTimestamp, v.seconds, static_cast<uint32_t>(v.nanos));
}
Value Value::DurationMicros(int64_t micros) { return Duration(FromMicros(micros)); }
Value Value::TimestampMicros(int64_t micros) { return Timestamp(FromMicros(micros)); }

std::string Value::ToString() const {
  TextArena texts;
  return std::string(ToText(&texts));
}

std::string_view Value::ToText(TextArena* texts) const {
  static constexpr char kDigits[] = "0123456789";
  if (kind_ == ValueKind::kUnknown) return "unknown";
  if (kind_ == ValueKind::kBool) return bool_ ? "true" : "false";
  if (kind_ == ValueKind::kInt) {
    if (int_ >= 0 && int_ < 10) return {kDigits + int_, 1};
    char digits[24];
    const char* const end = std::to_chars(digits, digits + sizeof digits, int_).ptr;
    return texts->Add({digits, static_cast<size_t>(end - digits)});
  }
  Append(*this, 0, texts);
  return texts->Finish();
}

}  // namespace rapport::expr
