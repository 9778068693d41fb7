// Deciding, in the order of its steps: evaluate the conversation as it stands, evaluate the policies,
// combine their effects (forbid beats recommend, the smallest limit counts, one escalation a route),
// and set out the result. Escalations need the turn since which they hold: only when one is due are the
// turns replayed.

#include <algorithm>
#include <cstdlib>
#include <string>

#include "engine/conversation_state.h"
#include "engine/decision_state.h"
#include "engine/line_writer.h"
#include "rapport/decision.h"

namespace rapport {
namespace engine {
namespace {

using ruleset::Index;
using ruleset::PolicyEntry;
using ruleset::Tables;

template <typename T>
ListView<T> ViewOf(const std::vector<T>& items, Range range) {
  return {items.data() + range.begin, range.size};
}

class Decider {
 public:
  Decider(const ConversationState& conversation, std::optional<Time> now, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), now_(now), out_(*out) {}

  void Run() {
    Clear();
    Evaluate(tables_, conversation_.facts, conversation_.sums, conversation_.turns, now_,
             &out_.evaluation);
    EvaluatePolicies(tables_, &out_.evaluation, &out_.outcomes);
    Personas();
    Scales();
    Guards();
    Limits();
    Recommend();
    Actions();
    Escalations();
    EvidenceList();
    UndeterminedList();
  }

 private:
  void Clear() {
    out_.rules = conversation_.rules;
    out_.rule_set_name = tables_.name;
    out_.recommendations.clear();
    out_.escalating.clear();
    out_.limit_values.assign(tables_.limits.size(), 0);
    out_.limit_set.assign(tables_.limits.size(), 0);
    out_.forbidden_by.assign(tables_.actions.size(), -1);
    out_.approval_by.assign(tables_.actions.size(), -1);
    out_.cue_listed.assign(tables_.cues.size(), 0);
    out_.arena.clear();
    out_.say_ranges.clear();
    out_.evidence_ranges.clear();
    out_.action_reason_ranges.clear();
    out_.action_say_ranges.clear();
    out_.escalation_reason_ranges.clear();
    out_.missing_ranges.clear();
    out_.also.clear();
    out_.personas.clear();
    out_.scales.clear();
    out_.actions.clear();
    out_.action_reasons.clear();
    out_.say.clear();
    out_.forbidden.clear();
    out_.limits.clear();
    out_.flags.clear();
    out_.escalations.clear();
    out_.escalation_reasons.clear();
    out_.evidence.clear();
    out_.undetermined.clear();
    out_.missing.clear();
  }

  void Personas() {
    const Evaluation& e = out_.evaluation;
    for (Index p = 0; p < tables_.personas.size(); ++p) {
      out_.personas.push_back({tables_.personas[p].id, static_cast<int32_t>(e.persona_scores[p]),
                               e.probabilities[p]});
    }
    const Verdict& verdict = e.verdict;
    const Index none = tables_.none();
    const Index reported = verdict.persona < 0 ? none : static_cast<Index>(verdict.persona);
    const Index top = verdict.top < 0 ? none : static_cast<Index>(verdict.top);
    out_.persona = tables_.personas[reported].id;
    out_.probability = e.probabilities[reported];
    out_.top = tables_.personas[top].id;
    out_.top_probability = e.probabilities[top];
    out_.abstained = verdict.abstained;
    for (Index p : verdict.also) out_.also.push_back(tables_.personas[p].id);
  }

  void Scales() {
    const Evaluation& e = out_.evaluation;
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      const ruleset::ScaleEntry& scale = tables_.scales[s];
      ScaleLevel level{scale.id, e.language_supported, 0, {},
                       static_cast<int32_t>(e.scales[s].score)};
      if (level.known) {
        level.level = e.scales[s].level;
        level.name = scale.levels[static_cast<size_t>(level.level)];
      }
      out_.scales.push_back(level);
    }
  }

  bool IsUndetermined(Index policy) const {
    return out_.outcomes[policy].outcome != Outcome::kTrue;
  }

  void Forbid(Index action, Index policy) {
    const bool undetermined = IsUndetermined(policy);
    int32_t& entry = out_.forbidden_by[action];
    if (entry < 0) {
      entry = static_cast<int32_t>(out_.forbidden.size());
      out_.forbidden.push_back({tables_.actions[action].id, tables_.policies[policy].id,
                                undetermined});
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
        for (Index action = 0; policy.forbid_kinds != 0 && action < tables_.actions.size(); ++action) {
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
    for (const Range& range : out_.say_ranges) {
      out_.say.push_back(std::string_view(out_.arena).substr(range.begin, range.size));
    }
    for (size_t i = 0; i < out_.actions.size(); ++i) {
      out_.actions[i].reasons = ViewOf(out_.action_reasons, out_.action_reason_ranges[i]);
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
      advice.approval_from = tables_.policies[static_cast<Index>(out_.approval_by[index])].approval_from;
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
      ++say.size;
    }
    out_.action_reason_ranges.push_back(reasons);
    out_.action_say_ranges.push_back(say);
    out_.actions.push_back(advice);
  }

  void Escalations() {
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (out_.outcomes[p].advises && tables_.policies[p].escalate) {
        out_.escalating.push_back({p, 0, false});
      }
    }
    if (out_.escalating.empty()) return;
    FindSince();
    for (Index route : tables_.route_order) AddEscalation(route);
    for (size_t i = 0; i < out_.escalations.size(); ++i) {
      out_.escalations[i].reasons =
          ViewOf(out_.escalation_reasons, out_.escalation_reason_ranges[i]);
    }
  }

  // For each escalation that holds now, the turn from which it has held without a break. Each prefix
  // is judged at its own turn's time, with the facts as they are now.
  void FindSince() {
    const auto last = static_cast<int32_t>(conversation_.turns.size()) - 1;
    for (EscalationRecord& record : out_.escalating) record.since_turn = std::max(last, 0);
    if (last < 1) return;
    out_.replay_sums.Reset(tables_.cues.size());
    for (int32_t t = 0; t <= last; ++t) {
      const TurnRecord& turn = conversation_.turns[static_cast<size_t>(t)];
      Accumulate(tables_, turn, conversation_.hits.data() + turn.first_hit, &out_.replay_sums);
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
    Escalation escalation{tables_.routes[route].id, tables_.routes[route].text,
                          tables_.routes[route].level, {}, std::nullopt, 0, false};
    Range reasons{out_.escalation_reasons.size(), 0};
    for (const EscalationRecord& record : out_.escalating) {
      const PolicyEntry& policy = tables_.policies[record.policy];
      if (policy.escalate->route != route) continue;
      if (reasons.size == 0 || record.since_turn < escalation.since_turn) {
        escalation.since_turn = record.since_turn;
      }
      if (policy.escalate->within) {
        const std::optional<Time> from = TimeOf(record.since_turn);
        if (from && (!escalation.due || *from + *policy.escalate->within < *escalation.due)) {
          escalation.due = *from + *policy.escalate->within;
        }
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

  void AddHits(Index cue, std::string_view persona, Milli weight) {
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public) continue;
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        if (hit.cue != cue || hit.status != HitStatus::kCounts) continue;
        const size_t begin = out_.arena.size();
        out_.arena.append(conversation_.turn_text(turn).substr(hit.begin, hit.end - hit.begin));
        out_.evidence_ranges.push_back({begin, hit.end - hit.begin});
        out_.evidence.push_back({tables_.cues[cue].id, false, static_cast<int32_t>(t), hit.begin,
                                 hit.end, {}, persona, weight});
      }
    }
    out_.cue_listed[cue] = 1;
  }

  void AddPersonaEvidence(Index persona) {
    const ruleset::PersonaEntry& entry = tables_.personas[persona];
    for (const ruleset::Weight& w : entry.evidence) {
      if (w.weight == 0 || out_.evaluation.evidence[w.evidence] == 0) continue;
      if (w.evidence < tables_.cues.size()) {
        AddHits(w.evidence, entry.id, w.weight);
      } else {
        const Index condition = w.evidence - static_cast<Index>(tables_.cues.size());
        out_.evidence_ranges.push_back({0, 0});
        out_.evidence.push_back(
            {tables_.conditions[condition].id, true, -1, 0, 0, {}, entry.id, w.weight});
      }
    }
  }

  void EvidenceList() {
    const Verdict& verdict = out_.evaluation.verdict;
    if (verdict.abstained != Abstained::kLanguage && verdict.top >= 0) {
      AddPersonaEvidence(static_cast<Index>(verdict.top));
      for (Index persona : verdict.also) AddPersonaEvidence(persona);
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (out_.outcomes[p].outcome != Outcome::kTrue) continue;
      for (Index cue : tables_.policies[p].cues) {
        if (!out_.cue_listed[cue] && conversation_.sums.hit_totals[cue] > 0) AddHits(cue, {}, 0);
      }
    }
    // The arena has stopped growing: what pointed into it as ranges becomes views.
    const std::string_view arena = out_.arena;
    for (size_t i = 0; i < out_.evidence.size(); ++i) {
      out_.evidence[i].text = arena.substr(out_.evidence_ranges[i].begin, out_.evidence_ranges[i].size);
    }
    for (size_t i = 0; i < out_.say.size(); ++i) {
      out_.say[i] = arena.substr(out_.say_ranges[i].begin, out_.say_ranges[i].size);
    }
    for (size_t i = 0; i < out_.actions.size(); ++i) {
      out_.actions[i].say = ViewOf(out_.say, out_.action_say_ranges[i]);
    }
    std::sort(out_.evidence.begin(), out_.evidence.end(), [](const Evidence& a, const Evidence& b) {
      const int32_t wa = std::abs(a.weight), wb = std::abs(b.weight);
      if (wa != wb) return wa > wb;
      if (a.turn != b.turn) return a.turn < b.turn;
      if (a.begin != b.begin) return a.begin < b.begin;
      if (a.id != b.id) return a.id < b.id;
      if (a.end != b.end) return a.end < b.end;
      return a.persona < b.persona;
    });
  }

  void UndeterminedList() {
    const Evaluation& e = out_.evaluation;
    for (const UndeterminedRecord& record : e.undetermined) {
      Undetermined entry;
      entry.id = record.is_policy ? std::string_view(tables_.policies[record.index].id)
                                  : std::string_view(tables_.conditions[record.index].id);
      entry.is_policy = record.is_policy;
      entry.is_error = record.error != expr::ErrorCode::kNone;
      if (entry.is_error) entry.error = expr::ErrorText(record.error);
      out_.missing_ranges.push_back({out_.missing.size(), record.missing_count});
      for (size_t i = 0; i < record.missing_count; ++i) {
        const int32_t slot = e.missing_slots[record.first_missing + i];
        out_.missing.push_back(slot < 0 ? std::string_view()
                                        : std::string_view(tables_.slot_names[static_cast<size_t>(slot)]));
      }
      out_.undetermined.push_back(entry);
    }
    for (size_t i = 0; i < out_.undetermined.size(); ++i) {
      out_.undetermined[i].missing = ViewOf(out_.missing, out_.missing_ranges[i]);
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  std::optional<Time> now_;
  DecisionState& out_;
  bool suppress_playbooks_ = false;
};

}  // namespace
}  // namespace engine

Status Decide(const Conversation& conversation, std::optional<Time> now, Decision* decision) {
  if (decision == nullptr) return Status(StatusCode::kInvalidArgument, "decision is null");
  const engine::ConversationState& state = conversation.state();
  engine::Decider(state, now ? now : state.sums.last_at, decision->state_.get()).Run();
  return Status();
}

}  // namespace rapport
