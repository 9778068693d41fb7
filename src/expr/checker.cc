// The nodes stand in post-order, so one loop sees every operand before its operator.

#include "expr/checker.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "expr/number.h"
#include "expr/overloads.h"

namespace rapport::expr {
namespace {

bool Is(const Type& type, TypeKind kind) { return type.kind() == kind; }
bool MayBe(const Type& type, TypeKind kind) { return type.is_dyn() || type.kind() == kind; }

class Checker {
 public:
  Checker(const Parsed& parsed, Issues* issues)
      : ast_(parsed.ast),
        declarations_(parsed.declarations),
        complete_(parsed.complete),
        issues_(issues) {}

  std::vector<Type> Run(const Type& result) {
    types_.reserve(ast_.nodes.size());
    for (const Node& node : ast_.nodes) types_.push_back(TypeOf(node));
    const Node& root = ast_.nodes[ast_.root];
    const Type& type = types_[ast_.root];
    if (complete_ && !result.is_dyn() && !type.is_dyn() && type.kind() != result.kind()) {
      Issue(root, StrCat("expected ", result.Name(), ", but this is ", type.Name()),
            result.kind() == TypeKind::kBool ? TruthHint(root, type)
                                             : NumberHint(root, type, result));
    }
    return std::move(types_);
  }

 private:
  const Node& ArgNode(const Node& node, uint32_t i) const { return ast_.ArgNode(node, i); }
  const Type& ArgType(const Node& node, uint32_t i) const { return types_[ast_.Arg(node, i)]; }

  Type Issue(const Node& at, std::string message, std::string hint,
             std::string code = "expr-type") {
    issues_->push_back({std::move(code), at.begin, at.end, std::move(message), std::move(hint)});
    return Type();
  }

  Type TypeOf(const Node& node) {
    switch (node.kind) {
      case NodeKind::kInvalid:
        return Type();
      case NodeKind::kConstant:
        return OfConstant(node.value);
      case NodeKind::kSlot:
        return declarations_[node.target]->type;
      case NodeKind::kKnown:
      case NodeKind::kHas:
        return OfHasOrKnown(node);
      case NodeKind::kLocal:
        return types_[node.target];
      // A loop variable stands right behind its range.
      case NodeKind::kLoopVariable:
        return OfLoopVariable(node, types_.size() - 1);
      case NodeKind::kAnd:
      case NodeKind::kOr:
        for (uint32_t i = 0; i < node.arg_count; ++i) {
          ExpectBool(ArgNode(node, i), ArgType(node, i), node.kind == NodeKind::kAnd ? "&&" : "||");
        }
        return TypeKind::kBool;
      case NodeKind::kTernary:
        return OfTernary(node);
      case NodeKind::kSelect:
        return OfSelect(node);
      case NodeKind::kList:
        return OfList(node);
      case NodeKind::kMap:
        return OfMap(node);
      case NodeKind::kLoop:
        ExpectBool(ArgNode(node, 2), ArgType(node, 2), LoopName(node.loop));
        return TypeKind::kBool;
      case NodeKind::kApply:
        return OfApply(node);
    }
    return Type();
  }

  static Type OfConstant(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        return TypeKind::kNull;
      case ValueKind::kBool:
        return TypeKind::kBool;
      case ValueKind::kInt:
        return TypeKind::kInt;
      case ValueKind::kDouble:
        return TypeKind::kDouble;
      case ValueKind::kString:
        return TypeKind::kString;
      default:
        return Type();
    }
  }

  // `x > 0` for the count that was written where a condition is wanted.
  std::string TruthHint(const Node& node, const Type& type) const {
    if (type.is_number()) return StrCat("write ", ast_.Text(node), " > 0");
    if (Is(type, TypeKind::kString)) return StrCat("write ", ast_.Text(node), " == \"text\"");
    if (Is(type, TypeKind::kList)) return StrCat("write size(", ast_.Text(node), ") > 0");
    if (Is(type, TypeKind::kDuration)) {
      return StrCat("write ", ast_.Text(node), " > duration(\"30m\")");
    }
    return "";
  }

  std::string NumberHint(const Node& node, const Type& type, const Type& wanted) const {
    if (!type.is_number() || !wanted.is_number()) return "";
    return StrCat("write ", wanted.Name(), "(", ast_.Text(node), ")");
  }

  void ExpectBool(const Node& node, const Type& type, std::string_view where) {
    if (MayBe(type, TypeKind::kBool)) return;
    Issue(node, StrCat("'", where, "' needs bool, not ", type.Name()), TruthHint(node, type));
  }

  Type OfHasOrKnown(const Node& node) {
    if (node.kind == NodeKind::kHas) OfSelect(node);
    return TypeKind::kBool;
  }

  Type OfLoopVariable(const Node& node, size_t range) {
    const Type& type = types_[range];
    if (Is(type, TypeKind::kList)) return type.element();
    if (Is(type, TypeKind::kMap)) return type.key();
    if (type.is_dyn()) return type;
    return Issue(ast_.nodes[range],
                 StrCat(LoopName(node.loop), "() needs a list or map, not ", type.Name()), "");
  }

  Type OfTernary(const Node& node) {
    ExpectBool(ArgNode(node, 0), ArgType(node, 0), "?:");
    const Type& a = ArgType(node, 1);
    const Type& b = ArgType(node, 2);
    if (a.is_dyn() || b.is_dyn()) return Type();
    if (a.kind() == b.kind()) return Join(a, b);
    return Issue(node, StrCat("the values of ?: are ", a.Name(), " and ", b.Name()),
                 MixedNumberHint(node, 1, 2));
  }

  Type OfSelect(const Node& node) {
    const Type& type = ArgType(node, 0);
    if (type.is_dyn()) return type;
    if (Is(type, TypeKind::kMap) && MayBe(type.key(), TypeKind::kString)) return type.element();
    const std::string field(node.value.as_string());
    return Issue(node, StrCat(type.Name(), " has no field '", field, "'"),
                 field == "size" ? StrCat("write size(", ast_.Text(ArgNode(node, 0)), ")") : "");
  }

  Type OfList(const Node& node) {
    if (node.arg_count == 0) return Type::List(Type());
    Type element = ArgType(node, 0);
    for (uint32_t i = 1; i < node.arg_count; ++i) element = Join(element, ArgType(node, i));
    return Type::List(element);
  }

  Type OfMap(const Node& node) {
    if (node.arg_count == 0) return Type::Map(Type(), Type());
    Type key = ArgType(node, 0), value = ArgType(node, 1);
    for (uint32_t i = 0; i < node.arg_count; i += 2) {
      const Type& type = ArgType(node, i);
      key = Join(key, type);
      value = Join(value, ArgType(node, i + 1));
      if (!type.is_dyn() && !Is(type, TypeKind::kBool) && !Is(type, TypeKind::kInt) &&
          !Is(type, TypeKind::kString)) {
        Issue(ArgNode(node, i), StrCat("a map's key is bool, int or string, not ", type.Name()),
              "");
      }
    }
    return Type::Map(key, value);
  }

  Type OfApply(const Node& node) {
    switch (node.op) {
      case Op::kNot:
        ExpectBool(ArgNode(node, 0), ArgType(node, 0), "!");
        return TypeKind::kBool;
      case Op::kNegate:
        return OfNegate(node);
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kModulo:
        return OfArithmetic(node);
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessEqual:
      case Op::kGreater:
      case Op::kGreaterEqual:
        return OfComparison(node);
      case Op::kIn:
        return OfIn(node);
      case Op::kIndex:
        return OfIndex(node);
      case Op::kSize:
        return OfSize(node);
      case Op::kContains:
      case Op::kStartsWith:
      case Op::kEndsWith:
        return OfTextTest(node);
      default:
        return OfConversion(node);
    }
  }

  Type OfNegate(const Node& node) {
    const Type& type = ArgType(node, 0);
    if (type.is_dyn() || type.is_number()) return type;
    return Issue(node, StrCat("'-' needs a number, not ", type.Name()), "");
  }

  // double(x) around the int of an int and a double.
  std::string MixedNumberHint(const Node& node, uint32_t i, uint32_t j) const {
    const Type& a = ArgType(node, i);
    const Type& b = ArgType(node, j);
    if (!a.is_number() || !b.is_number() || a == b) return "";
    const uint32_t integer = Is(ArgType(node, i), TypeKind::kInt) ? i : j;
    return StrCat("write double(", ast_.Text(ArgNode(node, integer)), ")");
  }

  Type OfArithmetic(const Node& node) {
    const Type& a = ArgType(node, 0);
    const Type& b = ArgType(node, 1);
    if (auto type = ArithmeticType(node.op, a, b)) return *type;
    return Issue(node, StrCat("'", OpName(node.op), "' cannot take ", a.Name(), " and ", b.Name()),
                 MixedNumberHint(node, 0, 1));
  }

  Type OfComparison(const Node& node) {
    const Type& a = ArgType(node, 0);
    const Type& b = ArgType(node, 1);
    if (!Comparable(a, b)) {
      Issue(node, StrCat("'", OpName(node.op), "' cannot compare ", a.Name(), " with ", b.Name()),
            ComparisonHint(node));
    } else if (IsOrdering(node.op) && !(HasOrder(a) && HasOrder(b))) {
      Issue(node, StrCat("'", OpName(node.op), "' cannot order ", (HasOrder(a) ? b : a).Name()),
            "");
    } else {
      CheckEnum(ArgNode(node, 0), ArgNode(node, 1));
      CheckEnum(ArgNode(node, 1), ArgNode(node, 0));
    }
    return TypeKind::kBool;
  }

  // What the author of a comparison of unlike types most likely meant.
  std::string ComparisonHint(const Node& node) const {
    for (uint32_t i : {0u, 1u}) {
      const Node& one = ArgNode(node, i);
      const Node& other = ArgNode(node, 1 - i);
      const Type& type = ArgType(node, i);
      const Type& other_type = ArgType(node, 1 - i);
      if (Is(other_type, TypeKind::kNull)) {
        return StrCat("to test whether there is a value, write known(",
                      one.kind == NodeKind::kSlot ? ast_.Text(one) : std::string_view("name"), ")");
      }
      if (i == 0 && one.kind == NodeKind::kApply && IsComparison(one.op)) {
        return "a < b < c is written a < b && b < c";
      }
      if (other.kind == NodeKind::kConstant && Is(other_type, TypeKind::kString)) {
        const std::string_view text = other.value.as_string();
        if ((type.is_number() && ParseDouble(text)) ||
            (Is(type, TypeKind::kBool) && (text == "true" || text == "false"))) {
          return StrCat("write ", text, " without quotes");
        }
        if (Is(type, TypeKind::kDuration) || Is(type, TypeKind::kTimestamp)) {
          return StrCat("write ", type.Name(), "(", ast_.Text(other), ")");
        }
      }
      if (other.kind == NodeKind::kConstant && Is(type, TypeKind::kString) &&
          other_type.is_number()) {
        return StrCat("put text in quotes: \"", ast_.Text(other), "\"");
      }
      if (Is(type, TypeKind::kDuration) && other_type.is_number()) {
        return "compare it with a duration, such as duration(\"30m\")";
      }
      if (Is(type, TypeKind::kList) && !Is(other_type, TypeKind::kList)) {
        return StrCat("write ", ast_.Text(other), " in ", ast_.Text(one));
      }
    }
    return "";
  }

  // The values that `node` can have, when it is a name with a closed set of them, or a loop's item
  // of such a list.
  const std::vector<std::string>* EnumValues(const Node& node) const {
    const bool item = node.kind == NodeKind::kLocal;
    const Node& name = item ? ast_.nodes[node.target - 1] : node;  // a variable's range precedes it
    if (name.kind != NodeKind::kSlot) return nullptr;
    const Declaration& declaration = *declarations_[name.target];
    if (item && !Is(declaration.type, TypeKind::kList)) return nullptr;
    return declaration.enum_values.empty() ? nullptr : &declaration.enum_values;
  }

  // Whether the constant can be a value of the name.
  void CheckEnum(const Node& name, const Node& constant) {
    const std::vector<std::string>* values = EnumValues(name);
    if (values == nullptr || constant.kind != NodeKind::kConstant ||
        constant.value.kind() != ValueKind::kString) {
      return;
    }
    const std::string text(constant.value.as_string());
    if (std::find(values->begin(), values->end(), text) != values->end()) return;
    const std::vector<std::string_view> candidates(values->begin(), values->end());
    std::string hint = DidYouMean(text, candidates);
    if (hint.empty()) {
      constexpr size_t kShown = 8;
      for (size_t i = 0; i < values->size() && i < kShown; ++i) {
        StrAppend(&hint, i == 0 ? "one of " : ", ", (*values)[i].empty() ? "\"\"" : (*values)[i]);
      }
      if (values->size() > kShown) hint += ", ...";
    }
    Issue(constant, StrCat("'", ast_.Text(name), "' is never \"", text, "\""), hint,
          "expr-enum-value");
  }

  Type OfIn(const Node& node) {
    const Type& item = ArgType(node, 0);
    const Type& range = ArgType(node, 1);
    const Node& range_node = ArgNode(node, 1);
    if (range.is_dyn()) return TypeKind::kBool;
    const bool is_list = Is(range, TypeKind::kList);
    if (!is_list && !Is(range, TypeKind::kMap)) {
      Issue(range_node, StrCat("'in' needs a list or map on its right, not ", range.Name()),
            Is(range, TypeKind::kString) && Is(item, TypeKind::kString)
                ? StrCat("write ", ast_.Text(range_node), ".contains(", ast_.Text(ArgNode(node, 0)),
                         ")")
                : "");
      return TypeKind::kBool;
    }
    if (!Comparable(item, is_list ? range.element() : range.key())) {
      Issue(node, StrCat("'in' cannot find ", item.Name(), " in ", range.Name()), "");
      return TypeKind::kBool;
    }
    CheckEnum(range_node, ArgNode(node, 0));
    if (range_node.kind == NodeKind::kList) {
      for (uint32_t i = 0; i < range_node.arg_count; ++i) {
        CheckEnum(ArgNode(node, 0), ArgNode(range_node, i));
      }
    }
    return TypeKind::kBool;
  }

  Type OfIndex(const Node& node) {
    const Type& range = ArgType(node, 0);
    const Type& index = ArgType(node, 1);
    if (range.is_dyn()) return range;
    if (Is(range, TypeKind::kList)) {
      if (MayBe(index, TypeKind::kInt)) return range.element();
      return Issue(ArgNode(node, 1), StrCat("a list's index is int, not ", index.Name()), "");
    }
    if (Is(range, TypeKind::kMap)) {
      if (Comparable(index, range.key())) return range.element();
      return Issue(ArgNode(node, 1),
                   StrCat("the keys of this map are ", range.key().Name(), ", not ", index.Name()),
                   "");
    }
    return Issue(node, StrCat("only lists and maps have elements, not ", range.Name()), "");
  }

  Type OfSize(const Node& node) {
    const Type& type = ArgType(node, 0);
    if (!MayBe(type, TypeKind::kString) && !Is(type, TypeKind::kList) &&
        !Is(type, TypeKind::kMap)) {
      Issue(ArgNode(node, 0), StrCat("size() takes a string, list or map, not ", type.Name()), "");
    }
    return TypeKind::kInt;
  }

  Type OfTextTest(const Node& node) {
    const Node& receiver = ArgNode(node, 0);
    for (uint32_t i : {0u, 1u}) {
      if (MayBe(ArgType(node, i), TypeKind::kString)) continue;
      std::string hint;
      if (i == 0 && Is(ArgType(node, 0), TypeKind::kList) && node.op == Op::kContains) {
        hint = StrCat("write ", ast_.Text(ArgNode(node, 1)), " in ", ast_.Text(receiver));
      }
      Issue(ArgNode(node, i),
            StrCat(OpName(node.op), "() needs string, not ", ArgType(node, i).Name()), hint);
    }
    return TypeKind::kBool;
  }

  Type OfConversion(const Node& node) {
    const Type& type = ArgType(node, 0);
    if (!CanConvert(node.op, type)) {
      std::string hint;
      if (node.op == Op::kToInt && Is(type, TypeKind::kBool)) {
        hint = StrCat("write ", ast_.Text(ArgNode(node, 0)), " ? 1 : 0");
      } else if (node.op == Op::kToDuration && type.is_number()) {
        hint = "a duration is written duration(\"90s\")";
      }
      Issue(ArgNode(node, 0), StrCat(OpName(node.op), "() does not convert ", type.Name()), hint);
    }
    return ConversionType(node.op);
  }

  const Ast& ast_;
  const std::vector<const Declaration*>& declarations_;
  const bool complete_;
  Issues* issues_;
  std::vector<Type> types_;
};

}  // namespace

std::vector<Type> CheckTypes(const Parsed& parsed, const Type& result, Issues* issues) {
  return Checker(parsed, issues).Run(result);
}

}  // namespace rapport::expr
