#ifndef RAPPORT_RECORD_JSON_DOCUMENT_H_
#define RAPPORT_RECORD_JSON_DOCUMENT_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "rapidjson/document.h"
#include "rapidjson/reader.h"
#include "rapport/status.h"
#include "record/json_allocator.h"

namespace rapport::record {

using JsonPool = rapidjson::MemoryPoolAllocator<JsonAllocator>;
using JsonTree = rapidjson::GenericDocument<rapidjson::UTF8<>, JsonPool, JsonStackAllocator>;
using JsonValue = JsonTree::ValueType;

// "a string", "a number", "a list", ...: for messages.
const char* JsonKind(const JsonValue& value);

inline std::string_view JsonText(const JsonValue& value) {
  return {value.GetString(), value.GetStringLength()};
}

// One JSON text, parsed in place. RapidJSON's own parser would take any depth (on the stack or the
// heap) and any number of values; this one is iterative and stops at stated bounds, so memory stays
// in proportion to them. What it needs for a text it keeps for the next one. Not movable: values
// borrow from its arena.
class JsonDocument {
 public:
  JsonDocument(uint32_t max_depth, uint32_t max_values);
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  // `json[size]` must be NUL; the bytes are overwritten and borrowed until the next call.
  // kInvalidArgument with the byte (from 1) for what is not JSON, kLimitExceeded beyond a bound.
  Status Parse(char* json, size_t size);

  const JsonValue& root() const { return document_; }

 private:
  static constexpr size_t kArena = 64 * 1024;

  uint32_t max_depth_;
  uint32_t max_values_;
  std::unique_ptr<char[]> arena_;  // reused by every parse; before what uses it
  JsonPool allocator_;
  JsonStackAllocator stack_;
  JsonTree document_;
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, JsonAllocator> reader_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_DOCUMENT_H_
