#ifndef RAPPORT_TEXT_TOKEN_H_
#define RAPPORT_TEXT_TOKEN_H_

// What text becomes: tokens with a folded key and a span in the original bytes, and entities
// (money, durations, dates ...) over runs of tokens.
//
// Tokens are words, numbers, emoji, handles, hashtags, links and addresses, plus *marks*: a run of
// '?', '!' or both, or an ellipsis, is one token that closes its sentence (an ellipsis closes only
// a clause). Commas, full stops, dashes, quotes and brackets are not tokens; they show as sentence
// and clause numbers and as the quoted flag. A written word that the spellings turn into two
// ("can't" -> "can not") gives two tokens with the same span.

#include <cstdint>
#include <string_view>

namespace rapport::text {

enum class TokenKind : uint8_t {
  kWord = 0,
  kNumber = 1,   // "20", "1,299.50", "3rd"; the key has no separators
  kEmoji = 2,    // one emoji sequence, or a run of the same one; key is the emoji without modifiers
  kHandle = 3,   // "@company"; the key is "@"
  kHashtag = 4,  // each word of "#WorstService": like a word, with this kind
  kLink = 5,     // "https://...", "<link>", "www...."; the key is "<link>"
  kEmail = 6,    // "a@b.example", "<email>"; the key is "<email>"
  kCurrency = 7,  // "$", "€", "£" ...; the key is the sign
  kPercent = 8,   // "%"
  kMark = 9,      // "?", "!!", "?!?", "..."; the key is "?", "!", "?!" or "..."
};

enum TokenFlag : uint8_t {
  kAllCaps = 1,        // a word of two or more cased letters, all upper case
  kElongated = 2,      // had a run of three or more of one letter; short_key is set
  kQuoted = 4,         // between quotation marks, or on a quoted line of an e-mail
  kSentenceStart = 8,  // first token of its sentence, handles and emoji before it not counted
  kSentenceEnd = 16,   // last token of its sentence, marks, emoji and links after it not counted
  kRepeated = 32,      // a mark of two or more characters ("!!"), an emoji that was repeated
  kCapitalised = 64,   // starts with an upper-case letter
};

struct Token {
  uint32_t begin = 0;  // byte span in the original text
  uint32_t end = 0;
  std::string_view key;        // folded; runs of three or more of one letter shortened to two
  std::string_view short_key;  // with kElongated: those runs shortened to one; else empty
  uint32_t sentence = 0;       // consecutive from 0
  uint32_t clause = 0;         // consecutive from 0 over the whole text; never spans two sentences
  TokenKind kind = TokenKind::kWord;
  uint8_t flags = 0;
};

enum class EntityKind : uint8_t {
  kNumber = 0,    // "20", "two", "twenty five"
  kMoney = 1,     // "$20", "20 quid", "1,299.50 EUR"
  kPercent = 2,   // "20%", "20 percent"
  kDuration = 3,  // "2 hours", "45mins", "half an hour", "two and a half weeks"
  kDate = 4,      // "3rd of March", "March 3", "12/04/2026", "2026-03-01", "monday"
  kTime = 5,      // "10:30", "5pm", "3 o'clock"
  kYear = 6,      // "2019"
};

// Entities may overlap: "20 minutes" is a duration and holds the number "20".
struct Entity {
  EntityKind kind = EntityKind::kNumber;
  uint32_t first_token = 0;
  uint32_t end_token = 0;  // one past the last
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_TOKEN_H_
