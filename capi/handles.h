#ifndef RAPPORT_CAPI_HANDLES_H_
#define RAPPORT_CAPI_HANDLES_H_

// What is behind the handles: the C++ objects, and what their texts are borrowed from.

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rapport/accumulator.h"
#include "rapport/c.h"
#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "rapport/review.h"
#include "rapport/rule_set.h"
#include "record/json_writer.h"
#include "record/record_decider.h"
#include "record/record_reviewer.h"

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

// What the calls that take records need, a RecordDecider or a RecordReviewer; made when the first
// one comes.
template <typename Worker>
class RecordWorkspace {
 public:
  Worker& worker() {
    if (worker_ == nullptr) worker_ = std::make_unique<Worker>(options_);
    return *worker_;
  }
  void SetUnknownFacts(rapport::record::UnknownFacts unknown_facts) {
    options_.unknown_facts = unknown_facts;
    if (worker_ != nullptr) worker_->SetOptions(options_);
  }

 private:
  rapport::record::ReadOptions options_;
  std::unique_ptr<Worker> worker_;
};

struct rapport_decision {
  rapport::Decision decision;
  const rapport::Decision* shown = &decision;  // what getters read; a review's shows its own
  bool has_result = false;
  std::string id;  // of the record it is about
  RecordWorkspace<rapport::record::RecordDecider> records;
  rapport::record::JsonWriter json;
};

struct rapport_explanation {
  rapport::Explanation explanation;
  std::string id;  // of the last one
  RecordWorkspace<rapport::record::RecordDecider> records;
  rapport::record::JsonWriter json;
};

struct rapport_review {
  rapport::Review review;
  bool has_result = false;
  std::string id;             // of the record it is about
  rapport_decision decision;  // shows that of `review`, which is about the conversation
  RecordWorkspace<rapport::record::RecordReviewer> records;
  rapport::record::JsonWriter json;
};

struct rapport_accumulator {
  explicit rapport_accumulator(rapport::Accumulator a) : accumulator(std::move(a)) {}

  rapport::Accumulator accumulator;
  std::string text;  // of the last report or save
};

#endif  // RAPPORT_CAPI_HANDLES_H_
