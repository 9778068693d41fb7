#ifndef RAPPORT_ENGINE_TEXT_READING_H_
#define RAPPORT_ENGINE_TEXT_READING_H_

// Reading one text, a turn's or a reply's: its tokens, the hits of cues in it, what signals count.

#include <cstdint>
#include <string_view>
#include <vector>

#include "phrase/phrase_set.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::engine {

enum class HitStatus : uint8_t { kCounts = 0, kNegated = 1, kQuoted = 2 };

// A cue's match in a text, as a span of its bytes.
struct HitRecord {
  ruleset::Index cue = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  int32_t said_seconds = 0;  // of a promise, how far off the time is that its words give; 0: none
  HitStatus status = HitStatus::kCounts;
};

struct TurnRecord;

// The text being read, and memory that is reused.
struct TextReading {
  text::TokenizedText tokens;
  std::vector<phrase::Hit> matches;  // of the last FindHits(), in step with what it appended
  std::vector<phrase::Hit> marks;    // those of the phrases of `text:` (pack::TextPhrase)
  phrase::MatchScratch scratch;
  std::vector<uint32_t> negated_by;
  // For one text that is read again and again: sentences that have not changed keep their matches.
  bool remembers = false;
  phrase::MatchMemory memory;  // of the phrases of one rule set and group
};

// With fewer letters the share of capitals says nothing.
constexpr int32_t kLettersForCaps = 12;

inline bool IsWord(const text::Token& token) {
  return token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kHashtag;
}

// The longest prefix of at most `limit` bytes that cuts no character.
std::string_view CutAtCharacter(std::string_view text, size_t limit);

// Appends the hits of cues of `group` in `reading->tokens`, with negation and quotation.
void FindHits(const ruleset::Tables& tables, ruleset::PhraseGroup group, TextReading* reading,
              std::vector<HitRecord>* hits);

// Counts what the signals need. A word that the spellings made two counts once as a word.
void CountTokens(const text::TokenizedText& text, TurnRecord* record);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_TEXT_READING_H_
