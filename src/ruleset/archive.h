#ifndef RAPPORT_RULESET_ARCHIVE_H_
#define RAPPORT_RULESET_ARCHIVE_H_

// The tables of a rule set in archives (base/archive.h), struct by struct, each beside the order of
// its members in tables.h. Whoever changes what is visited changes kLayoutVersion in image.h.

#include "base/archive.h"
#include "ruleset/tables.h"

namespace rapport {

template <typename A>
void Visit(A& a, Duration& t) {
  int64_t micros = t.count();
  a.Number(micros);
  t = Duration(micros);
}

template <typename A>
void Visit(A& a, Time& t) {
  int64_t micros = t.time_since_epoch().count();
  a.Number(micros);
  t = Time(Duration(micros));
}

// The alternatives by their index.
template <typename A>
void Visit(A& a, pack::FactValue& t) {
  uint8_t index = static_cast<uint8_t>(t.index());
  a.Choice(index, uint8_t{6});
  if constexpr (A::kReads) {
    switch (index) {
      case 0:
        t.emplace<0>();
        break;
      case 1:
        t.emplace<1>();
        break;
      case 2:
        t.emplace<2>();
        break;
      case 3:
        t.emplace<3>();
        break;
      case 4:
        t.emplace<4>();
        break;
      case 5:
        t.emplace<5>();
        break;
      default:
        t.emplace<6>();
        break;
    }
  }
  switch (index) {
    case 0:
      return a.Flag(std::get<0>(t));
    case 1:
      return a.Number(std::get<1>(t));
    case 2:
      return a.Real(std::get<2>(t));
    case 3:
      return a.Text(std::get<3>(t));
    case 4:
      return a.Item(std::get<4>(t));
    case 5:
      return a.Item(std::get<5>(t));
    default:
      return a.Each(std::get<6>(t));
  }
}

}  // namespace rapport

namespace rapport::ruleset {

template <typename A, typename T>
void VisitOwned(A& a, std::unique_ptr<T>& t) {
  bool present = t != nullptr;
  a.Flag(present);
  if constexpr (A::kReads) t = present && a.ok() ? std::make_unique<T>() : nullptr;
  if (t == nullptr) return;
  a.Part(sizeof(T));
  a.Item(*t);
}

template <typename A>
void Visit(A& a, FactEntry& t) {
  a.Text(t.id);
  a.Text(t.help);
  a.Choice(t.type, FactType::kStrings);
  a.Each(t.values);
  a.Maybe(t.min);
  a.Maybe(t.max);
  a.Maybe(t.default_value);
}

template <typename A>
void Visit(A& a, CueEntry& t) {
  a.Text(t.id);
  a.Text(t.help);
  a.Flag(t.ignore_negated);
  a.Flag(t.ignore_quoted);
  a.Flag(t.names_customer);
}

template <typename A>
void Visit(A& a, ConditionEntry& t) {
  a.Text(t.id);
  VisitOwned(a, t.when);
}

template <typename A>
void Visit(A& a, PersonaEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.display_name);
  a.Text(t.summary);
  a.Number(t.bias);
  a.Items(t.evidence);
  a.Items(t.playbook);
}

template <typename A>
void Visit(A& a, ScaleEntry& t) {
  a.Text(t.id);
  a.Text(t.help);
  a.Each(t.levels);
  a.Items(t.thresholds);
  a.Number(t.bias);
  a.Items(t.evidence);
}

template <typename A>
void Visit(A& a, LinePiece& t) {
  a.Choice(t.kind, LinePiece::Kind::kLimit);
  a.Number(t.index);
  a.Flag(t.has_fallback);
  a.Text(t.text);
}

template <typename A>
void Visit(A& a, ActionEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Choice(t.by, Performer::kSupervisor);
  a.Choice(t.kind, ActionKind::kHandover);
  VisitOwned(a, t.available_when);
  a.Each(t.say);
}

template <typename A>
void Visit(A& a, NamedEntry& t) {
  a.Text(t.id);
  a.Text(t.text);
  a.Number(t.level);
}

template <typename A>
void Visit(A& a, LimitEffect& t) {
  a.Number(t.limit);
  VisitOwned(a, t.value);
}

template <typename A>
void Visit(A& a, EscalateEffect& t) {
  a.Number(t.route);
  a.Number(t.reason);
  a.Maybe(t.within);
}

template <typename A>
void Visit(A& a, PolicyEntry& t) {
  a.Text(t.id);
  a.Text(t.help);
  a.Choice(t.policy_class, pack::PolicyClass::kGeneral);
  VisitOwned(a, t.when);
  a.Items(t.recommend);
  a.Items(t.forbid);
  a.Items(t.forbids);
  a.Items(t.approval_actions);
  a.Items(t.flags);
  a.Number(t.forbid_kinds);
  a.Flag(t.suppress_playbooks);
  a.Text(t.approval_from);
  a.Each(t.limits);
  a.Maybe(t.escalate);
  a.Choice(t.on_unknown, pack::OnUnknown::kSkip);
}

template <typename A>
void Visit(A& a, CuesOf& t) {
  a.Number(t.of);
  a.Items(t.cues);
}

template <typename A>
void Visit(A& a, CheckEntry& t) {
  a.Text(t.id);
  a.Text(t.help);
  a.Text(t.label);
  a.Text(t.why);
  VisitOwned(a, t.applies_when);
  VisitOwned(a, t.passes_when);
  a.Items(t.expects);
  a.Items(t.faults);
  a.Each(t.limits);
  a.Each(t.actions);
  a.Number(t.weight);
  a.Flag(t.is_fatal);
  a.Each(t.suggest);
}

template <typename A>
void Visit(A& a, ProtocolStateEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Items(t.from);
  a.Items(t.on);
  VisitOwned(a, t.enter_when);
  a.Items(t.steps);
  a.Flag(t.ends);
}

template <typename A>
void Visit(A& a, ProtocolStepEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Items(t.done_by);
  VisitOwned(a, t.needed_when);
  a.Number(t.action);
}

template <typename A>
void Visit(A& a, ProtocolFaultEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Items(t.by);
  VisitOwned(a, t.when);
}

template <typename A>
void Visit(A& a, ProtocolEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Items(t.starts_on);
  VisitOwned(a, t.starts_when);
  a.Each(t.states);
  a.Each(t.steps);
  a.Each(t.faults);
}

template <typename A>
void Visit(A& a, EvidenceTable& t) {
  a.Items(t.begins);
  a.Items(t.weights);
  a.Items(t.supports);
  a.Items(t.baseline_scores);
  a.Number(t.baseline_supports);
}

template <typename A>
void Visit(A& a, TermTable& t) {
  VisitOwned(a, t.index);
  a.Item(t.terms);
  a.Item(t.weights);
  a.Number(t.targets);
  a.Number(t.mix);
}

}  // namespace rapport::ruleset

#include "ruleset/feedback_archive.h"
#include "ruleset/service_archive.h"
#include "ruleset/standard_archive.h"

namespace rapport::ruleset {

template <typename A>
void Visit(A& a, Tables& t) {
  a.Text(t.name);
  a.Text(t.hash);
  a.Text(t.language);
  a.Item(t.vocabulary);
  if constexpr (A::kReads) t.tokenizer = std::make_unique<text::Tokenizer>(&t.vocabulary);
  a.Part(sizeof(text::Tokenizer));
  a.Item(*t.tokenizer);
  a.Items(t.word_languages);
  a.Number(t.own_word_count);
  for (auto& phrases : t.phrases) VisitOwned(a, phrases);
  a.Item(t.negation);
  a.Each(t.facts);
  a.Each(t.cues);
  a.Each(t.conditions);
  a.Items(t.condition_order);
  a.Item(t.network);
  a.Number(t.condition_nodes);
  a.Item(t.evidence);
  a.Each(t.personas);
  a.Each(t.scales);
  a.Item(t.terms);
  a.Each(t.actions);
  a.Each(t.limits);
  a.Each(t.routes);
  a.Each(t.reasons);
  a.Each(t.flags);
  a.Items(t.route_order);
  a.Each(t.policies);
  a.Each(t.checks);
  a.Items(t.name_facts);
  a.Item(t.service);
  a.Item(t.standard);
  a.Item(t.feedback);
  a.Items(t.escalating);
  a.Items(t.cue_policy_begins);
  a.Item(t.cue_policies);
  a.Each(t.protocols);
  a.Items(t.starts_protocol);
  a.Item(t.slot_names);
  a.Number(t.decay);
  a.Number(t.threshold);
  a.Number(t.margin);
  a.Number(t.also_margin);
}

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_ARCHIVE_H_
