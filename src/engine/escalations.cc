#include "engine/escalations.h"

#include <algorithm>

#include "base/time.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::PolicyEntry;
using ruleset::Tables;

class EscalationFinder {
 public:
  EscalationFinder(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation),
        overrides_(conversation.overrides),
        tables_(*conversation.tables),
        out_(*out) {}

  void Run() {
    if (tables_.escalating.empty() && !overrides_.any()) return;
    for (const ActivePolicy& active : out_.active) {
      if ((out_.policy_effects[active.policy] & kEscalates) == 0) continue;
      const PolicyEntry& policy = tables_.policies[active.policy];
      if (active.outcome.advises && !overrides_.Suppresses(policy)) {
        out_.escalating.push_back({active.policy, 0});
      }
    }
    if (!out_.escalating.empty()) {
      FindSince();
    } else if (!overrides_.any()) {
      return;
    }
    for (Index route : tables_.route_order) AddEscalation(route);
    for (size_t i = 0; i < out_.escalations.size(); ++i) {
      out_.escalations[i].reasons = View(out_.escalation_reasons, out_.escalation_reason_ranges[i]);
    }
  }

 private:
  // For each escalation that holds now, the turn from which it has held without a break. Each
  // prefix is judged at its own turn's time, with the facts as they are now.
  void FindSince() {
    const auto last = static_cast<int32_t>(conversation_.turns.size()) - 1;
    for (EscalationRecord& record : out_.escalating) record.since_turn = std::max(last, 0);
    if (last < 1) return;
    ReadHistory(conversation_, &out_.history);
    for (EscalationRecord& record : out_.escalating) {
      const auto place =
          std::lower_bound(tables_.escalating.begin(), tables_.escalating.end(), record.policy);
      const int32_t since =
          out_.history.since[static_cast<size_t>(place - tables_.escalating.begin())];
      // Else time alone made it true after the last turn: it has held since then.
      if (since >= 0) record.since_turn = since;
    }
  }

  // The time of a turn, or of the last one before it that has any.
  std::optional<Time> TimeOf(int32_t turn) const {
    for (; turn >= 0; --turn) {
      const auto i = static_cast<size_t>(turn);
      if (i < conversation_.turns.size() && conversation_.turns[i].at) {
        return conversation_.turns[i].at;
      }
    }
    return std::nullopt;
  }

  void AddEscalation(Index route) {
    Escalation escalation{tables_.routes[route].id,
                          tables_.routes[route].text,
                          tables_.routes[route].level,
                          {},
                          std::nullopt,
                          0,
                          false};
    Range reasons{out_.escalation_reasons.size(), 0};
    for (const EscalationRecord& record : out_.escalating) {
      const PolicyEntry& policy = tables_.policies[record.policy];
      if (policy.escalate->route != route) continue;
      if (reasons.size == 0 || record.since_turn < escalation.since_turn) {
        escalation.since_turn = record.since_turn;
      }
      const std::optional<Time> from = TimeOf(record.since_turn);
      if (policy.escalate->within && from) {
        const Time due = Later(*from, *policy.escalate->within);
        if (!escalation.due || due < *escalation.due) escalation.due = due;
      }
      const int32_t acknowledged = conversation_.acknowledged[route];
      escalation.is_new |= acknowledged < 0 || record.since_turn >= acknowledged;
      out_.escalation_reasons.push_back({tables_.reasons[policy.escalate->reason].id, policy.id});
      ++reasons.size;
    }
    if (const RouteOverride& held = overrides_.routes()[route];
        held.rule == EscalationOverride::kHold) {
      if (reasons.size == 0 || held.since_turn < escalation.since_turn) {
        escalation.since_turn = held.since_turn;
      }
      const int32_t acknowledged = conversation_.acknowledged[route];
      escalation.is_new |= acknowledged < 0 || held.since_turn >= acknowledged;
    } else if (reasons.size == 0) {
      return;
    }
    out_.escalation_reason_ranges.push_back(reasons);
    out_.escalations.push_back(escalation);
  }

  const ConversationState& conversation_;
  const Overrides& overrides_;
  const Tables& tables_;
  DecisionState& out_;
};

}  // namespace

void FindEscalations(const ConversationState& conversation, DecisionState* out) {
  EscalationFinder(conversation, out).Run();
}

}  // namespace rapport::engine
