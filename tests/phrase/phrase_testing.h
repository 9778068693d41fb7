#ifndef RAPPORT_TESTS_PHRASE_PHRASE_TESTING_H_
#define RAPPORT_TESTS_PHRASE_PHRASE_TESTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "phrase/hit.h"
#include "phrase/phrase_set.h"
#include "text/lexicon.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace rapport::phrase {

// A small English lexicon: a few spellings, number words, units.
const text::Lexicon& TestLexicon();
// One for all tests of a program, so that Tokenize() knows the words of every index made in it.
text::Vocabulary& TestVocabulary();

// The lists that tests may name: {colour}, {place} (with items of several words and an optional
// part), {thing} (names {colour}).
struct TestList {
  std::string_view name;
  std::vector<std::string_view> items;
};
const std::vector<TestList>& TestLists();

text::TokenizedText Tokenize(std::string_view text);

// The bytes of `text` that a hit covers.
std::string_view Covered(const Hit& hit, const text::TokenizedText& tokens, std::string_view text);

// "phrase-gap 3-6 a gap with nothing after it / a gap stands ..."
std::string Format(const PhraseIssue& issue);
std::string Format(const std::vector<PhraseIssue>& issues);  // one a line

}  // namespace rapport::phrase

#endif  // RAPPORT_TESTS_PHRASE_PHRASE_TESTING_H_
