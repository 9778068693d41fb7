#include <unordered_map>

#include "base/strings.h"
#include "pack/name_forms.h"
#include "pack/names.h"
#include "pack/signals.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

class ReferenceChecker {
 public:
  explicit ReferenceChecker(const Validation& v) : names_(v.draft), sink_(v.sink) {}

  void Run(const Pack& pack) {
    for (const Persona& persona : pack.personas) {
      CheckEvidence(persona.evidence);
      CheckRefs(Section::kActions, persona.playbook);
    }
    for (const Scale& scale : pack.scales) CheckEvidence(scale.evidence);
    for (const Policy& policy : pack.policies) CheckPolicy(policy);
    for (const Cue& cue : pack.cues) sides_[cue.id] = cue.side;
    for (const Check& check : pack.checks) CheckCheck(check);
  }

 private:
  void CheckRefs(Section section, const std::vector<ActionRef>& refs) {
    for (const ActionRef& ref : refs) names_.Check(section, ref.id, ref.span, sink_);
  }

  void CheckEvidence(const std::vector<Evidence>& evidence) {
    for (const Evidence& e : evidence) {
      if (e.min && e.max && *e.min > *e.max) {
        sink_->Error("out-of-range", e.span,
                     StrCat("'min' of ", Quoted(e.id), " is above its 'max'"));
      }
      if (names_.Has(Section::kCues, e.id) || names_.Has(Section::kConditions, e.id)) continue;
      const std::string kind = names_.KindOf(e.id);
      if (kind == "a fact" || kind == "a signal" || kind == "a scale") {
        sink_->Error("evidence-kind", e.span,
                     StrCat("evidence is a cue or a condition; '", e.id, "' is ", kind),
                     kind == "a scale" ? "" : "declare a condition that compares it");
      } else {
        names_.CheckEither(Section::kCues, Section::kConditions, e.id, e.span, sink_);
      }
    }
  }

  void CheckPolicy(const Policy& policy) {
    CheckRefs(Section::kActions, policy.recommend);
    CheckRefs(Section::kActions, policy.forbid);
    CheckRefs(Section::kActions, policy.approval_actions);
    CheckRefs(Section::kFlags, policy.flags);
    if (policy.approval_from_span.source != nullptr) {
      names_.Check(Section::kRoutes, policy.approval_from, policy.approval_from_span, sink_);
    }
    for (const LimitEffect& limit : policy.limits) {
      names_.Check(Section::kLimits, limit.limit.id, limit.limit.span, sink_);
    }
    if (policy.escalate) {
      const EscalateEffect& escalate = *policy.escalate;
      names_.Check(Section::kRoutes, escalate.route.id, escalate.route.span, sink_);
      names_.Check(Section::kReasons, escalate.reason.id, escalate.reason.span, sink_);
    }
  }

  // Of what an agent says.
  void CheckReplyCues(const std::vector<ActionRef>& cues) {
    for (const ActionRef& cue : cues) {
      if (!names_.Check(Section::kCues, cue.id, cue.span, sink_)) continue;
      const auto side = sides_.find(cue.id);
      if (side == sides_.end() || side->second != CueSide::kCustomer) continue;
      sink_->Error("cue-side", cue.span,
                   StrCat("cue ", Quoted(cue.id), " is looked for in customer turns only"),
                   "a check reads the agent's reply: give the cue `in: agent` or `in: any`");
    }
  }

  void CheckCheck(const Check& check) {
    CheckReplyCues(check.expects);
    CheckReplyCues(check.faults);
    for (const CuesOf& limit : check.limits) {
      names_.Check(Section::kLimits, limit.of.id, limit.of.span, sink_);
      CheckReplyCues(limit.cues);
    }
    for (const CuesOf& action : check.actions) {
      names_.Check(Section::kActions, action.of.id, action.of.span, sink_);
      CheckReplyCues(action.cues);
    }
  }

  const Names names_;
  DiagnosticSink* sink_;
  std::unordered_map<std::string_view, CueSide> sides_;  // by id, of the pack
};

}  // namespace

void ValidateReferences(const Validation& v, const Pack& pack) { ReferenceChecker(v).Run(pack); }

void ValidateNameSpace(const Validation& v, const Pack& pack) {
  struct First {
    std::string kind;
    SourceSpan span;
  };
  std::unordered_map<std::string_view, First> taken;
  for (const SignalInfo& signal : Signals()) taken[signal.name] = {"signal", {}};
  const auto claim = [&](std::string_view kind, const Item& item) {
    if (IsReservedName(item.id)) {
      v.sink->Error("reserved-name", item.id_span,
                    StrCat(Quoted(item.id), " is a word of conditions"), "choose another id");
      return;
    }
    const auto [first, is_new] = taken.try_emplace(item.id, First{std::string(kind), item.id_span});
    if (is_new) return;
    const bool declared = first->second.span.source != nullptr;
    v.sink->Error("name-clash", item.id_span,
                  StrCat(kind, " ", Quoted(item.id), " has the name of a ", first->second.kind,
                         declared ? StrCat(" at ", PlaceOf(first->second.span)) : std::string()),
                  "facts, signals, cues, conditions and scales share one name space");
  };
  for (const Fact& fact : pack.facts) claim("fact", fact);
  for (const Cue& cue : pack.cues) claim("cue", cue);
  for (const Condition& condition : pack.conditions) claim("condition", condition);
  for (const Scale& scale : pack.scales) claim("scale", scale);
}

}  // namespace rapport::pack
