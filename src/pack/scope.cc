#include "pack/scope.h"

#include <algorithm>

#include "base/strings.h"
#include "pack/reply_signals.h"
#include "pack/signals.h"

namespace rapport::pack {

expr::Type ExprType(FactType type) {
  switch (type) {
    case FactType::kBool:
      return expr::TypeKind::kBool;
    case FactType::kInt:
      return expr::TypeKind::kInt;
    case FactType::kDouble:
      return expr::TypeKind::kDouble;
    case FactType::kString:
    case FactType::kEnum:
      return expr::TypeKind::kString;
    case FactType::kDuration:
      return expr::TypeKind::kDuration;
    case FactType::kTimestamp:
      return expr::TypeKind::kTimestamp;
    case FactType::kStrings:
      return expr::Type::List(expr::TypeKind::kString);
  }
  return expr::TypeKind::kDyn;
}

ProtocolSlots ProtocolSlots::Of(const Pack& pack) {
  ProtocolSlots slots{pack.protocols.size(), 0};
  for (const Protocol& protocol : pack.protocols) {
    slots.steps = std::max(slots.steps, protocol.steps.size());
  }
  return slots;
}

SlotLayout SlotLayout::Of(const Pack& pack) {
  return Of(pack.facts.size(), pack.cues.size(), pack.conditions.size(), pack.scales.size(),
            ProtocolSlots::Of(pack));
}

SlotLayout SlotLayout::Of(size_t facts, size_t cues, size_t conditions, size_t scales,
                          ProtocolSlots protocols) {
  SlotLayout layout;
  int32_t next = 0;
  auto take = [&next](int32_t* first, size_t size) {
    *first = next;
    next += static_cast<int32_t>(size);
  };
  take(&layout.facts, facts);
  take(&layout.signals, kSignalCount);
  take(&layout.cues, cues);
  take(&layout.conditions, conditions);
  take(&layout.scales, scales);
  take(&layout.persona, 1);
  take(&layout.also, 1);
  take(&layout.probability, 1);
  take(&layout.abstained, 1);
  take(&layout.protocols, protocols.protocols);
  if (protocols.protocols > 0) {
    take(&layout.own_state, 1);
    take(&layout.own_quiet_turns, 1);
    take(&layout.own_done, protocols.steps);
  }
  layout.count = next;
  return layout;
}

expr::Declarations EvidenceScope(const Pack& pack) {
  const SlotLayout layout = SlotLayout::Of(pack);
  expr::Declarations names;
  int32_t slot = layout.facts;
  for (const Fact& fact : pack.facts) {
    names.Add(fact.id, {ExprType(fact.type), slot++, fact.values});
  }
  slot = layout.signals;
  for (const SignalInfo& signal : Signals()) {
    names.Add(signal.name, {ExprType(signal.type), slot++, {}});
  }
  slot = layout.cues;
  for (const Cue& cue : pack.cues) names.Add(cue.id, {expr::TypeKind::kInt, slot++, {}});
  slot = layout.conditions;
  for (const Condition& condition : pack.conditions) {
    names.Add(condition.id, {expr::TypeKind::kBool, slot++, {}});
  }
  return names;
}

namespace {

// What policies and protocols see.
expr::Declarations VerdictScope(const Pack& pack, const SlotLayout& layout,
                                const expr::Declarations& evidence) {
  expr::Declarations names(&evidence);
  int32_t slot = layout.scales;
  for (const Scale& scale : pack.scales) names.Add(scale.id, {expr::TypeKind::kInt, slot++, {}});
  std::vector<std::string> personas;
  for (const Persona& persona : pack.personas) personas.push_back(persona.id);
  if (std::find(personas.begin(), personas.end(), "none") == personas.end()) {
    personas.push_back("none");
  }
  names.Add("persona", {expr::TypeKind::kString, layout.persona, personas});
  names.Add("also", {expr::Type::List(expr::TypeKind::kString), layout.also, personas});
  names.Add("probability", {expr::TypeKind::kDouble, layout.probability, {}});
  names.Add("abstained", {expr::TypeKind::kBool, layout.abstained, {}});
  return names;
}

// The states, and none before it starts.
expr::Declaration StateOf(const Protocol& protocol, int32_t slot) {
  expr::Declaration declaration{expr::TypeKind::kString, slot, {""}};
  for (const ProtocolState& state : protocol.states) {
    declaration.enum_values.push_back(state.id);
  }
  return declaration;
}

}  // namespace

expr::Declarations PolicyScope(const Pack& pack, const expr::Declarations& evidence) {
  const SlotLayout layout = SlotLayout::Of(pack);
  expr::Declarations names = VerdictScope(pack, layout, evidence);
  int32_t slot = layout.protocols;
  for (const Protocol& protocol : pack.protocols) {
    names.Add("protocol." + protocol.id, StateOf(protocol, slot++));
  }
  return names;
}

expr::Declarations ProtocolScope(const Pack& pack, const Protocol& protocol,
                                 const expr::Declarations& evidence) {
  const SlotLayout layout = SlotLayout::Of(pack);
  expr::Declarations names = VerdictScope(pack, layout, evidence);
  names.Add("protocol.state", StateOf(protocol, layout.own_state));
  names.Add("protocol.quiet_turns", {expr::TypeKind::kInt, layout.own_quiet_turns, {}});
  int32_t slot = layout.own_done;
  for (const ProtocolStep& step : protocol.steps) {
    names.Add("done." + step.id, {expr::TypeKind::kBool, slot++, {}});
  }
  return names;
}

ReviewLayout ReviewLayout::Of(const SlotLayout& slots) {
  ReviewLayout layout;
  layout.signals = slots.count;
  layout.cues = layout.signals + static_cast<int32_t>(kReplySignalCount);
  layout.count = layout.cues + slots.conditions - slots.cues;
  return layout;
}

expr::Declarations ReviewScope(const Pack& pack, const expr::Declarations& policy) {
  const ReviewLayout layout = ReviewLayout::Of(SlotLayout::Of(pack));
  expr::Declarations names(&policy);
  int32_t slot = layout.signals;
  for (const ReplySignalInfo& signal : ReplySignals()) {
    names.Add(signal.name, {ExprType(signal.type), slot++, {}});
  }
  slot = layout.cues;
  for (const Cue& cue : pack.cues) {
    if (cue.side != CueSide::kCustomer) {
      names.Add(StrCat("reply.", cue.id), {expr::TypeKind::kInt, slot, {}});
    }
    ++slot;
  }
  return names;
}

std::vector<std::string> SlotNames(const Pack& pack) {
  std::vector<std::string> names;
  for (const Fact& fact : pack.facts) names.push_back(fact.id);
  for (const SignalInfo& signal : Signals()) names.emplace_back(signal.name);
  for (const Cue& cue : pack.cues) names.push_back(cue.id);
  for (const Condition& condition : pack.conditions) names.push_back(condition.id);
  for (const Scale& scale : pack.scales) names.push_back(scale.id);
  for (const char* name : {"persona", "also", "probability", "abstained"}) names.emplace_back(name);
  for (const Protocol& protocol : pack.protocols) names.push_back("protocol." + protocol.id);
  if (!pack.protocols.empty()) {
    names.emplace_back("protocol.state");
    names.emplace_back("protocol.quiet_turns");
    names.resize(names.size() + ProtocolSlots::Of(pack).steps, "done");
  }
  return names;
}

}  // namespace rapport::pack
