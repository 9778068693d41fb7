#include "cli/coach_run.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/rules_source.h"
#include "insight/coaching.h"
#include "insight/record_coach.h"
#include "learn/review_evaluation.h"

namespace rapport::cli {
namespace {

// The name of the program among reviewers.
constexpr char kProgram[] = "rapport";

std::vector<std::string> IdsOf(const std::vector<pack::ActionRef>& refs) {
  std::vector<std::string> ids;
  for (const pack::ActionRef& ref : refs) ids.push_back(ref.id);
  return ids;
}

// Reviews the replies of records into the thread's own share of the result.
class Coacher : public RecordAnswerer {
 public:
  Coacher(const InputOptions& input, const std::shared_ptr<const RuleSet>& rules,
          insight::Coaching* coaching)
      : input_(input), coach_(rules, coaching) {}

  Status Answer(const InputRecord& input, Answers*) override {
    return coach_.Add(input.reader, input.id, input_.now);
  }

 private:
  const InputOptions& input_;
  insight::RecordCoach coach_;
};

// One file's labels.
class Calibrator {
 public:
  Calibrator(const std::shared_ptr<const RuleSet>& rules, insight::Calibration* calibration)
      : conversation_(rules), calibration_(*calibration) {}

  // `own_name`: the reviewer whose labels are `label.review`.
  Status Add(const InputRecord& input, const std::string& own_name) {
    const record::Record& record = input.reader->record();
    if (!record.label) return Status(StatusCode::kInvalidArgument, "label: missing");
    std::vector<record::Label::Reviewer> reviewers = record.label->reviewers;
    if (!record.label->review.empty()) reviewers.push_back({own_name, record.label->review});
    if (reviewers.empty()) {
      return Status(StatusCode::kInvalidArgument, "label: neither 'review' nor 'reviewers'");
    }
    std::set<std::string> checks;
    for (const record::Label::Reviewer& reviewer : reviewers) {
      if (reviewer.name == kProgram) {
        return Status(StatusCode::kInvalidArgument,
                      StrCat("label: a reviewer cannot be named '", kProgram, "'"));
      }
      if (!seen_.insert({std::string(input.id), reviewer.name}).second) {
        return Status(StatusCode::kInvalidArgument,
                      StrCat("label: '", reviewer.name, "' has judged '", input.id, "' before"));
      }
      for (const auto& [check, result] : reviewer.review) {
        if (Status status = CheckLabel(check, result); !status.ok()) return status;
        checks.insert(check);
      }
    }
    if (Status status = AddOwn(input, checks); !status.ok()) return status;
    for (const record::Label::Reviewer& reviewer : reviewers) {
      for (const auto& [check, result] : reviewer.review) {
        calibration_.Add(input.id, reviewer.name, check, *learn::ParseCheckResult(result));
      }
    }
    return Status();
  }

 private:
  Status CheckLabel(const std::string& check, const std::string& result) const {
    if (!learn::ParseCheckResult(result)) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("label: ", check, ": '", result, "' is not pass, fail or na"));
    }
    std::vector<std::string_view> ids;
    for (const CheckInfo& info : conversation_.rules()->checks()) ids.push_back(info.id);
    if (std::find(ids.begin(), ids.end(), check) != ids.end()) return Status();
    const std::string hint = DidYouMean(check, ids);
    return Status(StatusCode::kInvalidArgument, StrCat("label: the pack has no check '", check,
                                                       hint.empty() ? "'" : "'; ", hint));
  }

  // The program's review, when the record has the reply: a second file may hold labels alone.
  Status AddOwn(const InputRecord& input, const std::set<std::string>& checks) {
    const std::vector<Turn>& turns = input.reader->record().turns;
    if (turns.empty()) return Status();
    const Turn* reply = nullptr;
    Status status = input.reader->FillBeforeReply(&conversation_, &reply);
    if (!status.ok()) return status;
    status = ReviewReply(conversation_, *reply, reply->at ? reply->at : input.now, &review_);
    if (!status.ok()) return status;
    for (const Finding& finding : review_.findings()) {
      const std::string check(finding.check);
      if (checks.count(check) == 0) continue;
      calibration_.Add(input.id, kProgram, check, finding.result);
    }
    return Status();
  }

  Conversation conversation_;
  Review review_;
  insight::Calibration& calibration_;
  std::set<std::pair<std::string, std::string>> seen_;  // reply and reviewer
};

// "ana" of "labels/ana.jsonl"; the whole path where two files have one name.
std::vector<std::string> ReviewersOf(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files)
    names.push_back(std::filesystem::path(file).stem().string());
  const std::vector<std::string> stems = names;
  for (size_t i = 0; i < names.size(); ++i) {
    if (std::count(stems.begin(), stems.end(), stems[i]) > 1) names[i] = files[i];
  }
  return names;
}

}  // namespace

ExitCode LoadCoachingRules(const std::vector<std::string>& paths,
                           std::shared_ptr<const RuleSet>* rules,
                           std::vector<insight::Lesson>* lessons) {
  LoadedRules loaded;
  const Status status = LoadRules(paths, &loaded);
  if (status.code() == StatusCode::kInvalidPack) {  // compiled, perhaps
    if (ExitCode code = RequireRules(paths, rules); code != kSuccess) return code;
  } else if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
  } else if (loaded.rules == nullptr) {
    std::cerr << FormatDiagnostics(loaded.diagnostics);
    return kFindings;
  } else {
    *rules = loaded.rules;
    for (const pack::Lesson& lesson : loaded.pack->pack.lessons) {
      lessons->push_back({lesson.id, lesson.label, IdsOf(lesson.channels), IdsOf(lesson.personas),
                          IdsOf(lesson.checks), lesson.text});
    }
  }
  if (!(*rules)->checks().empty()) return kSuccess;
  std::cerr << "rapport: " << (*rules)->name() << " has no checks; see docs/reviews.md\n";
  return kUsage;
}

ExitCode CoachRecords(const InputOptions& input, const std::shared_ptr<const RuleSet>& rules,
                      size_t threads, const insight::CoachingOptions& options,
                      insight::CoachingReport* report) {
  std::mutex mutex;
  std::deque<insight::Coaching> parts;  // one for each thread
  Output nowhere(-1);                   // there are no answers to records
  const ExitCode code = AnswerRecords(input, {threads, {}}, &nowhere, [&] {
    const std::lock_guard<std::mutex> lock(mutex);
    return std::make_unique<Coacher>(input, rules, &parts.emplace_back(rules));
  });
  insight::Coaching all(rules);
  for (const insight::Coaching& part : parts) all.Merge(part);
  *report = all.Report(options);
  return code;
}

ExitCode CalibrateRecords(const InputOptions& input, const std::shared_ptr<const RuleSet>& rules,
                          insight::CalibrationReport* report) {
  insight::Calibration calibration;
  Calibrator calibrator(rules, &calibration);
  Output nowhere(-1);
  const bool several = input.files.size() > 1;
  const std::vector<std::string> names = ReviewersOf(input.files);
  ExitCode code = kSuccess;
  for (size_t i = 0; i < std::max<size_t>(1, input.files.size()); ++i) {
    InputOptions one = input;
    if (several) one.files = {input.files[i]};
    const ExitCode result = ForEachRecord(one, &nowhere, [&](const InputRecord& record) {
      return calibrator.Add(record, several ? names[i] : "label");
    });
    code = std::max(code, result);
  }
  *report = calibration.Report();
  return code;
}

}  // namespace rapport::cli
