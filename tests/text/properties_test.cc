// What holds for any bytes: spans and numbers in order, the same result twice and along either
// path, no allocation once warm, work in proportion to size.

#include <random>

#include "gtest/gtest.h"
#include "text/breaks.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text_testing.h"

namespace rapport::text {
namespace {

constexpr Format kFormats[] = {Format::kText, Format::kHtml, Format::kEmail, Format::kTranscript};

std::string RandomBytes(std::mt19937* random, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text.push_back(static_cast<char>((*random)() & 0xFF));
  return text;
}

bool IsValidUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const DecodedChar c = DecodeUtf8(text, i);
    if (c.code == kReplacement && text.substr(i, c.length) != "\uFFFD") return false;
    i += c.length;
  }
  return true;
}

void CheckTokens(const TokenizedText& text, size_t size) {
  uint32_t sentence_starts = 0;
  uint32_t sentence_ends = 0;
  for (size_t i = 0; i < text.tokens().size(); ++i) {
    const Token& t = text.tokens()[i];
    ASSERT_LT(t.begin, t.end);
    ASSERT_LE(t.end, size);
    ASSERT_FALSE(t.key.empty());
    ASSERT_TRUE(IsValidUtf8(t.key));
    ASSERT_TRUE(IsValidUtf8(t.short_key()));
    ASSERT_EQ((t.flags & kElongated) != 0, !t.short_key().empty());
    std::string shortened;
    ASSERT_FALSE(ShortenRuns(t.key, 2, &shortened)) << t.key;
    if (t.kind == TokenKind::kWord || t.kind == TokenKind::kHashtag) {
      ASSERT_EQ(WordKey(t.key), t.key);
    }
    sentence_starts += StartsSentence(text.tokens(), static_cast<uint32_t>(i)) ? 1 : 0;
    sentence_ends += EndsSentence(text.tokens(), static_cast<uint32_t>(i)) ? 1 : 0;
    if (i == 0) {
      ASSERT_EQ(t.sentence, 0u);
      ASSERT_EQ(t.clause, 0u);
      continue;
    }
    const Token& last = text.tokens()[i - 1];
    // Tokens follow each other; only the words of one spelling share their bytes.
    if (t.begin == last.begin) {
      ASSERT_EQ(t.end, last.end);
    } else {
      ASSERT_GE(t.begin, last.end);
    }
    ASSERT_LE(t.sentence - last.sentence, 1u);
    ASSERT_LE(t.clause - last.clause, 1u);
    if (t.sentence != last.sentence) {
      ASSERT_NE(t.clause, last.clause);
    }
  }
  const uint32_t sentences = text.tokens().empty() ? 0 : text.tokens().back().sentence + 1;
  ASSERT_EQ(text.sentences(), sentences);
  ASSERT_EQ(sentence_starts, sentences);
  ASSERT_EQ(sentence_ends, sentences);
  ASSERT_LE(text.upper_letters(), text.letters());
  ASSERT_LE(text.non_latin_letters(), text.letters());
}

void CheckEntities(const TokenizedText& text) {
  uint32_t ends[7] = {};
  uint32_t last_first = 0;
  uint32_t last_end = 0;
  for (const Entity& e : text.entities()) {
    ASSERT_LT(e.first_token, e.end_token);
    ASSERT_LE(e.end_token, text.tokens().size());
    ASSERT_EQ(text.tokens()[e.first_token].sentence, text.tokens()[e.end_token - 1].sentence);
    // By first token, then length; none inside another of its kind.
    ASSERT_GE(e.first_token, last_first);
    if (e.first_token == last_first) {
      ASSERT_GE(e.end_token, last_end);
    }
    last_first = e.first_token;
    last_end = e.end_token;
    uint32_t& end_of_kind = ends[static_cast<size_t>(e.kind)];
    ASSERT_GE(e.first_token, end_of_kind);
    end_of_kind = e.end_token;
  }
}

void CheckText(const std::string& bytes, TokenizedText* reused) {
  for (const Format format : kFormats) {
    TokenizedText fresh;
    TestTokenizer().Tokenize(bytes, format, &fresh);
    ASSERT_NO_FATAL_FAILURE(CheckTokens(fresh, bytes.size()));
    ASSERT_NO_FATAL_FAILURE(CheckEntities(fresh));
    const std::string dump = Dump(fresh);
    TestTokenizer().Tokenize(bytes, format, reused);
    ASSERT_EQ(Dump(*reused), dump);
    TokenizerPeer::RunGeneral(TestTokenizer(), bytes, format, reused);
    ASSERT_EQ(Dump(*reused), dump);
    TokenizerPeer::RunWith(PortableKernel(), TestTokenizer(), bytes, format, reused);
    ASSERT_EQ(Dump(*reused), dump);
  }
}

TEST(Properties, HoldForAnyBytes) {
  std::mt19937 random(20260301);
  TokenizedText reused;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = round % 2 == 0 ? RandomPieces(&random, 1 + random() % 40)
                                            : RandomBytes(&random, 1 + random() % 200);
    SCOPED_TRACE(testing::PrintToString(text));
    ASSERT_NO_FATAL_FAILURE(CheckText(text, &reused));
  }
}

TEST(Properties, HoldForEveryPairOfPieces) {
  TokenizedText reused;
  for (const std::string_view a : Pieces()) {
    for (const std::string_view b : Pieces()) {
      const std::string text = std::string(a) + std::string(b);
      SCOPED_TRACE(testing::PrintToString(text));
      ASSERT_NO_FATAL_FAILURE(CheckText(text, &reused));
    }
  }
}

// A word's key is the folded form of its bytes: spans and keys come along different paths.
TEST(Properties, WordsFoldToTheirKeys) {
  const Lexicon empty;
  const Tokenizer tokenizer(&empty);
  std::mt19937 random(7);
  TokenizedText text;
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = RandomPieces(&random, 30);
    if (bytes.find('&') != std::string::npos) continue;  // references fold to something else
    tokenizer.Tokenize(bytes, Format::kText, &text);
    for (const Token& token : text.tokens()) {
      if (token.kind != TokenKind::kWord) continue;
      ASSERT_EQ(WordKey(bytes.substr(token.begin, token.end - token.begin)), token.key) << bytes;
    }
  }
}

TEST(Properties, MovedTextKeepsItsKeys) {
  TokenizedText text;
  TestTokenizer().Tokenize("ok, can't wait", Format::kText, &text);
  TokenizedText moved = std::move(text);
  EXPECT_EQ(Keys(moved), "ok | can not wait");
  TestTokenizer().Tokenize("again", Format::kText, &text);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(Keys(text), "again");
  EXPECT_EQ(Keys(moved), "ok | can not wait");
}

}  // namespace
}  // namespace rapport::text
