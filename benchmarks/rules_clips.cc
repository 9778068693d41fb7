extern "C" {
#include <clips.h>
}

#include <cstdio>
#include <cstdlib>

#include "rules_table.h"

namespace rapport::benchmarks {
namespace {

// One fact with a slot for each of ours, and a rule that calls `fired` with its number for each
// rule. Tests on one fact with a literal value stand in the pattern, where CLIPS is fastest.
std::string Template(const RuleTable& table) {
  std::string source = "(deftemplate case";
  for (const RuleFact& fact : table.facts) source += " (slot " + fact.id + ")";
  return source + ")";
}

std::string RuleSource(const RuleTable& table, size_t number) {
  const Rule& rule = table.rules[number];
  std::string source = "(defrule " + rule.id + " (case";
  for (const RuleTest& test : rule.tests) {
    const RuleFact& fact = table.facts[test.fact];
    source += " (" + fact.id + " ";
    if (fact.type == RuleFactType::kText) {
      for (size_t text : test.in) source += (text == test.in[0] ? "" : "|") + fact.texts[text];
    } else if (fact.type == RuleFactType::kTruth) {
      source += test.at_least != 0 ? "TRUE" : "FALSE";
    } else {
      const std::string variable = "?" + fact.id;
      source += variable;
      if (test.has_at_least())
        source += "&:(>= " + variable + " " + std::to_string(test.at_least) + ")";
      if (test.has_below()) source += "&:(< " + variable + " " + std::to_string(test.below) + ")";
    }
    source += ")";
  }
  return source + ") => (fired " + std::to_string(number) + "))";
}

class ClipsRules : public RuleEngine {
 public:
  explicit ClipsRules(const RuleTable& table) : table_(table), environment_(CreateEnvironment()) {
    EnvDefineFunction2WithContext(environment_, "fired", 'v', &OnFired, "OnFired", "11l", this);
    Require(EnvBuild(environment_, Template(table).c_str()) != 0, "the template");
    template_ = EnvFindDeftemplate(environment_, "case");
    for (size_t i = 0; i < table.rules.size(); ++i) {
      Require(EnvBuild(environment_, RuleSource(table, i).c_str()) != 0, table.rules[i].id.c_str());
    }
  }
  ~ClipsRules() override { DestroyEnvironment(environment_); }

  void Evaluate(const RuleCase& values, Fired* fired) override {
    fired->clear();
    fired_ = fired;
    void* const fact = EnvCreateFact(environment_, template_);
    for (size_t i = 0; i < values.size(); ++i) {
      const RuleFact& slot = table_.facts[i];
      DATA_OBJECT value;
      if (slot.type == RuleFactType::kInteger) {
        value.type = INTEGER;
        value.value = EnvAddLong(environment_, values[i]);
      } else {
        value.type = SYMBOL;
        const char* const truth = values[i] != 0 ? "TRUE" : "FALSE";
        const bool is_text = slot.type == RuleFactType::kText;
        value.value = EnvAddSymbol(
            environment_, is_text ? slot.texts[static_cast<size_t>(values[i])].c_str() : truth);
      }
      Require(EnvPutFactSlot(environment_, fact, slot.id.c_str(), &value) != 0, "a slot");
    }
    void* const asserted = EnvAssert(environment_, fact);
    Require(asserted != nullptr, "the fact");
    EnvRun(environment_, -1);
    EnvRetract(environment_, asserted);
  }

 private:
  static int OnFired(void* environment) {
    auto* self = static_cast<ClipsRules*>(GetEnvironmentFunctionContext(environment));
    self->fired_->push_back(static_cast<uint32_t>(EnvRtnLong(environment, 1)));
    return 0;
  }
  static void Require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "clips: it does not take %s\n", what);
    std::exit(1);
  }

  const RuleTable& table_;
  void* environment_;
  void* template_ = nullptr;
  Fired* fired_ = nullptr;
};

}  // namespace

std::unique_ptr<RuleEngine> NewClipsRules(const RuleTable& table) {
  return std::make_unique<ClipsRules>(table);
}

}  // namespace rapport::benchmarks
