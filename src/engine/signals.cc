#include "engine/signals.h"

#include <algorithm>

#include "engine/language.h"
#include "engine/promises.h"
#include "pack/signals.h"

namespace rapport::engine {
namespace {

using expr::Value;
using pack::SignalId;

// now - since, never negative; unknown when either is.
std::optional<Duration> Since(std::optional<Time> since, std::optional<Time> now) {
  if (!since || !now) return std::nullopt;
  return std::max(*now - *since, Duration::zero());
}

}  // namespace

void ComputeSignals(const Accumulator& sums, const std::vector<TurnRecord>& turns,
                    std::optional<Time> now, int32_t first_slot, Value* slots) {
  auto slot = [first_slot](SignalId id) { return first_slot + static_cast<int32_t>(id); };
  auto set = [&](SignalId id, Value value) { slots[static_cast<size_t>(id)] = value; };
  auto set_int = [&](SignalId id, int64_t value) { set(id, Value::Int(value)); };
  auto set_duration = [&](SignalId id, std::optional<Duration> value) {
    set(id, value ? Value::DurationMicros(value->count()) : Value::Unknown(slot(id)));
  };

  set_duration(SignalId::kWait, sums.waiting ? Since(sums.waiting_since, now) : Duration::zero());
  set_duration(SignalId::kFirstResponse,
               sums.replied ? Since(sums.first_customer_at, sums.first_reply_at) : std::nullopt);
  set_duration(SignalId::kOpenFor, Since(sums.first_at, now));
  set_duration(SignalId::kSinceAgent, Since(sums.last_reply_at, now));

  set_int(SignalId::kCustomerTurns, sums.customer_turns);
  set_int(SignalId::kAgentTurns, sums.agent_turns);
  set_int(SignalId::kBotTurns, sums.bot_turns);
  set_int(SignalId::kTotalWords, sums.total_words);
  set_int(SignalId::kRepeats, sums.repeats);
  set(SignalId::kLanguageSupported, Value::Bool(IsLanguageSupported(sums)));
  set(SignalId::kTruncated, Value::Bool(sums.truncated));

  set_int(SignalId::kOpenQuestions, sums.open_questions);
  set_int(SignalId::kPromisesOpen, sums.open_promises);
  const PromiseTotals promises = TotalsOf(sums, now);
  set(SignalId::kPromisesOverdue, promises.known
                                      ? Value::Int(promises.overdue)
                                      : Value::Unknown(slot(SignalId::kPromisesOverdue)));
  set_duration(SignalId::kOverdueFor,
               promises.known ? std::optional<Duration>(promises.overdue_for) : std::nullopt);

  if (sums.last_customer_turn < 0) {
    for (SignalId id :
         {SignalId::kWords, SignalId::kSentences, SignalId::kQuestions, SignalId::kExclamations,
          SignalId::kNumbers, SignalId::kEmoji, SignalId::kCapsRatio}) {
      set(id, Value::Unknown(slot(id)));
    }
    return;
  }
  const TurnRecord& last = turns[static_cast<size_t>(sums.last_customer_turn)];
  set_int(SignalId::kWords, last.words);
  set_int(SignalId::kSentences, last.sentences);
  set_int(SignalId::kQuestions, last.questions);
  set_int(SignalId::kExclamations, last.exclamations);
  set_int(SignalId::kNumbers, last.numbers);
  set_int(SignalId::kEmoji, last.emoji);
  set(SignalId::kCapsRatio, last.caps_known
                                ? Value::Double(static_cast<double>(last.upper_letters) /
                                                static_cast<double>(last.letters))
                                : Value::Unknown(slot(SignalId::kCapsRatio)));
}

}  // namespace rapport::engine
