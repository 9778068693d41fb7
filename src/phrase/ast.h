#ifndef RAPPORT_PHRASE_AST_H_
#define RAPPORT_PHRASE_AST_H_

// What a phrase means, after its words have been read as the tokenizer would read them. The parser
// makes it; the compiler and the naive matcher take it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "text/token.h"

namespace rapport::phrase {

// The longest match of a phrase in tokens, entities counted as one. It keeps the work for one start
// of a match small whatever a pack's author writes.
constexpr uint32_t kMaxPhraseTokens = 64;
constexpr int kMaxGap = 8;

// The placeholders that stand for one token.
enum class TokenClass : uint8_t {
  kAnything = 0,       // marks too; not written, but the token of a gap
  kAny = 1,            // {any}: anything but a mark
  kWord = 2,           // {word}; also a word of a hashtag, here and below
  kCaps = 3,           // {caps}
  kEmoji = 4,          // {emoji}
  kHandle = 5,         // {handle}
  kHashtag = 6,        // {hashtag}
  kLink = 7,           // {link}
  kEmail = 8,          // {email}
  kQuestion = 9,       // {?}
  kExclamation = 10,   // {!}
  kQuestions = 11,     // {??}
  kExclamations = 12,  // {!!}
  kEllipsis = 13,      // {...}
  kCapitalised = 14,   // {capitalised}
};
constexpr uint32_t kTokenClasses = 15;

enum class NodeKind : uint8_t {
  kLiteral,       // key
  kPrefix,        // key
  kToken,         // token_class
  kEntity,        // entity
  kGap,           // size: zero to that many tokens
  kList,          // list
  kSequence,      // children, one after another
  kAlternatives,  // children, one of them
  kOptional,      // children[0] or nothing
  kCaps,          // children[0], each of its words in capitals
};

struct Node {
  NodeKind kind = NodeKind::kLiteral;
  TokenClass token_class = TokenClass::kAnything;
  text::EntityKind entity = text::EntityKind::kNumber;
  uint32_t size = 0;
  uint32_t list = 0;       // index into Lists
  bool is_symbol = false;  // of a literal: an emoji or a sign, which has no capitals
  uint32_t begin = 0;      // bytes of the phrase's source text
  uint32_t end = 0;
  std::string key;
  std::vector<Node> children;
};

// Where a match must start or end.
enum class Anchor : uint8_t { kNone = 0, kSentence = 1, kMessage = 2 };

struct Phrase {
  Anchor start = Anchor::kNone;
  Anchor end = Anchor::kNone;
  Node body;  // kSequence
};

struct List {
  std::string name;
  Node items;  // kAlternatives, one child an item
  // Of the items, kept here because many phrases ask:
  bool words_only = true;  // may stand inside CAPS(...)
  uint32_t steps = 0;
  uint32_t max_tokens = 0;
};

// The lists declared so far; a phrase refers to one by its index.
class Lists {
 public:
  std::optional<uint32_t> Find(std::string_view name) const;
  const List& operator[](uint32_t index) const { return lists_[index]; }
  uint32_t size() const { return static_cast<uint32_t>(lists_.size()); }
  // `name` must be new. Computes what List keeps of its items.
  void Add(std::string name, Node items);

 private:
  std::vector<List> lists_;
  absl::flat_hash_map<std::string, uint32_t> by_name_;
};

// What can be asked of a node. A list has no empty items.
bool CanBeEmpty(const Node& node);
bool IsSingleToken(const Node& node);  // a literal, prefix or placeholder for one token
uint32_t MaxTokens(const Node& node, const Lists& lists);
// The size of the compiled form, in edges of automata: what PackLimits::phrase_words bounds.
uint32_t Steps(const Node& node, const Lists& lists);
// Words, prefixes and groups and lists of them: what CAPS(...) may hold.
bool IsWordsOnly(const Node& node, const Lists& lists);

// The phrase spelt out in its own language: "price (match|matches|matching)". Nodes that print the
// same match the same.
std::string Print(const Node& node, const Lists& lists);
std::string Print(const Phrase& phrase, const Lists& lists);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_AST_H_
