#include "phrase/scope.h"

#include <gtest/gtest.h>

#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

std::unique_ptr<const PhraseSet> Negators() {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  for (const char* phrase : {"not", "no", "never", "without", "no longer", "do not"}) {
    EXPECT_TRUE(builder.Add(NegationScopes::kNegator, phrase, &issues));
  }
  for (const char* phrase : {"not only", "why not", "can't wait", "no (doubt|problem)"}) {
    EXPECT_TRUE(builder.Add(NegationScopes::kException, phrase, &issues));
  }
  return builder.Build();
}

std::vector<uint32_t> Mark(const NegationScopes& scopes, const text::TokenizedText& tokens) {
  static const std::unique_ptr<const PhraseSet> negators = Negators();
  MatchScratch scratch;
  std::vector<Hit> hits;
  negators->Match(tokens, &scratch, &hits);
  EXPECT_FALSE(scopes.HasOthers(hits));
  std::vector<uint32_t> negated_by;
  scopes.Mark(tokens, &hits, &negated_by);
  EXPECT_TRUE(hits.empty());
  return negated_by;
}

std::vector<Hit> Find(std::string_view phrase, std::string_view text) {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  EXPECT_TRUE(builder.Add(0, phrase, &issues)) << Format(issues);
  std::vector<Hit> hits;
  MatchScratch scratch;
  const auto set = builder.Build();
  set->Match(Tokenize(text), &scratch, &hits);
  return hits;
}

TEST(Negation, ReachesRightInItsClause) {
  const NegationScopes scopes(0, 3);
  const struct {
    const char* text;
    const char* phrase;
    const char* negator;  // its first token; empty when the first hit is not negated
  } kCases[] = {
      {"I am happy", "happy", ""},
      {"I am not happy", "happy", "not"},
      {"Not very very happy", "happy", "Not"},
      {"not very very very happy", "happy", ""},  // four tokens away
      {"happy, not", "happy", ""},
      {"happy not", "happy", ""},  // reaches right only
      // Clauses and sentences.
      {"not today, happy", "happy", ""},
      {"not today. Happy", "happy", ""},
      {"not sad but happy", "happy", ""},
      {"not ... happy", "happy", ""},
      // The negator belongs to the phrase.
      {"not happy", "not happy", ""},
      {"never not happy", "not happy", "never"},
      // The nearest counts.
      {"never not happy", "happy", "not"},
      {"not sad, never happy", "happy", "never"},
      // Several words, one word for two.
      {"no longer happy", "happy", "no"},
      {"no longer that very happy", "happy", "no"},  // three behind "longer"
      {"I don't feel happy", "happy", "don't"},
      {"I don't feel very happy", "happy", "don't"},
      // Exceptions, also over a longer negator.
      {"not only happy", "happy", ""},
      {"Why not happy", "happy", ""},
      {"do not only be happy", "happy", ""},
      {"I can't wait happy", "happy", ""},
      {"no doubt happy", "happy", ""},
      {"no doubt not happy", "happy", "not"},
      {"not, only happy", "happy", ""},
      {"not happy, not only", "happy", "not"},
      // Part of a negator inside the hit does not count.
      {"no longer happy", "longer happy", "no"},
      {"without any happy", "any happy", "without"},
  };
  for (const auto& c : kCases) {
    const std::vector<Hit> hits = Find(c.phrase, c.text);
    const text::TokenizedText tokens = Tokenize(c.text);
    const std::vector<uint32_t> negated_by = Mark(scopes, tokens);
    ASSERT_EQ(negated_by.size(), tokens.tokens().size());
    ASSERT_FALSE(hits.empty()) << c.text;
    const Hit& hit = hits[0];
    EXPECT_EQ(IsNegated(hit, negated_by), *c.negator != '\0') << c.text;
    if (!IsNegated(hit, negated_by)) continue;
    const uint32_t negator = negated_by[hit.first_token] - 1;
    EXPECT_EQ(Covered({0, negator, negator + 1}, tokens, c.text), c.negator) << c.text;
  }
}

TEST(Negation, ReachIsInTokens) {
  const std::string text = "not a b c d e f g";
  for (uint32_t reach : {0u, 1u, 4u, 7u, 4000000000u}) {
    const NegationScopes scopes(0, reach);
    const std::vector<uint32_t> negated_by = Mark(scopes, Tokenize(text));
    for (uint32_t i = 0; i < 8; ++i) {
      EXPECT_EQ(negated_by[i], i > 0 && i <= reach ? 1u : 0u) << reach << " " << i;
    }
  }
}

TEST(Quotation, WholeHitsOnly) {
  const struct {
    const char* text;
    const char* phrase;
    bool quoted;
  } kCases[] = {
      {"He said \"very happy\" today", "happy", true},
      {"He said \"very happy\" today", "very happy", true},
      {"He said \"very happy\" today", "happy today", false},
      {"He said “very happy” today", "very happy", true},
      {"He said very happy today", "happy", false},
      {"\"He\" said happy", "happy", false},
  };
  for (const auto& c : kCases) {
    const text::TokenizedText tokens = Tokenize(c.text);
    const std::vector<Hit> hits = Find(c.phrase, c.text);
    ASSERT_EQ(hits.size(), 1u) << c.text;
    EXPECT_EQ(IsQuoted(hits[0], tokens), c.quoted) << c.text << " " << c.phrase;
  }
}

}  // namespace
}  // namespace rapport::phrase
