#include "phrase/parser.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "phrase/list_declaration.h"
#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

class ParserTest : public testing::Test {
 protected:
  ParserTest() {
    for (const TestList& list : TestLists()) {
      std::vector<PhraseIssue> issues;
      EXPECT_TRUE(DeclareList(list.name, list.items, &parser_, &lists_, &issues)) << Format(issues);
    }
  }

  // The phrase printed, or its issues.
  std::string Parse(std::string_view source) {
    Phrase phrase;
    std::vector<PhraseIssue> issues;
    const bool ok = parser_.ParsePhrase(source, lists_, &phrase, &issues);
    EXPECT_EQ(ok, issues.empty()) << source;
    return ok ? Print(phrase, lists_) : Format(issues);
  }

  PackLimits limits_;
  Parser parser_{&TestLexicon(), limits_};
  Lists lists_;
};

TEST_F(ParserTest, ReadsWhatIsGood) {
  const struct {
    const char* source;
    const char* printed;
  } kCases[] = {
      // Words, as the tokenizer would have them.
      {"Price  MATCH", "price match"},
      {"\tprice\nmatch ", "price match"},
      {"price-match", "price match"},
      {"and/or", "and or"},
      {"café ＮＡÏＶＥ", "cafe naive"},
      {"rock’n’roll", "rock'n'roll"},
      {"terms & conditions", "terms & conditions"},
      {"at&t", "at&t"},
      {"5 stars", "5 stars"},
      {"4.5 stars", "4.5 stars"},
      {"1,000 times", "1000 times"},
      {"100%", "100 %"},
      {"€", "€"},
      {"🙄", "🙄"},
      {"so 🙄", "so 🙄"},
      {"book soon", "book soon"},
      {"caps lock CAPS", "caps lock caps"},
      {"sh*t f**k f***", "sh*t f*k \"f*\""},
      {"f**k*", "f*k*"},
      {"e.g", "eg"},
      {"snake_case", "snake_case"},
      {"so­ft", "soft"},  // a soft hyphen
      // Spellings.
      {"u", "you"},
      {"can't wait", "can not wait"},
      {"can’t wait", "can not wait"},
      {"cant wait", "can not wait"},
      {"(can't|will) wait", "(can not|will) wait"},
      {"(pls)? help", "(please)? help"},
      {"pipes", "\"a|b\" \"say \"\"x\"\"\""},
      // Beginnings of words.
      {"deliver*", "deliver*"},
      {"DÉL*", "del*"},
      {"ur*", "ur*"},  // spellings do not apply
      {"(un)?deliver*", "(undeliver*|deliver*)"},
      {"(ship*|deliver*) late", "(ship*|deliver*) late"},
      // Words from parts.
      {"match(es|ing)?", "(matches|matching|match)"},
      {"(un|re)usable", "(unusable|reusable)"},
      {"colo(u)?r", "(colour|color)"},
      {"colo(u)?r(s|ed)?", "(colours|coloured|colour|colors|colored|color)"},
      {"(re|un(re)?)use", "(reuse|unreuse|unuse)"},
      {"a(b(c|d)?)?e", "(abce|abde|abe|ae)"},
      {"do(n't)?", "(do not|do)"},
      {"can(no|')t", "can not"},  // both are spelt "can not"
      {"colo(u)r", "colour"},
      // Groups.
      {"(at|on|get back to)", "(at|on|get back to)"},
      {"(please)?",
       "phrase-empty 0-9 the phrase can match nothing at all / "
       "write at least one element without '?'"},
      {"(please)? wait", "(please)? wait"},
      {"(a|b)? c", "(a|b)? c"},
      {"(a b)? c", "(a b)? c"},
      {"(a b) c", "a b c"},
      {"((a)) b", "a b"},
      {"(a (b|c (d)?)|e) f", "(a (b|c (d)?)|e) f"},
      {"((a)?|b) c", "((a)?|b) c"},
      {"( a|b ) c", "(a|b) c"},
      // Gaps.
      {"cheaper <=2 (elsewhere|online)", "cheaper <=2 (elsewhere|online)"},
      {"a <=1 b <=8 c", "a <=1 b <=8 c"},
      {"a (b <=3 c|d)", "a (b <=3 c|d)"},
      {"a <=2 (b)? c", "a <=2 (b)? c"},
      {"a (b)? <=2 c", "a (b)? <=2 c"},
      {"(a <=1 b) <=1 c", "a <=1 b <=1 c"},
      // Placeholders and lists.
      {"{number} {money} {percent} {duration} {date} {time} {year}",
       "{number} {money} {percent} {duration} {date} {time} {year}"},
      {"{any} {word} {caps} {capitalised} {emoji} {handle} {hashtag} {link} {email}",
       "{any} {word} {caps} {capitalised} {emoji} {handle} {hashtag} {link} {email}"},
      {"{?} {!} {??} {!!} {...}", "{?} {!} {??} {!!} {...}"},
      {"{colour} box", "{colour} box"},
      {"({thing}|{place})? {number}", "({thing}|{place})? {number}"},
      // Capitals.
      {"CAPS(never)", "CAPS(never)"},
      {"CAPS(never again)", "CAPS(never again)"},
      {"CAPS(never|ever so)", "CAPS(never|ever so)"},
      {"CAPS(ever (so)? slow(er)? deliver*) now", "CAPS(ever (so)? (slower|slow) deliver*) now"},
      {"(CAPS(why))? not", "(CAPS(why))? not"},
      {"CAPS({colour})", "CAPS({colour})"},
      // Anchors.
      {"^ sorry", "^ sorry"},
      {"^^ hello $$", "^^ hello $$"},
      {"really {?} $", "really {?} $"},
  };
  for (const auto& c : kCases) {
    const std::string printed = Parse(c.source);
    EXPECT_EQ(printed, c.printed) << c.source;
    // What is printed means the same. (A spelling that makes symbols into words has no written
    // form.)
    if (printed.find('"') == std::string::npos && printed.find(" / ") == std::string::npos) {
      EXPECT_EQ(Parse(printed), printed) << c.source;
    }
  }
}

TEST_F(ParserTest, ReportsWhatIsBad) {
  const struct {
    const char* source;
    const char* issues;
  } kCases[] = {
      // Nothing there.
      {"", "phrase-empty 0-0 an empty phrase / write at least one word"},
      {"  ", "phrase-empty 0-2 an empty phrase / write at least one word"},
      {"^ $", "phrase-empty 0-3 an empty phrase / write at least one word"},
      {"(a)? (b|c)?",
       "phrase-empty 0-11 the phrase can match nothing at all / "
       "write at least one element without '?'"},
      {"((a)?|b)",
       "phrase-empty 0-8 the phrase can match nothing at all / "
       "write at least one element without '?'"},
      // '|' outside parentheses.
      {"on|at", "phrase-bar 2-3 '|' outside parentheses / write '(on|at)', or two phrases"},
      {"call on|at|in noon",
       "phrase-bar 7-8 '|' outside parentheses / write '(on|at|in)', or two phrases"},
      {"on | at", "phrase-bar 3-4 '|' outside parentheses / write '(a|b)', or two phrases"},
      {"a|b c|d",
       "phrase-bar 1-2 '|' outside parentheses / write '(a|b)', or two phrases\n"
       "phrase-bar 5-6 '|' outside parentheses / write '(c|d)', or two phrases"},
      // '?' after something else than a group.
      {"word?",
       "phrase-optional 4-5 '?' makes only a group optional / write '(word)?' for an optional "
       "word, 'wor(d)?' for an optional letter, 'word {?}' for a question mark"},
      {"café? x",
       "phrase-optional 5-6 '?' makes only a group optional / write '(café)?' for an optional "
       "word, 'caf(é)?' for an optional letter, 'café {?}' for a question mark"},
      {"a? b",
       "phrase-optional 1-2 '?' makes only a group optional / write '(a)?' for an optional word, "
       "'a {?}' for a question mark"},
      {"match(es)?ing? x",
       "phrase-optional 13-14 '?' makes only a group optional / write '(match(es)?ing)?', or "
       "'{?}' for a question mark"},
      {"{money}? x",
       "phrase-optional 7-8 '?' makes only a group optional / write '({money})?', or '{?}' for a "
       "question mark"},
      {"CAPS(no)? x",
       "phrase-optional 8-9 '?' makes only a group optional / write '(CAPS(no))?', or '{?}' for a "
       "question mark"},
      {"(a)?"
       "? x",
       "phrase-optional 4-5 '?' makes only a group optional / one '?' is enough; a question mark "
       "is '{?}'"},
      // Alternatives.
      {"(a |b) x",
       "phrase-alternative 3-4 a space beside '|' / write '(a|b)', or '(a|b)?' if it may be "
       "absent"},
      {"(a| b) x",
       "phrase-alternative 2-3 a space beside '|' / write '(a|b)', or '(a|b)?' if it may be "
       "absent"},
      {"(a|) x",
       "phrase-alternative 0-4 an empty alternative / write '(a)?' for what may be absent"},
      {"(|a b||c) x",
       "phrase-alternative 0-9 an empty alternative / write '(a b|c)?' for what may be absent"},
      {"x ()", "phrase-alternative 2-4 empty parentheses / remove them"},
      {"x (|)", "phrase-alternative 2-5 empty parentheses / remove them"},
      {"x CAPS()", "phrase-alternative 6-8 empty parentheses / remove them"},
      // Brackets.
      {"a (b", "phrase-parenthesis 2-3 '(' without ')' / close it"},
      {"a (b|(c",
       "phrase-parenthesis 2-3 '(' without ')' / close it\n"
       "phrase-parenthesis 5-6 '(' without ')' / close it"},
      {"a) b", "phrase-parenthesis 1-2 ')' without '(' / remove it"},
      {"{money b",
       "phrase-brace 0-1 '{' without '}' / a placeholder is a name in braces without spaces: "
       "'{money}'"},
      {"a} b", "phrase-brace 1-2 '}' without '{' / remove it"},
      // Names.
      {"{monye} off", "phrase-name 0-7 unknown name '{monye}' / did you mean 'money'?"},
      {"off {color}", "phrase-name 4-11 unknown name '{color}' / did you mean 'colour'?"},
      {"{}", "phrase-name 0-2 unknown name '{}' / a placeholder is a name in braces: '{money}'"},
      {"{zanzibar}",
       "phrase-name 0-10 unknown name '{zanzibar}' / declare the list under 'lists:'"},
      {"{Money}", "phrase-name 0-7 unknown name '{Money}' / did you mean 'money'?"},
      // Gaps.
      {"<=2 b",
       "phrase-gap 0-3 a gap with nothing before it / a gap stands between two elements that are "
       "always there"},
      {"a <=2",
       "phrase-gap 2-5 a gap with nothing after it / a gap stands between two elements that are "
       "always there"},
      {"^ <=2 b",
       "phrase-gap 2-5 a gap with nothing before it / a gap stands between two elements that are "
       "always there"},
      {"a <=2 <=3 b",
       "phrase-gap 6-9 a gap beside another gap / write one gap of at most 8 tokens"},
      {"a <=2 (b)?",
       "phrase-gap 2-5 what stands after the gap may be absent / a gap stands between two "
       "elements that are always there"},
      {"(a)? <=2 b",
       "phrase-gap 5-8 what stands before the gap may be absent / a gap stands between two "
       "elements that are always there"},
      {"a <=2 (b)? <=2 c",
       "phrase-gap 11-14 what stands before the gap may be absent / a gap stands between two "
       "elements that are always there"},
      {"a (<=2 b|c)",
       "phrase-gap 3-6 a gap with nothing before it / a gap stands between two elements that are "
       "always there"},
      {"a <=9 b",
       "phrase-gap 2-5 '<=9' is not a gap / a gap is '<=1' to '<=8' with spaces around it: "
       "'<=3'"},
      {"a <=0 b",
       "phrase-gap 2-5 '<=0' is not a gap / a gap is '<=1' to '<=8' with spaces around it: "
       "'<=3'"},
      {"a <=12 b",
       "phrase-gap 2-6 '<=12' is not a gap / a gap is '<=1' to '<=8' with spaces around it: "
       "'<=3'"},
      {"a <3 b",
       "phrase-gap 2-4 '<3' is not a gap / a gap is '<=1' to '<=8' with spaces around it: '<=3'"},
      {"a <=2b",
       "phrase-gap 2-6 '<=2b' is not a gap / a gap is '<=1' to '<=8' with spaces around it: "
       "'<=3'"},
      {"a<=2 b",
       "phrase-gap 1-2 '<' inside a word / a gap is '<=1' to '<=8' with spaces around it: "
       "'<=3'"},
      {"see <link>", "phrase-gap 4-10 '<link>' is not a gap / write '{link}'"},
      {"<email>", "phrase-gap 0-7 '<email>' is not a gap / write '{email}'"},
      // Anchors.
      {"a ^ b",
       "phrase-anchor 2-3 '^' stands only first in a phrase / write two phrases, one for "
       "each sentence"},
      {"$ a",
       "phrase-anchor 0-1 '$' stands only last in a phrase / write two phrases, one for "
       "each sentence"},
      {"^ ^^ a",
       "phrase-anchor 2-4 '^^' stands only first in a phrase / write two phrases, one "
       "for each sentence"},
      {"(^ a|b)",
       "phrase-anchor 1-2 '^' inside parentheses / anchors stand only first or last in a phrase; "
       "write two phrases"},
      {"^a",
       "phrase-anchor 0-2 '^a' is neither an anchor nor a word / anchors are '^', '^^', '$' "
       "and '$$' with a space beside them"},
      {"^^^ a",
       "phrase-anchor 0-3 '^^^' is neither an anchor nor a word / anchors are '^', '^^', "
       "'$' and '$$' with a space beside them"},
      {"a$",
       "phrase-anchor 1-2 '$' inside a word / anchors are '^', '^^', '$' and '$$' with a "
       "space beside them"},
      {"$5 off",
       "phrase-anchor 0-2 '$5' is neither an anchor nor a word / write '{money}' for any "
       "sum"},
      // Stars.
      {"*",
       "phrase-star 0-1 '*' without the beginning of a word / write '{word}' for any word; "
       "only beginnings can be given: 'deliver*'"},
      {"*ing x",
       "phrase-star 0-4 '*' without the beginning of a word / write '{word}' for any "
       "word; only beginnings can be given: 'deliver*'"},
      {"a* x",
       "phrase-star 0-2 'a*' is not the beginning of a word / write at least two letters "
       "before '*'"},
      {"24* x",
       "phrase-star 0-3 '24*' is not the beginning of a word / write at least two letters "
       "before '*'"},
      {"a** word** b",
       "phrase-star 8-9 '*' masks too few letters / write 'f***' or 'f**k' for "
       "masked words\n"
       "phrase-star 9-10 '*' masks too few letters / write 'f***' or 'f**k' for "
       "masked words"},
      {"word*(s)",
       "phrase-star 4-5 '*' stands only once, at the end of a word / write "
       "'deliver*', or the endings in parentheses: 'deliver(y|ies)'"},
      {"price-mat*",
       "phrase-star 0-10 'price-mat*' is more than one word / separate them by "
       "spaces; '*' belongs to the last"},
      {"(a|b)* x",
       "phrase-star 0-6 '*' after a group / write the star inside: "
       "'(deliver*|ship*)'"},
      {"{money}* x",
       "phrase-join 0-8 a placeholder cannot be part of a word / put a space beside "
       "it; '({name})?' makes it optional"},
      // Joined to words.
      {"(a b)c",
       "phrase-join 1-4 only parts of a word in parentheses that touch a word / put a "
       "space beside the parentheses, or write the whole words inside"},
      {"c({colour})",
       "phrase-join 2-10 only parts of a word in parentheses that touch a word / "
       "put a space beside the parentheses, or write the whole words inside"},
      {"pre(fix*)ed",
       "phrase-join 4-8 only parts of a word in parentheses that touch a word / put "
       "a space beside the parentheses, or write the whole words inside"},
      {"(a)(b)",
       "phrase-join 0-6 groups that touch each other / put a space between them; to "
       "build a word, write out one of its parts"},
      {"{number}th",
       "phrase-join 0-10 a placeholder cannot be part of a word / put a space beside "
       "it; '({name})?' makes it optional"},
      {"CAPS(a)b", "phrase-join 0-8 CAPS(...) cannot be part of a word / put a space beside it"},
      // Capitals.
      {"CAPS({money})",
       "phrase-caps 0-13 only words and groups have capitals / put the rest "
       "outside of CAPS(...); '{caps}' is any word in capitals"},
      {"CAPS(a <=2 b)",
       "phrase-caps 0-13 only words and groups have capitals / put the rest "
       "outside of CAPS(...); '{caps}' is any word in capitals"},
      {"CAPS(a CAPS(b))",
       "phrase-caps 0-15 only words and groups have capitals / put the rest "
       "outside of CAPS(...); '{caps}' is any word in capitals"},
      {"CAPS(🙄)",
       "phrase-caps 0-10 only words and groups have capitals / put the rest outside of "
       "CAPS(...); '{caps}' is any word in capitals"},
      {"CAPS({thing})",
       "phrase-caps 0-13 only words and groups have capitals / put the rest "
       "outside of CAPS(...); '{caps}' is any word in capitals"},
      // Marks and other things that are no words.
      {"what ?", "phrase-mark 5-6 '?' is not a word / write '{?}'"},
      {"what??", "phrase-mark 4-6 '?\?' is not a word / write '{??}' with a space before it"},
      {"no!", "phrase-mark 2-3 '!' is not a word / write '{!}' with a space before it"},
      {"no !!!", "phrase-mark 3-6 '!!!' is not a word / write '{!!}'"},
      {"what ?!", "phrase-mark 5-7 '?!' is not a word / write '{??}' or '{!!}'"},
      {"well...",
       "phrase-mark 4-7 '...' is not a word / write '{...}' for an ellipsis, with spaces "
       "around it"},
      {"well…", "phrase-mark 4-7 '…' is not a word / write '{...}'"},
      {"a, b",
       "phrase-punctuation 1-2 ',' is never a token / leave it out: a match passes commas "
       "and quotation marks, but no end of a sentence"},
      {"a. b; c:",
       "phrase-punctuation 1-2 '.' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence\n"
       "phrase-punctuation 4-5 ';' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence\n"
       "phrase-punctuation 7-8 ':' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence"},
      {"\"a\" “b",
       "phrase-punctuation 0-1 '\"' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence\n"
       "phrase-punctuation 2-3 '\"' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence\n"
       "phrase-punctuation 4-7 '“' is never a token / leave it out: a match passes "
       "commas and quotation marks, but no end of a sentence"},
      {"done,then",
       "phrase-punctuation 4-5 ',' is never a token / write a space instead, or "
       "nothing"},
      {"price - match", "phrase-symbol 6-7 '-' is never a token / leave it out"},
      {"a [b] c",
       "phrase-symbol 2-3 '[' is never a token / leave it out\n"
       "phrase-symbol 4-5 ']' is never a token / leave it out"},
      {"hi @company",
       "phrase-symbol 3-11 '@company' is a handle, not a word / write '{handle}', or "
       "the word without '@'"},
      {"#fail",
       "phrase-symbol 0-5 '#fail' is a hashtag / write its words without '#': words match in "
       "hashtags too"},
      {"https", "https"},
      {"sooo slow",
       "phrase-elongated 0-4 'sooo' has three of one letter / write 'so' or 'soo': "
       "it matches the longer forms too"},
      {"sooo*",
       "phrase-elongated 0-5 'sooo*' has three of one letter / write 'soo*': it matches "
       "the longer forms too"},
      {"🙄🙄",
       "phrase-elongated 0-8 '🙄🙄' repeats an emoji / write '🙄': it matches a run too"},
      // Several at once, in order of place.
      {"{monye} word? a|b <=2",
       "phrase-name 0-7 unknown name '{monye}' / did you mean 'money'?\n"
       "phrase-optional 12-13 '?' makes only a group optional / write '(word)?' for an optional "
       "word, 'wor(d)?' for an optional letter, 'word {?}' for a question mark\n"
       "phrase-bar 15-16 '|' outside parentheses / write '(a|b)', or two phrases\n"
       "phrase-gap 18-21 a gap with nothing after it / a gap stands between two elements that are "
       "always there"},
      {"(a {nope}|{colou} b",
       "phrase-parenthesis 0-1 '(' without ')' / close it\n"
       "phrase-name 3-9 unknown name '{nope}' / declare the list under 'lists:'\n"
       "phrase-name 10-17 unknown name '{colou}' / did you mean 'colour'?"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Parse(c.source), c.issues) << c.source;
}

TEST_F(ParserTest, BoundsWhatAPhraseExpandsTo) {
  limits_.phrase_words = 20;
  Parser small(&TestLexicon(), limits_);
  const struct {
    const char* source;
    const char* code;
  } kCases[] = {
      {"a b c d e f g h i j k l m n o p q r s t", ""},
      {"a b c d e f g h i j k l m n o p q r s t u", "limit"},
      {"x(a|b|c|d)(a|b|c|d)", ""},
      {"x(a|b|c|d)(a|b|c|d)(a|b)", "limit"},
      {"a <=8 b <=8 c", ""},
      {"a <=8 b <=8 c <=8 d", "limit"},
      {"{colour} {colour} {colour} {colour} {colour} {colour} {colour}", ""},  // one step each
      {"{place} {place} {place}", ""},
      {"{place} {place} {place} {place}", "limit"},
  };
  for (const auto& c : kCases) {
    Phrase phrase;
    std::vector<PhraseIssue> issues;
    EXPECT_EQ(small.ParsePhrase(c.source, lists_, &phrase, &issues), *c.code == '\0') << c.source;
    EXPECT_EQ(issues.empty() ? "" : issues[0].code, c.code) << c.source;
  }
}

TEST_F(ParserTest, BoundsLengthAndDepth) {
  std::string words;
  for (uint32_t i = 0; i < kMaxPhraseTokens; ++i) words += "a ";
  EXPECT_EQ(Parse(words).substr(0, 3), "a a");
  EXPECT_EQ(Parse(words + "a"),
            "limit 0-129 the phrase can match more than 64 tokens / write "
            "shorter phrases");
  const auto nested = [](size_t depth) {
    return std::string(depth, '(') + "a" + std::string(depth, ')');
  };
  EXPECT_EQ(Parse(nested(32)), "a");
  EXPECT_EQ(Parse(nested(33)),
            "limit 32-33 parentheses nest deeper than 32 / write several "
            "phrases");
  EXPECT_EQ(Parse(nested(8000)).substr(0, 12), "limit 32-33 ");
  // The product of groups is not built before it is counted.
  std::string product = "x";
  for (int i = 0; i < 200; ++i) product += "(a|b)";
  EXPECT_EQ(Parse(product).substr(0, 6), "limit ");
}

TEST_F(ParserTest, KeepsIssuesShort) {
  EXPECT_EQ(Parse("(a\n|b) c"),
            "phrase-alternative 3-4 a space beside '|' / write '(a|b)', or '(a|b)?' if it may be "
            "absent");
  EXPECT_EQ(Parse("b <=\tx"),
            "phrase-gap 2-4 '<=' is not a gap / a gap is '<=1' to '<=8' with spaces around it: "
            "'<=3'");
  EXPECT_EQ(Parse("((a\nb)| c) d"),
            "phrase-alternative 6-7 a space beside '|' / write '((a b)|c)', or '((a b)|c)?' if it "
            "may be absent");
  std::string commas;
  for (int i = 0; i < 5000; ++i) commas += ", ";
  std::string stars(5000, '*');
  std::string letters = "é";
  while (letters.size() < 5000) letters += "é";
  for (const std::string& source : {commas, "a b" + stars + ".", "x<" + stars, "(" + letters + "|)",
                                    letters + "?", "@" + letters, "{" + letters + "}"}) {
    Phrase phrase;
    std::vector<PhraseIssue> issues;
    EXPECT_FALSE(parser_.ParsePhrase(source, lists_, &phrase, &issues)) << source.substr(0, 20);
    EXPECT_LE(issues.size(), 32u);
    for (const PhraseIssue& issue : issues) {
      EXPECT_LE(issue.message.size(), 203u);
      EXPECT_LE(issue.hint.size(), 203u);
    }
  }
}

TEST_F(ParserTest, DeclaresLists) {
  const struct {
    const char* name;
    std::vector<std::string_view> items;
    const char* issues;
  } kCases[] = {
      {"", {"a"}, "phrase-list 0-0 '' is not a name for a list / use letters, digits, '_' and '-'"},
      {"a b",
       {"a"},
       "phrase-list 0-0 'a b' is not a name for a list / use letters, digits, '_' and '-'"},
      {"money", {"a"}, "phrase-list 0-0 '{money}' is built in / choose another name for the list"},
      {"colour",
       {"a"},
       "phrase-list 0-0 the list 'colour' is declared twice / choose another name"},
      {"none", {}, "phrase-list 0-0 the list 'none' is empty / add an item"},
      {"anchored",
       {"a", "^ b"},
       "phrase-anchor 0-3 an anchor in a list / anchors stand in phrases: '^ {name}'"},
      {"optional",
       {"(a)?"},
       "phrase-empty 0-4 the phrase can match nothing at all / write at least one element without "
       "'?'"},
      {"itself",
       {"{itself} a"},
       "phrase-name 0-8 unknown name '{itself}' / declare the list under 'lists:'"},
  };
  for (const auto& c : kCases) {
    std::vector<PhraseIssue> issues;
    EXPECT_FALSE(DeclareList(c.name, c.items, &parser_, &lists_, &issues)) << c.name;
    EXPECT_EQ(Format(issues), c.issues) << c.name;
    EXPECT_EQ(issues[0].item, c.items.size() > 1 ? 1u : 0u) << c.name;
  }
  // A list with a bad item is known, so that its phrases say nothing further.
  EXPECT_EQ(Parse("{anchored}"), "{anchored}");
}

}  // namespace
}  // namespace rapport::phrase
