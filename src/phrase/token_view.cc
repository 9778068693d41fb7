#include "phrase/token_view.h"

#include "phrase/token_match.h"

namespace rapport::phrase {
namespace {

using text::Token;
using text::TokenKind;

// Handles, emoji and marks may stand before the first word, and are then at the start themselves.
bool MayLead(TokenKind kind) {
  return kind == TokenKind::kHandle || kind == TokenKind::kEmoji || kind == TokenKind::kMark;
}
bool MayTrail(TokenKind kind) {
  return kind == TokenKind::kMark || kind == TokenKind::kEmoji || kind == TokenKind::kLink;
}

constexpr uint32_t Bit(TokenClass token_class) { return 1u << static_cast<uint32_t>(token_class); }

// Words and numbers are most of a text; what else there is goes the long way.
uint32_t ClassesOf(const Token& token) {
  constexpr uint32_t kPlain = Bit(TokenClass::kAnything) | Bit(TokenClass::kAny);
  if (token.kind == TokenKind::kNumber) return kPlain;
  if (token.kind == TokenKind::kWord) {
    constexpr uint32_t kWordBits = kPlain | Bit(TokenClass::kWord);
    return (token.flags & text::kAllCaps) != 0 ? kWordBits | Bit(TokenClass::kCaps) : kWordBits;
  }
  uint32_t classes = 0;
  for (uint32_t c = 0; c < kTokenClasses; ++c) {
    if (MatchesClass(token, static_cast<TokenClass>(c))) classes |= Bit(static_cast<TokenClass>(c));
  }
  return classes;
}

}  // namespace

void ViewTokens(const text::TokenizedText& text, std::vector<TokenView>* views) {
  const std::vector<Token>& tokens = text.tokens();
  const auto size = static_cast<uint32_t>(tokens.size());
  views->resize(size + 1);
  TokenView* const view = views->data();

  uint32_t entity = 0;
  uint32_t sentence_begin = 0;
  uint8_t starts = kStartsSentence | kStartsMessage;
  for (uint32_t i = 0; i < size; ++i) {
    const Token& token = tokens[i];
    if (i > 0) {
      const bool leads = MayLead(tokens[i - 1].kind);
      if (!leads) starts = 0;
      if (token.sentence != tokens[i - 1].sentence) {
        starts |= kStartsSentence;
        sentence_begin = i;
      }
    }
    while (entity < text.entities().size() && text.entities()[entity].first_token < i) ++entity;
    const bool own_key = HasOwnKey(token);
    TokenView& v = view[i];
    v.word = own_key ? token.word : text::Vocabulary::kNone;
    v.mix = MixOfWord(v.word);
    v.elongated = own_key && IsElongated(token);
    v.short_word = v.elongated ? token.short_word : text::Vocabulary::kNone;
    v.sentence_begin = sentence_begin;
    v.first_entity = entity;
    v.classes = ClassesOf(token);
    v.positions = starts;
    v.capitals = InCapitals(token);
    v.is_word = IsWord(token);
  }
  view[size] = TokenView();
  view[size].first_entity = static_cast<uint32_t>(text.entities().size());

  for (const text::Entity& e : text.entities()) {
    const auto kind = static_cast<uint32_t>(e.kind);
    view[e.first_token].classes |= 1u << (kEntityBegins + kind);
    view[e.end_token - 1].classes |= 1u << (kEntityEnds + kind);
  }

  uint32_t sentence_end = size;
  uint8_t ends = kEndsSentence | kEndsMessage;
  for (uint32_t i = size; i-- > 0;) {
    if (i + 1 < size) {
      if (!MayTrail(tokens[i + 1].kind)) ends = 0;
      if (tokens[i].sentence != tokens[i + 1].sentence) {
        ends |= kEndsSentence;
        sentence_end = i + 1;
      }
    }
    view[i].positions |= ends;
    view[i].sentence_end = sentence_end;
  }
}

}  // namespace rapport::phrase
