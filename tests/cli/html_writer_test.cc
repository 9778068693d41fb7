#include "cli/html_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace rapport::cli {
namespace {

TEST(HtmlWriter, EscapesWhatIsNotALiteral) {
  const struct {
    const char* name;
    std::string text;
    const char* html;
  } kCases[] = {
      {"plain", "still waiting", "still waiting"},
      {"empty", "", ""},
      {"markup", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"entity", "&lt;&#60;", "&amp;lt;&amp;#60;"},
      {"attribute", "\" onload=\"x' y", "&quot; onload=&quot;x&#39; y"},
      {"end of a comment", "--><!--", "--&gt;&lt;!--"},
      {"accents and emoji", "né 🎉", "né 🎉"},
      {"line breaks", "a\r\nb\tc", "a  b c"},
      {"control characters", std::string("a\0b\x1b[31m", 8), "a\uFFFDb\uFFFD[31m"},
      {"bidirectional override", "a\u202Eb", "a\uFFFDb"},
      {"malformed", "a\xC3<b", "a\uFFFD&lt;b"},
      {"overlong", "\xC0\xBC", "\uFFFD\uFFFD"},  // would be '<' to a careless reader
  };
  for (const auto& c : kCases) EXPECT_EQ(EscapeHtml(c.text), c.html) << c.name;
}

TEST(HtmlWriter, PassesPiecesOn) {
  std::string out;
  HtmlWriter html([&out](std::string_view bytes) { out += bytes; });
  html.Markup("<td title=\"").Text("\"&").Markup("\">").Number(-3).Markup("</td>");
  EXPECT_EQ(out, "<td title=\"&quot;&amp;\">-3</td>");
  out.clear();
  html.RowHeading("<a>").Cell("<b>").NumberCell("<c>").NumberCell(4).ColumnHeading("<d>");
  EXPECT_EQ(out,
            "<th scope=\"row\">&lt;a&gt;</th><td>&lt;b&gt;</td><td class=\"n\">&lt;c&gt;</td>"
            "<td class=\"n\">4</td><th scope=\"col\">&lt;d&gt;</th>");
  out.clear();
  html.OpenTable("a \"<b>\"").CloseTable();
  EXPECT_EQ(out,
            "<div class=\"table\" role=\"region\" tabindex=\"0\" "
            "aria-label=\"a &quot;&lt;b&gt;&quot;\"><table>\n"
            "<caption>a &quot;&lt;b&gt;&quot;</caption>\n</table></div>\n");
}

}  // namespace
}  // namespace rapport::cli
