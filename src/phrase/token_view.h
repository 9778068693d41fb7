#ifndef RAPPORT_PHRASE_TOKEN_VIEW_H_
#define RAPPORT_PHRASE_TOKEN_VIEW_H_

// Tokens as the matcher reads them: numbers and bits, side by side, half a cache line each.

#include <cstdint>
#include <vector>

#include "phrase/ast.h"
#include "text/tokenizer.h"

namespace rapport::phrase {

// What anchors ask of a token.
enum PositionFlag : uint8_t {
  kStartsSentence = 1,
  kStartsMessage = 2,
  kEndsSentence = 4,
  kEndsMessage = 8,
};

// Bits of TokenView::classes: the token classes, then for each entity kind whether one begins at
// the token, then whether one ends with it.
constexpr uint32_t kEntityKinds = 7;
constexpr uint32_t kEntityBegins = kTokenClasses;
constexpr uint32_t kEntityEnds = kEntityBegins + kEntityKinds;
constexpr uint32_t kClassBits = kEntityEnds + kEntityKinds;
static_assert(kClassBits <= 32);

constexpr uint32_t MixOfWord(uint32_t word) { return word * 0xC2B2AE3Du; }

struct TokenView {
  uint32_t word = 0;        // in the vocabulary, or kNone; of a kind without its own key, kNone
  uint32_t short_word = 0;  // likewise, of an elongated token
  uint32_t mix = 0;         // of the word, for the filter of SymbolTable
  uint32_t sentence_begin = 0;
  uint32_t sentence_end = 0;  // one past the last token of its sentence
  uint32_t first_entity = 0;  // the first that begins here or later
  uint32_t classes = 0;       // see above
  uint8_t positions = 0;      // PositionFlag
  bool capitals = false;      // as CAPS(...) asks
  bool is_word = false;       // may have a written beginning ("refund*")
  bool elongated = false;     // has a short_word

  bool IsWord(uint32_t number) const { return word == number || short_word == number; }
  // Whether it is the same at the same place, entities apart.
  bool IsLike(const TokenView& other) const {
    return word == other.word && short_word == other.short_word &&
           sentence_begin == other.sentence_begin && sentence_end == other.sentence_end &&
           classes == other.classes && positions == other.positions && capitals == other.capitals &&
           is_word == other.is_word && elongated == other.elongated;
  }
};

// One for each token, and one more whose first_entity is the number of entities. Returns whether
// some token is elongated.
bool ViewTokens(const text::TokenizedText& text, std::vector<TokenView>* views);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TOKEN_VIEW_H_
