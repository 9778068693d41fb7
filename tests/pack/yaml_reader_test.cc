// Bytes -> tree: what is read, where each part stands, what is refused. Cases with tabs, carriage
// returns, control characters or malformed bytes stand here and not among the golden files.

#include "pack/yaml_reader.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/strings.h"
#include "pack/byte_check.h"
#include "pack/scalar_map.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

std::string SpanText(const SourceSpan& span) {
  return std::string(span.source->bytes().substr(span.begin, span.end - span.begin));
}

// A tree on one line: scalars as <written>, with the value behind = when it differs.
std::string Show(const Node& node) {
  switch (node.kind) {
    case NodeKind::kNull:
      return StrCat("null<", SpanText(node.span), ">");
    case NodeKind::kBad:
      return "bad";
    case NodeKind::kScalar:
      return StrCat("<", SpanText(node.span), ">",
                    SpanText(node.span) == node.value ? "" : StrCat("=", node.value));
    case NodeKind::kList:
    case NodeKind::kMap:
      break;
  }
  std::string out;
  for (const Node& child : node.children) StrAppend(&out, out.empty() ? "" : " ", Show(child));
  return node.is_list() ? StrCat("[", out, "]") : StrCat("{", out, "}");
}

std::string Read(const std::string& bytes, const PackLimits& limits = PackLimits()) {
  const Source source("t", bytes);
  DiagnosticSink sink;
  const auto root = ReadYaml(source, limits, &sink);
  std::string out = root ? Show(*root) : "";
  for (const Diagnostic& d : sink.Take()) {
    StrAppend(&out, out.empty() ? "" : "; ", d.line, ":", d.column, " ", d.code);
  }
  return out;
}

struct Case {
  const char* bytes;
  const char* tree;
};

TEST(YamlReader, ReadsTreesWithPlaces) {
  const Case cases[] = {
      {"a: b", "{<a> <b>}"},
      {"a: b c  # d\n", "{<a> <b c>}"},
      {"'a': \"b\"\n", "{<'a'>=a <\"b\">=b}"},
      {"- a\n- [b, {c: d}]\n", "[<a> [<b> {<c> <d>}]]"},
      {"- it's\n- 'it''s'\n- \"it's \\\"so\\\"\"\n",
       "[<it's> <'it''s'>=it's <\"it's \\\"so\\\"\">=it's \"so\"]"},
      // code points of two, three and four bytes before and inside
      {"é: [ü, 日本, 😀 x]\n", "{<é> [<ü> <日本> <😀 x>]}"},
      // CR LF, byte-order mark
      {"a: b\r\nc:\r\n  - d\r\n  - e\r\n", "{<a> <b> <c> [<d> <e>]}"},
      {"\xEF\xBB\xBF"
       "a: b\nc: d\n",
       "{<a> <b> <c> <d>}"},
      {"\xEF\xBB\xBF"
       "a: \"b\"\r\nc: |\r\n  d\r\n",
       "{<a> <\"b\">=b <c> <|\r\n  d>=d\n}"},
      // tabs where they mean nothing
      {"a:\tb\t# c\n", "{<a> <b>}"},
      {"a: \"b\tc\"\n", "{<a> <\"b\tc\">=b\tc}"},
      // several lines
      {"a: b\n  c\nd: e\n", "{<a> <b\n  c>=b c <d> <e>}"},
      {"a: b\n\n  c\n", "{<a> <b\n\n  c>=b\nc}"},
      {"a: 'b\n\n\n  c'\n", "{<a> <'b\n\n\n  c'>=b\n\nc}"},
      {"a: \"b\\\n   c\"\nd: e\n", "{<a> <\"b\\\n   c\">=bc <d> <e>}"},
      {"a: |\n  b\n   c\n\n  d\ne: f\n", "{<a> <|\n  b\n   c\n\n  d>=b\n c\n\nd\n <e> <f>}"},
      {"a: >-\n  b\n  c\n\n  d\ne: f\n", "{<a> <>-\n  b\n  c\n\n  d>=b c\nd <e> <f>}"},
      {"- |2\n    a\n   b\n", "[<|2\n    a\n   b>=  a\n b\n]"},
      {"a: |\nb: c\n", "{<a> <|>= <b> <c>}"},
      {"a: ''\nb: \"\"\n", "{<a> <''>= <b> <\"\">=}"},
      // nothing: the place is the key, the dash, the comma, or the word
      {"a:\nb: ~\nc: null\nd:\n", "{<a> null<a> <b> null<~> <c> null<null> <d> null<d>}"},
      {"a:\n\n\nb: c\n", "{<a> null<a> <b> <c>}"},
      {"- a\n-\n- b\n-\n", "[<a> null<-> <b> null<->]"},
      {"- # - not here\n- a\n", "[null<-> <a>]"},
      {"a: [b, , c]\n", "{<a> [<b> null<,> <c>]}"},
      {"{a, b: }", "{<a> null<a> <b> null<b>}"},
      {"a:\nnull_and_more: b\n", "{<a> null<a> <null_and_more> <b>}"},
      // the words of other types stay text
      {"[yes, no, on, 010, 0x1F, 1_000, .5, 2026-03-01]",
       "[<yes> <no> <on> <010> <0x1F> <1_000> <.5> <2026-03-01>]"},
      {"---\na: b\n...\n", "{<a> <b>}"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Read(c.bytes), c.tree) << c.bytes;
  }
}

TEST(YamlReader, RefusesWithPlaces) {
  const Case cases[] = {
      {"", "1:1 empty-file"},
      {"# a\n", "1:1 empty-file"},
      {"~\n", "1:1 empty-file"},
      {"a:\n\tb: c\n", "2:3 yaml-syntax"},
      {"\ta: b\n", "1:3 yaml-syntax"},
      {"a: \"b\n", "1:4 yaml-syntax"},
      {"a: 'b\n\n", "1:4 yaml-syntax"},
      {"a: \"b", "1:6 yaml-syntax"},
      {"a: [b\nc: d\n", "2:2 yaml-syntax"},
      {"%YAML 3.0\n---\na: b\n", "1:1 yaml-syntax"},
      {"%YAML 1.2\n---\na: b\n", "{<a> <b>}"},
      {"a: \"\\ud800\"\n", "1:11 yaml-syntax"},
      // keys, of few entries and of many
      {"{a: 1, b: 2, a: 3, [c]: 4, a: 5}",
       "{<a> <1> <b> <2>}; 1:14 duplicate-key; 1:20 yaml-key; 1:28 duplicate-key"},
      {"{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, [i]: 9, b: 0, b: 0}",
       "{<a> <1> <b> <2> <c> <3> <d> <4> <e> <5> <f> <6> <g> <7> <h> <8>}; 1:50 yaml-key; "
       "1:58 duplicate-key; 1:64 duplicate-key"},
      // bytes
      {"a: \xFF\nb: \xC0\xAF\nc: \xED\xA0\x80\nd: \xF4\x90\x80\x80\ne: \xE2\x82\n",
       "1:4 encoding; 2:4 encoding; 3:4 encoding; 4:4 encoding; 5:4 encoding"},
      {"\xFF\xFE"
       "a\n",
       "1:1 encoding"},
      {"é: \x07\n", "1:4 control-character"},
      {"a: \x1B[31mb\n", "1:4 control-character"},
      {"a: b\rc: d\n", "1:5 control-character"},
      {"a: b\x7F\n", "1:5 control-character"},
      {"a: b\xC2\x85\n", "1:5 control-character"},
      {"a: b\xEF\xBB\xBF\n", "1:5 control-character"},
      {"a: \"\\x07\"\n", "{<a> bad}; 1:5 control-character"},
      {"a: \"\\0\"\n", "{<a> bad}; 1:5 control-character"},
      {"a: \"b\\e\"\n", "{<a> bad}; 1:6 control-character"},
      {"a: \"\\r\\n\"\n", "{<a> bad}; 1:5 control-character"},
      {"a: \"\\t\\n\\u00e9\\U0001F600\\x41\"\n",
       "{<a> <\"\\t\\n\\u00e9\\U0001F600\\x41\">=\t\né😀A}"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.bytes), c.tree) << c.bytes;
  EXPECT_EQ(Read(std::string("a: \0b\n", 6)), "1:4 control-character");
}

TEST(YamlReader, KeepsLimits) {
  PackLimits limits;
  limits.file_bytes = 10;
  EXPECT_EQ(Read("a: 123456\n", limits), "{<a> <123456>}");
  EXPECT_EQ(Read("a: 1234567\n", limits), "1:1 limit");
  limits = PackLimits();
  limits.yaml_events = 5;
  EXPECT_EQ(Read("[a, b, c, d]", limits), "[<a> <b> <c> <d>]");
  EXPECT_EQ(Read("[a, b, c, d, e]", limits), "1:14 limit");
  limits = PackLimits();
  limits.yaml_depth = 3;
  EXPECT_EQ(Read("[[[a]]]", limits), "[[[<a>]]]");
  EXPECT_EQ(Read("[[[[a]]]]", limits), "1:4 limit");
  EXPECT_EQ(Read("a:\n  b:\n    c:\n      d: e\n", limits), "4:7 limit");
  EXPECT_EQ(Read("- - - - a\n", limits), "1:7 limit");
  EXPECT_EQ(Read("? ? ? ? a\n", limits), "1:7 limit");
  limits = PackLimits();
  limits.scalar_bytes = 4;
  EXPECT_EQ(Read("[abcd, \"abcde\", é é]", limits), "[<abcd> bad bad]; 1:8 limit; 1:17 limit");
}

// ---- places inside scalars ------------------------------------------------------------------

// Marks one character of a scalar in the file, given by its position in the value.
TEST(ScalarMap, FindsTheCharacterInTheFile) {
  struct MapCase {
    const char* file;  // of one scalar
    const char* value;
    char wanted;  // stands once in the value and, escapes apart, once in the file
  };
  const MapCase cases[] = {
      {"abXc", "abXc", 'X'},
      {"éüX", "éüX", 'X'},
      {"ab\n   cX", "ab cX", 'X'},
      {"ab\r\n   cX", "ab cX", 'X'},
      {"ab\n\n\n   cX", "ab\n\ncX", 'X'},
      {"'ab''cX'", "ab'cX", 'X'},
      {"'ab  \n  cX'", "ab cX", 'X'},
      {"\"a\\\"\\\\b\\u00e9\\x41X\"",
       "a\"\\bé"
       "AX",
       'X'},
      {"\"a\\U0001F600X\"", "a😀X", 'X'},
      {"\"a\\\n    bX\"", "abX", 'X'},
      {"\"a \\\n    bX\"", "a bX", 'X'},
      {"\"a\n\n  bX\"", "a\nbX", 'X'},
      {"|\n  ab\n  cX\n", "ab\ncX\n", 'X'},
      {"|\r\n  ab\r\n  cX\r\n", "ab\ncX\n", 'X'},
      {"|-\n  ab\n    cX", "ab\n  cX", 'X'},
      {">\n  ab\n  cX\n", "ab cX\n", 'X'},
      {">-\n  ab\n\n  cX\n", "ab\ncX", 'X'},
      {">-\n\n  ab\n  cX\n", "\nab cX", 'X'},
      {"|2\n    ab\n   cX\n", "  ab\n cX\n", 'X'},
  };
  for (const MapCase& c : cases) {
    // The value is what yaml-cpp makes of the text.
    const std::string bytes = StrCat("- ", c.file);
    const Source source("t", bytes);
    DiagnosticSink sink;
    const auto root = ReadYaml(source, PackLimits(), &sink);
    ASSERT_TRUE(root && root->children.size() == 1) << c.file;
    EXPECT_EQ(root->children[0].value, c.value) << c.file;
    const std::string_view file = c.file;
    const std::string_view value = c.value;
    const ScalarMap map(file, 0, value);
    EXPECT_EQ(map.Offset(value.find(c.wanted)), file.find(c.wanted)) << c.file;
    EXPECT_TRUE(map.closed()) << c.file;
  }
}

// For generated scalars in every style: a letter of the value is the same letter in the file.
TEST(ScalarMap, PropertyLettersAgree) {
  std::mt19937 random(20260301);
  const auto pick = [&random](std::string_view from) { return from[random() % from.size()]; };
  int checked = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const int style = round % 5;
    const int size = 1 + static_cast<int>(random() % 20);
    for (int i = 0; i < size; ++i) {
      const char c = pick(style == 0 ? "abcdefgh  " : style == 1 ? "abcd  '\n" : "abcd  \n\n");
      if (c == '\'') {
        text += "''";
      } else if (c == '\n') {
        text += style >= 3 && random() % 4 != 0 ? "\n  " : "\n\n  ";
        if (style >= 3) text += pick("abcd");
      } else if (style == 2 && random() % 8 == 0) {
        text += random() % 2 == 0 ? "\\\"" : "\\u00fc";
      } else {
        text += c;
      }
    }
    const std::string written = style == 0   ? StrCat("x", text, "y")
                                : style == 1 ? StrCat("'", text, "'")
                                : style == 2 ? StrCat("\"", text, "\"")
                                             : StrCat(style == 3 ? "|" : ">", "\n  z", text);
    const std::string bytes = StrCat("k: ", written, "\n");
    const Source source("t", bytes);
    DiagnosticSink sink;
    const auto root = ReadYaml(source, PackLimits(), &sink);
    if (!root) continue;
    const Node& node = root->value_of(0);
    ASSERT_TRUE(node.is_scalar()) << bytes;
    const ScalarMap map(bytes, node.span.begin, node.value);
    size_t last = node.span.begin;
    for (size_t i = 0; i < node.value.size(); ++i) {
      const size_t at = map.Offset(i);
      ASSERT_GE(at, last) << bytes;
      ASSERT_LT(at, bytes.size()) << bytes;
      last = at;
      const char c = node.value[i];
      if (c < 'a' || c > 'z') continue;
      ASSERT_EQ(bytes[at], c) << "byte " << i << " of: " << node.value << "\nin:\n" << bytes;
      ++checked;
    }
    ASSERT_GE(map.end(), last);
    ASSERT_LE(map.end(), bytes.size());
  }
  EXPECT_GT(checked, 20000);
}

TEST(ByteCheck, DecodesLikeThePlainDefinition) {
  // Every code point in its UTF-8 form is read back; every form one byte short is not.
  for (char32_t c = 1; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 37)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    if (c < 0x80) {
      bytes = {static_cast<char>(c)};
    } else if (c < 0x800) {
      bytes = {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      bytes = {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)),
               static_cast<char>(0x80 | (c & 63))};
    } else {
      bytes = {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 63)),
               static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
    }
    char32_t read = 0;
    ASSERT_EQ(DecodeCodePoint(bytes, &read), bytes.size());
    ASSERT_EQ(read, c);
    if (bytes.size() > 1) {
      ASSERT_EQ(DecodeCodePoint(bytes.substr(0, bytes.size() - 1), &read), 0u);
    }
  }
}

}  // namespace
}  // namespace rapport::pack
