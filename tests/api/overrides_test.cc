// What people set in place of the rules: what policies then see, what a decision says about it, and
// that it holds until it is released.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "rapport/rapport.h"
#include "rapport/review.h"

namespace rapport {
namespace {

using ::testing::ElementsAre;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: overrides, version: 1.0.0, language: en}
cues:
  hurries: [hurry]
  doubts: [scam]
  insults: [useless]
  complains: [complaint]
  threatens: [knife]
  agent_sorry: {phrases: [sorry], in: agent}
personas:
  hasty: {label: Hasty, display_name: Hasty, summary: H., evidence: {hurries: 3}, playbook: [be_quick]}
  doubter: {label: Doubter, display_name: Doubter, summary: D., evidence: {doubts: 2}, playbook: [show_proof]}
  none: {bias: 0.5}
scales:
  heat: {levels: [cold, warm, hot], thresholds: [1, 2], evidence: {insults: 1}}
scoring: {margin: 0, also_margin: 0, threshold: 0}
routes:
  boss: {level: 2, label: Boss}
  guard: {level: 3, label: Guard}
reasons: {complaint: Complaint, heat: Heat, threat: Threat, doubt: Doubt}
flags: {sure: Sure, unsure: Unsure, alone: Alone}
actions:
  be_quick: {label: Be quick, by: agent, kind: service}
  show_proof: {label: Show proof, by: agent, kind: information}
  cool_down: {label: Cool down, by: agent, kind: de_escalation}
policies:
  - {id: complaint, when: complains > 0, escalate: {to: boss, reason: complaint, within: 1h}}
  - {id: threat, class: safety, when: threatens > 0, escalate: {to: boss, reason: threat}}
  - {id: hot, when: heat >= 2, recommend: [cool_down]}
  - {id: hot-for-long, when: heat >= 2, escalate: {to: guard, reason: heat}}
  - {id: sure, when: probability == 1.0 && !abstained, flag: [sure]}
  - {id: unsure, when: abstained, flag: [unsure]}
  - {id: alone, when: size(also) == 0, flag: [alone]}
checks:
  apology:
    label: Apologises
    applies_when: heat >= 1
    expects: [agent_sorry]
    why: The customer is put out.
)";

class OverridesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    RuleSetBuilder builder;
    builder.AddFile("p.yaml", kPack);
    auto rules = builder.Build();
    ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
    conversation_.emplace(*rules);
  }
  void Say(std::string_view text) {
    Turn turn;
    turn.text = text;
    turn.language = "en";
    turn.at = Time(std::chrono::hours(480'000 + conversation_->turn_count()));
    ASSERT_TRUE(conversation_->AddTurn(turn).ok());
  }
  const Decision& Now() {
    EXPECT_TRUE(Decide(*conversation_, std::nullopt, &decision_).ok());
    return decision_;
  }
  template <typename Items>
  static std::vector<std::string> Ids(const Items& items) {
    std::vector<std::string> ids;
    for (const auto& item : items) ids.emplace_back(item.id);
    return ids;
  }
  // "boss since 1 new: complaint, threat"
  std::vector<std::string> Escalations() {
    std::vector<std::string> out;
    for (const Escalation& e : Now().escalations()) {
      std::string text = StrCat(e.to, " since ", e.since_turn, e.is_new ? " new" : "");
      for (const EscalationReason& r : e.reasons) StrAppend(&text, " ", r.id);
      out.push_back(text);
    }
    return out;
  }

  std::optional<Conversation> conversation_;
  Decision decision_;
};

TEST_F(OverridesTest, RefusesWhatIsNotDeclared) {
  const auto suppress = EscalationOverride::kSuppress;
  const struct {
    Status status;
    StatusCode code;
    const char* message;
  } kCases[] = {
      {conversation_->OverridePersona("hastyy"), StatusCode::kNotFound,
       "no persona 'hastyy' is declared; did you mean 'hasty'?"},
      {conversation_->OverridePersona(""), StatusCode::kNotFound, "no persona '' is declared"},
      {conversation_->OverrideScale("cold", 1), StatusCode::kNotFound,
       "no scale 'cold' is declared"},
      {conversation_->OverrideScale("heat", 3), StatusCode::kInvalidArgument,
       "the levels of 'heat' are 0 to 2, not 3"},
      {conversation_->OverrideScale("heat", -1), StatusCode::kInvalidArgument,
       "the levels of 'heat' are 0 to 2, not -1"},
      {conversation_->OverrideEscalation("bos", suppress), StatusCode::kNotFound,
       "no route 'bos' is declared; did you mean 'boss'?"},
      {conversation_->ReleaseScale("cold"), StatusCode::kNotFound, "no scale 'cold' is declared"},
      {conversation_->ReleaseEscalation("zzz"), StatusCode::kNotFound,
       "no route 'zzz' is declared"},
      {conversation_->ReleaseScale("heat"), StatusCode::kOk, ""},
      {conversation_->ReleaseEscalation("boss"), StatusCode::kOk, ""},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(c.status.code(), c.code) << c.message;
    EXPECT_EQ(c.status.message(), c.message);
  }
  EXPECT_TRUE(Now().overridden().empty());
}

TEST_F(OverridesTest, APersonaStandsUntilItIsReleased) {
  Say("Hurry, is it a scam?");
  EXPECT_EQ(Now().persona(), "hasty");
  EXPECT_EQ(decision_.also().size(), 1u);
  EXPECT_TRUE(decision_.overridden().empty());
  const int32_t found = decision_.top_probability();

  ASSERT_TRUE(conversation_->OverridePersona("doubter").ok());
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_EQ(Now().persona(), "doubter");
    EXPECT_EQ(decision_.probability(), 10'000);
    EXPECT_EQ(decision_.abstained(), Abstained::kNo);
    EXPECT_TRUE(decision_.also().empty());
    EXPECT_EQ(decision_.top(), "hasty");
    EXPECT_THAT(Ids(decision_.actions()), ElementsAre("show_proof"));
    EXPECT_THAT(Ids(decision_.flags()), ElementsAre("sure", "alone"));
    ASSERT_EQ(decision_.overridden().size(), 1u);
    EXPECT_EQ(decision_.overridden()[0].kind, OverrideKind::kPersona);
    EXPECT_EQ(decision_.overridden()[0].id, "doubter");
    EXPECT_EQ(decision_.overridden()[0].found, "hasty");
    if (turn == 0) {
      EXPECT_EQ(decision_.top_probability(), found);
    }
    Say("hurry hurry hurry");
  }
  // What speaks for either is shown.
  std::vector<std::string_view> shown;
  for (const Evidence& e : decision_.evidence()) shown.push_back(e.persona);
  EXPECT_THAT(shown, ElementsAre("hasty", "hasty", "hasty", "hasty", "doubter"));

  conversation_->ReleasePersona();
  EXPECT_EQ(Now().persona(), "hasty");
  EXPECT_TRUE(decision_.overridden().empty());
}

TEST_F(OverridesTest, NoPersonaIsAnOverrideToo) {
  Say("hurry");
  ASSERT_TRUE(conversation_->OverridePersona("none").ok());
  EXPECT_EQ(Now().persona(), "none");
  EXPECT_EQ(decision_.abstained(), Abstained::kOverride);
  EXPECT_STREQ(AbstainedName(decision_.abstained()), "override");
  EXPECT_EQ(decision_.probability(), 10'000);
  EXPECT_TRUE(decision_.actions().empty());
  EXPECT_THAT(Ids(decision_.flags()), ElementsAre("unsure", "alone"));
}

TEST_F(OverridesTest, AScaleIsWhatAPersonSays) {
  Say("useless, useless, useless, useless");
  EXPECT_EQ(Now().scales()[0].level, 2);
  EXPECT_THAT(Ids(decision_.actions()), ElementsAre("cool_down"));
  const int32_t score = decision_.scales()[0].score;

  ASSERT_TRUE(conversation_->OverrideScale("heat", 1).ok());
  EXPECT_EQ(Now().scales()[0].level, 1);
  EXPECT_EQ(decision_.scales()[0].name, "warm");
  EXPECT_EQ(decision_.scales()[0].score, score);
  EXPECT_TRUE(decision_.actions().empty());
  EXPECT_TRUE(decision_.escalations().empty());
  ASSERT_EQ(decision_.overridden().size(), 1u);
  EXPECT_EQ(decision_.overridden()[0].id, "heat");
  EXPECT_EQ(decision_.overridden()[0].level, 1);
  EXPECT_EQ(decision_.overridden()[0].found_level, 2);
  EXPECT_EQ(decision_.overridden()[0].found, "hot");

  ASSERT_TRUE(conversation_->ReleaseScale("heat").ok());
  EXPECT_EQ(Now().scales()[0].level, 2);
}

TEST_F(OverridesTest, InAnotherLanguageOnlyAPersonKnows) {
  Turn turn;
  turn.text = "Wo ist mein Paket?";
  turn.language = "de";
  ASSERT_TRUE(conversation_->AddTurn(turn).ok());
  ASSERT_TRUE(conversation_->OverridePersona("hasty").ok());
  ASSERT_TRUE(conversation_->OverrideScale("heat", 2).ok());
  EXPECT_EQ(Now().persona(), "hasty");
  EXPECT_EQ(decision_.abstained(), Abstained::kNo);
  EXPECT_TRUE(decision_.scales()[0].known);
  EXPECT_THAT(Ids(decision_.actions()), ElementsAre("cool_down", "be_quick"));
  ASSERT_EQ(decision_.overridden().size(), 2u);
  EXPECT_EQ(decision_.overridden()[0].found, "none");
  EXPECT_EQ(decision_.overridden()[1].found_level, -1);
  EXPECT_EQ(decision_.overridden()[1].found, "");
}

// Earlier turns are judged by what holds now, as they are by the facts of now.
TEST_F(OverridesTest, EarlierTurnsAreJudgedByIt) {
  Say("hello");
  Say("useless useless useless useless");
  Say("well");
  EXPECT_THAT(Escalations(), ElementsAre("guard since 1 new heat"));
  ASSERT_TRUE(conversation_->OverrideScale("heat", 2).ok());
  EXPECT_THAT(Escalations(), ElementsAre("guard since 0 new heat"));
  ASSERT_TRUE(conversation_->ReleaseScale("heat").ok());
  EXPECT_THAT(Escalations(), ElementsAre("guard since 1 new heat"));
}

TEST_F(OverridesTest, AHeldEscalationStandsWithoutAReason) {
  Say("hello");
  Say("hello again");
  ASSERT_TRUE(conversation_->OverrideEscalation("boss", EscalationOverride::kHold).ok());
  EXPECT_THAT(Escalations(), ElementsAre("boss since 1 new"));
  EXPECT_FALSE(decision_.escalations()[0].due);
  ASSERT_TRUE(conversation_->Acknowledge("boss").ok());
  EXPECT_THAT(Escalations(), ElementsAre("boss since 1"));
  // A policy's reason makes it new.
  Say("a complaint");
  EXPECT_THAT(Escalations(), ElementsAre("boss since 1 new complaint"));
  EXPECT_TRUE(decision_.escalations()[0].due);
  ASSERT_TRUE(conversation_->ReleaseEscalation("boss").ok());
  EXPECT_THAT(Escalations(), ElementsAre("boss since 2 new complaint"));
}

TEST_F(OverridesTest, ASuppressedOneIsReportedAndSafetyIsNeverSuppressed) {
  Say("a complaint");
  ASSERT_TRUE(conversation_->OverrideEscalation("boss", EscalationOverride::kSuppress).ok());
  EXPECT_THAT(Escalations(), ElementsAre());
  ASSERT_EQ(decision_.overridden().size(), 1u);
  EXPECT_EQ(decision_.overridden()[0].id, "boss");
  EXPECT_EQ(decision_.overridden()[0].escalation, EscalationOverride::kSuppress);
  ASSERT_EQ(decision_.overridden()[0].found_reasons.size(), 1u);
  EXPECT_EQ(decision_.overridden()[0].found_reasons[0].policy, "complaint");

  Say("I have a knife");
  EXPECT_THAT(Escalations(), ElementsAre("boss since 1 new threat"));
  EXPECT_EQ(decision_.overridden()[0].found_reasons.size(), 2u);
  ASSERT_TRUE(conversation_->Acknowledge("boss").ok());
  EXPECT_THAT(Escalations(), ElementsAre("boss since 1 threat"));
  conversation_->ReleaseOverrides();
  EXPECT_THAT(Escalations(), ElementsAre("boss since 0 complaint threat"));
}

TEST_F(OverridesTest, AReviewKnowsThem) {
  Say("hello");
  Turn reply;
  reply.by = Speaker::kAgent;
  reply.text = "Well.";
  Review review;
  const auto outcome = [&] {
    EXPECT_TRUE(ReviewReply(*conversation_, reply, std::nullopt, &review).ok());
    return review.findings()[0].result;
  };
  EXPECT_EQ(outcome(), CheckResult::kNotApplicable);
  ASSERT_TRUE(conversation_->OverrideScale("heat", 1).ok());
  EXPECT_EQ(outcome(), CheckResult::kFail);
  ASSERT_TRUE(conversation_->ReleaseScale("heat").ok());
  EXPECT_EQ(outcome(), CheckResult::kNotApplicable);
}

TEST_F(OverridesTest, AnExplanationSaysSo) {
  Say("hurry, a complaint, useless");
  ASSERT_TRUE(conversation_->OverridePersona("doubter").ok());
  ASSERT_TRUE(conversation_->OverrideScale("heat", 2).ok());
  ASSERT_TRUE(conversation_->OverrideEscalation("boss", EscalationOverride::kSuppress).ok());
  ASSERT_TRUE(conversation_->OverrideEscalation("guard", EscalationOverride::kHold).ok());
  Explanation explanation;
  ASSERT_TRUE(Explain(*conversation_, std::nullopt, &explanation).ok());
  std::vector<std::string> lines;
  for (const ExplainedOverride& o : explanation.overridden()) {
    lines.push_back(StrCat(OverrideKindName(o.kind), " ", o.id, " ", o.set, ", not ", o.found));
  }
  EXPECT_THAT(lines, ElementsAre("persona persona doubter, not hasty", "scale heat hot, not warm",
                                 "escalation guard hold, not heat",
                                 "escalation boss suppress, not complaint"));
  for (const ExplainedPersona& persona : explanation.personas()) {
    EXPECT_EQ(persona.reported, persona.id == "doubter") << persona.id;
    EXPECT_EQ(persona.why_not, persona.reported ? "" : "doubter was set by a person") << persona.id;
  }
  ASSERT_EQ(explanation.policies()[0].effects.size(), 1u);
  EXPECT_EQ(explanation.policies()[0].effects[0], "escalate to boss: complaint (suppressed)");
}

TEST_F(OverridesTest, ResetForgetsThem) {
  ASSERT_TRUE(conversation_->OverridePersona("doubter").ok());
  ASSERT_TRUE(conversation_->OverrideScale("heat", 2).ok());
  ASSERT_TRUE(conversation_->OverrideEscalation("guard", EscalationOverride::kHold).ok());
  EXPECT_EQ(Now().overridden().size(), 3u);
  conversation_->Reset();
  EXPECT_TRUE(Now().overridden().empty());
  EXPECT_TRUE(decision_.escalations().empty());
}

}  // namespace
}  // namespace rapport
