#include "cli/command.h"
#include "cli/output.h"
#include "pack/json_schema.h"

namespace rapport::cli {

void AddSchemaCommand(CLI::App* app, Run* run) {
  CLI::App* command = app->add_subcommand("schema", "Print the JSON Schema of packs, for editors");
  command->footer(
      "Example:\n"
      "  rapport schema > pack.schema.json");
  command->callback([run] {
    *run = [] {
      Output out(1);
      out.Write(pack::PackJsonSchema());
      return FinishOutput(&out, kSuccess);
    };
  });
}

}  // namespace rapport::cli
