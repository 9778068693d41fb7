#ifndef RAPPORT_RECORD_FIELD_READER_H_
#define RAPPORT_RECORD_FIELD_READER_H_

// Reading typed values out of a JSON document, with messages that name the field.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/time.h"
#include "rapport/status.h"
#include "record/json_document.h"

namespace rapport::record {

// Where a value stands, kept on the stack while reading and spelled out only in a message.
struct Path {
  const Path* parent = nullptr;
  std::string_view key;
  size_t index = 0;  // of a list's item, when `key` is empty

  std::string Text() const {
    std::string out = parent == nullptr ? "" : parent->Text();
    if (key.empty()) {
      StrAppend(&out, '[', index, ']');
    } else {
      StrAppend(&out, out.empty() ? "" : ".", key);
    }
    return out;
  }
};

// Shortens what a message quotes, so that one bad value cannot flood a terminal.
inline std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 60;
  return text.size() <= kMost ? StrCat('\'', text, '\'')
                              : StrCat('\'', text.substr(0, kMost), "...'");
}

// Reads values of an expected type; the first failure is kept. Every method returns false on
// failure.
class FieldReader {
 public:
  Status TakeStatus() { return std::move(status_); }

  bool Fail(const Path& path, std::string_view message) {
    status_ = Status(StatusCode::kInvalidArgument, StrCat(path.Text(), ": ", message));
    return false;
  }

  // Calls `read(key index, value, path)` for each member with a known key that is not null. Unknown
  // keys are left to other programs; a known key twice is an error, since one of the two would be
  // lost.
  template <size_t N, typename Read>
  bool Members(const JsonValue& object, const Path* path,
               const std::array<std::string_view, N>& keys, const Read& read) {
    uint32_t seen = 0;
    for (const auto& member : object.GetObject()) {
      size_t key = 0;
      while (key < N && keys[key] != JsonText(member.name)) ++key;
      if (key == N) continue;
      const Path at{path, keys[key]};
      if ((seen >> key & 1) != 0) return Fail(at, "given twice");
      seen |= uint32_t{1} << key;
      if (!member.value.IsNull() && !read(key, member.value, at)) return false;
    }
    return true;
  }

  template <typename Read>
  bool Items(const JsonValue& value, const Path& path, const Read& read) {
    if (!value.IsArray()) return WrongKind(path, "a list", value);
    size_t index = 0;
    for (const JsonValue& item : value.GetArray()) {
      if (!read(item, Path{&path, {}, index++})) return false;
    }
    return true;
  }

  bool WrongKind(const Path& path, std::string_view expected, const JsonValue& value) {
    return Fail(path, StrCat("must be ", expected, ", not ", JsonKind(value)));
  }

  bool String(const JsonValue& value, const Path& path, std::string_view* out) {
    if (!value.IsString()) return WrongKind(path, "a string", value);
    *out = JsonText(value);
    return true;
  }

  bool Instant(const JsonValue& value, const Path& path, std::optional<Time>* out) {
    std::string_view text;
    if (!String(value, path, &text)) return false;
    *out = ParseTime(text);
    return out->has_value() || Fail(path, StrCat("not an RFC 3339 time: ", Quoted(text)));
  }

  template <typename Enum>
  bool Name(const JsonValue& value, const Path& path,
            std::optional<Enum> (*parse)(std::string_view), std::string (*names)(), Enum* out) {
    std::string_view text;
    if (!String(value, path, &text)) return false;
    const std::optional<Enum> parsed = parse(text);
    if (!parsed) return Fail(path, StrCat("must be ", names(), ", not ", Quoted(text)));
    *out = *parsed;
    return true;
  }

 private:
  Status status_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_FIELD_READER_H_
