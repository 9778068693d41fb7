#include "insight/excerpt.h"

#include <algorithm>

namespace rapport::insight {
namespace {

constexpr size_t kExcerptBytes = 240;
constexpr size_t kBytesBefore = 100;  // of what counted
constexpr char kCut[] = "…";

bool IsInside(std::string_view text, size_t at) {  // of a UTF-8 character
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

}  // namespace

Excerpt CutOut(std::string_view text, size_t begin, size_t end) {
  Excerpt out;
  size_t from = 0, to = text.size();
  if (text.size() > kExcerptBytes) {
    from = begin > kBytesBefore ? begin - kBytesBefore : 0;
    to = std::min(text.size(), std::max(from + kExcerptBytes, end));
    while (IsInside(text, from)) ++from;
    while (IsInside(text, to)) ++to;
  }
  if (from > 0) out.text = kCut;
  const size_t shift = out.text.size();
  out.text.append(text.substr(from, to - from));
  if (to < text.size()) out.text += kCut;
  out.begin = static_cast<uint32_t>(begin == end ? 0 : begin - from + shift);
  out.end = static_cast<uint32_t>(begin == end ? 0 : end - from + shift);
  return out;
}

}  // namespace rapport::insight
