#ifndef RAPPORT_RECORD_REPLIES_H_
#define RAPPORT_RECORD_REPLIES_H_

// The replies in a record, each with the conversation before it: for reviews of all that agents
// have written, not only of the last turn.

#include <cstddef>
#include <functional>

#include "rapport/conversation.h"
#include "rapport/status.h"
#include "record/record_reader.h"

namespace rapport::record {

// What an agent answered. Public turns that one agent sends one after another, in one format, are
// one reply: people write "Sorry about that." and the way out in two messages, and none of them
// should be judged without the other.
struct Reply {
  Turn turn;         // of several, the first, with the texts of all, a line break between them
  size_t index = 0;  // of the first in the record's turns
};

// Calls `handle` for every reply to a customer: public turns of agents after a public turn of the
// customer that no agent has answered yet. `conversation` holds the record's facts and the turns
// before the reply; its acknowledgements, which belong to the record's end, are left out. What
// `reply` refers to is borrowed until `handle` returns. Ends with the first failure, naming the
// turn; `conversation` then holds a part of the record.
Status ForEachReply(RecordReader* reader, Conversation* conversation,
                    const std::function<Status(const Reply& reply)>& handle);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_REPLIES_H_
