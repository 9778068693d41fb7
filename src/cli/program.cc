#include "cli/program.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "base/strings.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/value_type.h"
#include "rapport/version.h"

namespace rapport::cli {
namespace {

constexpr char kFooter[] =
    "Exit codes:\n"
    "  0  all went well\n"
    "  1  findings: a pack has errors, its tests fail, or a reply is blocked\n"
    "  2  the command line is wrong\n"
    "  3  some input lines were refused; each is named on stderr, the others were answered\n"
    "  4  a file cannot be read, or the output cannot be written\n\n"
    "rapport COMMAND --help explains a command.";

// CLI11's help without its remarks on types and exclusions, which our own texts give.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(26);
    label("SUBCOMMAND", "COMMAND");
    label("SUBCOMMANDS", "COMMANDS");
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = ValueTypeOf(*option).name;
    return type.empty() ? "" : " " + type;
  }
};

std::string UsageError(const CLI::App* app, const CLI::Error& error) {
  std::string message = error.what();
  std::vector<std::string_view> commands;
  for (const CLI::App* command : app->get_subcommands(nullptr)) {
    commands.push_back(command->get_name());
  }
  const std::vector<std::string> rest = app->remaining();
  if (app->get_subcommands().empty() && !rest.empty()) {
    const std::string hint = DidYouMean(rest[0], commands);
    message = StrCat("unknown command '", rest[0], "'", hint.empty() ? "" : "; ", hint);
  } else if (app->get_subcommands().empty() && error.get_name() == "RequiredError") {
    message = "a command is missing";
  }
  std::string chosen;
  for (const CLI::App* command : app->get_subcommands()) chosen = command->get_name() + " ";
  return StrCat("rapport: ", message, "\n'rapport ", chosen, "--help' says what there is\n");
}

}  // namespace

int RunProgram(int argc, const char* const* argv) {
  // A reader that goes away shows as a failed write, which ends the run quietly.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app(
      "Rapport reads a customer's side of a conversation, says which kind of customer this is and\n"
      "why, and returns what to do: actions, limits, escalations.",
      "rapport");
  app.set_version_flag("--version", StrCat("rapport ", Version()));
  app.formatter(std::make_shared<HelpFormatter>());
  app.failure_message(UsageError);
  app.require_subcommand(1);
  app.footer(kFooter);
  Run run;
  AddDecideCommand(&app, &run);
  AddReviewCommand(&app, &run);
  AddCoachCommand(&app, &run);
  AddMetricsCommand(&app, &run);
  AddFeedbackCommand(&app, &run);
  AddCompareCommand(&app, &run);
  AddPracticeCommand(&app, &run);
  AddExplainCommand(&app, &run);
  AddCheckCommand(&app, &run);
  AddTestCommand(&app, &run);
  AddCompileCommand(&app, &run);
  AddEvaluateCommand(&app, &run);
  AddAcceptanceCommand(&app, &run);
  AddFitCommand(&app, &run);
  AddMineCommand(&app, &run);
  AddShowCommand(&app, &run);
  AddSchemaCommand(&app, &run);
  AddCompletionCommand(&app, &run);

  try {
    app.parse(argc, argv);
    return run();
  } catch (const CLI::ParseError& error) {
    // Help and the version arrive here too, with code 0 and for stdout.
    return app.exit(error, std::cout, std::cerr) == 0 ? kSuccess : kUsage;
  } catch (const std::exception& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    return kIoFailure;
  }
}

}  // namespace rapport::cli
