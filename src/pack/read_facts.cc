#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "base/time.h"
#include "pack/read.h"

namespace rapport::pack {
namespace {

constexpr std::array<std::string_view, 8> kTypes = {"bool", "int",      "double",    "string",
                                                    "enum", "duration", "timestamp", "strings"};

bool HasRange(FactType type) {
  return type == FactType::kInt || type == FactType::kDouble || type == FactType::kDuration;
}

void WrongType(const Node& node, std::string_view type, std::string hint, DiagnosticSink* sink) {
  sink->Error("wrong-type", node.span, StrCat("expected ", type, ", found ", Describe(node)),
              std::move(hint));
}

// A scalar that must not be quoted.
template <typename T>
std::optional<FactValue> Number(const Node& node, std::optional<T> value, std::string_view type,
                                const char* hint, DiagnosticSink* sink) {
  if (node.plain && value) return FactValue(*value);
  WrongType(node, type, node.plain ? hint : "remove the quotation marks", sink);
  return std::nullopt;
}

std::optional<FactValue> Parse(const Node& node, const Fact& fact, DiagnosticSink* sink) {
  const std::string& text = node.value;
  switch (fact.type) {
    case FactType::kBool:
      return Number(node, ParseBool(text), "true or false", "write true or false", sink);
    case FactType::kInt:
      return Number(node, ParseInt(text), "an integer", "digits only, without leading zeros", sink);
    case FactType::kDouble:
      return Number(node, ParseDouble(text), "a number", "write it like 2.5", sink);
    case FactType::kDuration: {
      const auto value = ParseDuration(text);
      if (value) return FactValue(*value);
      WrongType(node, "a duration", "write a number with a unit: 90s, 30m, 2h, 3d", sink);
      return std::nullopt;
    }
    case FactType::kTimestamp: {
      const auto value = ParseTime(text);
      if (value) return FactValue(*value);
      WrongType(node, "a time", "write it like 2026-03-01T10:00:00Z", sink);
      return std::nullopt;
    }
    case FactType::kEnum: {
      const auto& values = fact.values;
      if (std::find(values.begin(), values.end(), text) != values.end()) return FactValue(text);
      // Without values there was another error.
      if (!values.empty()) {
        sink->Error("unknown-value", node.span,
                    StrCat(Quoted(text), " is not a value of fact '", fact.id, "'"),
                    DidYouMean(text, {values.begin(), values.end()}));
      }
      return std::nullopt;
    }
    case FactType::kString:
    case FactType::kStrings:
      break;
  }
  return FactValue(text);
}

// -1, 0, 1; both are of one type that has a range.
int Compare(const FactValue& a, const FactValue& b) { return a < b ? -1 : b < a ? 1 : 0; }

std::string Format(const FactValue& value) {
  if (const auto* i = std::get_if<int64_t>(&value)) return StrCat(*i);
  if (const auto* d = std::get_if<double>(&value)) return FormatDouble(*d);
  if (const auto* span = std::get_if<Duration>(&value)) return FormatDuration(*span);
  return "";
}

}  // namespace

std::optional<FactValue> ReadFactValue(const Node& node, const Fact& fact, DiagnosticSink* sink) {
  if (fact.type == FactType::kStrings) {
    if (!node.is_list()) {
      WrongType(node, "a list of texts", "write it as a list: [...]", sink);
      return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const Node& item : node.children) {
      if (!item.is_bad()) texts.push_back(item.value);
    }
    return FactValue(std::move(texts));
  }
  if (!node.is_scalar()) {
    WrongType(node, "a single value", "", sink);
    return std::nullopt;
  }
  std::optional<FactValue> value = Parse(node, fact, sink);
  const bool low = value && fact.min && Compare(*value, *fact.min) < 0;
  const bool high = value && fact.max && Compare(*value, *fact.max) > 0;
  if (low || high) {
    sink->Error(
        "out-of-range", node.span,
        StrCat(node.value, low ? " is below" : " is above", " the range of fact '", fact.id, "'"),
        StrCat(low ? "the least is " : "the most is ", Format(low ? *fact.min : *fact.max)));
    return std::nullopt;
  }
  return value;
}

void ReadFact(const Fields& fields, Fact* fact, DiagnosticSink* sink) {
  if (fields.Find("type") == nullptr) return;  // reported; nothing else has a meaning
  fact->type = fields.Enum("type", kTypes, FactType::kString);
  fact->values = fields.Strings("values");
  fact->names_customer = fact->type == FactType::kString && fields.Has("names");
  if (const Node* names = fields.Find("names"); names != nullptr && !fact->names_customer) {
    sink->Error("conflicting-keys", names->span,
                StrCat("'names' is for strings; this is ", FactTypeName(fact->type)));
  }
  if (fact->type == FactType::kEnum && !fields.Has("values")) {
    sink->Error("missing-key", fact->id_span, "an enum needs 'values'");
  }
  if (fact->type != FactType::kEnum && fields.Has("values")) {
    if (const Node* values = fields.Find("values")) {
      sink->Error("conflicting-keys", values->span,
                  StrCat("'values' is for enums; this is ", FactTypeName(fact->type)));
    }
    fact->values.clear();
  }
  CheckTwice(fields.Items("values"), sink);

  std::optional<FactValue> min, max;
  for (const char* key : {"min", "max"}) {
    const Node* bound = fields.Find(key);
    if (bound == nullptr) continue;
    if (!HasRange(fact->type)) {
      sink->Error("conflicting-keys", bound->span,
                  StrCat("'", key, "' is for int, double and duration; this is ",
                         FactTypeName(fact->type)));
      continue;
    }
    (key[1] == 'i' ? min : max) = ReadFactValue(*bound, *fact, sink);
  }
  if (min && max && Compare(*min, *max) > 0) {
    const SourceSpan where = fields.Find("min")->span;
    sink->Error("out-of-range", where, "'min' is above 'max'");
  } else {
    fact->min = std::move(min);
    fact->max = std::move(max);
  }
  if (const Node* value = fields.Find("default")) {
    fact->default_value = ReadFactValue(*value, *fact, sink);
  }
}

}  // namespace rapport::pack
