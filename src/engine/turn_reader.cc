#include "engine/turn_reader.h"

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "base/time.h"
#include "engine/language.h"
#include "engine/text_reading.h"

namespace rapport::engine {
namespace {

constexpr size_t kWordsForRepeat = 3;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Whether two BCP 47 tags have the same primary language.
bool SameLanguage(std::string_view a, std::string_view b) {
  a = a.substr(0, a.find_first_of("-_"));
  b = b.substr(0, b.find_first_of("-_"));
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// The words: the number of each, or what is like a hash of one that the vocabulary lacks.
void CollectWords(const text::TokenizedText& text, std::vector<uint64_t>* words) {
  constexpr uint64_t kNotKnown = uint64_t{1} << 63;
  words->clear();
  for (const text::Token& token : text.tokens()) {
    if (!IsWord(token)) continue;
    words->push_back(token.word != text::Vocabulary::kNone ? token.word
                                                           : FastHash(token.key) | kNotKnown);
  }
}

// Each once, in order.
void SortOnce(std::vector<uint64_t>* words) {
  std::sort(words->begin(), words->end());
  words->erase(std::unique(words->begin(), words->end()), words->end());
}

// Whether the words nearly are those of one of the last customer turns (Jaccard index of 0.8 or
// more); then remembers them.
bool NotesRepeat(ConversationState* state) {
  std::vector<uint64_t>& first = state->recent_words[0];
  if (state->next_recent == 0 && first.empty()) {
    // Nothing to compare it with; most conversations have no other.
    CollectWords(state->reading.tokens, &first);
    state->first_is_unsorted = true;
    state->next_recent = 1;
    return false;
  }
  if (state->first_is_unsorted) {
    state->first_is_unsorted = false;
    SortOnce(&first);
    if (first.size() < kWordsForRepeat) {
      first.clear();
      state->next_recent = 0;
    }
  }
  CollectWords(state->reading.tokens, &state->turn_words);
  SortOnce(&state->turn_words);
  const std::vector<uint64_t>& words = state->turn_words;
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

// The name that the turn gives, if it does.
void HearName(const TurnRecord& record, ConversationState* state) {
  for (size_t i = record.first_hit; i < state->hits.size(); ++i) {
    const HitRecord& hit = state->hits[i];
    if (!state->tables->cues[hit.cue].names_customer || hit.status != HitStatus::kCounts) continue;
    const phrase::Hit& match = state->reading.matches[i - record.first_hit];
    state->heard_name.assign(state->reading.tokens.tokens()[match.end_token - 1].key);
  }
}

// What is asked, or taken up, in the text whose matches these are.
void FollowQuestions(bool by_customer, TurnRecord* record, ConversationState* state) {
  const ruleset::Tables& tables = *state->tables;
  const std::vector<phrase::Hit>& marks = state->reading.marks;
  const auto turn = static_cast<int32_t>(state->turns.size());
  QuestionChange change;
  if (by_customer) {
    change = NoteQuestions(tables, state->reading.tokens, marks, turn, &state->questions);
  } else {
    ReadReply(tables, state->reading.tokens, marks, &state->reply);
    change = NoteReply(state->reply, turn, &state->questions);
  }
  record->questions_asked = change.asked;
  record->questions_settled = change.settled;
}

void FindTerms(TurnRecord* record, ConversationState* state) {
  const phrase::TermIndex* index = state->tables->terms.index.get();
  if (index == nullptr) return;
  record->term_words =
      static_cast<int32_t>(index->Find(state->reading.tokens, &state->term_matches));
  const text::Tokens& tokens = state->reading.tokens.tokens();
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
  state->is_silent = false;
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
    tables.tokenizer->Tokenize(text, static_cast<text::Format>(turn.format),
                               &state->reading.tokens);
    FindHits(tables, by_customer ? ruleset::kCustomerPhrases : ruleset::kAgentPhrases,
             &state->reading, &state->hits);
    HearName(record, state);
    FollowQuestions(by_customer, &record, state);
    CountTokens(state->reading.tokens, &record);
    CountLanguage(tables, text, state->reading.tokens, &record);
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
