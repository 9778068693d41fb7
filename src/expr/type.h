#ifndef RAPPORT_EXPR_TYPE_H_
#define RAPPORT_EXPR_TYPE_H_

#include <cstdint>
#include <memory>
#include <string>

namespace rapport::expr {

enum class TypeKind : uint8_t {
  kDyn = 0,  // not known until run time
  kNull = 1,
  kBool = 2,
  kInt = 3,
  kDouble = 4,
  kString = 5,
  kDuration = 6,
  kTimestamp = 7,
  kList = 8,
  kMap = 9,
};

// A static type of a condition's sub-expression. Cheap to copy.
class Type {
 public:
  Type(TypeKind kind = TypeKind::kDyn) : kind_(kind) {}  // NOLINT: a kind is a type
  static Type List(Type element);
  static Type Map(Type key, Type value);

  TypeKind kind() const { return kind_; }
  const Type& element() const { return *first_; }  // of a list; also a map's value
  const Type& key() const { return *second_; }     // of a map

  // "int", "list(string)", "map(string, int)"; duration and timestamp by those names.
  std::string Name() const;

 private:
  TypeKind kind_;
  std::shared_ptr<const Type> first_;
  std::shared_ptr<const Type> second_;
};

bool operator==(const Type& a, const Type& b);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_TYPE_H_
