#include "record/json_document.h"

#include "base/strings.h"
#include "rapidjson/error/en.h"

namespace rapport::record {
namespace {

// Passes the reader's events on and stops it at the bounds.
struct BoundedHandler {
  JsonTree* document;
  uint32_t max_depth;
  uint32_t max_values;
  uint32_t depth = 0;
  uint32_t values = 0;
  bool too_deep = false;
  bool too_many = false;

  using Ch = char;
  using SizeType = rapidjson::SizeType;

  bool Count() {
    too_many = ++values > max_values;
    return !too_many;
  }
  bool Enter() {
    too_deep = ++depth > max_depth;
    return !too_deep && Count();
  }

  bool Null() { return Count() && document->Null(); }
  bool Bool(bool b) { return Count() && document->Bool(b); }
  bool Int(int i) { return Count() && document->Int(i); }
  bool Uint(unsigned i) { return Count() && document->Uint(i); }
  bool Int64(int64_t i) { return Count() && document->Int64(i); }
  bool Uint64(uint64_t i) { return Count() && document->Uint64(i); }
  bool Double(double d) { return Count() && document->Double(d); }
  bool RawNumber(const Ch* s, SizeType n, bool copy) {
    return Count() && document->RawNumber(s, n, copy);
  }
  bool String(const Ch* s, SizeType n, bool copy) {
    return Count() && document->String(s, n, copy);
  }
  bool StartObject() { return Enter() && document->StartObject(); }
  bool Key(const Ch* s, SizeType n, bool copy) { return Count() && document->Key(s, n, copy); }
  bool EndObject(SizeType n) {
    --depth;
    return document->EndObject(n);
  }
  bool StartArray() { return Enter() && document->StartArray(); }
  bool EndArray(SizeType n) {
    --depth;
    return document->EndArray(n);
  }
};

// In full precision, since RapidJSON's fast path may be a unit off and decisions must not depend on
// it.
constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                            rapidjson::kParseFullPrecisionFlag;

Status NotJson(size_t offset, std::string_view message) {
  if (!message.empty() && message.back() == '.') message.remove_suffix(1);
  return Status(StatusCode::kInvalidArgument,
                StrCat("not JSON at byte ", offset + 1, ": ", message));
}

}  // namespace

const char* JsonKind(const JsonValue& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return "a boolean";
    case rapidjson::kObjectType:
      return "an object";
    case rapidjson::kArrayType:
      return "a list";
    case rapidjson::kStringType:
      return "a string";
    case rapidjson::kNumberType:
      return "a number";
  }
  return "unknown";
}

JsonDocument::JsonDocument(uint32_t max_depth, uint32_t max_values)
    : max_depth_(max_depth),
      max_values_(max_values),
      arena_(new char[kArena]),
      allocator_(arena_.get(), kArena),
      document_(&allocator_, 1024, &stack_) {}

Status JsonDocument::Parse(char* json, size_t size) {
  document_.SetNull();
  allocator_.Clear();
  BoundedHandler handler{&document_, max_depth_, max_values_};
  rapidjson::InsituStringStream stream(json);
  rapidjson::ParseResult result;
  const auto generate = [&](JsonTree&) {
    result = reader_.Parse<kFlags>(stream, handler);
    return !result.IsError();
  };
  document_.Populate(generate);
  if (handler.too_deep) {
    return Status(StatusCode::kLimitExceeded, StrCat("nested more than ", max_depth_, " deep"));
  }
  if (handler.too_many) {
    return Status(StatusCode::kLimitExceeded, StrCat("more than ", max_values_, " JSON values"));
  }
  if (result.IsError()) return NotJson(result.Offset(), rapidjson::GetParseError_En(result.Code()));
  // RapidJSON takes a NUL as the end of its input; ours may hold one.
  if (stream.Tell() != size) return NotJson(stream.Tell(), "a NUL byte");
  return Status();
}

}  // namespace rapport::record
