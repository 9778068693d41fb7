#include "engine/fact_store.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/absl_view.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/time.h"

namespace rapport::engine {
namespace {

using pack::FactValue;

// Whether the value is of the declared type.
bool IsOfType(const FactValue& value, FactType type) {
  switch (type) {
    case FactType::kBool:
      return std::holds_alternative<bool>(value);
    case FactType::kInt:
      return std::holds_alternative<int64_t>(value);
    case FactType::kDouble:
      return std::holds_alternative<double>(value);
    case FactType::kString:
    case FactType::kEnum:
      return std::holds_alternative<std::string>(value);
    case FactType::kDuration:
      return std::holds_alternative<Duration>(value);
    case FactType::kTimestamp:
      return std::holds_alternative<Time>(value);
    case FactType::kStrings:
      return std::holds_alternative<std::vector<std::string>>(value);
  }
  return false;
}

const char* NameOfType(const FactValue& value) {
  if (std::holds_alternative<bool>(value)) return "bool";
  if (std::holds_alternative<int64_t>(value)) return "int";
  if (std::holds_alternative<double>(value)) return "double";
  if (std::holds_alternative<Duration>(value)) return "duration";
  if (std::holds_alternative<Time>(value)) return "timestamp";
  return std::holds_alternative<std::string>(value) ? "string" : "strings";
}

// Whether a fact holds that value already. Doubles, of which there are two zeros, and lists say no.
bool IsSame(const expr::Value& held, const FactValue& value) {
  if (const auto* b = std::get_if<bool>(&value)) return held.as_bool() == *b;
  if (const auto* i = std::get_if<int64_t>(&value)) return held.as_int() == *i;
  if (const auto* s = std::get_if<std::string>(&value)) return held.as_string() == *s;
  if (const auto* d = std::get_if<Duration>(&value)) {
    return held.as_instant() == expr::Value::DurationMicros(d->count()).as_instant();
  }
  if (const auto* t = std::get_if<Time>(&value)) {
    return held.as_instant() ==
           expr::Value::TimestampMicros(t->time_since_epoch().count()).as_instant();
  }
  return false;
}

std::string Join(const std::vector<std::string_view>& items) {
  std::string out;
  for (const std::string_view item : items) StrAppend(&out, out.empty() ? "" : ", ", item);
  return out;
}

}  // namespace

FactStore::FactStore(const ruleset::Tables* tables)
    : tables_(tables), slots_(tables->facts.size()), is_given_(tables->facts.size(), 0) {
  given_.reserve(slots_.size());
  for (ruleset::Index i = 0; i < slots_.size(); ++i) StoreDefault(i);
}

void FactStore::Reset() {
  if (given_.empty()) return;
  for (ruleset::Index fact : given_) {
    StoreDefault(fact);
    is_given_[fact] = 0;
  }
  given_.clear();
  ++version_;
}

void FactStore::StoreDefault(ruleset::Index fact) {
  const auto& value = tables_->facts[fact].default_value;
  if (value) {
    Store(*value, &slots_[fact]);
  } else {
    slots_[fact].value = expr::Value::Unknown(tables_->slots.facts + static_cast<int32_t>(fact));
  }
}

void FactStore::Store(const FactValue& value, Slot* slot) {
  if (const auto* b = std::get_if<bool>(&value)) {
    slot->value = expr::Value::Bool(*b);
  } else if (const auto* i = std::get_if<int64_t>(&value)) {
    slot->value = expr::Value::Int(*i);
  } else if (const auto* d = std::get_if<double>(&value)) {
    slot->value = expr::Value::Double(*d);
  } else if (const auto* s = std::get_if<std::string>(&value)) {
    slot->text = *s;
    slot->value = expr::Value::String(slot->text);
  } else if (const auto* duration = std::get_if<Duration>(&value)) {
    slot->value = expr::Value::DurationMicros(duration->count());
  } else if (const auto* time = std::get_if<Time>(&value)) {
    slot->value = expr::Value::TimestampMicros(time->time_since_epoch().count());
  } else {
    slot->items = std::get<std::vector<std::string>>(value);
    slot->item_values.clear();
    for (const std::string& item : slot->items) {
      slot->item_values.push_back(expr::Value::String(item));
    }
    slot->value = expr::Value::List(slot->item_values.data(),
                                    static_cast<uint32_t>(slot->item_values.size()));
  }
}

Status FactStore::Set(std::string_view id, const FactValue& given) {
  const auto it = tables_->fact_index.find(AbslView(id));
  if (it == tables_->fact_index.end()) {
    std::vector<std::string_view> names;
    for (const auto& fact : tables_->facts) names.push_back(fact.id);
    const std::string hint = DidYouMean(id, names);
    return Status(StatusCode::kNotFound,
                  StrCat("no fact '", id, "' is declared", hint.empty() ? "" : "; ", hint));
  }
  const ruleset::FactEntry& fact = tables_->facts[it->second];
  auto invalid = [&](std::string what) {
    return Status(StatusCode::kInvalidArgument, StrCat("fact '", fact.id, "' ", what));
  };
  if (fact.type == FactType::kDouble && std::holds_alternative<int64_t>(given)) {
    return Set(id, FactValue(static_cast<double>(std::get<int64_t>(given))));
  }
  if (!IsOfType(given, fact.type)) {
    return invalid(StrCat("is declared as ", FactTypeName(fact.type), ", not ", NameOfType(given)));
  }
  if (const auto* d = std::get_if<double>(&given); d != nullptr && !std::isfinite(*d)) {
    return invalid("must be finite");
  }
  if (const auto* time = std::get_if<Time>(&given); time != nullptr && !IsInRange(*time)) {
    return invalid("must be a time in the years 1 to 9999");
  }
  // Variants of one type compare by value.
  if (fact.min && given < *fact.min) return invalid("is below the declared minimum");
  if (fact.max && *fact.max < given) return invalid("is above the declared maximum");
  if (fact.type == FactType::kEnum) {
    const std::string& text = std::get<std::string>(given);
    if (std::find(fact.values.begin(), fact.values.end(), text) == fact.values.end()) {
      return invalid(StrCat("takes one of ", Join(fact.values), ", not '", text, "'"));
    }
  }
  if (is_given_[it->second] != 0 && IsSame(slots_[it->second].value, given)) return Status();
  Store(given, &slots_[it->second]);
  ++version_;
  if (is_given_[it->second] == 0) {
    is_given_[it->second] = 1;
    given_.push_back(it->second);
  }
  return Status();
}

Status FactStore::Clear(std::string_view id) {
  const auto it = tables_->fact_index.find(AbslView(id));
  if (it == tables_->fact_index.end()) {
    return Status(StatusCode::kNotFound, StrCat("no fact '", id, "' is declared"));
  }
  if (is_given_[it->second] == 0) return Status();
  StoreDefault(it->second);
  is_given_[it->second] = 0;
  given_.erase(std::find(given_.begin(), given_.end(), it->second));
  ++version_;
  return Status();
}

}  // namespace rapport::engine
