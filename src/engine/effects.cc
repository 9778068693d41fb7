#include "engine/effects.h"

#include "engine/line_writer.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::PolicyEntry;
using ruleset::Tables;

class EffectCombiner {
 public:
  EffectCombiner(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    for (auto& advising : out_.advising) advising.clear();
    for (const ActivePolicy& active : out_.active) AddEffects(active);
    Recommend();
    Actions();
  }

 private:
  void Forbid(Index action, const ActivePolicy& active) {
    const PolicyEntry& policy = tables_.policies[active.policy];
    int32_t& place = out_.Mark(action).forbidden;
    if (place < 0) {
      place = static_cast<int32_t>(out_.forbidden.size());
      ForbiddenAction& forbidden = Append(&out_.forbidden);
      forbidden.id = tables_.actions[action].id;
      forbidden.policy = policy.id;
      forbidden.undetermined = active.undetermined;
      return;
    }
    ForbiddenAction& forbidden = out_.forbidden[static_cast<size_t>(place)];
    if (forbidden.undetermined && !active.undetermined) {
      // A certain reason says more than an undetermined one.
      forbidden.policy = policy.id;
      forbidden.undetermined = false;
    }
  }

  void AddEffects(const ActivePolicy& active) {
    const uint8_t effects = out_.policy_effects[active.policy];
    const PolicyEntry& policy = tables_.policies[active.policy];
    if (active.outcome.guards && (effects & kGuards) != 0) {
      for (Index action : policy.forbids) Forbid(action, active);
      for (Index action : policy.approval_actions) {
        int32_t& approval = out_.Mark(action).approval;
        if (approval < 0) approval = static_cast<int32_t>(active.policy);
      }
      suppress_playbooks_ |= policy.suppress_playbooks;
      for (const ruleset::LimitEffect& effect : policy.limits) Limit(effect, active);
    }
    if (active.outcome.advises) {
      if ((effects & kFlags) != 0) {
        for (Index flag : policy.flags) {
          FlagRaised& raised = Append(&out_.flags);
          raised.id = tables_.flags[flag].id;
          raised.policy = policy.id;
        }
      }
      if ((effects & kRecommends) != 0) {
        out_.advising[static_cast<size_t>(policy.policy_class)].push_back(&active);
      }
    }
  }

  // The smallest value of each limit; an unknown one is 0, so that nothing is promised.
  void Limit(const ruleset::LimitEffect& effect, const ActivePolicy& active) {
    expr::NetworkState& network = out_.evaluation.network;
    const expr::Value value = effect.value->Evaluate(network.slots(), network.scratch());
    const bool known = value.kind() == expr::ValueKind::kInt;
    const LimitValue limit{tables_.limits[effect.limit].id, tables_.limits[effect.limit].text,
                           known ? value.as_int() : 0, tables_.policies[active.policy].id,
                           !known || active.undetermined};
    if (!out_.limit_set[effect.limit]) {
      out_.limit_set[effect.limit] = 1;
      out_.limits_set.push_back(effect.limit);
      out_.limit_places[effect.limit] = static_cast<int32_t>(out_.limits.size());
      out_.limits.push_back(limit);
    } else if (limit.value < out_.limit_values[effect.limit]) {
      out_.limits[static_cast<size_t>(out_.limit_places[effect.limit])] = limit;
    } else {
      return;
    }
    out_.limit_values[effect.limit] = limit.value;
  }

  // Appends to the list of the action's reasons, which runs through `recommendations`.
  void AddRecommendation(Index action, ReasonKind kind, Index source) {
    const auto place = static_cast<int32_t>(out_.recommendations.size());
    Recommendation& added = Append(&out_.recommendations);
    added.action = action;
    added.kind = kind;
    added.source = source;
    ActionMark& mark = out_.Mark(action);
    if (mark.first_reason < 0) {
      mark.first_reason = place;
    } else {
      out_.recommendations[static_cast<size_t>(mark.last_reason)].next = place;
    }
    mark.last_reason = place;
  }

  void Recommend(pack::PolicyClass policy_class) {
    for (const ActivePolicy* active : out_.advising[static_cast<size_t>(policy_class)]) {
      for (Index action : tables_.policies[active->policy].recommend) {
        AddRecommendation(action, ReasonKind::kPolicy, active->policy);
      }
    }
  }

  // Safety, policy, hostility, persona, need, kind of contact, general; within each as it comes.
  void Recommend() {
    Recommend(pack::PolicyClass::kSafety);
    Recommend(pack::PolicyClass::kPolicy);
    Recommend(pack::PolicyClass::kHostility);
    RecommendPlaybooks();
    Recommend(pack::PolicyClass::kGeneral);
  }

  void RecommendPlaybooks() {
    const Evaluation& e = out_.evaluation;
    if (suppress_playbooks_) return;
    const auto add_playbook = [&](const auto& entries, ReasonKind kind, Index source) {
      for (Index action : entries[source].playbook) AddRecommendation(action, kind, source);
    };
    if (e.persona >= 0) {
      add_playbook(tables_.personas, ReasonKind::kPersona, static_cast<Index>(e.persona));
      for (Index persona : e.also()) {
        add_playbook(tables_.personas, ReasonKind::kPersona, persona);
      }
    }
    for (const NeedRecord& need : out_.need_records) {
      add_playbook(tables_.service.needs, ReasonKind::kNeed, need.need);
    }
    for (Index kind : out_.kinds) {
      add_playbook(tables_.service.contact_kinds, ReasonKind::kContactKind, kind);
    }
  }

  void Actions() {
    for (size_t i = 0; i < out_.recommendations.size(); ++i) {
      const Index action = out_.recommendations[i].action;
      const ActionMark& mark = out_.marks[action];
      if (mark.first_reason == static_cast<int32_t>(i) && mark.forbidden < 0) {
        AddAction(action, mark);
      }
    }
  }

  void AddAction(Index index, const ActionMark& mark) {
    const ruleset::ActionEntry& action = tables_.actions[index];
    bool availability_known = true;
    if (action.available_when != nullptr) {
      expr::NetworkState& network = out_.evaluation.network;
      const expr::Value available =
          action.available_when->Evaluate(network.slots(), network.scratch());
      if (available.is_false()) return;
      availability_known = available.is_true();
    }
    out_.actions.push_back(out_.advice[index]);
    ActionAdvice& advice = out_.actions.back();
    advice.availability_known = availability_known;
    if (mark.approval >= 0) {
      advice.approval_from = tables_.policies[static_cast<Index>(mark.approval)].approval_from;
    }
    Range& reasons = Append(&out_.action_reason_ranges);
    reasons.begin = out_.action_reasons.size();
    for (int32_t i = mark.first_reason; i >= 0; ++reasons.size) {
      const Recommendation& r = out_.recommendations[static_cast<size_t>(i)];
      ActionReason& reason = Append(&out_.action_reasons);
      reason.kind = r.kind;
      reason.id = IdOf(r);
      i = r.next;
    }
    Range& say = Append(&out_.action_say_ranges);
    say.begin = out_.say.size();
    if (out_.has_plain_lines[index] == 0) {
      for (const ruleset::Line& line : action.say) say.size += AddLine(line) ? 1 : 0;
    }
  }

  std::string_view IdOf(const Recommendation& r) const {
    switch (r.kind) {
      case ReasonKind::kPolicy:
        return tables_.policies[r.source].id;
      case ReasonKind::kPersona:
        return tables_.personas[r.source].id;
      case ReasonKind::kNeed:
        return tables_.service.needs[r.source].id;
      case ReasonKind::kContactKind:
        break;
    }
    return tables_.service.contact_kinds[r.source].id;
  }

  // A line of nothing but text is the rule set's own.
  bool AddLine(const ruleset::Line& line) {
    if (ruleset::IsPlain(line)) {
      out_.say.push_back(line[0].text);
      return true;
    }
    const size_t begin = out_.arena.size();
    if (!WriteLine(line, conversation_.facts, out_.limit_set, out_.limit_values, &out_.arena)) {
      return false;
    }
    out_.made_lines.push_back({out_.say.size(), {begin, out_.arena.size() - begin}});
    out_.arena.push_back('\0');
    out_.say.emplace_back();
    return true;
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
  bool suppress_playbooks_ = false;
};

}  // namespace

void CombineEffects(const ConversationState& conversation, DecisionState* out) {
  EffectCombiner(conversation, out).Run();
}

}  // namespace rapport::engine
