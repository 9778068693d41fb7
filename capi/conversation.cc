// Conversations: turns, facts and acknowledgements.

#include <vector>

#include "getters.h"
#include "inputs.h"

using rapport::Conversation;
using rapport::Duration;
using rapport::Status;
using rapport::StatusCode;
using rapport::Time;
using namespace rapport::capi;

namespace {

constexpr size_t kMostTurnBytes = size_t{1} << 30;  // spans of hits are 32 bits wide

Status ReadLimits(const rapport_conversation_limits* given, rapport::ConversationLimits* limits) {
  if (given == nullptr) return Status();
  if (Status status = CheckStruct(*given, "limits"); !status.ok()) return status;
  if (given->turn_bytes > kMostTurnBytes) return Invalid("limits.turn_bytes", " is above 1 GiB");
  if (given->turns != 0) limits->turns = given->turns;
  if (given->turn_bytes != 0) limits->turn_bytes = given->turn_bytes;
  return Status();
}

// Runs `use` with the conversation and the name of a fact or route.
template <typename Use>
int32_t WithName(rapport_conversation* conversation, const Text& name, rapport_error** error,
                 const Use& use) noexcept {
  return Guarded(error, [&] {
    if (conversation == nullptr) return IsNull("conversation");
    if (!name.is_valid()) return name.Check();
    return use(&conversation->conversation, name.view());
  });
}

template <typename Value>
int32_t SetFact(rapport_conversation* conversation, const Text& fact, const Value& value,
                rapport_error** error) noexcept {
  return WithName(conversation, fact, error,
                  [&](Conversation* c, std::string_view id) { return c->SetFact(id, value); });
}

}  // namespace

int32_t rapport_conversation_new(const rapport_ruleset* ruleset,
                                 const rapport_conversation_limits* limits,
                                 rapport_conversation** conversation, rapport_error** error) {
  Clear(conversation);
  return Guarded(error, [&] {
    if (ruleset == nullptr) return IsNull("ruleset");
    if (conversation == nullptr) return IsNull("conversation");
    rapport::ConversationLimits values;
    if (Status status = ReadLimits(limits, &values); !status.ok()) return status;
    *conversation = new rapport_conversation(ruleset->rules, values);
    return Status();
  });
}

void rapport_conversation_free(rapport_conversation* conversation) { delete conversation; }

int32_t rapport_conversation_reset(rapport_conversation* conversation) {
  return Guarded(nullptr, [&] {
    if (conversation == nullptr) return IsNull("conversation");
    conversation->conversation.Reset();
    return Status();
  });
}

int32_t rapport_conversation_add_turn(rapport_conversation* conversation, const rapport_turn* turn,
                                      rapport_error** error) {
  return Guarded(error, [&] {
    if (conversation == nullptr) return IsNull("conversation");
    if (turn == nullptr) return IsNull("turn");
    rapport::Turn read;
    if (Status status = ReadTurn(*turn, &read); !status.ok()) return status;
    return conversation->conversation.AddTurn(read);
  });
}

int32_t rapport_conversation_add_text(rapport_conversation* conversation, int32_t by,
                                      const char* text, size_t text_length, rapport_error** error) {
  rapport_turn turn = RAPPORT_TURN_INIT;
  turn.by = by;
  turn.text = text;
  turn.text_length = text_length;
  return rapport_conversation_add_turn(conversation, &turn, error);
}

int32_t rapport_conversation_turn_count(const rapport_conversation* conversation, size_t* count) {
  return GetNumber(conversation, &Conversation::turn_count, count);
}

int32_t rapport_conversation_set_bool(rapport_conversation* conversation, const char* fact,
                                      size_t fact_length, int32_t value, rapport_error** error) {
  return SetFact(conversation, {"fact", fact, fact_length}, value != 0, error);
}

int32_t rapport_conversation_set_int(rapport_conversation* conversation, const char* fact,
                                     size_t fact_length, int64_t value, rapport_error** error) {
  return SetFact(conversation, {"fact", fact, fact_length}, value, error);
}

int32_t rapport_conversation_set_double(rapport_conversation* conversation, const char* fact,
                                        size_t fact_length, double value, rapport_error** error) {
  return SetFact(conversation, {"fact", fact, fact_length}, value, error);
}

int32_t rapport_conversation_set_string(rapport_conversation* conversation, const char* fact,
                                        size_t fact_length, const char* value, size_t value_length,
                                        rapport_error** error) {
  const Text text{"value", value, value_length};
  return WithName(conversation, {"fact", fact, fact_length}, error,
                  [&](Conversation* c, std::string_view id) {
                    return text.is_valid() ? c->SetFact(id, text.view()) : text.Check();
                  });
}

int32_t rapport_conversation_set_duration(rapport_conversation* conversation, const char* fact,
                                          size_t fact_length, int64_t microseconds,
                                          rapport_error** error) {
  return SetFact(conversation, {"fact", fact, fact_length}, Duration(microseconds), error);
}

int32_t rapport_conversation_set_timestamp(rapport_conversation* conversation, const char* fact,
                                           size_t fact_length, int64_t instant,
                                           rapport_error** error) {
  return SetFact(conversation, {"fact", fact, fact_length}, Time(Duration(instant)), error);
}

int32_t rapport_conversation_set_strings(rapport_conversation* conversation, const char* fact,
                                         size_t fact_length, const char* const* values,
                                         const size_t* value_lengths, size_t count,
                                         rapport_error** error) {
  return WithName(conversation, {"fact", fact, fact_length}, error,
                  [&](Conversation* c, std::string_view id) {
                    if (count > 0 && values == nullptr) return IsNull("values");
                    if (count > 0 && value_lengths == nullptr) return IsNull("value_lengths");
                    std::vector<std::string_view> views;
                    for (size_t i = 0; i < count; ++i) {
                      const Text text{"values[i]", values[i], value_lengths[i]};
                      if (Status status = text.Check(); !status.ok()) return status;
                      views.push_back(text.view());
                    }
                    return c->SetFact(id, views);
                  });
}

int32_t rapport_conversation_clear_fact(rapport_conversation* conversation, const char* fact,
                                        size_t fact_length, rapport_error** error) {
  return WithName(conversation, {"fact", fact, fact_length}, error,
                  [](Conversation* c, std::string_view id) { return c->ClearFact(id); });
}

int32_t rapport_conversation_acknowledge(rapport_conversation* conversation, const char* route,
                                         size_t route_length, rapport_error** error) {
  return WithName(conversation, {"route", route, route_length}, error,
                  [](Conversation* c, std::string_view id) { return c->Acknowledge(id); });
}
