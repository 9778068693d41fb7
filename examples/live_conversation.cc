// A conversation as it happens: decide after each turn, act on what is new, acknowledge it.

#include <chrono>
#include <iostream>

#include "rapport/rapport.h"

int main() {
  using std::chrono::minutes;
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  if (!rules.ok()) return 1;

  const struct {
    rapport::Speaker by;
    const char* text;
  } kTurns[] = {
      {rapport::Speaker::kCustomer, "Hello, my washing machine leaks."},
      {rapport::Speaker::kAgent, "I am sorry to hear that. Which model is it?"},
      {rapport::Speaker::kCustomer,
       "I told you twice already. I want to speak to your manager now."},
      {rapport::Speaker::kAgent, "I will fetch my supervisor, one moment please."},
      {rapport::Speaker::kCustomer, "Good."},
  };

  rapport::Conversation conversation(*rules);
  rapport::Decision decision;  // reused: once warm, deciding allocates nothing
  rapport::Time now(std::chrono::hours(24 * 20514 + 9));
  int number = 0;
  for (const auto& [by, text] : kTurns) {
    now += minutes(1);  // the library has no clock; the host says what time it is
    rapport::Turn turn;
    turn.by = by;
    turn.text = text;
    turn.at = now;
    if (!conversation.AddTurn(turn).ok()) return 1;
    if (!rapport::Decide(conversation, now, &decision).ok()) return 1;

    std::cout << "turn " << ++number << ": ";
    if (decision.escalations().empty()) std::cout << "nothing to escalate";
    for (const rapport::Escalation& escalation : decision.escalations()) {
      if (!escalation.is_new) {
        std::cout << "acknowledged: " << escalation.to << " ";
        continue;
      }
      std::cout << escalation.to << " (" << escalation.reasons[0].id << ", since turn "
                << escalation.since_turn + 1 << ") ";
      // Hand it over here; then tell the conversation, so that it is new only for a new reason.
      if (!conversation.Acknowledge(escalation.to).ok()) return 1;
    }
    std::cout << "\n";
  }
}
