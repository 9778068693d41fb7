#ifndef RAPPORT_PHRASE_LIST_DECLARATION_H_
#define RAPPORT_PHRASE_LIST_DECLARATION_H_

#include <string_view>
#include <vector>

#include "phrase/ast.h"
#include "phrase/parser.h"
#include "phrase/phrase_set.h"

namespace rapport::phrase {

// Adds `{name}` to `lists`: see PhraseSetBuilder::DeclareList. A list with malformed items is added
// without them, so that the phrases that name it give no further issues.
bool DeclareList(std::string_view name, const std::vector<std::string_view>& items, Parser* parser,
                 Lists* lists, std::vector<PhraseIssue>* issues);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_LIST_DECLARATION_H_
