#include "pack/shape_builder.h"

#include <atomic>
#include <utility>

#include "base/fixed_point.h"

namespace rapport::pack {

const Key* Shape::Find(std::string_view name) const {
  for (const Key& key : keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

namespace build {

namespace {

// Keeps shapes until the library is unloaded, when all of them go. Two threads may build the first
// pack of a process at the same time, each its own static shape; hence a list without a lock.
class Keeper {
 public:
  ~Keeper() {
    for (Node* node = head_; node != nullptr;) delete std::exchange(node, node->next);
  }
  const Shape& Add(Shape shape) {
    Node* node = new Node{std::move(shape), head_};
    while (!head_.compare_exchange_weak(node->next, node)) {
    }
    return node->shape;
  }

 private:
  struct Node {
    Shape shape;
    Node* next;
  };
  std::atomic<Node*> head_{nullptr};
};

}  // namespace

const Shape& Keep(Shape shape) {
  static Keeper keeper;
  return keeper.Add(std::move(shape));
}

Shape Make(ShapeKind kind, std::string_view what) {
  Shape shape;
  shape.kind = kind;
  shape.what = what;
  return shape;
}

const Shape& Text(std::string_view what) { return Keep(Make(ShapeKind::kText, what)); }

const Shape& AnyText(std::string_view what) {
  Shape shape = Make(ShapeKind::kText, what);
  shape.may_be_empty = true;
  return Keep(std::move(shape));
}

const Shape& Name(const NameForm& form) {
  Shape shape = Make(ShapeKind::kName, form.what);
  shape.form = &form;
  return Keep(std::move(shape));
}

const Shape& Bool() {
  static const Shape& shape = Keep(Make(ShapeKind::kBool, "true or false"));
  return shape;
}

const Shape& Number(ShapeKind kind, std::string_view what, int64_t min, int64_t max) {
  Shape shape = Make(kind, what);
  shape.min = min;
  shape.max = max;
  return Keep(std::move(shape));
}

const Shape& Enum(std::string_view what, std::initializer_list<std::string_view> values) {
  Shape shape = Make(ShapeKind::kEnum, what);
  shape.values = values;
  return Keep(std::move(shape));
}

const Shape& ListOf(std::string_view what, const Shape& element, bool may_be_empty) {
  Shape shape = Make(ShapeKind::kList, what);
  shape.element = &element;
  shape.may_be_empty = may_be_empty;
  return Keep(std::move(shape));
}

Shape MapOf(std::string_view what, const NameForm* keys, const Shape& element) {
  Shape shape = Make(ShapeKind::kMap, what);
  shape.form = keys;
  shape.element = &element;
  return shape;
}

Shape Object(std::string_view what, std::string_view id, std::initializer_list<Key> keys) {
  Shape shape = Make(ShapeKind::kObject, what);
  shape.id = id;
  shape.keys = keys;
  return shape;
}

Shape Item(std::string_view what, std::string_view id, std::initializer_list<Key> keys) {
  static const Shape& mode = Enum("an override", {"replace", "merge", "remove"});
  Shape shape = Object(what, id, keys);
  shape.keys.push_back({"help", &Text("a text"), "For people; it changes nothing."});
  shape.keys.push_back({"override", &mode, "What to do with the parent's item of this id."});
  shape.item = true;
  return shape;
}

const Shape& Short(const Shape& short_form, std::string_view short_key, const Shape& long_form) {
  Shape shape = Make(ShapeKind::kShort, long_form.what);
  shape.short_form = &short_form;
  shape.short_key = short_key;
  shape.element = &long_form;
  return Keep(std::move(shape));
}

const Shape& Expression() {
  static const Shape& shape = Text("an expression");
  return shape;
}
const Shape& Phrases() {
  static const Shape& shape = ListOf("a list of phrases", Text("a phrase"), false);
  return shape;
}
const Shape& Words() {
  static const Shape& shape = ListOf("a list of words", Text("a word"));
  return shape;
}
const Shape& Texts() {
  static const Shape& shape = ListOf("a list of texts", Text("a text"));
  return shape;
}
const Shape& Refs() {
  static const Shape& shape = ListOf("a list of names", Text("a name"));
  return shape;
}
const Shape& Ref() {
  static const Shape& shape = Text("a name");
  return shape;
}
const Shape& Label() {
  static const Shape& shape = Text("a text");
  return shape;
}
const Shape& Weight() {
  static const Shape& shape = Number(ShapeKind::kMilli, "a weight", -kMaxWeight, kMaxWeight);
  return shape;
}
const Shape& Thresholds() {
  static const Shape& shape = ListOf("a list of thresholds", Weight());
  return shape;
}

}  // namespace build
}  // namespace rapport::pack
