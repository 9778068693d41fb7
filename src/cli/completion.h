#ifndef RAPPORT_CLI_COMPLETION_H_
#define RAPPORT_CLI_COMPLETION_H_

// Scripts that make a shell complete the program's command line: commands, options, the values of
// options that take one of a few words, and paths. They are written from the outline of the program
// itself, so they cannot disagree with it. They need nothing but their shell.

#include <string>

#include "cli/outline.h"

namespace rapport::cli {

std::string BashCompletion(const CommandOutline& program);  // bash 3.2 or newer
std::string ZshCompletion(const CommandOutline& program);   // for fpath, or to be sourced
std::string FishCompletion(const CommandOutline& program);  // fish 3.0 or newer

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COMPLETION_H_
