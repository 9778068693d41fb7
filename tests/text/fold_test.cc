#include "text/fold.h"

#include "gtest/gtest.h"
#include "text/char_class.h"
#include "text/lexicon.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

TEST(Fold, Words) {
  const struct {
    std::string_view written;
    std::string_view folded;
  } kCases[] = {
      {"", ""},
      {"Hello", "hello"},
      {"R2D2", "r2d2"},
      // Accents, composed and not.
      {"Café", "cafe"},
      {"Cafe\u0301", "cafe"},
      {"ÀÉÎÕÜÇÑŠŽ", "aeioucnsz"},
      {"Việt", "viet"},
      {"İstanbul", "istanbul"},
      {"ΆΣ", "ασ"},
      {"Ёлка", "елка"},
      // Letters that Unicode keeps apart from their plain neighbours.
      {"Straße", "strasse"},
      {"GROẞ", "gross"},
      {"Ærø", "aero"},
      {"Łódź", "lodz"},
      {"Đorđe", "dorde"},
      {"Þórður", "thordur"},
      {"œuvre", "oeuvre"},
      {"ısı", "isi"},
      {"ﬁne", "fine"},
      // Width and style.
      {"Ｈｅｌｌｏ！", "hello!"},
      {"𝐇𝐞𝐥𝐥𝐨", "hello"},
      {"ｶ", "カ"},
      {"٣٤", "34"},
      {"½", "1/2"},
      // Apostrophes.
      {"Don’t", "don't"},
      {"don‘t", "don't"},
      {"don`t", "don't"},
      {"don´t", "don't"},
      {"donʼt", "don't"},
      // Invisible characters.
      {"re\u00ADfund", "refund"},
      {"re\u200Bfund", "refund"},
      {"\u202Erefund\u202C", "refund"},
      {"\uFEFFrefund", "refund"},
      {"❤\uFE0F", "❤"},
      // Scripts whose signs carry the word keep them.
      {"हिन्दी", "हिन्दी"},
      {"한국어", "한국어"},
      // Malformed bytes.
      {"caf\xE9", "caf\uFFFD"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Fold(c.written), c.folded) << c.written;
}

TEST(Fold, TwiceIsOnceForEveryCodePoint) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string bytes;
    AppendUtf8(code, &bytes);
    const std::string once = Fold(bytes);
    ASSERT_EQ(Fold(once), once) << std::hex << static_cast<uint32_t>(code);
  }
}

TEST(Fold, NoFormIsLongerThanTheBuffer) {
  size_t longest = 0;
  char32_t out[kMaxFolded];
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    longest = std::max(longest, FoldCodePoint(code, out));
  }
  EXPECT_GT(longest, 2u);
  EXPECT_LT(longest, kMaxFolded);
}

TEST(Fold, AsciiTableAgreesWithUnicode) {
  for (char32_t code = 0; code < 0x80; ++code) {
    EXPECT_EQ(kAsciiTable[code].cls, Classify(code).cls) << static_cast<uint32_t>(code);
    EXPECT_EQ(kAsciiTable[code].flags, Classify(code).flags) << static_cast<uint32_t>(code);
    EXPECT_EQ(NormaliseWidth(code), code);
  }
}

TEST(ShortenRuns, Words) {
  const struct {
    std::string_view word;
    std::string_view two;  // empty: no run
    std::string_view one;
  } kCases[] = {
      {"so", "", ""},
      {"soo", "", ""},
      {"sooo", "soo", "so"},
      {"sooooooo", "soo", "so"},
      {"cooool", "cool", "col"},
      {"aaabbb", "aabb", "ab"},
      {"helllooo", "helloo", "helo"},
      {"яяяя", "яя", "я"},
      // Only letters.
      {"1000", "", ""},
      {"a'''b", "", ""},
  };
  for (const auto& c : kCases) {
    std::string out = "untouched";
    EXPECT_EQ(ShortenRuns(c.word, 2, &out), !c.two.empty()) << c.word;
    EXPECT_EQ(out, c.two.empty() ? "untouched" : c.two) << c.word;
    out = "untouched";
    EXPECT_EQ(ShortenRuns(c.word, 1, &out), !c.one.empty()) << c.word;
    EXPECT_EQ(out, c.one.empty() ? "untouched" : c.one) << c.word;
  }
}

TEST(WordKey, IsTheKeyOfTokens) {
  EXPECT_EQ(WordKey("E.g."), "eg");
  EXPECT_EQ(WordKey("U.S.A"), "usa");
  EXPECT_EQ(WordKey("f****"), "f*");
  EXPECT_EQ(WordKey("Hmmm"), "hmm");
  EXPECT_EQ(WordKey("T&C’s"), "t&c's");
}

TEST(Lexicon, FoldsWhatIsAdded) {
  Lexicon lexicon;
  lexicon.AddSpelling("CAN’T", {"Can", "NOT"});
  ASSERT_EQ(lexicon.spellings.count("can't"), 1u);
  EXPECT_EQ(lexicon.spellings["can't"], (std::vector<std::string>{"can", "not"}));
  Lexicon::AddWord(&lexicon.abbreviations, "Mr.");
  EXPECT_EQ(lexicon.abbreviations.count("mr"), 1u);
  // Nothing to find, nothing to add.
  Lexicon::AddWord(&lexicon.abbreviations, "\u200B");
  lexicon.AddSpelling("", {"nothing"});
  lexicon.AddSpelling("nothing", {});
  EXPECT_EQ(lexicon.abbreviations.size(), 1u);
  EXPECT_EQ(lexicon.spellings.size(), 1u);
}

}  // namespace
}  // namespace rapport::text
