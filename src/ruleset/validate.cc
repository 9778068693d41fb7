#include "ruleset/validate.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "pack/reply_signals.h"
#include "pack/signals.h"
#include "ruleset/network.h"
#include "ruleset/protocols.h"

namespace rapport::ruleset {
namespace {

using expr::TypeKind;

// Whether `order` holds each of `count` indices once.
bool IsPermutation(const Array<Index>& order, size_t count) {
  if (order.size() != count) return false;
  std::vector<bool> seen(count, false);
  for (const Index i : order) {
    if (i >= count || seen[i]) return false;
    seen[i] = true;
  }
  return true;
}

bool IsWeight(Milli value) { return (value >= -kMaxWeight) & (value <= kMaxWeight); }

// The alternative of FactValue that holds a value of `type`.
size_t AlternativeOf(FactType type) {
  switch (type) {
    case FactType::kBool:
      return 0;
    case FactType::kInt:
      return 1;
    case FactType::kDouble:
      return 2;
    case FactType::kString:
    case FactType::kEnum:
      return 3;
    case FactType::kDuration:
      return 4;
    case FactType::kTimestamp:
      return 5;
    case FactType::kStrings:
      return 6;
  }
  return 0;
}

class Validator {
 public:
  Validator(const Tables& tables, const PackLimits& limits) : t_(tables), limits_(limits) {}

  const char* Run() {
    if (!Identity()) return "its name and hash do not agree";
    if (!Text()) return "the words are out of order";
    if (!Phrases()) return "the phrases are out of order";
    if (!Facts()) return "a fact is out of order";
    FindSlotKinds();
    FindReplySlotKinds();
    if (!Conditions()) return "a condition is out of order";
    if (!Personas()) return "a persona is out of order";
    if (!Scales()) return "a scale is out of order";
    if (!Terms()) return "the word tables are out of order";
    if (!Actions()) return "an action is out of order";
    if (!Policies()) return "a policy is out of order";
    if (!Checks()) return "a check is out of order";
    if (!Protocols()) return "a protocol is out of order";
    if (!Service()) return "a kind of contact, need or promise is out of order";
    if (!IsStandardValid(t_.standard)) return "the standard is out of order";
    if (!IsFeedbackValid(t_, limits_)) return "a theme or measure is out of order";
    if (!Evidence()) return "the evidence is out of order";
    if (!Network()) return "the network of conditions is out of order";
    return nullptr;
  }

 private:
  bool Identity() const {
    constexpr size_t kDigits = 64, kShown = 16;
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (t_.hash.size() != kDigits || !std::all_of(t_.hash.begin(), t_.hash.end(), is_digit)) {
      return false;
    }
    const size_t mark = t_.name.rfind('#');
    return mark != std::string_view::npos && t_.name.substr(mark + 1) == t_.hash.substr(0, kShown);
  }

  bool Text() const {
    return t_.vocabulary.IsValid() && t_.tokenizer->IsValid() && t_.slot_names.IsValid() &&
           AllOf(t_.word_languages, [](WordLanguage l) { return l <= WordLanguage::kOther; });
  }

  bool Phrases() const {
    const auto cues = static_cast<uint32_t>(t_.cues.size());
    const uint32_t tags = t_.first_text_tag() + static_cast<uint32_t>(pack::kTextPhraseCount);
    return t_.negation.IsValid(cues) &&
           std::all_of(t_.phrases.begin(), t_.phrases.end(), [tags](const auto& phrases) {
             return phrases != nullptr && phrases->IsValid(tags);
           });
  }

  static bool Fits(const std::optional<pack::FactValue>& value, FactType type) {
    if (!value) return true;
    if (value->index() != AlternativeOf(type)) return false;
    if (const auto* d = std::get_if<double>(&*value)) return std::isfinite(*d);
    if (const auto* time = std::get_if<Time>(&*value)) return IsInRange(*time);
    return true;
  }

  bool Facts() const {
    for (const FactEntry& fact : t_.facts) {
      if (!Fits(fact.min, fact.type) || !Fits(fact.max, fact.type) ||
          !Fits(fact.default_value, fact.type)) {
        return false;
      }
    }
    return true;
  }

  // The types of the values that the engine puts into slots.
  void FindSlotKinds() {
    for (const FactEntry& fact : t_.facts) kinds_.push_back(pack::ExprType(fact.type).kind());
    for (const pack::SignalInfo& s : pack::Signals())
      kinds_.push_back(pack::ExprType(s.type).kind());
    kinds_.resize(kinds_.size() + t_.cues.size(), TypeKind::kInt);
    kinds_.resize(kinds_.size() + t_.conditions.size(), TypeKind::kBool);
    evidence_slots_ = kinds_.size();
    kinds_.resize(kinds_.size() + t_.scales.size(), TypeKind::kInt);
    kinds_.insert(kinds_.end(),
                  {TypeKind::kString, TypeKind::kList, TypeKind::kDouble, TypeKind::kBool});
    verdict_slots_ = kinds_.size();
    kinds_.resize(kinds_.size() + t_.protocols.size(), TypeKind::kString);
    policy_slots_ = kinds_.size();
    if (!t_.protocols.empty()) {
      kinds_.insert(kinds_.end(), {TypeKind::kString, TypeKind::kInt});
      kinds_.resize(kinds_.size() + ProtocolSlotsOf(t_).steps, TypeKind::kBool);
    }
  }

  void FindReplySlotKinds() {
    reply_kinds_ = kinds_;
    for (const pack::ReplySignalInfo& s : pack::ReplySignals())
      reply_kinds_.push_back(pack::ExprType(s.type).kind());
    reply_kinds_.resize(reply_kinds_.size() + t_.cues.size(), TypeKind::kInt);
  }

  bool IsReplyCondition(const expr::Program* program) const {
    return program == nullptr || program->IsValid(reply_kinds_, TypeKind::kBool, limits_);
  }

  bool IsValid(const expr::Program& program, TypeKind kind, bool of_policy) const {
    const size_t slots = of_policy ? policy_slots_ : evidence_slots_;
    return program.IsValid({kinds_.data(), slots}, kind, limits_);
  }

  bool Conditions() const {
    if (t_.slot_names.size() != kinds_.size()) return false;
    for (const ConditionEntry& condition : t_.conditions) {
      if (condition.when == nullptr || !IsValid(*condition.when, TypeKind::kBool, false)) {
        return false;
      }
    }
    if (!IsPermutation(t_.condition_order, t_.conditions.size())) return false;
    std::vector<bool> done(t_.conditions.size(), false);
    for (const Index i : t_.condition_order) {
      for (const int32_t slot : t_.conditions[i].when->slots()) {
        if (slot >= t_.slots.conditions && !done[static_cast<size_t>(slot - t_.slots.conditions)]) {
          return false;
        }
      }
      done[i] = true;
    }
    return true;
  }

  bool IsEvidence(const Array<Weight>& weights) const {
    const size_t count = t_.cues.size() + t_.conditions.size();
    return AllOf(weights,
                 [&](const Weight& w) { return (w.evidence < count) & IsWeight(w.weight); });
  }

  bool Personas() const {
    if (t_.personas.empty() || t_.decay < 0 || t_.decay > kOne) return false;
    if (!IsWeight(t_.threshold) || !IsWeight(t_.margin) || !IsWeight(t_.also_margin)) return false;
    return std::all_of(t_.personas.begin(), t_.personas.end(), [&](const PersonaEntry& p) {
      return IsWeight(p.bias) && IsEvidence(p.evidence) && AllBelow(p.playbook, t_.actions.size());
    });
  }

  bool Scales() const {
    return std::all_of(t_.scales.begin(), t_.scales.end(), [&](const ScaleEntry& s) {
      return IsWeight(s.bias) && IsEvidence(s.evidence) &&
             s.levels.size() == size_t{s.thresholds.size()} + 1;
    });
  }

  bool Terms() const {
    const TermTable& table = t_.terms;
    const size_t targets = t_.personas.size() + t_.scales.size();
    if (table.targets != targets || !IsWeight(table.mix) || table.mix < 0) return false;
    if (table.index == nullptr) return table.terms.empty() && table.weights.empty();
    return table.index->IsValid() && table.terms.IsValid() &&
           table.index->size() == table.terms.size() &&
           table.weights.size() == table.terms.size() * targets &&
           table.weights.IsValid(kMaxWeight);
  }

  // The weights of personas and scales by evidence.
  bool Evidence() const {
    const EvidenceTable& table = t_.evidence;
    const size_t count = t_.cues.size() + t_.conditions.size();
    const uint32_t targets = t_.terms.targets;
    constexpr int64_t kMost = int64_t{1} << 50;  // no sum of weights comes near
    return table.begins.size() == count + 1 && IsRising(table.begins) &&
           table.begins.back() <= table.weights.size() && table.supports.size() == count &&
           table.baseline_scores.size() == targets && table.baseline_supports >= 0 &&
           static_cast<size_t>(table.baseline_supports) <= count &&
           AllOf(
               table.weights,
               [&](const TargetWeight& w) { return (w.target < targets) & IsWeight(w.weight); }) &&
           AllOf(table.supports, [](uint8_t s) { return s <= 1; }) &&
           AllOf(table.baseline_scores, [](int64_t s) { return (s > -kMost) & (s < kMost); });
  }

  bool Network() const {
    const std::vector<const expr::Program*> programs = NetworkPrograms(t_);
    if (!t_.network.IsValid(programs, kinds_)) return false;
    for (size_t p = 0; p < programs.size(); ++p) {
      const bool of_condition = p < t_.condition_order.size();
      const int32_t slot =
          of_condition ? t_.slots.conditions + static_cast<int32_t>(t_.condition_order[p]) : -1;
      if (t_.network.result_slots[p] != slot) return false;
    }
    return t_.condition_nodes < t_.network.nodes.size();
  }

  bool AreLines(const std::vector<Line>& lines) const {
    for (const Line& line : lines) {
      for (const LinePiece& piece : line) {
        const size_t bound = piece.kind == LinePiece::Kind::kFact    ? t_.facts.size()
                             : piece.kind == LinePiece::Kind::kLimit ? t_.limits.size()
                                                                     : 1;
        if (piece.index >= bound) return false;
      }
    }
    return true;
  }

  bool AreCuesOf(const std::vector<CuesOf>& items, size_t bound) const {
    return std::all_of(items.begin(), items.end(), [&](const CuesOf& item) {
      return item.of < bound && AllBelow(item.cues, t_.cues.size());
    });
  }

  bool Checks() const {
    for (const Index fact : t_.name_facts) {
      if (fact >= t_.facts.size() || t_.facts[fact].type != FactType::kString) return false;
    }
    return std::all_of(t_.checks.begin(), t_.checks.end(), [&](const CheckEntry& check) {
      return IsReplyCondition(check.applies_when.get()) &&
             IsReplyCondition(check.passes_when.get()) && AllBelow(check.expects, t_.cues.size()) &&
             AllBelow(check.faults, t_.cues.size()) && AreCuesOf(check.limits, t_.limits.size()) &&
             AreCuesOf(check.actions, t_.actions.size()) && check.weight > 0 &&
             check.weight <= 100 * kOne && AreLines(check.suggest);
    });
  }

  bool Actions() const {
    for (const ActionEntry& action : t_.actions) {
      if (action.available_when != nullptr &&
          !IsValid(*action.available_when, TypeKind::kBool, false)) {
        return false;
      }
      if (!AreLines(action.say)) return false;
    }
    return IsPermutation(t_.route_order, t_.routes.size());
  }

  bool Policies() const {
    for (const PolicyEntry& policy : t_.policies) {
      const size_t actions = t_.actions.size();
      if (policy.when == nullptr || !IsValid(*policy.when, TypeKind::kBool, true) ||
          !AllBelow(policy.recommend, actions) || !AllBelow(policy.forbid, actions) ||
          !AllBelow(policy.approval_actions, actions) || !AllBelow(policy.flags, t_.flags.size()) ||
          !AllBelow(policy.forbids, actions)) {
        return false;
      }
      for (const LimitEffect& effect : policy.limits) {
        if (effect.limit >= t_.limits.size() || effect.value == nullptr ||
            !IsValid(*effect.value, TypeKind::kInt, false)) {
          return false;
        }
      }
      if (policy.escalate && (policy.escalate->route >= t_.routes.size() ||
                              policy.escalate->reason >= t_.reasons.size())) {
        return false;
      }
    }
    // Those with an escalation, and the policies behind each cue.
    std::vector<Index> escalating;
    for (Index p = 0; p < t_.policies.size(); ++p) {
      if (t_.policies[p].escalate) escalating.push_back(p);
    }
    return std::equal(escalating.begin(), escalating.end(), t_.escalating.begin(),
                      t_.escalating.end()) &&
           t_.cue_policy_begins.size() == t_.cues.size() + 1 && IsRising(t_.cue_policy_begins) &&
           t_.cue_policy_begins.back() <= t_.cue_policies.size() &&
           t_.cue_policies.AllBelow(t_.policies.size());
  }

  // A condition of a protocol, which sees no protocol but its own. Null always holds.
  bool IsOwnCondition(const std::unique_ptr<expr::Program>& program) const {
    if (program == nullptr) return true;
    const auto first = static_cast<int32_t>(verdict_slots_),
               end = static_cast<int32_t>(policy_slots_);
    return program->IsValid(kinds_, TypeKind::kBool, limits_) &&
           std::none_of(program->slots().begin(), program->slots().end(),
                        [&](int32_t slot) { return slot >= first && slot < end; });
  }

  bool IsProtocol(const ProtocolEntry& p) const {
    const size_t cues = t_.cues.size();
    if (p.states.empty() || !AllBelow(p.starts_on, cues) || !IsOwnCondition(p.starts_when)) {
      return false;
    }
    return std::all_of(p.states.begin(), p.states.end(),
                       [&](const ProtocolStateEntry& s) {
                         return AllBelow(s.from, p.states.size()) && AllBelow(s.on, cues) &&
                                AllBelow(s.steps, p.steps.size()) && IsOwnCondition(s.enter_when);
                       }) &&
           std::all_of(p.steps.begin(), p.steps.end(),
                       [&](const ProtocolStepEntry& s) {
                         return AllBelow(s.done_by, cues) && IsOwnCondition(s.needed_when) &&
                                s.action >= -1 &&
                                s.action < static_cast<int64_t>(t_.actions.size());
                       }) &&
           std::all_of(p.faults.begin(), p.faults.end(), [&](const ProtocolFaultEntry& f) {
             return AllBelow(f.by, cues) && IsOwnCondition(f.when);
           });
  }

  bool Protocols() const {
    Array<uint8_t> starts;
    if (!t_.protocols.empty()) starts.assign(t_.cues.size(), 0);
    for (const ProtocolEntry& protocol : t_.protocols) {
      if (!IsProtocol(protocol)) return false;
      for (const Index cue : protocol.starts_on) starts[cue] = 1;
    }
    return std::equal(starts.begin(), starts.end(), t_.starts_protocol.begin(),
                      t_.starts_protocol.end());
  }

  bool Service() const {
    return IsServiceValid(t_, [this](const expr::Program* program) {
      return program != nullptr && IsValid(*program, TypeKind::kBool, true);
    });
  }

  const Tables& t_;
  const PackLimits& limits_;
  std::vector<TypeKind> kinds_;        // by slot
  std::vector<TypeKind> reply_kinds_;  // the same, for checks
  size_t evidence_slots_ = 0;          // those that no scale or persona is in
  size_t verdict_slots_ = 0;           // those that no protocol is in
  size_t policy_slots_ = 0;            // those that policies see
};

}  // namespace

const char* FindFault(const Tables& tables, const PackLimits& limits) {
  return Validator(tables, limits).Run();
}

}  // namespace rapport::ruleset
