// The matcher against the naive matcher, on random phrase sets and random texts, and the parser
// on strings that are hardly phrases. Vocabularies are small so that hits are frequent; seeds are
// fixed.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>

#include "base/strings.h"
#include "phrase/naive_matcher.h"
#include "phrase/parser.h"
#include "phrase/phrase_set.h"
#include "phrase/scope.h"
#include "phrase_testing.h"
#include "text/breaks.h"

namespace rapport::phrase {
namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(engine_()) % bound; }
  bool Chance(uint32_t percent) { return Below(100) < percent; }
  template <size_t N>
  const char* Pick(const char* const (&from)[N]) {
    return from[Below(N)];
  }

 private:
  std::mt19937 engine_;  // the same on every platform; the standard's distributions are not
};

// ---- phrases

class PhraseGenerator {
 public:
  explicit PhraseGenerator(Random* random) : random_(*random) {}

  std::string Phrase() {
    std::string phrase = Sequence(0);
    if (random_.Chance(8)) phrase = StrCat("^ ", phrase);
    if (random_.Chance(3)) phrase = StrCat("^^ ", phrase);
    if (random_.Chance(8)) phrase += " $";
    if (random_.Chance(3)) phrase += " $$";
    return phrase;
  }

  std::string Item() { return Sequence(1); }

 private:
  std::string Sequence(int depth) {
    const uint32_t elements = 1 + (random_.Below(5) + random_.Below(4)) / 3;
    std::string out;
    for (uint32_t i = 0; i < elements; ++i) {
      if (i > 0) out += ' ';
      if (i > 0 && random_.Chance(18)) StrAppend(&out, "<=", 1 + random_.Below(3), ' ');
      out += Element(depth);
    }
    return out;
  }

  std::string Element(int depth) {
    switch (random_.Below(depth < 3 ? 20 : 12)) {
      case 0:
      case 1:
        return random_.Pick(kPlaceholders);
      case 2:
        return random_.Pick(kPrefixes);
      case 3:
        return random_.Pick(kBuilt);
      case 4:
        return random_.Pick(kOtherWords);
      case 12:
      case 13:
      case 14:
        return Group(depth, "");
      case 15:
      case 16:
      case 17:
        return Group(depth, "?");
      case 18:
        return StrCat("CAPS(", Words(), random_.Chance(30) ? StrCat("|", Words()) : "", ")");
      default:
        return random_.Pick(kWords);
    }
  }

  std::string Group(int depth, const char* after) {
    std::string out = "(";
    const uint32_t alternatives = 1 + random_.Below(3);
    for (uint32_t i = 0; i < alternatives; ++i) {
      StrAppend(&out, i > 0 ? "|" : "", Sequence(depth + 1));
    }
    return StrCat(out, ")", after);
  }

  std::string Words() {
    std::string out = random_.Pick(kWords);
    if (random_.Chance(20)) StrAppend(&out, " (", random_.Pick(kWords), ")?");
    if (random_.Chance(20)) StrAppend(&out, " ", random_.Pick(kPrefixes));
    if (random_.Chance(10)) out += " {list}";
    return out;
  }

  static constexpr const char* kWords[] = {"a", "b", "c", "so", "can", "not", "red"};
  static constexpr const char* kOtherWords[] = {"can't", "u",   "soo", "two",  "5",   "🙄",
                                                "quid",  "b-c", "€",   "f**k", "AT&T"};
  static constexpr const char* kPrefixes[] = {"so*", "re*", "ca*", "red*"};
  static constexpr const char* kBuilt[] = {"so(o|on)?", "re(d|so)", "(un)?red", "(re|so)d*"};
  static constexpr const char* kPlaceholders[] = {
      "{number}", "{money}", "{percent}", "{duration}",   "{date}",    "{any}",
      "{word}",   "{caps}",  "{emoji}",   "{handle}",     "{hashtag}", "{?}",
      "{!}",      "{??}",    "{!!}",      "{...}",        "{list}",    "{list}",
      "{nest}",   "{link}",  "{time}",    "{capitalised}"};

  Random& random_;
};

// ---- texts

std::string RandomText(Random* random) {
  static constexpr const char* kPieces[] = {
      "a",    "b",     "c",     "so",     "can",  "not",      "red",  "A",
      "SO",   "RED",   "NOT",   "a",      "b",    "c",        "so",   "not",
      "red",  "can",   "can't", "CANT",   "U",    "sooo",     "SOOO", "reeed",
      "soon", "redso", "5",     "two",    "$5",   "20%",      "€ 5",  "quid",
      "2",    "hours", "half",  "an",     "🙄", "🙄🙄", ":)",   "@a",
      "#red", "#SoA",  "f***k", "monday", "5pm",  "unred",    "AT&T", "www.a.example",
      "B-C",  "Red",   "So",    "Can't",  "Not"};
  static constexpr const char* kAfter[] = {" ",   " ",   " ",  " ",  " ",   " ",   " ",    " ",
                                           ", ",  ". ",  "! ", "? ", "?! ", "!! ", "... ", " \"",
                                           "\" ", " - ", "\n", "; ", " (",  ") ",  " but "};
  std::string text;
  const uint32_t pieces = 3 + random->Below(16);
  for (uint32_t i = 0; i < pieces; ++i) {
    text += random->Pick(kPieces);
    text += random->Pick(kAfter);
  }
  return text;
}

std::string Describe(const std::vector<std::string>& phrases, std::string_view text,
                     const text::TokenizedText& tokens, const std::vector<Hit>& found,
                     const std::vector<Hit>& expected) {
  std::string out = StrCat("text: ", text, "\n");
  for (const auto* hits : {&found, &expected}) {
    const auto* other = hits == &found ? &expected : &found;
    for (const Hit& hit : *hits) {
      if (std::find(other->begin(), other->end(), hit) != other->end()) continue;
      StrAppend(&out, hits == &found ? "only the matcher: " : "only the naive matcher: ",
                phrases[2 * hit.tag]);
      if (2 * hit.tag + 1 < phrases.size()) StrAppend(&out, " OR ", phrases[2 * hit.tag + 1]);
      StrAppend(&out, " -> ", Covered(hit, tokens, text), "\n");
    }
  }
  return out;
}

TEST(Property, MatcherAgreesWithNaiveMatcher) {
#ifdef __SANITIZE_ADDRESS__
  constexpr int kSets = 850;  // twenty times slower
#else
  constexpr int kSets = 8'500;
#endif
  constexpr int kTextsPerSet = 24;
  Random random(20260301);
  PhraseGenerator generator(&random);
  const text::Tokenizer tokenizer(&TestLexicon(), &TestVocabulary());
  text::TokenizedText tokens;
  MatchScratch scratch;
  std::vector<Hit> hits;
  std::vector<PhraseIssue> issues;
  uint64_t pairs = 0;
  uint64_t pairs_with_hits = 0;
  uint64_t all_hits = 0;
  uint64_t refused = 0;
  uint64_t accepted = 0;
  for (int s = 0; s < kSets; ++s) {
    PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
    NaiveMatcher naive(&TestLexicon(), PackLimits());
    std::vector<std::string> list;
    for (uint32_t i = 0; i <= random.Below(4); ++i) list.push_back(generator.Item());
    const std::vector<std::string_view> nest = {"{list} a", "so {list}", "b", "{list}"};
    for (const auto& [name, items] :
         {std::make_pair("list", std::vector<std::string_view>(list.begin(), list.end())),
          std::make_pair("nest", nest)}) {
      issues.clear();
      EXPECT_EQ(builder.DeclareList(name, items, &issues), naive.DeclareList(name, items));
    }
    std::vector<std::string> phrases;
    const uint32_t count = 1 + random.Below(30);
    while (phrases.size() < count) {
      const std::string phrase = generator.Phrase();
      const auto tag = static_cast<uint32_t>(phrases.size() / 2);  // two phrases share a tag
      const bool ok = builder.Add(tag, phrase, &issues);
      ASSERT_EQ(ok, naive.Add(tag, phrase)) << phrase;
      ok ? ++accepted : ++refused;
      if (ok) phrases.push_back(phrase);
    }
    const std::unique_ptr<const PhraseSet> set = builder.Build();
    for (int t = 0; t < kTextsPerSet; ++t) {
      const std::string text = RandomText(&random);
      tokenizer.Tokenize(text, text::Format::kText, &tokens);
      set->Match(tokens, &scratch, &hits);
      const std::vector<Hit> expected = naive.Match(tokens);
      ASSERT_EQ(hits, expected) << Describe(phrases, text, tokens, hits, expected);
      ++pairs;
      pairs_with_hits += hits.empty() ? 0 : 1;
      all_hits += hits.size();
    }
  }
  RecordProperty("pairs", StrCat(pairs));
  RecordProperty("pairs_with_hits", StrCat(pairs_with_hits));
  RecordProperty("hits", StrCat(all_hits));
  std::cout << pairs << " pairs, " << 100 * pairs_with_hits / pairs << "% with hits, "
            << all_hits / pairs << " hits a pair, " << 100 * refused / (refused + accepted)
            << "% of phrases refused\n";
  EXPECT_GE(pairs, kSets == 8'500 ? 200'000u : 20'000u);
  EXPECT_GE(pairs_with_hits * 100, pairs * 80);
  EXPECT_LE(refused * 100, (refused + accepted) * 40);
}

// A text that is written, mended and cut: what is remembered of it changes nothing but the work.
TEST(Property, MatchingAgainIsMatching) {
  Random random(20261126);
  PhraseGenerator generator(&random);
  const text::Tokenizer tokenizer(&TestLexicon(), &TestVocabulary());
  text::TokenizedText tokens;
  MatchScratch scratch, fresh_scratch;
  std::vector<Hit> hits, expected;
  uint64_t steps = 0, fresh_steps = 0, found = 0;
  MatchMemory memory;
  for (int s = 0; s < 300; ++s) {
    PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
    for (const char* list : {"list", "nest"}) {
      std::vector<PhraseIssue> issues;
      ASSERT_TRUE(builder.DeclareList(list, {"a b", "so"}, &issues));
    }
    for (uint32_t tag = 0; tag < 20; ++tag) {
      std::vector<PhraseIssue> issues;
      while (!builder.Add(tag, generator.Phrase(), &issues)) {
      }
    }
    const std::unique_ptr<const PhraseSet> set = builder.Build();
    memory.Forget();
    std::string text;
    for (int edit = 0; edit < 60; ++edit) {
      const auto at = static_cast<uint32_t>(random.Below(static_cast<uint32_t>(text.size()) + 1));
      switch (random.Below(5)) {
        case 0:
          text.erase(at, 1 + random.Below(3));
          break;
        case 1:
          text.insert(at, 1, "x .!5\n\"@A"[random.Below(9)]);
          break;
        case 2:
          if (random.Below(9) == 0) text.clear();
          break;
        default:
          text += RandomText(&random) + (random.Below(3) == 0 ? "" : ". ");
      }
      tokenizer.Tokenize(text, text::Format::kText, &tokens);
      set->Match(tokens, &fresh_scratch, &expected);
      set->MatchAgain(tokens, &scratch, &memory, &hits);
      ASSERT_EQ(hits, expected) << text;
      steps += scratch.steps();
      fresh_steps += fresh_scratch.steps();
      found += hits.size();
    }
  }
  EXPECT_GT(found, 100'000u);
  EXPECT_LT(steps * 2, fresh_steps);
}

TEST(Property, PrintedPhrasesMeanTheSame) {
  Random random(7);
  PhraseGenerator generator(&random);
  Parser parser(&TestLexicon(), PackLimits());
  Lists lists;
  for (const char* name : {"list", "nest"}) {
    Node item;
    item.kind = NodeKind::kAlternatives;
    lists.Add(name, item);
  }
  std::vector<PhraseIssue> issues;
  int good = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string source = generator.Phrase();
    Phrase phrase;
    if (!parser.ParsePhrase(source, lists, &phrase, &issues)) continue;
    ++good;
    const std::string printed = Print(phrase, lists);
    Phrase again;
    ASSERT_TRUE(parser.ParsePhrase(printed, lists, &again, &issues)) << source << "\n" << printed;
    ASSERT_EQ(Print(again, lists), printed) << source;
  }
  EXPECT_GE(good, 12'000);
}

// Whatever the bytes, the parser ends, its issues lie inside the phrase, and what it accepts
// matches the same either way.
TEST(Property, ParserTakesAnyBytes) {
  static constexpr const char* kPieces[] = {
      "a",  "b",  " ",  " ",       "(",    ")",     "|",    "?", "*",    "^",        "$",    "<=2",
      "<",  "{",  "}",  "{any}",   "CAPS", "CAPS(", "é",    "!", ".",    ",",        "\"",   "so",
      "-",  "'",  "@",  "#",       "/",    "5",     "🙄", "…", "\xFF", "\xE2\x80", "(a)?", "{?}",
      "\0", "**", ":)", "http://", "=",    "%",     "&",    "_", "aaa",  "\u00AD",   "[",    "red"};
  Random random(99);
  const std::string_view text = "a b 5 so RED 🙄? a a b é so@x #so 5% & red!";
  MatchScratch scratch;
  std::vector<Hit> hits;
  int good = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string source;
    for (uint32_t k = random.Below(9); k > 0; --k) source += random.Pick(kPieces);
    PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
    NaiveMatcher naive(&TestLexicon(), PackLimits());
    std::vector<PhraseIssue> issues;
    const bool ok = builder.Add(0, source, &issues);
    ASSERT_EQ(ok, issues.empty()) << source;
    ASSERT_EQ(ok, naive.Add(0, source)) << source;
    for (size_t k = 0; k < issues.size(); ++k) {
      ASSERT_LE(issues[k].begin, issues[k].end) << source;
      ASSERT_LE(issues[k].end, source.size()) << source;
      ASSERT_LE(issues[k > 0 ? k - 1 : 0].begin, issues[k].begin) << source;
      ASSERT_FALSE(issues[k].message.empty()) << source;
      ASSERT_FALSE(issues[k].hint.empty()) << source;
    }
    if (!ok) continue;
    ++good;
    const auto set = builder.Build();
    const text::TokenizedText tokens = Tokenize(text);
    set->Match(tokens, &scratch, &hits);
    ASSERT_EQ(hits, naive.Match(tokens)) << source;
  }
  EXPECT_GE(good, 5'000);
}

// The scopes of negators, one token at a time.
TEST(Property, NegationAgreesWithItsDefinition) {
  Random random(3);
  const text::Tokenizer tokenizer(&TestLexicon(), &TestVocabulary());
  text::TokenizedText tokens;
  MatchScratch scratch;
  std::vector<Hit> work;
  std::vector<Hit> hits;
  std::vector<uint32_t> negated_by;
  const auto build = [] {
    PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
    std::vector<PhraseIssue> issues;
    for (const char* phrase : {"not", "red (so)?", "a b", "can't"}) {
      EXPECT_TRUE(builder.Add(NegationScopes::kNegator, phrase, &issues));
    }
    for (const char* phrase : {"so (not|red)", "not so", "b c"}) {
      EXPECT_TRUE(builder.Add(NegationScopes::kException, phrase, &issues));
    }
    return builder.Build();
  };
  const auto set = build();
  uint64_t negated = 0;
  for (uint32_t i = 0; i < 20'000; ++i) {
    const uint32_t reach = i % 5;
    const NegationScopes scopes(0, reach);
    tokenizer.Tokenize(RandomText(&random), text::Format::kText, &tokens);
    set->Match(tokens, &scratch, &hits);
    work = hits;
    scopes.Mark(tokens, &work, &negated_by);
    for (uint32_t token = 0; token < tokens.tokens().size(); ++token) {
      uint32_t expected = 0;
      uint32_t nearest_end = 0;
      for (const Hit& negator : hits) {
        if (negator.tag != NegationScopes::kNegator || negator.end_token > token) continue;
        if (token - negator.end_token >= reach) continue;
        if (tokens.tokens()[negator.end_token - 1].clause != tokens.tokens()[token].clause)
          continue;
        bool excepted = false;
        for (const Hit& exception : hits) {
          if (exception.tag == NegationScopes::kException &&
              exception.first_token < negator.end_token &&
              negator.first_token < exception.end_token) {
            excepted = true;
          }
        }
        if (excepted) continue;
        if (negator.end_token > nearest_end ||
            (negator.end_token == nearest_end && negator.first_token + 1 > expected)) {
          nearest_end = negator.end_token;
          expected = negator.first_token + 1;
        }
      }
      ASSERT_EQ(negated_by[token], expected);
      negated += expected != 0 ? 1 : 0;
    }
  }
  EXPECT_GE(negated, 20'000u);
}

// Anchors are found from the kinds of tokens; the tokenizer's flags must say the same of words.
TEST(Property, AnchorsAgreeWithTheFlagsOfTokens) {
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  std::vector<PhraseIssue> issues;
  ASSERT_TRUE(builder.Add(0, "^ {any}", &issues));
  ASSERT_TRUE(builder.Add(1, "{any} $", &issues));
  const auto set = builder.Build();
  Random random(5);
  MatchScratch scratch;
  std::vector<Hit> hits;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = RandomText(&random);
    const text::TokenizedText tokens = Tokenize(text);
    set->Match(tokens, &scratch, &hits);
    for (uint32_t t = 0; t < tokens.tokens().size(); ++t) {
      const text::Token& token = tokens.tokens()[t];
      if (token.kind != text::TokenKind::kWord && token.kind != text::TokenKind::kNumber) continue;
      ASSERT_EQ(text::StartsSentence(tokens.tokens(), t),
                std::binary_search(hits.begin(), hits.end(), Hit{0, t, t + 1}))
          << text;
      ASSERT_EQ(text::EndsSentence(tokens.tokens(), t),
                std::binary_search(hits.begin(), hits.end(), Hit{1, t, t + 1}))
          << text;
    }
  }
}

}  // namespace
}  // namespace rapport::phrase
