#include "cli/layout.h"

#include <gtest/gtest.h>

#include "cli/table.h"

namespace rapport::cli {
namespace {

std::string Wrapped(const StyledText& lead, const StyledText& text, size_t width,
                    bool color = false) {
  Terminal terminal;
  terminal.width = width;
  terminal.color = color;
  std::string out;
  AppendWrapped(terminal, lead, text, &out);
  return out;
}

TEST(Layout, WrapsAtSpaces) {
  EXPECT_EQ(Wrapped("  do  ", "one two three four", 15),
            "  do  one two\n      three\n      four\n");
  EXPECT_EQ(Wrapped("", "exactly ten", 11), "exactly ten\n");
  EXPECT_EQ(Wrapped("", "exactly ten", 10), "exactly\nten\n");
  EXPECT_EQ(Wrapped("- ", "unbreakable", 5), "- unbreakable\n");
  EXPECT_EQ(Wrapped("- ", "", 5), "- \n");
  EXPECT_EQ(Wrapped("", "漢字 漢字", 8), "漢字\n漢字\n");
}

TEST(Layout, AWordMayChangeItsStyle) {
  StyledText text;
  text.Add("say ‹").Add("wait", Style::kRed).Add("›[x] now");
  EXPECT_EQ(Wrapped("", text, 40), "say ‹wait›[x] now\n");
  EXPECT_EQ(Wrapped("", text, 12), "say\n‹wait›[x]\nnow\n");
  EXPECT_EQ(Wrapped("", text, 40, true), "say ‹\x1b[31mwait\x1b[0m›[x] now\n");
}

TEST(Table, ColumnsAreAsWideAsTheirCells) {
  Terminal terminal;
  terminal.width = 30;
  Table table({"id", "n", "help"},
              {Table::Align::kLeft, Table::Align::kRight, Table::Align::kLeft});
  table.Row({"a", "1", "short"});
  table.Row({"漢字", "1,000", "long enough to be clipped"});
  table.Row({"b", "", ""});
  std::string out;
  table.Append(terminal, 2, &out);
  EXPECT_EQ(out,
            "  id        n  help\n"
            "  a         1  short\n"
            "  漢字  1,000  long enough to…\n"
            "  b\n");
}

TEST(Table, Bars) {
  EXPECT_EQ(Bar(10, 10, 3), "███");
  EXPECT_EQ(Bar(5, 10, 3), "█▌");
  EXPECT_EQ(Bar(1, 24, 3), "▏");
  EXPECT_EQ(Bar(0, 10, 3), "");
  EXPECT_EQ(Bar(20, 10, 2), "██");
  EXPECT_EQ(Bar(1, 0, 2), "");
}

TEST(Table, GroupsDigits) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
}

}  // namespace
}  // namespace rapport::cli
