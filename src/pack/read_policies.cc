#include <algorithm>
#include <utility>

#include "pack/read.h"

namespace rapport::pack {
namespace {

constexpr std::array<std::string_view, 11> kKinds = {
    "safety", "de_escalation", "boundary",     "apology",   "service", "information",
    "offer",  "relationship",  "conversation", "follow_up", "handover"};

}  // namespace

void ReadAction(const Fields& fields, Action* action) {
  constexpr std::array<std::string_view, 3> kPerformers = {"agent", "system", "supervisor"};
  action->label = fields.String("label");
  action->by = fields.Enum("by", kPerformers, Performer::kAgent);
  action->kind = fields.Enum("kind", kKinds, ActionKind::kService);
  action->available_when = fields.MaybeText("available_when");
  action->say = fields.Texts("say");
}

void ReadPolicy(const Fields& fields, Policy* policy, DiagnosticSink* sink) {
  constexpr std::array<std::string_view, 4> kClasses = {"safety", "policy", "hostility", "general"};
  constexpr std::array<std::string_view, 3> kOnUnknown = {"", "apply", "skip"};
  policy->policy_class = fields.Enum("class", kClasses, PolicyClass::kPolicy);
  if (const auto when = fields.MaybeText("when")) policy->when = *when;
  policy->recommend = fields.Refs("recommend");
  policy->forbid = fields.Refs("forbid");
  for (const Node* kind : fields.Items("forbid_kinds")) {
    for (size_t i = 0; i < kKinds.size(); ++i) {
      if (kKinds[i] == kind->value) policy->forbid_kinds.push_back(static_cast<ActionKind>(i));
    }
  }
  policy->suppress_playbooks = fields.Bool("suppress_playbooks", false);
  if (const Node* approval = fields.Find("require_approval")) {
    policy->approval_actions = Fields(*approval).Refs("actions");
    if (const Node* from = approval->Find("from")) {
      policy->approval_from = from->value;
      policy->approval_from_span = from->span;
    }
  }
  if (const Node* limits = fields.Find("limit")) {
    for (size_t i = 0; i < limits->entries(); ++i) {
      if (limits->value_of(i).is_bad()) continue;
      policy->limits.push_back({RefOf(limits->key(i)), TextOf(limits->value_of(i))});
    }
    std::sort(policy->limits.begin(), policy->limits.end(),
              [](const LimitEffect& a, const LimitEffect& b) { return a.limit.id < b.limit.id; });
  }
  policy->flags = fields.Refs("flag");
  if (const Node* escalate = fields.Find("escalate")) {
    const Node* to = escalate->Find("to");
    const Node* reason = escalate->Find("reason");
    if (to != nullptr && reason != nullptr) {
      policy->escalate =
          EscalateEffect{RefOf(*to), RefOf(*reason), Fields(*escalate).Span("within")};
    }
  }
  policy->on_unknown = fields.Enum("on_unknown", kOnUnknown, OnUnknown::kByEffect);

  for (const char* key : {"recommend", "forbid", "forbid_kinds", "flag"}) {
    CheckTwice(fields.Items(key), sink);
  }
  bool has_effect = false;
  for (const char* key : {"recommend", "forbid", "forbid_kinds", "suppress_playbooks",
                          "require_approval", "limit", "flag", "escalate"}) {
    has_effect = has_effect || fields.Has(key);
  }
  if (!has_effect) sink->Warning("no-effect", policy->id_span, "this policy has no effect");
}

}  // namespace rapport::pack
