#ifndef RAPPORT_ENGINE_CONVERSATION_STATE_H_
#define RAPPORT_ENGINE_CONVERSATION_STATE_H_

// What a conversation holds: its turns as they were read, and the running sums that decisions start
// from. Reading a turn costs the turn; the sums are a fold over turns, so that the state after any
// prefix can be had again (escalations need "since which turn").

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/fact_store.h"
#include "engine/overrides.h"
#include "engine/questions.h"
#include "engine/text_reading.h"
#include "rapport/conversation.h"
#include "ruleset/tables.h"

namespace rapport::engine {

constexpr size_t kRecentTurns = 8;  // how far back a repeated turn is looked for

enum class TurnLanguage : uint8_t {
  kDetect = 0,
  kOwn = 1,
  kOther = 2
};  // said by the host, or not

// A term of the word tables in a turn, as a span of the turn's bytes.
struct TermRecord {
  uint32_t term = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// A turn, read: everything that signals and scores need of it.
struct TurnRecord {
  Speaker by = Speaker::kCustomer;
  bool is_public = true;
  bool truncated = false;
  TurnLanguage language = TurnLanguage::kDetect;
  std::optional<Time> at, end;
  size_t text_begin = 0, text_size = 0;   // in ConversationState::text
  size_t first_hit = 0, hit_count = 0;    // in ConversationState::hits
  size_t first_term = 0, term_count = 0;  // in ConversationState::terms
  int32_t term_words = 0;                 // words that could have been terms
  int32_t words = 0, sentences = 0, questions = 0, exclamations = 0, numbers = 0, emoji = 0;
  int32_t letters = 0, upper_letters = 0, non_latin_letters = 0;
  bool caps_known = false;
  int32_t own_words = 0, other_words = 0, unknown_words = 0;  // as engine/language.h counts them
  int32_t questions_asked = 0, questions_settled = 0;         // of the customer; by this turn
  bool repeats_earlier = false;  // nearly repeats an earlier customer turn
};

// The last time that a promise of the pack was made.
struct PromiseSum {
  int32_t turn = -1;     // -1: never
  int32_t kept_by = -1;  // the turn that kept it
  size_t hit = 0;        // in ConversationState::hits
  bool has_due = false;
  bool says_when = false;   // its own words do
  std::optional<Time> due;  // when it has one and the turn's time is known
};

// The sums over a prefix of the turns.
struct Accumulator {
  std::vector<ruleset::Index> cues;  // with hits that count, in the order of their first
  std::vector<Milli> counts;         // by cue: decayed, clamped, before saturation
  std::vector<int32_t> hit_totals;   // by cue: hits that count, undecayed
  std::vector<size_t> last_hits;     // by cue: the last of these, in ConversationState::hits
  std::vector<PromiseSum> promises;  // by promise of the pack
  int32_t open_promises = 0, open_questions = 0;
  std::vector<int64_t> term_sums;  // by target of the word tables: weights, decayed
  int64_t term_words = 0;          // milli, decayed
  int32_t turns = 0;
  int32_t customer_turns = 0, agent_turns = 0, bot_turns = 0;
  int32_t total_words = 0, repeats = 0;
  int32_t last_customer_turn = -1;
  bool truncated = false;
  int32_t own_words = 0, other_words = 0, unknown_words = 0;
  int32_t letters = 0, non_latin_letters = 0;
  bool waiting = false;               // a customer turn has no public agent reply yet
  std::optional<Time> waiting_since;  // of the oldest such turn
  std::optional<Time> first_at, first_customer_at, first_reply_at, last_reply_at, last_at;
  bool replied = false;

  void Reset(const ruleset::Tables& tables);
};

// Adds one turn to the sums. `hits` and `terms` are the turn's own.
void Accumulate(const ruleset::Tables& tables, const TurnRecord& turn, const HitRecord* hits,
                const TermRecord* terms, Accumulator* sums);

struct ConversationState {
  ConversationState(std::shared_ptr<const RuleSet> rule_set,
                    const ConversationLimits& limit_values);

  std::shared_ptr<const RuleSet> rules;
  const ruleset::Tables* tables;
  // Who it is, for decisions that remember how far they have read: nobody else has this address
  // as long as somebody holds it, and turns are only appended between two Reset().
  std::shared_ptr<const char> identity = std::make_shared<const char>('\0');
  uint64_t resets = 0;
  bool is_silent = false;  // no turn has been read since Reset(), not even one that failed
  ConversationLimits limits;
  FactStore facts;
  std::vector<TurnRecord> turns;
  std::vector<HitRecord> hits;
  std::vector<TermRecord> terms;
  std::string text;                   // of all turns, one after another
  Accumulator sums;                   // over all turns
  uint64_t acknowledgements = 0;      // how often Acknowledge() was called
  std::vector<int32_t> acknowledged;  // by route: number of turns when it was; -1 for never

  Overrides overrides;

  std::string heard_name;  // the customer's first name, folded; empty: not heard
  QuestionLog questions;

  // Word sets of the last customer turns, to find repeats.
  std::vector<std::vector<uint64_t>> recent_words;
  size_t next_recent = 0;
  bool first_is_unsorted = false;  // and holds words more than once

  // Scratch of reading a turn.
  TextReading reading;
  std::vector<phrase::TermHit> term_matches;
  std::vector<uint64_t> turn_words;
  ReplyContent reply;

  void Reset();
  std::string_view turn_text(const TurnRecord& turn) const {
    return std::string_view(text).substr(turn.text_begin, turn.text_size);
  }
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_CONVERSATION_STATE_H_
