#include "pack/signals.h"

namespace rapport::pack {

const std::array<SignalInfo, kSignalCount>& Signals() {
  constexpr std::string_view kLast = "last customer turn";
  constexpr std::string_view kAll = "conversation";
  constexpr std::string_view kNoTurn = "before the first customer turn";
  static constexpr std::array<SignalInfo, kSignalCount> kSignals = {{
      {SignalId::kWait, "wait", FactType::kDuration, kAll, "without `now` or the turn's time",
       "how long the oldest customer turn without a public agent reply has waited; 0 when none "
       "waits"},
      {SignalId::kFirstResponse, "first_response", FactType::kDuration, kAll,
       "until an agent has replied, or without times",
       "from the first customer turn to the first public agent reply"},
      {SignalId::kOpenFor, "open_for", FactType::kDuration, kAll,
       "without `now` or the turn's time", "since the first turn"},
      {SignalId::kSinceAgent, "since_agent", FactType::kDuration, kAll,
       "until an agent has replied, or without times", "since the last public agent reply"},
      {SignalId::kCustomerTurns, "customer_turns", FactType::kInt, kAll, "",
       "turns by the customer"},
      {SignalId::kAgentTurns, "agent_turns", FactType::kInt, kAll, "", "public turns by agents"},
      {SignalId::kBotTurns, "bot_turns", FactType::kInt, kAll, "", "turns by bots"},
      {SignalId::kWords, "words", FactType::kInt, kLast, kNoTurn, "words of the turn"},
      {SignalId::kSentences, "sentences", FactType::kInt, kLast, kNoTurn, "sentences of the turn"},
      {SignalId::kQuestions, "questions", FactType::kInt, kLast, kNoTurn,
       "question marks; a run counts once"},
      {SignalId::kExclamations, "exclamations", FactType::kInt, kLast, kNoTurn,
       "exclamation marks; a run counts once"},
      {SignalId::kNumbers, "numbers", FactType::kInt, kLast, kNoTurn, "numbers written in digits"},
      {SignalId::kEmoji, "emoji", FactType::kInt, kLast, kNoTurn,
       "emoji; a run of one counts once"},
      {SignalId::kCapsRatio, "caps_ratio", FactType::kDouble, kLast,
       "with fewer than 12 letters, and in transcripts",
       "share of letters that are capitals, 0 to 1"},
      {SignalId::kTotalWords, "total_words", FactType::kInt, kAll, "",
       "words of all customer turns"},
      {SignalId::kRepeats, "repeats", FactType::kInt, kAll, "",
       "customer turns of three or more words that nearly repeat an earlier one"},
      {SignalId::kLanguageSupported, "language_supported", FactType::kBool, kAll, "",
       "whether the customer's words are in the pack's language"},
      {SignalId::kTruncated, "truncated", FactType::kBool, kAll, "",
       "whether a turn was cut at the size limit"},
      {SignalId::kOpenQuestions, "open_questions", FactType::kInt, kAll, "",
       "questions of the customer that no later public agent turn has taken up"},
      {SignalId::kPromisesOpen, "promises_open", FactType::kInt, kAll, "",
       "promises of agents that are not kept yet, the overdue ones among them"},
      {SignalId::kPromisesOverdue, "promises_overdue", FactType::kInt, kAll,
       "when an open promise has a due time and times are missing", "of these, those past due"},
      {SignalId::kOverdueFor, "overdue_for", FactType::kDuration, kAll, "as promises_overdue",
       "how long the oldest overdue promise is past due; 0 when none is"},
  }};
  return kSignals;
}

}  // namespace rapport::pack
