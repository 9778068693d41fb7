#include "expr/naive_evaluator.h"

#include <cmath>
#include <limits>
#include <map>

#include "base/source.h"
#include "expr/conversions.h"
#include "expr/instant.h"
#include "expr/number.h"

namespace rapport::expr {
namespace {

using Values = std::vector<NaiveValue>;

NaiveValue Of(ValueKind kind) {
  NaiveValue v;
  v.kind = kind;
  return v;
}

NaiveValue Error(ErrorCode code) {
  NaiveValue v = Of(ValueKind::kError);
  v.error = code;
  return v;
}

NaiveValue Integer(ValueKind kind, absl::int128 integer) {
  NaiveValue v = Of(kind);
  v.integer = integer;
  return v;
}

NaiveValue Bool(bool b) { return Integer(ValueKind::kBool, b ? 1 : 0); }

NaiveValue Int(absl::int128 i) {
  if (i > std::numeric_limits<int64_t>::max() || i < std::numeric_limits<int64_t>::min()) {
    return Error(ErrorCode::kOverflow);
  }
  return Integer(ValueKind::kInt, i);
}

NaiveValue Double(double d) {
  NaiveValue v = Of(ValueKind::kDouble);
  v.real = d;
  return v;
}

NaiveValue String(std::string s) {
  NaiveValue v = Of(ValueKind::kString);
  v.text = std::move(s);
  return v;
}

constexpr int64_t kSecond = 1'000'000'000;

Instant ToInstant(absl::int128 nanos) {
  absl::int128 seconds = nanos / kSecond;
  if (seconds * kSecond > nanos) seconds -= 1;
  return {static_cast<int64_t>(seconds), static_cast<int32_t>(nanos - seconds * kSecond)};
}

absl::int128 Nanos(const Instant& v) { return absl::int128(v.seconds) * kSecond + v.nanos; }

NaiveValue Timed(ValueKind kind, absl::int128 nanos) {
  const bool fits = kind == ValueKind::kDuration ? nanos >= std::numeric_limits<int64_t>::min() &&
                                                       nanos <= std::numeric_limits<int64_t>::max()
                                                 : IsTimestamp(ToInstant(nanos));
  return fits ? Integer(kind, nanos) : Error(ErrorCode::kOutOfRange);
}

bool IsTrue(const NaiveValue& v) { return v.kind == ValueKind::kBool && v.integer == 1; }
bool IsFalse(const NaiveValue& v) { return v.kind == ValueKind::kBool && v.integer == 0; }
bool IsNumber(const NaiveValue& v) {
  return v.kind == ValueKind::kInt || v.kind == ValueKind::kDouble;
}
double Number(const NaiveValue& v) {
  return v.kind == ValueKind::kInt ? static_cast<double>(static_cast<int64_t>(v.integer)) : v.real;
}

// What several operands that are not all known come to.
NaiveValue Propagate(const Values& values) {
  NaiveValue unknown = Of(ValueKind::kUnknown);
  bool any_unknown = false;
  const NaiveValue* error = nullptr;
  for (const NaiveValue& v : values) {
    if (v.kind == ValueKind::kUnknown) {
      any_unknown = true;
      unknown.unknown_slots.insert(v.unknown_slots.begin(), v.unknown_slots.end());
    }
    if (v.kind == ValueKind::kError && error == nullptr) error = &v;
  }
  return any_unknown ? unknown : *error;
}

bool AllKnown(const Values& values) {
  for (const NaiveValue& v : values) {
    if (!v.is_known()) return false;
  }
  return true;
}

NaiveValue BoolOrError(const NaiveValue& v) {
  return v.is_known() && v.kind != ValueKind::kBool ? Error(ErrorCode::kNoSuchOverload) : v;
}

NaiveValue Combine(Values values, bool decisive) {
  for (NaiveValue& v : values) {
    v = BoolOrError(v);
    if (decisive ? IsTrue(v) : IsFalse(v)) return Bool(decisive);
  }
  return AllKnown(values) ? Bool(!decisive) : Propagate(values);
}

bool Equal(const NaiveValue& a, const NaiveValue& b);

const NaiveValue* Find(const NaiveValue& map, const NaiveValue& key) {
  for (const auto& [k, v] : map.entries) {
    if (Equal(k, key)) return &v;
  }
  return nullptr;
}

bool Equal(const NaiveValue& a, const NaiveValue& b) {
  if (IsNumber(a) && IsNumber(b) && a.kind != b.kind) return Number(a) == Number(b);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case ValueKind::kNull:
      return true;
    case ValueKind::kDouble:
      return a.real == b.real;
    case ValueKind::kString:
      return a.text == b.text;
    case ValueKind::kList:
      if (a.items.size() != b.items.size()) return false;
      for (size_t i = 0; i < a.items.size(); ++i) {
        if (!Equal(a.items[i], b.items[i])) return false;
      }
      return true;
    case ValueKind::kMap:
      if (a.entries.size() != b.entries.size()) return false;
      for (const auto& [key, value] : a.entries) {
        const NaiveValue* other = Find(b, key);
        if (other == nullptr || !Equal(value, *other)) return false;
      }
      return true;
    default:
      return a.is_known() && a.integer == b.integer;
  }
}

// -1, 0 or 1; 2 for doubles without an order; 3 for values without one.
int Order(const NaiveValue& a, const NaiveValue& b) {
  const auto order = [](const auto& x, const auto& y) {
    return x < y ? -1 : y < x ? 1 : x == y ? 0 : 2;
  };
  if (IsNumber(a) && IsNumber(b) && (a.kind != b.kind || a.kind == ValueKind::kDouble)) {
    return order(Number(a), Number(b));
  }
  if (a.kind != b.kind) return 3;
  switch (a.kind) {
    case ValueKind::kBool:
    case ValueKind::kInt:
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      return order(a.integer, b.integer);
    case ValueKind::kString:
      return order(a.text, b.text);
    default:
      return 3;
  }
}

NaiveValue Compare(Op op, const NaiveValue& a, const NaiveValue& b) {
  if (op == Op::kEqual) return Bool(Equal(a, b));
  if (op == Op::kNotEqual) return Bool(!Equal(a, b));
  const int order = Order(a, b);
  if (order == 3) return Error(ErrorCode::kNoSuchOverload);
  if (op == Op::kLess) return Bool(order == -1);
  if (op == Op::kLessEqual) return Bool(order == -1 || order == 0);
  if (op == Op::kGreater) return Bool(order == 1);
  return Bool(order == 1 || order == 0);
}

NaiveValue Integers(Op op, absl::int128 a, absl::int128 b) {
  if (op == Op::kAdd) return Int(a + b);
  if (op == Op::kSubtract) return Int(a - b);
  if (op == Op::kMultiply) return Int(a * b);
  if (b == 0) return Error(ErrorCode::kDivideByZero);
  const NaiveValue quotient = Int(a / b);  // the remainder fails where the quotient does
  return op == Op::kDivide || !quotient.is_known() ? quotient : Int(a % b);
}

NaiveValue Doubles(Op op, double a, double b) {
  if (op == Op::kAdd) return Double(a + b);
  if (op == Op::kSubtract) return Double(a - b);
  if (op == Op::kMultiply) return Double(a * b);
  if (op == Op::kDivide) return Double(a / b);
  return Error(ErrorCode::kNoSuchOverload);
}

NaiveValue Arithmetic(Op op, const NaiveValue& a, const NaiveValue& b) {
  using K = ValueKind;
  if (a.kind == K::kInt && b.kind == K::kInt) return Integers(op, a.integer, b.integer);
  if (a.kind == K::kDouble && b.kind == K::kDouble) return Doubles(op, a.real, b.real);
  static const std::map<std::tuple<Op, K, K>, K> kTimed = {
      {{Op::kAdd, K::kDuration, K::kDuration}, K::kDuration},
      {{Op::kAdd, K::kTimestamp, K::kDuration}, K::kTimestamp},
      {{Op::kAdd, K::kDuration, K::kTimestamp}, K::kTimestamp},
      {{Op::kSubtract, K::kDuration, K::kDuration}, K::kDuration},
      {{Op::kSubtract, K::kTimestamp, K::kDuration}, K::kTimestamp},
      {{Op::kSubtract, K::kTimestamp, K::kTimestamp}, K::kDuration},
  };
  const auto timed = kTimed.find({op, a.kind, b.kind});
  if (timed != kTimed.end()) {
    return Timed(timed->second, op == Op::kAdd ? a.integer + b.integer : a.integer - b.integer);
  }
  if (op == Op::kAdd && a.kind == K::kString && b.kind == K::kString)
    return String(a.text + b.text);
  if (op == Op::kAdd && a.kind == K::kList && b.kind == K::kList) {
    NaiveValue sum = a;
    sum.items.insert(sum.items.end(), b.items.begin(), b.items.end());
    return sum;
  }
  return Error(ErrorCode::kNoSuchOverload);
}

NaiveValue In(const NaiveValue& item, const NaiveValue& range) {
  if (range.kind == ValueKind::kMap) return Bool(Find(range, item) != nullptr);
  if (range.kind != ValueKind::kList) return Error(ErrorCode::kNoSuchOverload);
  for (const NaiveValue& candidate : range.items) {
    if (Equal(item, candidate)) return Bool(true);
  }
  return Bool(false);
}

NaiveValue Index(const NaiveValue& range, const NaiveValue& index) {
  if (range.kind == ValueKind::kMap) {
    const NaiveValue* found = Find(range, index);
    return found == nullptr ? Error(ErrorCode::kNoSuchKey) : *found;
  }
  if (range.kind != ValueKind::kList || !IsNumber(index)) return Error(ErrorCode::kNoSuchOverload);
  for (size_t i = 0; i < range.items.size(); ++i) {
    if (Equal(index, Int(static_cast<int64_t>(i)))) return range.items[i];
  }
  return Error(ErrorCode::kIndexOutOfRange);
}

NaiveValue TestText(Op op, const NaiveValue& a, const NaiveValue& b) {
  if (a.kind != ValueKind::kString || b.kind != ValueKind::kString) {
    return Error(ErrorCode::kNoSuchOverload);
  }
  const size_t found = op == Op::kEndsWith ? a.text.rfind(b.text) : a.text.find(b.text);
  if (found == std::string::npos) return Bool(false);
  if (op == Op::kContains) return Bool(true);
  return Bool(op == Op::kStartsWith ? found == 0 : found + b.text.size() == a.text.size());
}

NaiveValue Size(const NaiveValue& v) {
  if (v.kind == ValueKind::kString) return Int(static_cast<int64_t>(CountCodePoints(v.text)));
  if (v.kind == ValueKind::kList) return Int(static_cast<int64_t>(v.items.size()));
  if (v.kind == ValueKind::kMap) return Int(static_cast<int64_t>(v.entries.size()));
  return Error(ErrorCode::kNoSuchOverload);
}

template <typename T, typename Make>
NaiveValue Read(const std::optional<T>& parsed, Make make) {
  return parsed ? make(*parsed) : Error(ErrorCode::kInvalidConversion);
}

NaiveValue FromText(Op op, const std::string& text) {
  switch (op) {
    case Op::kToBool:
      return Read(ParseBool(text), Bool);
    case Op::kToInt:
      return Read(ParseInt(text), [](int64_t i) { return Int(i); });
    case Op::kToDouble:
      return Read(ParseDouble(text), Double);
    case Op::kToDuration:
      return Read(ParseDurationText(text),
                  [](Instant i) { return Timed(ValueKind::kDuration, Nanos(i)); });
    case Op::kToTimestamp:
      return Read(ParseTimestampText(text),
                  [](Instant i) { return Timed(ValueKind::kTimestamp, Nanos(i)); });
    default:
      return String(text);
  }
}

NaiveValue ToText(const NaiveValue& v) {
  char buffer[64];
  switch (v.kind) {
    case ValueKind::kBool:
      return String(IsTrue(v) ? "true" : "false");
    case ValueKind::kInt:
      return String(std::to_string(static_cast<int64_t>(v.integer)));
    case ValueKind::kDouble:
      return String({buffer, FormatDouble(v.real, buffer)});
    case ValueKind::kDuration:
      return String({buffer, FormatDurationText(ToInstant(v.integer), buffer)});
    case ValueKind::kTimestamp:
      return String({buffer, FormatTimestampText(ToInstant(v.integer), buffer)});
    default:
      return Error(ErrorCode::kNoSuchOverload);
  }
}

NaiveValue Convert(Op op, const NaiveValue& v) {
  using K = ValueKind;
  if (op == Op::kToDyn) return v;
  if (v.kind == K::kString) return FromText(op, v.text);
  if (op == Op::kToString) return ToText(v);
  if (op == Op::kToBool && v.kind == K::kBool) return v;
  if (op == Op::kToDuration && v.kind == K::kDuration) return v;
  if (op == Op::kToTimestamp && v.kind == K::kTimestamp) return v;
  if (op == Op::kToTimestamp && v.kind == K::kInt) return Timed(K::kTimestamp, v.integer * kSecond);
  if (op == Op::kToDouble && IsNumber(v)) return Double(Number(v));
  if (op == Op::kToInt && v.kind == K::kInt) return v;
  if (op == Op::kToInt && v.kind == K::kTimestamp) return Int(ToInstant(v.integer).seconds);
  if (op == Op::kToInt && v.kind == K::kDouble) {
    const double limit = std::ldexp(1.0, 63);
    if (!(std::fabs(v.real) < limit)) return Error(ErrorCode::kOverflow);
    return Int(absl::int128(std::trunc(v.real)));
  }
  return Error(ErrorCode::kNoSuchOverload);
}

class Evaluator {
 public:
  Evaluator(const Ast& ast, absl::Span<const Value> slots) : ast_(ast), slots_(slots) {}

  NaiveValue At(uint32_t index) {
    const Node& node = ast_.nodes[index];
    switch (node.kind) {
      case NodeKind::kInvalid:
      case NodeKind::kLoopVariable:
        return NaiveValue();
      case NodeKind::kConstant:
        return ToNaive(node.value);
      case NodeKind::kSlot:
        return Slot(node.slot);
      case NodeKind::kKnown: {
        const NaiveValue v = Slot(node.slot);
        return v.kind == ValueKind::kError ? v : Bool(v.is_known());
      }
      case NodeKind::kLocal:
        return locals_[node.target];
      case NodeKind::kAnd:
        return Combine(Args(node), false);
      case NodeKind::kOr:
        return Combine(Args(node), true);
      case NodeKind::kTernary: {
        const NaiveValue condition = BoolOrError(At(ast_.Arg(node, 0)));
        if (!condition.is_known()) return condition;
        return At(ast_.Arg(node, IsTrue(condition) ? 1 : 2));
      }
      case NodeKind::kLoop:
        return Loop(node);
      default:
        break;
    }
    const Values args = Args(node);
    if (!AllKnown(args)) return Propagate(args);
    if (node.kind == NodeKind::kApply) return Apply(node.op, args);
    if (node.kind == NodeKind::kList) {
      NaiveValue list = Of(ValueKind::kList);
      list.items = args;
      return list;
    }
    if (node.kind == NodeKind::kMap) return Map(args);
    if (args[0].kind != ValueKind::kMap) return Error(ErrorCode::kNoSuchOverload);
    const NaiveValue* field = Find(args[0], String(std::string(node.value.as_string())));
    if (node.kind == NodeKind::kHas) return Bool(field != nullptr);
    return field == nullptr ? Error(ErrorCode::kNoSuchKey) : *field;
  }

 private:
  NaiveValue Slot(int32_t slot) const {
    NaiveValue v = ToNaive(slots_[static_cast<size_t>(slot)]);
    if (v.kind == ValueKind::kUnknown) v.unknown_slots = {slot};
    return v;
  }

  Values Args(const Node& node) {
    Values values;
    for (uint32_t i = 0; i < node.arg_count; ++i) values.push_back(At(ast_.Arg(node, i)));
    return values;
  }

  static NaiveValue Apply(Op op, const Values& args) {
    const NaiveValue& a = args[0];
    if (op == Op::kNot) {
      return a.kind == ValueKind::kBool ? Bool(IsFalse(a)) : Error(ErrorCode::kNoSuchOverload);
    }
    if (op == Op::kNegate) {
      if (a.kind == ValueKind::kInt) return Int(-a.integer);
      return a.kind == ValueKind::kDouble ? Double(-a.real) : Error(ErrorCode::kNoSuchOverload);
    }
    if (op == Op::kSize) return Size(a);
    if (args.size() == 1) return Convert(op, a);
    const NaiveValue& b = args[1];
    if (IsComparison(op)) return Compare(op, a, b);
    if (op == Op::kIn) return In(a, b);
    if (op == Op::kIndex) return Index(a, b);
    if (op == Op::kContains || op == Op::kStartsWith || op == Op::kEndsWith)
      return TestText(op, a, b);
    return Arithmetic(op, a, b);
  }

  static NaiveValue Map(const Values& args) {
    NaiveValue map = Of(ValueKind::kMap);
    for (size_t i = 0; i < args.size(); i += 2) {
      const ValueKind kind = args[i].kind;
      if (kind != ValueKind::kBool && kind != ValueKind::kInt && kind != ValueKind::kString) {
        return Error(ErrorCode::kInvalidArgument);
      }
      if (Find(map, args[i]) != nullptr) return Error(ErrorCode::kDuplicateKey);
      map.entries.emplace_back(args[i], args[i + 1]);
    }
    return map;
  }

  NaiveValue Loop(const Node& node) {
    const NaiveValue range = At(ast_.Arg(node, 0));
    if (!range.is_known()) return range;
    Values items = range.items;
    for (const auto& entry : range.entries) items.push_back(entry.first);
    if (range.kind != ValueKind::kList && range.kind != ValueKind::kMap) {
      return Error(ErrorCode::kNoSuchOverload);
    }
    Values held;
    for (const NaiveValue& item : items) {
      locals_[ast_.Arg(node, 1)] = item;
      held.push_back(BoolOrError(At(ast_.Arg(node, 2))));
    }
    if (node.loop == LoopKind::kAll) return Combine(held, false);
    if (node.loop == LoopKind::kExists) return Combine(held, true);
    if (!AllKnown(held)) return Propagate(held);
    size_t count = 0;
    for (const NaiveValue& v : held) count += IsTrue(v) ? 1 : 0;
    return Bool(count == 1);
  }

  const Ast& ast_;
  absl::Span<const Value> slots_;
  std::map<uint32_t, NaiveValue> locals_;
};

}  // namespace

bool operator==(const NaiveValue& a, const NaiveValue& b) {
  if (a.kind != b.kind || a.error != b.error || a.unknown_slots != b.unknown_slots ||
      a.integer != b.integer || a.text != b.text || a.items != b.items || a.entries != b.entries) {
    return false;
  }
  if (std::isnan(a.real) || std::isnan(b.real)) return std::isnan(a.real) && std::isnan(b.real);
  return a.real == b.real && std::signbit(a.real) == std::signbit(b.real);
}

NaiveValue ToNaive(const Value& value) {
  NaiveValue v = Of(value.kind());
  switch (value.kind()) {
    case ValueKind::kUnknown:
      if (value.unknown_slot() >= 0) v.unknown_slots = {value.unknown_slot()};
      break;
    case ValueKind::kError:
      v.error = value.error();
      break;
    case ValueKind::kNull:
      break;
    case ValueKind::kBool:
      v.integer = value.as_bool() ? 1 : 0;
      break;
    case ValueKind::kInt:
      v.integer = value.as_int();
      break;
    case ValueKind::kDouble:
      v.real = value.as_double();
      break;
    case ValueKind::kString:
      v.text = std::string(value.as_string());
      break;
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
      v.integer = Nanos(value.as_instant());
      break;
    case ValueKind::kList:
      for (const Value& item : value.as_list()) v.items.push_back(ToNaive(item));
      break;
    case ValueKind::kMap:
      for (const MapEntry& entry : value.as_map()) {
        v.entries.emplace_back(ToNaive(entry.key), ToNaive(entry.value));
      }
      break;
  }
  return v;
}

NaiveValue EvaluateNaively(const Ast& ast, absl::Span<const Value> slots) {
  return Evaluator(ast, slots).At(ast.root);
}

}  // namespace rapport::expr
