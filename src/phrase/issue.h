#ifndef RAPPORT_PHRASE_ISSUE_H_
#define RAPPORT_PHRASE_ISSUE_H_

#include <string>
#include <string_view>
#include <utility>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

inline PhraseIssue MakeIssue(std::string_view code, size_t begin, size_t end, std::string message,
                             std::string hint) {
  PhraseIssue issue;
  issue.code = std::string(code);
  issue.begin = static_cast<uint32_t>(begin);
  issue.end = static_cast<uint32_t>(end);
  issue.message = std::move(message);
  issue.hint = std::move(hint);
  return issue;
}

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_ISSUE_H_
