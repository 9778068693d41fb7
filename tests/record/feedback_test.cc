// Overrides and events in records: what is read, what is refused, and what a decision then says.

#include "record/feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time.h"
#include "rapport/decision.h"
#include "record/decision_json.h"
#include "record/record_reader.h"

namespace rapport::record {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: p, version: 1.0.0, language: en}
cues: {hurries: [hurry], complains: [complaint]}
personas:
  hasty: {label: Hasty, display_name: Hasty, summary: H., evidence: {hurries: 3}}
  doubter: {label: Doubter, display_name: Doubter, summary: D.}
scales: {heat: {levels: [cold, hot], thresholds: [1], evidence: {complains: 2}}}
routes: {boss: {level: 1, label: Boss}, guard: {level: 2, label: Guard}}
reasons: {complaint: Complaint}
policies: [{id: complaint, when: complains > 0, escalate: {to: boss, reason: complaint}}]
)";

struct Reading {
  explicit Reading(std::string members, ReadOptions options = ReadOptions())
      : json(R"({"turns":[{"text":"hurry, a complaint","language":"en"}],)" + members + "}"),
        reader(options) {
    RuleSetBuilder builder;
    builder.AddFile("p.yaml", kPack);
    auto rules = builder.Build();
    EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
    Conversation conversation(*rules);
    Status status = reader.Parse(json.data(), json.size());
    if (status.ok()) status = reader.Fill(&conversation);
    Decision decision;
    if (status.ok()) status = Decide(conversation, std::nullopt, &decision);
    message = status.message();
    if (!status.ok()) return;
    JsonWriter out;
    WriteDecision(
        "1", decision, &out,
        FindDecisionKey("persona") | FindDecisionKey("scales") | FindDecisionKey("overridden"));
    written = std::string(out.bytes());
  }

  std::string json;
  RecordReader reader;
  std::string message, written;
};

TEST(Feedback, OverridesAreReadAndDecidedBy) {
  const struct {
    const char* overrides;
    const char* decision;
  } kCases[] = {
      {"{}", R"({"id":"1","persona":"hasty","scales":{"heat":1}})"},
      {"null", R"({"id":"1","persona":"hasty","scales":{"heat":1}})"},
      {R"({"persona":"doubter","by":"kim","at":"2026-03-01T10:00:00Z","ticket":7})",
       R"({"id":"1","persona":"doubter","scales":{"heat":1},)"
       R"("overridden":[{"persona":"doubter","found":"hasty"}]})"},
      {R"({"scales":{"heat":0}})", R"({"id":"1","persona":"hasty","scales":{"heat":0},)"
                                   R"("overridden":[{"scale":"heat","level":0,"found":1}]})"},
      {R"({"scales":{"heat":null}})", R"({"id":"1","persona":"hasty","scales":{"heat":1}})"},
      {R"({"escalations":{"boss":"suppress","guard":"hold"}})",
       R"({"id":"1","persona":"hasty","scales":{"heat":1},"overridden":[)"
       R"({"escalation":"guard","override":"hold","found":[],"policies":[]},)"
       R"({"escalation":"boss","override":"suppress","found":["complaint"],)"
       R"("policies":["complaint"]}]})"},
  };
  for (const auto& c : kCases) {
    const Reading r(R"("overrides":)" + std::string(c.overrides));
    EXPECT_EQ(r.message, "") << c.overrides;
    EXPECT_EQ(r.written, c.decision) << c.overrides;
  }
}

TEST(Feedback, OverridesCanBeLeftOut) {
  ReadOptions options;
  options.overrides = false;
  // Whatever they name: the record is read for what the rules find.
  const Reading r(R"("overrides":{"persona":"doubter","scales":{"gone":1},"by":"kim"})", options);
  EXPECT_EQ(r.message, "");
  EXPECT_EQ(r.written, R"({"id":"1","persona":"hasty","scales":{"heat":1}})");
  ASSERT_TRUE(r.reader.record().overrides.has_value());
  EXPECT_EQ(r.reader.record().overrides->by, "kim");
  EXPECT_THAT(r.reader.record().overrides->scales, ElementsAre(Pair("gone", 1)));
}

TEST(Feedback, EventsAreRead) {
  const Reading r(R"("events":[
      {"kind":"edited","action":"say_sorry","policy":"late","by":"ana","at":"2026-03-01T10:00:00Z",
       "text":"So sorry!","note":"shorter"},
      {"kind":"accepted","action":"offer_refund","persona":"hasty","need":"refund"},
      {"kind":"wrong","persona":"hasty","correct":"none","host":{"x":1}},
      {"kind":"accepted","persona":"hasty"},
      {"kind":"dismissed","action":"say_sorry","text":null}])");
  ASSERT_EQ(r.message, "");
  const std::vector<Event>& events = r.reader.record().events;
  ASSERT_EQ(events.size(), 5u);
  EXPECT_EQ(events[0].kind, EventKind::kEdited);
  EXPECT_EQ(events[0].action, "say_sorry");
  EXPECT_EQ(events[0].policy, "late");
  EXPECT_EQ(events[0].by, "ana");
  EXPECT_EQ(events[0].at, ParseTime("2026-03-01T10:00:00Z"));
  EXPECT_EQ(events[0].text, "So sorry!");
  EXPECT_EQ(events[0].note, "shorter");
  EXPECT_EQ(events[1].persona, "hasty");
  EXPECT_EQ(events[1].need, "refund");
  EXPECT_EQ(events[2].kind, EventKind::kWrong);
  EXPECT_EQ(events[2].correct, "none");
  EXPECT_EQ(events[3].kind, EventKind::kAccepted);
  EXPECT_EQ(events[4].kind, EventKind::kDismissed);
  // An event never changes a decision.
  EXPECT_EQ(r.written, R"({"id":"1","persona":"hasty","scales":{"heat":1}})");
}

TEST(Feedback, RefusesWithTheFieldsName) {
  const struct {
    const char* members;
    const char* message;
  } kCases[] = {
      {R"("overrides":[])", "overrides: must be an object, not a list"},
      {R"("overrides":{"persona":1})", "overrides.persona: must be a string, not a number"},
      {R"("overrides":{"persona":""})", "overrides.persona: must not be empty"},
      {R"("overrides":{"persona":"hasti"})",
       "overrides.persona: no persona 'hasti' is declared; did you mean 'hasty'?"},
      {R"("overrides":{"persona":"hasty","persona":"none"})", "overrides.persona: given twice"},
      {R"("overrides":{"scales":[]})", "overrides.scales: must be an object, not a list"},
      {R"("overrides":{"scales":{"heat":"hot"}})",
       "overrides.scales.heat: must be a level, a whole number from 0"},
      {R"("overrides":{"scales":{"heat":-1}})", "overrides.scales.heat: must be a level"},
      {R"("overrides":{"scales":{"heat":2}})",
       "overrides.scales.heat: the levels of 'heat' are 0 to 1, not 2"},
      {R"("overrides":{"scales":{"heat":1,"heat":0}})", "overrides.scales.heat: given twice"},
      {R"("overrides":{"scales":{"cold":1}})", "overrides.scales.cold: no scale 'cold'"},
      {R"("overrides":{"escalations":{"boss":"keep"}})",
       "overrides.escalations.boss: must be hold or suppress, not 'keep'"},
      {R"("overrides":{"escalations":{"boss":true}})",
       "overrides.escalations.boss: must be a string"},
      {R"("overrides":{"escalations":{"bos":"hold"}})",
       "overrides.escalations.bos: no route 'bos' is declared; did you mean 'boss'?"},
      {R"("overrides":{"by":1})", "overrides.by: must be a string"},
      {R"("overrides":{"at":"today"})", "overrides.at: not an RFC 3339 time: 'today'"},
      {R"("events":{})", "events: must be a list, not an object"},
      {R"("events":[1])", "events[0]: must be an object, not a number"},
      {R"("events":[{"action":"a"}])", "events[0].kind: missing"},
      {R"("events":[{"kind":"liked","action":"a"}])",
       "events[0].kind: must be accepted, edited, dismissed or wrong, not 'liked'"},
      {R"("events":[{"kind":"wrong","action":"a"},{"kind":"wrong"}])",
       "events[1].action: missing; so is a persona that the event could be about"},
      {R"("events":[{"kind":"wrong","action":""}])", "events[0].action: must not be empty"},
      {R"("events":[{"kind":"edited","persona":"hasty"}])",
       "events[0].kind: of a persona must be accepted or wrong"},
      {R"("events":[{"kind":"wrong","persona":"hasty","policy":"p"}])",
       "events[0].policy: goes with an action only"},
      {R"("events":[{"kind":"wrong","action":"a","correct":"none"}])",
       "events[0].correct: goes with a wrong persona only"},
      {R"("events":[{"kind":"accepted","persona":"hasty","correct":"none"}])",
       "events[0].correct: goes with a wrong persona only"},
      {R"("events":[{"kind":"wrong","persona":"hasty","correct":"hasty"}])",
       "events[0].correct: is the persona that is said to be wrong"},
      {R"("events":[{"kind":"wrong","action":"a","text":"x"}])",
       "events[0].text: goes with kind edited only"},
      {R"("events":[{"kind":"wrong","action":"a","at":5}])", "events[0].at: must be a string"},
      {R"("events":[{"kind":"wrong","action":"a","action":"b"}])", "events[0].action: given twice"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(Reading(c.members).message, HasSubstr(c.message)) << c.members;
  }
}

TEST(Feedback, AReaderThatIsUsedAgainForgetsThem) {
  RecordReader reader;
  std::string first =
      R"({"turns":[],"overrides":{"persona":"x"},"events":[{"kind":"wrong","action":"a"}]})";
  std::string second = R"({"turns":[]})";
  ASSERT_TRUE(reader.Parse(first.data(), first.size()).ok());
  EXPECT_EQ(reader.record().events.size(), 1u);
  ASSERT_TRUE(reader.Parse(second.data(), second.size()).ok());
  EXPECT_FALSE(reader.record().overrides);
  EXPECT_TRUE(reader.record().events.empty());
}

}  // namespace
}  // namespace rapport::record
