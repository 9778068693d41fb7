// HTML, e-mail and transcripts.

#include "gtest/gtest.h"
#include "text_testing.h"

namespace rapport::text {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(Html, Keys) {
  const Case kCases[] = {
      {"plain text", "plain text"},
      {"<p>One</p><p>Two</p>", "one || two"},
      {"one<br>two<BR/>three<li>four", "one || two || three || four"},
      {"wo<b>rd</b> <i>ok</i>", "word ok"},
      {"one\ntwo\n\nthree", "one two three"},
      {"<td>a</td><td>b</td>", "a || b"},
      // References.
      {"caf&eacute; &euro;5 &hellip; don&rsquo;t &nbsp;x &bogus;",
       "cafe $:€ n:5 ... | don't x & bogus"},
      {"I&#39;m &#128545; &lt;b&gt;", "i'm e:😡 b"},
      // What is no text.
      {"a<!-- b > c -->d", "ad"},
      {"a<!-- b", "a"},
      {"a<!-->b", "ab"},
      {"<!DOCTYPE html><?xml ?>a", "a"},
      {"a<script>if (x<y) 'b'</script>c<STYLE>d</Style >e", "ace"},
      {"a<script>b", "a"},
      {"<head><title>no</title></head>yes", "yes"},
      // Attributes with what looks like an end.
      {"<a title=\"x > y\" href='z>'>link</a>", "link"},
      {"<a title=\"x>one <b>two</b>", "one two"},
      // No tags.
      {"<3 a < b a<5 <", "e:❤ a b a n:5"},
      {"<b unclosed", "b unclosed"},
      {"<link> x", "x"},
      {"5 <6> 7", "n:5 n:6 n:7"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text, Format::kHtml), c.expected) << c.text;
}

TEST(Html, SpansAreInTheSource) {
  const Case kCases[] = {
      {"<p>Don&rsquo;t <b>g</b>o!</p>", "[Don&rsquo;t] [g</b>o] [!]"},
      {"<p title='x'>a</p>", "[a]"},
      {"&lt;3", "[&lt;3]"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Spans(c.text, Format::kHtml), c.expected) << c.text;
}

TEST(Html, Quotes) {
  const Case kCases[] = {
      {"a <blockquote>b <blockquote>c</blockquote> d</blockquote> e", "^a$ ^b/Q$ ^c/Q$ ^d/Q$ ^e$"},
      {"a <blockquote>b", "^a$ ^b/Q$"},
      {"a</blockquote> b", "^a$ ^b$"},
      {"he said <q>no way</q> again", "^he said no/Q way/Q again$"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Flags(c.text, Format::kHtml), c.expected) << c.text;
}

TEST(Mail, LineBreaks) {
  const Case kCases[] = {
      // A long line was wrapped, a short one was not.
      {"This is a line that a mail program has wrapped because it\nis long",
       "this is a line that a mail program has wrapped | because it is long"},
      {"Dear team\nthis is short\nBye", "dear team || this is short || bye"},
      {"This is a line that a mail program might well have wrapped at the end\n\nNew paragraph",
       "this is a line that a mail program might well have wrapped at the end || new paragraph"},
      {"This is a line that a mail program might well have wrapped at the end\n- an item",
       "this is a line that a mail program might well have wrapped at the end || an item"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text, Format::kEmail), c.expected) << c.text;
  // In other formats every line break ends a sentence.
  EXPECT_EQ(Keys("This is a line that nobody has wrapped at all, however long it\nis"),
            "this is a line that nobody has wrapped at all | however long it || is");
}

TEST(Mail, Quotes) {
  const Case kCases[] = {
      {"yes\n> no\n>> never\nyes", "^yes$ ^no/Q$ ^never/Q$ ^yes$"},
      {"yes\n  > no", "^yes$ ^no/Q$"},
      {"a > b", "^a b$"},
      {"yes\nOn 3 June, Jane wrote:\nno", "^yes$ ^on/CQ n:3/Q june/CQ jane/CQ wrote/Q$ ^no/Q$"},
      {"yes\nOn 3 June 2026\nJane <a@b.com>\nwrote: \nno\n\nno",
       "^yes$ ^on/CQ n:3/Q june/CQ n:2026/Q$ ^jane/CQ <email>/Q$ ^wrote/Q$ ^no/Q$ ^no/Q$"},
      {"yes\n-----Original Message-----\nno", "^yes$ ^original/CQ message/CQ$ ^no/Q$"},
      {"yes\n---- Ursprüngliche Nachricht ----\nno",
       "^yes$ ^ursprungliche/CQ nachricht/CQ$ ^no/Q$"},
      {"yes\n____________________\nno", "^yes$ ^no/Q$"},
      // Not an introduction: no digit, goes on after the colon, a short rule.
      {"On Monday you wrote:\nyes", "^on/C monday/C you wrote$ ^yes$"},
      {"On 3 June you wrote: yes", "^on/C n:3 june/C you wrote yes$"},
      {"--- yes ---\nyes", "^yes$ ^yes$"},
      {"---------\nyes", "^yes$"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Flags(c.text, Format::kEmail), c.expected) << c.text;
  // Only in mail.
  EXPECT_EQ(Flags("yes\n> yes"), "^yes$ ^yes$");
}

TEST(Transcript, CapitalsMeanNothing) {
  EXPECT_EQ(Flags("I AM HERE. OK", Format::kTranscript), "^i/C am/C here/C$ ^ok/C$");
  EXPECT_EQ(Keys("one\ntwo", Format::kTranscript), "one || two");
}

}  // namespace
}  // namespace rapport::text
