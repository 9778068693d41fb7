// The page as a browser would take it apart: elements that nest, and nothing from the data among
// them, whatever the data says.

#include "cli/report_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace rapport::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHostile[] = "<script>x()</script>\" onclick='y' &amp; </td></table> \u202E";

std::string Page(const learn::Report& report, CoverageOrder order = CoverageOrder::kGroup) {
  std::string out;
  HtmlWriter html([&out](std::string_view bytes) { out += bytes; });
  WriteReportPage(report, order, &html);
  return out;
}

// A report with every part, in which every text is `text`.
learn::Report Full(const std::string& text) {
  learn::Evaluator evaluator;
  learn::Evaluator::Observation o;
  o.label = o.persona = text;
  o.probability = 9000;
  o.label_hostility = o.hostility = 1;
  o.label_escalate = o.escalates = true;
  o.abstained = text;
  evaluator.Add(o);
  o.persona = "none";
  o.hostility = 0;
  evaluator.Add(o);
  learn::Report report;
  report.rule_set = text;
  report.evaluation = evaluator.Result(1);
  learn::Comparer comparer;
  comparer.Add(o, o);
  report.comparison = comparer.Result(1, 10);
  report.comparison->rule_set = text;
  report.groups = learn::GroupedFigures{text, {{text, report.evaluation}, {"", {}}}};
  learn::CoverageRow row;
  row.id = row.says = text;
  row.fired = 1;
  row.labels = {{text, 1}};
  report.coverage = learn::Coverage{2, {{text, 1}, {"none", 1}}, {row}};
  learn::Mistake mistake;
  mistake.record = mistake.label = mistake.decision = mistake.why_not = text;
  mistake.abstained = "margin";
  mistake.bias = -100;
  mistake.for_decision = mistake.for_label = {{text, "cue", 100}};
  mistake.words = {{0, {{text, "", false}, {text, text, false}, {" … ", "", true}}}};
  report.mistakes = learn::Mistakes{1, {mistake}, {{text, text, 1, {{text, 1}}, 0}}};
  return report;
}

struct Tags {
  std::vector<std::string> opened;  // names, in order
  std::string error;
};

// Reads the elements, and checks that they nest and that attributes are quoted.
Tags Parse(const std::string& page) {
  static const std::set<std::string> kVoid = {"meta", "!DOCTYPE"};
  Tags tags;
  std::vector<std::string> open;
  for (size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    size_t end = at + 1;
    bool quoted = false;
    for (; end < page.size() && (quoted || page[end] != '>'); ++end) {
      if (page[end] == '"') quoted = !quoted;
      if (page[end] == '<') tags.error = "a '<' in a tag";
    }
    const std::string tag = page.substr(at + 1, end - at - 1);
    const std::string name =
        tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" /\n", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '/') {
      if (open.empty() || open.back() != name) {
        tags.error = "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
        return tags;
      }
      open.pop_back();
    } else {
      tags.opened.push_back(name);
      if (kVoid.count(name) == 0 && tag.back() != '/') open.push_back(name);
    }
    at = end;
  }
  if (!open.empty()) tags.error = open.back() + " is left open";
  return tags;
}

TEST(ReportPage, HostileTextStaysText) {
  const Tags plain = Parse(Page(Full("plain")));
  EXPECT_EQ(plain.error, "");
  const std::string page = Page(Full(kHostile));
  const Tags hostile = Parse(page);
  EXPECT_EQ(hostile.error, "");
  EXPECT_EQ(hostile.opened, plain.opened);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("onclick='")));
  EXPECT_THAT(page, Not(HasSubstr("\u202E")));
  EXPECT_THAT(page,
              HasSubstr("&lt;script&gt;x()&lt;/script&gt;&quot; onclick=&#39;y&#39; &amp;amp;"));
}

TEST(ReportPage, NeedsNothingElse) {
  const std::string page = Page(Full("plain"));
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link", "<script",
                              "<iframe", "<img", "<object"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(page, HasSubstr("@media print"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"en-GB\">"));
}

TEST(ReportPage, HasEveryPart) {
  const std::string page = Page(Full("plain"));
  for (const char* part : {"figures", "comparison", "groups", "classes", "confusion", "reliability",
                           "hostility", "escalation", "coverage", "mistakes"}) {
    EXPECT_THAT(page, HasSubstr(std::string("<a href=\"#") + part + "\">"));
    EXPECT_THAT(page, HasSubstr(std::string("<h2 id=\"") + part + "\">"));
  }
  EXPECT_THAT(page, HasSubstr("<svg "));
  EXPECT_THAT(page, HasSubstr("<mark>plain</mark><span class=\"id\">[plain]</span>"));
  EXPECT_THAT(page, HasSubstr("for plain</dt><dd>plain +0.1; bias +0.1; plain</dd>"));
  // Half of the row: one of two labels.
  EXPECT_THAT(page, HasSubstr("<td class=\"n right\" style=\"--s:0.5000\">1</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"n wrong\" style=\"--s:0.5000\">1</td>"));
}

TEST(ReportPage, EveryTableHasACaptionAndHeadings) {
  const std::string page = Page(Full("plain"));
  size_t tables = 0;
  for (size_t at = page.find("<table>"); at != std::string::npos;
       at = page.find("<table>", at + 1)) {
    ++tables;
    const std::string table = page.substr(at, page.find("</table>", at) - at);
    EXPECT_EQ(table.find("<table>\n<caption>"), 0u) << table;
    EXPECT_THAT(table, HasSubstr("<th scope=\"col\""));
    EXPECT_THAT(table, HasSubstr("<th scope=\"row\">"));
  }
  EXPECT_EQ(tables, 11u);
}

TEST(ReportPage, WithoutAnythingToShow) {
  learn::Report report;
  report.rule_set = "p@1#0";
  const std::string page = Page(report);
  EXPECT_EQ(Parse(page).error, "");
  EXPECT_THAT(page, HasSubstr("0 conversations"));
  EXPECT_THAT(page, HasSubstr("Left out, as they quote conversations."));
  EXPECT_THAT(page, Not(HasSubstr("<svg")));
  report.coverage.emplace();
  report.mistakes.emplace();
  EXPECT_EQ(Parse(Page(report)).error, "");
}

TEST(ReportPage, TheSameReportGivesTheSameBytes) {
  EXPECT_EQ(Page(Full("plain")), Page(Full("plain")));
}

}  // namespace
}  // namespace rapport::cli
