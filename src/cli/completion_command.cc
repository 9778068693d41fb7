#include <string>

#include "cli/command.h"
#include "cli/completion.h"
#include "cli/outline.h"
#include "cli/output.h"
#include "cli/value_type.h"

namespace rapport::cli {
namespace {

using Writer = std::string (*)(const CommandOutline& program);

constexpr Choice<Writer> kShells[] = {
    {"bash", BashCompletion}, {"zsh", ZshCompletion}, {"fish", FishCompletion}};

}  // namespace

void AddCompletionCommand(CLI::App* app, Run* run) {
  auto writer = std::make_shared<Writer>();
  CLI::App* command =
      app->add_subcommand("completion", "Print a script that makes a shell complete this program");
  AddChoice(command, "shell", Either(Words(kShells)), kShells, writer.get())
      ->type_name("SHELL")
      ->required();
  command->footer(
      "To complete from the next shell on:\n"
      "  rapport completion bash > ~/.local/share/bash-completion/completions/rapport\n"
      "  rapport completion zsh > \"${fpath[1]}/_rapport\"\n"
      "  rapport completion fish > ~/.config/fish/completions/rapport.fish\n\n"
      "Or in this one:\n"
      "  eval \"$(rapport completion bash)\"");
  // By then every command is in the app, whatever the order in which they were added.
  command->callback([app, run, writer] {
    *run = [app, writer] {
      Output out(1);
      out.Write((*writer)(OutlineOf(*app)));
      return FinishOutput(&out, kSuccess);
    };
  });
}

}  // namespace rapport::cli
