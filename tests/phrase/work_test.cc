// What matching costs: no memory once warm, work in proportion to the text, and limits that hold.
// Work is counted in steps of the matcher, never by a clock.

#include <gtest/gtest.h>

#include <algorithm>

#include "allocation_counter.h"
#include "base/strings.h"
#include "phrase/phrase_set.h"
#include "phrase/scope.h"
#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

std::unique_ptr<const PhraseSet> Build(const std::vector<std::string>& phrases) {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  for (const TestList& list : TestLists()) builder.DeclareList(list.name, list.items, &issues);
  uint32_t tag = 0;
  for (const std::string& phrase : phrases) {
    EXPECT_TRUE(builder.Add(tag++, phrase, &issues)) << phrase << "\n" << Format(issues);
  }
  return builder.Build();
}

std::string Repeat(std::string_view piece, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Work, NoAllocationWhenWarm) {
  const auto set = Build({"a (b|c d)? <=3 e", "{number} stars", "(please)? help", "so* bad",
                          "CAPS(never) again", "^ {thing} now $", "{word} {!}", "not"});
  const auto negators = Build({"not", "why not"});
  const NegationScopes scopes(0, 5);
  const std::vector<std::string> texts = {
      "please help, a b e c d e! NEVER again sooo bad",
      Repeat("a c d x e two stars, why not help? red box now. ", 50),
      Repeat("not so bad! 🙄 ", 100),
  };
  std::vector<text::TokenizedText> tokens;
  for (const std::string& text : texts) tokens.push_back(Tokenize(text));
  MatchScratch scratch;
  std::vector<Hit> hits;
  std::vector<uint32_t> negated_by;
  size_t found = 0;
  const auto match_all = [&] {
    for (const text::TokenizedText& text : tokens) {
      set->Match(text, &scratch, &hits);
      found += hits.size();
      KeepLeftmostLongest(&hits);
      negators->Match(text, &scratch, &hits);
      scopes.Mark(text, &hits, &negated_by);
    }
  };
  match_all();
  const size_t found_cold = found;
  EXPECT_GT(found_cold, 500u);
  const uint64_t before = CountAllocations();
  for (int i = 0; i < 3; ++i) match_all();
  EXPECT_EQ(CountAllocations() - before, 0u);
  EXPECT_EQ(found, 4 * found_cold);
}

uint64_t StepsOn(const PhraseSet& set, const std::string& text) {
  MatchScratch scratch;
  std::vector<Hit> hits;
  set.Match(Tokenize(text), &scratch, &hits);
  return scratch.steps();
}

TEST(Work, IsLinearOnHostileTexts) {
  std::string optionals = "a";
  for (int i = 0; i < 60; ++i) optionals += " (a)?";
  const struct {
    std::vector<std::string> phrases;
    std::string piece;
    uint64_t steps_per_piece;  // a bound; a change that exceeds it needs a reason
  } kCases[] = {
      {{"a (a)? (a)? <=8 a"}, "a ", 250},
      {{"a <=8 a <=8 a <=8 a <=8 a <=8 a <=8 a"}, "a ", 6000},
      {{optionals}, "a ", 12'000},
      {{"(a|a a|a a a)? (a|a a|a a a)? (a|a a|a a a)? a"}, "a ", 400},
      {{"((((a)? a)? a)? a)? a"}, "a ", 100},
      {{"{number} <=8 {number} <=8 {number}", "{number} {number} {number} $"}, "two ", 1000},
      {{"{any} <=8 z", "{word} (aa*)? (aa*)? <=8 z", "aa* <=8 z"}, "aaaaaaaa ", 600},
      {{"^ a <=8 a $", "^^ a <=8 a $$"}, "a ", 30},
      {{"{colour} ({colour})? <=8 {thing}"}, "red ", 200},
  };
  for (const auto& c : kCases) {
    const auto set = Build(c.phrases);
    const uint64_t at_500 = StepsOn(*set, Repeat(c.piece, 500));
    const uint64_t at_1000 = StepsOn(*set, Repeat(c.piece, 1000));
    const uint64_t at_2000 = StepsOn(*set, Repeat(c.piece, 2000));
    // Linear but for the start and the end of the text.
    const double expected = 2.0 * static_cast<double>(at_1000 - at_500);
    EXPECT_NEAR(static_cast<double>(at_2000 - at_1000), expected, expected / 100) << c.phrases[0];
    EXPECT_LE(at_2000, 2000 * c.steps_per_piece) << c.phrases[0];
  }
}

TEST(Work, NegationIsLinear) {
  const auto negators = Build({"not", "not only"});
  const NegationScopes scopes(0, 4'000'000'000u);
  // Not countable in steps; it would take minutes if each negator walked its whole reach.
  const text::TokenizedText tokens = Tokenize(Repeat("not ", 300'000));
  MatchScratch scratch;
  std::vector<Hit> hits;
  std::vector<uint32_t> negated_by;
  negators->Match(tokens, &scratch, &hits);
  scopes.Mark(tokens, &hits, &negated_by);
  EXPECT_EQ(negated_by[0], 0u);
  EXPECT_EQ(negated_by[299'999], 299'999u);
}

// `count` phrases of three words over a vocabulary of 3,000, the same each time.
std::vector<std::string> ManyPhrases(uint32_t count) {
  std::vector<std::string> phrases;
  uint32_t random = 1;
  const auto word = [&] {
    random = random * 1664525 + 1013904223;
    return StrCat("w", (random >> 8) % 3000);
  };
  for (uint32_t i = 0; i < count; ++i) {
    const std::string first = word();
    const std::string second = word();
    phrases.push_back(StrCat(first, i % 3 == 0 ? " <=2 " : " ", second,
                             i % 5 == 0 ? " (so)? " : " ", "(", word(), "|", word(), ")"));
  }
  return phrases;
}

TEST(Work, TenThousandPhrases) {
  const std::vector<std::string> phrases = ManyPhrases(PackLimits().phrases);
  const auto set = Build(phrases);
  EXPECT_LT(set->compiled_bytes(), size_t{2} * 1024 * 1024);
  EXPECT_GT(set->compiled_bytes(), phrases.size() * sizeof(uint32_t) * 8);
  // A text with none of their words costs next to nothing, one with all of them little.
  const std::string plain = Repeat("I would like my money back and soon ", 100);
  EXPECT_LE(StepsOn(*set, plain), 800u * 3);
  std::string full;
  for (int i = 0; i < 1000; ++i) StrAppend(&full, "w", i * 3, " ");
  EXPECT_LE(StepsOn(*set, full), 1000u * 100);
  // Each phrase is there.
  MatchScratch scratch;
  std::vector<Hit> hits;
  for (uint32_t i = 0; i < phrases.size(); i += 501) {
    std::string text = phrases[i].substr(0, phrases[i].find('|'));
    for (const char* part : {"<=2 ", "(so)? ", "("}) {
      const size_t at = text.find(part);
      if (at != std::string::npos) text.erase(at, std::string_view(part).size());
    }
    set->Match(Tokenize(text), &scratch, &hits);
    EXPECT_NE(std::find(hits.begin(), hits.end(), Hit{i, 0, 3}), hits.end()) << phrases[i];
  }
}

TEST(Work, SharesBeginningsAndLists) {
  const size_t one = Build({"a b c d e f"})->compiled_bytes();
  std::vector<std::string> phrases;
  for (int i = 0; i < 100; ++i) phrases.push_back(StrCat("a b c d e f", i));
  EXPECT_LT(Build(phrases)->compiled_bytes(), one + 100 * 150);

  // A list of a thousand words is one edge, wherever it stands.
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  std::vector<std::string> words;
  for (int i = 0; i < 1000; ++i) words.push_back(StrCat("item", i));
  EXPECT_TRUE(builder.DeclareList("big", {words.begin(), words.end()}, &issues));
  for (uint32_t i = 0; i < 1000; ++i) {
    EXPECT_TRUE(builder.Add(i, StrCat("x", i, " {big} {big} ({big}|z)"), &issues));
  }
  const auto set = builder.Build();
  EXPECT_LT(set->compiled_bytes(), size_t{300} * 1024);
  MatchScratch scratch;
  std::vector<Hit> hits;
  set->Match(Tokenize("x77 item5 item999 item0"), &scratch, &hits);
  EXPECT_EQ(hits, (std::vector<Hit>{{77, 0, 4}}));
}

TEST(Limits, AreCheckedWhileAdding) {
  PackLimits limits;
  limits.phrases = 3;
  std::vector<PhraseIssue> issues;
  PhraseSetBuilder few(&TestLexicon(), limits, &TestVocabulary());
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(few.Add(0, "a", &issues));
  EXPECT_FALSE(few.Add(0, "a b", &issues));
  EXPECT_EQ(Format(issues), "limit 0-3 more than 3 phrases / ");

  limits = PackLimits();
  limits.compiled_bytes = 10'000;
  PhraseSetBuilder small(&TestLexicon(), limits, &TestVocabulary());
  issues.clear();
  int added = 0;
  while (added < 10'000 && small.Add(0, StrCat("a", added, " b c d"), &issues)) ++added;
  EXPECT_EQ(Format(issues), StrCat("limit 0-", StrCat("a", added, " b c d").size(),
                                   " the phrases compile to more than 10000 bytes / "));
  EXPECT_GT(added, 50);
  const auto set = small.Build();
  EXPECT_GT(set->compiled_bytes(), 5'000u);
  EXPECT_LT(set->compiled_bytes(), 50'000u);
}

}  // namespace
}  // namespace rapport::phrase
