#ifndef RAPPORT_PACK_SHAPE_H_
#define RAPPORT_PACK_SHAPE_H_

// The form of a pack as data: which keys a section has and what each holds. One set of tables
// (format.cc) serves two ends: the reader checks every file against it (structure.h), and the JSON
// Schema for editors is written from it (json_schema.h), so that the two cannot differ.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::pack {

enum class ShapeKind : uint8_t {
  kText,  // any scalar, kept as written
  kName,  // a scalar of a given form, such as an id
  kBool,  // true, false
  kInt,
  kMilli,     // a decimal with at most three places
  kDuration,  // 90s, 2h
  kTime,      // 2026-03-01T10:00:00Z
  kEnum,      // one of `values`
  kValue,     // a scalar or a list of scalars; its type is declared elsewhere
  kList,      // of `element`
  kMap,       // from names to `element`
  kObject,    // a map with `keys`
  kShort,     // `element`, or its short form `short_form`, which stands for {short_key: ...}
};

// The form of a name: what it is called, and how it looks.
struct NameForm {
  std::string_view what;     // "an id"
  std::string_view rule;     // "lower case, digits and underscores, a letter first"
  std::string_view pattern;  // a regular expression for the schema
  bool (*matches)(std::string_view name);
};

struct Shape;

struct Key {
  std::string_view name;
  const Shape* shape;
  std::string_view help;
  bool required = false;
};

struct Shape {
  ShapeKind kind = ShapeKind::kText;
  std::string_view what;  // for messages: "a cue", "a weight"
  std::string_view id;    // its definition in the schema; empty: written where it is used

  bool may_be_empty = false;  // a text or a list
  int64_t min = 0, max = 0;   // of an int; in thousandths of a kMilli
  std::vector<std::string_view> values;
  const NameForm* form = nullptr;  // of a name; of the keys of a map (null: any text)
  const Shape* element = nullptr;
  const Shape* short_form = nullptr;
  std::string_view short_key;

  // A map may give one name a shape of its own (`none` among the personas).
  std::string_view special_name;
  const Shape* special = nullptr;

  std::vector<Key> keys;
  // An item: has `override`. With `merge` its required keys may be absent, with `remove` all are.
  bool item = false;
  std::vector<std::string_view> exactly_one;  // of these keys
  std::vector<std::pair<std::string_view, std::string_view>>
      together;  // the first needs the second

  const Key* Find(std::string_view name) const;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SHAPE_H_
