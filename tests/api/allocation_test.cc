// Once warm, reading turns and deciding allocate nothing.

#include <cstdlib>
#include <new>

#include "frozen.h"

namespace {
thread_local size_t allocations = 0;
}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }

namespace rapport::frozen {
namespace {

TEST(Allocation, NoneOnceWarm) {
  const auto rules = Rules();
  const struct {
    Speaker by;
    const char* text;
  } kTurns[] = {
      {Speaker::kCustomer,
       "Found it 20 quid cheaper online!! Any deal? I've been waiting two hours, sooooo..."},
      {Speaker::kAgent, "Sorry to hear that. Which order is it?"},
      {Speaker::kCustomer,
       "My lawyer will call, you idiots. Useless people 🙄 \"quoted words\" isn't it genuine"},
  };
  Conversation conversation(rules);
  Decision decision;
  auto round = [&] {
    conversation.Reset();
    bool ok = conversation.SetFact("contacts_7d", int64_t{4}).ok();
    for (const auto& t : kTurns) {
      Turn turn;
      turn.by = t.by;
      turn.text = t.text;
      turn.at = Time(std::chrono::hours(1));
      ok = ok && conversation.AddTurn(turn).ok() &&
           Decide(conversation, std::nullopt, &decision).ok();
    }
    return ok;
  };
  ASSERT_TRUE(round());
  ASSERT_TRUE(round());
  const size_t before = allocations;
  const bool ok = round();
  const size_t made = allocations - before;
  ASSERT_TRUE(ok);
  EXPECT_EQ(made, 0u);
  EXPECT_FALSE(decision.escalations().empty());
  EXPECT_FALSE(decision.evidence().empty());
}

}  // namespace
}  // namespace rapport::frozen
