#include "cli/options.h"

#include <map>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "base/strings.h"
#include "base/time.h"

namespace rapport::cli {

void AddPackOption(CLI::App* command, PackOptions* options) {
  command
      ->add_option("-p,--pack", options->paths,
                   "A pack: its YAML manifest or only file; may be given more than once\n"
                   "(default: core-en, which is built in)")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

void AddNowOption(CLI::App* command, std::optional<Time>* now) {
  command
      ->add_option_function<std::string>(
          "--now",
          [now](const std::string& text) {
            *now = ParseTime(text);
            if (!*now) {
              throw CLI::ValidationError(
                  "--now",
                  StrCat("'", text, "' is not an RFC 3339 time such as 2026-03-01T10:20:00Z"));
            }
          },
          "The time of the decision, for records without one\n(default: the last turn's time)")
      ->type_name("TIME");
}

void AddInputOptions(CLI::App* command, InputOptions* options) {
  command
      ->add_option("files", options->files,
                   "Conversation records, one JSON object a line\n(default: standard input)")
      ->type_name("FILE");
  AddNowOption(command, &options->now);
  static const std::map<std::string, record::UnknownFacts> kUnknown = {
      {"error", record::UnknownFacts::kError},
      {"warn", record::UnknownFacts::kWarn},
      {"ignore", record::UnknownFacts::kIgnore},
  };
  command
      ->add_option_function<std::string>(
          "--unknown-facts",
          [options](const std::string& value) { options->read.unknown_facts = kUnknown.at(value); },
          "What to do with a fact that the pack does not declare:\n"
          "error (default), warn or ignore")
      ->type_name("HOW")
      ->check([](const std::string& value) {
        return kUnknown.count(value) != 0 ? std::string()
                                          : StrCat("'", value, "' is not error, warn or ignore");
      });
}

void AddViewOptions(CLI::App* command, ViewOptions* options) {
  command->add_flag("--json", options->json, "Write JSON");
  static const std::map<std::string, ColorMode> kModes = {
      {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};
  command
      ->add_option_function<std::string>(
          "--color", [options](const std::string& value) { options->color = kModes.at(value); },
          "auto (default: on a terminal, unless NO_COLOR is set), always\nor never")
      ->type_name("WHEN")
      ->check([](const std::string& value) {
        return kModes.count(value) != 0 ? std::string()
                                        : StrCat("'", value, "' is not auto, always or never");
      });
}

}  // namespace rapport::cli
