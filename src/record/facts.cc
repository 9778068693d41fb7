#include "record/facts.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "base/strings.h"
#include "base/suggest.h"
#include "base/time.h"

namespace rapport::record {
namespace {

constexpr double kExactInts = 9007199254740992.0;  // 2^53

Status Invalid(std::string_view id, std::string_view message) {
  return Status(StatusCode::kInvalidArgument, StrCat("facts.", id, ": ", message));
}

Status Undeclared(std::string_view id, const RuleSet& rules) {
  std::vector<std::string_view> names;
  for (const FactInfo& fact : rules.facts()) names.push_back(fact.id);
  const std::string hint = DidYouMean(id, names);
  return Status(StatusCode::kNotFound, StrCat("facts.", id, ": no fact of ", rules.name(),
                                              hint.empty() ? "" : "; ", hint));
}

// SetFact()'s own refusals (range, enum value) with the field in front.
Status Prefixed(std::string_view id, const Status& status) {
  if (status.ok()) return status;
  return Status(status.code(), StrCat("facts.", id, ": ", status.message()));
}

const char* Expected(FactType type) {
  switch (type) {
    case FactType::kBool:
      return "true or false";
    case FactType::kInt:
      return "a whole number";
    case FactType::kDouble:
      return "a number";
    case FactType::kString:
    case FactType::kEnum:
      return "a string";
    case FactType::kDuration:
      return "a duration such as \"2h\" or \"1h30m\"";
    case FactType::kTimestamp:
      return "an RFC 3339 time such as \"2026-03-01T10:20:00Z\"";
    case FactType::kStrings:
      return "a list of strings";
  }
  return "another value";
}

std::optional<int64_t> WholeNumber(const JsonValue& value) {
  if (value.IsInt64()) return value.GetInt64();
  if (!value.IsDouble()) return std::nullopt;
  const double number = value.GetDouble();
  if (std::trunc(number) != number || std::fabs(number) > kExactInts) return std::nullopt;
  return static_cast<int64_t>(number);
}

// Sets the fact, or returns nothing when the value is not of the declared type.
std::optional<Status> SetTyped(const FactInfo& fact, const JsonValue& value,
                               Conversation* conversation) {
  const std::string_view id = fact.id;
  switch (fact.type) {
    case FactType::kBool:
      if (value.IsBool()) return conversation->SetFact(id, value.GetBool());
      break;
    case FactType::kInt:
      if (const auto number = WholeNumber(value)) return conversation->SetFact(id, *number);
      break;
    case FactType::kDouble:
      if (value.IsNumber()) return conversation->SetFact(id, value.GetDouble());
      break;
    case FactType::kString:
    case FactType::kEnum:
      if (value.IsString()) return conversation->SetFact(id, JsonText(value));
      break;
    case FactType::kDuration:
      if (!value.IsString()) break;
      if (const auto d = ParseDuration(JsonText(value))) return conversation->SetFact(id, *d);
      break;
    case FactType::kTimestamp:
      if (!value.IsString()) break;
      if (const auto time = ParseTime(JsonText(value))) return conversation->SetFact(id, *time);
      break;
    case FactType::kStrings: {
      if (!value.IsArray()) break;
      std::vector<std::string_view> strings;
      for (const JsonValue& item : value.GetArray()) {
        if (!item.IsString()) return std::nullopt;
        strings.push_back(JsonText(item));
      }
      return conversation->SetFact(id, strings);
    }
  }
  return std::nullopt;
}

std::string Shown(const JsonValue& value) {
  if (!value.IsString()) return JsonKind(value);
  return StrCat('\'', JsonText(value), '\'');
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Status> SetTypedText(const FactInfo& fact, std::string_view text,
                                   Conversation* conversation) {
  const std::string_view id = fact.id;
  switch (fact.type) {
    case FactType::kBool:
      if (text == "true" || text == "false") return conversation->SetFact(id, text == "true");
      break;
    case FactType::kInt:
      if (const auto n = ParseNumber<int64_t>(text)) return conversation->SetFact(id, *n);
      break;
    case FactType::kDouble:
      if (const auto n = ParseNumber<double>(text)) return conversation->SetFact(id, *n);
      break;
    case FactType::kString:
    case FactType::kEnum:
      return conversation->SetFact(id, text);
    case FactType::kDuration:
      if (const auto d = ParseDuration(text)) return conversation->SetFact(id, *d);
      break;
    case FactType::kTimestamp:
      if (const auto time = ParseTime(text)) return conversation->SetFact(id, *time);
      break;
    case FactType::kStrings: {
      std::vector<std::string_view> strings;
      while (!text.empty()) {
        const size_t comma = text.find(',');
        strings.push_back(text.substr(0, comma));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
      }
      return conversation->SetFact(id, strings);
    }
  }
  return std::nullopt;
}

}  // namespace

Status SetFacts(const JsonValue& facts, UnknownFacts unknown, Conversation* conversation,
                std::vector<std::string>* warnings, std::vector<bool>* seen) {
  const RuleSet& rules = *conversation->rules();
  seen->assign(rules.facts().size(), false);
  for (const auto& member : facts.GetObject()) {
    const std::string_view id = JsonText(member.name);
    const int32_t index = rules.FindFact(id);
    if (index < 0) {
      const Status status = Undeclared(id, rules);
      if (unknown == UnknownFacts::kError) return status;
      if (unknown == UnknownFacts::kWarn)
        warnings->push_back(StrCat(status.message(), "; ignored"));
      continue;
    }
    const FactInfo& fact = rules.facts()[static_cast<size_t>(index)];
    if ((*seen)[static_cast<size_t>(index)]) return Invalid(id, "given twice");
    (*seen)[static_cast<size_t>(index)] = true;
    if (member.value.IsNull()) continue;
    const auto status = SetTyped(fact, member.value, conversation);
    if (!status) {
      return Invalid(id, StrCat("must be ", Expected(fact.type), ", not ", Shown(member.value)));
    }
    if (!status->ok()) return Prefixed(id, *status);
  }
  return Status();
}

Status SetFactFromText(std::string_view id, std::string_view text, Conversation* conversation) {
  const RuleSet& rules = *conversation->rules();
  const int32_t index = rules.FindFact(id);
  if (index < 0) return Undeclared(id, rules);
  const FactInfo& fact = rules.facts()[static_cast<size_t>(index)];
  const auto status = SetTypedText(fact, text, conversation);
  if (!status) return Invalid(id, StrCat("must be ", Expected(fact.type), ", not '", text, "'"));
  return Prefixed(id, *status);
}

}  // namespace rapport::record
