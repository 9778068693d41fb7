#include "phrase/token_view.h"

#include "phrase/token_match.h"

namespace rapport::phrase {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t Bit(TokenClass token_class) { return 1u << static_cast<uint32_t>(token_class); }

// What the kind of a token says of it.
struct KindTraits {
  bool own_key = true;  // see HasOwnKey
  bool is_word = false;
  // Handles, emoji and marks may stand before the first word, and are then at the start themselves.
  bool may_lead = false;
  bool may_trail = false;
  bool classes_vary = false;
  uint32_t classes = Bit(TokenClass::kAnything) | Bit(TokenClass::kAny);
};

constexpr KindTraits TraitsOf(TokenKind kind) {
  KindTraits traits;
  switch (kind) {
    case TokenKind::kWord:
      traits.is_word = true;
      traits.classes |= Bit(TokenClass::kWord);
      break;
    case TokenKind::kHashtag:
      traits.is_word = true;
      traits.classes |= Bit(TokenClass::kWord) | Bit(TokenClass::kHashtag);
      break;
    case TokenKind::kEmoji:
      traits.may_lead = true;
      traits.may_trail = true;
      traits.classes |= Bit(TokenClass::kEmoji);
      break;
    case TokenKind::kHandle:
      traits.own_key = false;
      traits.may_lead = true;
      traits.classes |= Bit(TokenClass::kHandle);
      break;
    case TokenKind::kLink:
      traits.own_key = false;
      traits.may_trail = true;
      traits.classes |= Bit(TokenClass::kLink);
      break;
    case TokenKind::kEmail:
      traits.own_key = false;
      traits.classes |= Bit(TokenClass::kEmail);
      break;
    case TokenKind::kMark:
      traits.own_key = false;
      traits.may_lead = true;
      traits.may_trail = true;
      traits.classes_vary = true;
      break;
    case TokenKind::kNumber:
    case TokenKind::kCurrency:
    case TokenKind::kPercent:
      break;
  }
  return traits;
}

constexpr uint32_t kKinds = 10;
struct TraitsTable {
  KindTraits of[kKinds];
};
constexpr TraitsTable MakeTraits() {
  TraitsTable table;
  for (uint32_t i = 0; i < kKinds; ++i) table.of[i] = TraitsOf(static_cast<TokenKind>(i));
  return table;
}
constexpr TraitsTable kTraits = MakeTraits();

const KindTraits& TraitsOf(const Token& token) {
  return kTraits.of[static_cast<uint32_t>(token.kind)];
}

uint32_t ClassesOfMark(const Token& token) {
  uint32_t classes = 0;
  for (uint32_t c = 0; c < kTokenClasses; ++c) {
    if (MatchesClass(token, static_cast<TokenClass>(c))) classes |= Bit(static_cast<TokenClass>(c));
  }
  return classes;
}

// Sets what holds for a sentence as a whole.
void CloseSentence(const std::vector<Token>& tokens, uint32_t begin, uint32_t end,
                   TokenView* views) {
  for (uint32_t i = begin; i < end; ++i) views[i].sentence_end = end;
  for (uint32_t i = begin; i < end; ++i) {
    views[i].positions |= kStartsSentence;
    if (!TraitsOf(tokens[i]).may_lead) break;
  }
  for (uint32_t i = end; i-- > begin;) {
    views[i].positions |= kEndsSentence;
    if (!TraitsOf(tokens[i]).may_trail) break;
  }
}

void ViewEntities(const text::TokenizedText& text, TokenView* views) {
  const auto entities = static_cast<uint32_t>(text.entities().size());
  const auto size = static_cast<uint32_t>(text.tokens().size());
  uint32_t token = 0;
  for (uint32_t e = 0; e < entities; ++e) {
    const text::Entity& entity = text.entities()[e];
    while (token <= entity.first_token) views[token++].first_entity = e;
    const auto kind = static_cast<uint32_t>(entity.kind);
    views[entity.first_token].classes |= 1u << (kEntityBegins + kind);
    views[entity.end_token - 1].classes |= 1u << (kEntityEnds + kind);
  }
  if (entities == 0) return;
  while (token <= size) views[token++].first_entity = entities;
}

}  // namespace

bool ViewTokens(const text::TokenizedText& text, std::vector<TokenView>* views) {
  const std::vector<Token>& tokens = text.tokens();
  const auto size = static_cast<uint32_t>(tokens.size());
  views->resize(size + 1);
  TokenView* const view = views->data();

  uint8_t elongated = 0;
  uint32_t sentence_begin = 0;
  for (uint32_t i = 0; i < size; ++i) {
    const Token& token = tokens[i];
    if (token.sentence != tokens[sentence_begin].sentence) {
      CloseSentence(tokens, sentence_begin, i, view);
      sentence_begin = i;
    }
    const KindTraits& traits = TraitsOf(token);
    TokenView& v = view[i];
    v.word = traits.own_key ? token.word : text::Vocabulary::kNone;
    v.short_word = text::Vocabulary::kNone;
    v.mix = MixOfWord(v.word);
    v.sentence_begin = sentence_begin;
    v.first_entity = 0;
    v.classes = traits.classes;
    v.positions = 0;
    v.capitals = token.kind == TokenKind::kNumber;
    v.is_word = traits.is_word;
    v.elongated = false;
    elongated |= token.flags;
    if ((token.flags & (text::kAllCaps | text::kCapitalised)) != 0) {
      v.capitals = InCapitals(token);
      if ((token.flags & text::kAllCaps) != 0 && traits.is_word)
        v.classes |= Bit(TokenClass::kCaps);
      if ((token.flags & text::kTitleCase) != 0 && traits.is_word)
        v.classes |= Bit(TokenClass::kCapitalised);
    }
    if (traits.classes_vary) v.classes = ClassesOfMark(token);
  }
  CloseSentence(tokens, sentence_begin, size, view);
  for (uint32_t i = 0; i < size; ++i) {
    view[i].positions |= kStartsMessage;
    if (!TraitsOf(tokens[i]).may_lead) break;
  }
  for (uint32_t i = size; i-- > 0;) {
    view[i].positions |= kEndsMessage;
    if (!TraitsOf(tokens[i]).may_trail) break;
  }
  view[size] = TokenView();
  ViewEntities(text, view);
  if ((elongated & text::kElongated) == 0) return false;
  for (uint32_t i = 0; i < size; ++i) {
    view[i].elongated = TraitsOf(tokens[i]).own_key && IsElongated(tokens[i]);
    if (view[i].elongated) view[i].short_word = tokens[i].short_word;
  }
  return true;
}

}  // namespace rapport::phrase
