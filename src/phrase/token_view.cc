#include "phrase/token_view.h"

namespace rapport::phrase {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t Bit(TokenClass token_class) { return 1u << static_cast<uint32_t>(token_class); }

// What the kind of a token says of it.
struct KindTraits {
  uint32_t classes = Bit(TokenClass::kAnything) | Bit(TokenClass::kAny);
  uint32_t no_key = 0;        // all bits of a number, when it has none; see HasOwnKey
  uint32_t word_classes = 0;  // those that hang on how a word is written
  // Handles, emoji and marks may stand before the first word, and are then at the start themselves.
  uint32_t may_lead = 0;  // 0 or 1
  uint32_t may_trail = 0;
};

constexpr KindTraits TraitsOf(TokenKind kind) {
  constexpr uint32_t kWritten = Bit(TokenClass::kCaps) | Bit(TokenClass::kCapitalised);
  KindTraits traits;
  switch (kind) {
    case TokenKind::kWord:
      traits.classes |= Bit(TokenClass::kWord);
      traits.word_classes = kWritten;
      break;
    case TokenKind::kHashtag:
      traits.classes |= Bit(TokenClass::kWord) | Bit(TokenClass::kHashtag);
      traits.word_classes = kWritten;
      break;
    case TokenKind::kEmoji:
      traits.may_lead = 1;
      traits.may_trail = 1;
      traits.classes |= Bit(TokenClass::kEmoji);
      break;
    case TokenKind::kHandle:
      traits.no_key = text::Vocabulary::kNone;
      traits.may_lead = 1;
      traits.classes |= Bit(TokenClass::kHandle);
      break;
    case TokenKind::kLink:
      traits.no_key = text::Vocabulary::kNone;
      traits.may_trail = 1;
      traits.classes |= Bit(TokenClass::kLink);
      break;
    case TokenKind::kEmail:
      traits.no_key = text::Vocabulary::kNone;
      traits.classes |= Bit(TokenClass::kEmail);
      break;
    case TokenKind::kMark:
      traits.no_key = text::Vocabulary::kNone;
      traits.may_lead = 1;
      traits.may_trail = 1;
      traits.classes = Bit(TokenClass::kAnything);
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
  for (const TokenClass c :
       {TokenClass::kQuestion, TokenClass::kExclamation, TokenClass::kQuestions,
        TokenClass::kExclamations, TokenClass::kEllipsis}) {
    if (MatchesClass(token, c)) classes |= Bit(c);
  }
  return classes;
}

}  // namespace

uint32_t ClassesOf(const Token& token) {
  const KindTraits& traits = TraitsOf(token);
  uint32_t written = 0;
  if ((token.flags & text::kAllCaps) != 0) written |= Bit(TokenClass::kCaps);
  if ((token.flags & text::kTitleCase) != 0) written |= Bit(TokenClass::kCapitalised);
  const uint32_t classes = traits.classes | (written & traits.word_classes);
  return token.kind == TokenKind::kMark ? classes | ClassesOfMark(token) : classes;
}

void TokenViews::Take(const text::TokenizedText& text) {
  tokens_ = text.tokens().data();
  size_ = static_cast<uint32_t>(text.tokens().size());
  has_positions_ = false;
  if (words_.size() < size_) words_.resize(size_ + size_ / 2);
  if (sentence_ends_.size() <= text.sentences()) sentence_ends_.resize(2 * text.sentences() + 1);
  uint32_t* const words = words_.data();
  uint32_t* const sentence_ends = sentence_ends_.data();
  sentence_ends[0] = 0;
  uint32_t all_flags = 0;
  for (uint32_t i = 0; i < size_; ++i) {
    const Token& token = tokens_[i];
    words[i] = token.word | TraitsOf(token).no_key;
    sentence_ends[token.sentence + 1] = i + 1;  // the last of a sentence has the last word
    all_flags |= token.flags;
  }
  any_elongated_ = (all_flags & text::kElongated) != 0;
  entities_ = text.entities().data();
  entity_count_ = static_cast<uint32_t>(text.entities().size());
  has_entities_ = entity_count_ != 0;
  if (has_entities_) TakeEntities();
}

void TokenViews::TakeEntities() {
  entity_classes_.assign(size_, 0);
  first_entities_.resize(size_ + 1);
  uint32_t token = 0;
  for (uint32_t e = 0; e < entity_count_; ++e) {
    const text::Entity& entity = entities_[e];
    while (token <= entity.first_token) first_entities_[token++] = e;
    const auto kind = static_cast<uint32_t>(entity.kind);
    entity_classes_[entity.first_token] |= 1u << (kEntityBegins + kind);
    entity_classes_[entity.end_token - 1] |= 1u << (kEntityEnds + kind);
  }
  while (token <= size_) first_entities_[token++] = entity_count_;
}

void TokenViews::FindPositions() {
  if (positions_.size() < size_) positions_.resize(size_ + size_ / 2);
  has_positions_ = true;  // not before there is room for them
  const Token* const tokens = tokens_;
  uint8_t* const positions = positions_.data();
  const uint32_t size = size_;
  // Whether a token here starts its sentence, and the message, as bits of PositionFlag.
  uint32_t open = kStartsSentence | kStartsMessage;
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < size; ++i) {
    open |= tokens[i].sentence != sentence ? uint32_t{kStartsSentence} : 0u;
    sentence = tokens[i].sentence;
    positions[i] = static_cast<uint8_t>(open);
    open &= 0u - TraitsOf(tokens[i]).may_lead;
  }
  open = kEndsSentence | kEndsMessage;
  for (uint32_t i = size; i-- > 0;) {  // and the same from behind
    open |= tokens[i].sentence != sentence ? uint32_t{kEndsSentence} : 0u;
    sentence = tokens[i].sentence;
    positions[i] = static_cast<uint8_t>(positions[i] | open);
    open &= 0u - TraitsOf(tokens[i]).may_trail;
  }
}

}  // namespace rapport::phrase
