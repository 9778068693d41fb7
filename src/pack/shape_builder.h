#ifndef RAPPORT_PACK_SHAPE_BUILDER_H_
#define RAPPORT_PACK_SHAPE_BUILDER_H_

// Words to write the tables of the format with (format.cc, format_tests.cc). Every shape lives as
// long as the program: each is made once, by the function that returns it.

#include <initializer_list>
#include <string_view>

#include "pack/name_forms.h"
#include "pack/shape.h"

namespace rapport::pack::build {

inline constexpr bool kRequired = true;

const Shape& Keep(Shape shape);
Shape Make(ShapeKind kind, std::string_view what);

const Shape& Text(std::string_view what);
const Shape& AnyText(std::string_view what);  // may be empty
const Shape& Name(const NameForm& form);
const Shape& Bool();
const Shape& Number(ShapeKind kind, std::string_view what, int64_t min, int64_t max);
const Shape& Enum(std::string_view what, std::initializer_list<std::string_view> values);
const Shape& ListOf(std::string_view what, const Shape& element, bool may_be_empty = true);
Shape MapOf(std::string_view what, const NameForm* keys, const Shape& element);
Shape Object(std::string_view what, std::string_view id, std::initializer_list<Key> keys);
// An object that a child pack may change: with `help` and `override`.
Shape Item(std::string_view what, std::string_view id, std::initializer_list<Key> keys);
const Shape& Short(const Shape& short_form, std::string_view short_key, const Shape& long_form);

// Scalars and lists that many places share.
const Shape& Expression();
const Shape& Phrases();
const Shape& Words();
const Shape& Texts();
const Shape& Refs();
const Shape& Ref();
const Shape& Label();
const Shape& Weight();
const Shape& Thresholds();

}  // namespace rapport::pack::build

#endif  // RAPPORT_PACK_SHAPE_BUILDER_H_
