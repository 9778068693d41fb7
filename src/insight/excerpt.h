#ifndef RAPPORT_INSIGHT_EXCERPT_H_
#define RAPPORT_INSIGHT_EXCERPT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::insight {

// The part of a text around what counted, short enough to be shown.
struct Excerpt {
  std::string text;             // with "…" where it was cut
  uint32_t begin = 0, end = 0;  // of `text`, what counted; equal when nothing is to be pointed at
};

// `begin` and `end`: bytes of `text`, at characters.
Excerpt CutOut(std::string_view text, size_t begin, size_t end);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_EXCERPT_H_
