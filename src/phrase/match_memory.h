#ifndef RAPPORT_PHRASE_MATCH_MEMORY_H_
#define RAPPORT_PHRASE_MATCH_MEMORY_H_

// What was matched last, so that a text that is being written is not matched from its beginning
// with every key. A match is within one sentence and depends on nothing outside it, and views of
// tokens hold all that it depends on but for the letters of words that the vocabulary lacks. So a
// sentence whose views, letters and entities are what they were, at the same tokens, has the hits
// that it had.

#include <cstdint>
#include <string>
#include <vector>

#include "phrase/hit.h"
#include "phrase/token_view.h"

namespace rapport::phrase {

class MatchMemory {
 public:
  // Of another phrase set than before.
  void Forget() { views_.clear(); }

  // Which of the tokens have to be matched, one entry a token; appends to `hits` those of the
  // others.
  void Compare(const text::TokenizedText& text, const std::vector<TokenView>& views,
               std::vector<uint8_t>* is_new, std::vector<Hit>* hits) const;
  // Takes up a text that has been matched.
  void Remember(const text::TokenizedText& text, const std::vector<TokenView>& views,
                const std::vector<Hit>& hits);

 private:
  bool HasSentence(const text::TokenizedText& text, const std::vector<TokenView>& views,
                   uint32_t begin, uint32_t end) const;
  std::string_view KeyAt(uint32_t token) const {
    return std::string_view(keys_).substr(key_begins_[token],
                                          key_begins_[token + 1] - key_begins_[token]);
  }

  std::vector<TokenView> views_;  // and one more, as ViewTokens() leaves them; empty: nothing
  std::vector<text::Entity> entities_;
  std::string keys_;                  // of the tokens whose word has no number
  std::vector<uint32_t> key_begins_;  // by token, and one more
  std::vector<Hit> hits_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_MATCH_MEMORY_H_
