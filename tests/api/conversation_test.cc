// What a conversation accepts and refuses, and what acknowledging does.

#include <algorithm>
#include <limits>

#include "frozen.h"

namespace rapport::frozen {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ConversationTest : public ::testing::Test {
 protected:
  Status AddText(std::string_view text, Speaker by = Speaker::kCustomer,
                 std::optional<Time> at = std::nullopt) {
    Turn turn;
    turn.by = by;
    turn.text = text;
    turn.at = at;
    return conversation_.AddTurn(turn);
  }
  const Decision& Now(std::optional<Time> now = std::nullopt) {
    EXPECT_TRUE(Decide(conversation_, now, &decision_).ok());
    return decision_;
  }

  std::shared_ptr<const RuleSet> rules_ = Rules();
  Conversation conversation_{rules_};
  Decision decision_;
};

TEST_F(ConversationTest, RefusesWrongFacts) {
  const struct {
    Status status;
    StatusCode code;
    const char* message;
  } kCases[] = {
      {conversation_.SetFact("contacts_7d", int64_t{3}), StatusCode::kOk, ""},
      {conversation_.SetFact("contacts_7dd", int64_t{3}), StatusCode::kNotFound,
       "no fact 'contacts_7dd' is declared; did you mean 'contacts_7d'?"},
      {conversation_.SetFact("zzz", true), StatusCode::kNotFound, "no fact 'zzz' is declared"},
      {conversation_.SetFact("contacts_7d", int64_t{-1}), StatusCode::kInvalidArgument,
       "fact 'contacts_7d' is below the declared minimum"},
      {conversation_.SetFact("contacts_7d", int64_t{1001}), StatusCode::kInvalidArgument,
       "fact 'contacts_7d' is above the declared maximum"},
      {conversation_.SetFact("contacts_7d", 3.0), StatusCode::kInvalidArgument,
       "fact 'contacts_7d' is declared as int, not double"},
      {conversation_.SetFact("tier", "silver"), StatusCode::kOk, ""},
      {conversation_.SetFact("tier", "iron"), StatusCode::kInvalidArgument,
       "fact 'tier' takes one of bronze, silver, gold, not 'iron'"},
      {conversation_.SetFact("spend", int64_t{3}), StatusCode::kOk, ""},
      {conversation_.SetFact("spend", std::numeric_limits<double>::quiet_NaN()),
       StatusCode::kInvalidArgument, "fact 'spend' must be finite"},
      {conversation_.SetFact("is_vip", "yes"), StatusCode::kInvalidArgument,
       "fact 'is_vip' is declared as bool, not string"},
      {conversation_.SetFact("tenure", Duration(hours(5))), StatusCode::kOk, ""},
      {conversation_.SetFact("renewal_due", Time(hours(5))), StatusCode::kOk, ""},
      {conversation_.SetFact("tags", std::vector<std::string_view>{"a", "b"}), StatusCode::kOk, ""},
      {conversation_.SetFact("tags", "a"), StatusCode::kInvalidArgument,
       "fact 'tags' is declared as strings, not string"},
      {conversation_.ClearFact("tags"), StatusCode::kOk, ""},
      {conversation_.ClearFact("tagz"), StatusCode::kNotFound, "no fact 'tagz' is declared"},
      {conversation_.Acknowledge("legal"), StatusCode::kOk, ""},
      {conversation_.Acknowledge("moon"), StatusCode::kNotFound, "no route 'moon' is declared"},
      {conversation_.Acknowledge("legall"), StatusCode::kNotFound,
       "no route 'legall' is declared; did you mean 'legal'?"},
      {Decide(conversation_, std::nullopt, nullptr), StatusCode::kInvalidArgument,
       "decision is null"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(c.status.code(), c.code) << c.message;
    EXPECT_EQ(c.status.message(), c.message);
  }
}

TEST_F(ConversationTest, RefusesTooManyTurnsAndStaysAsItWas) {
  ConversationLimits limits;
  limits.turns = 3;
  Conversation small(rules_, limits);
  Turn turn;
  turn.text = "still waiting";
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(small.AddTurn(turn).ok());
  ASSERT_TRUE(Decide(small, std::nullopt, &decision_).ok());
  const std::string before = Json("x", decision_);
  const Status status = small.AddTurn(turn);
  EXPECT_EQ(status.code(), StatusCode::kLimitExceeded);
  EXPECT_EQ(status.message(), "a conversation holds at most 3 turns");
  EXPECT_EQ(small.turn_count(), 3u);
  ASSERT_TRUE(Decide(small, std::nullopt, &decision_).ok());
  EXPECT_EQ(Json("x", decision_), before);
}

TEST_F(ConversationTest, CutsLongTextAtACharacter) {
  ConversationLimits limits;
  limits.turn_bytes = 16;
  Conversation small(rules_, limits);
  Turn turn;
  turn.text = "still waiting é é é";  // byte 16 is the second of an é
  ASSERT_TRUE(small.AddTurn(turn).ok());
  Explanation explanation;
  ASSERT_TRUE(Explain(small, std::nullopt, &explanation).ok());
  EXPECT_EQ(explanation.turns()[0].text, "still waiting é");
  const auto signals = explanation.signals();
  const auto flag = std::find_if(signals.begin(), signals.end(),
                                 [](const auto& s) { return s.name == "truncated"; });
  ASSERT_NE(flag, signals.end());
  EXPECT_EQ(flag->value, "true");
}

TEST_F(ConversationTest, AcknowledgedUntilAFurtherReason) {
  const Time start(hours(24 * 20000));
  ASSERT_TRUE(AddText("You idiots. Useless people.", Speaker::kCustomer, start).ok());
  ASSERT_EQ(Now().escalations().size(), 1u);
  EXPECT_TRUE(Now().escalations()[0].is_new);
  ASSERT_TRUE(conversation_.Acknowledge("supervisor").ok());
  EXPECT_FALSE(Now().escalations()[0].is_new);
  ASSERT_TRUE(AddText("Well?", Speaker::kCustomer, start + minutes(1)).ok());
  EXPECT_FALSE(Now().escalations()[0].is_new) << "the same reason, going on";
  ASSERT_TRUE(AddText("My lawyer will call.", Speaker::kCustomer, start + minutes(2)).ok());
  ASSERT_EQ(Now().escalations().size(), 2u);
  EXPECT_EQ(Now().escalations()[0].to, "legal");
  EXPECT_TRUE(Now().escalations()[0].is_new);
  EXPECT_EQ(Now().escalations()[0].since_turn, 2);
  EXPECT_EQ(*Now().escalations()[0].due, start + minutes(62));
  EXPECT_FALSE(Now().escalations()[1].is_new);
}

TEST_F(ConversationTest, ResetForgets) {
  const std::string empty = Json("x", Now());
  ASSERT_TRUE(AddText("You idiots. Useless people.").ok());
  ASSERT_TRUE(conversation_.SetFact("contacts_7d", int64_t{9}).ok());
  ASSERT_TRUE(conversation_.Acknowledge("supervisor").ok());
  EXPECT_NE(Json("x", Now()), empty);
  conversation_.Reset();
  EXPECT_EQ(conversation_.turn_count(), 0u);
  EXPECT_EQ(Json("x", Now()), empty);
}

TEST_F(ConversationTest, DefaultsComeBackWhenAFactIsCleared) {
  ASSERT_TRUE(AddText("any deal").ok());
  ASSERT_TRUE(conversation_.SetFact("tier", "bronze").ok());
  ASSERT_TRUE(conversation_.SetFact("is_vip", false).ok());
  ASSERT_TRUE(conversation_.SetFact("max_discount_pct", int64_t{3}).ok());
  ASSERT_EQ(Now().limits().size(), 1u);
  EXPECT_EQ(Now().limits()[0].value, 3);
  ASSERT_TRUE(conversation_.ClearFact("max_discount_pct").ok());
  EXPECT_EQ(Now().limits()[0].value, 10);
}

// A conversation remembers in which order facts were set; that must not show.
TEST_F(ConversationTest, FactsAreTakenInAnyOrderAndAgainAfterAReset) {
  const std::vector<std::vector<const char*>> kOrders = {
      {"tier", "is_vip", "max_discount_pct"},
      {"tier", "is_vip", "max_discount_pct"},
      {"max_discount_pct", "is_vip", "tier"},
      {"tier", "nonsense", "max_discount_pct", "is_vip"},
      {"is_vip", "is_vip", "tier", "tier", "max_discount_pct"},
      {"tier"},
      {},
  };
  const auto set = [](const std::string& id, Conversation* conversation) {
    if (id == "tier") return conversation->SetFact(id, "bronze");
    if (id == "is_vip") return conversation->SetFact(id, false);
    return conversation->SetFact(id, int64_t{3});
  };
  for (const auto& order : kOrders) {
    conversation_.Reset();
    Conversation fresh(rules_);
    for (Conversation* c : {&conversation_, &fresh}) {
      Turn turn;
      turn.text = "any deal";
      ASSERT_TRUE(c->AddTurn(turn).ok());
      for (const char* id : order) EXPECT_EQ(set(id, c).ok(), id != std::string("nonsense")) << id;
    }
    Decision expected;
    ASSERT_TRUE(Decide(fresh, std::nullopt, &expected).ok());
    EXPECT_EQ(Json("x", Now()), Json("x", expected));
  }
}

}  // namespace
}  // namespace rapport::frozen
