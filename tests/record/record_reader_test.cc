#include "record/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/strings.h"
#include "base/time.h"
#include "rapport/explanation.h"
#include "rapport/rule_set.h"

namespace rapport::record {
namespace {

using ::testing::HasSubstr;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: records, version: 1.0.0, language: en}
facts:
  channel: {type: enum, values: [chat, phone, other]}
  contacts_7d: {type: int, min: 0, max: 100}
  share: {type: double}
  is_vip: {type: bool}
  name: {type: string}
  tenure: {type: duration, min: 0s}
  renewal: {type: timestamp}
  tags: {type: strings}
cues:
  greets: [hello]
personas:
  chatty: {label: Chatty, display_name: Chatty, summary: Talks., evidence: {greets: 1}}
  none: {bias: 0.1}
routes: {supervisor: {level: 2, label: Supervisor}}
)";

std::shared_ptr<const RuleSet> Rules() {
  RuleSetBuilder builder;
  builder.AddFile("records.yaml", kPack);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// What a record does: the message of the failure, or "" and a filled conversation.
struct Reading {
  explicit Reading(std::string text, ReadOptions options = ReadOptions())
      : json(std::move(text)), reader(options), rules(Rules()), conversation(rules) {
    Status status = reader.Parse(json.data(), json.size());
    if (status.ok()) status = reader.Fill(&conversation);
    message = status.message();
  }

  // The known facts, as an explanation names them: "contacts_7d=3".
  std::string Facts() const {
    std::string out;
    Explanation explanation;
    const Status status = Explain(conversation, std::nullopt, &explanation);
    if (!status.ok()) return status.message();
    for (const auto& [name, value] : explanation.facts()) {
      StrAppend(&out, out.empty() ? "" : " ", name, "=", value);
    }
    return out;
  }

  std::string json;
  RecordReader reader;
  std::shared_ptr<const RuleSet> rules;
  Conversation conversation;
  std::string message;
};

TEST(RecordReader, ReadsEveryField) {
  Reading r(R"({"id":"c1","channel":"chat","now":"2026-03-01T10:20:00Z","facts":{"contacts_7d":3},
    "turns":[{"id":"t1","by":"agent","author":"Ann","visibility":"internal","format":"html",
              "language":"en-GB","text":"<p>Hi</p>","at":"2026-03-01T10:00:00+01:00",
              "end":"2026-03-01T10:05:00+01:00"},
             {"text":"hello"}],
    "acknowledged":["supervisor"],
    "label":{"persona":"chatty","also":["loyalist"],"hostility":2,"escalate":true,
             "review":{"apology":"na"}},
    "source":{"not":["ours",1,null]}})");
  ASSERT_EQ(r.message, "");
  const Record& record = r.reader.record();
  EXPECT_EQ(record.id, "c1");
  EXPECT_EQ(record.channel, "chat");
  EXPECT_EQ(record.now, ParseTime("2026-03-01T10:20:00Z"));
  ASSERT_EQ(record.turns.size(), 2u);
  const Turn& turn = record.turns[0];
  EXPECT_EQ(turn.id, "t1");
  EXPECT_EQ(turn.by, Speaker::kAgent);
  EXPECT_EQ(turn.author, "Ann");
  EXPECT_EQ(turn.visibility, Visibility::kInternal);
  EXPECT_EQ(turn.format, TextFormat::kHtml);
  EXPECT_EQ(turn.language, "en-GB");
  EXPECT_EQ(turn.text, "<p>Hi</p>");
  EXPECT_EQ(turn.at, ParseTime("2026-03-01T09:00:00Z"));
  EXPECT_EQ(turn.end, ParseTime("2026-03-01T09:05:00Z"));
  EXPECT_EQ(record.turns[1].by, Speaker::kCustomer);
  EXPECT_EQ(record.turns[1].at, std::nullopt);
  ASSERT_TRUE(record.label.has_value());
  EXPECT_EQ(record.label->persona, "chatty");
  EXPECT_THAT(record.label->also, ::testing::ElementsAre("loyalist"));
  EXPECT_EQ(record.label->hostility, 2);
  EXPECT_EQ(record.label->escalate, true);
  EXPECT_THAT(record.label->review, ::testing::ElementsAre(::testing::Pair("apology", "na")));
  EXPECT_EQ(r.conversation.turn_count(), 2u);
  EXPECT_EQ(r.Facts(), "channel=\"chat\" contacts_7d=3");
  EXPECT_EQ(record.source, "");  // no string, so a host's own
}

TEST(RecordReader, TeamIsReadWhenItIsAString) {
  EXPECT_EQ(Reading(R"({"team":"north","turns":[]})").reader.record().team, "north");
  EXPECT_EQ(Reading(R"({"team":{"id":7},"turns":[]})").message, "");

  std::string first = R"({"team":"north","turns":[]})", second = R"({"turns":[]})";
  RecordReader reader;
  ASSERT_TRUE(reader.Parse(first.data(), first.size()).ok());
  ASSERT_TRUE(reader.Parse(second.data(), second.size()).ok());
  EXPECT_EQ(reader.record().team, "");
}

TEST(RecordReader, ReviewersAreReadEachByItself) {
  Reading r(
      R"({"turns":[],"label":{"reviewers":{"ana":{"apology":"pass","empathy":"na"},"ben":{}}}})");
  ASSERT_EQ(r.message, "");
  const auto& reviewers = r.reader.record().label->reviewers;
  ASSERT_EQ(reviewers.size(), 2u);
  EXPECT_EQ(reviewers[0].name, "ana");
  EXPECT_THAT(reviewers[0].review, ::testing::ElementsAre(::testing::Pair("apology", "pass"),
                                                          ::testing::Pair("empathy", "na")));
  EXPECT_EQ(reviewers[1].name, "ben");
}

TEST(RecordReader, SourceIsReadWhenItIsAString) {
  EXPECT_EQ(Reading(R"({"source":"survey","turns":[]})").reader.record().source, "survey");
  EXPECT_EQ(Reading(R"({"source":null,"turns":[]})").reader.record().source, "");
  EXPECT_EQ(Reading(R"({"source":7,"turns":[]})").message, "");

  // A reader that is used again forgets the last one's.
  std::string first = R"({"source":"survey","turns":[]})", second = R"({"turns":[]})";
  RecordReader reader;
  ASSERT_TRUE(reader.Parse(first.data(), first.size()).ok());
  ASSERT_TRUE(reader.Parse(second.data(), second.size()).ok());
  EXPECT_EQ(reader.record().source, "");
}

TEST(RecordReader, Failures) {
  const struct {
    const char* json;
    const char* message;  // part of it
  } kCases[] = {
      {"", "not JSON at byte 1"},
      {"{", "not JSON at byte 2"},
      {R"({"turns":[]} x)", "not JSON at byte 14"},
      {R"({"turns":[{"text":"a)", "not JSON at byte 21"},
      {"[]", "must be an object, not a list"},
      {"3", "must be an object, not a number"},
      {"{}", "turns: missing"},
      {R"({"turns":null})", "turns: missing"},
      {R"({"turns":{}})", "turns: must be a list, not an object"},
      {R"({"turns":["hello"]})", "turns[0]: must be an object, not a string"},
      {R"({"turns":[{}]})", "turns[0].text: missing"},
      {R"({"turns":[{"text":"a"},{"text":3}]})", "turns[1].text: must be a string, not a number"},
      {R"({"turns":[{"text":"a","by":"client"}]})",
       "turns[0].by: must be customer, agent, bot, system or third_party, not 'client'"},
      {R"({"turns":[{"text":"a","visibility":"x"}]})",
       "turns[0].visibility: must be public or internal, not 'x'"},
      {R"({"turns":[{"text":"a","format":"pdf"}]})", "turns[0].format: must be text, html, email"},
      {R"({"turns":[{"text":"a","at":"yesterday"}]})",
       "turns[0].at: not an RFC 3339 time: 'yesterday'"},
      {R"({"turns":[{"text":"a","end":5}]})", "turns[0].end: must be a string, not a number"},
      {R"({"turns":[],"now":"2026-03-01"})", "now: not an RFC 3339 time: '2026-03-01'"},
      {R"({"turns":[],"id":{}})", "id: must be a string, not an object"},
      {R"({"turns":[],"id":1.5})", "id: must be a string, not a number"},
      {R"({"turns":[],"turns":[]})", "turns: given twice"},
      {R"({"turns":[{"text":"a","text":"b"}]})", "turns[0].text: given twice"},
      {R"({"turns":[],"facts":[]})", "facts: must be an object, not a list"},
      {R"({"turns":[],"facts":{"contact_7d":1}})", "facts.contact_7d: no fact of records@1.0.0#"},
      {R"({"turns":[],"facts":{"contact_7d":1}})", "did you mean 'contacts_7d'?"},
      {R"({"turns":[],"facts":{"is_vip":true,"is_vip":false}})", "facts.is_vip: given twice"},
      {R"({"turns":[],"facts":{"contacts_7d":"3"}})",
       "facts.contacts_7d: must be a whole number, not '3'"},
      {R"({"turns":[],"facts":{"contacts_7d":2.5}})", "must be a whole number, not a number"},
      {R"({"turns":[],"facts":{"contacts_7d":1e300}})", "must be a whole number"},
      {R"({"turns":[],"facts":{"contacts_7d":-1}})", "facts.contacts_7d: "},
      {R"({"turns":[],"facts":{"is_vip":1}})", "facts.is_vip: must be true or false"},
      {R"({"turns":[],"facts":{"share":"a"}})", "facts.share: must be a number, not 'a'"},
      {R"({"turns":[],"facts":{"name":[]}})", "facts.name: must be a string, not a list"},
      {R"({"turns":[],"facts":{"channel":"fax"}})", "facts.channel: "},
      {R"({"turns":[],"facts":{"tenure":"2 hours"}})",
       "facts.tenure: must be a duration such as \"2h\" or \"1h30m\", not '2 hours'"},
      {R"({"turns":[],"facts":{"tenure":"-2h"}})", "facts.tenure: "},
      {R"({"turns":[],"facts":{"renewal":"soon"}})", "facts.renewal: must be an RFC 3339 time"},
      {R"({"turns":[],"facts":{"tags":"a"}})", "facts.tags: must be a list of strings"},
      {R"({"turns":[],"facts":{"tags":["a",1]}})", "facts.tags: must be a list of strings"},
      {R"({"turns":[],"acknowledged":"supervisor"})", "acknowledged: must be a list"},
      {R"({"turns":[],"acknowledged":[1]})", "acknowledged[0]: must be a string"},
      {R"({"turns":[],"acknowledged":["nobody"]})", "acknowledged[0]: "},
      {R"({"turns":[],"label":"chatty"})", "label: must be an object, not a string"},
      {R"({"turns":[],"label":{"hostility":"high"}})", "label.hostility: must be a level"},
      {R"({"turns":[],"label":{"hostility":-1}})", "label.hostility: must be a level"},
      {R"({"turns":[],"label":{"escalate":0}})", "label.escalate: must be true or false"},
      {R"({"turns":[],"label":{"also":[{}]}})", "label.also[0]: must be a string"},
      {R"({"turns":[],"label":{"review":{"apology":1}}})",
       "label.review.apology: must be a string"},
      {R"({"turns":[],"label":{"reviewers":["ana"]}})", "label.reviewers: must be an object"},
      {R"({"turns":[],"label":{"reviewers":{"ana":7}}})", "label.reviewers.ana: must be an object"},
      {R"({"turns":[],"label":{"reviewers":{"ana":{"empathy":1}}}})",
       "label.reviewers.ana.empathy: must be a string"},
      {R"({"turns":[],"label":{"reviewers":{"ana":{},"ana":{}}}})",
       "label.reviewers.ana: given twice"},
      {R"({"turns":[{"text":"\uD800"}]})", "not JSON at byte"},
  };
  for (const auto& c : kCases) {
    const Reading r(c.json);
    EXPECT_THAT(r.message, HasSubstr(c.message)) << c.json;
  }
}

TEST(RecordReader, FactsByType) {
  const struct {
    const char* facts;
    const char* read;
  } kCases[] = {
      {R"({})", ""},
      {R"({"contacts_7d":3})", "contacts_7d=3"},
      {R"({"contacts_7d":3.0})", "contacts_7d=3"},  // as some languages write a whole number
      {R"({"contacts_7d":null})", ""},
      {R"({"share":1})", "share=1.0"},
      {R"({"share":0.25})", "share=0.25"},
      {R"({"is_vip":false})", "is_vip=false"},
      {R"({"name":"Zo\u00eb"})", "name=\"Zo\xC3\xAB\""},
      {R"({"tenure":"1h30m"})", "tenure=duration(\"5400s\")"},
      {R"({"channel":"phone"})", "channel=\"phone\""},
      {R"({"tags":["a","b"]})", "tags=[\"a\", \"b\"]"},
  };
  for (const auto& c : kCases) {
    const Reading r(R"({"turns":[],"facts":)" + std::string(c.facts) + "}");
    EXPECT_EQ(r.message, "") << c.facts;
    EXPECT_EQ(r.Facts(), c.read) << c.facts;
  }
}

TEST(RecordReader, ChannelSetsTheFact) {
  EXPECT_EQ(Reading(R"({"turns":[],"channel":"call"})").Facts(), "channel=\"phone\"");
  EXPECT_EQ(Reading(R"({"turns":[],"channel":"fax"})").Facts(), "channel=\"other\"");
  // An explicit fact wins, wherever it stands.
  EXPECT_EQ(Reading(R"({"facts":{"channel":"chat"},"turns":[],"channel":"call"})").Facts(),
            "channel=\"chat\"");
}

TEST(RecordReader, UnknownFactsByOption) {
  const std::string json = R"({"turns":[],"facts":{"contact_7d":1,"is_vip":true}})";
  ReadOptions options;
  options.unknown_facts = UnknownFacts::kWarn;
  Reading warned(json, options);
  EXPECT_EQ(warned.message, "");
  ASSERT_EQ(warned.reader.warnings().size(), 1u);
  EXPECT_THAT(warned.reader.warnings()[0], HasSubstr("facts.contact_7d: no fact of"));
  EXPECT_EQ(warned.Facts(), "is_vip=true");
  options.unknown_facts = UnknownFacts::kIgnore;
  Reading ignored(json, options);
  EXPECT_EQ(ignored.message, "");
  EXPECT_TRUE(ignored.reader.warnings().empty());
}

TEST(RecordReader, BoundsAreCheckedFirst) {
  ReadOptions options;
  options.bytes = 100;
  EXPECT_EQ(Reading(std::string(101, ' '), options).message, "longer than 100 bytes");
  options = ReadOptions();
  options.values = 1000;
  std::string many = R"({"turns":[],"other":[)";
  for (int i = 0; i < 1000; ++i) many += "0,";
  EXPECT_EQ(Reading(many + "0]}", options).message, "more than 1000 JSON values");
  // A million brackets neither overflow the stack nor take memory for each.
  for (const char* open : {"[", "{\"a\":"}) {
    std::string deep = R"({"turns":)";
    for (int i = 0; i < 1'000'000; ++i) deep += open;
    EXPECT_EQ(Reading(deep).message, "nested more than 32 deep");
  }
}

TEST(RecordReader, RawNulAndEscapedNul) {
  EXPECT_EQ(Reading(std::string(R"({"turns":[]})") + '\0' + "{}").message,
            "not JSON at byte 13: a NUL byte");
  EXPECT_THAT(Reading(std::string("{\"turns\":[{\"text\":\"a\0b\"}]}", 26)).message,
              HasSubstr("not JSON at byte"));
  Reading escaped(R"({"turns":[{"text":"a\u0000b"}]})");
  EXPECT_EQ(escaped.message, "");
  EXPECT_EQ(escaped.reader.record().turns[0].text, std::string_view("a\0b", 3));
}

TEST(RecordReader, NumbersAsIds) {
  EXPECT_EQ(Reading(R"({"turns":[],"id":42})").reader.record().id, "42");
}

TEST(RecordReader, TheIdOfARefusedRecord) {
  const struct {
    const char* json;
    std::optional<std::string_view> id;
  } kCases[] = {
      {R"({"id":"a","turns":[]})", "a"},
      {R"({"id":42,"turns":[]})", "42"},
      {R"({"turns":[]})", std::nullopt},
      {R"({"id":"","turns":[]})", std::nullopt},
      {R"({"id":null,"turns":[]})", std::nullopt},
      // Refused, wherever the id stands.
      {R"({"id":"a"})", "a"},
      {R"({"turns":[{"at":1}],"id":"a"})", "a"},
      {R"({"turns":{},"id":-9223372036854775808})", "-9223372036854775808"},
      {R"({"id":"a","facts":{"contcts":1},"turns":[]})", "a"},
      {R"({"id":"a","acknowledged":["nobody"],"turns":[]})", "a"},
      {R"({"id":"\u00e9 \"x\"","turns":0})", "\xC3\xA9 \"x\""},
      // No id that can be used.
      {R"({"id":["a"],"turns":[]})", std::nullopt},
      {R"({"id":1.5,"turns":[]})", std::nullopt},
      {R"({"id":"a","id":"b","turns":[]})", std::nullopt},
      {R"({"id":1,"id":2,"turns":[]})", std::nullopt},
      {R"({"id":"a","id":null,"turns":[]})", std::nullopt},
      {R"({"turns":[{"id":"t","at":1}]})", std::nullopt},
      // Nothing of what is no JSON object is trusted.
      {R"({"id":"a","turns":[})", std::nullopt},
      {R"(["id","a"])", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& c : kCases) {
    const Reading r(c.json);
    EXPECT_EQ(r.reader.id(), c.id) << c.json;
    if (r.message.empty()) {
      EXPECT_EQ(r.reader.record().id, c.id.value_or("")) << c.json;
    }
  }
  EXPECT_EQ(Reading(R"({"id":1,"id":2,"turns":[]})").message, "id: given twice");
  EXPECT_EQ(Reading(R"({"id":1.5,"turns":[]})").message, "id: must be a string, not a number");
}

TEST(RecordReader, OneReaderForManyRecords) {
  const auto rules = Rules();
  Conversation conversation(rules);
  RecordReader reader;
  const auto read = [&](std::string json) {
    Status status = reader.Parse(json.data(), json.size());
    if (status.ok()) status = reader.Fill(&conversation);
    return status.message();
  };
  EXPECT_EQ(read(R"({"id":"a","turns":[{"text":"x"},{"text":"y"}],"facts":{"is_vip":true},
                     "label":{"persona":"none"}})"),
            "");
  EXPECT_EQ(conversation.turn_count(), 2u);
  EXPECT_THAT(read(R"({"id":"b","turns":[{"text":"x","at":""}]})"), HasSubstr("turns[0].at"));
  EXPECT_TRUE(reader.record().turns.empty());
  EXPECT_EQ(reader.record().id, "");
  EXPECT_EQ(read(R"({"turns":[{"text":"z"}]})"), "");
  EXPECT_EQ(reader.id(), std::nullopt);
  EXPECT_EQ(conversation.turn_count(), 1u);
  EXPECT_EQ(reader.record().label, std::nullopt);
}

// Whatever the bytes, a record is read or refused with a message.
TEST(RecordReader, EveryCutAndFlippedByteIsReadOrRefused) {
  const std::string json =
      R"({"id":"c","now":"2026-03-01T10:20:00Z","facts":{"contacts_7d":3,"tags":["a"]},)"
      R"("turns":[{"by":"agent","text":"a\u00e9"}],"acknowledged":[],"label":{"hostility":1}})";
  const auto rules = Rules();
  Conversation conversation(rules);
  RecordReader reader;
  size_t refused = 0;
  const auto check = [&](std::string bytes) {
    Status status = reader.Parse(bytes.data(), bytes.size());
    if (status.ok()) status = reader.Fill(&conversation);
    EXPECT_EQ(status.ok(), status.message().empty());
    refused += status.ok() ? 0 : 1;
  };
  for (size_t i = 0; i < json.size(); ++i) {
    check(json.substr(0, i));
    for (int flip : {0x01, 0x20, 0x80}) {
      std::string changed = json;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      check(changed);
    }
  }
  EXPECT_GT(refused, json.size());  // every cut, and many a flip
}

}  // namespace
}  // namespace rapport::record
