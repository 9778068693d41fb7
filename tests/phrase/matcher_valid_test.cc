// What a matcher from an archive may not be: IsValid refuses each, since matching would read or
// walk where there is nothing.

#include <gtest/gtest.h>

#include <utility>

#include "phrase/compiler.h"
#include "phrase/parser.h"
#include "phrase_testing.h"

namespace rapport::phrase {

class MatcherPeer {
 public:
  static Array<State>& states(Matcher* m) { return m->states_; }
  static Array<Edge>& edges(Matcher* m) { return m->edges_; }
  static Array<PhraseEntry>& phrases(Matcher* m) { return m->phrases_; }
  static Array<Trigger>& triggers(Matcher* m) { return m->triggers_; }
  static Array<Symbol>& table(Matcher* m) { return m->symbols_.symbols_; }
  static Numbers& row_of(Matcher* m) { return m->by_word_.row_of; }
};

namespace {

// Its first state has an edge for one word, one for two words and one for an entity.
std::unique_ptr<Matcher> Build() {
  const Lists lists;
  Compiler compiler(&lists, &TestVocabulary());
  Parser parser(&TestLexicon(), PackLimits());
  Phrase phrase;
  std::vector<PhraseIssue> issues;
  EXPECT_TRUE(parser.ParsePhrase("(c y|(a|b) x|{number} z)", lists, &phrase, &issues));
  compiler.Add(0, std::move(phrase));
  return compiler.Finish();
}

TEST(MatcherValid, RefusesWhatWouldDoHarm) {
  using Break = void (*)(Matcher*);
  const std::pair<const char*, Break> kBreaks[] = {
      {"an edge to no state",
       [](Matcher* m) { MatcherPeer::edges(m)[0].target = MatcherPeer::states(m).size() - 1; }},
      {"states that go back in the edges",
       [](Matcher* m) { MatcherPeer::states(m)[0].bits = MatcherPeer::edges(m).size(); }},
      {"edges beyond the last",
       [](Matcher* m) {
         Array<State>& states = MatcherPeer::states(m);
         ++states[states.size() - 1].bits;
       }},
      {"a start that is no state",
       [](Matcher* m) { MatcherPeer::phrases(m)[0].start = MatcherPeer::states(m).size() - 1; }},
      {"a match without a token",
       [](Matcher* m) {
         MatcherPeer::states(m)[MatcherPeer::phrases(m)[0].start].bits |= State::kAccepts;
       }},
      {"a tag that is not there", [](Matcher* m) { MatcherPeer::phrases(m)[0].tag = 1; }},
      {"other tokens that are not there",
       [](Matcher* m) { MatcherPeer::table(m)[0].others = 1'000; }},
      {"other tokens beyond all numbers",
       [](Matcher* m) { MatcherPeer::table(m)[0].others = 0xFFFFFFFF; }},
      {"words that are not there", [](Matcher* m) { MatcherPeer::table(m)[0].bits = 1'000'000; }},
      {"no symbol that takes nothing", [](Matcher* m) { MatcherPeer::table(m).resize(1); }},
      {"rows that are not there",
       [](Matcher* m) { MatcherPeer::row_of(m) = Numbers(std::vector<uint32_t>{1'000}); }},
      {"no row for other words", [](Matcher* m) { MatcherPeer::row_of(m) = Numbers(); }},
      {"a trigger of no phrase", [](Matcher* m) { MatcherPeer::triggers(m)[0].phrase = 1; }},
  };
  EXPECT_TRUE(Build()->IsValid(1));
  for (const auto& [what, break_it] : kBreaks) {
    const auto matcher = Build();
    break_it(matcher.get());
    EXPECT_FALSE(matcher->IsValid(1)) << what;
  }
}

// What a match finds then is anybody's; that it ends, and reads nothing that is not there, is for
// the sanitizers to say.
TEST(MatcherValid, LetsPassWhatDoesNone) {
  using Break = void (*)(Matcher*);
  const std::pair<const char*, Break> kBreaks[] = {
      {"edges to their own state or a later one",
       [](Matcher* m) {
         for (Edge& edge : MatcherPeer::edges(m)) edge.target = MatcherPeer::states(m).size() - 2;
       }},
      {"edges to the first state",
       [](Matcher* m) {
         for (Edge& edge : MatcherPeer::edges(m)) edge.target = MatcherPeer::phrases(m)[0].start;
       }},
      {"symbols of words that are not there",
       [](Matcher* m) {
         for (Edge& edge : MatcherPeer::edges(m)) edge.symbol = kWordsAlone | 1'000'000;
       }},
      {"symbols of anything that are not there",
       [](Matcher* m) {
         for (Edge& edge : MatcherPeer::edges(m)) edge.symbol = 1'000'000;
       }},
      {"edges of several words before those of one",
       [](Matcher* m) {
         Array<Edge>& edges = MatcherPeer::edges(m);
         for (uint32_t i = 0; i + 1 < edges.size(); ++i) {
           const uint32_t next = edges[i + 1].symbol;
           if (edges[i].symbol < kOneWord || next >= kOneWord || next < kWordsAlone) continue;
           std::swap(edges[i], edges[i + 1]);
           return;
         }
         ADD_FAILURE() << "no such neighbours";
       }},
      {"a gate that is not there",
       [](Matcher* m) {
         for (State& state : MatcherPeer::states(m)) state.bits |= State::kGated;
       }},
      {"a phrase that begins with a symbol that is not there",
       [](Matcher* m) { MatcherPeer::phrases(m)[0].first = 1'000'000; }},
  };
  const text::Tokenizer tokenizer(&TestLexicon(), &TestVocabulary());
  text::TokenizedText text;
  tokenizer.Tokenize("a x, b x and c y. 2 z 3 z", text::Format::kText, &text);
  for (const auto& [what, break_it] : kBreaks) {
    SCOPED_TRACE(what);
    const auto matcher = Build();
    break_it(matcher.get());
    ASSERT_TRUE(matcher->IsValid(1));
    MatchBuffers buffers;
    std::vector<Hit> hits;
    matcher->Match(text, &buffers, nullptr, &hits);
    for (const Hit& hit : hits) {
      EXPECT_LT(hit.first_token, hit.end_token);
      EXPECT_LE(hit.end_token, text.tokens().size());
    }
  }
}

}  // namespace
}  // namespace rapport::phrase
