#include <mutex>
#include <string>
#include <vector>

#include "base/strings.h"
#include "cli/acceptance_view.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/report_file.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "insight/acceptance_json.h"

namespace rapport::cli {
namespace {

constexpr char kFeedbackSource[] = "feedback";  // by which `fit` can weigh the labels

constexpr Choice<insight::AcceptanceOrder> kOrders[] = {{"least", insight::AcceptanceOrder::kLeast},
                                                        {"most", insight::AcceptanceOrder::kMost},
                                                        {"shown", insight::AcceptanceOrder::kShown},
                                                        {"wrong", insight::AcceptanceOrder::kWrong},
                                                        {"name", insight::AcceptanceOrder::kName}};

struct AcceptanceOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  int64_t min_sample = 20;
  insight::AcceptanceOrder order = insight::AcceptanceOrder::kLeast;
  std::string labels;  // path; empty: none
  size_t threads = AvailableThreads();
};

struct Counters {
  insight::AcceptanceCounter acceptance;
  insight::FeedbackLabeller labels;
};

class Counter : public RecordAnswerer {
 public:
  Counter(const std::shared_ptr<const RuleSet>& rules, bool writes_labels, Counters* counters)
      : conversation_(rules), writes_labels_(writes_labels), counters_(*counters) {}

  Status Answer(const InputRecord& input, Answers* out) override {
    Status status = input.reader->Fill(&conversation_);
    if (status.ok()) status = Decide(conversation_, input.now, &decision_);
    if (!status.ok()) return status;
    const record::Record& record = input.reader->record();
    counters_.acceptance.Add(record, decision_);
    if (!writes_labels_) return Status();
    const insight::FeedbackLabel label =
        counters_.labels.Find(*conversation_.rules(), record, decision_);
    if (!label.any()) return Status();
    input.reader->WriteLabelled({kFeedbackSource, label.persona, label.escalate}, &out->json);
    out->json.EndLine();
    return Status();
  }

 private:
  Conversation conversation_;
  Decision decision_;
  const bool writes_labels_;
  Counters& counters_;
};

// The counters of every thread; they are added up when all threads have ended.
class SharedCounters {
 public:
  Counters* New() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return all_.emplace_back(std::make_unique<Counters>()).get();
  }
  Counters Sum() const {
    Counters sum;
    for (const auto& counters : all_) {
      sum.acceptance.Merge(counters->acceptance);
      sum.labels.Merge(counters->labels);
    }
    return sum;
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Counters>> all_;
};

// Counts; labelled records go to `labelled`.
ExitCode CountRecords(const AcceptanceOptions& options, const std::shared_ptr<const RuleSet>& rules,
                      Output* labelled, Counters* sum) {
  SharedCounters counters;
  const bool writes_labels = !options.labels.empty();
  const ExitCode code = AnswerRecords(options.input, {options.threads, {}}, labelled, [&] {
    return std::make_unique<Counter>(rules, writes_labels, counters.New());
  });
  *sum = counters.Sum();
  return code;
}

ExitCode ReportAcceptance(const AcceptanceOptions& options) {
  const bool writes_labels = !options.labels.empty();
  if (WouldOverwrite("--labels", options.labels, {&options.input.files, &options.packs.paths})) {
    return kUsage;
  }
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;
  ReportFile file;
  if (writes_labels && ReportFailure(file.Open(options.labels))) return kIoFailure;
  Output out(1);
  Counters counters;
  ExitCode code = kSuccess;
  if (writes_labels) {
    Output labelled(file.fd());
    code = CountRecords(options, rules, &labelled, &counters);
    if (labelled.failed()) return kIoFailure;  // which was said
  } else {
    code = CountRecords(options, rules, &out, &counters);
  }
  insight::AcceptanceReport report = counters.acceptance.Result(options.min_sample, options.order);
  report.rule_set = rules->name();
  if (options.view.json) {
    record::JsonWriter json;
    insight::WriteAcceptance(report, writes_labels ? &counters.labels : nullptr, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    const Terminal terminal = Terminal::Of(out.fd(), options.view.color);
    std::string text;
    AppendAcceptance(terminal, report, &text);
    if (writes_labels) AppendFeedbackLabels(terminal, counters.labels, options.labels, &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

}  // namespace

void AddAcceptanceCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<AcceptanceOptions>();
  CLI::App* command = app->add_subcommand(
      "acceptance", "What people did with recommendations, and labels out of corrections");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  command
      ->add_option("--min-sample", options->min_sample,
                   "Answers that a row needs to be shown (default: 20)")
      ->type_name("N")
      ->check(CLI::Range(int64_t{0}, int64_t{1'000'000'000}));
  AddChoice(command, "--sort", "least (default: least helpful first), most, shown, wrong or\nname",
            kOrders, &options->order)
      ->type_name("HOW");
  command
      ->add_option("--labels", options->labels,
                   "Write the records on which a person corrected the type or an\n"
                   "escalation to this file, with that as their label")
      ->type_name(kFileType)
      ->check([](const std::string& value) {
        return value == "-" ? std::string("must be the name of a file") : std::string();
      });
  AddViewOptions(command, &options->view);
  command
      ->add_option("--threads", options->threads,
                   "Threads that decide; the output is the same for any number\n"
                   "(default: one for each core that the program may use)")
      ->type_name("N")
      ->check(CLI::Range(size_t{1}, size_t{256}));
  command->footer(
      "Records carry `events`, such as "
      "{\"kind\":\"dismissed\",\"action\":\"offer_refund\",\"by\":\"ana\"},\n"
      "and `overrides`, such as {\"persona\":\"skeptic\",\"by\":\"kim\"}. Nothing is learned from "
      "them "
      "until\nthe labels are given to `rapport fit`.\n\n"
      "Examples:\n"
      "  rapport acceptance conversations.jsonl\n"
      "  rapport acceptance --sort wrong --min-sample 50 --json < conversations.jsonl\n"
      "  rapport acceptance --labels corrected.jsonl conversations.jsonl\n"
      "  rapport fit --source-weight feedback=2 -o ours.yaml labelled.jsonl corrected.jsonl");
  command->callback([run, options] { *run = [options] { return ReportAcceptance(*options); }; });
}

}  // namespace rapport::cli
