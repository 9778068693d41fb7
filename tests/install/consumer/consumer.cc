#include <iostream>

#include "rapport/rapport.h"

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  auto rules = builder.Build();
  if (!rules.ok()) {
    std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }

  rapport::Conversation conversation(*rules);
  rapport::Turn turn;
  turn.text = "I'm still waiting, it's been over a week. I need this sorted now, please hurry!";
  if (!conversation.AddTurn(turn).ok()) return 1;
  if (!conversation.SetFact("contacts_same_issue_7d", int64_t{3}).ok()) return 1;

  rapport::Decision decision;
  if (!rapport::Decide(conversation, std::nullopt, &decision).ok()) return 1;
  std::cout << decision.persona() << "\n";
  for (const rapport::Evidence& evidence : decision.evidence()) {
    std::cout << "  because of " << evidence.id << ": " << evidence.text << "\n";
  }
  for (const rapport::ActionAdvice& action : decision.actions()) {
    std::cout << "  " << action.label << "\n";
  }
  return decision.persona() == "impatient" ? 0 : 1;
}
