#include "engine/turn_reader.h"

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "base/time.h"
#include "engine/language.h"
#include "phrase/scope.h"

namespace rapport::engine {
namespace {

constexpr int32_t kLettersForCaps = 12;
constexpr size_t kWordsForRepeat = 3;

// The longest prefix of at most `limit` bytes that cuts no character.
std::string_view CutAtCharacter(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && limit - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  if ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end = limit;  // malformed anyway
  return text.substr(0, end);
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Whether two BCP 47 tags have the same primary language.
bool SameLanguage(std::string_view a, std::string_view b) {
  a = a.substr(0, a.find_first_of("-_"));
  b = b.substr(0, b.find_first_of("-_"));
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool IsWord(const text::Token& token) {
  return token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kHashtag;
}

// Counts what the signals need. A word that the spellings made two counts once as a word.
void CountTokens(const text::TokenizedText& text, TurnRecord* record,
                 std::vector<uint64_t>* words) {
  words->clear();
  uint32_t last_end = 0;
  for (const text::Token& token : text.tokens()) {
    if (IsWord(token)) {
      if (token.end > last_end) ++record->words;
      words->push_back(Hash(token.key));
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

// Whether the words nearly are those of one of the last customer turns (Jaccard index of 0.8 or
// more); then remembers them.
bool NotesRepeat(ConversationState* state) {
  std::vector<uint64_t>& words = state->turn_words;
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() < kWordsForRepeat) return false;
  bool repeats = false;
  for (const std::vector<uint64_t>& earlier : state->recent_words) {
    size_t common = 0;
    for (size_t i = 0, j = 0; i < words.size() && j < earlier.size();) {
      if (words[i] == earlier[j]) ++common;
      const bool advance_i = words[i] <= earlier[j];
      const bool advance_j = earlier[j] <= words[i];
      i += advance_i;
      j += advance_j;
    }
    repeats |= !earlier.empty() && common * 5 >= (words.size() + earlier.size() - common) * 4;
  }
  state->recent_words[state->next_recent] = words;
  state->next_recent = (state->next_recent + 1) % kRecentTurns;
  return repeats;
}

void FindHits(ruleset::PhraseGroup group, ConversationState* state) {
  const ruleset::Tables& tables = *state->tables;
  tables.phrases->Match(state->tokens, &state->match_scratch, &state->matches, group);
  if (!tables.negation.HasOthers(state->matches)) return;
  tables.negation.Mark(state->tokens, &state->matches, &state->negated_by);
  phrase::KeepLeftmostLongest(&state->matches);
  for (const phrase::Hit& hit : state->matches) {
    const ruleset::CueEntry& cue = tables.cues[hit.tag];
    HitRecord record;
    record.cue = hit.tag;
    record.begin = state->tokens.tokens()[hit.first_token].begin;
    record.end = state->tokens.tokens()[hit.end_token - 1].end;
    if (cue.ignore_negated && phrase::IsNegated(hit, state->negated_by)) {
      record.status = HitStatus::kNegated;
    } else if (cue.ignore_quoted && phrase::IsQuoted(hit, state->tokens)) {
      record.status = HitStatus::kQuoted;
    }
    state->hits.push_back(record);
  }
}

void FindTerms(TurnRecord* record, ConversationState* state) {
  const phrase::TermIndex* index = state->tables->terms.index.get();
  if (index == nullptr) return;
  record->term_words = static_cast<int32_t>(index->Find(state->tokens, &state->term_matches));
  const std::vector<text::Token>& tokens = state->tokens.tokens();
  for (const phrase::TermHit& hit : state->term_matches) {
    state->terms.push_back(
        {hit.term, tokens[hit.first_token].begin, tokens[hit.end_token - 1].end});
  }
}

}  // namespace

Status ReadTurn(const Turn& turn, ConversationState* state) {
  if (state->turns.size() >= state->limits.turns) {
    return Status(StatusCode::kLimitExceeded,
                  StrCat("a conversation holds at most ", state->limits.turns, " turns"));
  }
  if (!IsInRange(turn.at.value_or(kFirstTime)) || !IsInRange(turn.end.value_or(kFirstTime))) {
    return Status(StatusCode::kInvalidArgument, "the turn's time is not in the years 1 to 9999");
  }
  const ruleset::Tables& tables = *state->tables;
  const std::string_view text = CutAtCharacter(turn.text, state->limits.turn_bytes);

  TurnRecord record;
  record.by = turn.by;
  record.is_public = turn.visibility == Visibility::kPublic;
  record.truncated = text.size() < turn.text.size();
  record.at = turn.at;
  record.end = turn.end;
  record.text_begin = state->text.size();
  record.text_size = text.size();
  record.first_hit = state->hits.size();
  record.first_term = state->terms.size();
  if (!turn.language.empty()) {
    record.language =
        SameLanguage(turn.language, tables.language) ? TurnLanguage::kOwn : TurnLanguage::kOther;
  }
  state->text.append(text);

  const bool by_customer = turn.by == Speaker::kCustomer;
  if (record.is_public && (by_customer || turn.by == Speaker::kAgent)) {
    tables.tokenizer->Tokenize(text, static_cast<text::Format>(turn.format), &state->tokens);
    FindHits(by_customer ? ruleset::kCustomerPhrases : ruleset::kAgentPhrases, state);
    CountTokens(state->tokens, &record, &state->turn_words);
    CountLanguage(tables, text, state->tokens, &record);
    record.caps_known = turn.format != TextFormat::kTranscript && record.letters >= kLettersForCaps;
    if (by_customer) {
      record.repeats_earlier = NotesRepeat(state);
      FindTerms(&record, state);
    }
  }
  record.hit_count = state->hits.size() - record.first_hit;
  record.term_count = state->terms.size() - record.first_term;
  state->turns.push_back(record);
  Accumulate(tables, record, state->hits.data() + record.first_hit,
             state->terms.data() + record.first_term, &state->sums);
  return Status();
}

}  // namespace rapport::engine
