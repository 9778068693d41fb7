#include "record/json_writer.h"

#include "base/strings.h"
#include "base/time.h"
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
  if (!IsValidUtf8(value)) {
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

void JsonWriter::EndLine() {
  buffer_.Put('\n');
  writer_.Reset(buffer_);
}

void JsonWriter::Clear() {
  buffer_.Clear();
  writer_.Reset(buffer_);
}

void JsonWriter::Decimal(int64_t value, int places) {
  const std::string text = FormatDecimal(value, places);
  writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}

}  // namespace rapport::record
