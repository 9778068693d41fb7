// What each row of docs/phrase-language.md matches, and what it does not: by the matcher, and the
// same by the naive matcher.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "phrase/naive_matcher.h"
#include "phrase/phrase_set.h"
#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

// What `phrase` matches in `text`, in order of first token and length.
std::string Matches(std::string_view phrase, std::string_view text) {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  NaiveMatcher naive(&TestLexicon(), PackLimits());
  std::vector<PhraseIssue> issues;
  for (const TestList& list : TestLists()) {
    EXPECT_TRUE(builder.DeclareList(list.name, list.items, &issues)) << Format(issues);
    EXPECT_TRUE(naive.DeclareList(list.name, list.items));
  }
  EXPECT_TRUE(builder.Add(7, phrase, &issues)) << phrase << "\n" << Format(issues);
  EXPECT_TRUE(naive.Add(7, phrase));
  const std::unique_ptr<const PhraseSet> set = builder.Build();
  const text::TokenizedText tokens = Tokenize(text);
  MatchScratch scratch;
  std::vector<Hit> hits;
  set->Match(tokens, &scratch, &hits);
  EXPECT_EQ(hits, naive.Match(tokens)) << phrase << "\n" << text;
  std::string out;
  for (const Hit& hit : hits) {
    EXPECT_EQ(hit.tag, 7u);
    StrAppend(&out, out.empty() ? "" : " / ", Covered(hit, tokens, text));
  }
  return out;
}

struct Case {
  const char* phrase;
  const char* text;
  const char* matches;  // separated by " / "
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Matches(c.phrase, c.text), c.matches) << c.phrase << "\n" << c.text;
  }
}

TEST(Match, Words) {
  Check({
      {"price match", "Do you PRICE-match? Price, match. Price. Match",
       "PRICE-match / Price, match"},
      {"price-match", "a price match", "price match"},
      {"cafe", "the Café, a CAFE, the café’s", "Café / CAFE"},
      {"fail", "#EpicFail and #fail or fail, failed", "Fail / #fail / fail"},
      {"at&t", "AT&T is bad, at t too", "AT&T"},
      {"terms & conditions", "Terms & Conditions, terms and conditions", "Terms & Conditions"},
      {"5 stars", "5 stars, 4.5 stars, five stars", "5 stars"},
      {"4.5 stars", "5 stars, 4.5 stars", "4.5 stars"},
      {"100%", "100% or 100 %", "100% / 100 %"},
      {"€", "20 € or €20", "€ / €"},
      {"f***", "F*** this f****, fine", "F*** / f****"},
      {"f**k", "what the f*k, F***K", "f*k / F***K"},
      {"eg", "e.g. this", "e.g"},
      {"at", "mail a@at.example or www.at.example, @at", ""},
  });
}

TEST(Match, Spellings) {
  Check({
      {"thank you", "thank u, thank YOU", "thank u / thank YOU"},
      {"thank u", "thank u, thank YOU", "thank u / thank YOU"},
      {"not", "I can't", "can't"},
      {"can not wait", "cant wait! can’t wait, CANNOT wait",
       "cant wait / can’t wait / CANNOT wait"},
      {"can't wait", "I can not wait", "can not wait"},
      {"{any} {any}", "can't go", "can't / can't go"},  // two tokens, one span
      {"can't", "Can’t", "Can’t"},
      {"can*", "can't", "can't"},
      {"pipes", "these pipes", "pipes"},
  });
}

TEST(Match, Elongation) {
  Check({
      {"so slow", "soooo slow, soo slow, so sloooow", "soooo slow / so sloooow"},
      {"soo", "sooo soo so", "sooo / soo"},
      {"please", "pleaseeee plsssss", "pleaseeee / plsssss"},
      {"hel*", "helllo hello heeeelp halp", "helllo / hello / heeeelp"},
      {"hello", "heeeello helllo heeelllo", "heeeello / helllo"},  // all runs are shortened alike
      {"helo", "heeelllo", "heeelllo"},
      {"(so|very) bad", "sooooo baaad", "sooooo baaad"},
      {"1000", "1000", "1000"},  // no letters, no run
  });
}

TEST(Match, BeginningsAndParts) {
  Check({
      {"deliver*", "Deliver deliveries DELIVERED redeliver del",
       "Deliver / deliveries / DELIVERED"},
      {"fail*", "#FailBlog", "#Fail"},
      {"we*", "5 we web 🙄 @we", "we / web"},
      {"(un)?deliver*", "undelivered deliver", "undelivered / deliver"},
      {"price match(es|ing)?", "price match, price matches, price-matching, price matched",
       "price match / price matches / price-matching"},
      {"colo(u)?r", "color colour colur", "color / colour"},
      {"(un|re)usable", "unusable, reusable, usable", "unusable / reusable"},
      {"do(n't)? go", "don't go, do go", "don't go / do go"},
  });
}

TEST(Match, Groups) {
  Check({
      {"(get back to|call) me", "get back to me, call me, back to me", "get back to me / call me"},
      {"(a (b|c (d)?)|e) f", "a b f a c f a c d f e f b f a d f", "a b f / a c f / a c d f / e f"},
      {"help (me)? (please)?", "help me please", "help / help me / help me please"},
      {"(please)? help", "please help", "please help / help"},
      {"(please|kindly)? (do)? help", "kindly do help", "kindly do help / do help / help"},
      {"((a)?|b) c", "a c b c", "a c / c / b c / c"},
      {"(a|a (b)?) c", "a c a b c", "a c / a b c"},
      {"((a b)? c)? d", "a b c d", "a b c d / c d / d"},
  });
}

TEST(Match, Gaps) {
  Check({
      {"cheaper <=2 online", "cheaper online", "cheaper online"},
      {"cheaper <=2 online", "cheaper for me online", "cheaper for me online"},
      {"cheaper <=2 online", "cheaper for you and online", ""},
      {"a <=2 b", "a. b", ""},
      {"a <=2 b", "a! b", ""},
      {"a <=2 b", "a\n\nb", ""},
      {"a <=2 b", "a, b; a - b", "a, b / a, b; a - b / a - b"},
      {"a <=1 b", "a ... b", "a ... b"},
      {"a b", "a ... b", ""},        // an ellipsis is a token
      {"a <=1 b", "a can't b", ""},  // "can't" is two
      {"a <=2 b", "a can't b", "a can't b"},
  });
}

TEST(Match, Entities) {
  Check({
      {"{number} stars", "20 stars, two stars, many stars", "20 stars / two stars"},
      {"{money} less", "20 quid less, $5 less, less", "20 quid less / $5 less"},
      {"{percent} off", "20% off, 20 percent off, 20 off", "20% off / 20 percent off"},
      {"{duration} late", "2 hours late, 45mins late", "2 hours late / 45mins late"},
      {"wait <=1 {duration}", "wait for half an hour", "wait for half an hour"},
      {"on {date}", "on 3rd of March, on monday, on top", "on 3rd of March / on monday"},
      {"at {time}", "at 5pm, at 10:30, at home", "at 5pm / at 10:30"},
      {"since {year}", "since 2019, since 20", "since 2019"},
      {"{duration} <=1 wait", "2 hours long wait", "2 hours long wait"},
      {"({money}|{number}) off", "5 off, $5 off", "5 off / $5 off / 5 off"},
      {"{money} {money}", "$5 $6", "$5 $6"},
  });
}

TEST(Match, OneToken) {
  Check({
      {"{any}", "no 5 🙄 @x #y €!", "no / 5 / 🙄 / @x / #y / €"},
      {"{word}", "no 5 🙄 @x #y €!", "no / #y"},
      {"{word} {!}", "No! 5! Stop?!", "No! / Stop?!"},
      {"{caps} {caps}", "THIS IS NOT ok. I AM", "THIS IS / IS NOT"},
      {"{capitalised}", "Ethan O'Neil McKay Zoë Élise D’Angelo Jean-Luc #BestFlight",
       "Ethan / O'Neil / McKay / Zoë / Élise / D’Angelo / Jean / Luc / #Best / Flight"},
      {"{capitalised}", "I ETHAN iPhone I'm Can't @Ethan U2 A1b Ok5 Çok", "Ok5 / Çok"},
      {"hi {capitalised}", "Hi Zoë. HI Max! hi max, hi MAX.", "Hi Zoë / HI Max"},
      {"{emoji}", "ok 🙄🙄 :) <3", "🙄🙄 / :) / <3"},
      {"🙄", "🙄 🙄 so 🙄 and 🙂", "🙄 🙄 / 🙄"},
      {"👍", "👍🏽", "👍🏽"},
      {"{handle} help", "@acme help", "@acme help"},
      {"{hashtag}", "#WorstService ever", "#Worst / Service"},
      {"{link}", "see https://x.example/y or <link>", "https://x.example/y / <link>"},
      {"{email}", "write a@b.example", "a@b.example"},
  });
}

TEST(Match, Capitals) {
  Check({
      {"CAPS(never) again", "NEVER again, Never again, never again", "NEVER again"},
      {"CAPS(i am done)", "I AM DONE. I am DONE", "I AM DONE"},
      {"CAPS(you owe)", "U OWE me, you OWE", "U OWE"},
      {"CAPS(é so)", "É SO", "É SO"},
      {"CAPS(can not)", "I CAN'T, can't", "CAN'T"},
      {"CAPS(5 days)", "5 DAYS, 5 days", "5 DAYS"},
      {"CAPS({colour}) box", "RED box, red box", "RED box"},
      {"CAPS({place})", "SHOP shop AT THE shop AT THE SHOP WEBSITE website",
       "SHOP / AT THE SHOP / SHOP / WEBSITE"},
      {"CAPS(slow(er)?)", "SLOWER slow SLOOOOW", "SLOWER / SLOOOOW"},
      {"CAPS(deliver*)", "DELIVERED delivered", "DELIVERED"},
      {"(CAPS(why))? not", "WHY not, why not", "WHY not / not / not"},
      {"(CAPS(why)|why) not", "why not", "why not"},
  });
}

TEST(Match, Marks) {
  const char* const kText = "what? what! what?! what ?\? what!!";
  Check({
      {"what {?}", kText, "what? / what?! / what ?\?"},
      {"what {!}", kText, "what! / what?! / what!!"},
      {"what {??}", kText, "what?! / what ?\?"},
      {"what {!!}", kText, "what?! / what!!"},
      {"well {...}", "well... well… well. well", "well... / well…"},
      {"{?} {any}", "what? no", ""},  // a mark ends its sentence
  });
}

TEST(Match, Anchors) {
  Check({
      {"^ sorry", "Sorry. So sorry! sorry", "Sorry / sorry"},
      {"^ sorry", "@acme 😀 sorry", "sorry"},
      {"^ sorry", "@acme and sorry", ""},
      {"^ so", "...so yes", "so"},
      {"^ {handle} <=1 sorry", "@acme 😀 sorry", "@acme 😀 sorry"},
      {"^ {emoji}", "😀 😃 hi 🙁", "😀 / 😃"},
      {"really $", "Really? really?! 😀 Really, no really", "Really / really / really"},
      {"thanks $", "thanks https://x.example", "thanks"},
      {"thanks $", "thanks @acme", ""},
      {"really {?} $", "Really? 😀", "Really?"},
      {"{emoji} $", "ok 😀 🙁", "😀 / 🙁"},
      {"^^ hello", "Hello. Hello.", "Hello"},
      {"^^ hello", "😀! Hello", "Hello"},
      {"bye $$", "Bye. Ok bye! 😀", "bye"},
      {"bye $$", "bye! 😀 no", ""},
      {"^ yes $", "Yes. Yes please. yes!", "Yes / yes"},
      {"^^ yes $$", "yes! 😀", "yes"},
      {"^^ yes $$", "yes! yes", ""},
      {"^ (please)? stop $", "Please stop. Stop! Do stop", "Please stop / Stop"},
      {"thanks (a lot)? $", "Thanks a lot!", "Thanks a lot"},
      {"^ {duration} $", "2 hours!", "2 hours"},
  });
}

TEST(Match, Lists) {
  Check({
      {"{colour} box", "red box, Blue-box, pink box", "red box / Blue-box"},
      {"go {place}", "go shop, go at the shop, go main office, go office, go website, go online",
       "go shop / go at the shop / go main office / go office / go website / go online"},
      {"{thing} now", "red box now, green now, 🙄 now, box now",
       "red box now / green now / 🙄 now"},
      {"({place}|home) now", "office now, home now", "office now / home now"},
      {"{colour} {colour}", "red green blue", "red green / green blue"},
      {"({colour})? box", "red box", "red box / box"},
  });
}

TEST(Match, NothingInNothing) {
  Check({{"a", "", ""}, {"^^ {any} $$", " \n ", ""}, {"a", "...", ""}});
  const auto empty = PhraseSetBuilder(&TestLexicon(), PackLimits(), &TestVocabulary()).Build();
  MatchScratch scratch;
  std::vector<Hit> hits = {{1, 2, 3}};
  empty->Match(Tokenize("some text"), &scratch, &hits);
  EXPECT_TRUE(hits.empty());
}

std::unique_ptr<const PhraseSet> Build(
    const std::vector<std::pair<uint32_t, std::string_view>>& phrases) {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  for (const auto& [tag, phrase] : phrases) EXPECT_TRUE(builder.Add(tag, phrase, &issues));
  return builder.Build();
}

std::string Print(const std::vector<Hit>& hits) {
  std::string out;
  for (const Hit& hit : hits) {
    StrAppend(&out, out.empty() ? "" : " ", hit.tag, ":", hit.first_token, "-", hit.end_token);
  }
  return out;
}

TEST(Match, OrdersAndMergesByTag) {
  const auto set = Build({{9, "b c"}, {2, "a (b)?"}, {2, "a"}, {2, "c"}, {9, "b {any}"}, {0, "z"}});
  MatchScratch scratch;
  std::vector<Hit> hits;
  set->Match(Tokenize("a b c a"), &scratch, &hits);
  EXPECT_EQ(Print(hits), "2:0-1 2:0-2 2:2-3 2:3-4 9:1-3");
}

TEST(Match, OneScratchServesManySets) {
  const auto small = Build({{1, "a"}});
  const auto large = Build({{1, "a b c d e (f|g h)"}, {2, "b <=8 e"}, {3, "(a)? (b)? c"}});
  MatchScratch scratch;
  std::vector<Hit> hits;
  for (int i = 0; i < 3; ++i) {
    small->Match(Tokenize("a b a"), &scratch, &hits);
    EXPECT_EQ(Print(hits), "1:0-1 1:2-3");
    large->Match(Tokenize("a b c d e g h"), &scratch, &hits);
    EXPECT_EQ(Print(hits), "1:0-7 2:1-5 3:0-3 3:1-3 3:2-3");
  }
}

TEST(KeepLeftmostLongest, Table) {
  const struct {
    std::vector<Hit> hits;
    const char* kept;
  } kCases[] = {
      {{}, ""},
      {{{1, 0, 1}}, "1:0-1"},
      {{{1, 0, 1}, {1, 0, 2}, {1, 1, 4}, {1, 2, 3}}, "1:0-2 1:2-3"},
      {{{1, 0, 3}, {1, 1, 5}, {1, 3, 4}, {1, 3, 6}, {1, 5, 7}}, "1:0-3 1:3-6"},
      {{{1, 0, 3}, {2, 1, 2}, {2, 1, 5}, {3, 0, 1}}, "1:0-3 2:1-5 3:0-1"},  // each tag alone
  };
  for (const auto& c : kCases) {
    std::vector<Hit> hits = c.hits;
    KeepLeftmostLongest(&hits);
    EXPECT_EQ(Print(hits), c.kept) << Print(c.hits);
  }
}

}  // namespace
}  // namespace rapport::phrase
