#ifndef RAPPORT_CAPI_HANDLES_H_
#define RAPPORT_CAPI_HANDLES_H_

// What is behind the handles: the C++ objects, and what their texts are borrowed from.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "rapport/c.h"
#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/rule_set.h"
#include "record/json_writer.h"
#include "record/record_decider.h"

struct rapport_builder {
  explicit rapport_builder(const rapport::PackLimits& limits) : builder(limits) {}

  rapport::RuleSetBuilder builder;
  std::string report;  // of the last build
};

struct rapport_ruleset {
  explicit rapport_ruleset(std::shared_ptr<const rapport::RuleSet> r) : rules(std::move(r)) {}

  std::atomic<int64_t> references{1};
  const std::shared_ptr<const rapport::RuleSet> rules;
};

struct rapport_conversation {
  rapport_conversation(std::shared_ptr<const rapport::RuleSet> rules,
                       const rapport::ConversationLimits& limits)
      : conversation(std::move(rules), limits) {}

  rapport::Conversation conversation;
};

// What the calls that take records need; made when the first one comes.
class RecordWorkspace {
 public:
  rapport::record::RecordDecider& decider() {
    if (decider_ == nullptr) decider_ = std::make_unique<rapport::record::RecordDecider>(options_);
    return *decider_;
  }
  void SetUnknownFacts(rapport::record::UnknownFacts unknown_facts) {
    options_.unknown_facts = unknown_facts;
    if (decider_ != nullptr) decider_->SetOptions(options_);
  }

 private:
  rapport::record::ReadOptions options_;
  std::unique_ptr<rapport::record::RecordDecider> decider_;
};

struct rapport_decision {
  rapport::Decision decision;
  bool has_result = false;
  std::string id;  // of the record it is about
  RecordWorkspace records;
  rapport::record::JsonWriter json;
};

struct rapport_explanation {
  RecordWorkspace records;
  rapport::record::JsonWriter json;
};

#endif  // RAPPORT_CAPI_HANDLES_H_
