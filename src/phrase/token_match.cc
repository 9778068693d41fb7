#include "phrase/token_match.h"

namespace rapport::phrase {

using text::Token;
using text::TokenKind;

namespace {

bool IsMarkWith(const Token& token, char mark, bool repeated) {
  return token.kind == TokenKind::kMark && token.key.find(mark) != std::string_view::npos &&
         (!repeated || (token.flags & text::kRepeated) != 0);
}

bool IsOneCharacter(std::string_view key) {
  size_t characters = 0;
  for (char c : key) characters += (c & 0xC0) != 0x80 ? 1 : 0;
  return characters == 1;
}

}  // namespace

bool MatchesClass(const Token& token, TokenClass token_class) {
  switch (token_class) {
    case TokenClass::kAnything:
      return true;
    case TokenClass::kAny:
      return token.kind != TokenKind::kMark;
    case TokenClass::kWord:
      return IsWord(token);
    case TokenClass::kCaps:
      return IsWord(token) && (token.flags & text::kAllCaps) != 0;
    case TokenClass::kCapitalised:
      return IsWord(token) && (token.flags & text::kTitleCase) != 0;
    case TokenClass::kEmoji:
      return token.kind == TokenKind::kEmoji;
    case TokenClass::kHandle:
      return token.kind == TokenKind::kHandle;
    case TokenClass::kHashtag:
      return token.kind == TokenKind::kHashtag;
    case TokenClass::kLink:
      return token.kind == TokenKind::kLink;
    case TokenClass::kEmail:
      return token.kind == TokenKind::kEmail;
    case TokenClass::kQuestion:
      return IsMarkWith(token, '?', false);
    case TokenClass::kExclamation:
      return IsMarkWith(token, '!', false);
    case TokenClass::kQuestions:
      return IsMarkWith(token, '?', true);
    case TokenClass::kExclamations:
      return IsMarkWith(token, '!', true);
    case TokenClass::kEllipsis:
      return token.kind == TokenKind::kMark && token.key == "...";
  }
  return false;
}

bool InCapitals(const Token& token) {
  if (token.kind == TokenKind::kNumber || (token.flags & text::kAllCaps) != 0) return true;
  // A one-letter spelling such as "U" has the key "you".
  return (token.flags & text::kCapitalised) != 0 &&
         (IsOneCharacter(token.key) || token.end - token.begin == 1);
}

}  // namespace rapport::phrase
