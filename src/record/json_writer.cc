#include "record/json_writer.h"

#include "base/strings.h"
#include "base/time.h"

namespace rapport::record {
namespace {

// Bytes of the well-formed character that starts at `text[0]`, or 0 when there is none.
size_t CharacterLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  // The second byte's range excludes overlong forms, surrogates and values past U+10FFFF.
  const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return length;
}

}  // namespace

size_t ValidUtf8Prefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = CharacterLength(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

std::string RepairUtf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t valid = ValidUtf8Prefix(text);
    out.append(text.substr(0, valid));
    text.remove_prefix(valid);
    if (text.empty()) break;
    out.append("\xEF\xBF\xBD");
    text.remove_prefix(1);
  }
  return out;
}

std::string FormatDecimal(int64_t value, int places) {
  uint64_t magnitude = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  uint64_t scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  std::string out = StrCat(value < 0 ? "-" : "", magnitude / scale);
  std::string fraction = ZeroPadded(magnitude % scale, static_cast<size_t>(places));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (places > 0 && !fraction.empty()) StrAppend(&out, '.', fraction);
  return out;
}

void JsonWriter::String(std::string_view value) {
  if (ValidUtf8Prefix(value) != value.size()) {
    repaired_ = RepairUtf8(value);
    value = repaired_;
  }
  // RapidJSON takes no null pointer, which is what an empty string_view may hold.
  writer_.String(value.data() == nullptr ? "" : value.data(),
                 static_cast<rapidjson::SizeType>(value.size()));
}

void JsonWriter::Milli(int64_t value) { Decimal(value, 3); }
void JsonWriter::TenThousandths(int64_t value) { Decimal(value, 4); }
void JsonWriter::Instant(Time value) { String(FormatTime(value)); }

void JsonWriter::Clear() {
  buffer_.Clear();
  writer_.Reset(buffer_);
}

void JsonWriter::Decimal(int64_t value, int places) {
  const std::string text = FormatDecimal(value, places);
  writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}

}  // namespace rapport::record
