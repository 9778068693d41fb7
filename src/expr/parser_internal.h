#ifndef RAPPORT_EXPR_PARSER_INTERNAL_H_
#define RAPPORT_EXPR_PARSER_INTERNAL_H_

// The parser of conditions: recursive descent that writes nodes in post-order as it goes. Recursion
// follows brackets only (operators, prefixes and else-branches are loops), so the depth limit
// bounds the stack. It goes on after an error: a missing operand becomes a kInvalid node and
// nothing is skipped; a broken bracket is skipped to its end; what is refused is skipped with its
// arguments. Each reports once. parser.cc reads expressions, parser_names.cc names, calls and
// macros.

#include <string>
#include <string_view>
#include <vector>

#include "expr/lexer.h"
#include "expr/parser.h"

namespace rapport::expr {

class Parser {
 public:
  Parser(std::string_view source, const Declarations& names, const PackLimits& limits,
         Checking checking, Issues* issues);
  Parsed Run() &&;

 private:
  // A parsed sub-expression; its bytes include parentheses around it, the node's do not.
  struct Operand {
    uint32_t node = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  struct Local {
    std::string name;
    uint32_t variable = 0;  // its kLoopVariable
  };
  using Operands = std::vector<Operand>;

  // parser_support.cc.
  const Token& Peek(size_t ahead = 0) const;
  const Token& Previous() const { return tokens_[pos_ == 0 ? 0 : pos_ - 1]; }
  bool At(TokenKind kind) const { return Peek().kind == kind; }
  bool Accept(TokenKind kind);
  bool AcceptWord(std::string_view word, std::string_view meant);
  void Report(std::string_view code, uint32_t begin, uint32_t end, std::string message,
              std::string hint = "");
  void Syntax(uint32_t begin, uint32_t end, std::string message, std::string hint = "");
  void Refuse(uint32_t begin, uint32_t end, std::string_view name, std::string_view what,
              std::string_view hint);
  void Unexpected();
  void Close(TokenKind close, size_t open);
  void SkipPast(TokenKind close);
  std::string Shown(const Token& token) const;  // in quotes
  Operand Add(Node node, uint32_t begin, uint32_t end, const Operands& args = {});
  Operand Invalid(uint32_t begin, uint32_t end);
  Operand Failing(uint32_t begin, uint32_t end, ErrorCode error);
  Operand Apply(Op op, uint32_t begin, uint32_t end, const Operands& args);
  Value Keep(std::string text);

  // parser.cc: expressions, loosest binding first.
  Operand Expression();
  Operand Or();
  Operand And();
  Operand Binary(int level);
  bool AcceptBinary(int level, Op* op);
  Operand Unary();
  Operand Member();
  Operand Primary();
  Operand Number(const Token& token, bool negative, uint32_t begin);
  void AcceptLoneComma(TokenKind close);
  Operand List();
  Operand Map();
  Operand Index(Operand operand);
  Operand Member(Operand operand);
  void RefuseOptional();

  // parser_names.cc.
  Operand Name();
  bool Resolve(bool rooted, size_t first, size_t segments, Operand* out);
  Operand Unresolved(size_t first, size_t segments);
  std::string Joined(size_t first, size_t segments) const;
  std::string UnknownNameHint(const std::string& name, const std::string& first) const;
  Operand Call();
  Operand Method(Operand receiver);
  Operand RefuseFunction(const Token& name, uint32_t begin, const std::string& qualified);
  Operand Has(const Token& name);
  Operand Known(const Token& name);
  Operand Loop(LoopKind loop, Operand range, const Token& name);
  Operands Arguments();
  Operand WithArguments(const Token& name, Op op, Operands args, uint32_t begin, size_t expected);
  size_t CountArguments() const;
  Operand SkipCall(uint32_t begin);

  std::string_view source_;
  const Declarations& names_;
  const PackLimits& limits_;
  const Checking checking_;
  Issues* const issues_;

  std::vector<Token> tokens_;
  size_t pos_ = 0;
  size_t last_syntax_issue_ = static_cast<size_t>(-1);  // at most one for a token
  uint32_t depth_ = 0;
  bool too_deep_ = false;
  std::vector<Local> locals_;
  Parsed parsed_;
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_PARSER_INTERNAL_H_
