#include "rapport/conversation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/absl_view.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "engine/conversation_state.h"
#include "engine/turn_reader.h"

namespace rapport {
namespace engine {

ConversationState::ConversationState(std::shared_ptr<const RuleSet> rule_set,
                                     const ConversationLimits& limit_values)
    : rules(std::move(rule_set)), tables(&rules->tables()), limits(limit_values), facts(tables) {
  Reset();
}

void ConversationState::Reset() {
  ++resets;
  facts.Reset();
  overrides.Reset(tables);
  if (acknowledgements != 0 || acknowledged.empty()) {
    acknowledgements = 0;
    acknowledged.assign(tables->routes.size(), -1);
  }
  if (is_silent) return;
  turns.clear();
  hits.clear();
  terms.clear();
  text.clear();
  sums.Reset(*tables);
  heard_name.clear();
  recent_words.resize(kRecentTurns);
  for (auto& words : recent_words) words.clear();
  next_recent = 0;
  first_is_unsorted = false;
  questions.Clear();
  is_silent = true;
}

}  // namespace engine

Conversation::Conversation(std::shared_ptr<const RuleSet> rules, const ConversationLimits& limits)
    : state_(std::make_unique<engine::ConversationState>(std::move(rules), limits)) {}
Conversation::~Conversation() = default;
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;

void Conversation::Reset() { state_->Reset(); }

Status Conversation::AddTurn(const Turn& turn) { return engine::ReadTurn(turn, state_.get()); }

Status Conversation::SetFact(std::string_view id, bool value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, int64_t value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, double value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, std::string_view value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, Duration value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, Time value) {
  return state_->facts.Set(id, value);
}
Status Conversation::SetFact(std::string_view id, const std::vector<std::string_view>& value) {
  return state_->facts.Set(id, value);
}
Status Conversation::ClearFact(std::string_view id) { return state_->facts.Clear(id); }

Status Conversation::Acknowledge(std::string_view route) {
  const auto it = state_->tables->route_index.find(AbslView(route));
  if (it == state_->tables->route_index.end()) {
    std::vector<std::string_view> names;
    for (const auto& entry : state_->tables->routes) names.push_back(entry.id);
    const std::string hint = DidYouMean(route, names);
    return Status(StatusCode::kNotFound,
                  StrCat("no route '", route, "' is declared", hint.empty() ? "" : "; ", hint));
  }
  ++state_->acknowledgements;
  state_->acknowledged[it->second] = static_cast<int32_t>(state_->turns.size());
  return Status();
}

Status Conversation::OverridePersona(std::string_view id) {
  return state_->overrides.SetPersona(id);
}
void Conversation::ReleasePersona() { state_->overrides.ReleasePersona(); }
Status Conversation::OverrideScale(std::string_view id, int32_t level) {
  return state_->overrides.SetScale(id, level);
}
Status Conversation::ReleaseScale(std::string_view id) {
  return state_->overrides.SetScale(id, std::nullopt);
}
Status Conversation::OverrideEscalation(std::string_view route, EscalationOverride rule) {
  const auto turns = static_cast<int32_t>(state_->turns.size());
  return state_->overrides.SetRoute(route, {rule, std::max(turns - 1, 0)});
}
Status Conversation::ReleaseEscalation(std::string_view route) {
  return state_->overrides.SetRoute(route, {});
}
void Conversation::ReleaseOverrides() { state_->overrides.Reset(state_->tables); }

size_t Conversation::turn_count() const { return state_->turns.size(); }
const std::shared_ptr<const RuleSet>& Conversation::rules() const { return state_->rules; }

}  // namespace rapport
