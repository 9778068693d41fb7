// A guard between a language model and the customer: each draft is reviewed before it is sent. What
// is blocked goes back to the model with the reason and a better wording; when that does not help,
// a person writes.

#include <iostream>
#include <string>

#include "rapport/rapport.h"

namespace {

// Stands for a model: its first draft, and what it makes of being told what is wrong.
std::string Write(const std::string& instruction) {
  if (instruction.empty()) return "Great news! I can give you 25% off if you order today.";
  return "I am sorry that it costs less elsewhere. I can take 10% off today, Asha.";
}

std::string Instruction(const rapport::Finding& wrong) {
  std::string text(wrong.why);
  if (!wrong.limit.empty()) {
    text += " The limit is " + std::to_string(wrong.limit_value) + " (" + std::string(wrong.limit) +
            ").";
  }
  for (const rapport::ReviewSpan& span : wrong.spans) {
    text += " Leave out: " + std::string(span.text) + ".";
  }
  if (!wrong.suggestions.empty()) text += " Say: " + std::string(wrong.suggestions[0]);
  return text;
}

}  // namespace

int main() {
  rapport::RuleSetBuilder builder;
  rapport::Status status = builder.AddPath(EXAMPLES_DIR "/guard.yaml");
  const auto rules = builder.Build();
  if (!status.ok() || !rules.ok()) {
    std::cerr << status.message() << rapport::FormatDiagnostics(builder.diagnostics());
    return 1;
  }

  rapport::Conversation conversation(*rules);
  rapport::Turn turn;
  turn.text = "Found it 20 quid cheaper online. Is there a discount for me?";
  status = conversation.SetFact("first_name", "Asha");
  if (status.ok()) status = conversation.AddTurn(turn);
  if (!status.ok()) return 1;

  rapport::Review review;  // reused: a further draft costs the reading of the draft
  std::string instruction;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    const std::string draft = Write(instruction);
    rapport::Turn reply;
    reply.by = rapport::Speaker::kAgent;
    reply.text = draft;
    if (!rapport::ReviewReply(conversation, reply, std::nullopt, &review).ok()) return 1;
    if (!review.blocked()) {
      std::cout << "sent: " << draft << "\n";
      return conversation.AddTurn(reply).ok() ? 0 : 1;
    }
    const rapport::Finding& wrong = *review.tip();  // a fatal one, since the draft is blocked
    instruction = Instruction(wrong);
    std::cout << "blocked: " << draft << "\n  by " << wrong.check << ", policy " << wrong.policy
              << ": " << instruction << "\n";
  }
  std::cout << "a person writes\n";
  return 1;
}
