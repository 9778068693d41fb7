#include "rapport/batch.h"

#include <gtest/gtest.h>

#include <thread>

#include "frozen.h"

namespace rapport::frozen {
namespace {

struct Said {
  std::vector<Turn> turns;
  std::vector<FactSetting> facts;
  std::vector<std::string_view> acknowledged;

  Case AsCase() const {
    return {{turns.data(), turns.size()},
            {facts.data(), facts.size()},
            {acknowledged.data(), acknowledged.size()},
            std::nullopt};
  }
};

Turn Customer(std::string_view text) {
  Turn turn;
  turn.text = text;
  turn.at = Time(std::chrono::hours(1));
  return turn;
}

std::vector<Said> Cases() {
  return {
      {{Customer("Found it cheaper online, any deal?")}, {}, {}},
      {{Customer("Still waiting, get me your manager!"), Customer("Well?")},
       {{"contacts_7d", int64_t{4}}},
       {}},
      {{}, {{"contcts_7d", int64_t{4}}}, {}},
      {{Customer("Hello")}, {}, {"nobody"}},
      {{}, {}, {}},
  };
}

std::string WithConversation(const std::shared_ptr<const RuleSet>& rules, const Said& said) {
  Conversation conversation(rules);
  for (const FactSetting& fact : said.facts) {
    if (!conversation.SetFact(fact.id, std::get<int64_t>(fact.value)).ok()) return "refused";
  }
  for (const Turn& turn : said.turns) {
    if (!conversation.AddTurn(turn).ok()) return "refused";
  }
  for (const std::string_view route : said.acknowledged) {
    if (!conversation.Acknowledge(route).ok()) return "refused";
  }
  Decision decision;
  return Decide(conversation, std::nullopt, &decision).ok() ? Json("", decision) : "refused";
}

TEST(Batch, DecidesAsConversationsDo) {
  const std::shared_ptr<const RuleSet> rules = Rules();
  const std::vector<Said> said = Cases();
  std::vector<Case> cases;
  for (const Said& one : said) cases.push_back(one.AsCase());
  BatchDecider decider(rules);
  for (int round = 0; round < 2; ++round) {
    decider.Begin({cases.data(), cases.size()});
    size_t count = 0;
    while (decider.Next()) {
      ASSERT_EQ(decider.index(), count++);
      const std::string expected = WithConversation(rules, said[decider.index()]);
      EXPECT_EQ(decider.status().ok() ? Json("", decider.decision()) : "refused", expected);
    }
    EXPECT_EQ(count, cases.size());
    EXPECT_FALSE(decider.Next());
  }
}

TEST(Batch, SaysWhatWasRefused) {
  const std::shared_ptr<const RuleSet> rules = Rules();
  const std::vector<Said> said = Cases();
  const Case cases[] = {said[2].AsCase(), said[3].AsCase()};
  BatchDecider decider(rules);
  decider.Begin({cases, 2});
  ASSERT_TRUE(decider.Next());
  EXPECT_EQ(decider.status().code(), StatusCode::kNotFound);
  EXPECT_EQ(decider.status().message().rfind("facts[0]: ", 0), 0u) << decider.status().message();
  ASSERT_TRUE(decider.Next());
  EXPECT_EQ(decider.status().message().rfind("acknowledged[0]: ", 0), 0u);
}

TEST(Batch, PartsOfItInThreads) {
  const std::shared_ptr<const RuleSet> rules = Rules();
  const std::vector<Said> said = Cases();
  std::vector<Case> cases;
  for (int i = 0; i < 500; ++i)
    cases.push_back(said[static_cast<size_t>(i) % said.size()].AsCase());
  std::vector<std::string> answers(cases.size());
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const size_t begin = cases.size() * t / 4, end = cases.size() * (t + 1) / 4;
      BatchDecider decider(rules);
      decider.Begin({cases.data() + begin, end - begin});
      while (decider.Next()) {
        if (decider.status().ok()) answers[begin + decider.index()] = Json("", decider.decision());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < cases.size(); ++i) {
    const std::string expected = WithConversation(rules, said[i % said.size()]);
    ASSERT_EQ(answers[i].empty() ? "refused" : answers[i], expected);
  }
}

}  // namespace
}  // namespace rapport::frozen
