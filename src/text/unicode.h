#ifndef RAPPORT_TEXT_UNICODE_H_
#define RAPPORT_TEXT_UNICODE_H_

// Unicode's tables as this layer needs them. The only user of utf8proc is unicode.cc.

#include <cstddef>

#include "text/char_class.h"

namespace rapport::text {

// Full-width forms, ideographic space and the like to the plain character; others unchanged.
char32_t NormaliseWidth(char32_t code);

// Class and flags of a code point whose width is normalised. Right for ASCII too, without the
// table.
CharInfo Classify(char32_t code);

// The longest folded form of one code point is 18 (an Arabic ligature of a whole sentence).
constexpr size_t kMaxFolded = 32;

// The folded form of one code point: compatibility decomposition, case folding, accents and
// invisible characters dropped, letters such as U+00F8 made plain, digits of any script made ASCII.
// Writes at most kMaxFolded code points to `out`, returns how many; zero for a character that is
// dropped.
size_t FoldCodePoint(char32_t code, char32_t* out);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_UNICODE_H_
