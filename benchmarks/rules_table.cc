#include "rules_table.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace rapport::benchmarks {
namespace {

RuleFact ReadFact(const rapidjson::Value& json) {
  RuleFact fact;
  fact.id = json["id"].GetString();
  if (!json.HasMember("values")) {
    fact.from = json["from"].GetInt64();
    fact.to = json["to"].GetInt64();
  } else if (json["values"][0].IsBool()) {
    fact.type = RuleFactType::kTruth;
  } else {
    fact.type = RuleFactType::kText;
    for (const auto& value : json["values"].GetArray()) fact.texts.push_back(value.GetString());
    fact.to = static_cast<int64_t>(fact.texts.size()) - 1;
  }
  return fact;
}

size_t Place(const std::vector<std::string>& texts, const std::string& text) {
  return static_cast<size_t>(std::find(texts.begin(), texts.end(), text) - texts.begin());
}

RuleTest ReadTest(const std::vector<RuleFact>& facts, const std::string& name,
                  const rapidjson::Value& json) {
  RuleTest test;
  while (facts.at(test.fact).id != name) ++test.fact;
  if (json.HasMember("in")) {
    for (const auto& value : json["in"].GetArray()) {
      test.in.push_back(Place(facts[test.fact].texts, value.GetString()));
    }
  }
  if (json.HasMember("at_least")) test.at_least = json["at_least"].GetInt64();
  if (json.HasMember("below")) test.below = json["below"].GetInt64();
  if (json.HasMember("is")) {
    test.at_least = json["is"].GetBool() ? 1 : 0;
    test.below = test.at_least + 1;
  }
  return test;
}

bool Holds(const RuleTest& test, int64_t value) {
  if (!test.in.empty()) {
    return std::find(test.in.begin(), test.in.end(), static_cast<size_t>(value)) != test.in.end();
  }
  return value >= test.at_least && value < test.below;
}

}  // namespace

RuleTable RuleTable::Load(const std::string& path) {
  std::ifstream file(path);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  rapidjson::Document json;
  json.Parse(bytes.c_str(), bytes.size());
  if (json.HasParseError() || !json.IsObject()) {
    std::fprintf(stderr, "rules_benchmark: cannot read %s\n", path.c_str());
    std::exit(1);
  }
  RuleTable table;
  for (const auto& fact : json["facts"].GetArray()) table.facts.push_back(ReadFact(fact));
  for (const auto& entry : json["rules"].GetArray()) {
    Rule rule;
    rule.id = entry["id"].GetString();
    for (const auto& test : entry["when"].GetObject()) {
      rule.tests.push_back(ReadTest(table.facts, test.name.GetString(), test.value));
    }
    table.rules.push_back(std::move(rule));
  }
  return table;
}

std::vector<RuleCase> RuleTable::Cases(size_t count) const {
  std::vector<RuleCase> cases;
  uint64_t state = 20261126;
  for (size_t i = 0; i < count; ++i) {
    RuleCase values;
    for (const RuleFact& fact : facts) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const auto choices = static_cast<uint64_t>(fact.to - fact.from + 1);
      values.push_back(fact.from + static_cast<int64_t>((state >> 33) % choices));
    }
    cases.push_back(std::move(values));
  }
  return cases;
}

Fired RuleTable::Expected(const RuleCase& values) const {
  Fired fired;
  for (size_t i = 0; i < rules.size(); ++i) {
    const auto holds = [&](const RuleTest& test) { return Holds(test, values[test.fact]); };
    if (std::all_of(rules[i].tests.begin(), rules[i].tests.end(), holds)) {
      fired.push_back(static_cast<uint32_t>(i));
    }
  }
  return fired;
}

std::string RuleTable::CaseJson(const RuleCase& values) const {
  std::string json = "{\"facts\":{";
  for (size_t i = 0; i < facts.size(); ++i) {
    json += (i != 0 ? ",\"" : "\"") + facts[i].id + "\":";
    switch (facts[i].type) {
      case RuleFactType::kText:
        json += "\"" + facts[i].texts[static_cast<size_t>(values[i])] + "\"";
        break;
      case RuleFactType::kTruth:
        json += values[i] != 0 ? "true" : "false";
        break;
      case RuleFactType::kInteger:
        json += std::to_string(values[i]);
        break;
    }
  }
  json += "},\"fired\":[";
  bool first = true;
  for (uint32_t rule : Expected(values)) {
    json += (first ? "\"" : ",\"") + rules[rule].id + "\"";
    first = false;
  }
  return json + "]}";
}

}  // namespace rapport::benchmarks
