#ifndef RAPPORT_EXPR_VALUE_H_
#define RAPPORT_EXPR_VALUE_H_

// A value of a condition: 16 to 24 bytes, copied freely, owning nothing. Strings, lists and maps point
// into memory of the caller (facts), of the program (constants) or of the evaluation's scratch.

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::expr {

enum class ValueKind : uint8_t {
  kUnknown = 0,  // depends on a fact or signal that is not known
  kError = 1,    // evaluation failed: overflow, division by zero, no such key ...
  kNull = 2,
  kBool = 3,
  kInt = 4,
  kDouble = 5,
  kString = 6,
  kDuration = 7,   // nanoseconds do not fit the range of CEL; see Instant
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
  kOutOfRange = 7,      // of a duration or timestamp
  kBudget = 8,          // the step or memory budget was used up
  kDuplicateKey = 9,
  kInvalidArgument = 10,
};
// "overflow", "division by zero", ...; static storage.
const char* ErrorText(ErrorCode code);

// A duration, or a timestamp since 1970-01-01T00:00:00Z. nanos has the range 0 to 999,999,999.
struct Instant {
  int64_t seconds;
  int32_t nanos;
};

class Value;
struct ListView {
  const Value* items;
  uint32_t size;
};
struct MapEntry;
struct MapView {
  const MapEntry* entries;
  uint32_t size;
};

class Value {
 public:
  Value() : kind_(ValueKind::kUnknown), int_(-1) {}  // unknown, of no particular slot
  static Value Unknown(int32_t slot);                // the slot that is not known
  static Value Error(ErrorCode code);
  static Value Null();
  static Value Bool(bool v);
  static Value Int(int64_t v);
  static Value Double(double v);
  static Value String(std::string_view v);           // at most 2^32 - 1 bytes
  static Value Duration(Instant v);
  static Value Timestamp(Instant v);
  static Value DurationMicros(int64_t micros);
  static Value TimestampMicros(int64_t micros);
  static Value List(const Value* items, uint32_t size);
  static Value Map(const MapEntry* entries, uint32_t size);

  ValueKind kind() const { return kind_; }
  bool is_unknown() const { return kind_ == ValueKind::kUnknown; }
  bool is_error() const { return kind_ == ValueKind::kError; }
  bool is_true() const { return kind_ == ValueKind::kBool && bool_; }
  bool is_false() const { return kind_ == ValueKind::kBool && !bool_; }

  int32_t unknown_slot() const { return static_cast<int32_t>(int_); }
  ErrorCode error() const { return static_cast<ErrorCode>(int_); }
  bool as_bool() const { return bool_; }
  int64_t as_int() const { return int_; }
  double as_double() const { return double_; }
  std::string_view as_string() const { return {string_, size_}; }
  Instant as_instant() const { return {int_, static_cast<int32_t>(size_)}; }
  ListView as_list() const { return {items_, size_}; }
  MapView as_map() const { return {entries_, size_}; }

  // As CEL would write it: 3, 2.5, "text", duration("90s"), timestamp("..."), [1, 2], {"a": 1};
  // "unknown" and "error: division by zero" for those.
  std::string ToString() const;

 private:
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

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_VALUE_H_
