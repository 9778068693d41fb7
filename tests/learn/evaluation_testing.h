#ifndef RAPPORT_TESTS_LEARN_EVALUATION_TESTING_H_
#define RAPPORT_TESTS_LEARN_EVALUATION_TESTING_H_

// A small pack and conversations on it, for tests of what looks at more than a decision.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/rule_set.h"
#include "record/record_reader.h"

namespace rapport::learn {

inline constexpr char kEvaluationPack[] = R"(
rapport: 1
pack: {id: small, version: 1.0.0, language: en}
facts:
  contacts: {type: int, min: 0}
cues:
  waits: [still waiting]
  haggles: [any discount]
  thanks: [thank you]
  unheard: [never said]
conditions:
  often: contacts >= 3
  speaks: customer_turns > 0
personas:
  impatient: {label: I, display_name: I, summary: I., evidence: {waits: 2, often: 1, thanks: -0.5}}
  bargain_hunter: {label: B, display_name: B, summary: B., bias: -0.5, evidence: {haggles: 2, waits: 0.25}}
  none: {bias: 0.5, evidence: {thanks: 0.3}}
scoring: {threshold: 0.3, margin: 0.2}
)";

// One rule set and one conversation, decided again and again.
class SmallCase {
 public:
  SmallCase() : rules_(Build()), conversation_(rules_) {}

  // Decides about the record; `json` must be one that can be read.
  void Decide(std::string json) {
    json_ = std::move(json);
    ASSERT_TRUE(reader_.Parse(json_.data(), json_.size()).ok()) << json_;
    ASSERT_TRUE(reader_.Fill(&conversation_).ok()) << json_;
    ASSERT_TRUE(rapport::Decide(conversation_, std::nullopt, &decision_).ok());
  }

  const std::shared_ptr<const RuleSet>& rules() const { return rules_; }
  const record::Record& record() const { return reader_.record(); }
  const Conversation& conversation() const { return conversation_; }
  const Decision& decision() const { return decision_; }

 private:
  static std::shared_ptr<const RuleSet> Build() {
    RuleSetBuilder builder;
    builder.AddFile("small.yaml", kEvaluationPack);
    auto rules = builder.Build();
    EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
    return rules.ok() ? *rules : nullptr;
  }

  std::shared_ptr<const RuleSet> rules_;
  Conversation conversation_;
  Decision decision_;
  record::RecordReader reader_;
  std::string json_;
};

// A record of one customer turn.
inline std::string OneTurn(const std::string& text, const std::string& label,
                           const std::string& facts = "{}") {
  return R"({"facts":)" + facts + R"(,"turns":[{"text":")" + text + R"("}],"label":{"persona":")" +
         label + R"("}})";
}

}  // namespace rapport::learn

#endif  // RAPPORT_TESTS_LEARN_EVALUATION_TESTING_H_
