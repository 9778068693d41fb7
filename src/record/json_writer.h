#ifndef RAPPORT_RECORD_JSON_WRITER_H_
#define RAPPORT_RECORD_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "rapidjson/stringbuffer.h"
#include "rapidjson/writer.h"
#include "rapport/time.h"
#include "record/json_allocator.h"

namespace rapport::record {

// Writes JSON in the order of the calls, on one line, always valid UTF-8 (a malformed byte becomes
// U+FFFD) and independent of the locale: fractions are integers printed as decimals. Keep one and
// Clear() it to reuse its memory. Thread-compatible.
class JsonWriter {
 public:
  JsonWriter() : writer_(buffer_) {}
  JsonWriter(const JsonWriter&) = delete;  // the writer points to the buffer
  JsonWriter& operator=(const JsonWriter&) = delete;

  void StartObject() { writer_.StartObject(); }
  void EndObject() { writer_.EndObject(); }
  void StartArray() { writer_.StartArray(); }
  void EndArray() { writer_.EndArray(); }
  void Key(std::string_view key) { String(key); }

  void String(std::string_view value);
  void Int(int64_t value) { writer_.Int64(value); }
  void Bool(bool value) { writer_.Bool(value); }
  void Null() { writer_.Null(); }
  void Milli(int64_t value);           // thousandths: 1900 is 1.9
  void TenThousandths(int64_t value);  // 4210 is 0.421
  void Instant(Time value);            // RFC 3339

  // Ends a value's line; another value may follow.
  void EndLine();

  // What was written since the last Clear(), borrowed until the next call;
  // a NUL follows.
  std::string_view bytes() const { return {buffer_.GetString(), buffer_.GetSize()}; }
  void Clear();

 private:
  void Decimal(int64_t value, int places);

  using Buffer = rapidjson::GenericStringBuffer<rapidjson::UTF8<>, JsonAllocator>;

  Buffer buffer_;
  rapidjson::Writer<Buffer, rapidjson::UTF8<>, rapidjson::UTF8<>, JsonAllocator> writer_;
  std::string repaired_;
};

// `value` / 10^places in the shortest form: (4210, 4) is "0.421", (-1500, 3) is "-1.5".
std::string FormatDecimal(int64_t value, int places);

bool IsValidUtf8(std::string_view bytes);

// `bytes` with every malformed part replaced by U+FFFD.
std::string RepairUtf8(std::string_view bytes);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_WRITER_H_
