#include "record/decision_json.h"

#include <gtest/gtest.h>

namespace rapport::record {
namespace {

std::string Written(DecisionKeys keys) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", "rapport: 1\npack: {id: p, version: 1.0.0, language: en}\n");
  const auto rules = builder.Build();
  EXPECT_TRUE(rules.ok());
  Conversation conversation(*rules);
  Decision decision;
  EXPECT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  JsonWriter json;
  WriteDecision("a \"b\"", decision, &json, keys);
  return std::string(json.bytes());
}

TEST(DecisionJson, KeysThatWereAskedFor) {
  EXPECT_EQ(Written(0), R"({"id":"a \"b\""})");
  EXPECT_EQ(Written(FindDecisionKey("persona")), R"({"id":"a \"b\"","persona":"none"})");
  EXPECT_EQ(Written(FindDecisionKey("limits") | FindDecisionKey("flags")),
            R"({"id":"a \"b\"","limits":{},"flags":[]})");
  EXPECT_EQ(FindDecisionKey("id"), 0u);
  EXPECT_EQ(FindDecisionKey("personae"), 0u);
}

TEST(DecisionJson, AllKeysOneByOneAreTheWhole) {
  std::string parts = R"({"id":"a \"b\"")";
  DecisionKeys all = 0;
  for (const std::string_view name : DecisionKeyNames()) {
    const DecisionKeys key = FindDecisionKey(name);
    EXPECT_EQ(all & key, 0u);
    all |= key;
    const std::string one = Written(key);
    parts += one.substr(std::string_view(R"({"id":"a \"b\"")").size());
    parts.pop_back();
  }
  EXPECT_EQ(parts + "}", Written(kAllDecisionKeys));
  EXPECT_EQ(Written(all), Written(kAllDecisionKeys));
}

TEST(DecisionJson, StandsInALine) {
  // As a value among others, with the comma that it needs.
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", "rapport: 1\npack: {id: p, version: 1.0.0, language: en}\n");
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  Decision decision;
  ASSERT_TRUE(Decide(Conversation(*rules), std::nullopt, &decision).ok());
  JsonWriter json;
  json.StartArray();
  for (const char* id : {"1", "2"}) WriteDecision(id, decision, &json, FindDecisionKey("flags"));
  json.EndArray();
  EXPECT_EQ(json.bytes(), R"([{"id":"1","flags":[]},{"id":"2","flags":[]}])");
}

}  // namespace
}  // namespace rapport::record
