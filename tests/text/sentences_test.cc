// Where sentences and clauses end, and what is quoted.

#include "gtest/gtest.h"
#include "text_testing.h"

namespace rapport::text {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(Sentences, Ends) {
  const Case kCases[] = {
      {"One. Two! Three? Four", "one || two ! || three ? || four"},
      {"one. two", "one || two"},
      {"One.Two", "one || two"},
      {"(One.) \"Two.\" Three", "one || two || three"},
      {"stop.", "stop"},
      {"...", "..."},
      {". . . a", "a"},
      // Line breaks.
      {"one\ntwo\r\nthree\rfour\n\nfive", "one || two || three || four || five"},
      {"one\u2028two\u0085three", "one || two || three"},
      // Not at decimals, abbreviations, initials, list numbers.
      {"It cost 3.50 in total", "it cost n:3.50 in total"},
      {"Ask Mr. Smith", "ask mr smith"},
      {"approx. 5 e.g. Monday", "approx n:5 eg monday"},
      {"John F. Kennedy called", "john f kennedy called"},
      {"J. R. R. Tolkien", "j r r tolkien"},
      {"So do I. Then", "so do i || then"},
      {"at 5 p.m. We left", "at n:5 pm || we left"},
      {"at 5 p.m. we left", "at n:5 pm we left"},
      {"1. First\n2. Second", "n:1 | first || n:2 | second"},
      {"I paid 20. Then", "i paid n:20 || then"},
      // An ellipsis ends only a clause.
      {"well... no", "well ... | no"},
      {"wait…What", "wait ... | what"},
      // Marks and emoji stay with the sentence they follow, except after a line break.
      {"Thanks! 😊 Can you help?", "thanks ! e:😊 || can you help ?"},
      {"Bad. 😡😡 Fix", "bad e:😡 || fix"},
      {"Bad.\n😡 Fix", "bad || e:😡 fix"},
      {"what ?! ! no", "what ?! ! || no"},
      // Other scripts.
      {"नमस्ते। हाँ", "नमस्ते || हाँ"},
      {"今日。明日", "今日 || 明日"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text), c.expected) << c.text;
}

TEST(Clauses, Ends) {
  const Case kCases[] = {
      {"a, b; c: d", "a | b | c | d"},
      {"a - b – c—d -- e", "a | b | c | d | e"},
      {"a-b", "a b"},
      {"a (b) [c] {d} e", "a | b | c | d | e"},
      {"a • b | c", "a | b | c"},
      {"nice but slow because old cuz", "nice | but slow | because old | because"},
      {"but why", "but why"},
      {"a,, - (b", "a | b"},
      {", a", "a"},
      {"a, ! b", "a ! || b"},
      {"6, then 7", "n:6 | then n:7"},
      {"\"a\" b", "a b"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text), c.expected) << c.text;
}

TEST(Quotes, Pairs) {
  // Only the quoted words are shown.
  const struct {
    std::string text;
    std::string_view quoted;
  } kCases[] = {
      {"he said \"we never call\" again", "we never call"},
      {"“one” „two“ «three» »four« ”five” 「六」", "one two three four five 六"},
      {"‘one two’ and ‚three‘", "one two three"},
      {"he said 'we don't care' again", "we don't care"},
      {"your \"support\", your 'help'.", "support help"},
      {"(\"a\") \"b\"!", "a b"},
      {"\"what?\" \"no\"", "what ? no"},
      {"&quot;a&quot; b", "a"},
      {"“a b\" c", "a b"},
      // Not closed, not opened, not a quotation.
      {"a \"b c", ""},
      {"a b\" c", ""},
      {"a 6\" pipe and a 7\" pipe", ""},
      {"don't won't customers' 'tis", ""},
      {"rock 'n roll", ""},
      {"\" a \"", ""},
      // Within a paragraph; a line break alone does not end it.
      {"\"a\nb\" c", "a b"},
      {"\"a\n\nb\" c", ""},
      // Not longer than a quotation would be.
      {"'" + std::string(290, 'a') + "'", "aa"},
      {"'" + std::string(310, 'a') + "'", ""},
      {"\"" + std::string(2010, 'a') + "\"", ""},
      // Nested styles.
      {"\"a ‘b’ c\" d", "a b c"},
      // A spelling inside.
      {"\"can't\"", "can not"},
  };
  for (const auto& c : kCases) {
    TokenizedText text;
    TestTokenizer().Tokenize(c.text, Format::kText, &text);
    std::string quoted;
    for (const Token& token : text.tokens()) {
      if ((token.flags & kQuoted) == 0) continue;
      if (!quoted.empty()) quoted += ' ';
      quoted += token.key;
    }
    EXPECT_EQ(quoted, c.quoted) << c.text;
  }
}

}  // namespace
}  // namespace rapport::text
