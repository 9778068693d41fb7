#include "expr/parser.h"

#include <limits>
#include <utility>

#include "base/strings.h"
#include "expr/parser_internal.h"

namespace rapport::expr {
namespace {

// Whatever a caller allows, the stack must hold: a level of nesting takes about a dozen frames.
constexpr uint32_t kMostNesting = 250;

struct BinaryOp {
  TokenKind token;
  Op op;
  int level;
};
constexpr BinaryOp kBinaryOps[] = {
    {TokenKind::kEqual, Op::kEqual, 0},     {TokenKind::kNotEqual, Op::kNotEqual, 0},
    {TokenKind::kLess, Op::kLess, 0},       {TokenKind::kLessEqual, Op::kLessEqual, 0},
    {TokenKind::kGreater, Op::kGreater, 0}, {TokenKind::kGreaterEqual, Op::kGreaterEqual, 0},
    {TokenKind::kIn, Op::kIn, 0},           {TokenKind::kPlus, Op::kAdd, 1},
    {TokenKind::kMinus, Op::kSubtract, 1},  {TokenKind::kStar, Op::kMultiply, 2},
    {TokenKind::kSlash, Op::kDivide, 2},    {TokenKind::kPercent, Op::kModulo, 2},
};
constexpr int kTightest = 2;

// After a name none of these can follow, but for the parenthesis of a call.
bool StartsOperand(TokenKind kind) {
  switch (kind) {
    case TokenKind::kIdentifier:
    case TokenKind::kInt:
    case TokenKind::kDouble:
    case TokenKind::kString:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
    case TokenKind::kNull:
    case TokenKind::kLeftParen:
      return true;
    default:
      return false;
  }
}

}  // namespace

Parsed Parse(std::string_view source, const Declarations& names, const PackLimits& limits,
             Checking checking, Issues* issues) {
  return Parser(source, names, limits, checking, issues).Run();
}

Parser::Parser(std::string_view source, const Declarations& names, const PackLimits& limits,
               Checking checking, Issues* issues)
    : source_(source), names_(names), limits_(limits), checking_(checking), issues_(issues) {
  parsed_.ast.source = std::string(source);
}

Parsed Parser::Run() && {
  const size_t issues_before = issues_->size();
  tokens_ = Tokenize(source_, issues_);
  if (At(TokenKind::kEnd)) {
    if (issues_->size() == issues_before) Syntax(0, 0, "the expression is empty");
    parsed_.ast.root = Invalid(0, 0).node;
    return std::move(parsed_);
  }
  parsed_.ast.root = Expression().node;
  parsed_.complete = At(TokenKind::kEnd);
  if (!parsed_.complete) Unexpected();
  return std::move(parsed_);
}

// condition ? then : else, to the right. Only parentheses may hold a `?:` between `?` and `:`.
Parser::Operand Parser::Expression() {
  const uint32_t most = std::min(limits_.expression_depth, kMostNesting);
  if (depth_ >= most) {
    Report("limit", Peek().begin, Peek().end,
           StrCat("the expression is nested deeper than ", most, " levels"),
           "split it into several conditions");
    too_deep_ = true;
    pos_ = tokens_.size() - 1;
    return Invalid(Peek().begin, Peek().end);
  }
  ++depth_;
  Operands pending;  // condition, then; condition, then; ...
  Operand last = Or();
  while (At(TokenKind::kQuestion)) {
    ++pos_;
    pending.push_back(last);
    pending.push_back(Or());
    if (!Accept(TokenKind::kColon)) {
      Syntax(Peek().begin, Peek().end, "expected ':' and what holds otherwise",
             At(TokenKind::kQuestion) ? "put the inner ?: in parentheses"
                                      : "write condition ? value : other");
      pending.clear();
      break;
    }
    last = Or();
  }
  for (; !pending.empty(); pending.resize(pending.size() - 2)) {
    const Operand& condition = pending[pending.size() - 2];
    Node node;
    node.kind = NodeKind::kTernary;
    last = Add(node, condition.begin, last.end, {condition, pending.back(), last});
  }
  --depth_;
  return last;
}

Parser::Operand Parser::Or() {
  Operands operands = {And()};
  while (Accept(TokenKind::kOr) || AcceptWord("or", "||")) operands.push_back(And());
  if (operands.size() == 1) return operands.front();
  Node node;
  node.kind = NodeKind::kOr;
  return Add(node, operands.front().begin, operands.back().end, operands);
}

Parser::Operand Parser::And() {
  Operands operands = {Binary(0)};
  while (Accept(TokenKind::kAnd) || AcceptWord("and", "&&")) operands.push_back(Binary(0));
  if (operands.size() == 1) return operands.front();
  Node node;
  node.kind = NodeKind::kAnd;
  return Add(node, operands.front().begin, operands.back().end, operands);
}

Parser::Operand Parser::Binary(int level) {
  if (level > kTightest) return Unary();
  Operand left = Binary(level + 1);
  Op op;
  while (AcceptBinary(level, &op)) {
    const Operand right = Binary(level + 1);
    left = Apply(op, left.begin, right.end, {left, right});
  }
  return left;
}

bool Parser::AcceptBinary(int level, Op* op) {
  for (const BinaryOp& candidate : kBinaryOps) {
    if (candidate.level == level && Accept(candidate.token)) {
      *op = candidate.op;
      return true;
    }
  }
  if (level != 0) return false;
  if (Peek(1).kind == TokenKind::kIn && AcceptWord("not", "!(x in list)")) {
    ++pos_;
    *op = Op::kIn;
    return true;
  }
  *op = Op::kEqual;
  return AcceptWord("is", "==");
}

Parser::Operand Parser::Unary() {
  std::vector<size_t> prefixes;  // tokens
  for (;;) {
    if (At(TokenKind::kNot) || At(TokenKind::kMinus)) {
      prefixes.push_back(pos_++);
    } else if (StartsOperand(Peek(1).kind) && AcceptWord("not", "!")) {
      prefixes.push_back(pos_ - 1);
    } else {
      break;
    }
  }
  // The sign belongs to a number, or -9223372036854775808 could not be written.
  Operand operand;
  const TokenKind next = Peek().kind;
  if (!prefixes.empty() && tokens_[prefixes.back()].kind == TokenKind::kMinus &&
      (next == TokenKind::kInt || next == TokenKind::kDouble)) {
    const uint32_t begin = tokens_[prefixes.back()].begin;
    prefixes.pop_back();
    operand = Member(Number(tokens_[pos_++], true, begin));
  } else {
    operand = Member();
  }
  for (; !prefixes.empty(); prefixes.pop_back()) {
    const Token& prefix = tokens_[prefixes.back()];
    operand = Apply(prefix.kind == TokenKind::kMinus ? Op::kNegate : Op::kNot, prefix.begin,
                    operand.end, {operand});
  }
  return operand;
}

Parser::Operand Parser::Member() { return Member(Primary()); }

// What follows an operand: .name, .name(arguments), [index].
Parser::Operand Parser::Member(Operand operand) {
  for (;;) {
    if (At(TokenKind::kLeftBracket)) {
      operand = Index(operand);
      continue;
    }
    if (!Accept(TokenKind::kDot)) return operand;
    if (At(TokenKind::kQuestion)) RefuseOptional();
    if (At(TokenKind::kIdentifier) && Peek(1).kind == TokenKind::kLeftParen) {
      operand = Method(operand);
    } else if (At(TokenKind::kIdentifier) || At(TokenKind::kQuotedIdentifier)) {
      Node node;
      node.kind = NodeKind::kSelect;
      node.value = Keep(Peek().text);
      operand = Add(node, operand.begin, Peek().end, {operand});
      ++pos_;
    } else {
      if (!Accept(TokenKind::kInvalid)) {
        Syntax(Previous().begin, Previous().end, "expected a name after '.'");
      }
      return Invalid(operand.begin, Previous().end);
    }
  }
}

Parser::Operand Parser::Index(Operand operand) {
  const size_t open = pos_++;
  if (At(TokenKind::kQuestion)) RefuseOptional();
  const Operand index = Expression();
  Close(TokenKind::kRightBracket, open);
  return Apply(Op::kIndex, operand.begin, Previous().end, {operand, index});
}

// .? [? and the entries [?x] {?k: v}
void Parser::RefuseOptional() {
  Refuse(Peek().begin, Peek().end, "?", "optional values",
         "use has() for the fields of a map, known() for a name");
  ++pos_;
}

Parser::Operand Parser::Primary() {
  const Token& token = Peek();
  Node node;
  node.kind = NodeKind::kConstant;
  switch (token.kind) {
    case TokenKind::kTrue:
      node.value = Value::Bool(true);
      break;
    case TokenKind::kFalse:
      node.value = Value::Bool(false);
      break;
    case TokenKind::kNull:
      node.value = Value::Null();
      break;
    case TokenKind::kString:
      node.value = Keep(token.text);
      break;
    case TokenKind::kInt:
    case TokenKind::kDouble:
      ++pos_;
      return Number(token, false, token.begin);
    case TokenKind::kUint:
      Refuse(token.begin, token.end, source_.substr(token.begin, token.end - token.begin),
             "unsigned integers (uint)", "write the number without 'u'");
      node.kind = NodeKind::kInvalid;
      break;
    case TokenKind::kBytes:
      Refuse(token.begin, token.end, "b\"...\"", "byte strings (bytes)",
             "write the text without 'b'");
      node.kind = NodeKind::kInvalid;
      break;
    case TokenKind::kInvalid:
      node.kind = NodeKind::kInvalid;
      break;
    case TokenKind::kDot:
    case TokenKind::kIdentifier:
      return Name();
    case TokenKind::kLeftBracket:
      return List();
    case TokenKind::kLeftBrace:
      return Map();
    case TokenKind::kLeftParen: {
      const size_t open = pos_++;
      Operand inner = Expression();
      Close(TokenKind::kRightParen, open);
      inner.begin = tokens_[open].begin;
      inner.end = Previous().end;
      return inner;
    }
    default: {
      const Token& at = pos_ > 0 && At(TokenKind::kEnd) ? Previous() : token;
      Syntax(at.begin, at.end,
             pos_ > 0 ? StrCat("expected a value after ", Shown(Previous()))
                      : StrCat("expected a value before ", Shown(token)));
      return Invalid(token.begin, token.begin);
    }
  }
  ++pos_;
  return Add(node, token.begin, token.end);
}

Parser::Operand Parser::Number(const Token& token, bool negative, uint32_t begin) {
  Node node;
  node.kind = NodeKind::kConstant;
  if (token.kind == TokenKind::kDouble) {
    node.value = Value::Double(negative ? -token.real : token.real);
    return Add(node, begin, token.end);
  }
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  if (token.magnitude > kMost + (negative ? 1 : 0)) {
    Report("expr-syntax", begin, token.end, "the number is too large for an int",
           "ints go from -9223372036854775808 to 9223372036854775807");
    return Invalid(begin, token.end);
  }
  // In unsigned arithmetic, for the one magnitude that has no positive int.
  const uint64_t bits = negative ? ~token.magnitude + 1 : token.magnitude;
  node.value = Value::Int(static_cast<int64_t>(bits));
  return Add(node, begin, token.end);
}

// [,] and {,} are empty, as in CEL.
void Parser::AcceptLoneComma(TokenKind close) {
  if (At(TokenKind::kComma) && Peek(1).kind == close) ++pos_;
}

Parser::Operand Parser::List() {
  const size_t open = pos_++;
  AcceptLoneComma(TokenKind::kRightBracket);
  Operands items;
  while (!At(TokenKind::kRightBracket) && !At(TokenKind::kEnd)) {
    if (At(TokenKind::kQuestion)) RefuseOptional();
    items.push_back(Expression());
    if (!Accept(TokenKind::kComma)) break;
  }
  Close(TokenKind::kRightBracket, open);
  Node node;
  node.kind = NodeKind::kList;
  return Add(node, tokens_[open].begin, Previous().end, items);
}

Parser::Operand Parser::Map() {
  const size_t open = pos_++;
  AcceptLoneComma(TokenKind::kRightBrace);
  Operands parts;
  while (!At(TokenKind::kRightBrace) && !At(TokenKind::kEnd)) {
    if (At(TokenKind::kQuestion)) RefuseOptional();
    parts.push_back(Expression());
    if (!Accept(TokenKind::kColon)) {
      Syntax(Peek().begin, Peek().end, "expected ':' and a value",
             "a map is written {\"key\": value}");
      parts.pop_back();
      break;
    }
    parts.push_back(Expression());
    if (!Accept(TokenKind::kComma)) break;
  }
  Close(TokenKind::kRightBrace, open);
  Node node;
  node.kind = NodeKind::kMap;
  return Add(node, tokens_[open].begin, Previous().end, parts);
}

}  // namespace rapport::expr
