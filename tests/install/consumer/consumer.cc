// What a host does, at its smallest. Exit code 0 when the default pack works.
#include <cstdio>

#include "rapport/rapport.h"

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  auto rules = builder.Build();
  if (!rules.ok()) {
    std::fputs(rapport::FormatDiagnostics(builder.diagnostics()).c_str(), stderr);
    return 1;
  }
  rapport::Conversation conversation(*rules);
  rapport::Turn turn;
  turn.text = "Still waiting for my order. When does it arrive?";
  if (!conversation.AddTurn(turn).ok()) return 2;
  rapport::Decision decision;
  if (!rapport::Decide(conversation, {}, &decision).ok()) return 3;
  std::printf("%s: %s\n", decision.rule_set_name().data(), decision.persona().data());
  return decision.personas().size() == (*rules)->personas().size() + 1 ? 0 : 4;
}
