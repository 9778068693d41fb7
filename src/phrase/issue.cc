#include "phrase/issue.h"

#include <utility>

namespace rapport::phrase {
namespace {

constexpr size_t kLongest = 200;  // bytes

std::string OneLine(std::string text) {
  if (text.size() > kLongest) {
    size_t end = kLongest;
    while (end > 0 && (text[end] & 0xC0) == 0x80) --end;  // a whole character
    text.resize(end);
    text += "...";
  }
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

}  // namespace

PhraseIssue MakeIssue(std::string_view code, size_t begin, size_t end, std::string message,
                      std::string hint) {
  PhraseIssue issue;
  issue.code = std::string(code);
  issue.begin = static_cast<uint32_t>(begin);
  issue.end = static_cast<uint32_t>(end);
  issue.message = OneLine(std::move(message));
  issue.hint = OneLine(std::move(hint));
  return issue;
}

}  // namespace rapport::phrase
