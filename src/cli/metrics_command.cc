#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "base/time.h"
#include "cli/command.h"
#include "cli/event_stream.h"
#include "cli/metrics_page.h"
#include "cli/metrics_view.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/report_file.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "cli/whole_files.h"
#include "insight/metrics.h"
#include "insight/metrics_json.h"
#include "insight/metrics_report.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

// Saved metrics: bounded by the limits of what is kept, some hundred bytes for each.
constexpr size_t kMostSavedBytes = size_t{4} << 30;

struct MetricsCommandOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  insight::MetricsOptions metrics;
  std::vector<std::string> load;
  std::string save, html;  // paths; empty: none
  size_t threads = AvailableThreads();
};

ExitCode Fail(const Status& status, ExitCode code) {
  ReportFailure(status);
  return code;
}

ExitCode LoadSaved(const std::vector<std::string>& paths, insight::Metrics* metrics) {
  for (const std::string& path : paths) {
    const Result<std::string> bytes = ReadFile(path, kMostSavedBytes);
    if (!bytes.ok()) return Fail(bytes.status(), kIoFailure);
    const Status status = metrics->Load(*bytes);
    if (!status.ok()) {
      return Fail(Status(status.code(), StrCat("cannot load '", path, "': ", status.message())),
                  kUsage);
    }
  }
  return kSuccess;
}

ExitCode Show(const MetricsCommandOptions& options, const insight::MetricsReport& report,
              ExitCode code) {
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    insight::WriteMetrics(report, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendMetrics(Terminal::Of(out.fd(), options.view.color), report, &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

ExitCode Measure(const MetricsCommandOptions& options) {
  // Saved metrics may go on from themselves.
  if (WouldOverwrite("--html", options.html,
                     {&options.input.files, &options.packs.paths, &options.load}) ||
      WouldOverwrite("--save", options.save, {&options.input.files, &options.packs.paths})) {
    return kUsage;
  }
  if (options.metrics.from && options.metrics.to && *options.metrics.from >= *options.metrics.to) {
    return Fail(Status(StatusCode::kInvalidArgument, "--from does not lie before --to"), kUsage);
  }
  std::shared_ptr<const RuleSet> rules;
  ExitCode code = RequireRules(options.packs.paths, &rules);
  if (code != kSuccess) return code;
  // Looked at first: a long run should not end with a file that cannot be written.
  ReportFile html;
  if (!options.html.empty()) {
    if (const Status status = html.Open(options.html); !status.ok())
      return Fail(status, kIoFailure);
  }
  if (!options.save.empty()) {
    const Status status = CheckWritable(options.save);
    if (!status.ok()) return Fail(status, kIoFailure);
  }
  insight::Metrics metrics(rules, options.metrics);
  code = LoadSaved(options.load, &metrics);
  if (code != kSuccess) return code;
  if (options.load.empty() || !options.input.files.empty()) {
    code = ForEachEvent(options.input, options.threads,
                        [&metrics](const record::ServiceEvent& event) { metrics.Add(event); });
  }
  if (!options.save.empty() && code == kIoFailure) {
    std::cerr << "rapport: nothing was saved to '" << options.save << "'\n";
  } else if (!options.save.empty()) {
    const Status status = WriteWholeFiles({{options.save, metrics.Save()}});
    if (!status.ok()) code = Fail(status, kIoFailure);
  }
  const insight::MetricsReport report = metrics.Report();
  if (!options.html.empty()) {
    HtmlWriter writer([&html](std::string_view bytes) { html.Write(bytes); });
    WriteMetricsPage(report, &writer);
    if (const Status status = html.Close(); !status.ok()) code = Fail(status, kIoFailure);
  }
  return Show(options, report, code);
}

}  // namespace

void AddMetricsCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<MetricsCommandOptions>();
  CLI::App* command = app->add_subcommand(
      "metrics", "Figures about the service out of its events: satisfaction, times, retention");
  command
      ->add_option("files", options->input.files,
                   "Service events, one JSON object a line\n(default: standard input)")
      ->type_name(kFileType);
  AddPackOption(command, &options->packs);
  command
      ->add_option_function<std::vector<std::string>>(
          "--by",
          [options](const std::vector<std::string>& groups) {
            for (const std::string& group : groups) {
              const Result<insight::GroupBy> by = insight::ParseGroupBy(group);
              if (!by.ok()) throw CLI::ValidationError("--by", by.status().message());
              options->metrics.by.push_back(*by);
            }
          },
          "Break the figures down by this: channel, agent, team, persona,\n"
          "campaign, product or period, or two of them as in team,period;\n"
          "may be given more than once")
      ->type_name("FIELDS")
      ->allow_extra_args(false);
  AddInstant(command, "--from", "Pass over events before this", &options->metrics.from);
  AddInstant(command, "--to",
             "Pass over events from this on; also the end of what is known\n"
             "(default: the last event)",
             &options->metrics.to);
  AddOutputFile(command, "--html", "Write all of it to this file too, as one HTML page",
                &options->html);
  AddOutputFile(command, "--save", "Save what was counted, to load or merge it later",
                &options->save);
  command
      ->add_option(
          "--load", options->load,
          "Go on from what was saved; may be given more than once, and\nthen needs no events")
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
      "Events are contacts, replies, resolutions, ratings, purchases and others: see\n"
      "docs/metrics.md. Goals, times and alerts are the pack's `standard:`.\n\n"
      "Examples:\n"
      "  rapport metrics events.jsonl\n"
      "  rapport metrics --by team --by channel,persona --html march.html march.jsonl\n"
      "  rapport metrics --json --from 2026-03-01 --to 2026-04-01 < events.jsonl\n"
      "  rapport metrics --by team --load north.metrics --load south.metrics --save all.metrics");
  command->callback([run, options] { *run = [options] { return Measure(*options); }; });
}

}  // namespace rapport::cli
