// Questions and what takes them up; promises and when they fall due. Tables of texts, with a pack
// of their own.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/strings.h"
#include "base/time.h"
#include "engine/conversation_state.h"
#include "rapport/rapport.h"

namespace rapport::engine {
namespace {

constexpr char kPack[] = R"(rapport: 1
pack: {id: p, version: 1.0.0, language: en}
text:
  number_words: [two, twenty, five, half, couple, one]
  number_articles: [a, an]
  number_joins: [and, a, an, of]
  duration_units: [hour, hours, day, days, minutes]
  unit_modifiers: [working, full]
  day_names: [tomorrow, monday]
  question_starts: ["^ how do i"]
  no_questions: [are you kidding]
  yes_no_starts: ["^ (do|can) you"]
  figure_questions: [how much, when will]
  yes_no_answers: ["^ yes"]
  no_answers: [sorry]
  filler_words: [this, that, with, will, have, your, please, when, much, help]
  word_endings: [s, es, ed, ing]
  number_values: {two: 2, twenty: 20, five: 5, half: 0.5, couple: 2, one: 1}
  duration_values: {hour: 1h, hours: 1h, day: 1d, days: 1d, minutes: 1m, tomorrow: 38h}
  working_words: [working]
cues:
  promised: {phrases: [we will call], in: agent}
  called: {phrases: [we called], in: agent}
  thanked: [thanks for the call]
personas: {a: {label: A, display_name: A}}
promises:
  call: {label: Call, cues: [promised], from_text: true, kept_by: [called, thanked]}
)";

std::shared_ptr<const RuleSet> Rules() {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", kPack);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return *rules;
}

void Add(Speaker by, std::string_view text, Conversation* conversation,
         std::optional<Time> at = std::nullopt) {
  Turn turn;
  turn.by = by;
  turn.text = text;
  turn.at = at;
  ASSERT_TRUE(conversation->AddTurn(turn).ok());
}

TEST(Questions, AreTheseSentences) {
  const struct {
    const char* text;
    std::vector<std::string> questions;
  } kCases[] = {
      {"Do you sell lamps? I like lamps.", {"Do you sell lamps?"}},
      {"how do i open the lamp", {"how do i open the lamp"}},
      {"So how do i open the lamp", {}},
      {"Why? What is it?!", {"What is it?!"}},
      {"Are you kidding me? Ok.", {}},
      {"She said \"do you sell lamps?\" to me.", {"She said \"do you sell lamps?"}},
      {"\"do you sell lamps?\"", {}},
      {"Two lamps, and blue? A red one?", {"Two lamps, and blue?", "A red one?"}},
      {"", {}},
      {"😀? 12?", {}},
  };
  const auto rules = Rules();
  Decision decision;
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    Add(Speaker::kCustomer, c.text, &conversation);
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    std::vector<std::string> questions;
    for (const OpenQuestion& q : decision.open_questions()) questions.emplace_back(q.text);
    EXPECT_EQ(questions, c.questions) << c.text;
    EXPECT_EQ(static_cast<size_t>(conversation.state().sums.open_questions), questions.size());
  }
}

TEST(Questions, AreTakenUpLikeThis) {
  const struct {
    const char* asked;
    const char* said;
    std::vector<TakenUp> how;
  } kCases[] = {
      {"Do you sell lamps?", "Which lamp is it?", {TakenUp::kSharedWord}},
      {"Is it shipped?", "SHIPPING now?", {TakenUp::kSharedWord}},
      {"Is it shipped?", "The ship?", {TakenUp::kSharedWord}},
      {"Do you sell lamps?", "Yes!", {TakenUp::kYesNo}},
      {"Which lamps exist?", "Yes!", {TakenUp::kOpen}},
      {"How much is it?", "34.", {TakenUp::kFigure}},
      {"How much is it?", "Tomorrow.", {TakenUp::kFigure}},
      {"Which one is it?", "34.", {TakenUp::kOpen}},
      {"Do you sell lamps?", "All shops carry chairs.", {TakenUp::kStatements}},
      {"Do you sell lamps?", "Sorry, all shops carry chairs.", {TakenUp::kOpen}},
      {"Do you sell lamps?", "All shops carry chairs?", {TakenUp::kOpen}},
      {"Do you sell lamps? Is it blue?",
       "All shops carry chairs.",
       {TakenUp::kOpen, TakenUp::kOpen}},
      {"Do you sell lamps? Is it blue?",
       "All shops carry chairs. Green chairs only now.",
       {TakenUp::kStatements, TakenUp::kStatements}},
      // What has no content word of its own is about its turn.
      {"My router reboots. Can you help?", "The router?", {TakenUp::kSharedWord}},
      {"My router reboots. Can you help?", "The radio?", {TakenUp::kOpen}},
  };
  const auto rules = Rules();
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    Add(Speaker::kCustomer, c.asked, &conversation);
    Add(Speaker::kBot, c.said, &conversation);  // takes nothing up
    const auto asked = static_cast<int32_t>(c.how.size());
    EXPECT_EQ(conversation.state().sums.open_questions, asked) << c.asked;
    Add(Speaker::kAgent, c.said, &conversation);
    std::vector<TakenUp> how;
    for (const QuestionRecord& q : conversation.state().questions.questions) how.push_back(q.how);
    EXPECT_EQ(how, c.how) << c.asked << " / " << c.said;
  }
}

TEST(Questions, OnlyTheNewestAreFollowed) {
  const auto rules = Rules();
  Conversation conversation(rules);
  std::string many;
  for (size_t i = 0; i < kQuestionsFollowed + 3; ++i) StrAppend(&many, "Is it number ", i, "? ");
  Add(Speaker::kCustomer, many, &conversation);
  EXPECT_EQ(conversation.state().sums.open_questions, static_cast<int32_t>(kQuestionsFollowed));
  Decision decision;
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  ASSERT_EQ(decision.open_questions().size(), kQuestionsFollowed);
  EXPECT_EQ(decision.open_questions()[0].text, "Is it number 3?");
}

TEST(Questions, SharedWordsAreThoseSinceTheLastReply) {
  const auto rules = Rules();
  Conversation conversation(rules);
  const auto shared = [&](const char* draft) {
    const ConversationState& state = conversation.state();
    TextReading reading;
    std::vector<HitRecord> hits;
    state.tables->tokenizer->Tokenize(draft, text::Format::kText, &reading.tokens);
    FindHits(*state.tables, ruleset::kAgentPhrases, &reading, &hits);
    ReplyContent reply;
    ReadReply(*state.tables, reading.tokens, reading.marks, &reply);
    return SharedWords(state.questions, reply);
  };
  Add(Speaker::kCustomer, "The lamp broke.", &conversation);
  Add(Speaker::kCustomer, "The green lamp, with the switch.", &conversation);
  EXPECT_EQ(shared("Which lamps, green ones? Lamps with switches?"), 3);
  EXPECT_EQ(shared("Which chairs?"), 0);
  Add(Speaker::kAgent, "Ok.", &conversation);
  EXPECT_EQ(shared("Which lamps?"), 0);
}

TEST(Promises, SayWhenTheyFallDue) {
  const struct {
    const char* said;
    int64_t minutes;  // -1: never
  } kCases[] = {
      {"We will call.", -1},
      {"We will call within 24 hours.", 24 * 60},
      {"Within 2 hours we will call.", -1},
      {"We will call you within an hour.", 60},
      {"We will call in half an hour.", 30},
      {"We will call in two and a half hours.", 150},
      {"We will call in twenty five minutes.", 25},
      {"We will call in 24-48 hours.", 48 * 60},
      {"We will call in 1.5 hours.", 90},
      {"We will call in 1 hour and 30 minutes.", 90},
      {"We will call by tomorrow.", 38 * 60},
      {"We will call on monday.", -1},
      {"We will call. It takes 2 hours.", -1},
      {"We will call in two working days.", 4 * 24 * 60},
      {"We will call in 6 working days.", 10 * 24 * 60},
      {"We will call in 99999999999999999999 days.", 1'000'000'000 / 60},
  };
  const auto rules = Rules();
  Decision decision;
  const Time at(std::chrono::hours(480'000));
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    Add(Speaker::kAgent, c.said, &conversation, at);
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    ASSERT_EQ(decision.promises().size(), 1u) << c.said;
    const std::optional<Time> due = decision.promises()[0].due;
    const int64_t minutes =
        due ? std::chrono::duration_cast<std::chrono::minutes>(*due - at).count() : -1;
    EXPECT_EQ(minutes, c.minutes) << c.said;
  }
}

TEST(Promises, AreOpenKeptOrOverdue) {
  struct Line {
    Speaker by;
    const char* text;
    int at;  // hours; -1: no time
  };
  constexpr Speaker kAgent = Speaker::kAgent;
  const struct {
    std::vector<Line> turns;
    int now;
    PromiseState state;
  } kCases[] = {
      {{{kAgent, "We will call in 2 hours.", 0}}, 2, PromiseState::kOpen},
      {{{kAgent, "We will call in 2 hours.", 0}}, 3, PromiseState::kOverdue},
      {{{kAgent, "We will call in 2 hours.", -1}}, 3, PromiseState::kOpen},
      {{{kAgent, "We will call in 2 hours.", 0}, {kAgent, "Good day.", 1}},
       3,
       PromiseState::kOverdue},
      {{{kAgent, "We will call in 2 hours.", 0}, {kAgent, "We called.", 9}},
       9,
       PromiseState::kKept},
      {{{kAgent, "We will call in 2 hours.", 0}, {Speaker::kCustomer, "Thanks for the call!", 1}},
       9,
       PromiseState::kKept},
      {{{kAgent, "We will call in 2 hours. We called before.", 0}}, 3, PromiseState::kOverdue},
      {{{kAgent, "We will call in 2 hours.", 0}, {kAgent, "We will call in 5 hours.", 1}},
       3,
       PromiseState::kOpen},
      {{{kAgent, "We will call in 2 hours.", 0},
        {kAgent, "We called.", 1},
        {kAgent, "We will call in 2 hours.", 4}},
       9,
       PromiseState::kOverdue},
      {{{kAgent, "We will call in 2 hours.", 0}, {Speaker::kBot, "We called.", 1}},
       3,
       PromiseState::kOverdue},
  };
  const auto rules = Rules();
  Decision decision;
  const Time start(std::chrono::hours(480'000));
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    for (const Line& line : c.turns) {
      std::optional<Time> at;
      if (line.at >= 0) at = start + std::chrono::hours(line.at);
      Add(line.by, line.text, &conversation, at);
    }
    ASSERT_TRUE(Decide(conversation, start + std::chrono::hours(c.now), &decision).ok());
    ASSERT_EQ(decision.promises().size(), 1u);
    EXPECT_STREQ(PromiseStateName(decision.promises()[0].state), PromiseStateName(c.state))
        << c.turns.back().text << " at " << c.now;
  }
}

}  // namespace
}  // namespace rapport::engine
