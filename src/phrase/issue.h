#ifndef RAPPORT_PHRASE_ISSUE_H_
#define RAPPORT_PHRASE_ISSUE_H_

#include <string>
#include <string_view>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

// An issue about bytes [begin, end). Message and hint may quote the phrase: line breaks become
// spaces and what is too long for a line of output is cut.
PhraseIssue MakeIssue(std::string_view code, size_t begin, size_t end, std::string message,
                      std::string hint);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_ISSUE_H_
