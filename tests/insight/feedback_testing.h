#ifndef RAPPORT_TESTS_INSIGHT_FEEDBACK_TESTING_H_
#define RAPPORT_TESTS_INSIGHT_FEEDBACK_TESTING_H_

// A small pack, and records decided by it.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "base/strings.h"
#include "rapport/decision.h"
#include "record/json_writer.h"
#include "record/record_reader.h"

namespace rapport::insight {

inline std::shared_ptr<const RuleSet> FeedbackRules() {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", R"(
rapport: 1
pack: {id: p, version: 1.0.0, language: en}
cues: {hurries: [hurry], complains: [complaint], threatens: [lawyer]}
personas:
  hasty: {label: Hasty, display_name: H, summary: H., evidence: {hurries: 3}, playbook: [be_quick, say_sorry]}
  doubter: {label: Doubter, display_name: D, summary: D., playbook: [show_proof]}
  none: {bias: 0.5}
routes: {boss: {level: 1, label: Boss}, legal: {level: 2, label: Legal}}
reasons: {complaint: Complaint, lawyer: Lawyer}
actions:
  be_quick: {label: Be quick, by: agent, kind: service}
  say_sorry: {label: Say sorry, by: agent, kind: apology}
  show_proof: {label: Show proof, by: agent, kind: information}
policies:
  - {id: sorry, when: complains > 0, recommend: [say_sorry]}
  - {id: complaint, when: complains > 0, escalate: {to: boss, reason: complaint}}
  - {id: lawyer, when: threatens > 0, escalate: {to: legal, reason: lawyer}}
)");
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// A record that says `text`, with further members: "\"events\":[...]".
class DecidedRecord {
 public:
  DecidedRecord(const std::shared_ptr<const RuleSet>& rules, std::string_view text,
                std::string_view members)
      : json_(StrCat(R"({"id":"r","turns":[{"text":")", text, R"(","language":"en"}])",
                     members.empty() ? "" : ",", members, "}")),
        conversation_(rules) {
    Status status = reader_.Parse(json_.data(), json_.size());
    if (status.ok()) status = reader_.Fill(&conversation_);
    if (status.ok()) status = Decide(conversation_, std::nullopt, &decision_);
    EXPECT_TRUE(status.ok()) << status.message();
  }

  const record::Record& record() const { return reader_.record(); }
  const Decision& decision() const { return decision_; }
  std::string Labelled(const record::NewLabel& label) const {
    record::JsonWriter out;
    reader_.WriteLabelled(label, &out);
    return std::string(out.bytes());
  }

 private:
  std::string json_;
  record::RecordReader reader_;
  Conversation conversation_;
  Decision decision_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_TESTS_INSIGHT_FEEDBACK_TESTING_H_
