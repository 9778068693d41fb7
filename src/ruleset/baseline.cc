#include "ruleset/baseline.h"

#include "pack/signals.h"

namespace rapport::ruleset {
namespace {

using expr::Value;

Value SignalOf(pack::SignalId id, int32_t slot) {
  switch (id) {
    case pack::SignalId::kWait:
    case pack::SignalId::kFirstResponse:
    case pack::SignalId::kOpenFor:
    case pack::SignalId::kSinceAgent:
      return Value::Unknown(slot);
    case pack::SignalId::kOverdueFor:
      return Value::DurationMicros(0);
    case pack::SignalId::kLanguageSupported:
      return Value::Bool(true);
    case pack::SignalId::kTruncated:
      return Value::Bool(false);
    case pack::SignalId::kCapsRatio:
      return Value::Double(0);
    case pack::SignalId::kCustomerTurns:
      return Value::Int(1);
    default:
      return Value::Int(0);
  }
}

}  // namespace

Value DefaultOf(const pack::FactValue& value, std::vector<Value>* items) {
  if (const auto* b = std::get_if<bool>(&value)) return Value::Bool(*b);
  if (const auto* i = std::get_if<int64_t>(&value)) return Value::Int(*i);
  if (const auto* d = std::get_if<double>(&value)) return Value::Double(*d);
  if (const auto* s = std::get_if<std::string>(&value)) return Value::String(*s);
  if (const auto* d = std::get_if<Duration>(&value)) return Value::DurationMicros(d->count());
  if (const auto* t = std::get_if<Time>(&value)) {
    return Value::TimestampMicros(t->time_since_epoch().count());
  }
  for (const std::string& item : std::get<std::vector<std::string>>(value)) {
    items->push_back(Value::String(item));
  }
  return Value::List(items->data(), static_cast<uint32_t>(items->size()));
}

Baseline MakeBaseline(const Tables& tables) {
  Baseline out;
  const pack::SlotLayout& layout = tables.slots;
  out.slots.resize(static_cast<size_t>(layout.count));
  out.lists.resize(tables.facts.size());
  auto set = [&](int32_t slot, const Value& value) {
    out.slots[static_cast<size_t>(slot)] = value;
  };
  for (Index i = 0; i < tables.facts.size(); ++i) {
    const int32_t slot = layout.facts + static_cast<int32_t>(i);
    const auto& value = tables.facts[i].default_value;
    set(slot, value ? DefaultOf(*value, &out.lists[i]) : Value::Unknown(slot));
  }
  for (const pack::SignalInfo& signal : pack::Signals()) {
    const int32_t slot = layout.signals + static_cast<int32_t>(signal.id);
    set(slot, SignalOf(signal.id, slot));
  }
  for (Index i = 0; i < tables.cues.size(); ++i) {
    set(layout.cues + static_cast<int32_t>(i), Value::Int(0));
  }
  for (Index i = 0; i < tables.scales.size(); ++i) {
    set(layout.scales + static_cast<int32_t>(i), Value::Int(0));
  }
  set(layout.persona, Value::String(tables.personas[tables.none()].id));
  set(layout.also, Value::List(nullptr, 0));
  set(layout.probability, Value::Double(0));
  set(layout.abstained, Value::Bool(true));
  for (Index i = 0; i < tables.protocols.size(); ++i) {
    set(layout.protocols + static_cast<int32_t>(i), Value::String(""));
  }
  if (!tables.protocols.empty()) {
    set(layout.own_state, Value::String(""));
    set(layout.own_quiet_turns, Value::Int(0));
    for (int32_t slot = layout.own_done; slot < layout.count; ++slot) set(slot, Value::Bool(false));
  }
  return out;
}

}  // namespace rapport::ruleset
