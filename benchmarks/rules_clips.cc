extern "C" {
#include <clips.h>
}

#include <cstdio>
#include <cstdlib>

#include "rules_table.h"

namespace rapport::benchmarks {
namespace {

// Two ways to state a case. Whole: one fact with a slot for each of ours, so that a rule is one
// pattern; CLIPS is fastest so. Apart: a fact for each of ours, as they come when they come from
// several places; then CLIPS joins the patterns of a rule. Either way a rule calls `fired` with its
// number, and tests with a literal value stand in the pattern.
std::string SlotTest(const RuleFact& fact, const RuleTest& test) {
  std::string source;
  if (fact.type == RuleFactType::kText) {
    for (size_t text : test.in) source += (text == test.in[0] ? "" : "|") + fact.texts[text];
  } else if (fact.type == RuleFactType::kTruth) {
    source = test.at_least != 0 ? "TRUE" : "FALSE";
  } else {
    const std::string variable = "?" + fact.id;
    const auto add = [&](const char* compare, int64_t value) {
      source += "&:(" + std::string(compare) + " " + variable + " " + std::to_string(value) + ")";
    };
    source = variable;
    if (test.has_at_least()) add(">=", test.at_least);
    if (test.has_below()) add("<", test.below);
  }
  return source;
}

std::string RuleSource(const RuleTable& table, size_t number, bool whole) {
  const Rule& rule = table.rules[number];
  std::string source = "(defrule " + rule.id + (whole ? " (case" : "");
  for (const RuleTest& test : rule.tests) {
    const RuleFact& fact = table.facts[test.fact];
    source +=
        " (" + fact.id + (whole ? " " : " (value ") + SlotTest(fact, test) + (whole ? ")" : "))");
  }
  return source + (whole ? ")" : "") + " => (fired " + std::to_string(number) + "))";
}

class ClipsRules : public RuleEngine {
 public:
  ClipsRules(const RuleTable& table, bool whole)
      : table_(table), whole_(whole), environment_(CreateEnvironment()) {
    EnvDefineFunction2WithContext(environment_, "fired", 'v', &OnFired, "OnFired", "11l", this);
    if (whole) {
      std::string slots;
      for (const RuleFact& fact : table.facts) slots += " (slot " + fact.id + ")";
      AddTemplate("case", slots);
    } else {
      for (const RuleFact& fact : table.facts) AddTemplate(fact.id, " (slot value)");
    }
    for (size_t i = 0; i < table.rules.size(); ++i) {
      Require(EnvBuild(environment_, RuleSource(table, i, whole).c_str()) != 0,
              table.rules[i].id.c_str());
    }
  }
  ~ClipsRules() override { DestroyEnvironment(environment_); }

  void Evaluate(const RuleCase& values, Fired* fired) override {
    fired->clear();
    fired_ = fired;
    asserted_.clear();
    void* fact = whole_ ? EnvCreateFact(environment_, templates_[0]) : nullptr;
    for (size_t i = 0; i < values.size(); ++i) {
      if (!whole_) fact = EnvCreateFact(environment_, templates_[i]);
      PutSlot(fact, whole_ ? table_.facts[i].id.c_str() : "value", table_.facts[i], values[i]);
      if (!whole_) asserted_.push_back(EnvAssert(environment_, fact));
    }
    if (whole_) asserted_.push_back(EnvAssert(environment_, fact));
    EnvRun(environment_, -1);
    for (void* each : asserted_) EnvRetract(environment_, each);
  }

 private:
  void AddTemplate(const std::string& name, const std::string& slots) {
    Require(EnvBuild(environment_, ("(deftemplate " + name + slots + ")").c_str()) != 0,
            name.c_str());
    templates_.push_back(EnvFindDeftemplate(environment_, name.c_str()));
  }
  void PutSlot(void* fact, const char* slot, const RuleFact& type, int64_t of) {
    DATA_OBJECT value;
    if (type.type == RuleFactType::kInteger) {
      value.type = INTEGER;
      value.value = EnvAddLong(environment_, of);
    } else {
      const char* const truth = of != 0 ? "TRUE" : "FALSE";
      const bool is_text = type.type == RuleFactType::kText;
      value.type = SYMBOL;
      value.value =
          EnvAddSymbol(environment_, is_text ? type.texts[static_cast<size_t>(of)].c_str() : truth);
    }
    Require(EnvPutFactSlot(environment_, fact, slot, &value) != 0, slot);
  }
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
  const bool whole_;
  void* const environment_;
  std::vector<void*> templates_;
  std::vector<void*> asserted_;
  Fired* fired_ = nullptr;
};

}  // namespace

std::unique_ptr<RuleEngine> NewClipsRules(const RuleTable& table) {
  return std::make_unique<ClipsRules>(table, true);
}
std::unique_ptr<RuleEngine> NewClipsRulesApart(const RuleTable& table) {
  return std::make_unique<ClipsRules>(table, false);
}

}  // namespace rapport::benchmarks
