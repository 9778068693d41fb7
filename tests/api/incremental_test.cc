// Properties of conversations: turns one by one equal turns at once, the order of facts and turns
// does not matter, and a decision never changes what it decides about.

#include <algorithm>
#include <random>

#include "frozen.h"

namespace rapport::frozen {
namespace {

struct RandomTurn {
  Speaker by;
  std::string text;
  std::optional<Time> at;
};

std::vector<RandomTurn> RandomTurns(std::mt19937* random) {
  static const char* const kPieces[] = {"still waiting",
                                        "cheaper online",
                                        "any deal",
                                        "discount?",
                                        "is it genuine",
                                        "You idiots!",
                                        "my lawyer will call",
                                        "thanks",
                                        "not",
                                        "but",
                                        "I love this shop",
                                        "sorry",
                                        "order",
                                        "HURRY UP NOW",
                                        "waited two hours",
                                        "20 quid less",
                                        "\"a scam\"",
                                        "sooooo",
                                        "🙄",
                                        ".",
                                        ",",
                                        "pls",
                                        "can't"};
  auto pick = [&](size_t n) { return static_cast<size_t>((*random)() % n); };
  std::vector<RandomTurn> turns(1 + pick(12));
  Time at = Time(std::chrono::hours(24 * 20000));
  for (RandomTurn& turn : turns) {
    turn.by = pick(3) == 0 ? Speaker::kAgent : Speaker::kCustomer;
    for (size_t i = 0, n = pick(6); i < n; ++i)
      turn.text += std::string(kPieces[pick(std::size(kPieces))]) + " ";
    at += std::chrono::minutes(pick(90));
    if (pick(5) != 0) turn.at = at;
  }
  return turns;
}

void Add(const RandomTurn& random_turn, Conversation* conversation) {
  Turn turn;
  turn.by = random_turn.by;
  turn.text = random_turn.text;
  turn.at = random_turn.at;
  ASSERT_TRUE(conversation->AddTurn(turn).ok());
}

TEST(Incremental, TurnByTurnEqualsAtOnce) {
  const auto rules = Rules();
  std::mt19937 random(20260301);
  size_t personas = 0, escalations = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::vector<RandomTurn> turns = RandomTurns(&random);
    const bool facts_first = random() % 2 == 0;
    Conversation live(rules);
    Decision decision;
    auto set_facts = [&](Conversation* c) {
      ASSERT_TRUE(c->SetFact("contacts_7d", int64_t{round % 8}).ok());
      if (round % 3 == 0) {
        ASSERT_TRUE(c->SetFact("channel", "chat").ok());
      }
    };
    if (facts_first) set_facts(&live);
    for (const RandomTurn& turn : turns) {
      Add(turn, &live);
      // Deciding on the way must leave no trace.
      ASSERT_TRUE(Decide(live, std::nullopt, &decision).ok());
    }
    if (!facts_first) set_facts(&live);
    ASSERT_TRUE(Decide(live, std::nullopt, &decision).ok());
    const std::string step_by_step = Json("x", decision);

    Conversation at_once(rules);
    set_facts(&at_once);
    for (const RandomTurn& turn : turns) Add(turn, &at_once);
    Decision fresh;
    ASSERT_TRUE(Decide(at_once, std::nullopt, &fresh).ok());
    ASSERT_EQ(step_by_step, Json("x", fresh));
    personas += decision.persona() != "none";
    escalations += !decision.escalations().empty();
  }
  EXPECT_GT(personas, 300u);
  EXPECT_GT(escalations, 300u);
}

// `since_turn` against its definition: the first turn of the unbroken run at whose end, judged at
// each turn's own time, the escalation holds.
TEST(Incremental, SinceTurnIsTheStartOfTheRun) {
  const auto rules = Rules();
  std::mt19937 random(7);
  size_t checked = 0;
  for (int round = 0; round < 500; ++round) {
    const std::vector<RandomTurn> turns = RandomTurns(&random);
    Conversation conversation(rules);
    std::vector<std::vector<std::string>> routes;  // after each turn
    Decision decision;
    for (const RandomTurn& turn : turns) {
      Add(turn, &conversation);
      ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
      routes.emplace_back();
      for (const Escalation& e : decision.escalations()) {
        for (const EscalationReason& r : e.reasons) routes.back().emplace_back(r.policy);
      }
    }
    for (const Escalation& e : decision.escalations()) {
      int32_t earliest = static_cast<int32_t>(turns.size());
      for (const EscalationReason& r : e.reasons) {
        int32_t since = static_cast<int32_t>(turns.size()) - 1;
        auto held = [&](int32_t t) {
          const auto& list = routes[static_cast<size_t>(t)];
          return std::find(list.begin(), list.end(), r.policy) != list.end();
        };
        while (since > 0 && held(since - 1)) --since;
        earliest = std::min(earliest, since);
        ++checked;
      }
      EXPECT_EQ(e.since_turn, earliest);
    }
  }
  EXPECT_GT(checked, 100u);
}

}  // namespace
}  // namespace rapport::frozen
