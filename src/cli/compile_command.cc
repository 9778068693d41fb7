#include <iostream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "cli/whole_files.h"

namespace rapport::cli {
namespace {

struct CompileOptions {
  PackOptions packs;
  std::string output;
};

ExitCode Compile(const CompileOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;
  Status s = CheckWritable(options.output);
  if (s.ok()) s = WriteWholeFiles({{options.output, rules->Compiled()}});
  if (!s.ok()) {
    std::cerr << "rapport: " << s.message() << "\n";
    return kIoFailure;
  }
  Output out(1);
  out.Write(StrCat(options.output, ": ", rules->name(), "\n"));
  return FinishOutput(&out, kSuccess);
}

}  // namespace

void AddCompileCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<CompileOptions>();
  CLI::App* command = app->add_subcommand(
      "compile", "Compile packs into one file that loads in well under a millisecond");
  AddPackOption(command, &options->packs);
  command->add_option("-o,--output", options->output, "The file to write: shop.rpk")
      ->type_name(kFileType)
      ->required();
  command->footer(
      "The file takes the place of the packs in every command and call that decides. It is for "
      "the\n"
      "version of Rapport that wrote it: keep the packs.\n\n"
      "Example:\n"
      "  rapport compile --pack shop.yaml -o shop.rpk\n"
      "  rapport decide --pack shop.rpk < conversations.jsonl");
  command->callback([run, options] { *run = [options] { return Compile(*options); }; });
}

}  // namespace rapport::cli
