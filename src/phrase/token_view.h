#ifndef RAPPORT_PHRASE_TOKEN_VIEW_H_
#define RAPPORT_PHRASE_TOKEN_VIEW_H_

// Tokens as the matcher reads them.
//
// What nearly every token is asked for, its word and where its sentence begins and ends, stands in
// arrays of integers, filled by one short loop without a branch. The rest, which few tokens are
// asked for, is worked out when it is, from the token itself; what can only be worked out for all
// tokens at once, as where anchors hold, is so at the first question.

#include <cstdint>
#include <string_view>
#include <vector>

#include "phrase/ast.h"
#include "phrase/token_match.h"
#include "text/tokenizer.h"

namespace rapport::phrase {

// What anchors ask of a token.
enum PositionFlag : uint8_t {
  kStartsSentence = 1,
  kStartsMessage = 2,
  kEndsSentence = 4,
  kEndsMessage = 8,
};

// Bits of TokenView::classes(): the token classes, then for each entity kind whether one begins at
// the token, then whether one ends with it.
constexpr uint32_t kEntityKinds = 7;
constexpr uint32_t kEntityBegins = kTokenClasses;
constexpr uint32_t kEntityEnds = kEntityBegins + kEntityKinds;
constexpr uint32_t kClassBits = kEntityEnds + kEntityKinds;
static_assert(kClassBits <= 32);

// The bits of the token classes.
uint32_t ClassesOf(const text::Token& token);
// A word in small letters is of these classes and no others.
constexpr uint32_t kClassesOfPlainWord = 1u << static_cast<uint32_t>(TokenClass::kAnything) |
                                         1u << static_cast<uint32_t>(TokenClass::kAny) |
                                         1u << static_cast<uint32_t>(TokenClass::kWord);
inline bool IsPlainWord(const text::Token& token) {
  return (uint32_t{token.kind == text::TokenKind::kWord} &
          uint32_t{(token.flags & (text::kAllCaps | text::kTitleCase)) == 0}) != 0;
}

constexpr uint32_t MixOfWord(uint32_t word) { return word * 0xC2B2AE3Du; }

// Keys that a number may have are not listed by their beginnings, since "20*" is for words.
inline bool MayBeNumber(std::string_view key) {
  return key.empty() || key[0] == '.' || (key[0] >= '0' && key[0] <= '9');
}

struct TokenView {
  const text::Token* token = nullptr;
  uint32_t word = 0;        // in the vocabulary, or kNone; of a kind without its own key, kNone
  uint32_t short_word = 0;  // likewise, of an elongated token; else kNone
  uint32_t entities = 0;    // the bits of `classes` for entities
  bool elongated = false;   // has a second key

  uint32_t mix() const { return MixOfWord(word); }  // for the filter of SymbolTable
  uint32_t classes() const {
    return (IsPlainWord(*token) ? kClassesOfPlainWord : ClassesOf(*token)) | entities;
  }
  bool is_word() const { return IsWord(*token); }  // may have a written beginning ("refund*")
  bool in_capitals() const { return InCapitals(*token); }  // as CAPS(...) asks
  bool HasWord(uint32_t number) const { return word == number || short_word == number; }
};

// Those of one text. Memory is reused.
class TokenViews {
 public:
  // The text must stay as it is while it is viewed.
  void Take(const text::TokenizedText& text);

  uint32_t size() const { return size_; }
  bool any_elongated() const { return any_elongated_; }
  TokenView operator[](uint32_t i) const {
    TokenView view{tokens_ + i, words_[i], text::Vocabulary::kNone, 0, false};
    if (has_entities_) view.entities = entity_classes_[i];
    if (any_elongated_) AddShortWord(&view);
    return view;
  }
  const text::Token& token(uint32_t i) const { return tokens_[i]; }
  const uint32_t* words() const { return words_.data(); }  // by token
  uint32_t sentence_begin(uint32_t i) const { return sentence_ends_[tokens_[i].sentence]; }
  // One past the last token of the sentence of token i.
  uint32_t sentence_end(uint32_t i) const { return sentence_ends_[tokens_[i].sentence + 1]; }

  bool has_entities() const { return has_entities_; }
  const text::Entity& entity(uint32_t e) const { return entities_[e]; }
  uint32_t entity_count() const { return entity_count_; }
  // The first that begins at token i or later; i may be one past the last token.
  uint32_t first_entity(uint32_t i) const { return has_entities_ ? first_entities_[i] : 0; }

  // PositionFlags.
  uint8_t positions(uint32_t i) {
    if (!has_positions_) FindPositions();
    return positions_[i];
  }

 private:
  void AddShortWord(TokenView* view) const {
    if (!IsElongated(*view->token) || !HasOwnKey(*view->token)) return;
    view->elongated = true;
    view->short_word = view->token->short_word();
  }
  void TakeEntities();
  void FindPositions();

  const text::Token* tokens_ = nullptr;
  const text::Entity* entities_ = nullptr;
  uint32_t size_ = 0;
  uint32_t entity_count_ = 0;
  bool any_elongated_ = false;
  bool has_entities_ = false;
  bool has_positions_ = false;
  std::vector<uint32_t> words_;           // by token
  std::vector<uint32_t> sentence_ends_;   // element s + 1: where sentence s ends; the first is 0
  std::vector<uint32_t> first_entities_;  // by token, and one more
  std::vector<uint32_t> entity_classes_;  // by token
  std::vector<uint8_t> positions_;        // by token
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_TOKEN_VIEW_H_
