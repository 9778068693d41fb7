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
      {"an edge to its own state or a later one",
       [](Matcher* m) {
         for (Edge& edge : MatcherPeer::edges(m)) {
           edge.target = MatcherPeer::states(m).size() - 2;
         }
       }},
      {"a symbol that is not there",
       [](Matcher* m) { MatcherPeer::edges(m)[0].symbol = kWordsAlone | 1'000'000; }},
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
      {"a trigger of no phrase", [](Matcher* m) { MatcherPeer::triggers(m)[0].phrase = 1; }},
  };
  EXPECT_TRUE(Build()->IsValid(1));
  for (const auto& [what, break_it] : kBreaks) {
    const auto matcher = Build();
    break_it(matcher.get());
    EXPECT_FALSE(matcher->IsValid(1)) << what;
  }
}

}  // namespace
}  // namespace rapport::phrase
