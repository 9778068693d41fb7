#include <iostream>
#include <memory>
#include <string>

#include "base/file.h"
#include "base/strings.h"
#include "cli/command.h"
#include "cli/event_stream.h"
#include "cli/feedback_page.h"
#include "cli/feedback_view.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/report_file.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "cli/whole_files.h"
#include "insight/themes_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

using record::Dimension;

// More than what any feedback takes.
constexpr size_t kMostSavedBytes = 1024 * 1024 * 1024;

constexpr Choice<Dimension> kDimensions[] = {
    {"persona", Dimension::kPersona},   {"team", Dimension::kTeam},
    {"agent", Dimension::kAgent},       {"channel", Dimension::kChannel},
    {"campaign", Dimension::kCampaign}, {"product", Dimension::kProduct},
};

struct FeedbackCommandOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  insight::FeedbackOptions report;
  std::string html, save;  // paths; empty: none
  size_t threads = AvailableThreads();
  std::vector<std::string> load;
};

ExitCode Load(const FeedbackCommandOptions& options, const std::shared_ptr<const RuleSet>& rules,
              insight::Feedback* feedback) {
  for (const std::string& path : options.load) {
    const Result<std::string> bytes = ReadFile(path, kMostSavedBytes);
    if (!bytes.ok()) {
      ReportFailure(bytes.status());
      return kIoFailure;
    }
    insight::Feedback part(rules);
    Status status = part.Load(*bytes);
    if (status.ok()) status = feedback->Merge(part);
    if (!status.ok()) {
      std::cerr << "rapport: '" << path << "': " << status.message() << "\n";
      return kUsage;
    }
  }
  return kSuccess;
}

ExitCode Show(const FeedbackCommandOptions& options, const RuleSet& rules,
              const insight::FeedbackReport& report, ExitCode code) {
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    insight::WriteFeedback(report, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendFeedback(Terminal::Of(out.fd(), options.view.color), rules, report, &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

ExitCode RunFeedback(const FeedbackCommandOptions& options) {
  // Going on where one has stopped: what was loaded may be saved again.
  if (WouldOverwrite("--html", options.html,
                     {&options.input.files, &options.packs.paths, &options.load}) ||
      WouldOverwrite("--save", options.save, {&options.input.files, &options.packs.paths})) {
    return kUsage;
  }
  std::shared_ptr<const RuleSet> rules;
  ExitCode code = RequireRules(options.packs.paths, &rules);
  if (code != kSuccess) return code;
  if (rules->themes().empty()) {
    std::cerr << "rapport: " << rules->name() << " has no themes; see docs/customer-feedback.md\n";
    return kUsage;
  }
  // Before a long run, which should not end with a file that cannot be written.
  if (!options.save.empty() && ReportFailure(CheckWritable(options.save))) return kIoFailure;
  ReportFile page;
  if (!options.html.empty() && ReportFailure(page.Open(options.html))) return kIoFailure;

  insight::Feedback feedback(rules);
  if (code = Load(options, rules, &feedback); code != kSuccess) return code;
  // What was saved is input enough.
  if (options.load.empty() || !options.input.files.empty()) {
    code = ForEachEvent(options.input, options.threads,
                        [&](const record::ServiceEvent& event) { feedback.Add(event); });
  }
  // What was saved before should not be lost to a misspelt name.
  if (!options.save.empty() && code == kIoFailure) {
    std::cerr << "rapport: nothing was saved to '" << options.save << "'\n";
  } else if (!options.save.empty() &&
             ReportFailure(WriteWholeFiles({{options.save, feedback.Save()}}))) {
    code = kIoFailure;
  }
  const insight::FeedbackReport report = feedback.Report(options.report);
  if (!options.html.empty()) {
    HtmlWriter html([&page](std::string_view bytes) { page.Write(bytes); });
    WriteFeedbackPage(*rules, report, &html);
    if (ReportFailure(page.Close())) code = kIoFailure;
  }
  return Show(options, *rules, report, code);
}

}  // namespace

void AddFeedbackCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<FeedbackCommandOptions>();
  CLI::App* command = app->add_subcommand(
      "feedback", "What comments on ratings say: themes, what drives scores, what to do");
  command
      ->add_option("files", options->input.files,
                   "Service events, one JSON object a line; ratings count\n"
                   "(default: standard input)")
      ->type_name(kFileType);
  AddPackOption(command, &options->packs);
  AddChoice(command, "--by",
            "Show ratings apart by persona (default), team, agent, channel,\n"
            "campaign or product",
            kDimensions, &options->report.by)
      ->type_name("WHAT");
  command
      ->add_option("--min-sample", options->report.min_sample,
                   "Ratings on either side that a test needs, and comments\n"
                   "that proposed words must be in (default: 20)")
      ->type_name("N")
      ->check(CLI::Range(int64_t{2}, int64_t{1'000'000'000}));
  AddOutputFile(command, "--html", "Write all of it to this file too, as one HTML page",
                &options->html);
  AddOutputFile(command, "--save", "Write what was counted to this file, to go on from later",
                &options->save);
  command
      ->add_option("--load", options->load,
                   "Add what --save wrote, here or elsewhere; may be given\nmore than once")
      ->type_name(kFileType)
      ->allow_extra_args(false);
  AddViewOptions(command, &options->view);
  command
      ->add_option("--threads", options->threads,
                   "Threads that read; the output is the same for any number\n"
                   "(default: one for each core that the program may use)")
      ->type_name("N")
      ->check(CLI::Range(size_t{1}, size_t{256}));
  command->footer(
      "Themes and what can be done about them are the pack's. docs/customer-feedback.md says\n"
      "how every figure comes about.\n\n"
      "Examples:\n"
      "  rapport feedback events.jsonl\n"
      "  rapport feedback --by team --html feedback.html march.jsonl\n"
      "  rapport feedback --load north.saved --load south.saved --json");
  command->callback([run, options] { *run = [options] { return RunFeedback(*options); }; });
}

}  // namespace rapport::cli
