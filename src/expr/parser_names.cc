// Names, calls and macros: what a word of a condition stands for.

#include <optional>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "expr/parser_internal.h"
#include "expr/refused.h"

namespace rapport::expr {
namespace {

struct Function {
  std::string_view name;
  Op op;
};
constexpr Function kConversions[] = {
    {"bool", Op::kToBool},
    {"double", Op::kToDouble},
    {"duration", Op::kToDuration},
    {"dyn", Op::kToDyn},
    {"int", Op::kToInt},
    {"string", Op::kToString},
    {"timestamp", Op::kToTimestamp},
};
constexpr Function kMethods[] = {
    {"contains", Op::kContains},
    {"endsWith", Op::kEndsWith},
    {"size", Op::kSize},
    {"startsWith", Op::kStartsWith},
};
struct Macro {
  std::string_view name;
  LoopKind loop;
};
constexpr Macro kLoops[] = {
    {"all", LoopKind::kAll}, {"exists", LoopKind::kExists}, {"exists_one", LoopKind::kExistsOne}};

std::optional<Op> FindConversion(std::string_view name) {
  for (const Function& f : kConversions) {
    if (f.name == name) return f.op;
  }
  return std::nullopt;
}

std::optional<Op> FindMethod(std::string_view name) {
  for (const Function& f : kMethods) {
    if (f.name == name) return f.op;
  }
  return std::nullopt;
}

std::optional<LoopKind> FindLoop(std::string_view name) {
  for (const Macro& m : kLoops) {
    if (m.name == name) return m.loop;
  }
  return std::nullopt;
}

bool IsSupported(std::string_view name) {
  return name == "has" || name == "known" || FindConversion(name) || FindMethod(name) ||
         FindLoop(name);
}

std::vector<std::string_view> SupportedFunctions() {
  std::vector<std::string_view> names = {"has", "known"};
  for (const Function& f : kConversions) names.push_back(f.name);
  for (const Function& f : kMethods) names.push_back(f.name);
  for (const Macro& m : kLoops) names.push_back(m.name);
  return names;
}

}  // namespace

// A name, a call, or a message: [.] a [. b]* [( or {]. A name may have dots in it, so the longest
// declared one wins; what is left of the chain are fields of its value, for Member to read.
Parser::Operand Parser::Name() {
  const uint32_t begin = Peek().begin;
  const bool rooted = Accept(TokenKind::kDot);
  if (!At(TokenKind::kIdentifier)) {
    Syntax(Previous().begin, Previous().end, "expected a name after '.'");
    return Invalid(begin, Previous().end);
  }
  if (Peek(1).kind == TokenKind::kLeftParen) return Call();
  const size_t first = pos_;
  size_t segments = 1;
  while (Peek(2 * segments - 1).kind == TokenKind::kDot &&
         Peek(2 * segments).kind == TokenKind::kIdentifier &&
         Peek(2 * segments + 1).kind != TokenKind::kLeftParen) {
    ++segments;
  }
  if (Peek(2 * segments - 1).kind == TokenKind::kLeftBrace) {
    pos_ += 2 * segments;
    SkipPast(TokenKind::kRightBrace);
    Refuse(begin, Previous().end, StrCat(Joined(first, segments), "{}"),
           "messages of Protocol Buffers", "a map is written {\"key\": value}");
    return Invalid(begin, Previous().end);
  }
  Operand operand;
  if (!Resolve(rooted, first, segments, &operand)) operand = Unresolved(first, segments);
  operand.begin = begin;
  parsed_.ast.nodes[operand.node].begin = begin;
  return operand;
}

std::string Parser::Joined(size_t first, size_t segments) const {
  std::string name = tokens_[first].text;
  for (size_t i = 1; i < segments; ++i) StrAppend(&name, ".", tokens_[first + 2 * i].text);
  return name;
}

bool Parser::Resolve(bool rooted, size_t first, size_t segments, Operand* out) {
  const Token& name = tokens_[first];
  Node node;
  if (!rooted) {
    for (size_t i = locals_.size(); i-- > 0;) {
      if (locals_[i].name != name.text) continue;
      ++pos_;
      node.kind = NodeKind::kLocal;
      node.target = locals_[i].variable;
      *out = Add(node, name.begin, name.end);
      return true;
    }
  }
  if (IsReservedWord(name.text)) return false;
  const std::string joined = Joined(first, segments);
  std::string_view prefix = joined;
  for (size_t used = segments; used > 0; --used) {
    const Declaration* declaration = names_.Find(prefix);
    prefix = prefix.substr(0, prefix.rfind('.'));
    if (declaration == nullptr) continue;
    pos_ = first + 2 * used - 1;
    node.kind = NodeKind::kSlot;
    node.slot = declaration->slot;
    node.target = static_cast<uint32_t>(parsed_.declarations.size());
    parsed_.declarations.push_back(declaration);
    *out = Add(node, name.begin, Previous().end);
    return true;
  }
  return false;
}

// No part of the chain is declared: find out what the author had in mind.
Parser::Operand Parser::Unresolved(size_t first, size_t segments) {
  const Token& head = tokens_[first];
  const std::string name = Joined(first, segments);
  pos_ = first + 2 * segments - 1;
  const uint32_t begin = head.begin, end = Previous().end;
  const Refused* foreign = FindRefusedNamespace(head.text);

  // math.greatest(1, 2): a qualified function, not a method of a value.
  const bool called = At(TokenKind::kDot) && Peek(1).kind == TokenKind::kIdentifier &&
                      Peek(2).kind == TokenKind::kLeftParen;
  if (called && foreign != nullptr) {
    ++pos_;
    Refuse(begin, Peek().end, StrCat(name, ".", Peek().text, "()"), foreign->what, foreign->hint);
    return SkipCall(begin);
  }
  if (called && !IsSupported(Peek(1).text) && checking_ == Checking::kStrict) {
    ++pos_;
    return RefuseFunction(Peek(), begin, StrCat(name, ".", Peek().text));
  }
  if (IsReservedWord(head.text)) {
    Syntax(begin, head.end, StrCat("'", head.text, "' is a reserved word"), "use another name");
    return Invalid(begin, end);
  }
  if (segments == 1 && IsTypeName(name)) {
    Refuse(begin, end, name, "types as values", "facts and signals have declared types");
    return Invalid(begin, end);
  }
  const std::string hint = UnknownNameHint(name, head.text);
  if (foreign != nullptr) {
    Refuse(begin, end, name, foreign->what, foreign->hint);
    return Invalid(begin, end);
  }
  if (LooksLikeProtoName(head.text) && hint.empty()) {
    Refuse(begin, end, name, "types and enums of Protocol Buffers", "");
    return Invalid(begin, end);
  }
  if (checking_ == Checking::kDynamic) return Failing(begin, end, ErrorCode::kNoSuchName);
  Report("expr-unknown-name", begin, end, StrCat("unknown name '", name, "'"), hint);
  return Invalid(begin, end);
}

std::string Parser::UnknownNameHint(const std::string& name, const std::string& first) const {
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (lower == "true" || lower == "false" || lower == "null") return StrCat("write ", lower);
  if (lower == "yes" || lower == "on") return "write true";
  if (lower == "no" || lower == "off") return "write false";
  if (lower == "none" || lower == "nil")
    return "use known(name) to test whether a name has a value";
  if (names_.HasEnumValue(name)) return StrCat("put text in quotes: \"", name, "\"");
  const std::vector<std::string_view> names = names_.Names();
  std::string hint = DidYouMean(name, names);
  if (hint.empty() && first != name) hint = DidYouMean(first, names);
  return hint;
}

// name(arguments), at the name.
Parser::Operand Parser::Call() {
  const Token& name = Peek();
  const uint32_t begin = name.begin;
  if (IsReservedWord(name.text)) {
    Syntax(begin, name.end, StrCat("'", name.text, "' is a reserved word"), "use another name");
    return SkipCall(begin);
  }
  if (name.text == "has") return Has(name);
  if (name.text == "known") return Known(name);
  std::optional<Op> op = FindConversion(name.text);
  if (!op && name.text == "size") op = Op::kSize;
  if (op) return WithArguments(name, *op, {}, begin, 1);
  if (FindMethod(name.text) || FindLoop(name.text)) {
    Report("expr-call", begin, name.end, StrCat("'", name.text, "' is called on a value"),
           FindMethod(name.text) ? StrCat("write text.", name.text, "(part)")
                                 : StrCat("write list.", name.text, "(x, condition on x)"));
    return SkipCall(begin);
  }
  if (names_.Find(name.text) != nullptr) {
    Report("expr-call", begin, name.end, StrCat("'", name.text, "' is a name, not a function"),
           StrCat("write ", name.text, " without parentheses"));
    return SkipCall(begin);
  }
  return RefuseFunction(name, begin, name.text);
}

// receiver.name(arguments), at the name.
Parser::Operand Parser::Method(Operand receiver) {
  const Token& name = Peek();
  if (const auto loop = FindLoop(name.text)) return Loop(*loop, receiver, name);
  if (const auto op = FindMethod(name.text)) {
    return WithArguments(name, *op, {receiver}, receiver.begin, *op == Op::kSize ? 1 : 2);
  }
  if (IsSupported(name.text)) {
    Report("expr-call", name.begin, name.end, StrCat("'", name.text, "' is not called on a value"),
           StrCat("write ", name.text, "(value)"));
    return SkipCall(receiver.begin);
  }
  return RefuseFunction(name, receiver.begin, name.text);
}

// At the name of a function that the profile does not have. Its arguments are not looked at: they
// may follow rules of their own.
Parser::Operand Parser::RefuseFunction(const Token& name, uint32_t begin,
                                       const std::string& qualified) {
  const Refused* refused = FindRefusedFunction(name.text);
  if (refused != nullptr) {
    Refuse(name.begin, name.end, StrCat(qualified, "()"), refused->what, refused->hint);
  } else if (checking_ == Checking::kDynamic && qualified == name.text) {
    const Operand skipped = SkipCall(begin);
    return Failing(begin, skipped.end, ErrorCode::kNoSuchOverload);
  } else {
    Refuse(name.begin, name.end, StrCat(qualified, "()"), "such function",
           DidYouMean(name.text, SupportedFunctions()));
  }
  return SkipCall(begin);
}

// has(map.field)
Parser::Operand Parser::Has(const Token& name) {
  const uint32_t begin = name.begin;
  ++pos_;
  const size_t open = pos_++;
  const Operand argument = Expression();
  Close(TokenKind::kRightParen, open);
  const Operand whole = {argument.node, begin, Previous().end};
  Node& node = parsed_.ast.nodes[argument.node];
  if (node.kind == NodeKind::kInvalid) return whole;
  if (node.kind == NodeKind::kSelect) {
    node.kind = NodeKind::kHas;
    node.begin = whole.begin;
    node.end = whole.end;
    return whole;
  }
  Report("expr-call", argument.begin, argument.end, "has() takes a field of a map: has(map.field)",
         node.kind == NodeKind::kSlot
             ? StrCat("write known(", parsed_.ast.Text(node), ") to test a name")
             : "write has(map.field)");
  return Invalid(whole.begin, whole.end);
}

// known(name)
Parser::Operand Parser::Known(const Token& name) {
  const uint32_t begin = name.begin;
  ++pos_;
  const size_t open = pos_++;
  const Operand argument = Expression();
  Close(TokenKind::kRightParen, open);
  const Operand whole = {argument.node, begin, Previous().end};
  Node& node = parsed_.ast.nodes[argument.node];
  // An error stands for a name that is not declared, left to run time.
  const bool failing = node.kind == NodeKind::kConstant && node.value.is_error();
  if (node.kind == NodeKind::kInvalid || failing) return whole;
  if (node.kind == NodeKind::kSlot) {
    node.kind = NodeKind::kKnown;
    node.begin = whole.begin;
    node.end = whole.end;
    return whole;
  }
  Report("expr-call", argument.begin, argument.end, "known() takes the name of a fact or signal",
         node.kind == NodeKind::kSelect ? "write has(map.field) to test a field of a map"
                                        : "write known(name)");
  return Invalid(whole.begin, whole.end);
}

// range.all(x, condition), at the name of the macro.
Parser::Operand Parser::Loop(LoopKind loop, Operand range, const Token& name) {
  ++pos_;
  const size_t arguments = CountArguments();
  const bool named = Peek(1).kind == TokenKind::kIdentifier && Peek(2).kind == TokenKind::kComma;
  if (arguments == 3 && named && Peek(3).kind == TokenKind::kIdentifier) {
    Refuse(name.begin, name.end, StrCat(name.text, "()"), "macros with two variables",
           StrCat("write list.", name.text, "(x, condition on x)"));
    --pos_;
    return SkipCall(range.begin);
  }
  if (arguments != 2 || !named || IsReservedWord(Peek(1).text)) {
    Report("expr-call", name.begin, name.end,
           StrCat("'", name.text, "' takes a new name and a condition on it"),
           StrCat("write list.", name.text, "(x, condition on x)"));
    --pos_;
    return SkipCall(range.begin);
  }
  const size_t open = pos_++;
  Node variable;
  variable.kind = NodeKind::kLoopVariable;
  variable.loop = loop;
  variable.target = static_cast<uint32_t>(locals_.size());
  const Operand declared = Add(variable, Peek().begin, Peek().end);
  locals_.push_back({Peek().text, declared.node});
  parsed_.ast.loop_depth = std::max(parsed_.ast.loop_depth, static_cast<uint32_t>(locals_.size()));
  pos_ += 2;
  const Operand body = Expression();
  locals_.pop_back();
  Close(TokenKind::kRightParen, open);
  Node node;
  node.kind = NodeKind::kLoop;
  node.loop = loop;
  return Add(node, range.begin, Previous().end, {range, declared, body});
}

// (a, b, c), at the parenthesis.
Parser::Operands Parser::Arguments() {
  const size_t open = pos_++;
  Operands arguments;
  if (!At(TokenKind::kRightParen)) {
    do {
      arguments.push_back(Expression());
    } while (Accept(TokenKind::kComma));
  }
  Close(TokenKind::kRightParen, open);
  return arguments;
}

// A supported function, at its name, with `args` already read and `expected` of them in all.
Parser::Operand Parser::WithArguments(const Token& name, Op op, Operands args, uint32_t begin,
                                      size_t expected) {
  const size_t receivers = args.size();
  ++pos_;
  for (const Operand& argument : Arguments()) args.push_back(argument);
  const uint32_t end = Previous().end;
  if (args.size() != expected) {
    Report("expr-call", name.begin, end,
           StrCat(name.text, "() takes ", expected - receivers,
                  expected - receivers == 1 ? " argument, not " : " arguments, not ",
                  args.size() - receivers));
    return Invalid(begin, end);
  }
  return Apply(op, begin, end, args);
}

// Arguments of the call whose parenthesis is the current token, by counting commas.
size_t Parser::CountArguments() const {
  size_t open = 0, commas = 0;
  for (size_t ahead = 0;; ++ahead) {
    switch (Peek(ahead).kind) {
      case TokenKind::kLeftParen:
      case TokenKind::kLeftBracket:
      case TokenKind::kLeftBrace:
        ++open;
        break;
      case TokenKind::kRightParen:
      case TokenKind::kRightBracket:
      case TokenKind::kRightBrace:
        if (--open == 0) return ahead == 1 ? 0 : commas + 1;
        break;
      case TokenKind::kComma:
        if (open == 1) ++commas;
        break;
      case TokenKind::kEnd:
        return commas + 1;
      default:
        break;
    }
  }
}

// At the name of a call that has been reported: to its end.
Parser::Operand Parser::SkipCall(uint32_t begin) {
  pos_ += 2;
  SkipPast(TokenKind::kRightParen);
  return Invalid(begin, Previous().end);
}

}  // namespace rapport::expr
