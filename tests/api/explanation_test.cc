// Explanations: what is kept from one to the next changes none of them.

#include "rapport/explanation.h"

#include <malloc.h>

#include <cstdlib>

#include "frozen.h"
#include "record/explanation_json.h"

namespace rapport::frozen {
namespace {

std::string JsonOf(const Explanation& explanation) {
  record::JsonWriter writer;
  record::WriteExplanation("x", explanation, &writer);
  return std::string(writer.bytes());
}

std::string Fresh(const Conversation& conversation, std::optional<Time> now) {
  Explanation explanation;
  EXPECT_TRUE(Explain(conversation, now, &explanation).ok());
  return JsonOf(explanation);
}

// One explanation of many conversations by two rule sets, later and as it comes.
TEST(Explanation, IsTheSameWhenUsedAgain) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto standard = builder.Build();
  ASSERT_TRUE(standard.ok());
  const std::shared_ptr<const RuleSet> all_rules[] = {Rules(), *standard};
  record::ReadOptions options;
  options.unknown_facts = record::UnknownFacts::kIgnore;
  Explanation explanation;
  size_t count = 0;
  for (const std::string& line : Lines(ReadFile("conversations.jsonl"))) {
    for (const auto& rules : all_rules) {
      Conversation conversation(rules);
      std::string copy = line;
      record::RecordReader reader(options);
      ASSERT_TRUE(reader.Parse(copy.data(), copy.size()).ok()) << line;
      if (!reader.Fill(&conversation).ok()) continue;  // written for the other pack
      const std::optional<Time> given = reader.record().now;
      const Time later = given.value_or(Time()) + std::chrono::hours(3);
      for (const std::optional<Time> now : {given, std::optional<Time>(later)}) {
        ASSERT_TRUE(Explain(conversation, now, &explanation).ok());
        ASSERT_EQ(JsonOf(explanation), Fresh(conversation, now)) << line;
        ++count;
      }
      conversation.Reset();
      ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
      ASSERT_EQ(JsonOf(explanation), Fresh(conversation, std::nullopt));
    }
  }
  EXPECT_GT(count, 100u);
}

// As at every keystroke of a chat: most of it is as it was.
TEST(Explanation, FollowsAConversation) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  const struct {
    Speaker by;
    const char* text;
  } kTurns[] = {
      {Speaker::kCustomer, "Hello, is the oak desk in stock?"},
      {Speaker::kAgent, "Good morning! Let me look. I will write to you within two hours."},
      {Speaker::kCustomer, "Hurry up please, I need it today. Which of the two is cheaper?"},
      {Speaker::kAgent, "The smaller one is. Is there anything else that I can do for you?"},
      {Speaker::kCustomer, "This is the third time that I ask! I want my money back."},
      {Speaker::kCustomer, "You are useless. My lawyer will call you, or I go to the papers."},
      {Speaker::kAgent, "I am sorry. I have asked my manager to call you."},
      {Speaker::kCustomer, "Fine. Thank you, that helps."},
  };
  Explanation explanation;
  for (int round = 0; round < 6; ++round) {
    Conversation conversation(*rules);
    const Time start = Time(std::chrono::hours(480'000));
    int64_t contacts = 0;
    for (const auto& turn : kTurns) {
      const Time at = start + std::chrono::minutes(20 * ++contacts);
      Turn said;
      said.text = std::string_view(turn.text).substr(0, round < 5 ? 200 : 30);
      said.by = turn.by;
      said.at = at;
      ASSERT_TRUE(conversation.AddTurn(said).ok());
      ASSERT_TRUE(conversation.SetFact("contacts_7d", contacts / 2).ok());
      ASSERT_TRUE(conversation.SetFact("channel", contacts < 6 ? "chat" : "email").ok());
      for (const Time now : {at, at + std::chrono::hours(round)}) {
        ASSERT_TRUE(Explain(conversation, now, &explanation).ok());
        ASSERT_EQ(JsonOf(explanation), Fresh(conversation, now)) << turn.text;
      }
    }
  }
}

TEST(Explanation, NeedsNoConversation) {
  Explanation explanation;
  std::string before;
  {
    Conversation conversation(Rules());
    Turn turn;
    const std::string text = "Still waiting. Any discount? \"cheaper\"";
    turn.text = text;
    ASSERT_TRUE(conversation.AddTurn(turn).ok());
    ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
    before = JsonOf(explanation);
  }
  EXPECT_EQ(JsonOf(explanation), before);
  Explanation moved = std::move(explanation);
  EXPECT_EQ(JsonOf(moved), before);
}

TEST(Explanation, IsWhatItWasAfterAnError) {
  Conversation conversation(Rules());
  Explanation explanation;
  EXPECT_TRUE(explanation.policies().empty());
  EXPECT_EQ(Explain(conversation, std::nullopt, nullptr).code(), StatusCode::kInvalidArgument);
  ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
  const std::string before = JsonOf(explanation);
  EXPECT_EQ(Explain(conversation, Time::max(), &explanation).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(JsonOf(explanation), before);
}

// Texts that are told anew in every case must not add up.
TEST(Explanation, KeepsItsSize) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", R"(
rapport: 1
pack: {id: p, version: 1.0.0, language: en}
facts: {note: {type: string}}
flags: {f: F}
policies:
  - {id: a, when: note == "x", flag: [f]}
)");
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  Explanation explanation;
  Conversation conversation(*rules);
  size_t before = 0;
  for (int i = 0; i < 400; ++i) {
    conversation.Reset();
    const std::string note(100'000 + static_cast<size_t>(i % 3),
                           static_cast<char>('a' + i / 2 % 5));
    ASSERT_TRUE(conversation.SetFact("note", note).ok());
    ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
    EXPECT_EQ(explanation.policies()[0].why_not.substr(0, 26),
              "note == \"x\": it is \"" + note.substr(0, 6));
    if (i == 100) before = mallinfo2().uordblks + mallinfo2().hblkhd;
  }
  EXPECT_LE(mallinfo2().uordblks + mallinfo2().hblkhd, before + 1'000'000);
}

// Contributions of all sizes are in order.
TEST(Explanation, ListsTheStrongestFirst) {
  for (const char* mix : {"10", "1", "0.001"}) {
    RuleSetBuilder builder;
    builder.AddFile("p.yaml", std::string(R"(
rapport: 1
pack: {id: p, version: 1.0.0, language: en, files: [w.tsv]}
personas:
  calm: {label: Calm, display_name: Calm, evidence: {asks: 0.7}}
  none: {bias: 0.5}
cues: {asks: [tell me]}
scoring: {margin: 0, also_margin: 0, threshold: 0, word_mix: )") +
                                  mix + "}\n");
    builder.AddFile("w.tsv", "term\tcalm\nbig\t1000\nless\t-999.5\nsmall\t0.002\n");
    const auto rules = builder.Build();
    ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
    Conversation conversation(*rules);
    std::string text = "small tell me ";
    // Enough for a contribution that needs all digits of the sort.
    for (int i = 0; i < 8000; ++i) text += i < 4500 ? "big less " : "big ";
    Turn turn;
    turn.text = text;
    ASSERT_TRUE(conversation.AddTurn(turn).ok());
    Explanation explanation;
    ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
    for (const ExplainedPersona& persona : explanation.personas()) {
      if (persona.id != "calm") continue;
      ASSERT_GE(persona.contributions.size(), 3u) << mix;
      EXPECT_EQ(persona.contributions[0].id, "big");
      EXPECT_EQ(persona.contributions[0].contribution >= 1 << 29, mix == std::string_view("10"));
      EXPECT_EQ(persona.contributions[1].id, "less");
      int64_t last = INT32_MAX;
      for (const Contribution& c : persona.contributions) {
        const int64_t strength = std::abs(int64_t{c.contribution});
        EXPECT_LE(strength, last) << mix;
        last = strength;
      }
    }
  }
}

// Former bug: a reason within a reason is said as often as it is named, so that each of these
// conditions doubled the text of the one before it.
TEST(Explanation, StaysShortWhenReasonsNest) {
  std::string pack =
      "rapport: 1\npack: {id: p, version: 1.0.0, language: en}\nfacts: {n: {type: int}}\n"
      "conditions:\n  c0: n > 1\n";
  for (int i = 1; i < 32; ++i) {
    const std::string last = "c" + std::to_string(i - 1);
    pack += "  c" + std::to_string(i) + ": " + last + " && !(!" + last + ")\n";
  }
  pack += "flags: {f: F}\npolicies:\n  - {id: deep, when: c31, flag: [f]}\n";
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", pack);
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  Conversation conversation(*rules);
  ASSERT_TRUE(conversation.SetFact("n", int64_t{0}).ok());
  Explanation explanation;
  ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
  const std::string_view why_not = explanation.policies()[0].why_not;
  EXPECT_EQ(why_not.substr(0, 12), "c31 is false");
  EXPECT_LT(why_not.size(), 5000u);
}

}  // namespace
}  // namespace rapport::frozen
