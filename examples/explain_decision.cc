// Why, and why not: the evidence of the reported type, and what kept a policy from firing.

#include <iostream>

#include "rapport/rapport.h"

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddFile("demo.yaml", R"yaml(
rapport: 1
pack: {id: demo, version: 1.0.0, language: en}
facts:
  contacts_7d: {type: int, min: 0}
cues:
  cites_cheaper: ["cheaper (online|elsewhere)"]
personas:
  bargain_hunter:
    label: Bargain hunter
    display_name: Wants price clarity
    summary: Looks for the best deal.
    evidence: {cites_cheaper: 2}
routes:
  supervisor: {level: 2, label: Supervisor}
reasons:
  repeat_contact: Third contact
policies:
  - id: third-contact
    when: contacts_7d >= 3
    escalate: {to: supervisor, reason: repeat_contact}
)yaml");
  const auto rules = builder.Build();
  if (!rules.ok()) {
    std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }

  rapport::Conversation conversation(*rules);
  if (!conversation.SetFact("contacts_7d", int64_t{2}).ok()) return 1;
  rapport::Turn turn;
  turn.text = "It's cheaper online, you know.";
  if (!conversation.AddTurn(turn).ok()) return 1;

  rapport::Explanation explanation;
  if (!rapport::Explain(conversation, std::nullopt, &explanation).ok()) return 1;
  for (const rapport::ExplainedPersona& persona : explanation.personas()) {
    if (!persona.reported) continue;
    std::cout << persona.id;
    for (const rapport::ExplainedHit& hit : explanation.hits()) {
      if (hit.ignored.empty()) std::cout << " because of \"" << hit.text << "\"";
    }
    std::cout << "\n";
  }
  for (const rapport::ExplainedPolicy& policy : explanation.policies()) {
    std::cout << policy.id << ": " << rapport::OutcomeName(policy.outcome) << "\n";
    if (!policy.why_not.empty()) std::cout << "  why not: " << policy.why_not << "\n";
  }
}
