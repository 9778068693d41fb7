#ifndef RAPPORT_CLI_OPTIONS_H_
#define RAPPORT_CLI_OPTIONS_H_

// Options that several commands share, so that they are spelled and explained alike.

#include <optional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "cli/terminal.h"
#include "rapport/time.h"
#include "record/record_reader.h"

namespace rapport::cli {

struct PackOptions {
  std::vector<std::string> paths;  // empty: the embedded default pack
};
void AddPackOption(CLI::App* command, PackOptions* options);

struct InputOptions {
  std::vector<std::string> files;  // empty, or "-" among them: standard input
  std::optional<Time> now;         // for records without one
  record::ReadOptions read;
};
void AddInputOptions(CLI::App* command, InputOptions* options);

// `--json` and `--color`.
struct ViewOptions {
  bool json = false;
  ColorMode color = ColorMode::kAuto;
};
void AddViewOptions(CLI::App* command, ViewOptions* options);
void AddColorOption(CLI::App* command, ColorMode* color);

// Adds `--now TIME`, RFC 3339.
void AddNowOption(CLI::App* command, std::optional<Time>* now);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_OPTIONS_H_
