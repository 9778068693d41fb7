#include "cli/program.h"

#include <csignal>
#include <iostream>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "base/strings.h"
#include "cli/command.h"
#include "rapport/version.h"

namespace rapport::cli {
namespace {

constexpr char kFooter[] =
    "Exit codes:\n"
    "  0  all went well\n"
    "  1  findings: a pack has errors, or its tests fail\n"
    "  2  the command line is wrong\n"
    "  3  some input lines were refused (each is named on stderr); the others were answered\n"
    "  4  a file cannot be read, or the output cannot be written\n\n"
    "rapport COMMAND --help explains a command.";

}  // namespace

int RunProgram(int argc, const char* const* argv) {
  // A reader that goes away shows as a failed write, which ends the run quietly.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app(
      "Rapport reads a customer's side of a conversation, says which kind of customer this is and\n"
      "why, and returns what to do: actions, limits, escalations.",
      "rapport");
  app.set_version_flag("--version", StrCat("rapport ", Version()));
  app.get_formatter()->column_width(34);
  app.require_subcommand(1);
  app.footer(kFooter);
  Run run;
  AddDecideCommand(&app, &run);
  AddExplainCommand(&app, &run);
  AddCheckCommand(&app, &run);
  AddTestCommand(&app, &run);
  AddEvaluateCommand(&app, &run);
  AddShowCommand(&app, &run);
  AddSchemaCommand(&app, &run);

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
