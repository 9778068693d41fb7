#include "record/replies.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/time.h"
#include "rapport/rule_set.h"

namespace rapport::record {
namespace {

std::shared_ptr<const RuleSet> Rules() {
  RuleSetBuilder builder;
  builder.AddFile("replies.yaml", R"(
rapport: 1
pack: {id: replies, version: 1.0.0, language: en}
facts:
  channel: {type: enum, values: [chat, phone]}
  contacts: {type: int}
personas:
  none: {bias: 0.1}
)");
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// "INDEX BY TURNS-BEFORE text" of every reply, or the message of a failure.
std::string Replies(std::string turns) {
  std::string json = StrCat(R"({"channel":"call","facts":{"contacts":2},"turns":[)", turns, "]}");
  RecordReader reader;
  if (Status s = reader.Parse(json.data(), json.size()); !s.ok()) return s.message();
  Conversation conversation(Rules());
  std::string out;
  const Status status = ForEachReply(&reader, &conversation, [&](const Reply& reply) {
    StrAppend(&out, reply.index, " ", reply.turn.author, " ", conversation.turn_count(), " ",
              reply.turn.text, reply.turn.at ? StrCat(" ", FormatTime(*reply.turn.at)) : "", "; ");
    return reply.turn.text == "refuse" ? Status(StatusCode::kInvalidArgument, "no") : Status();
  });
  return status.ok() ? out : status.message();
}

TEST(Replies, Table) {
  struct Row {
    const char* name;
    const char* turns;
    const char* expected;
  };
  for (
      const Row& row : {
          Row{"nothing", "", ""},
          Row{"no reply", R"({"text":"hello"})", ""},
          Row{"each answer", R"({"text":"hello"},{"by":"agent","author":"ana","text":"hi"},
               {"text":"why"},{"by":"agent","author":"ben","text":"so"})",
              "1 ana 1 hi; 3 ben 3 so; "},
          Row{"the agent speaks first", R"({"by":"agent","text":"welcome"},{"text":"hello"},
               {"by":"agent","text":"hi"})",
              "2  2 hi; "},
          Row{"several turns of one agent are one reply",
              R"({"text":"hello"},{"by":"agent","author":"ana","text":"hi","at":"2026-03-01T10:00:00Z"},
               {"by":"agent","author":"ana","text":"bye","at":"2026-03-01T10:05:00Z"})",
              "1 ana 1 hi\nbye 2026-03-01T10:00:00Z; "},
          Row{"a second agent answers nobody",
              R"({"text":"hello"},{"by":"agent","author":"ana","text":"hi"},
               {"by":"agent","author":"ben","text":"me too"})",
              "1 ana 1 hi; "},
          Row{"another format is another message",
              R"({"text":"hello"},{"by":"agent","text":"hi"},
               {"by":"agent","format":"html","text":"<p>hi</p>"})",
              "1  1 hi; "},
          Row{"notes are no replies and do not end the wait",
              R"({"text":"hello"},{"by":"agent","visibility":"internal","text":"hm"},
               {"by":"bot","text":"beep"},{"by":"agent","text":"hi"})",
              "3  3 hi; "},
          Row{"nor does a note of the customer's begin one",
              R"({"visibility":"internal","text":"hello"},{"by":"agent","text":"hi"})", ""},
          Row{"a failure names the turn", R"({"text":"hello"},{"by":"agent","text":"refuse"})",
              "turns[1]: no"},
      }) {
    EXPECT_EQ(Replies(row.turns), row.expected) << row.name;
  }
}

TEST(Replies, TheConversationHasTheFactsAndInTheEndAllTurns) {
  std::string json = R"({"channel":"phone","facts":{"contacts":2},
    "turns":[{"text":"hello"},{"by":"agent","text":"hi"},{"by":"agent","text":"bye"}]})";
  RecordReader reader;
  ASSERT_TRUE(reader.Parse(json.data(), json.size()).ok());
  Conversation conversation(Rules());
  ASSERT_TRUE(conversation.SetFact("contacts", int64_t{7}).ok());
  ASSERT_TRUE(ForEachReply(&reader, &conversation, [](const Reply&) { return Status(); }).ok());
  EXPECT_EQ(conversation.turn_count(), 3u);

  std::string wrong = R"({"facts":{"contacts":"two"},"turns":[]})";
  ASSERT_TRUE(reader.Parse(wrong.data(), wrong.size()).ok());
  EXPECT_FALSE(ForEachReply(&reader, &conversation, [](const Reply&) { return Status(); }).ok());
}

}  // namespace
}  // namespace rapport::record
