// Overrides: setting and releasing them, and reading what a decision says of them.

#include "getters.h"
#include "inputs.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;

namespace {

// Runs `use` with the conversation and the name of what is overridden.
template <typename Use>
int32_t WithName(rapport_conversation* conversation, const Text& name, rapport_error** error,
                 const Use& use) noexcept {
  return Guarded(error, [&] {
    if (conversation == nullptr) return IsNull("conversation");
    if (Status status = name.Check(); !status.ok()) return status;
    return use(&conversation->conversation, name.view());
  });
}

template <typename Use>
int32_t Release(rapport_conversation* conversation, const Use& use) noexcept {
  return Guarded(nullptr, [&] {
    if (conversation == nullptr) return IsNull("conversation");
    use(&conversation->conversation);
    return Status();
  });
}

}  // namespace

int32_t rapport_conversation_override_persona(rapport_conversation* conversation, const char* id,
                                              size_t id_length, rapport_error** error) {
  return WithName(conversation, {"id", id, id_length}, error,
                  [](Conversation* c, std::string_view name) { return c->OverridePersona(name); });
}

int32_t rapport_conversation_release_persona(rapport_conversation* conversation) {
  return Release(conversation, [](Conversation* c) { c->ReleasePersona(); });
}

int32_t rapport_conversation_override_scale(rapport_conversation* conversation, const char* scale,
                                            size_t scale_length, int32_t level,
                                            rapport_error** error) {
  return WithName(
      conversation, {"scale", scale, scale_length}, error,
      [&](Conversation* c, std::string_view name) { return c->OverrideScale(name, level); });
}

int32_t rapport_conversation_release_scale(rapport_conversation* conversation, const char* scale,
                                           size_t scale_length, rapport_error** error) {
  return WithName(conversation, {"scale", scale, scale_length}, error,
                  [](Conversation* c, std::string_view name) { return c->ReleaseScale(name); });
}

int32_t rapport_conversation_override_escalation(rapport_conversation* conversation,
                                                 const char* route, size_t route_length,
                                                 int32_t rule, rapport_error** error) {
  return WithName(conversation, {"route", route, route_length}, error,
                  [&](Conversation* c, std::string_view name) {
                    EscalationOverride read{};
                    Status status =
                        ReadConstant("rule", rule, EscalationOverride::kSuppress, &read);
                    return status.ok() ? c->OverrideEscalation(name, read) : status;
                  });
}

int32_t rapport_conversation_release_escalation(rapport_conversation* conversation,
                                                const char* route, size_t route_length,
                                                rapport_error** error) {
  return WithName(
      conversation, {"route", route, route_length}, error,
      [](Conversation* c, std::string_view name) { return c->ReleaseEscalation(name); });
}

int32_t rapport_conversation_release_overrides(rapport_conversation* conversation) {
  return Release(conversation, [](Conversation* c) { c->ReleaseOverrides(); });
}

int32_t rapport_decision_overridden_count(const rapport_decision* decision, size_t* count) {
  return GetCount(decision, &Decision::overridden, count);
}

int32_t rapport_decision_overridden_kind(const rapport_decision* decision, size_t index,
                                         int32_t* kind) {
  return ItemNumber(decision, &Decision::overridden, index, &Overridden::kind, kind);
}

int32_t rapport_decision_overridden_id(const rapport_decision* decision, size_t index,
                                       const char** id, size_t* length) {
  return ItemText(decision, &Decision::overridden, index, &Overridden::id, id, length);
}

int32_t rapport_decision_overridden_level(const rapport_decision* decision, size_t index,
                                          int32_t* level) {
  return ItemNumber(decision, &Decision::overridden, index, &Overridden::level, level);
}

int32_t rapport_decision_overridden_rule(const rapport_decision* decision, size_t index,
                                         int32_t* rule) {
  return ItemNumber(decision, &Decision::overridden, index, &Overridden::escalation, rule);
}

int32_t rapport_decision_overridden_found(const rapport_decision* decision, size_t index,
                                          const char** found, size_t* length) {
  return ItemText(decision, &Decision::overridden, index, &Overridden::found, found, length);
}

int32_t rapport_decision_overridden_found_level(const rapport_decision* decision, size_t index,
                                                int32_t* level) {
  return ItemNumber(decision, &Decision::overridden, index, &Overridden::found_level, level);
}

int32_t rapport_decision_overridden_reason_count(const rapport_decision* decision, size_t index,
                                                 size_t* count) {
  return ItemCount(decision, &Decision::overridden, index, &Overridden::found_reasons, count);
}

int32_t rapport_decision_overridden_reason(const rapport_decision* decision, size_t index,
                                           size_t reason_index, const char** reason,
                                           size_t* length) {
  return InnerText(decision, &Decision::overridden, index, &Overridden::found_reasons, reason_index,
                   &EscalationReason::id, reason, length);
}

int32_t rapport_decision_overridden_policy(const rapport_decision* decision, size_t index,
                                           size_t reason_index, const char** policy,
                                           size_t* length) {
  return InnerText(decision, &Decision::overridden, index, &Overridden::found_reasons, reason_index,
                   &EscalationReason::policy, policy, length);
}
