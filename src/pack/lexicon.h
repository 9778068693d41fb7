#ifndef RAPPORT_PACK_LEXICON_H_
#define RAPPORT_PACK_LEXICON_H_

#include "pack/model.h"
#include "text/lexicon.h"

namespace rapport::pack {

// The words of `text:` as the tokenizer needs them.
void BuildLexicon(const TextSettings& settings, text::Lexicon* lexicon);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_LEXICON_H_
