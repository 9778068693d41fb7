#include "engine/language.h"

#include <algorithm>

namespace rapport::engine {
namespace {

// How much a word speaks for another language, and the sum from which a text is in one. Chosen on
// messages in forty languages and on real English ones; docs/languages.md has the figures.
constexpr int64_t kOtherWord = 6;
constexpr int64_t kUnknownWord = 1;
constexpr int64_t kOwnWord = -4;
constexpr int64_t kForeign = 8;
constexpr int64_t kForeignUnheard = 14;  // without a single word of `other_words`

constexpr int64_t kForeignLetters = 2;  // letters of another script that are worth a look
constexpr int64_t kLettersPerWord = 4;  // how many of them one of the pack's own words outweighs

// Own words that a pack lists, at least, for a word that it does not list to say anything.
constexpr size_t kOwnWordsToKnow = 200;

constexpr int32_t kVowelEnding = 3;  // unknown words that one counts for: "bicicleta", "rumah baru"

bool IsEnglish(std::string_view language) { return language.substr(0, language.find('-')) == "en"; }

// Whether a Latin letter beyond a to z, or a combining mark, stands in a word as it was written.
bool HasAccent(std::string_view written) {
  for (size_t i = 0; i + 1 < written.size(); ++i) {
    const auto byte = static_cast<unsigned char>(written[i]);
    const auto next = static_cast<unsigned char>(written[i + 1]);
    if (byte >= 0xC3 && byte <= 0xC9) return true;                  // U+00C0 to U+027F
    if (byte == 0xCC || byte == 0xCD) return true;                  // U+0300 to U+037F
    if (byte == 0xE1 && next >= 0xB8 && next <= 0xBB) return true;  // U+1E00 to U+1EFF
  }
  return false;
}

bool IsPlain(std::string_view key) {
  return key.size() >= 2 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool EndsLikeFewEnglishWords(std::string_view key) {
  const char last = key.back();
  return key.size() >= 3 && (last == 'a' || last == 'i' || last == 'o' || last == 'u');
}

}  // namespace

void CountLanguage(const ruleset::Tables& tables, std::string_view text,
                   const text::TokenizedText& tokens, TurnRecord* record) {
  const bool knows_words = tables.own_word_count >= kOwnWordsToKnow;
  const bool english = IsEnglish(tables.language);
  uint32_t last_end = 0;
  for (const text::Token& token : tokens.tokens()) {
    const bool starts_word = token.end > last_end;  // not the second word of a spelling
    last_end = token.end;
    const bool is_word =
        token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kHashtag;
    if (!is_word || !starts_word || (token.flags & text::kQuoted) != 0) continue;
    const ruleset::WordLanguage language = tables.LanguageOf(token.word);
    record->own_words += language == ruleset::WordLanguage::kOwn ? 1 : 0;
    record->other_words += language == ruleset::WordLanguage::kOther ? 1 : 0;
    if (language != ruleset::WordLanguage::kUnlisted) continue;
    if (knows_words && token.kind == text::TokenKind::kWord &&
        (token.flags & text::kCapitalised) == 0) {
      if (english && HasAccent(text.substr(token.begin, token.end - token.begin))) {
        ++record->other_words;
      } else if (IsPlain(token.key)) {
        record->unknown_words += english && EndsLikeFewEnglishWords(token.key) ? kVowelEnding : 1;
      }
    }
  }
}

bool IsLanguageSupported(const Accumulator& sums) {
  const int64_t foreign_letters = sums.non_latin_letters;
  if (foreign_letters >= kForeignLetters && foreign_letters * 5 > sums.letters &&
      foreign_letters > sums.own_words * kLettersPerWord) {
    return false;
  }
  const int64_t sum =
      sums.other_words * kOtherWord + sums.unknown_words * kUnknownWord + sums.own_words * kOwnWord;
  return sum < (sums.other_words > 0 ? kForeign : kForeignUnheard);
}

}  // namespace rapport::engine
