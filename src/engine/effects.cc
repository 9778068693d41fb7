#include "engine/effects.h"

#include <algorithm>

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
    Guards();
    Limits();
    Recommend();
    Actions();
  }

 private:
  bool IsUndetermined(Index policy) const {
    return out_.outcomes[policy].outcome != Outcome::kTrue;
  }

  void Forbid(Index action, Index policy) {
    const bool undetermined = IsUndetermined(policy);
    int32_t& entry = out_.forbidden_by[action];
    if (entry < 0) {
      entry = static_cast<int32_t>(out_.forbidden.size());
      out_.forbidden.push_back(
          {tables_.actions[action].id, tables_.policies[policy].id, undetermined});
    } else if (out_.forbidden[static_cast<size_t>(entry)].undetermined && !undetermined) {
      // A certain reason says more than an undetermined one.
      out_.forbidden[static_cast<size_t>(entry)].policy = tables_.policies[policy].id;
      out_.forbidden[static_cast<size_t>(entry)].undetermined = false;
    }
  }

  void Guards() {
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      const PolicyEntry& policy = tables_.policies[p];
      if (out_.outcomes[p].guards) {
        for (Index action : policy.forbid) Forbid(action, p);
        for (Index action = 0; policy.forbid_kinds != 0 && action < tables_.actions.size();
             ++action) {
          const auto kind = static_cast<uint32_t>(tables_.actions[action].kind);
          if ((policy.forbid_kinds >> kind) & 1u) Forbid(action, p);
        }
        for (Index action : policy.approval_actions) {
          if (out_.approval_by[action] < 0) out_.approval_by[action] = static_cast<int32_t>(p);
        }
        suppress_playbooks_ |= policy.suppress_playbooks;
      }
      if (out_.outcomes[p].advises) {
        for (Index flag : policy.flags) {
          out_.flags.push_back({tables_.flags[flag].id, policy.id});
        }
      }
    }
  }

  // The smallest value of each limit; an unknown one is 0, so that nothing is promised.
  void Limits() {
    std::vector<LimitValue>& limits = out_.limits;
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (!out_.outcomes[p].guards) continue;
      for (const ruleset::LimitEffect& effect : tables_.policies[p].limits) {
        const expr::Value value =
            effect.value->Evaluate(out_.evaluation.slots, &out_.evaluation.scratch);
        const bool known = value.kind() == expr::ValueKind::kInt;
        const LimitValue limit{tables_.limits[effect.limit].id, tables_.limits[effect.limit].text,
                               known ? value.as_int() : 0, tables_.policies[p].id,
                               !known || IsUndetermined(p)};
        if (!out_.limit_set[effect.limit]) {
          limits.push_back(limit);
        } else if (limit.value < out_.limit_values[effect.limit]) {
          *std::find_if(limits.begin(), limits.end(),
                        [&](const LimitValue& l) { return l.id == limit.id; }) = limit;
        } else {
          continue;
        }
        out_.limit_set[effect.limit] = 1;
        out_.limit_values[effect.limit] = limit.value;
      }
    }
  }

  void AddRecommendation(Index action, uint8_t rank, bool is_policy, Index source) {
    out_.recommendations.push_back(
        {action, rank, static_cast<uint32_t>(out_.recommendations.size()), is_policy, source});
  }

  void Recommend() {
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (!out_.outcomes[p].advises) continue;
      for (Index action : tables_.policies[p].recommend) {
        AddRecommendation(action, static_cast<uint8_t>(tables_.policies[p].policy_class), true, p);
      }
    }
    const Verdict& verdict = out_.evaluation.verdict;
    if (verdict.persona < 0 || suppress_playbooks_) return;
    constexpr uint8_t kPersonaRank = 3;
    auto add_playbook = [&](Index persona) {
      for (Index action : tables_.personas[persona].playbook) {
        AddRecommendation(action, kPersonaRank, false, persona);
      }
    };
    add_playbook(static_cast<Index>(verdict.persona));
    for (Index persona : verdict.also) add_playbook(persona);
  }

  void Actions() {
    std::vector<Recommendation>& all = out_.recommendations;
    std::sort(all.begin(), all.end(), [](const Recommendation& a, const Recommendation& b) {
      return a.rank != b.rank ? a.rank < b.rank : a.order < b.order;
    });
    for (size_t i = 0; i < all.size(); ++i) {
      const Index action = all[i].action;
      const bool seen = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const Recommendation& r) { return r.action == action; });
      if (!seen && out_.forbidden_by[action] < 0) AddAction(action);
    }
    for (size_t i = 0; i < out_.actions.size(); ++i) {
      out_.actions[i].reasons = View(out_.action_reasons, out_.action_reason_ranges[i]);
    }
  }

  void AddAction(Index index) {
    const ruleset::ActionEntry& action = tables_.actions[index];
    ActionAdvice advice{action.id, action.label, action.by, action.kind, {}, {}, {}, true};
    if (action.available_when != nullptr) {
      const expr::Value available =
          action.available_when->Evaluate(out_.evaluation.slots, &out_.evaluation.scratch);
      if (available.is_false()) return;
      advice.availability_known = available.is_true();
    }
    if (out_.approval_by[index] >= 0) {
      advice.approval_from =
          tables_.policies[static_cast<Index>(out_.approval_by[index])].approval_from;
    }
    Range reasons{out_.action_reasons.size(), 0};
    for (const Recommendation& r : out_.recommendations) {
      if (r.action != index) continue;
      out_.action_reasons.push_back(
          {r.is_policy, r.is_policy ? std::string_view(tables_.policies[r.source].id)
                                    : std::string_view(tables_.personas[r.source].id)});
      ++reasons.size;
    }
    Range say{out_.say_ranges.size(), 0};
    for (const ruleset::Line& line : action.say) {
      const size_t begin = out_.arena.size();
      if (!WriteLine(line, conversation_.facts, out_.limit_set, out_.limit_values, &out_.arena)) {
        continue;
      }
      out_.say_ranges.push_back({begin, out_.arena.size() - begin});
      out_.arena.push_back('\0');
      ++say.size;
    }
    out_.action_reason_ranges.push_back(reasons);
    out_.action_say_ranges.push_back(say);
    out_.actions.push_back(advice);
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
