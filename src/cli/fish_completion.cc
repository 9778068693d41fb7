// The idea: fish takes one `complete` a fact, with a condition that says when it holds: before the
// command is named, or behind a certain one.

#include "base/strings.h"
#include "cli/completion.h"

namespace rapport::cli {
namespace {

constexpr char kHead[] = R"(# fish completion for rapport, printed by 'rapport completion fish'.

# Whether the line names this command already; '' asks whether it names none yet.
function __rapport_command_is
    set -l words (commandline -opc)
    set -e words[1]
    set -l command (string match -v -- '-*' $words)
    test "$command[1]" = "$argv[1]"
end

complete -c rapport -f
)";

constexpr char kNoCommand[] = "__rapport_command_is ''";

std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "'";
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) StrAppend(&out, out.empty() ? "" : " ", word);
  return out;
}

void AppendOption(std::string_view when, const ArgumentOutline& option, std::string* out) {
  StrAppend(out, "complete -c rapport -n ", Quoted(when));
  for (const std::string& name : option.names) {
    StrAppend(out, name[1] == '-' ? " -l " : " -s ", name.substr(name[1] == '-' ? 2 : 1));
  }
  if (!option.type.choices.empty()) {
    StrAppend(out, " -x -a ", Quoted(Joined(option.type.choices)));
  } else if (option.type.is_path) {
    StrAppend(out, " -r -F");
  } else if (!option.type.name.empty()) {
    StrAppend(out, " -x");
  }
  StrAppend(out, " -d ", Quoted(option.help), "\n");
}

void AppendArgument(std::string when, const ArgumentOutline& argument, std::string* out) {
  const std::string choices = Joined(argument.type.choices);
  if (!choices.empty()) {
    if (!argument.repeatable) StrAppend(&when, "; and not __fish_seen_subcommand_from ", choices);
    StrAppend(out, "complete -c rapport -n ", Quoted(when), " -a ", Quoted(choices), "\n");
  } else if (argument.type.is_path) {
    StrAppend(out, "complete -c rapport -n ", Quoted(when), " -F\n");
  }
}

}  // namespace

std::string FishCompletion(const CommandOutline& program) {
  std::string out = kHead;
  for (const ArgumentOutline& option : program.options) AppendOption(kNoCommand, option, &out);
  for (const CommandOutline& command : program.commands) {
    StrAppend(&out, "complete -c rapport -n ", Quoted(kNoCommand), " -a ", command.name, " -d ",
              Quoted(command.help), "\n");
  }
  for (const CommandOutline& command : program.commands) {
    const std::string when = StrCat("__rapport_command_is ", command.name);
    StrAppend(&out, "\n");
    for (const ArgumentOutline& option : command.options) AppendOption(when, option, &out);
    for (const ArgumentOutline& argument : command.arguments) AppendArgument(when, argument, &out);
  }
  return out;
}

}  // namespace rapport::cli
