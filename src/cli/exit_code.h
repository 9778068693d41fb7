#ifndef RAPPORT_CLI_EXIT_CODE_H_
#define RAPPORT_CLI_EXIT_CODE_H_

namespace rapport::cli {

// What the program returns; docs/command-line.md and --help list the same.
enum ExitCode : int {
  kSuccess = 0,
  kFindings = 1,    // a pack has errors, its tests fail, or a reply is blocked
  kUsage = 2,       // the command line is wrong
  kBadRecords = 3,  // some input lines were refused; the others were answered
  kIoFailure = 4,   // a file cannot be read, or the output cannot be written
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EXIT_CODE_H_
