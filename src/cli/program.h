#ifndef RAPPORT_CLI_PROGRAM_H_
#define RAPPORT_CLI_PROGRAM_H_

namespace rapport::cli {

// The whole program: reads the command line, runs the command, returns the exit code.
int RunProgram(int argc, const char* const* argv);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_PROGRAM_H_
