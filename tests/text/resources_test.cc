// No allocation once warm, and work in proportion to size.

#include <cstdlib>
#include <new>
#include <random>

#include "gtest/gtest.h"
#include "text_testing.h"

namespace {

// Counts every allocation of the program.
uint64_t allocations = 0;

void* CountedAllocate(size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(size_t size) { return CountedAllocate(size); }
void* operator new[](size_t size) { return CountedAllocate(size); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete[](void* p, size_t) noexcept { std::free(p); }

namespace rapport::text {
namespace {

constexpr Format kFormats[] = {Format::kText, Format::kHtml, Format::kEmail, Format::kTranscript};

TEST(Resources, AllocatesNothingOnceWarm) {
  std::mt19937 random(99);
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) texts.push_back(RandomPieces(&random, 200));
  texts.push_back(std::string(20000, 'a'));
  TokenizedText text;
  const auto run = [&] {
    for (const std::string& bytes : texts) {
      for (const Format format : kFormats) TestTokenizer().Tokenize(bytes, format, &text);
    }
  };
  const uint64_t cold = allocations;
  run();
  const uint64_t warm = allocations;
  EXPECT_GT(warm, cold);
  run();
  EXPECT_EQ(allocations, warm);
}

std::string Repeat(std::string_view piece, size_t size) {
  std::string text;
  while (text.size() < size) text += piece;
  return text;
}

// The lone '@' makes the scanner look for addresses at all. Work is counted in characters and
// tokens looked at, not measured with a clock.
TEST(Resources, WorkIsLinear) {
  constexpr size_t kSize = 32 * 1024;
  constexpr uint64_t kPerByte = 12;
  std::vector<std::string> hostile = {
      "aa.bb.",
      "aa-bb-",
      "1-22.",
      "<a ",
      "<a x",
      "two ",
      "$1 two ",
      "a.b.c.d.",
      "a-b@",
      "a@",
      "a@b-",
      "a+b.c_d%",
      "<a \"'",
      "<a '\"><b \"'>",
      "<!--",
      "<script>",
      "</script",
      "&amp",
      "&#1",
      "1h",
      "1h1x",
      "1,2,",
      "1,234,",
      "1.2,",
      "10:30:",
      "\"a ",
      "'a ",
      "“a",
      "a’ ‘",
      "*a",
      "a**",
      "a_",
      "___",
      "a&b&",
      "#a_",
      "#A",
      "@a",
      "😀\u200D",
      "😀\u200D♀",
      "👍🏽",
      "🇬",
      "two and a ",
      "half a ",
      "1 hour and ",
      "march the ",
      "monday ",
      "12/04/",
      "$1 ",
      "$ ",
      "usd ",
      "?!",
      "...",
      ".a",
      "http://",
      "www.",
      "www.a)",
      "a.com",
      "a.com/).",
      "\n> ",
      "On 1\n",
      "On 1 \nwrote\n",
      "-----a\n",
      "_____",
      "<blockquote>",
      "</blockquote>",
      "e\u0301",
      "\u200B",
      "\xF0\x9F",
      "x",
      "xD",
      ":-",
      ":)))",
      "<",
      ">",
      "(",
      "can't ",
      "aaab",
      "ﷺ",
      "½",
  };
  for (const std::string_view piece : Pieces()) hostile.emplace_back(piece);
  TokenizedText text;
  for (const std::string& piece : hostile) {
    for (const Format format : {Format::kText, Format::kHtml, Format::kEmail}) {
      TestTokenizer().Tokenize("@ " + Repeat(piece, kSize), format, &text);
      const uint64_t once = TokenizerPeer::Steps(text);
      TestTokenizer().Tokenize("@ " + Repeat(piece, 2 * kSize), format, &text);
      const uint64_t twice = TokenizerPeer::Steps(text);
      EXPECT_LE(twice, kPerByte * 2 * kSize) << testing::PrintToString(piece);
      EXPECT_LE(twice, once * 5 / 2 + 1000) << testing::PrintToString(piece);
    }
  }
}

}  // namespace
}  // namespace rapport::text
