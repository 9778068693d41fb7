#ifndef RAPPORT_PHRASE_TOKEN_MATCH_H_
#define RAPPORT_PHRASE_TOKEN_MATCH_H_

// What it means that one token matches one element: the rows of docs/phrase-language.md in code.

#include <string_view>

#include "phrase/ast.h"
#include "text/token.h"

namespace rapport::phrase {

// Words of hashtags match like words.
inline bool IsWord(const text::Token& token) {
  return token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kHashtag;
}

// Whether the key of the token is what was written, and not a name for its kind as "<link>" is.
inline bool HasOwnKey(const text::Token& token) {
  switch (token.kind) {
    case text::TokenKind::kHandle:
    case text::TokenKind::kLink:
    case text::TokenKind::kEmail:
    case text::TokenKind::kMark:
      return false;
    default:
      return true;
  }
}

inline bool IsElongated(const text::Token& token) { return (token.flags & text::kElongated) != 0; }

// "sooo" has the keys "soo" and "so", and matches both literals.
inline bool MatchesLiteral(const text::Token& token, std::string_view key) {
  return HasOwnKey(token) && (token.key == key || (IsElongated(token) && token.short_key() == key));
}

inline bool MatchesPrefix(const text::Token& token, std::string_view prefix) {
  return IsWord(token) &&
         (token.key.substr(0, prefix.size()) == prefix ||
          (IsElongated(token) && token.short_key().substr(0, prefix.size()) == prefix));
}

bool MatchesClass(const text::Token& token, TokenClass token_class);

// Inside CAPS(...): also "I" and "A", which are too short for kAllCaps, and numbers, which have no
// capitals.
bool InCapitals(const text::Token& token);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TOKEN_MATCH_H_
