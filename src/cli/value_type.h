#ifndef RAPPORT_CLI_VALUE_TYPE_H_
#define RAPPORT_CLI_VALUE_TYPE_H_

// What an option takes: a named type, and where only a few words are allowed, these. The words are
// stated once, in a table of choices; the option, the message about a wrong word and completion all
// read them from there.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "rapport/time.h"

namespace rapport::cli {

// Names of types whose values are paths.
inline constexpr char kFileType[] = "FILE";
inline constexpr char kPathType[] = "PATH";

struct ValueType {
  std::string name;                  // "WHEN"; empty for an option without a value
  std::vector<std::string> choices;  // the only values, if they are few
  bool is_path = false;
};
ValueType ValueTypeOf(const CLI::Option& option);

// Only `words` are values of `option`.
CLI::Option* Restrict(CLI::Option* option, const std::vector<std::string>& words);

// An option that takes a day, which is its beginning in UTC, or an RFC 3339 time.
CLI::Option* AddInstant(CLI::App* command, const std::string& name, const std::string& help,
                        std::optional<Time>* out);

// An option that takes the name of a file to be written, which standard output has not.
CLI::Option* AddOutputFile(CLI::App* command, const std::string& name, const std::string& help,
                           std::string* out);

// "auto, always or never".
std::string Either(const std::vector<std::string>& words);

template <typename T>
struct Choice {
  const char* word;
  T value;
};

template <typename T, size_t N>
std::vector<std::string> Words(const Choice<T> (&choices)[N]) {
  std::vector<std::string> words;
  for (const Choice<T>& choice : choices) words.emplace_back(choice.word);
  return words;
}

// Adds an option or argument that takes one word of `choices`, which live as long as the program,
// and sets `*out` to its value.
template <typename T, size_t N>
CLI::Option* AddChoice(CLI::App* command, const std::string& name, const std::string& description,
                       const Choice<T> (&choices)[N], T* out) {
  const Choice<T>* const first = choices;
  CLI::Option* option = command->add_option_function<std::string>(
      name,
      [first, out](const std::string& word) {
        for (const Choice<T>* choice = first; choice != first + N; ++choice) {
          if (word == choice->word) *out = choice->value;
        }
      },
      description);
  return Restrict(option, Words(choices));
}

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_VALUE_TYPE_H_
