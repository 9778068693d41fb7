#include "expr/operations.h"

#include <cstring>
#include <optional>

#include "base/source.h"
#include "expr/conversions.h"

namespace rapport::expr {
namespace {

// Deeper than anything a condition builds; a host's deeper value uses up the budget.
constexpr int kMostNesting = 500;
constexpr size_t kBytesPerStep = 64;

Value NoSuchOverload() { return Value::Error(ErrorCode::kNoSuchOverload); }

bool IsNumber(const Value& v) {
  return v.kind() == ValueKind::kInt || v.kind() == ValueKind::kDouble;
}

double Number(const Value& v) {
  return v.kind() == ValueKind::kInt ? static_cast<double>(v.as_int()) : v.as_double();
}

bool EqualAt(const Value& a, const Value& b, int depth, Workspace* work);

const Value* Find(const MapView& map, const Value& key, int depth, Workspace* work) {
  for (const MapEntry& entry : map) {
    if (EqualAt(entry.key, key, depth, work)) return &entry.value;
  }
  return nullptr;
}

bool EqualLists(ListView a, ListView b, int depth, Workspace* work) {
  if (a.size != b.size) return false;
  for (uint32_t i = 0; i < a.size; ++i) {
    if (!EqualAt(a.items[i], b.items[i], depth, work)) return false;
  }
  return true;
}

bool EqualMaps(MapView a, MapView b, int depth, Workspace* work) {
  if (a.size != b.size) return false;
  for (const MapEntry& entry : a) {
    const Value* value = Find(b, entry.key, depth, work);
    if (value == nullptr || !EqualAt(entry.value, *value, depth, work)) return false;
  }
  return true;
}

bool EqualAt(const Value& a, const Value& b, int depth, Workspace* work) {
  if (!work->Spend(depth > kMostNesting ? kEvaluationSteps + 1 : 1)) return false;
  if (a.kind() != b.kind()) return IsNumber(a) && IsNumber(b) && Number(a) == Number(b);
  switch (a.kind()) {
    case ValueKind::kUnknown:
    case ValueKind::kError:
      return false;  // only within a host's list or map
    case ValueKind::kNull:
      return true;
    case ValueKind::kBool:
      return a.as_bool() == b.as_bool();
    case ValueKind::kInt:
      return a.as_int() == b.as_int();
    case ValueKind::kDouble:
      return a.as_double() == b.as_double();
    case ValueKind::kString:
      return work->Spend(a.as_string().size() / kBytesPerStep) && a.as_string() == b.as_string();
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      return a.as_instant() == b.as_instant();
    case ValueKind::kList:
      return EqualLists(a.as_list(), b.as_list(), depth + 1, work);
    case ValueKind::kMap:
      return EqualMaps(a.as_map(), b.as_map(), depth + 1, work);
  }
  return false;
}

template <typename T>
bool Ordered(Op op, const T& a, const T& b) {
  switch (op) {
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a < b || a == b;  // not !(b < a), for NaN
    case Op::kGreater:
      return b < a;
    default:
      return b < a || a == b;
  }
}

Value Compare(Op op, const Value& a, const Value& b, Workspace* work) {
  if (a.kind() != b.kind()) {
    if (!IsNumber(a) || !IsNumber(b)) return NoSuchOverload();
    return Value::Bool(Ordered(op, Number(a), Number(b)));
  }
  switch (a.kind()) {
    case ValueKind::kBool:
      return Value::Bool(Ordered(op, a.as_bool(), b.as_bool()));
    case ValueKind::kInt:
      return Value::Bool(Ordered(op, a.as_int(), b.as_int()));
    case ValueKind::kDouble:
      return Value::Bool(Ordered(op, a.as_double(), b.as_double()));
    case ValueKind::kString:
      // Bytes of UTF-8 stand in the order of their code points.
      work->Spend(a.as_string().size() / kBytesPerStep);
      return Value::Bool(Ordered(op, a.as_string(), b.as_string()));
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      return Value::Bool(Ordered(op, a.as_instant(), b.as_instant()));
    default:
      return NoSuchOverload();
  }
}

Value IntArithmetic(Op op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::kAdd:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Op::kSubtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case Op::kMultiply:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    default:
      if (b == 0) return Value::Error(ErrorCode::kDivideByZero);
      // The quotient of the least int and -1 does not fit, and the machine traps on both operators.
      overflow = b == -1 && __builtin_sub_overflow(int64_t{0}, a, &result);
      if (b != -1) result = op == Op::kDivide ? a / b : a % b;
      if (b == -1 && op == Op::kModulo) result = 0;
      break;
  }
  return overflow ? Value::Error(ErrorCode::kOverflow) : Value::Int(result);
}

Value DoubleArithmetic(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return Value::Double(a + b);
    case Op::kSubtract:
      return Value::Double(a - b);
    case Op::kMultiply:
      return Value::Double(a * b);
    case Op::kDivide:
      return Value::Double(a / b);
    default:
      return NoSuchOverload();
  }
}

Value ConcatenateStrings(std::string_view a, std::string_view b, Workspace* work) {
  char* text = work->Allocate<char>(a.size() + b.size());
  if (text == nullptr || !work->Spend((a.size() + b.size()) / kBytesPerStep)) {
    return Value::Error(ErrorCode::kBudget);
  }
  a.copy(text, a.size());
  b.copy(text + a.size(), b.size());
  return Value::String({text, a.size() + b.size()});
}

Value ConcatenateLists(ListView a, ListView b, Workspace* work) {
  const size_t size = size_t{a.size} + b.size;
  Value* items = work->Allocate<Value>(size);
  if (items == nullptr || !work->Spend(size)) return Value::Error(ErrorCode::kBudget);
  std::copy(a.begin(), a.end(), items);
  std::copy(b.begin(), b.end(), items + a.size);
  return Value::List(items, static_cast<uint32_t>(size));
}

Value Arithmetic(Op op, const Value& a, const Value& b, Workspace* work) {
  using K = ValueKind;
  const K x = a.kind(), y = b.kind();
  if (x == K::kInt && y == K::kInt) return IntArithmetic(op, a.as_int(), b.as_int());
  if (x == K::kDouble && y == K::kDouble) return DoubleArithmetic(op, a.as_double(), b.as_double());
  if (op == Op::kAdd) {
    if (x == K::kString && y == K::kString) {
      return ConcatenateStrings(a.as_string(), b.as_string(), work);
    }
    if (x == K::kList && y == K::kList) return ConcatenateLists(a.as_list(), b.as_list(), work);
    const bool timed =
        (x == K::kTimestamp && y == K::kDuration) || (x == K::kDuration && y == K::kTimestamp);
    if (timed) return Value::Timestamp(Add(a.as_instant(), b.as_instant()));
    if (x == K::kDuration && y == K::kDuration) {
      return Value::Duration(Add(a.as_instant(), b.as_instant()));
    }
  }
  if (op == Op::kSubtract) {
    if (x == K::kTimestamp && y == K::kDuration) {
      return Value::Timestamp(Subtract(a.as_instant(), b.as_instant()));
    }
    if (x == y && (x == K::kTimestamp || x == K::kDuration)) {
      return Value::Duration(Subtract(a.as_instant(), b.as_instant()));
    }
  }
  return NoSuchOverload();
}

Value In(const Value& item, const Value& range, Workspace* work) {
  if (range.kind() == ValueKind::kMap) {
    return Value::Bool(Find(range.as_map(), item, 0, work) != nullptr);
  }
  if (range.kind() != ValueKind::kList) return NoSuchOverload();
  bool unknown = false;
  for (const Value& candidate : range.as_list()) {
    if (EqualAt(item, candidate, 0, work)) return Value::Bool(true);
    unknown = unknown || candidate.is_unknown();
  }
  return unknown ? Value::Unknown(-1) : Value::Bool(false);
}

// A known value as it is; an unknown one without a slot of its own, because its number is the
// host's.
Value FromHost(const Value& v) { return v.is_unknown() ? Value::Unknown(-1) : v; }

Value Index(const Value& range, const Value& index, Workspace* work) {
  if (range.kind() == ValueKind::kMap) {
    const Value* value = Find(range.as_map(), index, 0, work);
    return value == nullptr ? Value::Error(ErrorCode::kNoSuchKey) : FromHost(*value);
  }
  if (range.kind() != ValueKind::kList || !IsNumber(index)) return NoSuchOverload();
  int64_t position = 0;
  if (index.kind() == ValueKind::kInt) {
    position = index.as_int();
  } else {
    const auto whole = DoubleToInt(index.as_double());
    if (!whole || static_cast<double>(*whole) != index.as_double()) {
      return Value::Error(ErrorCode::kIndexOutOfRange);
    }
    position = *whole;
  }
  const ListView list = range.as_list();
  if (position < 0 || position >= int64_t{list.size}) {
    return Value::Error(ErrorCode::kIndexOutOfRange);
  }
  return FromHost(list.items[position]);
}

// Every candidate place costs, so that a long text of near misses cannot run away.
bool Contains(std::string_view text, std::string_view part, Workspace* work) {
  if (part.empty()) return true;
  while (text.size() >= part.size()) {
    const size_t last = text.size() - part.size();
    const void* found = std::memchr(text.data(), part.front(), last + 1);
    const size_t skipped = found == nullptr
                               ? last + 1
                               : static_cast<size_t>(static_cast<const char*>(found) - text.data());
    if (!work->Spend(1 + (skipped + part.size()) / kBytesPerStep)) return false;
    if (found == nullptr) return false;
    if (std::memcmp(found, part.data(), part.size()) == 0) return true;
    text.remove_prefix(skipped + 1);
  }
  return false;
}

Value TestText(Op op, const Value& a, const Value& b, Workspace* work) {
  if (a.kind() != ValueKind::kString || b.kind() != ValueKind::kString) return NoSuchOverload();
  const std::string_view text = a.as_string(), part = b.as_string();
  if (op == Op::kContains) return Value::Bool(Contains(text, part, work));
  if (text.size() < part.size()) return Value::Bool(false);
  work->Spend(part.size() / kBytesPerStep);
  const size_t at = op == Op::kStartsWith ? 0 : text.size() - part.size();
  return Value::Bool(text.substr(at, part.size()) == part);
}

Value Size(const Value& v, Workspace* work) {
  switch (v.kind()) {
    case ValueKind::kString:
      work->Spend(v.as_string().size() / kBytesPerStep);
      return Value::Int(static_cast<int64_t>(CountCodePoints(v.as_string())));
    case ValueKind::kList:
      return Value::Int(v.as_list().size);
    case ValueKind::kMap:
      return Value::Int(v.as_map().size);
    default:
      return NoSuchOverload();
  }
}

Value Negate(const Value& v) {
  if (v.kind() == ValueKind::kInt) return IntArithmetic(Op::kSubtract, 0, v.as_int());
  if (v.kind() == ValueKind::kDouble) return Value::Double(-v.as_double());
  return NoSuchOverload();
}

// `decisive` is the value that settles the operator whatever the other operand is.
Value Combine(const Value& a, const Value& b, bool decisive, Workspace* work) {
  const auto decides = [&](const Value& v) { return decisive ? v.is_true() : v.is_false(); };
  if (decides(a) || decides(b)) return Value::Bool(decisive);
  if (!a.is_known() || !b.is_known()) {
    const auto checked = [](const Value& v) {
      return v.is_known() && v.kind() != ValueKind::kBool ? NoSuchOverload() : v;
    };
    return Propagate(checked(a), checked(b), work);
  }
  if (a.kind() != ValueKind::kBool || b.kind() != ValueKind::kBool) return NoSuchOverload();
  return Value::Bool(!decisive);
}

}  // namespace

bool Equal(const Value& a, const Value& b, Workspace* work) { return EqualAt(a, b, 0, work); }

Value Apply(Op op, const Value& operand, Workspace* work) {
  switch (op) {
    case Op::kNot:
      return operand.kind() == ValueKind::kBool ? Value::Bool(!operand.as_bool())
                                                : NoSuchOverload();
    case Op::kNegate:
      return Negate(operand);
    case Op::kSize:
      return Size(operand, work);
    default:
      return Convert(op, operand, work);
  }
}

Value Apply(Op op, const Value& a, const Value& b, Workspace* work) {
  switch (op) {
    case Op::kEqual:
      return Value::Bool(Equal(a, b, work));
    case Op::kNotEqual:
      return Value::Bool(!Equal(a, b, work));
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
      return Compare(op, a, b, work);
    case Op::kIn:
      return In(a, b, work);
    case Op::kIndex:
      return Index(a, b, work);
    case Op::kContains:
    case Op::kStartsWith:
    case Op::kEndsWith:
      return TestText(op, a, b, work);
    default:
      return Arithmetic(op, a, b, work);
  }
}

Value Select(const Value& map, std::string_view key, Workspace* work) {
  if (map.kind() != ValueKind::kMap) return NoSuchOverload();
  const Value* value = Find(map.as_map(), Value::String(key), 0, work);
  return value == nullptr ? Value::Error(ErrorCode::kNoSuchKey) : FromHost(*value);
}

Value Has(const Value& map, std::string_view key, Workspace* work) {
  if (map.kind() != ValueKind::kMap) return NoSuchOverload();
  return Value::Bool(Find(map.as_map(), Value::String(key), 0, work) != nullptr);
}

Value MakeList(const Value* items, uint32_t count, Workspace* work) {
  Value bad = Value::Null();
  for (uint32_t i = 0; i < count; ++i) {
    if (!items[i].is_known()) bad = Propagate(bad, items[i], work);
  }
  if (!bad.is_known()) return bad;
  Value* copy = work->Allocate<Value>(count);
  if (copy == nullptr) return Value::Error(ErrorCode::kBudget);
  std::copy(items, items + count, copy);
  return Value::List(copy, count);
}

Value MakeMap(const Value* items, uint32_t count, Workspace* work) {
  Value bad = Value::Null();
  for (uint32_t i = 0; i < count; ++i) {
    if (!items[i].is_known()) bad = Propagate(bad, items[i], work);
  }
  if (!bad.is_known()) return bad;
  const uint32_t size = count / 2;
  MapEntry* entries = work->Allocate<MapEntry>(size);
  if (entries == nullptr) return Value::Error(ErrorCode::kBudget);
  for (uint32_t i = 0; i < size; ++i) {
    const Value& key = items[size_t{2} * i];
    if (key.kind() != ValueKind::kBool && key.kind() != ValueKind::kInt &&
        key.kind() != ValueKind::kString) {
      return Value::Error(ErrorCode::kInvalidArgument);
    }
    if (Find({entries, i}, key, 0, work) != nullptr) return Value::Error(ErrorCode::kDuplicateKey);
    entries[i] = {key, items[size_t{2} * i + 1]};
  }
  return Value::Map(entries, size);
}

Value And(const Value& a, const Value& b, Workspace* work) { return Combine(a, b, false, work); }
Value Or(const Value& a, const Value& b, Workspace* work) { return Combine(a, b, true, work); }

Value Propagate(const Value& a, const Value& b, Workspace* work) {
  if (a.is_unknown() && b.is_unknown()) return work->MergeUnknown(a, b);
  if (a.is_unknown()) return a;
  if (b.is_unknown()) return b;
  return a.is_error() ? a : b;
}

}  // namespace rapport::expr
