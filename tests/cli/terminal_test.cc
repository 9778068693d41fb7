#include "cli/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace rapport::cli {
namespace {

TEST(Terminal, WidthOfCharacters) {
  const struct {
    const char* text;
    size_t width;
  } kCases[] = {
      {"", 0},
      {"plain", 5},
      {"Grüße", 5},
      {"Gru\xCC\x88\xC3\x9F"
       "e",
       5},
      {"漢字", 4},
      {"ｱ", 1},
      {"Ａ", 2},
      {"🙄", 2},
      {"a\xE2\x80\x8B"
       "b",
       2},
      {"…", 1},
      {"한국", 4},
  };
  for (const auto& c : kCases) EXPECT_EQ(DisplayWidth(c.text), c.width) << c.text;
}

TEST(Terminal, NoTextReachesTheTerminalsControls) {
  const struct {
    std::string text;
    const char* printable;
  } kCases[] = {
      {"a\nb\tc\r", "a b c "},
      {"\x1b[31mred", "\xEF\xBF\xBD[31mred"},
      {std::string("a\0b", 3),
       "a\xEF\xBF\xBD"
       "b"},
      {"\xC2\x9B"
       "31m",
       "\xEF\xBF\xBD"
       "31m"},  // CSI as one character
      {"a\xE2\x80\xAE"
       "b",
       "a\xEF\xBF\xBD"
       "b"},  // right-to-left override
      {"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
      {"Grüße 🙄", "Grüße 🙄"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Printable(c.text), c.printable);
}

TEST(Terminal, ClipsByColumns) {
  EXPECT_EQ(Clipped("short", 5), "short");
  EXPECT_EQ(Clipped("longer", 5), "long…");
  EXPECT_EQ(Clipped("漢字漢字", 5), "漢字…");
  EXPECT_EQ(Clipped("漢字漢字", 4), "漢…");
}

TEST(Terminal, PaintsOnlyWithColours) {
  Terminal terminal;
  EXPECT_EQ(terminal.Paint(Style::kRed, "x"), "x");
  terminal.color = true;
  EXPECT_EQ(terminal.Paint(Style::kRed, "x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(terminal.Paint(Style::kPlain, "x"), "x");
  EXPECT_EQ(terminal.Paint(Style::kRed, ""), "");
}

TEST(Terminal, ModesAndWidth) {
  ::unsetenv("NO_COLOR");
  ::setenv("COLUMNS", "72", 1);
  EXPECT_EQ(Terminal::Of(-1, ColorMode::kAuto).width, 72u);
  EXPECT_FALSE(Terminal::Of(-1, ColorMode::kAuto).color);
  EXPECT_TRUE(Terminal::Of(-1, ColorMode::kAlways).color);
  ::setenv("COLUMNS", "3", 1);
  EXPECT_EQ(Terminal::Of(-1, ColorMode::kAuto).width, 40u);
  ::setenv("COLUMNS", "5000", 1);
  EXPECT_EQ(Terminal::Of(-1, ColorMode::kAuto).width, 120u);
  ::unsetenv("COLUMNS");
  EXPECT_EQ(Terminal::Of(-1, ColorMode::kAuto).width, 100u);
}

}  // namespace
}  // namespace rapport::cli
