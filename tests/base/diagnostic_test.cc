#include "rapport/diagnostic.h"

#include <gtest/gtest.h>

#include "base/diagnostic_sink.h"

namespace rapport {
namespace {

TEST(Diagnostic, FormatsWithCaretAndHint) {
  const Source source("shop.yaml", "cues:\n  x:\n    phrase: [price match]\r\n");
  DiagnosticSink sink;
  const size_t at = source.bytes().find("phrase");
  sink.Error("unknown-key", {&source, at, at + 6}, "unknown key 'phrase' in a cue",
             "did you mean 'phrases'?");
  EXPECT_TRUE(sink.has_errors());
  EXPECT_EQ(FormatDiagnostics(sink.Take()),
            "shop.yaml:3:5: error[unknown-key]: unknown key 'phrase' in a cue\n"
            "        phrase: [price match]\n"
            "        ^~~~~~\n"
            "    hint: did you mean 'phrases'?\n");
  EXPECT_FALSE(sink.has_errors());
}

TEST(Diagnostic, ColumnsCountCodePointsAndKeepTabs) {
  const Source source("a", "\té b");
  DiagnosticSink sink;
  sink.Warning("w", {&source, source.bytes().find('b'), source.bytes().size()}, "m");
  EXPECT_EQ(FormatDiagnostics(sink.Take()), "a:1:4: warning[w]: m\n    \té b\n    \t  ^\n");
}

TEST(Diagnostic, SortsByFileThenPosition) {
  const Source a("a", "x\ny\n"), b("b", "x\n");
  DiagnosticSink sink;
  sink.Error("e", {&a, 2, 3}, "second");
  sink.Error("e", {&b, 0, 1}, "third");
  sink.Error("e", {&a, 0, 1}, "first");
  std::string order;
  for (const Diagnostic& d : sink.Take()) order += d.message + " ";
  EXPECT_EQ(order, "first second third ");
}

TEST(Diagnostic, SnippetsAreSafeToShow) {
  const Source source("a", "a\x1B[1m\tb\xFFz\xC2\x9B!\xE2\x82\n" + std::string(3000, 'x'));
  DiagnosticSink sink;
  sink.Error("e", {&source, 0, 1}, "bytes");
  const size_t line = source.bytes().find('x');
  sink.Error("e", {&source, line + 10, line + 11}, "near");
  sink.Error("e", {&source, line + 2500, line + 2501}, "far");
  const std::vector<Diagnostic> found = sink.Take();
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(found[0].snippet, "a" + r + "[1m\tb" + r + "z" + r + "!" + r);
  EXPECT_EQ(found[1].snippet, std::string(2000, 'x'));
  EXPECT_EQ(found[2].snippet, "");
  EXPECT_EQ(found[2].column, 2501u);
  EXPECT_EQ(FormatDiagnostic(found[2]), "a:2:2501: error[e]: far\n");
}

TEST(Diagnostic, CountsWhatItDoesNotKeep) {
  const Source source("a", "x");
  DiagnosticSink sink;
  for (int i = 0; i < 1500; ++i) sink.Error("e", {&source, 0, 1}, "m");
  EXPECT_TRUE(sink.has_errors());
  const std::vector<Diagnostic> found = sink.Take();
  ASSERT_EQ(found.size(), 1001u);
  EXPECT_EQ(found.back().code, "too-many-errors");
  EXPECT_EQ(found.back().message, "500 more are not shown");
  EXPECT_TRUE(sink.Take().empty());
}

TEST(Source, OffsetsAndPositionsAgree) {
  const Source source("s", "ab\ncé\n\nd");
  for (size_t i = 0; i <= source.bytes().size(); ++i) {
    if (i < source.bytes().size() && (source.bytes()[i] & 0xC0) == 0x80) continue;
    const LineColumn p = source.Position(i);
    EXPECT_EQ(source.Offset(p.line, p.column), i);
  }
}

}  // namespace
}  // namespace rapport
