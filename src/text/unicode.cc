#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace rapport::text {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Letters that are Latin, or that all scripts share. Sorted.
constexpr Range kLatinLetters[] = {
    {0x0000, 0x02FF}, {0x1D00, 0x1DBF}, {0x1E00, 0x1EFF},   {0x2070, 0x209F},
    {0x2100, 0x218F}, {0x2C60, 0x2C7F}, {0xA720, 0xA7FF},   {0xAB30, 0xAB6F},
    {0xFB00, 0xFB06}, {0xFF21, 0xFF5A}, {0x1D400, 0x1D6A5},
};

bool IsLatin(char32_t code) {
  return std::any_of(std::begin(kLatinLetters), std::end(kLatinLetters),
                     [code](Range r) { return code >= r.first && code <= r.last; });
}

// Zeros of the decimal digits of scripts in wide use; nine more follow each.
constexpr char32_t kZeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6,
                               0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
                               0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};

// Letters that Unicode does not decompose but that people who lack the key replace.
struct Plain {
  char32_t code;
  char to[3];
};
constexpr Plain kPlainLetters[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0138, "k"}, {0x0142, "l"},  {0x014B, "n"},
    {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x0192, "f"},  {0x0195, "hv"},
    {0x019A, "l"},  {0x01B6, "z"}, {0x01E5, "g"}, {0x0237, "j"},  {0x023C, "c"},
    {0x0247, "e"},  {0x0249, "j"}, {0x024D, "r"}, {0x024F, "y"},  {0x0268, "i"},
};

// Punctuation and symbols outside ASCII with a meaning to the scanner. Sorted.
struct Special {
  char32_t code;
  CharClass cls;
};
constexpr Special kSpecial[] = {
    {0x0085, CharClass::kNewline},          // next line
    {0x00A1, CharClass::kInverted},         // inverted !
    {0x00A9, CharClass::kSymbol},           // copyright: a pictograph to Unicode
    {0x00AB, CharClass::kQuote},            // guillemets
    {0x00AE, CharClass::kSymbol},           // registered
    {0x00B4, CharClass::kApostrophe},       // acute accent
    {0x00BB, CharClass::kQuote},            //
    {0x00BF, CharClass::kInverted},         // inverted ?
    {0x02B9, CharClass::kApostrophe},       // modifier prime
    {0x02BB, CharClass::kApostrophe},       // modifier turned comma
    {0x02BC, CharClass::kApostrophe},       // modifier apostrophe
    {0x037E, CharClass::kQuestion},         // Greek
    {0x055E, CharClass::kQuestion},         // Armenian
    {0x0589, CharClass::kStop},             // Armenian
    {0x060C, CharClass::kComma},            // Arabic
    {0x061B, CharClass::kSemicolon},        // Arabic
    {0x061F, CharClass::kQuestion},         // Arabic
    {0x066A, CharClass::kPercent},          // Arabic
    {0x06D4, CharClass::kStop},             // Urdu
    {0x0964, CharClass::kStop},             // danda
    {0x0965, CharClass::kStop},             // double danda
    {0x200D, CharClass::kJoiner},           //
    {0x2010, CharClass::kHyphen},           //
    {0x2011, CharClass::kHyphen},           // no-break hyphen
    {0x2012, CharClass::kDash},             //
    {0x2013, CharClass::kDash},             //
    {0x2014, CharClass::kDash},             //
    {0x2015, CharClass::kDash},             //
    {0x2018, CharClass::kApostrophe},       // single quotation marks: also typed as apostrophes
    {0x2019, CharClass::kApostrophe},       //
    {0x201A, CharClass::kQuote},            // low single quotation mark
    {0x201B, CharClass::kApostrophe},       //
    {0x201C, CharClass::kQuote},            //
    {0x201D, CharClass::kQuote},            //
    {0x201E, CharClass::kQuote},            //
    {0x201F, CharClass::kQuote},            //
    {0x2022, CharClass::kBar},              // bullets
    {0x2023, CharClass::kBar},              //
    {0x2026, CharClass::kEllipsis},         //
    {0x2028, CharClass::kNewline},          // line separator
    {0x2029, CharClass::kNewline},          // paragraph separator
    {0x2032, CharClass::kApostrophe},       // prime
    {0x2039, CharClass::kQuote},            //
    {0x203A, CharClass::kQuote},            //
    {0x203C, CharClass::kTwoExclamations},  //
    {0x203D, CharClass::kInterrobang},      //
    {0x2043, CharClass::kBar},              // hyphen bullet
    {0x2044, CharClass::kSlash},            // fraction slash
    {0x2047, CharClass::kTwoQuestions},     //
    {0x2048, CharClass::kInterrobang},      //
    {0x2049, CharClass::kInterrobang},      //
    {0x20E3, CharClass::kKeycap},           //
    {0x2122, CharClass::kSymbol},           // trade mark
    {0x2212, CharClass::kHyphen},           // minus
    {0x2215, CharClass::kSlash},            //
    {0x2219, CharClass::kBar},              // bullet operator
    {0x25AA, CharClass::kBar},              // small square, the bullet of word processors
    {0x25CF, CharClass::kBar},              //
    {0x2606, CharClass::kEmoji},            // white star: its black fellow is a pictograph
    {0x2753, CharClass::kQuestion},         // emoji forms of the marks
    {0x2754, CharClass::kQuestion},         //
    {0x2755, CharClass::kExclamation},      //
    {0x2757, CharClass::kExclamation},      //
    {0x2E18, CharClass::kInterrobang},      // inverted
    {0x3001, CharClass::kComma},            // ideographic
    {0x3002, CharClass::kStop},             //
    {0x300C, CharClass::kQuote},            // corner brackets
    {0x300D, CharClass::kQuote},            //
    {0x30FB, CharClass::kBar},              // katakana middle dot
};

const Special* FindSpecial(char32_t code) {
  const auto* found = std::lower_bound(std::begin(kSpecial), std::end(kSpecial), code,
                                       [](const Special& s, char32_t c) { return s.code < c; });
  return found != std::end(kSpecial) && found->code == code ? found : nullptr;
}

bool IsSpecial(char32_t code, CharClass cls) {
  const Special* special = FindSpecial(code);
  return special != nullptr && special->cls == cls;
}

const utf8proc_property_t& Property(char32_t code) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
}

// Accents are dropped; vowel signs (combining class 0) and viramas (9) carry the word in Indic
// scripts and stay.
bool IsDroppedMark(const utf8proc_property_t& p) {
  if (p.category == UTF8PROC_CATEGORY_ME) return true;
  return p.category == UTF8PROC_CATEGORY_MN && p.combining_class != 0 && p.combining_class != 9;
}

bool IsVariationOrTag(char32_t code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0020 && code <= 0xE01EF);
}

CharInfo LetterInfo(char32_t code, uint8_t flags) {
  if (code > 0x7F && !IsLatin(code)) flags |= kNonLatin;
  return {CharClass::kLetter, static_cast<uint8_t>(flags | kCounted)};
}

CharInfo ClassifyByProperty(char32_t code, const utf8proc_property_t& p) {
  switch (p.category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return LetterInfo(code, kUpper);
    case UTF8PROC_CATEGORY_LL:
      return LetterInfo(code, kLower);
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return LetterInfo(code, 0);
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return {CharClass::kLetter, 0};
    case UTF8PROC_CATEGORY_ND:
      return {CharClass::kDigit, 0};
    case UTF8PROC_CATEGORY_NO:
      return {CharClass::kOtherNumber, 0};
    case UTF8PROC_CATEGORY_PD:
      return {CharClass::kDash, 0};
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
      return {CharClass::kBracket, 0};
    case UTF8PROC_CATEGORY_SC:
      return {CharClass::kCurrency, 0};
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_CC:
      return {CharClass::kBlank, 0};
    default:
      return {CharClass::kSymbol, 0};
  }
}

}  // namespace

char32_t NormaliseWidth(char32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFF01 + '!';
  switch (code) {
    case 0x3000:
      return ' ';
    case 0xFFE0:
      return 0xA2;
    case 0xFFE1:
      return 0xA3;
    case 0xFFE5:
      return 0xA5;
    case 0xFFE6:
      return 0x20A9;
    case 0xFE52:
      return '.';
    case 0xFE50:
      return ',';
    case 0xFE56:
      return '?';
    case 0xFE57:
      return '!';
    case 0xFF61:
      return 0x3002;
    default:
      return code;
  }
}

CharInfo Classify(char32_t code) {
  const utf8proc_property_t& p = Property(code);
  if (code < 0x80) {
    if (code == '\n' || code == '\r' || code == '\v' || code == '\f') {
      return {CharClass::kNewline, 0};
    }
    const CharInfo info = ClassifyByProperty(code, p);
    if (info.cls == CharClass::kLetter || info.cls == CharClass::kDigit ||
        info.cls == CharClass::kBlank) {
      return info;
    }
    return {AsciiPunctuation(static_cast<char>(code)), 0};
  }
  if (const Special* special = FindSpecial(code)) return {special->cls, 0};
  if (IsVariationOrTag(code) || IsDroppedMark(p)) return {CharClass::kAttached, 0};
  if (code >= 0x1F3FB && code <= 0x1F3FF) return {CharClass::kSkinTone, 0};
  if (p.boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR) return {CharClass::kRegional, 0};
  if (p.ignorable || p.category == UTF8PROC_CATEGORY_CF) return {CharClass::kIgnored, 0};
  if (p.boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC) return {CharClass::kEmoji, 0};
  return ClassifyByProperty(code, p);
}

size_t FoldCodePoint(char32_t code, char32_t* out) {
  // Syllables of Hangul stay whole: nobody types the letters they decompose to.
  if (code >= 0xAC00 && code <= 0xD7A3) {
    out[0] = code;
    return 1;
  }
  for (const char32_t zero : kZeros) {
    if (code >= zero && code < zero + 10) {
      out[0] = '0' + (code - zero);
      return 1;
    }
  }
  utf8proc_int32_t parts[kMaxFolded];
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const CharInfo whole = Classify(NormaliseWidth(code));
  if (whole.cls == CharClass::kIgnored || whole.cls == CharClass::kAttached) return 0;
  if (whole.cls == CharClass::kApostrophe) {
    out[0] = '\'';
    return 1;
  }
  const utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts,
                                                         kMaxFolded, options, &boundary);
  size_t size = 0;
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(kMaxFolded); ++i) {
    const auto part = static_cast<char32_t>(parts[i]);
    if (part >= 0x80 && IsDroppedMark(Property(part))) continue;
    if (part == '`' || IsSpecial(part, CharClass::kApostrophe)) {
      if (size < kMaxFolded) out[size++] = '\'';
      continue;
    }
    if (part == ' ' && whole.cls == CharClass::kLetter) continue;  // ligatures of several words
    const auto* plain = std::lower_bound(std::begin(kPlainLetters), std::end(kPlainLetters), part,
                                         [](const Plain& p, char32_t c) { return p.code < c; });
    if (plain != std::end(kPlainLetters) && plain->code == part) {
      for (const char c : std::string_view(plain->to)) {
        if (size < kMaxFolded) out[size++] = static_cast<char32_t>(c);
      }
    } else if (size < kMaxFolded) {
      out[size++] = part == 0x2044 ? '/' : part;  // the slash of fractions
    }
  }
  return size;
}

}  // namespace rapport::text
