#ifndef RAPPORT_TEXT_UTF8_H_
#define RAPPORT_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rapport::text {

constexpr char32_t kReplacement = 0xFFFD;
constexpr size_t kMaxUtf8Length = 4;

struct DecodedChar {
  char32_t code = 0;
  uint32_t length = 1;  // bytes taken, at least one
};

// The code point at `pos` < bytes.size(). Malformed bytes are kReplacement, one for each maximal
// subpart (Unicode 15, section 3.9), so that a decoder never loses more than what is bad.
DecodedChar DecodeMultibyte(std::string_view bytes, size_t pos);
inline DecodedChar DecodeUtf8(std::string_view bytes, size_t pos) {
  const auto first = static_cast<uint8_t>(bytes[pos]);
  return first < 0x80 ? DecodedChar{first, 1} : DecodeMultibyte(bytes, pos);
}

// Writes `code` (a scalar value) to `out`, which has room for four bytes; returns the length.
size_t EncodeUtf8(char32_t code, char* out);

// Appends to any container of char, std::string or std::vector<char>.
template <typename Bytes>
void AppendUtf8(char32_t code, Bytes* out) {
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
    return;
  }
  char buffer[kMaxUtf8Length];
  const size_t length = EncodeUtf8(code, buffer);
  out->insert(out->end(), buffer, buffer + length);
}

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_UTF8_H_
