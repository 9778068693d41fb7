#include <algorithm>
#include <iostream>
#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  bool json = false;
};

std::string Counted(size_t count, std::string_view one, std::string_view many) {
  return StrCat(count, " ", count == 1 ? one : many);
}

void WriteJson(const LoadedRules& loaded, size_t errors, record::JsonWriter* out) {
  const auto field = [out](std::string_view key, std::string_view value) {
    out->Key(key);
    out->String(value);
  };
  const auto number = [out](std::string_view key, size_t value) {
    out->Key(key);
    out->Int(static_cast<int64_t>(value));
  };
  out->StartObject();
  out->Key("ruleset");
  if (loaded.rules != nullptr) {
    out->String(loaded.rules->name());
  } else {
    out->Null();
  }
  number("errors", errors);
  number("warnings", loaded.diagnostics.size() - errors);
  out->Key("diagnostics");
  out->StartArray();
  for (const Diagnostic& d : loaded.diagnostics) {
    out->StartObject();
    field("severity", SeverityName(d.severity));
    field("code", d.code);
    field("file", d.file);
    number("line", d.line);
    number("column", d.column);
    number("length", d.length);
    field("message", d.message);
    field("snippet", d.snippet);
    field("hint", d.hint);
    out->EndObject();
  }
  out->EndArray();
  out->EndObject();
}

std::string Summary(const LoadedRules& loaded, size_t errors) {
  const size_t warnings = loaded.diagnostics.size() - errors;
  std::string counts = errors == 0 ? "no errors" : Counted(errors, "error", "errors");
  if (warnings > 0) StrAppend(&counts, ", ", Counted(warnings, "warning", "warnings"));
  if (loaded.rules == nullptr) return counts;
  const RuleSet& rules = *loaded.rules;
  return StrCat(rules.name(), ": ", counts, "; ", Counted(rules.cues().size(), "cue", "cues"), ", ",
                Counted(rules.personas().size(), "persona", "personas"), ", ",
                Counted(rules.policies().size(), "policy", "policies"));
}

ExitCode Check(const CheckOptions& options) {
  LoadedRules loaded;
  const Status status = BuildRules(options.paths, &loaded);
  if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  const auto errors = static_cast<size_t>(
      std::count_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::kError; }));
  Output out(1);
  if (options.json) {
    record::JsonWriter json;
    WriteJson(loaded, errors, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    out.Write(FormatDiagnostics(loaded.diagnostics));
    out.Write(StrCat(Summary(loaded, errors), "\n"));
  }
  return FinishOutput(&out, errors > 0 ? kFindings : kSuccess);
}

}  // namespace

void AddCheckCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command =
      app->add_subcommand("check", "Check packs and report every error with its place");
  command
      ->add_option(
          "packs", options->paths,
          "Manifests or only files of packs, and overlays\n(default: core-en, which is built in)")
      ->type_name(kPathType);
  command->add_flag("--json", options->json, "Write JSON");
  command->footer(
      "Examples:\n"
      "  rapport check shop.yaml\n"
      "  rapport check shop.yaml learned-weights.yaml --json");
  command->callback([run, options] { *run = [options] { return Check(*options); }; });
}

}  // namespace rapport::cli
