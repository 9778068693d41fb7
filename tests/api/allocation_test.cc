// Once warm, reading turns, deciding and explaining allocate nothing.

#include "allocation_counter.h"
#include "frozen.h"
#include "rapport/explanation.h"
#include "record/explanation_json.h"

namespace rapport::frozen {
namespace {

struct SaidTurn {
  Speaker by;
  const char* text;
};

// A scale's level, or a persona and what becomes of a route.
struct Override {
  const char* id;
  int32_t level = -1;
  const char* route = "";
  EscalationOverride rule = EscalationOverride::kHold;
};

// Expects that a conversation of `turns`, decided and explained after each, allocates nothing the
// third time.
void ExpectNoneOnceWarm(const std::shared_ptr<const RuleSet>& rules, std::string_view language,
                        const std::vector<SaidTurn>& turns, Decision* decision,
                        const std::vector<Override>& overrides = {}) {
  Conversation conversation(rules);
  Explanation explanation;
  record::JsonWriter json;
  const bool has_contacts = rules->FindFact("contacts_7d") >= 0;
  auto round = [&] {
    conversation.Reset();
    bool ok = !has_contacts || conversation.SetFact("contacts_7d", int64_t{4}).ok();
    for (const SaidTurn& t : turns) {
      Turn turn;
      turn.by = t.by;
      turn.text = t.text;
      turn.language = language;
      turn.at = Time(std::chrono::hours(1));
      for (const Override& o : overrides) {
        ok = ok && (o.level < 0 ? conversation.OverridePersona(o.id).ok() &&
                                      conversation.OverrideEscalation(o.route, o.rule).ok()
                                : conversation.OverrideScale(o.id, o.level).ok());
      }
      ok = ok && conversation.AddTurn(turn).ok() &&
           Decide(conversation, std::nullopt, decision).ok() &&
           Explain(conversation, std::nullopt, &explanation).ok();
      json.Clear();
      record::WriteExplanation("", explanation, &json);
    }
    return ok;
  };
  ASSERT_TRUE(round());
  ASSERT_TRUE(round());
  const uint64_t before = CountAllocations();
  const bool ok = round();
  const size_t made = CountAllocations() - before;
  ASSERT_TRUE(ok);
  EXPECT_EQ(made, 0u);
}

TEST(Allocation, NoneOnceWarm) {
  Decision decision;
  ExpectNoneOnceWarm(
      Rules(), "",
      {{Speaker::kCustomer,
        "Found it 20 quid cheaper online!! Any deal? I've been waiting two hours, sooooo..."},
       {Speaker::kAgent, "Sorry to hear that. Which order is it?"},
       {Speaker::kCustomer,
        "My lawyer will call, you idiots. Useless people 🙄 \"quoted words\" isn't it genuine"}},
      &decision);
  EXPECT_FALSE(decision.escalations().empty());
  EXPECT_FALSE(decision.evidence().empty());
}

// Needs, questions and promises, with a later turn that keeps one.
TEST(Allocation, NoneOnceWarmWithNeeds) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  Decision decision;
  ExpectNoneOnceWarm(
      *rules, "",
      {{Speaker::kCustomer,
        "Do you have it in green? And when will my refund arrive? Please call me."},
       {Speaker::kAgent,
        "Let me check. I will call you within 2 hours, and email you the invoice."},
       {Speaker::kCustomer, "How do I return it? I need a copy of the receipt as well."},
       {Speaker::kAgent, "I have sent it. You will hear from us by tomorrow."}},
      &decision);
  EXPECT_NE(decision.contact_kind(), "none");
  EXPECT_FALSE(decision.needs().empty());
  EXPECT_FALSE(decision.open_questions().empty());
  EXPECT_EQ(decision.promises().size(), 3u);
}

// Words alone: more of them than are listed, and an escalation that has the turns judged again.
TEST(Allocation, NoneOnceWarmWithWords) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", R"(rapport: 1
pack: {id: p, version: 1.0.0, language: en, files: [w.tsv]}
personas:
  hasty: {label: Hasty, display_name: Hasty}
  calm: {label: Calm, display_name: Calm}
scales: {heat: {levels: [cold, hot], thresholds: [0.5]}}
scoring: {decay: 0.8, margin: 0, also_margin: 0, threshold: 0, word_mix: 1.5}
routes: {boss: {level: 1, label: Boss}}
reasons: {hot: Hot}
policies:
  - {id: hot, when: heat >= 1, escalate: {to: boss, reason: hot, within: 1h}}
)");
  builder.AddFile("w.tsv",
                  "term\thasty\tcalm\tnone\theat\n"
                  "slow\t2\t1\t-0.5\t3\nno reply\t3\t0.5\t\t2\n| still\t1\n"
                  "reply |\t\t1\t0.25\n🙄\t1\t1\t\t2\n{number}\t0.5\n");
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  Decision decision;
  ExpectNoneOnceWarm(*rules, "en",
                     {{Speaker::kCustomer, "Still slow, 3 weeks of slow, and no reply 🙄"},
                      {Speaker::kAgent, "Slow indeed."},
                      {Speaker::kCustomer, "slow slow slow slow slow slow slow slow slow slow"},
                      {Speaker::kCustomer, "Still no reply. Slow!"}},
                     &decision);
  EXPECT_EQ(decision.also().size(), 1u);
  EXPECT_EQ(decision.evidence().size(), 16u);
  ASSERT_EQ(decision.escalations().size(), 1u);
  EXPECT_EQ(decision.escalations()[0].since_turn, 0);

  ExpectNoneOnceWarm(
      *rules, "en",
      {{Speaker::kCustomer, "Still slow, no reply"}, {Speaker::kCustomer, "Still no reply. Slow!"}},
      &decision,
      {{"calm", -1, "boss", EscalationOverride::kSuppress},
       {"hasty", -1, "boss", EscalationOverride::kHold},
       {"heat", 0}});
  EXPECT_EQ(decision.overridden().size(), 3u);
  EXPECT_EQ(decision.escalations().size(), 1u);
}

// Once warm, reviewing a changed draft allocates nothing, and neither does a new conversation.
TEST(Allocation, NoneOnceWarmInReviews) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  Conversation conversation(*rules);
  Review review;
  const auto round = [&] {
    conversation.Reset();
    bool ok = conversation.SetFact("first_name", "Alexandrina").ok();
    Turn turn;
    turn.text = "My parcel is late again and I am furious! Where is it? What will you do?";
    ok = ok && conversation.AddTurn(turn).ok();
    for (const char* draft :
         {"", "Sorry", "Sorry to hear that, we can offer you 25% off your next order",
          "Unfortunately I don't know. It is the courier's fault, please call the hotline."}) {
      Turn reply;
      reply.by = Speaker::kAgent;
      reply.text = draft;
      ok = ok && ReviewReply(conversation, reply, std::nullopt, &review).ok();
    }
    return ok;
  };
  ASSERT_TRUE(round());
  ASSERT_TRUE(round());
  const uint64_t before = CountAllocations();
  const bool ok = round();
  const size_t made = CountAllocations() - before;
  ASSERT_TRUE(ok);
  EXPECT_EQ(made, 0u);
}

// A protocol with steps, faults and every kind of turn.
TEST(Allocation, NoneOnceWarmWithAProtocol) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  Decision decision;
  ExpectNoneOnceWarm(
      *rules, "",
      {{Speaker::kCustomer, "You useless idiots, where is my parcel?"},
       {Speaker::kAgent, "I am so sorry. Our system does not allow it. May I have your name?"},
       {Speaker::kCustomer, "You are all liars!"},
       {Speaker::kAgent, "Please calm down and stay polite."},
       {Speaker::kBot, "Please wait."},
       {Speaker::kCustomer, "Idiots!"},
       {Speaker::kAgent, "I am bringing in my supervisor now."},
       {Speaker::kCustomer, "Good."}},
      &decision);
  ASSERT_EQ(decision.protocols().size(), 1u);
  EXPECT_EQ(decision.protocols()[0].state, "handed_over");
  EXPECT_EQ(decision.protocols()[0].faults.size(), 2u);
}

}  // namespace
}  // namespace rapport::frozen
