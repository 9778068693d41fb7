#include "expr/type.h"

#include "base/strings.h"

namespace rapport::expr {

Type Type::List(const Type& element) {
  Type type(TypeKind::kList);
  type.first_ = std::make_shared<const Type>(element);
  return type;
}

Type Type::Map(const Type& key, const Type& value) {
  Type type(TypeKind::kMap);
  type.first_ = std::make_shared<const Type>(value);
  type.second_ = std::make_shared<const Type>(key);
  return type;
}

namespace {
const Type& Dyn() {
  static const Type kDyn;
  return kDyn;
}
}  // namespace

const Type& Type::element() const { return first_ == nullptr ? Dyn() : *first_; }
const Type& Type::key() const { return second_ == nullptr ? Dyn() : *second_; }

std::string Type::Name() const {
  switch (kind_) {
    case TypeKind::kDyn:
      return "dyn";
    case TypeKind::kNull:
      return "null";
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kInt:
      return "int";
    case TypeKind::kDouble:
      return "double";
    case TypeKind::kString:
      return "string";
    case TypeKind::kDuration:
      return "duration";
    case TypeKind::kTimestamp:
      return "timestamp";
    case TypeKind::kList:
      return StrCat("list(", element().Name(), ")");
    case TypeKind::kMap:
      return StrCat("map(", key().Name(), ", ", element().Name(), ")");
  }
  return "dyn";
}

bool operator==(const Type& a, const Type& b) {
  if (a.kind() != b.kind()) return false;
  if (a.kind() == TypeKind::kList) return a.element() == b.element();
  if (a.kind() == TypeKind::kMap) return a.key() == b.key() && a.element() == b.element();
  return true;
}

bool Comparable(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return true;
  if (a.is_number() && b.is_number()) return true;
  if (a.kind() != b.kind()) return false;
  if (a.kind() == TypeKind::kList) return Comparable(a.element(), b.element());
  if (a.kind() == TypeKind::kMap) {
    return Comparable(a.key(), b.key()) && Comparable(a.element(), b.element());
  }
  return true;
}

Type Join(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.kind() != b.kind()) return TypeKind::kDyn;
  if (a.kind() == TypeKind::kList) return Type::List(Join(a.element(), b.element()));
  if (a.kind() == TypeKind::kMap) {
    return Type::Map(Join(a.key(), b.key()), Join(a.element(), b.element()));
  }
  return TypeKind::kDyn;
}

}  // namespace rapport::expr
