#include "cli/value_type.h"

#include <algorithm>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::cli {
namespace {

constexpr char kBetweenWords = '|';

}  // namespace

// CLI11 puts what a check describes behind the name of the type: "WHEN:auto|always|never".
ValueType ValueTypeOf(const CLI::Option& option) {
  const std::string text = option.get_type_name();
  ValueType type;
  const size_t colon = text.find(':');
  type.name = text.substr(0, colon);
  type.is_path = type.name == kFileType || type.name == kPathType;
  if (colon == std::string::npos) return type;
  for (size_t begin = colon + 1; begin <= text.size();) {
    const size_t end = std::min(text.find(kBetweenWords, begin), text.size());
    type.choices.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return type;
}

CLI::Option* Restrict(CLI::Option* option, const std::vector<std::string>& words) {
  std::string description;
  for (const std::string& word : words) {
    if (!description.empty()) description.push_back(kBetweenWords);
    StrAppend(&description, word);
  }
  return option->check(CLI::Validator(
      [words](std::string& value) {
        const bool known = std::find(words.begin(), words.end(), value) != words.end();
        return known ? std::string() : StrCat("'", value, "' is not ", Either(words));
      },
      description));
}

std::string Either(const std::vector<std::string>& words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    StrAppend(&out, i == 0 ? "" : i + 1 < words.size() ? ", " : " or ", words[i]);
  }
  return out;
}

CLI::Option* AddInstant(CLI::App* command, const std::string& name, const std::string& help,
                        std::optional<Time>* out) {
  return command
      ->add_option_function<std::string>(
          name,
          [name, out](const std::string& text) {
            *out = ParseTime(text.size() == 10 ? text + "T00:00:00Z" : text);
            if (*out) return;
            throw CLI::ValidationError(
                name,
                StrCat("'", text, "' is neither a day such as 2026-03-01 nor an RFC 3339 time"));
          },
          help)
      ->type_name("TIME");
}

CLI::Option* AddOutputFile(CLI::App* command, const std::string& name, const std::string& help,
                           std::string* out) {
  return command->add_option(name, *out, help)
      ->type_name(kFileType)
      ->check([](const std::string& value) {
        return value == "-" ? std::string("must be the name of a file") : std::string();
      });
}

}  // namespace rapport::cli
