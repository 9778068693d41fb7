#include "text/utf8.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace rapport::text {
namespace {

using ::testing::ElementsAreArray;

std::vector<char32_t> DecodeAll(std::string_view bytes) {
  std::vector<char32_t> codes;
  for (size_t i = 0; i < bytes.size();) {
    const DecodedChar c = DecodeUtf8(bytes, i);
    EXPECT_GE(c.length, 1u);
    EXPECT_LE(i + c.length, bytes.size());
    codes.push_back(c.code);
    i += c.length;
  }
  return codes;
}

TEST(Utf8, Decodes) {
  constexpr char32_t kBad = kReplacement;
  const struct {
    std::string_view bytes;
    std::vector<char32_t> codes;
  } kCases[] = {
      // Well-formed, at the limits of each length.
      {"", {}},
      {std::string_view("\0\x7F", 2), {0, 0x7F}},
      {"\xC2\x80\xDF\xBF", {0x80, 0x7FF}},
      {"\xE0\xA0\x80\xEF\xBF\xBF", {0x800, 0xFFFF}},
      {"\xED\x9F\xBF\xEE\x80\x80", {0xD7FF, 0xE000}},
      {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", {0x10000, 0x10FFFF}},
      // Bytes that never stand anywhere.
      {"\xC0\xC1\xF5\xFF", {kBad, kBad, kBad, kBad}},
      // Continuations without a lead.
      {"\x80\xBF", {kBad, kBad}},
      {"a\x80z", {'a', kBad, 'z'}},
      // Overlong forms: the lead is bad, and so is each byte after it.
      {"\xC0\xAF", {kBad, kBad}},
      {"\xE0\x80\xAF", {kBad, kBad, kBad}},
      {"\xF0\x80\x80\xAF", {kBad, kBad, kBad, kBad}},
      // Surrogates and values above the last.
      {"\xED\xA0\x80", {kBad, kBad, kBad}},
      {"\xF4\x90\x80\x80", {kBad, kBad, kBad, kBad}},
      // Cut sequences: one for each maximal beginning of a good one.
      {"\xC2", {kBad}},
      {"\xE1\x80", {kBad}},
      {"\xF1\x80\x80", {kBad}},
      {"\xC2z", {kBad, 'z'}},
      {"\xE1\x80z", {kBad, 'z'}},
      {"\xF1\x80\x80z", {kBad, 'z'}},
      {"\xF1\x80\xC2\xA0", {kBad, 0xA0}},
      {"\xE2\x82\xE2\x82\xAC", {kBad, 0x20AC}},
      // The example of the Unicode standard, table 3-11.
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       {'a', kBad, kBad, kBad, 'b', kBad, 'c', kBad, kBad, 'd'}},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(DecodeAll(c.bytes), ElementsAreArray(c.codes)) << testing::PrintToString(c.bytes);
  }
}

TEST(Utf8, EveryScalarValueSurvives) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string bytes;
    AppendUtf8(code, &bytes);
    const DecodedChar c = DecodeUtf8(bytes, 0);
    ASSERT_EQ(c.code, code);
    ASSERT_EQ(c.length, bytes.size());
  }
}

}  // namespace
}  // namespace rapport::text
