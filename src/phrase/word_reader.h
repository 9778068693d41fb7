#ifndef RAPPORT_PHRASE_WORD_READER_H_
#define RAPPORT_PHRASE_WORD_READER_H_

// Reads the words of a phrase with the tokenizer of texts, so that both have the same keys:
// "can’t", "AT&T" and "price-match" come out as the tokens that a text would have. What the
// tokenizer would drop, shorten or take for something else than a word is an issue.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "phrase/ast.h"
#include "phrase/phrase_set.h"
#include "text/lexicon.h"
#include "text/tokenizer.h"

namespace rapport::phrase {

// Where some text stands in a phrase. `exact`: byte for byte; otherwise (a word built from parts)
// every issue is about the whole range.
struct WordPlace {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool exact = false;
};

class WordReader {
 public:
  explicit WordReader(const text::Lexicon* lexicon) : tokenizer_(lexicon) {}
  WordReader(const WordReader&) = delete;  // plain_ points into this object
  WordReader& operator=(const WordReader&) = delete;

  // Appends a literal for each token of `written`; false after an issue.
  bool ReadWords(std::string_view written, const WordPlace& place, std::vector<Node>* out,
                 std::vector<PhraseIssue>* issues);
  // `written` without its star. Spellings do not apply: "ur*" is not the beginning of "your".
  bool ReadPrefix(std::string_view written, const WordPlace& place, std::vector<Node>* out,
                  std::vector<PhraseIssue>* issues);

 private:
  bool CheckToken(const text::Token& token, std::string_view written, const WordPlace& place,
                  std::vector<PhraseIssue>* issues);
  bool CheckBetween(std::string_view written, const WordPlace& place,
                    std::vector<PhraseIssue>* issues);

  const text::Lexicon no_lexicon_;
  const text::Tokenizer tokenizer_;
  const text::Tokenizer plain_{&no_lexicon_};
  text::TokenizedText text_;
  // What became of words that are one token and nothing else, since phrases have words in common.
  struct Known {
    std::string key;
    bool is_symbol = false;
  };
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_WORD_READER_H_
