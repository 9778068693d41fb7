#include <iostream>
#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/layout.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "learn/pack_tests.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct TestOptions {
  std::vector<std::string> paths;
  std::string filter;
  ViewOptions view;
};

// "shop.yaml:12:5", where the test begins.
std::string Place(const SourceSpan& span) {
  if (span.source == nullptr) return "";
  const LineColumn at = span.source->Position(span.begin);
  return StrCat(span.source->name(), ":", at.line, ":", at.column);
}

void WriteJson(std::string_view rule_set, const learn::PackTestReport& report,
               record::JsonWriter* out) {
  out->StartObject();
  out->Key("ruleset");
  out->String(rule_set);
  out->Key("passed");
  out->Int(report.passed);
  out->Key("failed");
  out->Int(report.failed);
  out->Key("failures");
  out->StartArray();
  for (const learn::PackTestFailure& failure : report.failures) {
    out->StartObject();
    out->Key("name");
    out->String(failure.name);
    out->Key("place");
    out->String(Place(failure.span));
    out->Key("messages");
    out->StartArray();
    for (const std::string& message : failure.messages) out->String(message);
    out->EndArray();
    out->EndObject();
  }
  out->EndArray();
  out->EndObject();
}

void AppendReport(const Terminal& terminal, const learn::PackTestReport& report, std::string* out) {
  for (const learn::PackTestFailure& failure : report.failures) {
    StyledText title;
    title.Add(Place(failure.span)).Add(": ").Add("failed", Style::kRed).Add(": ");
    title.Add(failure.name, Style::kBold);
    StrAppend(out, title.Render(terminal), "\n");
    for (const std::string& message : failure.messages) {
      AppendWrapped(terminal, StyledText("    "), StyledText(message), out);
    }
  }
  StrAppend(out, report.passed, " passed, ", report.failed, " failed\n");
}

ExitCode Test(const TestOptions& options) {
  LoadedRules loaded;
  const Status status = LoadRules(options.paths, &loaded);
  if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (loaded.rules == nullptr) {
    std::cerr << FormatDiagnostics(loaded.diagnostics);
    return kFindings;
  }
  const learn::PackTestReport report =
      learn::RunPackTests(*loaded.pack, loaded.rules, options.filter);
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    WriteJson(loaded.rules->name(), report, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendReport(Terminal::Of(out.fd(), options.view.color), report, &text);
    out.Write(text);
  }
  return FinishOutput(&out, report.failed > 0 ? kFindings : kSuccess);
}

}  // namespace

void AddTestCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<TestOptions>();
  CLI::App* command = app->add_subcommand(
      "test", "Run the tests that a pack carries, and the examples of its cues");
  command
      ->add_option("packs", options->paths,
                   "Manifests or only files of packs\n(default: core-en, which is built in)")
      ->type_name(kPathType);
  command->add_option("--filter", options->filter, "Only tests and cues whose name holds this")
      ->type_name("TEXT");
  AddViewOptions(command, &options->view);
  command->footer(
      "Examples:\n"
      "  rapport test shop.yaml\n"
      "  rapport test shop.yaml --filter discount");
  command->callback([run, options] { *run = [options] { return Test(*options); }; });
}

}  // namespace rapport::cli
