// The shortest use of Rapport: the embedded default pack, one message, one decision.

#include <iostream>

#include "rapport/rapport.h"

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();  // once per process; any number of threads may share it
  if (!rules.ok()) {
    std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }

  rapport::Conversation conversation(*rules);
  rapport::Turn turn;
  turn.text = "I found it 20 euros cheaper online. Can you match that, or give me a discount?";
  const rapport::Status added = conversation.AddTurn(turn);
  if (!added.ok()) {
    std::cerr << added.message() << "\n";
    return 1;
  }

  rapport::Decision decision;
  if (!rapport::Decide(conversation, std::nullopt, &decision).ok()) return 1;

  for (const rapport::PersonaInfo& persona : (*rules)->personas()) {
    if (persona.id == decision.persona()) std::cout << "customer: " << persona.label << "\n";
  }
  for (const rapport::ActionAdvice& action : decision.actions()) {
    std::cout << "do: " << action.label << "\n";
    if (!action.say.empty()) std::cout << "    say: " << action.say[0] << "\n";
  }
  for (const rapport::Evidence& evidence : decision.evidence()) {
    if (evidence.turn >= 0) std::cout << "why: " << evidence.text << "\n";
  }
}
