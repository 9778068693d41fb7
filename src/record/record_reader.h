#ifndef RAPPORT_RECORD_RECORD_READER_H_
#define RAPPORT_RECORD_RECORD_READER_H_

// Conversation records: one JSON object, as docs/records.md describes, becomes a filled
// Conversation.
//
//     RecordReader reader;
//     Status status = reader.Parse(bytes, size);
//     if (status.ok()) status = reader.Fill(&conversation);
//     if (status.ok()) status = Decide(conversation, reader.record().now, &decision);
//
// Parsing works in place: the bytes are overwritten, and the record borrows from them. Nesting, the
// number of values and the size are bounded, so that hostile input costs no more than its length.
// Messages name the field: "turns[2].at: not an RFC 3339 time: 'yesterday'".

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/status.h"
#include "record/feedback.h"

namespace rapport::record {

// What to do with a fact that the rule set does not declare: a host's typing error would otherwise
// stay unseen, so the default refuses the record.
enum class UnknownFacts { kError, kWarn, kIgnore };

struct ReadOptions {
  UnknownFacts unknown_facts = UnknownFacts::kError;
  size_t bytes = 16 * 1024 * 1024;  // of one record
  uint32_t depth = 32;              // nesting
  uint32_t values = 500'000;        // JSON values, keys included
  // Whether Fill() sets the record's overrides. Without them a decision is what the rules find,
  // which is what evaluating and learning are about.
  bool overrides = true;
};

// What people said about the conversation, to compare with.
struct Label {
  std::string persona;  // empty when not given
  std::vector<std::string> also;
  std::optional<int32_t> hostility;
  std::optional<bool> escalate;
  std::vector<std::pair<std::string, std::string>> review;  // check and "pass", "fail" or "na"

  // The same by each of several people who judged the reply apart from each other.
  struct Reviewer {
    std::string name;
    std::vector<std::pair<std::string, std::string>> review;
  };
  std::vector<Reviewer> reviewers;
};

// The record without its facts, which need a rule set to be read.
struct Record {
  std::string_view id;
  std::string_view channel;
  std::string_view source;  // where the record comes from, when that is given as a string
  std::string_view team;    // of its agents, when that is given as a string
  std::optional<Time> now;
  std::vector<Turn> turns;
  std::vector<std::string_view> acknowledged;
  std::optional<Label> label;
  std::optional<RecordOverrides> overrides;
  std::vector<Event> events;  // oldest first
};

// What WriteLabelled() adds. What the record's label says already stays.
struct NewLabel {
  std::string_view source;   // takes the place of the record's
  std::string_view persona;  // empty: none
  std::optional<bool> escalate;
};

class JsonWriter;

// Reusable; thread-compatible.
class RecordReader {
 public:
  explicit RecordReader(const ReadOptions& options = ReadOptions());
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;

  // Reads the record in `json[0, size)`, which must be followed by a NUL byte and stay untouched
  // while record() or Fill() are used. kInvalidArgument or kLimitExceeded, and no record, on
  // failure.
  Status Parse(char* json, size_t size);
  const Record& record() const;

  // Appends the record that was parsed last, which must not have been refused, with a further
  // label: all of its keys as they were, but for `source` and `label`.
  void WriteLabelled(const NewLabel& label, JsonWriter* out) const;

  // The id of what Parse() was last given, even if that was refused for another reason, so that the
  // refusal can name it; borrowed as record() is. Nothing when it has none, or none that can be
  // used: an empty one, one of the wrong kind, two, or what is no JSON object.
  std::optional<std::string_view> id() const;

  // Empties `conversation` and puts facts, turns, acknowledgements and overrides of the last parsed
  // record into it. On failure it holds some of them.
  Status Fill(Conversation* conversation);

  // The same, but for the last turn, which is an agent's: the reply to review. It is borrowed as
  // record() is. kInvalidArgument when the record has no such turn.
  Status FillBeforeReply(Conversation* conversation, const Turn** reply);

  // Empties `conversation` and puts only the facts of the last parsed record into it, the channel
  // among them: for callers that add the turns one by one (record/replies.h).
  Status FillFacts(Conversation* conversation);

  // Of the Fill() since the last Parse(): "facts.contcts: not declared ...; ignored", "channel:
  // ...".
  const std::vector<std::string>& warnings() const;

 private:
  struct State;
  Status FillTurns(size_t turns, Conversation* conversation);

  std::unique_ptr<State> state_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_RECORD_READER_H_
