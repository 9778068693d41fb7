// Once warm, the way from a line to a line allocates nothing.

#include <gtest/gtest.h>

#include "allocation_counter.h"
#include "record/decision_json.h"
#include "record/record_reader.h"
#include "record/service_event.h"

namespace rapport::record {
namespace {

constexpr std::string_view kPack = R"(rapport: 1
pack: {id: p, version: 1.0.0, language: en}
facts:
  tier: {type: enum, values: [bronze, gold]}
  contacts_7d: {type: int, min: 0}
  channel: {type: enum, values: [chat, phone]}
cues: {waiting: {phrases: [still waiting]}}
personas: {impatient: {label: Impatient, display_name: Wants speed, evidence: {waiting: 3}}}
routes: {supervisor: {level: 1, label: Supervisor}}
reasons: {again: Third contact}
policies:
  - {id: third, when: contacts_7d >= 3, escalate: {to: supervisor, reason: again, within: 2h}}
)";

const std::string kRecords[] = {
    R"({"id":"c1","channel":"call","now":"2026-03-01T10:20:00Z","facts":{"contacts_7d":3,)"
    R"("tier":"gold"},"turns":[{"by":"customer","text":"Still waiting, \"today\" \u2014 or not",)"
    R"("at":"2026-03-01T10:00:00Z"},{"by":"agent","text":"One moment"}],"other":[1.5,{"a":[]}]})",
    R"({"id":17,"turns":[{"text":"I am still waiting"}],"acknowledged":["supervisor"]})",
};

TEST(RecordAllocation, NoneOnceWarm) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", std::string(kPack));
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  RecordReader reader;
  Conversation conversation(*rules);
  Decision decision;
  JsonWriter json;
  std::vector<char> bytes;
  bool ok = true;
  size_t reading = 0, writing = 0;
  const auto decide = [&](const std::string& record) {
    bytes.assign(record.begin(), record.end());
    bytes.push_back('\0');
    uint64_t before = CountAllocations();
    ok = ok && reader.Parse(bytes.data(), record.size()).ok();
    reading += CountAllocations() - before;
    ok = ok && reader.Fill(&conversation).ok() &&
         Decide(conversation, reader.record().now, &decision).ok();
    before = CountAllocations();
    WriteDecision(*reader.id(), decision, &json);
    json.EndLine();
    writing += CountAllocations() - before;
  };
  const auto round = [&] {
    json.Clear();
    reading = writing = 0;
    for (const std::string& record : kRecords) decide(record);
  };
  round();
  round();
  const std::string second(json.bytes());
  round();
  EXPECT_TRUE(ok);
  EXPECT_EQ(reading, 0u);
  EXPECT_EQ(writing, 0u);
  EXPECT_EQ(json.bytes(), second);
  EXPECT_NE(second.find("\"due\":\"2026-03-01T"), std::string::npos) << second;
}

TEST(EventAllocation, NoneOnceWarm) {
  ServiceEventReader reader;
  ServiceEvent event;
  std::string bytes;
  uint64_t allocations = 0;
  for (int round = 0; round < 3; ++round) {
    bytes = R"({"event":"rating","at":"2026-03-02T09:00:00Z","case":"k17","customer":"c5",)"
            R"("channel":"phone","agent":"ana","team":"north","persona":"impatient",)"
            R"("asks":"csat","score":4,"comment":"Sorted, \"at last\" \u2014 thanks"})";
    const uint64_t before = CountAllocations();
    ASSERT_TRUE(reader.Read(bytes.data(), bytes.size(), &event).ok());
    allocations = CountAllocations() - before;
  }
  EXPECT_EQ(allocations, 0u);
}

}  // namespace
}  // namespace rapport::record
