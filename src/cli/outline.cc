#include "cli/outline.h"

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace rapport::cli {
namespace {

std::string OnOneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::vector<std::string> NamesOf(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back(StrCat("-", name));
  for (const std::string& name : option.get_lnames()) names.push_back(StrCat("--", name));
  return names;
}

ArgumentOutline OutlineOf(const CLI::App& app, const CLI::Option& option) {
  ArgumentOutline out;
  out.names = NamesOf(option);
  out.help = OnOneLine(option.get_description());
  out.type = ValueTypeOf(option);
  out.repeatable = option.get_items_expected_max() > 1;
  // CLI11 keeps them as a set of pointers, whose order changes from run to run.
  const std::set<CLI::Option*> excluded = option.get_excludes();
  for (const CLI::Option* other : app.get_options()) {
    if (std::find(excluded.begin(), excluded.end(), other) == excluded.end()) continue;
    for (std::string& name : NamesOf(*other)) out.excluded.push_back(std::move(name));
  }
  return out;
}

}  // namespace

CommandOutline OutlineOf(const CLI::App& app) {
  CommandOutline out;
  out.name = app.get_name();
  out.help = OnOneLine(app.get_description());
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden from the help, so from here
    (option->nonpositional() ? out.options : out.arguments).push_back(OutlineOf(app, *option));
  }
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (!command->get_group().empty()) out.commands.push_back(OutlineOf(*command));
  }
  return out;
}

}  // namespace rapport::cli
