#include "cli/learning_run.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "base/diagnostic_sink.h"
#include "base/strings.h"
#include "cli/progress_line.h"
#include "cli/record_stream.h"
#include "cli/rules_source.h"
#include "learn/dataset.h"
#include "learn/subset.h"
#include "ruleset/compile.h"

namespace rapport::cli {
namespace {

constexpr int32_t kInnerFolds = 3;  // by which a fit chooses mix and margin
// As `rapport fit` has them without options.
constexpr int32_t kMinExamples = 2;
constexpr double kMostShare = 0.1;

// The records of the input as a dataset, once; the records themselves are read again when they are
// decided.
class Learner {
 public:
  Learner(const EvaluateOptions& options, const LearningOptions& learning)
      : options_(options), learning_(learning) {}

  ExitCode Read(Output* out) {
    const auto& files = options_.input.files;
    if (files.empty() || std::find(files.begin(), files.end(), "-") != files.end()) {
      std::cerr << "rapport: fitting reads its records twice: name files, not standard input\n";
      return kUsage;
    }
    const Status status = LoadRules(options_.packs.paths, &base_, learning_.from_written);
    if (!status.ok()) {
      std::cerr << "rapport: " << status.message() << "\n";
      return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
    }
    if (base_.rules == nullptr) {
      std::cerr << FormatDiagnostics(base_.diagnostics);
      return kFindings;
    }
    learn::DatasetBuilder builder(base_.rules, {base_.pack->pack.scoring.decay.value_or(kOne)});
    Conversation conversation(base_.rules);
    int32_t next = 0;
    const ExitCode code = ForEachRecord(options_.input, out, [&](const InputRecord& input) {
      Status added = input.reader->Fill(&conversation);
      const int64_t unlabelled = builder.unlabelled();
      if (added.ok()) added = builder.Add(input.reader->record(), conversation, input.now);
      const bool is_example = added.ok() && builder.unlabelled() == unlabelled;
      example_of_.push_back(is_example ? next++ : -1);
      return added;
    });
    if (code == kBadRecords) {
      std::cerr << "rapport: nothing is learned while lines are refused\n";
    }
    if (code != kSuccess) return code;
    builder.AddTests(base_.pack->pack, 1);
    data_ = builder.Finish(kMinExamples, kMostShare);
    return kSuccess;
  }

  // A rule set fitted to `rows`.
  Result<std::shared_ptr<const RuleSet>> Fit(const std::vector<uint32_t>& rows) const {
    learn::FitOptions fit;
    fit.folds = kInnerFolds;
    fit.start_from_zero = learning_.from_zero;
    fit.test_rounds = 0;
    const learn::Dataset part = learn::Subset(data_, rows);
    const auto result = learn::Fit(*base_.pack, part, fit, [](std::string_view, double) {});
    if (!result.ok()) return result.status();
    DiagnosticSink sink;
    return ruleset::Compile(result->pack, PackLimits(), &sink);
  }

  const learn::Dataset& data() const { return data_; }
  // By record, in the order of the files: its example, or -1.
  const std::vector<int32_t>& example_of() const { return example_of_; }
  std::string base_name() const { return base_.pack->Name(); }

 private:
  const EvaluateOptions& options_;
  const LearningOptions& learning_;
  LoadedRules base_;
  learn::Dataset data_;
  std::vector<int32_t> example_of_;
};

// The same with a message when that cannot be; `progress` makes room for it.
std::shared_ptr<const RuleSet> FitOrSay(const Learner& learner, const std::vector<uint32_t>& rows,
                                        ProgressLine* progress) {
  auto rules = learner.Fit(rows);
  if (rules.ok()) return *std::move(rules);
  progress->Erase();
  std::cerr << "rapport: " << rules.status().message() << "\n";
  return nullptr;
}

// Rule sets that have each seen all folds but one, and what they decided together.
class CrossValidation {
 public:
  CrossValidation(const EvaluateOptions& options, const Learner& learner)
      : options_(options), learner_(learner) {
    if (options.mistakes) mistakes_.emplace(*options.mistakes);
    if (options.by != GroupKey::kNothing) {
      groups_.emplace(options.by == GroupKey::kChannel ? "channel" : "source");
    }
  }

  ExitCode Fit(const LearningOptions& learning) {
    folds_ = learn::FoldsOf(learner_.data(), learning.folds, learning.by_source);
    const int32_t count = folds_.empty() ? 0 : *std::max_element(folds_.begin(), folds_.end()) + 1;
    if (count < 2) {
      std::cerr << (learning.by_source
                        ? "rapport: to leave out a source, records of two sources or "
                          "more are needed\n"
                        : "rapport: two labelled records or more are needed\n");
      return kFindings;
    }
    ProgressLine progress;
    for (int32_t f = 0; f < count; ++f) {
      progress.Show("cross-validation", static_cast<double>(f) / count);
      std::vector<uint32_t> rows;
      for (uint32_t row = 0; row < folds_.size(); ++row) {
        if (folds_[row] != f) rows.push_back(row);
      }
      const auto rules = FitOrSay(learner_, rows, &progress);
      if (rules == nullptr) return kFindings;
      sides_.push_back(std::make_unique<Side>(rules));
    }
    return kSuccess;
  }

  // The next record of the same files.
  Status Add(const InputRecord& input) {
    if (next_ == learner_.example_of().size()) return Changed();
    const int32_t example = learner_.example_of()[next_++];
    if (example < 0) return Status();
    Side& side = *sides_[static_cast<size_t>(folds_[static_cast<size_t>(example)])];
    Status status = input.reader->Fill(&side.conversation);
    if (status.ok()) status = Decide(side.conversation, input.now, &side.decision);
    if (!status.ok()) return status;
    const record::Record& record = input.reader->record();
    if (!record.label) return Changed();
    const auto observation = learn::Evaluator::Observe(*record.label, side.decision, 0);
    evaluator_.Add(observation);
    if (groups_) {
      groups_->Add(options_.by == GroupKey::kChannel ? record.channel : record.source, observation);
    }
    if (!mistakes_) return status;
    return mistakes_->Add(input.id, record, side.conversation, input.now, side.decision);
  }

  bool has_seen_all() const { return next_ == learner_.example_of().size(); }

  void Finish(learn::Report* report) const {
    report->rule_set =
        StrCat(learner_.base_name(), ", fitted ", sides_.size(), " times to the other folds");
    report->evaluation = evaluator_.Result(options_.min_support);
    if (mistakes_) report->mistakes = mistakes_->Result();
    if (groups_) report->groups = groups_->Result(options_.min_support);
  }

 private:
  struct Side {
    explicit Side(std::shared_ptr<const RuleSet> rules) : conversation(std::move(rules)) {}
    Conversation conversation;
    Decision decision;
  };

  static Status Changed() {
    return Status(StatusCode::kInvalidArgument, "the file has changed since it was first read");
  }

  const EvaluateOptions& options_;
  const Learner& learner_;
  std::vector<int32_t> folds_;
  std::vector<std::unique_ptr<Side>> sides_;
  size_t next_ = 0;
  learn::Evaluator evaluator_;
  std::optional<learn::MistakeCollector> mistakes_;
  std::optional<learn::GroupEvaluator> groups_;
};

}  // namespace

ExitCode CrossValidate(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       learn::Report* report) {
  Learner learner(options, learning);
  if (ExitCode code = learner.Read(out); code != kSuccess) return code;
  CrossValidation validation(options, learner);
  if (ExitCode code = validation.Fit(learning); code != kSuccess) return code;
  const ExitCode code = ForEachRecord(
      options.input, out, [&](const InputRecord& input) { return validation.Add(input); });
  if (code == kSuccess && !validation.has_seen_all()) {
    std::cerr << "rapport: the records cannot be read twice: name ordinary files\n";
    return kIoFailure;
  }
  validation.Finish(report);
  return code;
}

ExitCode LearningCurve(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       std::vector<CurvePoint>* points) {
  if (std::find(learning.tests.begin(), learning.tests.end(), "-") != learning.tests.end()) {
    std::cerr << "rapport: the records of --test are read for every size: name a file\n";
    return kUsage;
  }
  Learner learner(options, learning);
  if (ExitCode code = learner.Read(out); code != kSuccess) return code;
  ProgressLine progress;
  for (size_t i = 0; i < learning.sizes.size(); ++i) {
    progress.Show("learning curve",
                  static_cast<double>(i) / static_cast<double>(learning.sizes.size()));
    const auto rows = learn::Draw(learner.data(), static_cast<size_t>(learning.sizes[i]));
    const auto rules = FitOrSay(learner, rows, &progress);
    if (rules == nullptr) return kFindings;
    progress.Erase();
    EvaluateOptions test = options;
    test.input.files = learning.tests;
    learn::Report report;
    if (ExitCode code = EvaluateRecords(test, rules, nullptr, out, &report); code != kSuccess) {
      return code;
    }
    const auto tests = static_cast<int64_t>(
        std::count_if(learner.data().examples.begin(), learner.data().examples.end(),
                      [](const learn::Example& e) { return e.is_pack_test; }));
    points->push_back({static_cast<int64_t>(rows.size()) - tests, std::move(report.evaluation)});
  }
  return kSuccess;
}

}  // namespace rapport::cli
