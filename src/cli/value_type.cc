#include "cli/value_type.h"

#include <algorithm>

#include "base/strings.h"

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

}  // namespace rapport::cli
