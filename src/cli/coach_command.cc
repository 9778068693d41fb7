#include <memory>
#include <string>

#include "base/strings.h"
#include "cli/coach_run.h"
#include "cli/coaching_page.h"
#include "cli/coaching_view.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/report_file.h"
#include "cli/value_type.h"
#include "insight/calibration_json.h"
#include "insight/coaching_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct CoachOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  bool calibrate = false;
  std::string html;  // path; empty: none
  size_t threads = AvailableThreads();
  insight::CoachingOptions coaching;
};

template <typename AppendText, typename WriteJson>
ExitCode Show(const CoachOptions& options, ExitCode code, const AppendText& append,
              const WriteJson& write) {
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    write(&json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    append(Terminal::Of(out.fd(), options.view.color), &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

ExitCode Calibrate(const CoachOptions& options, const std::shared_ptr<const RuleSet>& rules) {
  insight::CalibrationReport report;
  const ExitCode code = CalibrateRecords(options.input, rules, &report);
  return Show(
      options, code,
      [&](const Terminal& terminal, std::string* out) { AppendCalibration(terminal, report, out); },
      [&](record::JsonWriter* out) { insight::WriteCalibration(report, out); });
}

ExitCode Coach(CoachOptions* options) {
  if (WouldOverwrite("--html", options->html, {&options->input.files, &options->packs.paths})) {
    return kUsage;
  }
  std::shared_ptr<const RuleSet> rules;
  ExitCode code = LoadCoachingRules(options->packs.paths, &rules, &options->coaching.lessons);
  if (code != kSuccess) return code;
  if (options->calibrate) return Calibrate(*options, rules);
  // Opened first: a long run should not end with a file that cannot be written.
  ReportFile file;
  if (!options->html.empty() && ReportFailure(file.Open(options->html))) return kIoFailure;
  insight::CoachingReport report;
  code = CoachRecords(options->input, rules, options->threads, options->coaching, &report);
  if (!options->html.empty()) {
    HtmlWriter html([&file](std::string_view bytes) { file.Write(bytes); });
    WriteCoachingPage(*rules, report, &html);
    if (ReportFailure(file.Close())) code = kIoFailure;
  }
  return Show(
      *options, code,
      [&](const Terminal& terminal, std::string* out) {
        AppendCoaching(terminal, *rules, report, out);
      },
      [&](record::JsonWriter* out) { insight::WriteCoaching(report, out); });
}

}  // namespace

void AddCoachCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<CoachOptions>();
  CLI::App* command = app->add_subcommand(
      "coach", "What many replies say: strengths, habits, trends and a training plan");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  CLI::Option* individuals = command->add_flag("--individuals", options->coaching.individuals,
                                               "Show agents by themselves too, not only teams");
  CLI::Option* sample =
      command
          ->add_option("--min-sample", options->coaching.min_sample,
                       "Replies that an agent needs to be shown alone\n(default: 30)")
          ->type_name("N")
          ->check(CLI::Range(int64_t{1}, int64_t{1'000'000'000}))
          ->needs(individuals);
  CLI::Option* html =
      command
          ->add_option("--html", options->html,
                       "Write all of it to this file too, as one HTML page")
          ->type_name(kFileType)
          ->check([](const std::string& value) {
            return value == "-" ? std::string("must be the name of a file") : std::string();
          });
  command
      ->add_flag("--calibrate", options->calibrate,
                 "Compare reviewers instead: files with `label.review` of the\n"
                 "same records, one for each reviewer, or one file with\n"
                 "`label.reviewers`")
      ->excludes(individuals)
      ->excludes(sample)
      ->excludes(html);
  AddViewOptions(command, &options->view);
  command
      ->add_option("--threads", options->threads,
                   "Threads that review; the output is the same for any number\n"
                   "(default: one for each core that the program may use)")
      ->type_name("N")
      ->check(CLI::Range(size_t{1}, size_t{256}));
  command->footer(
      "Every public turn of an agent that answers the customer is reviewed, with the\n"
      "conversation before it. A turn's `author` is the agent, a record's `team` the team.\n\n"
      "Examples:\n"
      "  rapport coach conversations.jsonl\n"
      "  rapport coach --html coaching.html --individuals --min-sample 50 march.jsonl\n"
      "  rapport coach --json march.jsonl | jq '.overall.habits[].check'\n"
      "  rapport coach --calibrate ana.jsonl ben.jsonl");
  command->callback([run, options] { *run = [options] { return Coach(options.get()); }; });
}

}  // namespace rapport::cli
