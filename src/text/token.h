#ifndef RAPPORT_TEXT_TOKEN_H_
#define RAPPORT_TEXT_TOKEN_H_

// What text becomes: tokens with a folded key and a span in the original bytes, and entities
// (money, durations, dates ...) over runs of tokens.
//
// Tokens are words, numbers, emoji, handles, hashtags, links and addresses, plus *marks*: a run of
// '?', '!' or both, or an ellipsis, is one token that closes its sentence (an ellipsis closes only
// a clause). Commas, full stops, dashes, quotes and brackets are not tokens; they show as sentence
// and clause numbers and as the quoted flag. A written word that the spellings turn into two
// ("can't" -> "can not") gives two tokens with the same span. Spans never overlap otherwise.
//
// Words hold letters, digits and apostrophes ("mp3", "o'clock"), underscores inside, ampersands in
// short forms ("t&c"), and the stars of masked words (the key of "f**k" and "f*k" is "f*k"). A lone
// "&" is a word. Hyphens and slashes split. The stops of "U.S." are not in the key.
//
// Sentences end at full stops and marks, and at line breaks. Full stops inside numbers, domains and
// acronyms, after abbreviations, initials of names and the numbers of list items end none. An emoji
// that follows the end of a sentence on the same line still belongs to it. Clauses end at commas,
// semicolons, colons, dashes, brackets, bullets and before clause words.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/array.h"
#include "text/vocabulary.h"

namespace rapport::text {

enum class TokenKind : uint8_t {
  kWord = 0,
  // "20", "1,299.50" (key "1299.50"); with suffixes of the lexicon "3rd", "10k"; "10:30". A number
  // with a unit written to it is a number and a word, "45mins"; with anything else a word, "2nite".
  kNumber = 1,
  // One emoji sequence, or a run of the same one. The key is without skin tone, sex and style; an
  // emoticon, ":)", has the key of an emoji.
  kEmoji = 2,
  kHandle = 3,    // "@company", "@company's"; the key is "@"
  kHashtag = 4,   // each word of "#WorstService": like a word; the span of the first has the "#"
  kLink = 5,      // "https://...", "<link>", "www....", "company.com"; the key is "<link>"
  kEmail = 6,     // "a@b.example", "<email>"; the key is "<email>"
  kCurrency = 7,  // "$", "€", "£" ..., also a run of one; the key is the sign
  kPercent = 8,   // "%"
  kMark = 9,      // "?", "!!", "!?!", "..."; the key is "?", "!", "?!" or "..."
};

enum TokenFlag : uint8_t {
  kAllCaps = 1,       // a word of two or more cased letters, all upper case; not in transcripts
  kElongated = 2,     // had a run of three or more of one letter, and so has a short key
  kQuoted = 4,        // between quotation marks, in a quoted part of an e-mail or of HTML
  kRepeated = 32,     // two or more '?' or '!' in a mark, an emoji or a currency sign repeated
  kCapitalised = 64,  // starts with an upper-case letter
  // Written like a name: "Ethan", "O'Neil", "McKay". Starts with an upper-case letter, and a small
  // one stands right behind this or another capital; "I'm" does not, nor do "ETHAN" and "I". Not
  // set on the words of a spelling that makes several of one ("Don't").
  kTitleCase = 128,
};

// Few tokens have one, so it is kept behind the bytes of their key, and tokens stay small.
struct ShortForm {
  static constexpr size_t kHead = 8;  // bytes: the number, then the size of the key that follows

  std::string_view key;
  uint32_t word = Vocabulary::kNone;

  static ShortForm Behind(std::string_view key) {
    const char* const at = key.data() + key.size();
    uint32_t head[2];
    std::memcpy(head, at, kHead);
    return {{at + kHead, head[1]}, head[0]};
  }
};

struct Token {
  Token() = default;
  Token(uint32_t begin_, uint32_t end_, std::string_view key_, uint32_t word_, uint32_t sentence_,
        uint32_t clause_, TokenKind kind_, uint8_t flags_)
      : begin(begin_),
        end(end_),
        key(key_),
        word(word_),
        sentence(sentence_),
        clause(clause_),
        kind(kind_),
        flags(flags_) {}

  // With kElongated the key with those runs shortened to one, or the key again if a spelling
  // replaced the word; else empty. Its number is as that of the key.
  std::string_view short_key() const {
    return (flags & kElongated) == 0 ? std::string_view() : ShortForm::Behind(key).key;
  }
  uint32_t short_word() const {
    return (flags & kElongated) == 0 ? Vocabulary::kNone : ShortForm::Behind(key).word;
  }

  uint32_t begin = 0;  // byte span in the original text
  uint32_t end = 0;
  std::string_view key;  // folded; runs of three or more of one letter shortened to two
  uint32_t word = Vocabulary::kNone;  // its number in the vocabulary of the tokenizer, if any
  uint32_t sentence = 0;              // consecutive from 0
  uint32_t clause = 0;  // consecutive from 0 over the whole text; never spans two sentences
  TokenKind kind = TokenKind::kWord;
  uint8_t flags = 0;
};

using Tokens = Array<Token>;

enum class EntityKind : uint8_t {
  kNumber = 0,    // "20", "two", "twenty five", "5-10", "a couple", "two and a half"
  kMoney = 1,     // "$20", "20 quid", "1,299.50 EUR"
  kPercent = 2,   // "20%", "20 percent"
  kDuration = 3,  // "2 hours", "45mins", "an hour", "half an hour", "2 hours and 30 minutes"
  kDate = 4,      // "3rd of March", "March 3", "12/04/2026", "2026-03-01", "monday"
  kTime = 5,      // "10:30", "5pm", "3 o'clock"
  kYear = 6,      // "2019"
};

// Entities may overlap: "20 minutes" is a duration and holds the number "20". None starts inside
// another of its kind. All are within one sentence.
struct Entity {
  EntityKind kind = EntityKind::kNumber;
  uint32_t first_token = 0;
  uint32_t end_token = 0;  // one past the last
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_TOKEN_H_
