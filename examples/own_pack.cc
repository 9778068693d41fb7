// A pack of one's own on top of the default: shop.yaml adds a fact, a cue, an action and a policy.

#include <iostream>

#include "rapport/rapport.h"

int main() {
  rapport::RuleSetBuilder builder;
  const rapport::Status read = builder.AddPath(EXAMPLES_DIR "/shop.yaml");
  if (!read.ok()) {
    std::cerr << read.message() << "\n";
    return 1;
  }
  const auto rules = builder.Build();  // core-en, which shop.yaml extends, is embedded
  if (!rules.ok()) {
    // Every error of the pack at once, each with its line, a caret and a hint.
    std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }
  std::cout << (*rules)->name() << "\n";

  rapport::Conversation conversation(*rules);
  // A fact must be declared; a typing error is found at once and not later as a rule that never
  // fires.
  rapport::Status status = conversation.SetFact("delivery_by_us", true);
  const rapport::Status mistyped = conversation.SetFact("delivery_by_uss", true);
  std::cout << "mistyped fact: " << mistyped.message() << "\n";

  rapport::Turn turn;
  turn.text = "My new table arrived badly scratched.";
  if (status.ok()) status = conversation.AddTurn(turn);
  rapport::Decision decision;
  if (status.ok()) status = rapport::Decide(conversation, std::nullopt, &decision);
  if (!status.ok()) {
    std::cerr << status.message() << "\n";
    return 1;
  }
  for (const rapport::Escalation& escalation : decision.escalations()) {
    for (const rapport::EscalationReason& reason : escalation.reasons) {
      std::cout << "escalate to " << escalation.to << ": " << reason.id << "\n";
    }
  }
}
