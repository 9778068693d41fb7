#include "cli/options.h"

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "base/strings.h"
#include "base/time.h"
#include "cli/value_type.h"

namespace rapport::cli {
namespace {

constexpr Choice<record::UnknownFacts> kUnknownFacts[] = {
    {"error", record::UnknownFacts::kError},
    {"warn", record::UnknownFacts::kWarn},
    {"ignore", record::UnknownFacts::kIgnore},
};
constexpr Choice<ColorMode> kColorModes[] = {
    {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};

}  // namespace

void AddPackOption(CLI::App* command, PackOptions* options) {
  command
      ->add_option("-p,--pack", options->paths,
                   "A pack: its YAML manifest or only file, or what `rapport compile`\n"
                   "wrote; may be given more than once\n"
                   "(default: core-en, which is built in)")
      ->type_name(kPathType)
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
      ->type_name(kFileType);
  AddNowOption(command, &options->now);
  AddChoice(command, "--unknown-facts",
            "What to do with a fact that the pack does not declare:\n"
            "error (default), warn or ignore",
            kUnknownFacts, &options->read.unknown_facts)
      ->type_name("HOW");
}

void AddViewOptions(CLI::App* command, ViewOptions* options) {
  command->add_flag("--json", options->json, "Write JSON");
  AddColorOption(command, &options->color);
}

void AddColorOption(CLI::App* command, ColorMode* color) {
  AddChoice(command, "--color",
            "auto (default: on a terminal, unless NO_COLOR is set), always\nor never", kColorModes,
            color)
      ->type_name("WHEN");
}

}  // namespace rapport::cli
