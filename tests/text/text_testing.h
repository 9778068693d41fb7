#ifndef RAPPORT_TESTS_TEXT_TEXT_TESTING_H_
#define RAPPORT_TESTS_TEXT_TEXT_TESTING_H_

// What the tests of this layer share: a small English lexicon and compact ways to print a result.

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.h"
#include "text/tokenizer.h"

namespace rapport::text {

// Reaches what only tests may.
class TokenizerPeer {
 public:
  // Through the general scanner and Unicode's tables alone.
  static void RunGeneral(const Tokenizer& tokenizer, std::string_view text, Format format,
                         TokenizedText* out);
  static void RunWith(const Kernel& kernel, const Tokenizer& tokenizer, std::string_view text,
                      Format format, TokenizedText* out);
  // Characters and tokens looked at by the last run.
  static uint64_t Steps(const TokenizedText& text);
};

// A few words of each set; the same object in every test.
const Lexicon& TestLexicon();
const Tokenizer& TestTokenizer();

// Keys in order. Kinds are told by a prefix: "n:20" number, "e:🙂" emoji, "#word" hashtag,
// "$:€" currency; other kinds tell themselves. " | " ends a clause, " || " a sentence, "~key" is a
// short key.
std::string Keys(const TokenizedText& text);
std::string Keys(std::string_view text, Format format = Format::kText);

// As Keys, without breaks, and after each token its flags: A all caps, C capitalised, E elongated,
// Q quoted, R repeated; '^' before a token that starts a sentence and '$' after one that ends it.
std::string Flags(std::string_view text, Format format = Format::kText);

// The bytes of each token: "[great] [!!]".
std::string Spans(std::string_view text, Format format = Format::kText);

// Kind and bytes of each entity: "duration=2 hours; number=2".
std::string Entities(std::string_view text, Format format = Format::kText);

// Pieces of text that meet each other's rules at their edges.
const std::vector<std::string_view>& Pieces();
std::string RandomPieces(std::mt19937* random, size_t count);

// Everything there is to compare.
std::string Dump(const TokenizedText& text);

}  // namespace rapport::text

#endif  // RAPPORT_TESTS_TEXT_TEXT_TESTING_H_
