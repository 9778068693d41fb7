#include "corpus.h"

#include <chrono>

namespace rapport::benchmarks {
namespace {

constexpr std::string_view kShort =
    "I have been on hold for forty minutes and I'm still waiting for an answer. Please hurry up, "
    "I need this sorted right now, I can't wait another day!!";
static_assert(kShort.size() == 148);

constexpr std::string_view kTurns[] = {
    "Hi, I ordered a coffee grinder last week and the parcel has not arrived.",
    "Thank you for writing. May I have the order number, please?",
    "It's 40817. It was meant to be here on Monday, so how much longer will this take?",
    "I can see it left our warehouse on Friday. The carrier shows no scan since then.",
    "So it's lost? I need it for Saturday. Can you send another one today?",
    "I can ask the carrier first, that takes two working days.",
    "That's too slow for me. I've already waited a week, I can't wait two more days.",
    "I understand. Let me see what I can do about a second parcel.",
    "Please be quick, I have to leave in ten minutes and I'm still waiting for an answer.",
    "I have the form open now.",
};

}  // namespace

std::string_view ShortMessage() { return kShort; }

std::vector<Turn> TenTurns() {
  std::vector<Turn> turns;
  Time at{std::chrono::hours(24 * 20'000)};
  for (std::string_view text : kTurns) {
    Turn turn;
    turn.by = turns.size() % 2 == 0 ? Speaker::kCustomer : Speaker::kAgent;
    turn.text = text;
    turn.at = at;
    at += std::chrono::minutes(2);
    turns.push_back(turn);
  }
  return turns;
}

std::string LongText(size_t bytes) {
  std::string text;
  for (size_t i = 0; text.size() < bytes; i = (i + 2) % std::size(kTurns)) {
    text.append(kTurns[i]).push_back(' ');
  }
  text.resize(bytes);
  return text;
}

}  // namespace rapport::benchmarks
