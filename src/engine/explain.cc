// Explaining: the same evaluation as deciding, with every part written down. Slow by design and
// apart from the decision path.

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "engine/evaluation.h"
#include "engine/explain_service.h"
#include "engine/history.h"
#include "engine/near_miss.h"
#include "engine/policies.h"
#include "pack/signals.h"
#include "rapport/explanation.h"

namespace rapport {

const char* OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kTrue:
      return "true";
    case Outcome::kFalse:
      return "false";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kError:
      return "error";
  }
  return "unknown";
}

namespace engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

class Explainer {
 public:
  Explainer(const ConversationState& conversation, std::optional<Time> now)
      : conversation_(conversation), tables_(*conversation.tables), now_(now) {
    Evaluate(tables_, conversation.facts, conversation.sums, conversation.turns, now, &evaluation_);
    ShowVerdict(conversation.overrides, &evaluation_);
    ReadHistory(conversation, &history_);
    ShowProtocols(history_.protocols, &evaluation_);
    EvaluatePolicies(&evaluation_);
  }

  Explanation Run() {
    out_.rule_set = tables_.name;
    Turns();
    term_counts_ = TermCounts();
    Personas();
    Scales();
    ExplainService(
        conversation_, now_, &evaluation_,
        [this](int32_t slot) { return WhyNotCondition(slot, evaluation_); }, &out_);
    for (const ruleset::PolicyEntry& policy : tables_.policies) AddPolicy(policy);
    Overrides();
    for (Index p = 0; p < tables_.protocols.size(); ++p) AddProtocol(p);
    Values();
    return std::move(out_);
  }

 private:
  void Turns() {
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      const std::string_view text = conversation_.turn_text(turn);
      out_.turns.push_back({turn.by, std::string(text)});
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        ExplainedHit explained;
        explained.cue = tables_.cues[hit.cue].id;
        explained.turn = static_cast<int32_t>(t);
        explained.begin = hit.begin;
        explained.end = hit.end;
        explained.text = std::string(text.substr(hit.begin, hit.end - hit.begin));
        if (hit.status == HitStatus::kNegated) explained.ignored = "negated";
        if (hit.status == HitStatus::kQuoted) explained.ignored = "quoted";
        out_.hits.push_back(std::move(explained));
      }
    }
    std::stable_sort(out_.hits.begin(), out_.hits.end(),
                     [](const ExplainedHit& a, const ExplainedHit& b) {
                       return a.turn != b.turn ? a.turn < b.turn : a.begin < b.begin;
                     });
  }

  // How often each term was said, decayed, by term.
  std::map<uint32_t, int64_t> TermCounts() const {
    std::map<uint32_t, int64_t> counts;
    bool first = true;
    for (const TurnRecord& turn : conversation_.turns) {
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      if (!first) {
        for (auto& [term, count] : counts) count = MultiplyMilli(count, tables_.decay);
      }
      first = false;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        counts[conversation_.terms[i].term] += kOne;
      }
    }
    return counts;
  }

  void AddTerms(Index target, std::vector<Contribution>* out) const {
    const ruleset::TermTable& table = tables_.terms;
    const TermScale scale(table, conversation_.sums.term_words);
    for (const auto& [term, count] : term_counts_) {
      const Milli weight = table.weight(term, target);
      const int64_t contribution = scale.Contribution(MultiplyMilli(count, weight));
      if (contribution == 0) continue;
      Contribution c;
      c.id = table.terms[term];
      c.kind = EvidenceKind::kWord;
      c.count = ShownScore(count);
      c.weight = weight;
      c.contribution = ShownScore(contribution);
      out->push_back(std::move(c));
    }
  }

  // `target`: the persona's or scale's, of the word tables.
  std::vector<Contribution> Contributions(const Array<ruleset::Weight>& weights,
                                          Index target) const {
    std::vector<Contribution> out;
    AddTerms(target, &out);
    for (const ruleset::Weight& w : weights) {
      Contribution c;
      const bool is_condition = w.evidence >= tables_.cues.size();
      const size_t condition = w.evidence - tables_.cues.size();
      c.kind = is_condition ? EvidenceKind::kCondition : EvidenceKind::kCue;
      c.id = is_condition ? tables_.conditions[condition].id : tables_.cues[w.evidence].id;
      c.count = evaluation_.Count(conversation_.sums, w.evidence);
      c.weight = w.weight;
      c.contribution = static_cast<int32_t>(ContributionOf(c.count, w.weight));
      if (is_condition) {
        const size_t slot = static_cast<size_t>(tables_.slots.conditions) + condition;
        const expr::Value& value = evaluation_.slots()[slot];
        c.is_unknown = value.is_unknown() || value.is_error();
      }
      if (c.contribution != 0 || c.is_unknown) out.push_back(std::move(c));
    }
    std::stable_sort(out.begin(), out.end(), [](const Contribution& a, const Contribution& b) {
      return std::abs(a.contribution) > std::abs(b.contribution);
    });
    return out;
  }

  void Personas() {
    for (Index p = 0; p < tables_.personas.size(); ++p) {
      const ruleset::PersonaEntry& persona = tables_.personas[p];
      ExplainedPersona e;
      e.id = persona.id;
      e.label = persona.label;
      e.bias = persona.bias;
      e.score = ShownScore(evaluation_.scores[p]);
      e.probability = evaluation_.probabilities[p];
      const int32_t reported = evaluation_.persona;
      e.reported = reported == static_cast<int32_t>(p) || (reported < 0 && p == tables_.none());
      e.contributions = Contributions(persona.evidence, p);
      if (!e.reported) e.why_not = WhyNot(p);
      out_.personas.push_back(std::move(e));
    }
    std::stable_sort(
        out_.personas.begin(), out_.personas.end(),
        [](const ExplainedPersona& a, const ExplainedPersona& b) { return a.score > b.score; });
  }

  std::string WhyNot(Index p) const {
    const Verdict& verdict = evaluation_.verdict;
    const Index none = tables_.none();
    if (evaluation_.persona_is_set) {
      return StrCat(tables_.personas[*conversation_.overrides.persona()].id,
                    " was set by a person");
    }
    const std::vector<int64_t>& scores = evaluation_.scores;
    if (p == none) {
      return StrCat(tables_.personas[static_cast<Index>(verdict.persona)].id, " beats it by ",
                    FormatMilli(scores[static_cast<Index>(verdict.persona)] - scores[none]));
    }
    if (verdict.abstained == Abstained::kLanguage) {
      return StrCat("the text is not in the pack's language (", tables_.language, ")");
    }
    if (verdict.abstained == Abstained::kNoEvidence) return "nothing speaks for it";
    const auto best = static_cast<Index>(verdict.top);
    if (p != best) {
      return StrCat("behind ", tables_.personas[best].id, " by ",
                    FormatMilli(scores[best] - scores[p]));
    }
    if (verdict.abstained == Abstained::kMargin) {
      return StrCat("leads `none` by ", FormatMilli(scores[p] - scores[none]), "; the margin is ",
                    FormatMilli(tables_.margin), ", short by ",
                    FormatMilli(tables_.margin - (scores[p] - scores[none])));
    }
    const int32_t probability = evaluation_.probabilities[p];
    return StrCat("probability below the threshold of ", FormatMilli(tables_.threshold),
                  ", short by ", FormatMilli((tables_.threshold * 10 - probability + 9) / 10));
  }

  void Scales() {
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      const ruleset::ScaleEntry& scale = tables_.scales[s];
      ExplainedScale e;
      e.id = scale.id;
      e.known = evaluation_.KnowsLevel(s);
      e.bias = scale.bias;
      e.score = ShownScore(evaluation_.scores[tables_.personas.size() + s]);
      if (e.known) {
        e.level = evaluation_.Level(s);
        e.name = scale.levels[static_cast<size_t>(e.level)];
      }
      const auto next = static_cast<size_t>(evaluation_.levels[s]);
      if (next < scale.thresholds.size()) e.next_threshold = scale.thresholds[next];
      e.contributions =
          Contributions(scale.evidence, static_cast<Index>(tables_.personas.size()) + s);
      out_.scales.push_back(std::move(e));
    }
  }

  void AddPolicy(const ruleset::PolicyEntry& policy) {
    std::vector<expr::TraceNode> trace;
    const expr::Value value =
        policy.when->Trace(evaluation_.slots(), evaluation_.network.scratch(), &trace);
    const PolicyOutcome outcome = Resolve(policy, expr::TruthOf(value));
    ExplainedPolicy e;
    e.id = policy.id;
    e.help = policy.help;
    e.when = policy.when->source();
    e.outcome = value.is_true()    ? Outcome::kTrue
                : value.is_false() ? Outcome::kFalse
                : value.is_error() ? Outcome::kError
                                   : Outcome::kUnknown;
    e.effects = Effects(policy, outcome);
    e.applied = !e.effects.empty();
    e.why_not = DescribeNearMiss(
        e.when, trace, [this](int32_t slot) { return WhyNotCondition(slot, evaluation_); });
    for (const expr::TraceNode& node : trace) {
      ExplainedPart part;
      part.begin = node.begin;
      part.end = node.end;
      part.depth = node.parent < 0 ? 0 : e.parts[static_cast<size_t>(node.parent)].depth + 1;
      part.text = e.when.substr(node.begin, node.end - node.begin);
      part.value = node.value;
      part.evaluated = node.evaluated;
      e.parts.push_back(std::move(part));
    }
    out_.policies.push_back(std::move(e));
  }

  void AddProtocol(Index p) {
    const ruleset::ProtocolEntry& protocol = tables_.protocols[p];
    const ProtocolMemory& memory = history_.protocols[p];
    ExplainedProtocol e;
    e.id = protocol.id;
    e.label = protocol.label;
    ShowOwn(protocol, memory, &history_.evaluation);
    if (memory.state < 0) {
      e.transitions.push_back(
          Transition(protocol.states[0].id, protocol.starts_on, protocol.starts_when.get()));
    } else {
      e.state = protocol.states[static_cast<size_t>(memory.state)].id;
      for (const ruleset::ProtocolStateEntry& state : protocol.states) {
        const auto own = static_cast<Index>(memory.state);
        const bool is_open = std::count(state.from.begin(), state.from.end(), own) > 0;
        if (!is_open || state.id == e.state) continue;
        e.transitions.push_back(Transition(state.id, state.on, state.enter_when.get()));
      }
    }
    out_.protocols.push_back(std::move(e));
  }

  ExplainedTransition Transition(std::string_view to, const Array<Index>& on,
                                 const expr::Program* when) {
    ExplainedTransition e{std::string(to),
                          std::string(when == nullptr ? std::string_view() : when->source()), ""};
    if (on.size() > 0 && !IsHitInLastTurn(on)) {
      for (Index cue : on) {
        StrAppend(&e.why_not, e.why_not.empty() ? "none of " : ", ", tables_.cues[cue].id);
      }
      StrAppend(&e.why_not, " in this turn");
    }
    if (when == nullptr) return e;
    std::vector<expr::TraceNode> trace;
    Evaluation& after = history_.evaluation;
    when->Trace(after.slots(), after.network.scratch(), &trace);
    const std::string why = DescribeNearMiss(
        e.when, trace, [this](int32_t slot) { return WhyNotCondition(slot, history_.evaluation); });
    if (!why.empty()) StrAppend(&e.why_not, e.why_not.empty() ? "" : "; ", why);
    return e;
  }

  bool IsHitInLastTurn(const Array<Index>& cues) const {
    if (conversation_.turns.empty()) return false;
    const TurnRecord& turn = conversation_.turns.back();
    for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
      const HitRecord& hit = conversation_.hits[h];
      const bool counts = turn.is_public && hit.status == HitStatus::kCounts;
      if (counts && std::count(cues.begin(), cues.end(), hit.cue) > 0) return true;
    }
    return false;
  }

  // Conditions read each other without cycles, so this ends.
  std::string WhyNotCondition(int32_t slot, Evaluation& evaluation) {
    const int32_t index = slot - tables_.slots.conditions;
    if (index < 0 || static_cast<size_t>(index) >= tables_.conditions.size()) return {};
    const expr::Program& when = *tables_.conditions[static_cast<size_t>(index)].when;
    std::vector<expr::TraceNode> trace;
    when.Trace(evaluation.slots(), evaluation.network.scratch(), &trace);
    return DescribeNearMiss(when.source(), trace, [this, &evaluation](int32_t inner) {
      return WhyNotCondition(inner, evaluation);
    });
  }

  std::vector<std::string> Effects(const ruleset::PolicyEntry& policy,
                                   const PolicyOutcome& outcome) const {
    std::vector<std::string> effects;
    auto add_actions = [&](std::string_view verb, const Array<Index>& actions) {
      for (Index action : actions) effects.push_back(StrCat(verb, " ", tables_.actions[action].id));
    };
    if (outcome.advises) {
      add_actions("recommend", policy.recommend);
      for (Index flag : policy.flags) effects.push_back(StrCat("flag ", tables_.flags[flag].id));
      if (policy.escalate) {
        effects.push_back(
            StrCat("escalate to ", tables_.routes[policy.escalate->route].id, ": ",
                   tables_.reasons[policy.escalate->reason].id,
                   conversation_.overrides.Suppresses(policy) ? " (suppressed)" : ""));
      }
    }
    if (outcome.guards) {
      add_actions("forbid", policy.forbid);
      for (int kind = 0; kind <= static_cast<int>(ActionKind::kHandover); ++kind) {
        if ((policy.forbid_kinds >> kind) & 1u) {
          effects.push_back(StrCat("forbid every ", ActionKindName(static_cast<ActionKind>(kind))));
        }
      }
      if (policy.suppress_playbooks) effects.emplace_back("suppress playbooks");
      add_actions("require approval of", policy.approval_actions);
      for (const ruleset::LimitEffect& limit : policy.limits) {
        effects.push_back(
            StrCat("limit ", tables_.limits[limit.limit].id, ": ", limit.value->source()));
      }
    }
    return effects;
  }

  void Overrides() {
    const engine::Overrides& overrides = conversation_.overrides;
    const auto level_name = [this](Index scale, int32_t level) {
      return std::string(tables_.scales[scale].levels[static_cast<size_t>(level)]);
    };
    if (overrides.persona()) {
      const int32_t found = evaluation_.verdict.persona;
      const Index index = found < 0 ? tables_.none() : static_cast<Index>(found);
      out_.overridden.push_back({OverrideKind::kPersona, "persona",
                                 std::string(tables_.personas[*overrides.persona()].id),
                                 std::string(tables_.personas[index].id)});
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      if (!overrides.levels()[s]) continue;
      out_.overridden.push_back(
          {OverrideKind::kScale, std::string(tables_.scales[s].id),
           level_name(s, *overrides.levels()[s]),
           evaluation_.language_supported ? level_name(s, evaluation_.levels[s]) : "unknown"});
    }
    for (const Index route : tables_.route_order) {
      const auto& rule = overrides.routes()[route].rule;
      if (!rule) continue;
      out_.overridden.push_back({OverrideKind::kEscalation, std::string(tables_.routes[route].id),
                                 EscalationOverrideName(*rule), Escalates(route)});
    }
  }

  // The reasons for which policies escalate to a route, in the order of the pack.
  std::string Escalates(Index route) {
    std::vector<ActivePolicy> active;
    ListActivePolicies(evaluation_, &active);
    std::string reasons;
    for (const ActivePolicy& a : active) {
      const ruleset::PolicyEntry& policy = tables_.policies[a.policy];
      if (!a.outcome.advises || !policy.escalate || policy.escalate->route != route) continue;
      StrAppend(&reasons, reasons.empty() ? "" : ", ", tables_.reasons[policy.escalate->reason].id);
    }
    return reasons.empty() ? "no escalation" : reasons;
  }

  void Values() {
    for (Index i = 0; i < tables_.facts.size(); ++i) {
      const expr::Value& value = conversation_.facts.value(i);
      if (!value.is_unknown()) out_.facts.emplace_back(tables_.facts[i].id, value.ToString());
    }
    for (const pack::SignalInfo& signal : pack::Signals()) {
      const size_t slot =
          static_cast<size_t>(tables_.slots.signals) + static_cast<size_t>(signal.id);
      out_.signals.emplace_back(signal.name, evaluation_.slots()[slot].ToString());
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  const std::optional<Time> now_;
  Evaluation evaluation_;
  History history_;
  std::map<uint32_t, int64_t> term_counts_;
  Explanation out_;
};

}  // namespace
}  // namespace engine

Result<Explanation> Explain(const Conversation& conversation, std::optional<Time> now) {
  if (Status status = engine::CheckNow(now); !status.ok()) return status;
  const engine::ConversationState& state = conversation.state();
  return engine::Explainer(state, now ? now : state.sums.last_at).Run();
}

}  // namespace rapport
