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
