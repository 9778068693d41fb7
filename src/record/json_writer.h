#ifndef RAPPORT_RECORD_JSON_WRITER_H_
#define RAPPORT_RECORD_JSON_WRITER_H_

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "rapport/time.h"
#include "record/json_text.h"

namespace rapport::record {

// Writes JSON in the order of the calls, on one line, always valid UTF-8 (a malformed byte becomes
// U+FFFD) and independent of the locale: fractions are integers printed as decimals. Keep one and
// Clear() it to reuse its memory. Thread-compatible.
class JsonWriter {
 public:
  JsonWriter() = default;
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void StartObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void StartArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view key);

  void String(std::string_view value);
  void Int(int64_t value);
  void Bool(bool value) { Word(value ? "true" : "false"); }
  void Null() { Word("null"); }
  void Uint(uint64_t value);
  void Double(double value);                        // finite; the shortest digits that say which
  void Milli(int64_t value) { Decimal(value, 3); }  // thousandths: 1900 is 1.9
  void TenThousandths(int64_t value) { Decimal(value, 4); }  // 4210 is 0.421
  void Instant(Time value);                                  // RFC 3339

  // Ends a value's line; another value may follow.
  void EndLine();

  // What was written since the last Clear(), borrowed until the next call;
  // a NUL follows.
  std::string_view bytes() const { return size_ == 0 ? std::string_view("", 0) : view(); }
  void Clear() { size_ = 0, comma_ = false; }

  // For a value that is spelled out by JsonPieces. Begin() stands before each such value; Room() is
  // the end of what was written, with room for `bytes` behind it; SetEnd() says how far that was
  // used.
  void Begin();
  char* Room(size_t bytes) {
    if (capacity_ - size_ <= bytes) Grow(bytes);
    return buffer_.get() + size_;
  }
  void SetEnd(char* end) {
    size_ = static_cast<size_t>(end - buffer_.get());
    *end = '\0';
    comma_ = true;
  }

 private:
  std::string_view view() const { return {buffer_.get(), size_}; }
  void Open(char bracket);
  void Close(char bracket);
  void Word(std::string_view word);
  void Decimal(int64_t value, int places);
  void Grow(size_t bytes);

  std::unique_ptr<char[]> buffer_;
  size_t size_ = 0;
  size_t capacity_ = 0;
  bool comma_ = false;  // before the next key or value
};

// Spells a value out, with its brackets and commas, for values that are always of one form: keys
// are written with what stands around them, and nothing is checked but the escaping of strings.
//
//     out->Begin();
//     JsonPieces to(out, JsonStringRoom(name.size()) + 64);
//     to.Put(R"({"name":)").String(name).Put(",\"level\":").Int(level).Put("}");
//
// The end is kept here, where a compiler holds it in a register, until this goes away.
class JsonPieces {
 public:
  // `room` is enough for all that is written before the next Room().
  JsonPieces(JsonWriter* out, size_t room) : out_(out), end_(out->Room(room)) {}
  ~JsonPieces() { out_->SetEnd(end_); }
  JsonPieces(const JsonPieces&) = delete;
  JsonPieces& operator=(const JsonPieces&) = delete;

  void Room(size_t bytes) {
    out_->SetEnd(end_);
    end_ = out_->Room(bytes);
  }

  template <size_t N>
  JsonPieces& Put(const char (&text)[N]) {
    std::memcpy(end_, text, N - 1);
    end_ += N - 1;
    return *this;
  }
  JsonPieces& String(std::string_view value) {
    end_ = WriteJsonString(value, end_);
    return *this;
  }
  JsonPieces& Bool(bool value) { return value ? Put("true") : Put("false"); }
  JsonPieces& Int(int64_t value) {
    end_ = WriteJsonInt(value, end_);
    return *this;
  }
  JsonPieces& Milli(int64_t value) {
    end_ = WriteJsonDecimal(value, 3, end_);
    return *this;
  }
  JsonPieces& TenThousandths(int64_t value) {
    end_ = WriteJsonDecimal(value, 4, end_);
    return *this;
  }
  JsonPieces& Instant(Time value) {
    end_ = WriteJsonInstant(value, end_);
    return *this;
  }
  // Ends a list whose items were each followed by a comma.
  JsonPieces& EndList(char bracket) {
    if (end_[-1] == ',') --end_;
    *end_++ = bracket;
    return *this;
  }

 private:
  JsonWriter* const out_;
  char* end_;
};

// `value` / 10^places in the shortest form, places from 0 to 4: (4210, 4) is "0.421".
std::string FormatDecimal(int64_t value, int places);

bool IsValidUtf8(std::string_view bytes);

// `bytes` with every malformed part replaced by U+FFFD.
std::string RepairUtf8(std::string_view bytes);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_WRITER_H_
