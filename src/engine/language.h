#ifndef RAPPORT_ENGINE_LANGUAGE_H_
#define RAPPORT_ENGINE_LANGUAGE_H_

// The language guard: whether the customer's words are in the pack's language. docs/languages.md
// says why it is made like this.

#include <string_view>

#include "engine/conversation_state.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::engine {

// Counts in `record` what the words of a turn say about its language. Each written word is looked
// at once; quoted ones are not, as they need not be the customer's.
//   own_words      words of the pack's `own_words`
//   other_words    words of its `other_words`; for an English pack, further words with an accent
//   unknown_words  further words of two letters or more, a to z; for an English pack, those that
//                  end in a, i, o or u three times
// Further words start with a small letter, as a name says nothing about a language, and count only
// if the pack lists enough of its own to know what is not among them.
void CountLanguage(const ruleset::Tables& tables, std::string_view text,
                   const text::TokenizedText& tokens, TurnRecord* record);

// False when more than a fifth of the letters are of another script, unless words of the pack's
// language outweigh them, or when the words speak for another language.
bool IsLanguageSupported(const Accumulator& sums);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_LANGUAGE_H_
