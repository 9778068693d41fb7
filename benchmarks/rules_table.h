#ifndef RAPPORT_BENCHMARKS_RULES_TABLE_H_
#define RAPPORT_BENCHMARKS_RULES_TABLE_H_

// rules/table.json: facts and rules over them, from which the rules of every engine are written, so
// that all of them decide the same. benchmarks/node/ reads the same file.

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace rapport::benchmarks {

enum class RuleFactType { kText, kInteger, kTruth };

struct RuleFact {
  std::string id;
  RuleFactType type = RuleFactType::kInteger;
  std::vector<std::string> texts;  // kText: its values
  int64_t from = 0, to = 1;        // kInteger, kTruth
};

// What one rule asks of one fact: a text among those of `in`, else at_least <= value < below.
struct RuleTest {
  size_t fact = 0;
  std::vector<size_t> in;
  int64_t at_least = std::numeric_limits<int64_t>::min();
  int64_t below = std::numeric_limits<int64_t>::max();

  bool has_at_least() const { return at_least != std::numeric_limits<int64_t>::min(); }
  bool has_below() const { return below != std::numeric_limits<int64_t>::max(); }
};

struct Rule {
  std::string id;
  std::vector<RuleTest> tests;  // all must hold
};

// A value for every fact; that of a text is its place in `texts`.
using RuleCase = std::vector<int64_t>;
// The places of the rules that apply, ascending.
using Fired = std::vector<uint32_t>;

struct RuleTable {
  std::vector<RuleFact> facts;
  std::vector<Rule> rules;

  // Exits when the file cannot be read: there is nothing to measure then.
  static RuleTable Load(const std::string& path);
  // The same `count` cases on every machine.
  std::vector<RuleCase> Cases(size_t count) const;
  // The definition, carried out.
  Fired Expected(const RuleCase& values) const;
  // A line of JSON for benchmarks/node/: {"facts": {...}, "fired": ["r01", ...]}.
  std::string CaseJson(const RuleCase& values) const;
};

// A rule engine that has the rules of the table.
class RuleEngine {
 public:
  virtual ~RuleEngine() = default;
  // One evaluation: facts in, rules out. Replaces `fired`.
  virtual void Evaluate(const RuleCase& values, Fired* fired) = 0;
};

std::unique_ptr<RuleEngine> NewRapportRules(const RuleTable& table);     // through the C interface
std::unique_ptr<RuleEngine> NewClipsRules(const RuleTable& table);       // a case is one fact
std::unique_ptr<RuleEngine> NewClipsRulesApart(const RuleTable& table);  // it is six

}  // namespace rapport::benchmarks

#endif  // RAPPORT_BENCHMARKS_RULES_TABLE_H_
