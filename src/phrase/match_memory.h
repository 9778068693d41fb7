#ifndef RAPPORT_PHRASE_MATCH_MEMORY_H_
#define RAPPORT_PHRASE_MATCH_MEMORY_H_

// What was matched last, so that a text that is being written is not matched from its beginning
// with every key. A match is within one sentence and depends on nothing outside it but for where
// the message begins and ends, and a few numbers of a token hold all that it depends on, but for
// the letters of words that the vocabulary lacks. So a sentence whose numbers, letters and entities
// are what they were, at the same tokens, has the hits that it had.

#include <cstdint>
#include <string>
#include <vector>

#include "phrase/hit.h"
#include "phrase/token_view.h"

namespace rapport::phrase {

class MatchMemory {
 public:
  // Of another phrase set than before.
  void Forget() { tokens_.clear(); }

  // Which of the tokens have to be matched, one entry a token, 1 or 0; appends to `hits` those of
  // the others.
  void Compare(TokenViews* views, std::vector<uint8_t>* is_new, std::vector<Hit>* hits) const;
  // Takes up a text that has been matched.
  void Remember(TokenViews* views, const std::vector<Hit>& hits);

 private:
  struct Known {
    uint32_t word = 0;
    uint32_t sentence_begin = 0;
    uint32_t sentence_end = 0;
    uint32_t classes = 0;
    uint8_t positions = 0;
    text::TokenKind kind = text::TokenKind::kWord;
    bool in_capitals = false;
    bool elongated = false;
  };
  static Known KnownOf(TokenViews* views, uint32_t token);
  bool HasToken(TokenViews* views, uint32_t token) const;
  bool HasSentence(TokenViews* views, uint32_t begin, uint32_t end) const;
  std::string_view KeyAt(uint32_t token) const {
    return std::string_view(keys_).substr(key_begins_[token],
                                          key_begins_[token + 1] - key_begins_[token]);
  }

  std::vector<Known> tokens_;
  std::vector<text::Entity> entities_;
  std::vector<uint32_t> first_entities_;  // by token, and one more
  std::string keys_;                      // of the tokens whose word has no number
  std::vector<uint32_t> key_begins_;      // by token, and one more
  std::vector<Hit> hits_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_MATCH_MEMORY_H_
