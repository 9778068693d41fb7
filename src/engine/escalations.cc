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
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (out_.outcomes[p].advises && tables_.policies[p].escalate) {
        out_.escalating.push_back({p, 0, false});
      }
    }
    if (out_.escalating.empty()) return;
    FindSince();
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
    out_.replay_sums.Reset(tables_);
    for (int32_t t = 0; t <= last; ++t) {
      const TurnRecord& turn = conversation_.turns[static_cast<size_t>(t)];
      Accumulate(tables_, turn, conversation_.hits.data() + turn.first_hit,
                 conversation_.terms.data() + turn.first_term, &out_.replay_sums);
      Evaluate(tables_, conversation_.facts, out_.replay_sums, conversation_.turns,
               out_.replay_sums.last_at, &out_.replay);
      for (EscalationRecord& record : out_.escalating) {
        const PolicyEntry& policy = tables_.policies[record.policy];
        const bool holds =
            Resolve(policy, policy.when->Evaluate(out_.replay.slots, &out_.replay.scratch)).advises;
        if (holds && !record.running) record.since_turn = t;
        // Time alone made it true after the last turn: it has held since then.
        if (!holds) record.since_turn = last;
        record.running = holds;
      }
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
    if (reasons.size == 0) return;
    out_.escalation_reason_ranges.push_back(reasons);
    out_.escalations.push_back(escalation);
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
};

}  // namespace

void FindEscalations(const ConversationState& conversation, DecisionState* out) {
  EscalationFinder(conversation, out).Run();
}

}  // namespace rapport::engine
