// Service events: what each kind takes, and what is said about a line that is refused.

#include "record/service_event.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::record {
namespace {

struct Reading {
  explicit Reading(std::string line) : json(std::move(line)) {
    status = reader.Read(json.data(), json.size(), &event);
  }
  std::string json;
  ServiceEventReader reader;
  ServiceEvent event;
  Status status;
};

// An event of that kind with further members.
std::string Line(std::string_view kind, std::string_view more = "") {
  return StrCat(R"({"event":")", kind, R"(","at":"2026-03-02T09:00:00Z")", more.empty() ? "" : ",",
                more, "}");
}

TEST(ServiceEvent, EveryKeyIsRead) {
  const Reading r(
      R"({"event":"rating","at":"2026-03-02T09:00:00.5+01:00","case":"k17","customer":"c5",)"
      R"("channel":"phone","agent":"ana","team":"north","persona":"impatient","campaign":"spring",)"
      R"("product":"kettle","asks":"nps","about":"firm","score":10,"comment":"Gr\u00fc\u00dfe",)"
      R"("note":"n"})");
  ASSERT_TRUE(r.status.ok()) << r.status.message();
  const ServiceEvent& e = r.event;
  EXPECT_EQ(e.kind, ServiceEventKind::kRating);
  EXPECT_EQ(e.at, *ParseTime("2026-03-02T08:00:00.5Z"));
  EXPECT_EQ(e.case_id, "k17");
  EXPECT_EQ(e.customer, "c5");
  EXPECT_EQ(e.dimension(Dimension::kChannel), "phone");
  EXPECT_EQ(e.dimension(Dimension::kAgent), "ana");
  EXPECT_EQ(e.dimension(Dimension::kTeam), "north");
  EXPECT_EQ(e.dimension(Dimension::kPersona), "impatient");
  EXPECT_EQ(e.dimension(Dimension::kCampaign), "spring");
  EXPECT_EQ(e.dimension(Dimension::kProduct), "kettle");
  EXPECT_EQ(e.asks, RatingScale::kNps);
  EXPECT_EQ(e.about, RatingSubject::kFirm);
  EXPECT_EQ(e.score, 10);
  EXPECT_EQ(e.comment, "Grüße");
}

TEST(ServiceEvent, EveryKindHasItsOwnKeys) {
  const struct {
    const char* kind;
    const char* own;
  } kCases[] = {{"contact", ""},
                {"answered", ""},
                {"abandoned", ""},
                {"reply", R"("by":"bot")"},
                {"handled", R"("talk":60,"hold":5,"work":86400)"},
                {"transfer", R"("to":"billing")"},
                {"escalation", R"("to":"supervisor","level":2)"},
                {"resolution", ""},
                {"reopen", ""},
                {"survey", R"("asks":"csat","about":"product")"},
                {"rating", R"("asks":"ces","score":7)"},
                {"purchase", R"("amount":19.99)"},
                {"use", ""},
                {"cancellation", ""}};
  ASSERT_EQ(std::size(kCases), kServiceEventKinds);
  for (size_t i = 0; i < kServiceEventKinds; ++i) {
    const Reading r(Line(kCases[i].kind, kCases[i].own));
    EXPECT_TRUE(r.status.ok()) << kCases[i].kind << ": " << r.status.message();
    EXPECT_EQ(r.event.kind, static_cast<ServiceEventKind>(i));
    EXPECT_STREQ(ServiceEventKindName(r.event.kind), kCases[i].kind);
  }
}

TEST(ServiceEvent, ValuesHaveDefaults) {
  EXPECT_EQ(Reading(Line("reply")).event.by, ReplyBy::kAgent);
  EXPECT_EQ(Reading(Line("reply", R"("by":null)")).event.by, ReplyBy::kAgent);
  EXPECT_EQ(Reading(Line("survey", R"("asks":"csat")")).event.about, RatingSubject::kService);
  EXPECT_EQ(Reading(Line("handled", R"("work":3)")).event.talk, 0);
}

TEST(ServiceEvent, ScoresMayBeWrittenAsFractions) {
  const struct {
    const char* score;
    int32_t value;
  } kCases[] = {{"4", 4}, {"4.0", 4}, {"1e0", 1}, {"0.5e1", 5}};
  for (const auto& c : kCases) {
    const Reading r(Line("rating", StrCat(R"("asks":"csat","score":)", c.score)));
    ASSERT_TRUE(r.status.ok()) << c.score << ": " << r.status.message();
    EXPECT_EQ(r.event.score, c.value) << c.score;
  }
}

TEST(ServiceEvent, AmountsAreTenThousandths) {
  const struct {
    const char* amount;
    int64_t value;
  } kCases[] = {{"0", 0},         {"19.99", 199900},           {"0.0001", 1},
                {"0.00005", 1},   {"1000000000", kMostAmount}, {"12", 120000},
                {"1e3", 10000000}};
  for (const auto& c : kCases) {
    const Reading r(Line("purchase", StrCat(R"("amount":)", c.amount)));
    ASSERT_TRUE(r.status.ok()) << c.amount << ": " << r.status.message();
    EXPECT_EQ(r.event.amount, c.value) << c.amount;
  }
}

TEST(ServiceEvent, WhatIsRefusedNamesItsField) {
  const std::string long_name(kMostDimensionBytes + 1, 'x');
  const struct {
    std::string line;
    const char* message;
  } kCases[] = {
      {"[]", "event: must be an object, not a list"},
      {"{}", "event: missing"},
      {R"({"event":"contact"})", "at: missing"},
      {R"({"event":"contact","at":null})", "at: missing"},
      {R"({"event":"contact","at":"2026-03-02"})", "at: not an RFC 3339 time: '2026-03-02'"},
      {R"({"event":"contact","at":1772442000})", "at: must be a string, not a number"},
      {R"({"event":"contact","at":"0000-01-01T00:00:00Z"})", "at: must be in the years 1 to 9999"},
      {Line("call"),
       "event: must be contact, answered, abandoned, reply, handled, transfer, escalation, "
       "resolution, reopen, survey, rating, purchase, use or cancellation, not 'call'"},
      {Line("contact", R"("Case":"k")"), "Case: unknown key"},
      {Line("contact", R"("":"k")"), "[0]: unknown key"},
      {Line("contact", R"("case":7)"), "case: must be a string, not a number"},
      {Line("contact", R"("case":"a","case":"b")"), "case: given twice"},
      {Line("contact", R"("talk":7)"), "talk: not a key of the event contact"},
      {Line("reply", R"("by":"robot")"), "by: must be agent, bot or system, not 'robot'"},
      {Line("handled", R"("talk":-1)"), "talk: must be a whole number from 0 to 86400"},
      {Line("handled", R"("hold":1.5)"), "hold: must be a whole number from 0 to 86400"},
      {Line("handled", R"("work":86401)"), "work: must be a whole number from 0 to 86400"},
      {Line("handled", R"("work":9223372036854775808)"),
       "work: must be a whole number from 0 to 86400"},
      {Line("handled"), "talk: missing, and so are hold and work"},
      {Line("handled", R"("talk":null)"), "talk: missing, and so are hold and work"},
      {Line("purchase"), "amount: missing"},
      {Line("purchase", R"("amount":null)"), "amount: missing"},
      {Line("survey"), "asks: missing"},
      {Line("survey", R"("asks":"stars")"), "asks: must be csat, nps or ces, not 'stars'"},
      {Line("rating", R"("asks":"csat")"), "score: missing"},
      {Line("rating", R"("asks":"csat","score":0)"),
       "score: must be a whole number from 1 to 5 for csat"},
      {Line("rating", R"("score":6,"asks":"csat")"),
       "score: must be a whole number from 1 to 5 for csat"},
      {Line("rating", R"("asks":"nps","score":11)"),
       "score: must be a whole number from 0 to 10 for nps"},
      {Line("rating", R"("asks":"ces","score":8)"),
       "score: must be a whole number from 1 to 7 for ces"},
      {Line("rating", R"("asks":"csat","score":4.5)"),
       "score: must be a whole number from 1 to 5 for csat"},
      {Line("rating", R"("score":"4","asks":"nps")"),
       "score: must be a whole number from 0 to 10 for nps"},
      {Line("rating", R"("asks":"csat","score":1e300)"),
       "score: must be a whole number from 1 to 5 for csat"},
      {Line("rating", R"("asks":"nps","score":-0.5)"),
       "score: must be a whole number from 0 to 10 for nps"},
      {Line("contact", R"("score":4.5)"), "score: not a key of the event contact"},
      {Line("rating", R"("asks":"csat","score":4,"about":"shop")"),
       "about: must be service, product or firm, not 'shop'"},
      {Line("purchase", R"("amount":-1)"), "amount: must be a number from 0 to 1000000000"},
      {Line("purchase", R"("amount":1e300)"), "amount: must be a number from 0 to 1000000000"},
      {Line("purchase", R"("amount":"9")"), "amount: must be a number from 0 to 1000000000"},
      {Line("contact", R"("team":")" + long_name + "\""), "team: longer than 256 bytes"},
      {Line("contact", R"("note":{})"), "note: must be a string, not an object"},
      {Line("contact", R"("x":[[[[[1]]]]])"), "nested more than 4 deep"},
      {"{", "not JSON at byte 2: Missing a name for object member"},
  };
  for (const auto& c : kCases) {
    const Reading r(c.line);
    EXPECT_FALSE(r.status.ok()) << c.line;
    EXPECT_EQ(r.status.message(), c.message) << c.line;
  }
}

TEST(ServiceEvent, AReaderIsFreshForEveryLine) {
  ServiceEventReader reader;
  ServiceEvent event;
  std::string first = Line("rating", R"("asks":"csat","score":2,"comment":"slow","case":"a")");
  ASSERT_TRUE(reader.Read(first.data(), first.size(), &event).ok());
  std::string bad = "{\"event\":\"rating\"}";
  ASSERT_FALSE(reader.Read(bad.data(), bad.size(), &event).ok());
  std::string second = Line("contact");
  ASSERT_TRUE(reader.Read(second.data(), second.size(), &event).ok());
  EXPECT_EQ(event.case_id, "");
  EXPECT_EQ(event.comment, "");
  EXPECT_EQ(event.score, 0);
}

}  // namespace
}  // namespace rapport::record
