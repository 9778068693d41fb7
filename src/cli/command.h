#ifndef RAPPORT_CLI_COMMAND_H_
#define RAPPORT_CLI_COMMAND_H_

// The commands of the program. Each Add... function declares its options on a sub-command of `app`
// and leaves in `*run` what to do when that sub-command was chosen; nothing happens while parsing.

#include <functional>

#include "CLI/App.hpp"
#include "cli/exit_code.h"

namespace rapport::cli {

using Run = std::function<ExitCode()>;

void AddDecideCommand(CLI::App* app, Run* run);
void AddReviewCommand(CLI::App* app, Run* run);
void AddCoachCommand(CLI::App* app, Run* run);
void AddMetricsCommand(CLI::App* app, Run* run);
void AddFeedbackCommand(CLI::App* app, Run* run);
void AddCompareCommand(CLI::App* app, Run* run);
void AddPracticeCommand(CLI::App* app, Run* run);
void AddExplainCommand(CLI::App* app, Run* run);
void AddCheckCommand(CLI::App* app, Run* run);
void AddTestCommand(CLI::App* app, Run* run);
void AddCompileCommand(CLI::App* app, Run* run);
void AddEvaluateCommand(CLI::App* app, Run* run);
void AddAcceptanceCommand(CLI::App* app, Run* run);
void AddFitCommand(CLI::App* app, Run* run);
void AddMineCommand(CLI::App* app, Run* run);
void AddShowCommand(CLI::App* app, Run* run);
void AddSchemaCommand(CLI::App* app, Run* run);
void AddCompletionCommand(CLI::App* app, Run* run);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COMMAND_H_
