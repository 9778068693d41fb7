#ifndef RAPPORT_EXPR_VALUE_H_
#define RAPPORT_EXPR_VALUE_H_

// A value of a condition: 16 bytes, copied freely, owning nothing. Strings, lists and maps point
// into memory of the caller (facts), of the program (constants) or of the evaluation's scratch.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/text_arena.h"
#include "expr/instant.h"

namespace rapport::expr {

enum class ValueKind : uint8_t {
  kUnknown = 0,  // depends on a fact or signal that is not known
  kError = 1,    // evaluation failed: overflow, division by zero, no such key ...
  kNull = 2,
  kBool = 3,
  kInt = 4,
  kDouble = 5,
  kString = 6,
  kDuration = 7,
  kTimestamp = 8,
  kList = 9,
  kMap = 10,
};

enum class ErrorCode : uint8_t {
  kNone = 0,
  kOverflow = 1,
  kDivideByZero = 2,
  kNoSuchOverload = 3,  // operand types do not fit, found at run time
  kNoSuchKey = 4,
  kIndexOutOfRange = 5,
  kInvalidConversion = 6,
  kOutOfRange = 7,  // of a duration or timestamp
  kBudget = 8,      // the step or memory budget was used up
  kDuplicateKey = 9,
  kInvalidArgument = 10,
  kNoSuchName = 11,  // only where names are not checked (Checking::kDynamic)
};
// "overflow", "division by zero", ...; static storage.
const char* ErrorText(ErrorCode code);

class Value;
struct MapEntry;
struct ListView {
  const Value* items;
  uint32_t size;
  const Value* begin() const { return items; }
  inline const Value* end() const;
};
struct MapView {
  const MapEntry* entries;
  uint32_t size;
  const MapEntry* begin() const { return entries; }
  inline const MapEntry* end() const;
};

// What a host passes in a list or map should be known: an unknown item makes what reads it unknown
// without naming a slot.
class Value {
 public:
  Value() : kind_(ValueKind::kUnknown), int_(-1) {}  // unknown, of no particular slot
  static Value Unknown(int32_t slot) { return Value(ValueKind::kUnknown, slot); }
  static Value Error(ErrorCode code) {
    return Value(ValueKind::kError, static_cast<int64_t>(code));
  }
  static Value Null() { return Value(ValueKind::kNull, 0); }
  static Value Bool(bool v);
  static Value Int(int64_t v) { return Value(ValueKind::kInt, v); }
  static Value Double(double v);
  static Value String(std::string_view v);  // more than 2^32 - 1 bytes give an error value
  static Value Duration(Instant v);         // out of range (instant.h) gives an error value
  static Value Timestamp(Instant v);        // likewise
  static Value DurationMicros(int64_t micros);
  static Value TimestampMicros(int64_t micros);
  static Value List(const Value* items, uint32_t size);
  // Keys are bools, ints or strings and distinct.
  static Value Map(const MapEntry* entries, uint32_t size);

  ValueKind kind() const { return kind_; }
  bool is_unknown() const { return kind_ == ValueKind::kUnknown; }
  bool is_error() const { return kind_ == ValueKind::kError; }
  bool is_known() const { return kind_ > ValueKind::kError; }  // neither unknown nor an error
  bool is_true() const { return kind_ == ValueKind::kBool && bool_; }
  bool is_false() const { return kind_ == ValueKind::kBool && !bool_; }

  // Each is defined for its own kind only.
  int32_t unknown_slot() const { return static_cast<int32_t>(int_); }  // -1: of no particular slot
  ErrorCode error() const { return static_cast<ErrorCode>(int_); }
  bool as_bool() const { return bool_; }
  int64_t as_int() const { return int_; }
  double as_double() const { return double_; }
  std::string_view as_string() const { return {string_, size_}; }
  Instant as_instant() const { return {int_, static_cast<int32_t>(size_)}; }
  ListView as_list() const { return {items_, size_}; }
  MapView as_map() const { return {entries_, size_}; }

  // The same kind and the same bits; false for what points somewhere.
  bool IsSameScalar(const Value& other) const;

  // As CEL would write it: 3, 2.5, "text", duration("90s"), timestamp("..."), [1, 2], {"a": 1};
  // "unknown" and "error: division by zero" for those.
  std::string ToString() const;
  // The same as a text that is kept in `texts`, or in static storage.
  std::string_view ToText(TextArena* texts) const;

 private:
  Value(ValueKind kind, int64_t v, uint32_t size = 0) : kind_(kind), size_(size), int_(v) {}

  ValueKind kind_;
  uint32_t size_ = 0;
  union {
    bool bool_;
    int64_t int_;
    double double_;
    const char* string_;
    const Value* items_;
    const MapEntry* entries_;
  };
};

struct MapEntry {
  Value key;
  Value value;
};

inline const Value* ListView::end() const { return items + size; }
inline const MapEntry* MapView::end() const { return entries + size; }

inline bool Value::IsSameScalar(const Value& other) const {
  if (kind_ != other.kind_) return false;
  switch (kind_) {
    case ValueKind::kNull:
      return true;
    case ValueKind::kBool:
      return bool_ == other.bool_;
    case ValueKind::kDouble:
      return std::memcmp(&double_, &other.double_, sizeof double_) == 0;
    case ValueKind::kUnknown:
    case ValueKind::kError:
    case ValueKind::kInt:
      return int_ == other.int_;
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      return int_ == other.int_ && size_ == other.size_;
    default:
      return false;
  }
}

inline Value Value::Bool(bool v) {
  Value value(ValueKind::kBool, 0);
  value.bool_ = v;
  return value;
}
inline Value Value::Double(double v) {
  Value value(ValueKind::kDouble, 0);
  value.double_ = v;
  return value;
}
inline Value Value::List(const Value* items, uint32_t size) {
  Value value(ValueKind::kList, 0, size);
  value.items_ = items;
  return value;
}
inline Value Value::Map(const MapEntry* entries, uint32_t size) {
  Value value(ValueKind::kMap, 0, size);
  value.entries_ = entries;
  return value;
}

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_VALUE_H_
