#include "record/replies.h"

#include <string>
#include <vector>

#include "base/strings.h"

namespace rapport::record {
namespace {

bool IsPublic(const Turn& turn, Speaker by) {
  return turn.by == by && turn.visibility == Visibility::kPublic;
}

}  // namespace

Status ForEachReply(RecordReader* reader, Conversation* conversation,
                    const std::function<Status(const Reply& reply)>& handle) {
  if (Status status = reader->FillFacts(conversation); !status.ok()) return status;
  const std::vector<Turn>& turns = reader->record().turns;
  const auto named = [](size_t turn, const Status& status) {
    return status.ok() ? status
                       : Status(status.code(), StrCat("turns[", turn, "]: ", status.message()));
  };
  bool is_open = false;  // the customer waits for an answer
  std::string joined;
  size_t next = 0;
  while (next < turns.size()) {
    const size_t first = next;
    const Turn& turn = turns[first];
    if (IsPublic(turn, Speaker::kCustomer)) is_open = true;
    ++next;
    if (IsPublic(turn, Speaker::kAgent)) {
      while (next < turns.size() && IsPublic(turns[next], Speaker::kAgent) &&
             turns[next].author == turn.author && turns[next].format == turn.format) {
        ++next;
      }
      if (is_open) {
        Reply reply{turn, first};
        if (next - first > 1) {
          joined.assign(turn.text);
          for (size_t i = first + 1; i < next; ++i) StrAppend(&joined, "\n", turns[i].text);
          reply.turn.text = joined;
        }
        if (Status status = named(first, handle(reply)); !status.ok()) return status;
        is_open = false;
      }
    }
    for (size_t i = first; i < next; ++i) {
      if (Status s = named(i, conversation->AddTurn(turns[i])); !s.ok()) return s;
    }
  }
  return Status();
}

}  // namespace rapport::record
