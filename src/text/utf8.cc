#include "text/utf8.h"

namespace rapport::text {
namespace {

uint8_t Byte(std::string_view bytes, size_t pos) { return static_cast<uint8_t>(bytes[pos]); }

// What may follow a lead byte: how many more bytes, and the range of the first of them, which is
// where overlong forms, surrogates and values above U+10FFFF are refused.
struct Lead {
  uint8_t more;
  uint8_t low;
  uint8_t high;
};

Lead LeadOf(uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

DecodedChar DecodeMultibyte(std::string_view bytes, size_t pos) {
  const uint8_t first = Byte(bytes, pos);
  const Lead lead = LeadOf(first);
  if (lead.more == 0) return {kReplacement, 1};
  char32_t code = first & (0x3F >> lead.more);
  uint32_t length = 1;
  for (uint8_t low = lead.low, high = lead.high; length <= lead.more; low = 0x80, high = 0xBF) {
    if (pos + length >= bytes.size()) return {kReplacement, length};
    const uint8_t next = Byte(bytes, pos + length);
    if (next < low || next > high) return {kReplacement, length};
    code = code << 6 | (next & 0x3F);
    ++length;
  }
  return {code, length};
}

size_t EncodeUtf8(char32_t code, char* out) {
  if (code < 0x80) {
    out[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    out[0] = static_cast<char>(0xC0 | code >> 6);
    out[1] = static_cast<char>(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = static_cast<char>(0xE0 | code >> 12);
    out[1] = static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (code & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | code >> 18);
  out[1] = static_cast<char>(0x80 | (code >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (code >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (code & 0x3F));
  return 4;
}

}  // namespace rapport::text
