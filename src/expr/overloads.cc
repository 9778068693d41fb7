#include "expr/overloads.h"

#include <cstdint>

namespace rapport::expr {
namespace {

using K = TypeKind;

constexpr uint32_t Bits() { return 0; }
template <typename... Kinds>
constexpr uint32_t Bits(K first, Kinds... rest) {
  return 1u << static_cast<uint32_t>(first) | Bits(rest...);
}

struct Conversion {
  Op op;
  K to;
  uint32_t from;  // bit per TypeKind
};
constexpr Conversion kConversions[] = {
    {Op::kToBool, K::kBool, Bits(K::kBool, K::kString)},
    {Op::kToInt, K::kInt, Bits(K::kInt, K::kDouble, K::kString, K::kTimestamp)},
    {Op::kToDouble, K::kDouble, Bits(K::kDouble, K::kInt, K::kString)},
    {Op::kToString, K::kString,
     Bits(K::kString, K::kBool, K::kInt, K::kDouble, K::kDuration, K::kTimestamp)},
    {Op::kToDuration, K::kDuration, Bits(K::kDuration, K::kString)},
    {Op::kToTimestamp, K::kTimestamp, Bits(K::kTimestamp, K::kString, K::kInt)},
};

const Conversion* Find(Op op) {
  for (const Conversion& conversion : kConversions) {
    if (conversion.op == op) return &conversion;
  }
  return nullptr;
}

struct Arithmetic {
  Op op;
  K left;
  K right;
  K result;
};
constexpr Arithmetic kArithmetic[] = {
    {Op::kAdd, K::kInt, K::kInt, K::kInt},
    {Op::kAdd, K::kDouble, K::kDouble, K::kDouble},
    {Op::kAdd, K::kString, K::kString, K::kString},
    {Op::kAdd, K::kDuration, K::kDuration, K::kDuration},
    {Op::kAdd, K::kTimestamp, K::kDuration, K::kTimestamp},
    {Op::kAdd, K::kDuration, K::kTimestamp, K::kTimestamp},
    {Op::kSubtract, K::kInt, K::kInt, K::kInt},
    {Op::kSubtract, K::kDouble, K::kDouble, K::kDouble},
    {Op::kSubtract, K::kDuration, K::kDuration, K::kDuration},
    {Op::kSubtract, K::kTimestamp, K::kDuration, K::kTimestamp},
    {Op::kSubtract, K::kTimestamp, K::kTimestamp, K::kDuration},
    {Op::kMultiply, K::kInt, K::kInt, K::kInt},
    {Op::kMultiply, K::kDouble, K::kDouble, K::kDouble},
    {Op::kDivide, K::kInt, K::kInt, K::kInt},
    {Op::kDivide, K::kDouble, K::kDouble, K::kDouble},
    {Op::kModulo, K::kInt, K::kInt, K::kInt},
};

}  // namespace

std::optional<Type> ArithmeticType(Op op, const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return Type();
  if (op == Op::kAdd && a.kind() == K::kList && b.kind() == K::kList) return Join(a, b);
  for (const Arithmetic& overload : kArithmetic) {
    if (overload.op == op && overload.left == a.kind() && overload.right == b.kind()) {
      return Type(overload.result);
    }
  }
  return std::nullopt;
}

bool HasOrder(const Type& type) {
  constexpr uint32_t kUnordered = Bits(K::kNull, K::kList, K::kMap);
  return (kUnordered & Bits(type.kind())) == 0;
}

TypeKind ConversionType(Op op) {
  const Conversion* conversion = Find(op);
  return conversion == nullptr ? K::kDyn : conversion->to;
}

bool CanConvert(Op op, const Type& from) {
  const Conversion* conversion = Find(op);
  return conversion == nullptr || from.is_dyn() || (conversion->from & Bits(from.kind())) != 0;
}

}  // namespace rapport::expr
