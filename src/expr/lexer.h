#ifndef RAPPORT_EXPR_LEXER_H_
#define RAPPORT_EXPR_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/issue.h"

namespace rapport::expr {

enum class TokenKind : uint8_t {
  kEnd,
  kInvalid,           // reported already
  kIdentifier,        // text; reserved words too
  kQuotedIdentifier,  // text, of `text`
  kInt,               // magnitude
  kUint,
  kDouble,  // real
  kString,  // text, decoded
  kBytes,
  kTrue,
  kFalse,
  kNull,
  kIn,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kQuestion,
  kColon,
  kComma,
  kDot,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kNot,
  kAnd,
  kOr,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string text;
  uint64_t magnitude = 0;  // of an int, without its sign; UINT64_MAX when it does not fit
  double real = 0;
};

// The tokens of `source`, the last of them kEnd. What authors write by habit from elsewhere (`=`,
// `&`,
// `<>`) is reported and taken as what they meant, so that one slip does not hide the next.
std::vector<Token> Tokenize(std::string_view source, Issues* issues);

bool IsReservedWord(std::string_view word);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_LEXER_H_
