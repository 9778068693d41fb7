// What every part of the parser stands on: tokens, issues, recovery, and nodes.

#include <utility>

#include "base/strings.h"
#include "expr/parser_internal.h"

namespace rapport::expr {
namespace {

std::string_view ClosingText(TokenKind kind) {
  switch (kind) {
    case TokenKind::kRightParen:
      return ")";
    case TokenKind::kRightBracket:
      return "]";
    default:
      return "}";
  }
}

}  // namespace

const Token& Parser::Peek(size_t ahead) const {
  return tokens_[std::min(pos_ + ahead, tokens_.size() - 1)];
}

bool Parser::Accept(TokenKind kind) {
  if (!At(kind)) return false;
  ++pos_;
  return true;
}

// An operator in words, `and` for `&&`: reported, and taken as meant. Never right where an operator
// stands, so names are not restricted by it.
bool Parser::AcceptWord(std::string_view word, std::string_view meant) {
  if (!At(TokenKind::kIdentifier)) return false;
  std::string lower = Peek().text;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (lower != word) return false;
  Syntax(Peek().begin, Peek().end, StrCat("'", Peek().text, "' is not an operator"),
         StrCat("write ", meant));
  ++pos_;
  return true;
}

void Parser::Report(std::string_view code, uint32_t begin, uint32_t end, std::string message,
                    std::string hint) {
  if (too_deep_) return;
  issues_->push_back({std::string(code), begin, end, std::move(message), std::move(hint)});
}

void Parser::Syntax(uint32_t begin, uint32_t end, std::string message, std::string hint) {
  if (last_syntax_issue_ == pos_) return;
  last_syntax_issue_ = pos_;
  Report("expr-syntax", begin, end, std::move(message), std::move(hint));
}

void Parser::Refuse(uint32_t begin, uint32_t end, std::string_view name, std::string_view what,
                    std::string_view hint) {
  Report("expr-unsupported", begin, end,
         StrCat("'", name, "' is not supported: conditions have no ", what), std::string(hint));
}

std::string Parser::Shown(const Token& token) const {
  return StrCat("'", source_.substr(token.begin, token.end - token.begin), "'");
}

// The current token can neither go on nor end what was read.
void Parser::Unexpected() {
  const Token& token = Peek();
  if (token.kind == TokenKind::kInvalid) return;  // reported by the lexer
  const std::string shown = Shown(token);
  switch (token.kind) {
    case TokenKind::kRightParen:
    case TokenKind::kRightBracket:
    case TokenKind::kRightBrace:
      return Syntax(token.begin, token.end, StrCat(shown, " closes nothing"), "remove it");
    case TokenKind::kIdentifier:
      if (token.text == "contains" || token.text == "startsWith" || token.text == "endsWith") {
        return Syntax(token.begin, token.end, StrCat(shown, " is not an operator"),
                      StrCat("write text.", token.text, "(part)"));
      }
      [[fallthrough]];
    default:
      return Syntax(token.begin, token.end, StrCat("unexpected ", shown),
                    "join conditions with && or ||");
  }
}

// Expects the closing bracket of the token at `open`.
void Parser::Close(TokenKind close, size_t open) {
  if (Accept(close)) return;
  const Token& opening = tokens_[open];
  if (At(TokenKind::kEnd)) {
    return Syntax(opening.begin, opening.end, StrCat(Shown(opening), " is never closed"),
                  StrCat("add '", ClosingText(close), "'"));
  }
  if (!At(TokenKind::kInvalid)) {
    Syntax(Peek().begin, Peek().end,
           StrCat("expected '", ClosingText(close), "' instead of ", Shown(Peek())),
           "join conditions with && or ||");
  }
  SkipPast(close);
}

// To behind the bracket that closes the current one, over whole brackets within it.
void Parser::SkipPast(TokenKind close) {
  uint32_t open = 0;
  for (; !At(TokenKind::kEnd); ++pos_) {
    switch (Peek().kind) {
      case TokenKind::kLeftParen:
      case TokenKind::kLeftBracket:
      case TokenKind::kLeftBrace:
        ++open;
        break;
      case TokenKind::kRightParen:
      case TokenKind::kRightBracket:
      case TokenKind::kRightBrace:
        if (open == 0) {
          if (At(close)) ++pos_;
          return;
        }
        --open;
        break;
      default:
        break;
    }
  }
}

Parser::Operand Parser::Add(Node node, uint32_t begin, uint32_t end, const Operands& args) {
  Ast& ast = parsed_.ast;
  node.begin = begin;
  node.end = end;
  node.first_arg = static_cast<uint32_t>(ast.args.size());
  node.arg_count = static_cast<uint32_t>(args.size());
  for (const Operand& arg : args) ast.args.push_back(arg.node);
  ast.nodes.push_back(node);
  return {static_cast<uint32_t>(ast.nodes.size() - 1), begin, end};
}

Parser::Operand Parser::Invalid(uint32_t begin, uint32_t end) { return Add(Node(), begin, end); }

// What Checking::kDynamic leaves to run time.
Parser::Operand Parser::Failing(uint32_t begin, uint32_t end, ErrorCode error) {
  Node node;
  node.kind = NodeKind::kConstant;
  node.value = Value::Error(error);
  return Add(node, begin, end);
}

Parser::Operand Parser::Apply(Op op, uint32_t begin, uint32_t end, const Operands& args) {
  Node node;
  node.kind = NodeKind::kApply;
  node.op = op;
  return Add(node, begin, end, args);
}

Value Parser::Keep(std::string text) {
  parsed_.ast.strings.push_back(std::move(text));
  return Value::String(parsed_.ast.strings.back());
}

}  // namespace rapport::expr
