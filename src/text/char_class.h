#ifndef RAPPORT_TEXT_CHAR_CLASS_H_
#define RAPPORT_TEXT_CHAR_CLASS_H_

// What a character means to the scanner. ASCII comes from a table made at compile time; all other
// characters from Unicode's properties (unicode.cc). Both paths must agree on ASCII: a test checks
// it.

#include <array>
#include <cstddef>
#include <cstdint>

namespace rapport::text {

enum class CharClass : uint8_t {
  kEnd,              // before the first and after the last character
  kIgnored,          // never reaches the scanner: soft hyphen, zero width, bidi control
  kAttached,         // the same, but belongs to the character before: accents, variation selectors
  kBlank,            // blanks and control characters
  kNewline,          // line breaks that end a sentence
  kLetter,           // also signs that combine but carry meaning (Devanagari vowels)
  kDigit,            //
  kOtherNumber,      // vulgar fractions, circled numbers, superscripts
  kApostrophe,       // ' and what people type for it
  kUnderscore,       //
  kStar,             //
  kAmpersand,        //
  kStop,             // . and full stops of other scripts
  kEllipsis,         // the one character
  kQuestion,         // counted as one '?'
  kExclamation,      //
  kInterrobang,      // counted as "?!"
  kTwoQuestions,     // one character that shows "??"
  kTwoExclamations,  // one character that shows "!!"
  kInverted,         // opening marks of Spanish
  kComma,            //
  kSemicolon,        //
  kColon,            //
  kHyphen,           // - and what looks like it; splits words
  kDash,             // – and longer; ends a clause
  kBracket,          // ( ) [ ] { } and the like
  kQuote,            // quotation marks other than apostrophes
  kAt,               //
  kHash,             //
  kCurrency,         //
  kPercent,          //
  kSlash,            //
  kLess,             //
  kGreater,          //
  kEquals,           // these three only start emoticons
  kCaret,            //
  kBar,              // also bullets; ends a clause
  kEmoji,            //
  kSkinTone,         //
  kJoiner,           // ZERO WIDTH JOINER after an emoji
  kKeycap,           // COMBINING ENCLOSING KEYCAP
  kRegional,         // regional indicators: two make a flag
  kSymbol,           // everything else; separates words
};

enum CharFlag : uint8_t {
  kUpper = 1,     // upper or title case
  kLower = 2,     //
  kCounted = 4,   // a letter in Unicode's sense (not a combining sign)
  kNonLatin = 8,  // a letter of another script
};

struct CharInfo {
  CharClass cls = CharClass::kSymbol;
  uint8_t flags = 0;
};

// Punctuation that has a class of its own; kSymbol for all other ASCII characters.
constexpr CharClass AsciiPunctuation(char c) {
  switch (c) {
    case '\'':
    case '`':
      return CharClass::kApostrophe;
    case '_':
      return CharClass::kUnderscore;
    case '*':
      return CharClass::kStar;
    case '&':
      return CharClass::kAmpersand;
    case '.':
      return CharClass::kStop;
    case '?':
      return CharClass::kQuestion;
    case '!':
      return CharClass::kExclamation;
    case ',':
      return CharClass::kComma;
    case ';':
      return CharClass::kSemicolon;
    case ':':
      return CharClass::kColon;
    case '-':
      return CharClass::kHyphen;
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
      return CharClass::kBracket;
    case '"':
      return CharClass::kQuote;
    case '@':
      return CharClass::kAt;
    case '#':
      return CharClass::kHash;
    case '$':
      return CharClass::kCurrency;
    case '%':
      return CharClass::kPercent;
    case '/':
      return CharClass::kSlash;
    case '<':
      return CharClass::kLess;
    case '>':
      return CharClass::kGreater;
    case '=':
      return CharClass::kEquals;
    case '^':
      return CharClass::kCaret;
    case '|':
      return CharClass::kBar;
    default:
      return CharClass::kSymbol;
  }
}

constexpr CharInfo AsciiInfo(char c) {
  if (c >= 'a' && c <= 'z') return {CharClass::kLetter, kLower | kCounted};
  if (c >= 'A' && c <= 'Z') return {CharClass::kLetter, kUpper | kCounted};
  if (c >= '0' && c <= '9') return {CharClass::kDigit, 0};
  if (c == '\n' || c == '\r' || c == '\v' || c == '\f') return {CharClass::kNewline, 0};
  if (c <= ' ' || c == 0x7F) return {CharClass::kBlank, 0};
  return {AsciiPunctuation(c), 0};
}

constexpr std::array<CharInfo, 128> MakeAsciiTable() {
  std::array<CharInfo, 128> table{};
  for (size_t i = 0; i < table.size(); ++i) table[i] = AsciiInfo(static_cast<char>(i));
  return table;
}

inline constexpr std::array<CharInfo, 128> kAsciiTable = MakeAsciiTable();

// One byte for every character: ASCII is itself, and all other characters of one class and flags
// share a byte above. The scanner works on these units.
inline constexpr uint8_t kEndUnit = 0x80;  // of CharClass::kEnd
inline constexpr uint8_t kLetterUnits = 0xC0;
constexpr uint8_t UnitOf(CharInfo info) {
  return static_cast<uint8_t>(info.cls == CharClass::kLetter
                                  ? kLetterUnits + info.flags
                                  : kEndUnit + static_cast<uint8_t>(info.cls));
}
static_assert(static_cast<size_t>(CharClass::kSymbol) < kLetterUnits - kEndUnit);

constexpr CharInfo UnitInfo(uint8_t unit) {
  if (unit < 0x80) return kAsciiTable[unit];
  if (unit >= kLetterUnits) {
    return {CharClass::kLetter, static_cast<uint8_t>((unit - kLetterUnits) & 15)};
  }
  return {unit - kEndUnit <= static_cast<int>(CharClass::kSymbol)
              ? static_cast<CharClass>(unit - kEndUnit)
              : CharClass::kSymbol,
          0};
}

constexpr std::array<CharClass, 256> MakeUnitClasses() {
  std::array<CharClass, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) table[i] = UnitInfo(static_cast<uint8_t>(i)).cls;
  return table;
}
constexpr std::array<uint8_t, 256> MakeUnitFlags() {
  std::array<uint8_t, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) table[i] = UnitInfo(static_cast<uint8_t>(i)).flags;
  return table;
}
inline constexpr std::array<CharClass, 256> kUnitClasses = MakeUnitClasses();
inline constexpr std::array<uint8_t, 256> kUnitFlags = MakeUnitFlags();

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_CHAR_CLASS_H_
