#ifndef RAPPORT_CLI_OUTLINE_H_
#define RAPPORT_CLI_OUTLINE_H_

// What the program's command line takes, read from its CLI11 app: what completion needs to know.

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "cli/value_type.h"

namespace rapport::cli {

// An option, or an argument that stands alone, such as the name of a file.
struct ArgumentOutline {
  std::vector<std::string> names;  // "-p", "--pack"; of a lone argument none
  std::string help;                // on one line
  ValueType type;
  bool repeatable = false;
  std::vector<std::string> excluded;  // names of the options that may not stand beside it
};

struct CommandOutline {
  std::string name;
  std::string help;  // on one line
  std::vector<ArgumentOutline> options;
  std::vector<ArgumentOutline> arguments;
  std::vector<CommandOutline> commands;
};

// Everything in the order in which it was declared, so that the same app is the same outline.
CommandOutline OutlineOf(const CLI::App& app);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_OUTLINE_H_
