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
    if (code != kSuccess) return code;
    builder.AddTests(base_.pack->pack, 1);
    data_ = builder.Finish(2, 0.1);
    return kSuccess;
  }

  // A rule set fitted to `rows`; null, with a message, when that cannot be.
  std::shared_ptr<const RuleSet> Fit(const std::vector<uint32_t>& rows) const {
    learn::FitOptions fit;
    fit.folds = kInnerFolds;
    fit.start_from_zero = learning_.from_zero;
    fit.test_rounds = 0;
    const learn::Dataset part = learn::Subset(data_, rows);
    const auto result = learn::Fit(*base_.pack, part, fit, [](std::string_view, double) {});
    DiagnosticSink sink;
    if (result.ok()) {
      auto rules = ruleset::Compile(result->pack, PackLimits(), &sink);
      if (rules.ok()) return *std::move(rules);
    }
    std::cerr << "rapport: "
              << (result.ok() ? "the fitted pack does not compile" : result.status().message())
              << "\n";
    return nullptr;
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

struct Side {
  explicit Side(std::shared_ptr<const RuleSet> rules) : conversation(std::move(rules)) {}
  Conversation conversation;
  Decision decision;
};

}  // namespace

ExitCode CrossValidate(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       learn::Report* report) {
  Learner learner(options, learning);
  if (ExitCode code = learner.Read(out); code != kSuccess) return code;
  const std::vector<int32_t> folds =
      learn::FoldsOf(learner.data(), learning.folds, learning.by_source);
  const int32_t count = folds.empty() ? 0 : *std::max_element(folds.begin(), folds.end()) + 1;
  std::vector<std::unique_ptr<Side>> sides;
  ProgressLine progress;
  for (int32_t f = 0; f < count; ++f) {
    progress.Show("cross-validation", static_cast<double>(f) / count);
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; row < folds.size(); ++row) {
      if (folds[row] != f) rows.push_back(row);
    }
    const auto rules = learner.Fit(rows);
    if (rules == nullptr) return kFindings;
    sides.push_back(std::make_unique<Side>(rules));
  }
  progress.Erase();
  learn::Evaluator evaluator;
  std::optional<learn::MistakeCollector> mistakes;
  if (options.mistakes) mistakes.emplace(*options.mistakes);
  std::optional<learn::GroupEvaluator> groups;
  if (options.by != GroupKey::kNothing) {
    groups.emplace(options.by == GroupKey::kChannel ? "channel" : "source");
  }
  size_t next = 0;
  const ExitCode code = ForEachRecord(options.input, out, [&](const InputRecord& input) {
    const int32_t example = learner.example_of()[next++];
    if (example < 0) return Status();
    Side& side = *sides[static_cast<size_t>(folds[static_cast<size_t>(example)])];
    Status status = input.reader->Fill(&side.conversation);
    if (status.ok()) status = Decide(side.conversation, input.now, &side.decision);
    if (!status.ok()) return status;
    const record::Record& record = input.reader->record();
    const auto observation = learn::Evaluator::Observe(*record.label, side.decision, 0);
    evaluator.Add(observation);
    if (groups) {
      groups->Add(options.by == GroupKey::kChannel ? record.channel : record.source, observation);
    }
    if (!mistakes) return status;
    return mistakes->Add(input.id, record, side.conversation, input.now, side.decision);
  });
  report->rule_set = StrCat(learner.base_name(), ", fitted ", count, " times to the other folds");
  report->evaluation = evaluator.Result(options.min_support);
  if (mistakes) report->mistakes = mistakes->Result();
  if (groups) report->groups = groups->Result(options.min_support);
  return code;
}

ExitCode LearningCurve(const EvaluateOptions& options, const LearningOptions& learning, Output* out,
                       std::vector<CurvePoint>* points) {
  Learner learner(options, learning);
  if (ExitCode code = learner.Read(out); code != kSuccess) return code;
  ProgressLine progress;
  for (size_t i = 0; i < learning.sizes.size(); ++i) {
    progress.Show("learning curve",
                  static_cast<double>(i) / static_cast<double>(learning.sizes.size()));
    const auto rows = learn::Draw(learner.data(), static_cast<size_t>(learning.sizes[i]));
    const auto rules = learner.Fit(rows);
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
