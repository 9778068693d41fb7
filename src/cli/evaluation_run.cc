#include "cli/evaluation_run.h"

#include <chrono>

#include "base/strings.h"
#include "cli/record_stream.h"
#include "rapport/decision.h"

namespace rapport::cli {
namespace {

// A rule set with what it works on.
struct Side {
  explicit Side(const std::shared_ptr<const RuleSet>& rules) : conversation(rules) {}

  Status Run(const InputRecord& input) {
    const auto start = std::chrono::steady_clock::now();
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = Decide(conversation, input.now, &decision);
    const auto taken = std::chrono::steady_clock::now() - start;
    nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count();
    return status;
  }

  Conversation conversation;
  Decision decision;
  int64_t nanoseconds = 0;
};

class Run {
 public:
  Run(const EvaluateOptions& options, const std::shared_ptr<const RuleSet>& rules,
      const std::shared_ptr<const RuleSet>& second)
      : options_(options), first_(rules) {
    if (second != nullptr) second_.emplace(second);
    if (options.coverage || !options.html.empty()) coverage_.emplace(rules);
    if (options.mistakes) mistakes_.emplace(*options.mistakes);
    if (options.by != GroupKey::kNothing) {
      groups_.emplace(options.by == GroupKey::kChannel ? "channel" : "source");
    }
  }

  Status Add(const InputRecord& input) {
    // The second goes first, so that the warnings that the reader keeps are those of the first.
    Status second;
    if (second_) second = second_->Run(input);
    if (Status status = first_.Run(input); !status.ok()) return status;
    if (!second.ok()) {
      return Status(second.code(), StrCat("with --compare: ", second.message()));
    }
    const record::Record& record = input.reader->record();
    if (!record.label) return Status(StatusCode::kInvalidArgument, "label: missing");
    if (mistakes_) {
      Status status =
          mistakes_->Add(input.id, record, first_.conversation, input.now, first_.decision);
      if (!status.ok()) return status;
    }
    if (!record.label->review.empty()) {
      if (Status status = AddReview(input); !status.ok()) return status;
    }
    const auto observation =
        learn::Evaluator::Observe(*record.label, first_.decision, first_.nanoseconds);
    evaluator_.Add(observation);
    if (second_) {
      comparer_.Add(observation, learn::Evaluator::Observe(*record.label, second_->decision,
                                                           second_->nanoseconds));
    }
    if (coverage_) coverage_->Add(record.label->persona, first_.conversation, input.now);
    if (groups_) {
      groups_->Add(options_.by == GroupKey::kChannel ? record.channel : record.source, observation);
    }
    return Status();
  }

  // With a conversation of its own, since what else is observed reads the first one.
  Status AddReview(const InputRecord& input) {
    const record::Record& record = input.reader->record();
    if (!before_reply_) before_reply_.emplace(first_.conversation.rules());
    const Turn* reply = nullptr;
    Status status = input.reader->FillBeforeReply(&*before_reply_, &reply);
    if (status.ok()) status = ReviewReply(*before_reply_, *reply, record.now, &review_);
    if (status.ok()) status = review_evaluator_.Add(*record.label, review_);
    return status;
  }

  void Finish(learn::Report* report) {
    report->rule_set = first_.conversation.rules()->name();
    report->evaluation = evaluator_.Result(options_.min_support);
    if (second_) {
      report->comparison = comparer_.Result(options_.min_support, options_.resamples);
      report->comparison->rule_set = second_->conversation.rules()->name();
    }
    if (before_reply_) report->review = review_evaluator_.Result();
    if (coverage_) report->coverage = coverage_->Result();
    if (mistakes_) report->mistakes = mistakes_->Result();
    if (groups_) report->groups = groups_->Result(options_.min_support);
  }

 private:
  const EvaluateOptions& options_;
  Side first_;
  std::optional<Side> second_;
  learn::Evaluator evaluator_;
  learn::Comparer comparer_;
  std::optional<Conversation> before_reply_;
  Review review_;
  learn::ReviewEvaluator review_evaluator_;
  std::optional<learn::CoverageCounter> coverage_;
  std::optional<learn::MistakeCollector> mistakes_;
  std::optional<learn::GroupEvaluator> groups_;
};

}  // namespace

ExitCode EvaluateRecords(const EvaluateOptions& options,
                         const std::shared_ptr<const RuleSet>& rules,
                         const std::shared_ptr<const RuleSet>& second, Output* out,
                         learn::Report* report) {
  Run run(options, rules, second);
  const ExitCode code =
      ForEachRecord(options.input, out, [&](const InputRecord& input) { return run.Add(input); });
  run.Finish(report);
  return code;
}

}  // namespace rapport::cli
