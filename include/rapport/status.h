#ifndef RAPPORT_STATUS_H_
#define RAPPORT_STATUS_H_

// Whether an operation worked, and its result.
//
// Rapport has two error channels. A Status says that the machinery failed: a wrong argument, a
// limit, a file that cannot be read. Diagnostics (diagnostic.h) say that the author of a pack
// erred, with positions, all at once. No exception leaves the library.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace rapport {

// Values are stable and append-only; the C ABI uses the same numbers.
enum class StatusCode : int32_t {
  kOk = 0,
  kInvalidArgument = 1,  // an argument is malformed or out of range
  kInvalidPack = 2,      // the packs have errors; see the diagnostics
  kNotFound = 3,         // a name or index does not exist
  kLimitExceeded = 4,    // a limit of limits.h; the object is unchanged
  kInvalidState = 5,     // a call out of order
  kIo = 6,               // a file could not be read or written
  kInternal = 7,         // a defect in Rapport
  kOutOfMemory = 8,      // reported by the C interface; in C++ it is std::bad_alloc
};

// "ok", "invalid_argument", ...; static storage.
const char* StatusCodeName(StatusCode code);

// A code with a message for people. An ok status has no message and costs no allocation.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  StatusCode code_ = StatusCode::kOk;
  std::string message_;
};

// A value or the status that explains its absence. Dereferencing a failed result is undefined, like
// dereferencing an empty std::optional; check ok() first.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}          // NOLINT: implicit by intent
  Result(Status status) : status_(std::move(status)) {}  // NOLINT: implicit by intent

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return *std::move(value_); }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  Status status_;
  std::optional<T> value_;
};

}  // namespace rapport

#endif  // RAPPORT_STATUS_H_
