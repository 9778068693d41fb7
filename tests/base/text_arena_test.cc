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

TEST(TextArena, GivesBackWhatIsDiscarded) {
  TextArena arena;
  arena.Reserve(100);
  const size_t left = arena.left();
  EXPECT_GE(left, 100u);
  arena.append("dropped");
  EXPECT_EQ(arena.left(), left - 7);
  arena.Discard();
  EXPECT_EQ(arena.left(), left);
  EXPECT_EQ(arena.Add("kept"), "kept");
  EXPECT_EQ(arena.Add(""), "");
  EXPECT_EQ(arena.left(), left - 4);
}

}  // namespace
}  // namespace rapport
