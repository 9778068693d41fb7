// The idea: the script finds which command the line names, sets what may come next (words to choose
// from, paths, or neither), and offers what begins with the word under the cursor.

#include "base/strings.h"
#include "cli/completion.h"

namespace rapport::cli {
namespace {

constexpr char kHead[] = R"(# bash completion for rapport, printed by 'rapport completion bash'.

# Offers the paths that begin with $1. Readline's own completion knows best how to quote them, but
# only while it is completing, and from bash 4 on.
_rapport_paths() {
  local path
  if [[ -z $2 ]] && compopt -o default 2>/dev/null; then return; fi
  while IFS= read -r path; do COMPREPLY+=("$2$path"); done < <(compgen -f -- "$1")
}

_rapport() {
  local IFS=$' \t\n'
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} prefix=''
  local command='' options='' words='' once='' paths='' value='' ended='' word i
  COMPREPLY=()

  # --color=auto is three words, or one where COMP_WORDBREAKS has no '='.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $cur == --*=* ]]; then
    prev=${cur%%=*} prefix=$prev= cur=${cur#*=}
  fi

  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -- ]]; then
      ended=1 prev=''
    elif [[ -z $command && $word != -* ]]; then
      command=$word
    fi
  done

  case $command in
)";

// What may be given once is not offered again. `--` ends the options, and with nothing else to
// offer they are offered unasked.
constexpr char kTail[] = R"(  esac

  if [[ -n $once && -z $value ]]; then
    for ((i = 2; i < COMP_CWORD; i++)); do
      [[ " $words " == *" ${COMP_WORDS[i]} "* ]] && words=''
    done
  fi
  if [[ -z $value && -z $ended && ($cur == -* || -z $words$paths) ]]; then
    words=$options paths=''
  fi
  for word in $words; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$prefix$word")
  done
  if [[ -n $paths ]]; then _rapport_paths "$cur" "$prefix"; fi
  return 0
}

complete -F _rapport rapport
)";

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) StrAppend(&out, out.empty() ? "" : between, word);
  return out;
}

// The assignments that offer what `argument` takes, and nothing else.
std::string Offer(const ArgumentOutline& argument) {
  return StrCat("words='", Joined(argument.type.choices, " "),
                "' paths=", argument.type.is_path ? "1" : "''");
}

// One branch of the case: what may come after `command`, or after the program when there is none.
void AppendBranch(const CommandOutline& command, std::string_view name, std::string* out) {
  StrAppend(out, "    ", name, ")\n");
  std::string options;
  for (const ArgumentOutline& option : command.options) {
    // A long name says what it is for; the short one is quicker to type than to complete.
    StrAppend(&options, options.empty() ? "" : " ", option.names.back());
  }
  StrAppend(out, "      options='", options, "'\n");
  std::vector<std::string> commands;
  for (const CommandOutline& below : command.commands) commands.push_back(below.name);
  if (!commands.empty()) StrAppend(out, "      words='", Joined(commands, " "), "'\n");
  for (const ArgumentOutline& argument : command.arguments) {
    StrAppend(out, "      ", Offer(argument), argument.repeatable ? "" : " once=1", "\n");
  }
  std::string cases;
  for (const ArgumentOutline& option : command.options) {
    if (option.type.name.empty()) continue;
    StrAppend(&cases, "        ", Joined(option.names, "|"), ") value=1 ", Offer(option), " ;;\n");
  }
  if (!cases.empty()) StrAppend(out, "      case $prev in\n", cases, "      esac\n");
  StrAppend(out, "      ;;\n");
}

}  // namespace

std::string BashCompletion(const CommandOutline& program) {
  std::string out = kHead;
  AppendBranch(program, "''", &out);
  for (const CommandOutline& command : program.commands) AppendBranch(command, command.name, &out);
  StrAppend(&out, kTail);
  return out;
}

}  // namespace rapport::cli
