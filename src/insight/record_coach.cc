#include "insight/record_coach.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "record/names.h"
#include "record/replies.h"

namespace rapport::insight {
namespace {

// As the rules name it, so that "call" and "phone" are one kind of interaction.
std::string ChannelOf(const RuleSet& rules, std::string_view channel) {
  const int32_t fact = rules.FindFact("channel");
  if (fact < 0 || rules.facts()[static_cast<size_t>(fact)].type != FactType::kEnum) {
    return std::string(channel);
  }
  if (channel.empty()) return "";
  return record::ChannelValue(rules.facts()[static_cast<size_t>(fact)], channel);
}

}  // namespace

RecordCoach::RecordCoach(std::shared_ptr<const RuleSet> rules, Coaching* coaching)
    : conversation_(std::move(rules)), coaching_(coaching) {}

Status RecordCoach::CheckRoom(const record::Record& record) {
  agents_.clear();
  for (const Turn& turn : record.turns) {
    if (turn.by == Speaker::kAgent) agents_.push_back(turn.author);
  }
  if (coaching_->HasRoomFor(record.team, agents_)) return Status();
  return Status(
      StatusCode::kLimitExceeded,
      StrCat("more than ", kMostPeople, " agents and teams, or ", kMostReplies, " replies"));
}

// Filled once before, as a whole: what is wrong with a record shows before a part of it counts.
Status RecordCoach::Add(record::RecordReader* reader, std::string_view id,
                        std::optional<Time> now) {
  const record::Record& record = reader->record();
  if (Status status = reader->Fill(&conversation_); !status.ok()) return status;
  if (Status status = CheckRoom(record); !status.ok()) return status;
  const std::string channel = ChannelOf(*conversation_.rules(), record.channel);
  Status status = record::ForEachReply(reader, &conversation_, [&](const record::Reply& reply) {
    const Turn& turn = reply.turn;
    Status reviewed = ReviewReply(conversation_, turn, turn.at ? turn.at : now, &review_);
    if (reviewed.ok()) {
      coaching_->Add(review_,
                     {id, reply.index, turn.author, record.team, channel, turn.at, turn.text});
    }
    return reviewed;
  });
  if (status.ok()) coaching_->CountConversation();
  return status;
}

}  // namespace rapport::insight
