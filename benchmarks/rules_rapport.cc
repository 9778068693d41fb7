#include <cstdio>
#include <cstdlib>

#include "rapport/c.h"
#include "rules_table.h"

namespace rapport::benchmarks {
namespace {

// A pack with the facts, and a policy that raises a flag for every rule.
std::string Pack(const RuleTable& table) {
  std::string pack = "rapport: 1\npack: {id: rules, version: 1.0.0, language: en}\nfacts:\n";
  for (const RuleFact& fact : table.facts) {
    pack += "  " + fact.id + ": ";
    if (fact.type == RuleFactType::kText) {
      pack += "{type: enum, values: [";
      for (const std::string& text : fact.texts) pack += (text == fact.texts[0] ? "" : ", ") + text;
      pack += "]}\n";
    } else {
      pack += fact.type == RuleFactType::kTruth ? "{type: bool}\n" : "{type: int}\n";
    }
  }
  pack += "flags:\n";
  for (const Rule& rule : table.rules) pack += "  " + rule.id + ": The rule applies\n";
  pack += "policies:\n";
  for (const Rule& rule : table.rules) {
    std::string when;
    const auto add = [&](const std::string& condition) {
      when += (when.empty() ? "" : " && ") + condition;
    };
    for (const RuleTest& test : rule.tests) {
      const RuleFact& fact = table.facts[test.fact];
      if (fact.type == RuleFactType::kTruth) {
        add((test.at_least != 0 ? "" : "!") + fact.id);
        continue;
      }
      std::string texts;
      for (size_t text : test.in)
        texts += (texts.empty() ? "\"" : ", \"") + fact.texts[text] + "\"";
      if (test.in.size() == 1) add(fact.id + " == " + texts);
      if (test.in.size() > 1) add(fact.id + " in [" + texts + "]");
      if (test.has_at_least()) add(fact.id + " >= " + std::to_string(test.at_least));
      if (test.has_below()) add(fact.id + " < " + std::to_string(test.below));
    }
    pack += "  - id: " + rule.id + "\n    when: '" + when + "'\n    flag: [" + rule.id + "]\n";
  }
  return pack;
}

class RapportRules : public RuleEngine {
 public:
  explicit RapportRules(const RuleTable& table) : table_(table) {
    const std::string pack = Pack(table);
    rapport_error* error = nullptr;
    Require(rapport_ruleset_new_from_bytes(RAPPORT_LITERAL("rules.yaml"), pack.data(), pack.size(),
                                           &rules_, &error),
            error);
    Require(rapport_conversation_new(rules_, nullptr, &conversation_, &error), error);
    Require(rapport_decision_new(&decision_, &error), error);
  }
  ~RapportRules() override {
    rapport_decision_free(decision_);
    rapport_conversation_free(conversation_);
    rapport_ruleset_free(rules_);
  }

  void Evaluate(const RuleCase& values, Fired* fired) override {
    rapport_conversation_reset(conversation_);
    for (size_t i = 0; i < values.size(); ++i) {
      const RuleFact& fact = table_.facts[i];
      const char* const id = fact.id.data();
      int32_t status = RAPPORT_OK;
      if (fact.type == RuleFactType::kText) {
        const std::string& text = fact.texts[static_cast<size_t>(values[i])];
        status = rapport_conversation_set_string(conversation_, id, fact.id.size(), text.data(),
                                                 text.size(), nullptr);
      } else if (fact.type == RuleFactType::kTruth) {
        status = rapport_conversation_set_bool(conversation_, id, fact.id.size(),
                                               static_cast<int32_t>(values[i]), nullptr);
      } else {
        status =
            rapport_conversation_set_int(conversation_, id, fact.id.size(), values[i], nullptr);
      }
      Require(status, nullptr);
    }
    Require(rapport_decide(conversation_, RAPPORT_TIME_UNKNOWN, decision_, nullptr), nullptr);
    fired->clear();
    size_t count = 0;
    rapport_decision_flag_count(decision_, &count);
    for (size_t i = 0; i < count; ++i) {
      const char* id = nullptr;
      rapport_decision_flag_id(decision_, i, &id, nullptr);
      // "r01" is the first
      fired->push_back(static_cast<uint32_t>((id[1] - '0') * 10 + (id[2] - '0') - 1));
    }
  }

 private:
  static void Require(int32_t status, rapport_error* error) {
    if (status == RAPPORT_OK) return;
    std::fprintf(
        stderr, "rapport: %s\n",
        error != nullptr ? rapport_error_message(error, nullptr) : rapport_status_name(status));
    std::exit(1);
  }

  const RuleTable& table_;
  rapport_ruleset* rules_ = nullptr;
  rapport_conversation* conversation_ = nullptr;
  rapport_decision* decision_ = nullptr;
};

}  // namespace

std::unique_ptr<RuleEngine> NewRapportRules(const RuleTable& table) {
  return std::make_unique<RapportRules>(table);
}

}  // namespace rapport::benchmarks
