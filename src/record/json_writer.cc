#include "record/json_writer.h"

#include <algorithm>
#include <charconv>

#include "text/utf8.h"

namespace rapport::record {

bool IsValidUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const text::DecodedChar c = text::DecodeUtf8(bytes, at);
    // The character itself may stand in a text; what it replaces may not.
    if (c.code == text::kReplacement && bytes.substr(at, c.length) != "\xEF\xBF\xBD") return false;
    at += c.length;
  }
  return true;
}

std::string RepairUtf8(std::string_view bytes) {
  std::string out;
  for (size_t at = 0; at < bytes.size();) {
    const text::DecodedChar c = text::DecodeUtf8(bytes, at);
    text::AppendUtf8(c.code, &out);
    at += c.length;
  }
  return out;
}

std::string FormatDecimal(int64_t value, int places) {
  char text[2 * kJsonNumberRoom];
  return std::string(text, WriteJsonDecimal(value, places, text));
}

void JsonWriter::Begin() {
  char* end = Room(1);
  if (comma_) *end++ = ',';
  SetEnd(end);
}

void JsonWriter::Key(std::string_view key) {
  String(key);
  char* end = Room(1);
  *end++ = ':';
  SetEnd(end);
  comma_ = false;
}

void JsonWriter::String(std::string_view value) {
  Begin();
  SetEnd(WriteJsonString(value, Room(JsonStringRoom(value.size()))));
}

void JsonWriter::Int(int64_t value) {
  Begin();
  SetEnd(WriteJsonInt(value, Room(kJsonNumberRoom)));
}

void JsonWriter::Decimal(int64_t value, int places) {
  Begin();
  SetEnd(WriteJsonDecimal(value, places, Room(2 * kJsonNumberRoom)));
}

void JsonWriter::Uint(uint64_t value) {
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  Word({digits, static_cast<size_t>(end - digits)});
}

void JsonWriter::Double(double value) {
  char digits[32];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  Word({digits, static_cast<size_t>(end - digits)});
}

void JsonWriter::Instant(Time value) {
  Begin();
  SetEnd(WriteJsonInstant(value, Room(kJsonInstantRoom)));
}

void JsonWriter::Word(std::string_view word) {
  Begin();
  char* const end = Room(word.size());
  std::memcpy(end, word.data(), word.size());
  SetEnd(end + word.size());
}

void JsonWriter::Open(char bracket) {
  Begin();
  char* end = Room(1);
  *end++ = bracket;
  SetEnd(end);
  comma_ = false;
}

void JsonWriter::Close(char bracket) {
  char* end = Room(1);
  *end++ = bracket;
  SetEnd(end);
}

void JsonWriter::EndLine() {
  char* end = Room(1);
  *end++ = '\n';
  SetEnd(end);
  comma_ = false;
}

void JsonWriter::Grow(size_t bytes) {
  const size_t wanted = std::max(size_ + bytes + 1, capacity_ + capacity_ / 2);
  // Not value-initialised: it is written before it is read.
  std::unique_ptr<char[]> larger(new char[wanted]);
  if (size_ > 0) std::memcpy(larger.get(), buffer_.get(), size_);
  buffer_ = std::move(larger);
  capacity_ = wanted;
}

}  // namespace rapport::record
