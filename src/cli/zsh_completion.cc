// The idea: zsh's _arguments does the work; here each option becomes one of its specifications,
// '(EXCLUDED)NAME[HELP]:TYPE:ACTION'.

#include "base/strings.h"
#include "cli/completion.h"

namespace rapport::cli {
namespace {

constexpr char kHead[] = R"(#compdef rapport
# zsh completion for rapport, printed by 'rapport completion zsh'.

)";

// The file may be loaded by compinit from a folder of fpath, where it is the body of the function,
// or sourced.
constexpr char kTail[] = R"(
if [[ $funcstack[1] == _rapport ]]; then
  _rapport "$@"
else
  compdef _rapport rapport
fi
)";

// `text` with a backslash before each of `special`, for a place between single quotes.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      StrAppend(&out, "'\\''");
      continue;
    }
    if (c == '\\' || special.find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

// ":TYPE:ACTION", which says how to complete a value.
std::string Value(const ValueType& type) {
  if (type.name.empty()) return "";
  std::string action = " ";  // anything goes
  if (type.is_path) action = "_files";
  if (!type.choices.empty()) {
    action = "(";
    for (const std::string& choice : type.choices) {
      StrAppend(&action, action.size() == 1 ? "" : " ", choice);
    }
    action.push_back(')');
  }
  return StrCat(":", Escaped(type.name, ":"), ":", action);
}

void AppendSpecification(std::string_view specification, std::string* out) {
  StrAppend(out, " \\\n        '", specification, "'");
}

void AppendOption(const ArgumentOutline& option, std::string* out) {
  // Each name of an option that may be given once excludes the other.
  std::string excluded;
  const auto exclude = [&excluded](const std::vector<std::string>& names) {
    for (const std::string& name : names) StrAppend(&excluded, excluded.empty() ? "" : " ", name);
  };
  exclude(option.excluded);
  if (!option.repeatable && option.names.size() > 1) exclude(option.names);
  const std::string before =
      StrCat(excluded.empty() ? "" : StrCat("(", excluded, ")"), option.repeatable ? "*" : "");
  for (const std::string& name : option.names) {
    // "-p+": the value may follow at once or as a word of its own; "--pack=": the same behind a
    // '='.
    const char* const with_value = option.type.name.empty() ? "" : name[1] == '-' ? "=" : "+";
    AppendSpecification(
        StrCat(before, name, with_value, "[", Escaped(option.help, "[]"), "]", Value(option.type)),
        out);
  }
}

void AppendArguments(const CommandOutline& command, std::string* out) {
  for (const ArgumentOutline& option : command.options) AppendOption(option, out);
  size_t position = 0;
  for (const ArgumentOutline& argument : command.arguments) {
    const std::string place = argument.repeatable ? "*" : StrCat(++position);
    AppendSpecification(StrCat(place, Value(argument.type)), out);
  }
}

}  // namespace

std::string ZshCompletion(const CommandOutline& program) {
  std::string out = kHead;
  StrAppend(&out, "_rapport_commands() {\n  local -a commands=(\n");
  for (const CommandOutline& command : program.commands) {
    StrAppend(&out, "    '", command.name, ":", Escaped(command.help, ""), "'\n");
  }
  StrAppend(&out, "  )\n  _describe -t commands command commands\n}\n\n");

  StrAppend(&out,
            "_rapport() {\n"
            "  local curcontext=$curcontext state state_descr line\n"
            "  local -A opt_args\n"
            "  _arguments -C -S");
  for (const ArgumentOutline& option : program.options) AppendOption(option, &out);
  AppendSpecification("1:command:_rapport_commands", &out);
  AppendSpecification("*::argument:->argument", &out);
  StrAppend(&out,
            " && return 0\n"
            "  [[ $state == argument ]] || return 1\n"
            "  case $words[1] in\n");
  for (const CommandOutline& command : program.commands) {
    StrAppend(&out, "    ", command.name, ")\n      _arguments -s -S");
    AppendArguments(command, &out);
    StrAppend(&out, "\n      ;;\n");
  }
  StrAppend(&out, "  esac\n}\n", kTail);
  return out;
}

}  // namespace rapport::cli
