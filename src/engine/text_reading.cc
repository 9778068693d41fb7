#include "engine/text_reading.h"

#include <algorithm>

#include "engine/conversation_state.h"
#include "engine/promises.h"
#include "phrase/scope.h"

namespace rapport::engine {
std::string_view CutAtCharacter(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && limit - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  if ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end = limit;  // malformed anyway
  return text.substr(0, end);
}

void CountTokens(const text::TokenizedText& text, TurnRecord* record) {
  uint32_t last_end = 0;
  for (const text::Token& token : text.tokens()) {
    if (IsWord(token)) {
      if (token.end > last_end) ++record->words;
    } else if (token.kind == text::TokenKind::kNumber) {
      ++record->numbers;
    } else if (token.kind == text::TokenKind::kEmoji) {
      ++record->emoji;
    } else if (token.kind == text::TokenKind::kMark) {
      if (token.key.find('?') != std::string_view::npos) ++record->questions;
      if (token.key.find('!') != std::string_view::npos) ++record->exclamations;
    }
    last_end = token.end;
  }
  record->sentences = static_cast<int32_t>(text.sentences());
  record->letters = static_cast<int32_t>(text.letters());
  record->upper_letters = static_cast<int32_t>(text.upper_letters());
  record->non_latin_letters = static_cast<int32_t>(text.non_latin_letters());
}

void FindHits(const ruleset::Tables& tables, ruleset::PhraseGroup group, TextReading* reading,
              std::vector<HitRecord>* hits) {
  const phrase::PhraseSet& phrases = *tables.phrases[group];
  if (reading->remembers) {
    phrases.MatchAgain(reading->tokens, &reading->scratch, &reading->memory, &reading->matches);
  } else {
    phrases.Match(reading->tokens, &reading->scratch, &reading->matches);
  }
  const auto marks = std::lower_bound(reading->matches.begin(), reading->matches.end(),
                                      phrase::Hit{tables.first_text_tag(), 0, 0});
  reading->marks.assign(marks, reading->matches.end());
  if (!tables.negation.HasOthers(reading->matches)) return;
  tables.negation.Mark(reading->tokens, &reading->matches, &reading->negated_by);
  phrase::KeepLeftmostLongest(&reading->matches);
  for (const phrase::Hit& hit : reading->matches) {
    const ruleset::CueEntry& cue = tables.cues[hit.tag];
    HitRecord record;
    record.cue = hit.tag;
    record.begin = reading->tokens.tokens()[hit.first_token].begin;
    record.end = reading->tokens.tokens()[hit.end_token - 1].end;
    if (cue.ignore_negated && phrase::IsNegated(hit, reading->negated_by)) {
      record.status = HitStatus::kNegated;
    } else if (cue.ignore_quoted && phrase::IsQuoted(hit, reading->tokens)) {
      record.status = HitStatus::kQuoted;
    } else if ((tables.service.cue_roles[hit.tag] & ruleset::kMakesPromise) != 0) {
      record.said_seconds = SecondsSaid(tables.service.text, reading->tokens, hit.first_token);
    }
    hits->push_back(record);
  }
}

}  // namespace rapport::engine
