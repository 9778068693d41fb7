#ifndef RAPPORT_PHRASE_PLACEHOLDERS_H_
#define RAPPORT_PHRASE_PLACEHOLDERS_H_

#include <string_view>
#include <vector>

#include "phrase/ast.h"

namespace rapport::phrase {

// Sets kind, token_class and entity of `node` for a built-in `{name}`; false when there is none.
bool ReadPlaceholder(std::string_view name, Node* node);

// Names without braces; static storage.
std::string_view PlaceholderName(TokenClass token_class);
std::string_view PlaceholderName(text::EntityKind entity);
std::vector<std::string_view> PlaceholderNames();

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_PLACEHOLDERS_H_
