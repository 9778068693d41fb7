#include "pack/reply_signals.h"

namespace rapport::pack {

const std::array<ReplySignalInfo, kReplySignalCount>& ReplySignals() {
  static constexpr std::array<ReplySignalInfo, kReplySignalCount> kSignals = {{
      {ReplySignalId::kWords, "reply.words", FactType::kInt, "", "words of the reply"},
      {ReplySignalId::kSentences, "reply.sentences", FactType::kInt, "", "sentences of the reply"},
      {ReplySignalId::kQuestions, "reply.questions", FactType::kInt, "",
       "question marks; a run counts once"},
      {ReplySignalId::kExclamations, "reply.exclamations", FactType::kInt, "",
       "exclamation marks; a run counts once"},
      {ReplySignalId::kNumbers, "reply.numbers", FactType::kInt, "", "numbers written in digits"},
      {ReplySignalId::kEmoji, "reply.emoji", FactType::kInt, "", "emoji; a run of one counts once"},
      {ReplySignalId::kLinks, "reply.links", FactType::kInt, "", "links and e-mail addresses"},
      {ReplySignalId::kCapsRatio, "reply.caps_ratio", FactType::kDouble,
       "with fewer than 12 letters, and in transcripts",
       "share of letters that are capitals, 0 to 1"},
      {ReplySignalId::kIsFirst, "reply.is_first", FactType::kBool, "",
       "whether no agent has replied before in public"},
      {ReplySignalId::kWait, "reply.wait", FactType::kDuration,
       "without the time of the reply, or of the turn",
       "from the oldest unanswered customer turn to the reply; 0 when none waits"},
      {ReplySignalId::kUsesName, "reply.uses_name", FactType::kBool, "",
       "whether the customer's first name is in the reply"},
      {ReplySignalId::kNameKnown, "name_known", FactType::kBool, "",
       "whether the customer's first name is told, or was heard in the conversation"},
      {ReplySignalId::kAsked, "reply.asked", FactType::kInt, "",
       "the customer's questions that are open before the reply"},
      {ReplySignalId::kUnanswered, "reply.unanswered", FactType::kInt, "",
       "of these, those that the reply does not take up"},
      {ReplySignalId::kSharedWords, "reply.shared_words", FactType::kInt, "",
       "different content words of the customer's since the last reply that this one takes up"},
  }};
  return kSignals;
}

}  // namespace rapport::pack
