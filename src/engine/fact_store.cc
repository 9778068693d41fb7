#include "engine/fact_store.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/absl_view.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/time.h"
#include "ruleset/baseline.h"

namespace rapport::engine {
namespace {

using expr::Value;
using pack::FactValue;
using ruleset::Index;

std::string Join(const std::vector<std::string_view>& items) {
  std::string out;
  for (const std::string_view item : items) StrAppend(&out, out.empty() ? "" : ", ", item);
  return out;
}

}  // namespace

FactStore::FactStore(const ruleset::Tables* tables)
    : tables_(tables), slots_(tables->facts.size()) {
  given_.reserve(slots_.size());
  for (Index i = 0; i < slots_.size(); ++i) {
    const ruleset::FactEntry& entry = tables->facts[i];
    Slot& slot = slots_[i];
    slot.id = entry.id;
    slot.type = entry.type;
    slot.has_range = entry.min || entry.max;
    slot.standard = entry.default_value
                        ? ruleset::DefaultOf(*entry.default_value, &slot.standard_items)
                        : Value::Unknown(tables->slots.facts + static_cast<int32_t>(i));
    slot.value = slot.standard;
  }
}

void FactStore::Reset() {
  last_ = kNone;
  if (given_.empty()) return;
  for (const Index fact : given_) {
    slots_[fact].value = slots_[fact].standard;
    slots_[fact].is_given = false;
  }
  given_.clear();
  ++version_;
}

Index FactStore::Find(std::string_view id) {
  Index& guess = last_ == kNone ? first_ : slots_[last_].next;
  if (guess == kNone || slots_[guess].id != id) {
    const auto it = tables_->fact_index.find(AbslView(id));
    if (it == tables_->fact_index.end()) return kNone;
    guess = it->second;
  }
  return last_ = guess;
}

template <typename T>
Status FactStore::SetFound(Index fact, const T& value, FactType type, const Value& as_value) {
  const Slot& slot = slots_[fact];
  if (slot.type != type) return IsOfOtherType(fact, FactTypeName(type));
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(value)) return Invalid(fact, "must be finite");
  } else if constexpr (std::is_same_v<T, Time>) {
    if (!IsInRange(value)) return Invalid(fact, "must be a time in the years 1 to 9999");
  }
  if (slot.has_range) {
    const ruleset::FactEntry& entry = tables_->facts[fact];
    const T* const min = entry.min ? std::get_if<T>(&*entry.min) : nullptr;
    const T* const max = entry.max ? std::get_if<T>(&*entry.max) : nullptr;
    if (min != nullptr && value < *min) return Invalid(fact, "is below the declared minimum");
    if (max != nullptr && *max < value) return Invalid(fact, "is above the declared maximum");
  }
  if (!slot.is_given || !slot.value.IsSameScalar(as_value)) Keep(fact, as_value);
  return Status();
}

Status FactStore::Set(std::string_view id, bool value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  return SetFound(fact, value, FactType::kBool, Value::Bool(value));
}

Status FactStore::Set(std::string_view id, int64_t value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  if (slots_[fact].type == FactType::kDouble) {
    const auto number = static_cast<double>(value);
    return SetFound(fact, number, FactType::kDouble, Value::Double(number));
  }
  return SetFound(fact, value, FactType::kInt, Value::Int(value));
}

Status FactStore::Set(std::string_view id, double value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  return SetFound(fact, value, FactType::kDouble, Value::Double(value));
}

Status FactStore::Set(std::string_view id, Duration value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  return SetFound(fact, value, FactType::kDuration, Value::DurationMicros(value.count()));
}

Status FactStore::Set(std::string_view id, Time value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  return SetFound(fact, value, FactType::kTimestamp,
                  Value::TimestampMicros(value.time_since_epoch().count()));
}

Status FactStore::Set(std::string_view id, std::string_view value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  Slot& slot = slots_[fact];
  if (slot.type == FactType::kEnum) {
    // One of the values declared, which need no copy.
    const std::vector<std::string_view>& values = tables_->facts[fact].values;
    const auto found = std::find(values.begin(), values.end(), value);
    if (found == values.end()) {
      return Invalid(fact, StrCat("takes one of ", Join(values), ", not '", value, "'"));
    }
    if (!slot.is_given || slot.value.as_string().data() != found->data()) {
      Keep(fact, Value::String(*found));
    }
    return Status();
  }
  if (slot.type != FactType::kString) return IsOfOtherType(fact, "string");
  const Value& held = slot.value;
  if (slot.is_given && held.kind() == expr::ValueKind::kString && held.as_string() == value) {
    return Status();
  }
  slot.text = value;
  Keep(fact, Value::String(slot.text));
  return Status();
}

Status FactStore::Set(std::string_view id, const std::vector<std::string_view>& value) {
  const Index fact = Find(id);
  if (fact == kNone) return NotDeclared(id);
  Slot& slot = slots_[fact];
  if (slot.type != FactType::kStrings) return IsOfOtherType(fact, "strings");
  std::vector<std::string> items(value.begin(), value.end());
  std::vector<Value> item_values;
  item_values.reserve(items.size());
  slot.items = std::move(items);  // views of short texts point into them
  for (const std::string& item : slot.items) item_values.push_back(Value::String(item));
  slot.item_values = std::move(item_values);
  Keep(fact, Value::List(slot.item_values.data(), static_cast<uint32_t>(slot.item_values.size())));
  return Status();
}

void FactStore::Keep(Index fact, const Value& value) {
  Slot& slot = slots_[fact];
  slot.value = value;
  ++version_;
  if (slot.is_given) return;
  slot.is_given = true;
  given_.push_back(fact);
}

Status FactStore::Clear(std::string_view id) {
  const auto it = tables_->fact_index.find(AbslView(id));
  if (it == tables_->fact_index.end()) {
    return Status(StatusCode::kNotFound, StrCat("no fact '", id, "' is declared"));
  }
  Slot& slot = slots_[it->second];
  if (!slot.is_given) return Status();
  slot.value = slot.standard;
  slot.is_given = false;
  given_.erase(std::find(given_.begin(), given_.end(), it->second));
  ++version_;
  return Status();
}

Status FactStore::NotDeclared(std::string_view id) const {
  std::vector<std::string_view> names;
  for (const auto& fact : tables_->facts) names.push_back(fact.id);
  const std::string hint = DidYouMean(id, names);
  return Status(StatusCode::kNotFound,
                StrCat("no fact '", id, "' is declared", hint.empty() ? "" : "; ", hint));
}

Status FactStore::Invalid(Index fact, std::string_view what) const {
  return Status(StatusCode::kInvalidArgument, StrCat("fact '", slots_[fact].id, "' ", what));
}

Status FactStore::IsOfOtherType(Index fact, std::string_view given) const {
  return Invalid(fact, StrCat("is declared as ", FactTypeName(slots_[fact].type), ", not ", given));
}

}  // namespace rapport::engine
