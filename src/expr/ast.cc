#include "expr/ast.h"

namespace rapport::expr {

std::string_view OpName(Op op) {
  switch (op) {
    case Op::kNot:
      return "!";
    case Op::kNegate:
      return "-";
    case Op::kAdd:
      return "+";
    case Op::kSubtract:
      return "-";
    case Op::kMultiply:
      return "*";
    case Op::kDivide:
      return "/";
    case Op::kModulo:
      return "%";
    case Op::kEqual:
      return "==";
    case Op::kNotEqual:
      return "!=";
    case Op::kLess:
      return "<";
    case Op::kLessEqual:
      return "<=";
    case Op::kGreater:
      return ">";
    case Op::kGreaterEqual:
      return ">=";
    case Op::kIn:
      return "in";
    case Op::kIndex:
      return "[]";
    case Op::kSize:
      return "size";
    case Op::kContains:
      return "contains";
    case Op::kStartsWith:
      return "startsWith";
    case Op::kEndsWith:
      return "endsWith";
    case Op::kToBool:
      return "bool";
    case Op::kToInt:
      return "int";
    case Op::kToDouble:
      return "double";
    case Op::kToString:
      return "string";
    case Op::kToDuration:
      return "duration";
    case Op::kToTimestamp:
      return "timestamp";
    case Op::kToDyn:
      return "dyn";
  }
  return "";
}

std::string_view LoopName(LoopKind loop) {
  switch (loop) {
    case LoopKind::kAll:
      return "all";
    case LoopKind::kExists:
      return "exists";
    case LoopKind::kExistsOne:
      return "exists_one";
  }
  return "";
}

}  // namespace rapport::expr
