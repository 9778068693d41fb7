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
  static Type List(const Type& element);
  static Type Map(const Type& key, const Type& value);

  TypeKind kind() const { return kind_; }
  bool is_dyn() const { return kind_ == TypeKind::kDyn; }
  bool is_number() const { return kind_ == TypeKind::kInt || kind_ == TypeKind::kDouble; }
  const Type& element() const;  // of a list; also a map's value; dyn when not stated
  const Type& key() const;      // of a map; dyn when not stated

  // "int", "list(string)", "map(string, int)"; duration and timestamp by those names.
  std::string Name() const;

 private:
  TypeKind kind_;
  std::shared_ptr<const Type> first_;
  std::shared_ptr<const Type> second_;
};

bool operator==(const Type& a, const Type& b);
inline bool operator!=(const Type& a, const Type& b) { return !(a == b); }

// Whether values of the two types may be equal: dyn with anything, numbers with numbers, lists and
// maps with such parts.
bool Comparable(const Type& a, const Type& b);

// The type of a value that has one of the two types; dyn where they have nothing in common.
Type Join(const Type& a, const Type& b);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_TYPE_H_
