#ifndef RAPPORT_TEXT_CHAR_REFERENCE_H_
#define RAPPORT_TEXT_CHAR_REFERENCE_H_

#include <cstdint>
#include <string_view>

namespace rapport::text {

enum class ReferenceSet : uint8_t {
  kBasic,  // amp, lt, gt, quot, apos, nbsp and numbers: what escaping leaves in plain text
  kHtml,   // all names of HTML 4
};

struct CharReference {
  char32_t code = 0;
  uint32_t length = 0;  // bytes; 0 when there is no reference
};

// The reference "&name;", "&#39;" or "&#x27;" at `pos`, where bytes[pos] is '&'. The semicolon is
// required. Looks at a bounded number of bytes. Numbers that are no scalar value are U+FFFD, and
// 128 to 159 are read as Windows-1252, as browsers do.
CharReference DecodeReference(std::string_view bytes, uint32_t pos, ReferenceSet set);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_CHAR_REFERENCE_H_
