#include "engine/explanation_state.h"

#include "base/strings.h"
#include "engine/conversation_state.h"

namespace rapport::engine {

using ruleset::Index;
using ruleset::Tables;

void ExplanationState::Clear(const ConversationState& conversation) {
  const bool is_known = rules == conversation.rules && is_whole;
  is_whole = false;
  if (!is_known) TakeUp(conversation);
  texts.Clear();
  turns.clear();
  hits.clear();
  personas.clear();
  scales.clear();
  need_cues.clear();
  need_cue_ranges.clear();
  questions.clear();
  promises.clear();
  overridden.clear();
  protocols.clear();
  transitions.clear();
  transition_ranges.clear();
  facts.clear();
  signals.clear();
}

void ExplanationState::TakeUp(const ConversationState& conversation) {
  const Tables& tables = *conversation.tables;
  policies.clear();
  contact_kinds.clear();
  needs.clear();
  rules = conversation.rules;
  rule_set = tables.name;
  evaluation.Bind(tables);
  history.conversation.reset();
  history.evaluation.tables = nullptr;
  const uint32_t programs =
      tables.first_need_program() + static_cast<uint32_t>(tables.service.when_needs.size());
  judgements.TakeUp(programs, &evaluation);
  later_judgements = Judgements();
  term_counts.clear();
  term_places.assign(tables.terms.terms.size(), 0);
  SetOutWeights(tables);
  SetOutNeeds(tables);
  SetOutPolicies(tables);
}

void ExplanationState::SetOutWeights(const Tables& tables) {
  weight_begins.assign(tables.cues.size() + tables.conditions.size() + 1, 0);
  const auto for_each = [&](const auto& use) {
    Index target = 0;
    for (const ruleset::PersonaEntry& persona : tables.personas) {
      for (const ruleset::Weight& w : persona.evidence) use(target, w);
      ++target;
    }
    for (const ruleset::ScaleEntry& scale : tables.scales) {
      for (const ruleset::Weight& w : scale.evidence) use(target, w);
      ++target;
    }
  };
  for_each([this](Index, const ruleset::Weight& w) { ++weight_begins[w.evidence + 1]; });
  for (size_t i = 1; i < weight_begins.size(); ++i) weight_begins[i] += weight_begins[i - 1];
  weights.resize(weight_begins.back());
  std::vector<uint32_t> ends = weight_begins;
  for_each([&](Index target, const ruleset::Weight& w) {
    weights[ends[w.evidence]++] = {target, w.weight};
  });
}

void ExplanationState::SetOutNeeds(const Tables& tables) {
  const ruleset::ServiceTables& service = tables.service;
  playbooks.clear();
  const auto set_out = [&](const auto& entry, std::vector<ExplainedNeed>* out) {
    ExplainedNeed& e = Append(out);
    e.id = entry.id;
    e.label = entry.label;
    if (entry.when != nullptr) e.when = entry.when->source();
    for (const Index action : entry.playbook) playbooks.push_back(tables.actions[action].id);
  };
  for (const ruleset::ContactKindEntry& kind : service.contact_kinds) set_out(kind, &contact_kinds);
  for (const ruleset::NeedEntry& need : service.needs) set_out(need, &needs);
  size_t begin = 0;
  const auto bind = [&](const auto& entry, ExplainedNeed* e) {
    e->playbook = View(playbooks, {begin, entry.playbook.size()});
    begin += entry.playbook.size();
  };
  for (size_t k = 0; k < contact_kinds.size(); ++k) {
    bind(service.contact_kinds[k], &contact_kinds[k]);
  }
  for (size_t n = 0; n < needs.size(); ++n) bind(service.needs[n], &needs[n]);
}

void ExplanationState::SetOutPolicies(const Tables& tables) {
  rule_texts.Clear();
  effects.clear();
  policy_effects.clear();
  for (Index p = 0; p < tables.policies.size(); ++p) {
    const ruleset::PolicyEntry& policy = tables.policies[p];
    ExplainedPolicy& e = Append(&policies);
    e.id = policy.id;
    e.help = policy.help;
    e.when = policy.when->source();
    e.parts = judgements.parts(p);
    PolicyEffects& range = Append(&policy_effects);
    AddEffects(policy, tables, false, &range.begin, &range.guards, &range.end);
    if (!policy.escalate) continue;
    AddEffects(policy, tables, true, &range.suppressed_begin, &range.suppressed_guards,
               &range.suppressed_end);
  }
}

void ExplanationState::AddEffects(const ruleset::PolicyEntry& policy, const Tables& tables,
                                  bool suppressed, uint32_t* begin, uint32_t* guards,
                                  uint32_t* end) {
  const auto add = [&](const auto&... pieces) {
    StrAppend(&rule_texts, pieces...);
    effects.push_back(rule_texts.Finish());
  };
  const auto add_actions = [&](std::string_view verb, const Array<Index>& actions) {
    for (const Index action : actions) add(verb, tables.actions[action].id);
  };
  *begin = static_cast<uint32_t>(effects.size());
  add_actions("recommend ", policy.recommend);
  for (const Index flag : policy.flags) add("flag ", tables.flags[flag].id);
  if (policy.escalate) {
    add("escalate to ", tables.routes[policy.escalate->route].id, ": ",
        tables.reasons[policy.escalate->reason].id, suppressed ? " (suppressed)" : "");
  }
  *guards = static_cast<uint32_t>(effects.size());
  add_actions("forbid ", policy.forbid);
  for (int kind = 0; kind <= static_cast<int>(ActionKind::kHandover); ++kind) {
    if (((policy.forbid_kinds >> kind) & 1u) == 0) continue;
    add("forbid every ", ActionKindName(static_cast<ActionKind>(kind)));
  }
  if (policy.suppress_playbooks) effects.emplace_back("suppress playbooks");
  add_actions("require approval of ", policy.approval_actions);
  for (const ruleset::LimitEffect& limit : policy.limits) {
    add("limit ", tables.limits[limit.limit].id, ": ", limit.value->source());
  }
  *end = static_cast<uint32_t>(effects.size());
}

}  // namespace rapport::engine
