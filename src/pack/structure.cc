#include "pack/structure.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/time.h"
#include "pack/scalars.h"

namespace rapport::pack {
namespace {

constexpr int kMostErrors = 100;  // of one file; what follows is noise, and a line may be long

bool TakesList(const Shape& shape) { return shape.kind == ShapeKind::kList; }
bool TakesMap(const Shape& shape) {
  return shape.kind == ShapeKind::kMap || shape.kind == ShapeKind::kObject;
}

// Whether the kind of `node` is one that `shape` can be written as.
bool Fits(const Node& node, const Shape& shape) {
  if (shape.kind == ShapeKind::kValue) return node.is_scalar() || node.is_list();
  if (TakesList(shape)) return node.is_list();
  if (TakesMap(shape)) return node.is_map();
  return node.is_scalar();
}

std::string JoinNames(const std::vector<std::string_view>& names, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? last : std::string_view(", ");
    out += names[i];
  }
  return out;
}

class Checker {
 public:
  explicit Checker(DiagnosticSink* sink) : sink_(sink) {}

  bool CheckFile(Node* root, const Shape& shape) {
    if (!root->is_map()) {
      Wrong(root, shape);
      return false;
    }
    CheckObject(root, shape, 0, {root->span.source, 0, 0});
    return !names_lost_;
  }

 private:
  void Error(std::string_view code, const SourceSpan& where, std::string message,
             std::string hint = "") {
    if (++errors_ < kMostErrors) {
      sink_->Error(code, where, std::move(message), std::move(hint));
    } else if (errors_ == kMostErrors) {
      sink_->Error("too-many-errors", where, "too many errors in this file; the rest is not shown");
    }
  }

  void Reject(Node* node, std::string_view code, std::string message, std::string hint = "") {
    Error(code, node->span, std::move(message), std::move(hint));
    node->kind = NodeKind::kBad;
  }

  // The kind of the node is wrong.
  void Wrong(Node* node, const Shape& shape) {
    std::string hint;
    if (node->is_map() && !TakesList(shape)) hint = "quote a text that begins with '{'";
    if (node->is_list() && !TakesMap(shape)) hint = "quote a text that begins with '['";
    const bool short_list = shape.kind == ShapeKind::kShort && TakesList(*shape.short_form);
    if (node->is_scalar() && (TakesList(shape) || short_list)) {
      hint = StrCat("write it as a list: [", node->value.size() < 40 ? node->value : "...", "]");
    }
    Reject(node, node->kind == NodeKind::kNull ? "empty-value" : "wrong-type",
           StrCat("expected ", shape.what, ", found ", Describe(*node)), std::move(hint));
  }

  // `where` is the key that the node belongs to, or its first byte.
  void Check(Node* node, const Shape& shape, int depth, const SourceSpan& where) {
    if (node->is_bad() || errors_ > kMostErrors) return;
    if (shape.kind == ShapeKind::kShort) {
      CheckShort(node, shape, depth, where);
    } else if (!Fits(*node, shape)) {
      Wrong(node, shape);
      if (depth == 1) names_lost_ = true;
    } else if (shape.kind == ShapeKind::kList) {
      CheckList(node, shape, depth);
    } else if (shape.kind == ShapeKind::kMap) {
      CheckMap(node, shape, depth);
    } else if (shape.kind == ShapeKind::kObject) {
      CheckObject(node, shape, depth, where);
    } else if (shape.kind == ShapeKind::kValue) {
      CheckValue(node, shape);
    } else {
      CheckScalar(node, shape);
    }
  }

  void CheckShort(Node* node, const Shape& shape, int depth, const SourceSpan& where) {
    if (!Fits(*node, *shape.short_form)) {
      if (Fits(*node, *shape.element)) {
        Check(node, *shape.element, depth, where);
      } else {
        Wrong(node, shape);
      }
      return;
    }
    Check(node, *shape.short_form, depth, where);
    if (shape.short_key.empty()) return;
    Node longer = MakeMap(node->span);
    const SourceSpan span = node->span;
    longer.Add(MakeScalar(std::string(shape.short_key), span), std::move(*node));
    *node = std::move(longer);
  }

  void CheckList(Node* node, const Shape& shape, int depth) {
    if (node->children.empty() && !shape.may_be_empty) {
      Reject(node, "empty-value", StrCat(shape.what, " cannot be empty"));
      return;
    }
    for (Node& item : node->children) {
      const SourceSpan first = {item.span.source, item.span.begin, item.span.begin + 1};
      Check(&item, *shape.element, depth + 1, first);
    }
  }

  void CheckMap(Node* node, const Shape& shape, int depth) {
    for (size_t i = 0; i < node->entries(); ++i) {
      const Node& key = node->key(i);
      if (shape.special != nullptr && key.value == shape.special_name) {
        Check(&node->value_of(i), *shape.special, depth + 1, key.span);
        continue;
      }
      if (shape.form != nullptr && !shape.form->matches(key.value)) BadName(key, *shape.form);
      if (shape.form == nullptr && key.value.empty()) {
        Error("empty-value", key.span, "a name cannot be empty");
      }
      Check(&node->value_of(i), *shape.element, depth + 1, key.span);
    }
  }

  void BadName(const Node& node, const NameForm& form) {
    Error("bad-name", node.span, StrCat(Quoted(node.value), " cannot be ", form.what),
          std::string(form.rule));
  }

  // A scalar or a list of scalars.
  void CheckValue(Node* node, const Shape& shape) {
    for (Node& item : node->children) {
      if (!item.is_bad() && !item.is_scalar()) Wrong(&item, shape);
    }
  }

  // ---- maps with declared keys --------------------------------------------------------------

  void CheckObject(Node* node, const Shape& shape, int depth, const SourceSpan& where) {
    const Node* mode = shape.item ? node->Find("override") : nullptr;
    // A mode that is misspelt is taken for `merge`, which asks for nothing.
    const bool merge = shape.item && node->FindKey("override") != nullptr &&
                       (mode == nullptr || mode->value != "replace");
    const bool remove = mode != nullptr && mode->is_scalar() && mode->value == "remove";
    std::vector<size_t> dropped;  // entries
    for (size_t i = 0; i < node->entries(); ++i) {
      const Node& key = node->key(i);
      const Key* known = shape.Find(key.value);
      if (known == nullptr) {
        UnknownKey(key, node->value_of(i), shape);
        if (depth == 0) names_lost_ = true;
        dropped.push_back(i);
        continue;
      }
      if (remove && key.value != "override" && key.value != "id" && key.value != "help") {
        Error("override", key.span, "what is removed has no other keys",
              StrCat("remove '", key.value, "', or write `override: replace`"));
        dropped.push_back(i);
        continue;
      }
      Check(&node->value_of(i), *known->shape, depth + 1, key.span);
    }
    CheckRequired(*node, shape, merge || remove, where);
    Drop(dropped, node);
    if (!merge && !remove) CheckExclusive(*node, shape, where);
  }

  static void Drop(const std::vector<size_t>& entries, Node* map) {
    if (entries.empty()) return;
    std::vector<Node> kept;
    for (size_t i = 0, next = 0; i < map->entries(); ++i) {
      if (next < entries.size() && entries[next] == i) {
        ++next;
        continue;
      }
      kept.push_back(std::move(map->children[2 * i]));
      kept.push_back(std::move(map->children[2 * i + 1]));
    }
    map->children = std::move(kept);
  }

  void UnknownKey(const Node& key, const Node& value, const Shape& shape) {
    std::vector<std::string_view> names;
    for (const Key& k : shape.keys) names.push_back(k.name);
    std::string hint = DidYouMean(key.value, names);
    if (hint.empty()) hint = StrCat("it may have ", JoinNames(names, " and "));
    if (value.kind == NodeKind::kNull && EndsAtOnce(key)) {
      hint = "a ',' in { } begins a new key: quote a text that holds one";
    }
    Error("unknown-key", key.span, StrCat("unknown key ", Quoted(key.value), " in ", shape.what),
          std::move(hint));
  }

  // A key in { } without a ':'.
  static bool EndsAtOnce(const Node& key) {
    const std::string_view file = key.span.source->bytes();
    const size_t next = file.find_first_not_of(" \t\r\n", key.span.end);
    return next != std::string_view::npos && (file[next] == ',' || file[next] == '}');
  }

  // Looks at the keys as written: one whose value is bad is not missing.
  void CheckRequired(const Node& node, const Shape& shape, bool may_lack, const SourceSpan& where) {
    for (const Key& key : shape.keys) {
      if (!key.required || (may_lack && key.name != "id")) continue;
      if (node.FindKey(key.name) != nullptr) continue;
      Error("missing-key", where, StrCat(shape.what, " needs '", key.name, "'"));
    }
  }

  void CheckExclusive(const Node& node, const Shape& shape, const SourceSpan& where) {
    const Node* first = nullptr;
    for (size_t i = 0; i < node.entries(); ++i) {
      const Node& key = node.key(i);
      if (std::find(shape.exactly_one.begin(), shape.exactly_one.end(), key.value) !=
          shape.exactly_one.end()) {
        if (first != nullptr) {
          Error("conflicting-keys", key.span,
                StrCat("'", key.value, "' cannot stand beside '", first->value, "'"));
        }
        first = &key;
      }
      for (const auto& [name, needs] : shape.together) {
        if (key.value == name && node.FindKey(needs) == nullptr) {
          Error("missing-key", key.span, StrCat("'", name, "' needs '", needs, "'"));
        }
      }
    }
    if (first == nullptr && !shape.exactly_one.empty()) {
      Error("missing-key", where,
            StrCat(shape.what, " needs ", JoinNames(shape.exactly_one, " or ")));
    }
  }

  // ---- scalars ------------------------------------------------------------------------------

  void CheckScalar(Node* node, const Shape& shape) {
    switch (shape.kind) {
      case ShapeKind::kText:
        if (node->value.empty() && !shape.may_be_empty) {
          Reject(node, "empty-value", StrCat("expected ", shape.what, ", found an empty text"));
        }
        return;
      case ShapeKind::kName:
        if (!shape.form->matches(node->value)) BadName(*node, *shape.form);
        return;
      case ShapeKind::kEnum:
        return CheckEnum(node, shape);
      case ShapeKind::kBool:
        if (NeedsPlain(node, shape)) return;
        if (!ParseBool(node->value)) Malformed(node, shape, "write true or false");
        return;
      case ShapeKind::kInt:
        return CheckInt(node, shape);
      case ShapeKind::kMilli:
        return CheckMilli(node, shape);
      case ShapeKind::kDuration:
        if (!ParseDuration(node->value)) {
          Malformed(node, shape, "write a number with a unit: 90s, 30m, 2h, 3d");
        }
        return;
      case ShapeKind::kTime:
        if (!ParseTime(node->value)) Malformed(node, shape, "write it like 2026-03-01T10:00:00Z");
        return;
      default:
        return;
    }
  }

  void Malformed(Node* node, const Shape& shape, std::string hint) {
    Reject(node, "wrong-type", StrCat("expected ", shape.what, ", found ", Describe(*node)),
           std::move(hint));
  }

  // Quotes make a scalar text, whatever it looks like.
  bool NeedsPlain(Node* node, const Shape& shape) {
    if (node->plain) return false;
    Reject(node, "wrong-type",
           StrCat("expected ", shape.what, ", found the text ", Describe(*node)),
           "remove the quotation marks");
    return true;
  }

  void CheckEnum(Node* node, const Shape& shape) {
    if (std::find(shape.values.begin(), shape.values.end(), node->value) != shape.values.end()) {
      return;
    }
    std::string hint = DidYouMean(node->value, shape.values);
    if (hint.empty()) hint = StrCat("it may be ", JoinNames(shape.values, " or "));
    Reject(node, "unknown-value", StrCat(Quoted(node->value), " is not ", shape.what),
           std::move(hint));
  }

  void CheckInt(Node* node, const Shape& shape) {
    if (NeedsPlain(node, shape)) return;
    const std::optional<int64_t> value = ParseInt(node->value);
    if (!value) {
      const bool zero = node->value.size() > 1 && node->value[0] == '0';
      return Malformed(node, shape,
                       zero ? "write it without leading zeros" : "write digits only, as in 42");
    }
    if (*value < shape.min || *value > shape.max) {
      const std::string range = shape.min == shape.max
                                    ? StrCat("it must be ", shape.min)
                                    : StrCat("it must be ", shape.min, " to ", shape.max);
      Reject(node, "out-of-range", StrCat(node->value, " is out of range for ", shape.what), range);
    }
  }

  void CheckMilli(Node* node, const Shape& shape) {
    if (NeedsPlain(node, shape)) return;
    const std::optional<Milli> value = ParseMilli(node->value);
    if (!value && std::abs(ParseDouble(node->value).value_or(0)) > 1000) {
      Reject(node, "out-of-range", StrCat(node->value, " is out of range for ", shape.what),
             StrCat("it must be ", FormatMilli(shape.min), " to ", FormatMilli(shape.max)));
      return;
    }
    if (!value) {
      return Malformed(node, shape, "write a decimal with at most three places: 1.25");
    }
    if (*value < shape.min || *value > shape.max) {
      Reject(node, "out-of-range", StrCat(node->value, " is out of range for ", shape.what),
             StrCat("it must be ", FormatMilli(shape.min), " to ", FormatMilli(shape.max)));
    }
  }

  DiagnosticSink* sink_;
  int errors_ = 0;
  bool names_lost_ = false;
};

}  // namespace

bool CheckStructure(Node* root, const Shape& shape, DiagnosticSink* sink) {
  return Checker(sink).CheckFile(root, shape);
}

}  // namespace rapport::pack
