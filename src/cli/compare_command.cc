#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/time.h"
#include "cli/command.h"
#include "cli/compare_view.h"
#include "cli/event_stream.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "insight/compare.h"
#include "insight/compare_json.h"
#include "insight/metrics.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

constexpr size_t kMostSavedBytes = size_t{4} << 30;

struct CompareCommandOptions {
  PackOptions packs;
  InputOptions input;  // events, with --at
  std::optional<Time> at, from, to;
  std::vector<std::string> before, after;  // events or saved metrics
  insight::CompareOptions compare;
  ViewOptions view;
  size_t threads = AvailableThreads();
};

ExitCode Fail(const Status& status, ExitCode code) {
  std::cerr << "rapport: " << status.message() << "\n";
  return code;
}

insight::MetricsOptions MetricsFor(const CompareCommandOptions& options) {
  insight::MetricsOptions metrics;
  if (options.compare.where) {
    metrics.by.push_back({options.compare.where->field, std::nullopt});
  } else if (options.compare.by) {
    metrics.by.push_back(*options.compare.by);
  }
  return metrics;
}

// The first bytes of what was saved, metrics or feedback; events are anything else, so that what is
// wrong with them is said as `metrics` says it.
constexpr std::string_view kSavedMetrics = "rapport metrics ", kSavedFeedback = "RPFEED\r\n";
constexpr size_t kBeginning = kSavedMetrics.size();

bool IsSaved(std::string_view beginning) {
  return beginning.substr(0, kSavedMetrics.size()) == kSavedMetrics ||
         beginning.substr(0, kSavedFeedback.size()) == kSavedFeedback;
}

// Appends up to `most` bytes that follow. Whether reading went well; else errno says why.
bool ReadOn(int fd, size_t most, std::string* bytes) {
  constexpr size_t kChunk = 64 * 1024;
  while (most > 0) {
    const size_t size = bytes->size();
    bytes->resize(size + std::min(kChunk, most));
    const ssize_t got = ::read(fd, bytes->data() + size, bytes->size() - size);
    bytes->resize(size + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return true;
    if (got > 0) {
      most -= static_cast<size_t>(got);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

// Events or saved metrics, read once from beginning to end, as a pipe has to be.
ExitCode ReadOpened(const CompareCommandOptions& options, const std::string& path, int fd,
                    insight::Metrics* metrics) {
  std::string bytes;
  bool is_read = ReadOn(fd, kBeginning, &bytes);
  if (is_read && !IsSaved(bytes)) {
    return ForEachEventOf({path == "-" ? "stdin" : path, fd, bytes}, options.input, options.threads,
                          [&](const record::ServiceEvent& event) { metrics->Add(event); });
  }
  is_read = is_read && ReadOn(fd, kMostSavedBytes - bytes.size(), &bytes);
  if (!is_read) {
    return Fail(Status(StatusCode::kIo, StrCat("cannot read '", path,
                                               "': ", std::string_view(std::strerror(errno)))),
                kIoFailure);
  }
  const Status status = metrics->Load(bytes, insight::SavedRange::kTaken);
  if (status.ok()) return kSuccess;
  return Fail(Status(status.code(), StrCat("cannot load '", path, "': ", status.message())),
              kUsage);
}

// One side: files of events, or of metrics that were saved, whose range becomes the side's.
ExitCode ReadSide(const CompareCommandOptions& options, const std::vector<std::string>& paths,
                  insight::Metrics* metrics) {
  ExitCode code = kSuccess;
  for (const std::string& path : paths) {
    const bool is_stdin = path == "-";
    const int fd = is_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return Fail(Status(StatusCode::kIo, StrCat("cannot read '", path,
                                                 "': ", std::string_view(std::strerror(errno)))),
                  kIoFailure);
    }
    const ExitCode of_file = ReadOpened(options, path, fd, metrics);
    if (!is_stdin) ::close(fd);
    if (of_file != kSuccess && of_file != kBadRecords) return of_file;
    code = std::max(code, of_file);
  }
  return code;
}

ExitCode ReadAll(const CompareCommandOptions& options, insight::Metrics* before,
                 insight::Metrics* after) {
  if (!options.at) {
    const ExitCode code = ReadSide(options, options.before, before);
    return code == kSuccess || code == kBadRecords
               ? std::max(code, ReadSide(options, options.after, after))
               : code;
  }
  // Each leaves out what is not its own; `after` only learns which cases had begun.
  return ForEachEvent(options.input, options.threads, [&](const record::ServiceEvent& event) {
    if (event.at < *options.at) before->Add(event);
    after->Add(event);
  });
}

ExitCode CompareMetrics(const CompareCommandOptions& options) {
  const bool has_sides = !options.before.empty() && !options.after.empty();
  if (options.at.has_value() == has_sides) {
    return Fail(Status(StatusCode::kInvalidArgument,
                       "give --at TIME and events, or --before and --after files"),
                kUsage);
  }
  if (options.at && ((options.from && *options.from >= *options.at) ||
                     (options.to && *options.to <= *options.at))) {
    return Fail(Status(StatusCode::kInvalidArgument, "--at does not lie between --from and --to"),
                kUsage);
  }
  if (std::count(options.before.begin(), options.before.end(), "-") +
          std::count(options.after.begin(), options.after.end(), "-") >
      1) {
    return Fail(Status(StatusCode::kInvalidArgument, "standard input ('-') can be read only once"),
                kUsage);
  }
  std::shared_ptr<const RuleSet> rules;
  ExitCode code = RequireRules(options.packs.paths, &rules);
  if (code != kSuccess) return code;
  insight::MetricsOptions of_before = MetricsFor(options), of_after = of_before;
  of_before.from = options.from;
  of_before.to = options.at;
  of_after.from = options.at;
  of_after.to = options.to;
  insight::CompareOptions compare = options.compare;
  compare.from = options.from;
  compare.at = options.at;
  compare.to = options.to;
  insight::Metrics before(rules, of_before), after(rules, of_after);
  code = ReadAll(options, &before, &after);
  if (code != kSuccess && code != kBadRecords) return code;
  const auto report = insight::Compare(before.Report(), after.Report(), compare);
  if (!report.ok()) return Fail(report.status(), kUsage);
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    insight::WriteComparison(*report, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendMetricsComparison(Terminal::Of(out.fd(), options.view.color), *report, &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

}  // namespace

void AddCompareCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<CompareCommandOptions>();
  CLI::App* command =
      app->add_subcommand("compare", "Before and after: which figures changed by more than chance");
  command
      ->add_option("files", options->input.files,
                   "With --at: service events, one JSON object a line\n(default: standard input)")
      ->type_name(kFileType);
  AddPackOption(command, &options->packs);
  CLI::Option* at = AddInstant(command, "--at", "Before and after this", &options->at);
  AddInstant(command, "--from", "Pass over events before this", &options->from)->needs(at);
  AddInstant(command, "--to",
             "Pass over events from this on; best as long after --at as\n--from is before it",
             &options->to)
      ->needs(at);
  CLI::Option* before =
      command
          ->add_option("--before", options->before,
                       "Instead: events, or metrics that were saved, of before; may be\n"
                       "given more than once; - is standard input")
          ->type_name(kFileType)
          ->allow_extra_args(false)
          ->excludes(at);
  command->add_option("--after", options->after, "The same of after")
      ->type_name(kFileType)
      ->allow_extra_args(false)
      ->needs(before);
  CLI::Option* by =
      command
          ->add_option_function<std::string>(
              "--by",
              [options](const std::string& text) {
                const Result<insight::GroupBy> parsed = insight::ParseGroupBy(text);
                if (!parsed.ok()) throw CLI::ValidationError("--by", parsed.status().message());
                if (parsed->HasPeriod()) {
                  throw CLI::ValidationError("--by", "there are two periods, before and after");
                }
                options->compare.by = *parsed;
              },
              "Compare each of these too: channel, agent, team, persona,\n"
              "campaign or product, or two of them as in team,channel")
          ->type_name("FIELDS");
  command
      ->add_option_function<std::string>(
          "--where",
          [options](const std::string& text) {
            const Result<insight::Selection> parsed = insight::ParseSelection(text);
            if (!parsed.ok()) throw CLI::ValidationError("--where", parsed.status().message());
            options->compare.where = *parsed;
          },
          "Compare those where something was done, as in team=north, with\n"
          "the others: the difference in differences")
      ->type_name("FIELD=VALUE")
      ->excludes(by);
  command
      ->add_option("--min-sample", options->compare.min_sample,
                   "What a figure must be of, before and after, to be tested\n(default: 30)")
      ->type_name("N")
      ->check(CLI::Range(int64_t{2}, int64_t{1'000'000'000}));
  AddViewOptions(command, &options->view);
  command
      ->add_option("--threads", options->threads,
                   "Threads that read; the output is the same for any number\n"
                   "(default: one for each core that the program may use)")
      ->type_name("N")
      ->check(CLI::Range(size_t{1}, size_t{256}));
  command->footer(
      "All tests of a run are one family: their p values are adjusted (Holm), and a change\n"
      "is named only when the adjusted one is below 0.05. See docs/improvements.md.\n\n"
      "Examples:\n"
      "  rapport compare --at 2026-02-02 events.jsonl\n"
      "  rapport compare --at 2026-02-02 --where team=east events.jsonl\n"
      "  rapport compare --before january.rpm --after march.rpm --by team --json");
  command->callback([run, options] { *run = [options] { return CompareMetrics(*options); }; });
}

}  // namespace rapport::cli
