#ifndef RAPPORT_CAPI_GUARD_H_
#define RAPPORT_CAPI_GUARD_H_

// The boundary: what stands between C callers and the C++ library. Nothing thrown gets past
// Guarded(), every failure becomes a status and, where the caller asked for one, an error.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "rapport/c.h"
#include "rapport/diagnostic.h"
#include "rapport/status.h"

namespace rapport::capi {

// Each makes `*error`, unless `error` is null, and returns the status. They never throw: an error
// that finds no memory is the one that says so.
int32_t Fail(StatusCode code, std::string_view message, rapport_error** error) noexcept;
int32_t Fail(const Diagnostic& first, std::string_view message, rapport_error** error) noexcept;

inline Status Invalid(std::string_view what, std::string_view why) {
  return Status(StatusCode::kInvalidArgument, StrCat(what, why));
}
inline Status IsNull(std::string_view what) { return Invalid(what, " is NULL"); }

// Runs `body`, which returns a Status.
template <typename Body>
int32_t Guarded(rapport_error** error, const Body& body) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    const Status status = body();
    return status.ok() ? RAPPORT_OK : Fail(status.code(), status.message(), error);
  } catch (const std::bad_alloc&) {
    return Fail(StatusCode::kOutOfMemory, "out of memory", error);
  } catch (const std::exception& e) {
    return Fail(StatusCode::kInternal, e.what(), error);
  } catch (...) {
    return Fail(StatusCode::kInternal, "an unknown exception", error);
  }
}

// Sets an output to its empty value; a null one is left alone.
template <typename T>
void Clear(T* output) {
  if (output != nullptr) *output = T();
}
template <typename T>
void Set(T* output, T value) {
  if (output != nullptr) *output = value;
}

// What a caller passed as a text.
struct Text {
  std::string_view name;  // of the argument
  const char* data;
  size_t length;

  bool is_valid() const { return data != nullptr ? length <= PTRDIFF_MAX : length == 0; }
  Status Check() const {
    if (is_valid()) return Status();
    return Invalid(name, data == nullptr ? " is NULL but has a length" : "_length is out of range");
  }
  std::string_view view() const {
    return data == nullptr ? std::string_view() : std::string_view(data, length);
  }
};

// Hands out a text that ends with NUL; empty views may point to anything.
inline void SetText(std::string_view value, const char** text, size_t* length) {
  *text = value.empty() ? "" : value.data();
  Set(length, value.size());
}

// Whether a caller's structure has the size of a version that we know; nothing else of it may be
// read before.
template <typename Struct>
Status CheckStruct(const Struct& given, std::string_view name) {
  if (given.struct_size == sizeof(Struct)) return Status();
  return Invalid(name, StrCat(".struct_size is ", given.struct_size, ", not ", sizeof(Struct)));
}

}  // namespace rapport::capi

#endif  // RAPPORT_CAPI_GUARD_H_
