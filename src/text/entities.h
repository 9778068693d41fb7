#ifndef RAPPORT_TEXT_ENTITIES_H_
#define RAPPORT_TEXT_ENTITIES_H_

#include <vector>

#include "text/token.h"
#include "text/workspace.h"

namespace rapport::text {

// Replaces `entities` by those in `tokens`, by first token, then length. Knows no language: words
// have roles from the lexicon. Linear: no entity is longer than a fixed number of tokens.
void FindEntities(const Tokens& tokens, Workspace* workspace, std::vector<Entity>* entities);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_ENTITIES_H_
