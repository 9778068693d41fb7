#ifndef RAPPORT_CAPI_GETTERS_H_
#define RAPPORT_CAPI_GETTERS_H_

// Getters by list and field. Each function of the C interface only names them; the checks (NULL, no
// result, past the end) stand here once:
//
//     return ItemText(decision, &Decision::actions, index, &ActionAdvice::label, label, length);
//
// A field is a member or a function of the item. Nothing here allocates or throws.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "guard.h"
#include "handles.h"

namespace rapport::capi {

// The object behind a handle, or why there is none to read.
inline int32_t Open(const rapport_decision* handle, const Decision** object) {
  if (handle == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *object = handle->shown;
  return handle->has_result ? RAPPORT_OK : RAPPORT_INVALID_STATE;
}
inline int32_t Open(const rapport_review* handle, const Review** object) {
  if (handle == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *object = &handle->review;
  return handle->has_result ? RAPPORT_OK : RAPPORT_INVALID_STATE;
}
inline int32_t Open(const rapport_ruleset* handle, const RuleSet** object) {
  if (handle == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *object = handle->rules.get();
  return RAPPORT_OK;
}
inline int32_t Open(const rapport_builder* handle, const RuleSetBuilder** object) {
  if (handle == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *object = &handle->builder;
  return RAPPORT_OK;
}
inline int32_t Open(const rapport_conversation* handle, const Conversation** object) {
  if (handle == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *object = &handle->conversation;
  return RAPPORT_OK;
}

// Puts into an output; null is an error of the caller's.
inline int32_t Put(std::string_view value, const char** text, size_t* length) {
  if (text == nullptr) return RAPPORT_INVALID_ARGUMENT;
  SetText(value, text, length);
  return RAPPORT_OK;
}
template <typename Value, typename Number>
int32_t Put(Value value, Number* number) {
  if (number == nullptr) return RAPPORT_INVALID_ARGUMENT;
  *number = static_cast<Number>(value);
  return RAPPORT_OK;
}

template <typename List, typename Use>
int32_t WithItem(const List& list, size_t index, const Use& use) {
  return index < list.size() ? use(list[index]) : RAPPORT_NOT_FOUND;
}

// Calls `use` with the object behind `handle`.
template <typename Object, typename Handle, typename Use>
int32_t WithObject(const Handle* handle, const Use& use) {
  const Object* object = nullptr;
  const int32_t status = Open(handle, &object);
  return status == RAPPORT_OK ? use(*object) : status;
}

// Of the object itself.
template <typename Handle, typename Object>
int32_t GetText(const Handle* handle, std::string_view (Object::*get)() const, const char** text,
                size_t* length) {
  Clear(text), Clear(length);
  return WithObject<Object>(handle, [&](const Object& o) { return Put((o.*get)(), text, length); });
}
template <typename Handle, typename Object, typename Value, typename Number>
int32_t GetNumber(const Handle* handle, Value (Object::*get)() const, Number* number) {
  Clear(number);
  return WithObject<Object>(handle, [&](const Object& o) { return Put((o.*get)(), number); });
}

// Of one of its lists.
template <typename Handle, typename Object, typename List>
int32_t GetCount(const Handle* handle, List (Object::*list)() const, size_t* count) {
  Clear(count);
  return WithObject<Object>(handle,
                            [&](const Object& o) { return Put((o.*list)().size(), count); });
}

// Of an item of a list.
template <typename Handle, typename Object, typename List, typename Use>
int32_t UseItem(const Handle* handle, List (Object::*list)() const, size_t index, const Use& use) {
  return WithObject<Object>(handle,
                            [&](const Object& o) { return WithItem((o.*list)(), index, use); });
}
template <typename Handle, typename List, typename Field>
int32_t ItemText(const Handle* handle, List list, size_t index, Field field, const char** text,
                 size_t* length) {
  Clear(text), Clear(length);
  return UseItem(handle, list, index,
                 [&](const auto& item) { return Put(std::invoke(field, item), text, length); });
}
template <typename Handle, typename List, typename Field, typename Number>
int32_t ItemNumber(const Handle* handle, List list, size_t index, Field field, Number* number) {
  Clear(number);
  return UseItem(handle, list, index,
                 [&](const auto& item) { return Put(std::invoke(field, item), number); });
}

// Of a list of an item.
template <typename Handle, typename List, typename Inner>
int32_t ItemCount(const Handle* handle, List list, size_t index, Inner inner, size_t* count) {
  Clear(count);
  return UseItem(handle, list, index,
                 [&](const auto& item) { return Put((item.*inner).size(), count); });
}
template <typename Handle, typename List, typename Inner, typename Field>
int32_t InnerText(const Handle* handle, List list, size_t index, Inner inner, size_t inner_index,
                  Field field, const char** text, size_t* length) {
  Clear(text), Clear(length);
  return UseItem(handle, list, index, [&](const auto& item) {
    return WithItem(item.*inner, inner_index, [&](const auto& element) {
      return Put(std::invoke(field, element), text, length);
    });
  });
}
template <typename Handle, typename List, typename Inner, typename Field, typename Number>
int32_t InnerNumber(const Handle* handle, List list, size_t index, Inner inner, size_t inner_index,
                    Field field, Number* number) {
  Clear(number);
  return UseItem(handle, list, index, [&](const auto& item) {
    return WithItem(item.*inner, inner_index,
                    [&](const auto& element) { return Put(std::invoke(field, element), number); });
  });
}

// The field of items that are texts themselves.
inline std::string_view Itself(std::string_view text) { return text; }

}  // namespace rapport::capi

#endif  // RAPPORT_CAPI_GETTERS_H_
