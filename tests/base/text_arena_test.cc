#include "base/text_arena.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"

namespace rapport {
namespace {

// Of many lengths, put together in one piece and in several, across blocks.
TEST(TextArena, KeepsTextsWhereTheyAre) {
  TextArena arena;
  for (int round = 0; round < 3; ++round) {
    arena.Clear();
    std::vector<std::pair<std::string_view, std::string>> texts;
    for (size_t i = 0; i < 300; ++i) {
      const std::string text(i * 7 % 500, static_cast<char>('a' + i % 26));
      if (i % 2 == 0) {
        texts.emplace_back(arena.Add(text), text);
      } else {
        StrAppend(&arena, text, "|", i);
        arena.push_back('!');
        EXPECT_GT(arena.open_size(), text.size());
        texts.emplace_back(arena.Finish(), StrCat(text, "|", i, "!"));
      }
    }
    for (const auto& [kept, text] : texts) ASSERT_EQ(kept, text);
  }
}

TEST(TextArena, GivesBackTheLastTextOnly) {
  TextArena arena;
  arena.Reserve(100);
  const size_t left = arena.left();
  EXPECT_GE(left, 100u);
  const std::string_view first = arena.Add("first"), last = arena.Add("last");
  arena.GiveBack(first);
  EXPECT_EQ(arena.left(), left - 9);
  arena.GiveBack(last);
  EXPECT_EQ(arena.left(), left - 5);
  EXPECT_EQ(arena.Add(""), "");
  arena.append("dropped");
  arena.Clear();
  EXPECT_EQ(arena.left(), left);
  EXPECT_EQ(arena.open_size(), 0u);
}

}  // namespace
}  // namespace rapport
