#include "phrase/automaton.h"

#include <algorithm>

#include "phrase/token_match.h"

namespace rapport::phrase {

using text::Entity;
using text::Token;
using text::TokenKind;

namespace {

constexpr uint32_t kNoThread = 0xFFFFFFFF;

// What anchors ask of a token.
enum PositionFlag : uint8_t {
  kStartsSentence = 1,
  kStartsMessage = 2,
  kEndsSentence = 4,
  kEndsMessage = 8,
};

// Handles, emoji and marks may stand before the first word, and are then at the start themselves.
bool MayLead(const Token& token) {
  return token.kind == TokenKind::kHandle || token.kind == TokenKind::kEmoji ||
         token.kind == TokenKind::kMark;
}
bool MayTrail(const Token& token) {
  return token.kind == TokenKind::kMark || token.kind == TokenKind::kEmoji ||
         token.kind == TokenKind::kLink;
}

void FindPositions(const std::vector<Token>& tokens, std::vector<uint8_t>* positions) {
  positions->assign(tokens.size(), 0);
  bool sentence = true;
  bool message = true;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) {
      if (tokens[i].sentence != tokens[i - 1].sentence) {
        sentence = true;
      } else if (!MayLead(tokens[i - 1])) {
        sentence = false;
      }
      if (!MayLead(tokens[i - 1])) message = false;
    }
    (*positions)[i] |= (sentence ? kStartsSentence : 0) | (message ? kStartsMessage : 0);
  }
  sentence = message = true;
  for (size_t i = tokens.size(); i-- > 0;) {
    if (i + 1 < tokens.size()) {
      if (tokens[i].sentence != tokens[i + 1].sentence) {
        sentence = true;
      } else if (!MayTrail(tokens[i + 1])) {
        sentence = false;
      }
      if (!MayTrail(tokens[i + 1])) message = false;
    }
    (*positions)[i] |= (sentence ? kEndsSentence : 0) | (message ? kEndsMessage : 0);
  }
}

void FindFirstEntities(const std::vector<Entity>& entities, size_t tokens,
                       std::vector<uint32_t>* first_entity) {
  first_entity->resize(tokens + 1);
  uint32_t entity = 0;
  for (size_t i = 0; i <= tokens; ++i) {
    while (entity < entities.size() && entities[entity].first_token < i) ++entity;
    (*first_entity)[i] = entity;
  }
}

}  // namespace

// One call of Match.
class Automaton::Run {
 public:
  Run(const Automaton& automaton, const text::TokenizedText& text, MatchBuffers* buffers,
      std::vector<Hit>* hits)
      : automaton_(automaton),
        tokens_(text.tokens()),
        entities_(text.entities()),
        buffers_(*buffers),
        hits_(*hits) {}

  void MatchAll();

 private:
  void FindSymbols();
  void AddSymbolsOf(const IntegerLists& symbols, uint32_t atom, bool capitals);
  void AddSymbolsOfKey(const Token& token, std::string_view key, bool capitals);
  void MatchFrom(uint32_t start);
  void Begin(const IntegerLists& starts, uint32_t start);
  void Visit(uint32_t state, uint32_t position);
  void Follow(const Edge* begin, const Edge* end, uint32_t symbol, uint32_t position);
  void Push(uint32_t state, uint32_t position);

  const Automaton& automaton_;
  const std::vector<Token>& tokens_;
  const std::vector<Entity>& entities_;
  MatchBuffers& buffers_;
  std::vector<Hit>& hits_;
  uint32_t start_ = 0;
  uint32_t sentence_end_ = 0;  // no thread waits beyond it
  uint32_t waiting_ = 0;       // threads
  uint64_t steps_ = 0;
};

void Automaton::Match(const text::TokenizedText& text, MatchBuffers* buffers,
                      std::vector<Hit>* hits) const {
  hits->clear();
  Run(*this, text, buffers, hits).MatchAll();
  std::sort(hits->begin(), hits->end());
  hits->erase(std::unique(hits->begin(), hits->end()), hits->end());
}

void Automaton::Run::MatchAll() {
  const auto tokens = static_cast<uint32_t>(tokens_.size());
  if (buffers_.visited.size() < automaton_.states_.size()) {
    buffers_.visited.resize(automaton_.states_.size(), 0);
  }
  buffers_.heads.assign(tokens + 1, kNoThread);
  FindPositions(tokens_, &buffers_.positions);
  FindFirstEntities(entities_, tokens, &buffers_.first_entity);
  FindSymbols();
  for (uint32_t start = 0; start < tokens; ++start) {
    if (start >= sentence_end_) {
      sentence_end_ = start + 1;
      while (sentence_end_ < tokens && tokens_[sentence_end_].sentence == tokens_[start].sentence) {
        ++sentence_end_;
      }
    }
    MatchFrom(start);
  }
  buffers_.steps = steps_;
}

void Automaton::Run::FindSymbols() {
  IntegerLists& lists = buffers_.symbols;
  lists.begins.clear();
  lists.values.clear();
  for (const Token& token : tokens_) {
    const auto begin = static_cast<uint32_t>(lists.values.size());
    lists.begins.push_back(begin);
    const bool capitals = InCapitals(token);
    for (TokenClass token_class : automaton_.classes_) {
      if (MatchesClass(token, token_class)) {
        AddSymbolsOf(automaton_.class_symbols_, static_cast<uint32_t>(token_class), capitals);
      }
    }
    if (HasOwnKey(token)) {
      AddSymbolsOfKey(token, token.key, capitals);
      if (IsElongated(token)) AddSymbolsOfKey(token, token.short_key, capitals);
    }
    // A class may have been found through several of its members.
    std::sort(lists.values.begin() + begin, lists.values.end());
    lists.values.erase(std::unique(lists.values.begin() + begin, lists.values.end()),
                       lists.values.end());
    steps_ += lists.values.size() - begin;
  }
  lists.begins.push_back(static_cast<uint32_t>(lists.values.size()));
}

void Automaton::Run::AddSymbolsOf(const IntegerLists& symbols, uint32_t atom, bool capitals) {
  for (const uint32_t* it = symbols.begin(atom); it != symbols.end(atom); ++it) {
    if ((*it & 1) == 0 || capitals) buffers_.symbols.values.push_back(*it >> 1);
  }
}

void Automaton::Run::AddSymbolsOfKey(const Token& token, std::string_view key, bool capitals) {
  StringIds::Hash hash;
  size_t hashed = 0;
  if (IsWord(token)) {
    for (uint32_t length : automaton_.prefix_lengths_) {
      if (length > key.size()) break;
      while (hashed < length) hash.Add(key[hashed++]);
      const uint32_t prefix = automaton_.prefixes_.Find(key.substr(0, length), hash);
      if (prefix != StringIds::kNone) AddSymbolsOf(automaton_.prefix_symbols_, prefix, capitals);
    }
  }
  while (hashed < key.size()) hash.Add(key[hashed++]);
  const uint32_t word = automaton_.words_.Find(key, hash);
  if (word != StringIds::kNone) AddSymbolsOf(automaton_.word_symbols_, word, capitals);
}

void Automaton::Run::Push(uint32_t state, uint32_t position) {
  buffers_.threads.push_back({state, buffers_.heads[position]});
  buffers_.heads[position] = static_cast<uint32_t>(buffers_.threads.size() - 1);
  ++waiting_;
}

void Automaton::Run::MatchFrom(uint32_t start) {
  start_ = start;
  Begin(automaton_.starts_[static_cast<int>(Anchor::kNone)], start);
  const uint8_t position = buffers_.positions[start];
  if (position & kStartsSentence) {
    Begin(automaton_.starts_[static_cast<int>(Anchor::kSentence)], start);
  }
  if (position & kStartsMessage) {
    Begin(automaton_.starts_[static_cast<int>(Anchor::kMessage)], start);
  }
  for (uint32_t p = start + 1; waiting_ > 0; ++p) {
    ++buffers_.clock;
    while (buffers_.heads[p] != kNoThread) {
      const MatchBuffers::Thread thread = buffers_.threads[buffers_.heads[p]];
      buffers_.heads[p] = thread.next;
      --waiting_;
      if (buffers_.visited[thread.state] == buffers_.clock) continue;
      buffers_.visited[thread.state] = buffers_.clock;
      Visit(thread.state, p);
    }
  }
  buffers_.threads.clear();
}

void Automaton::Run::Begin(const IntegerLists& starts, uint32_t start) {
  const IntegerLists& symbols = buffers_.symbols;
  for (const uint32_t* s = symbols.begin(start); s != symbols.end(start); ++s) {
    ++steps_;
    for (const uint32_t* it = starts.begin(*s); it != starts.end(*s); ++it) Push(*it, start + 1);
  }
  for (uint32_t e = buffers_.first_entity[start]; e < buffers_.first_entity[start + 1]; ++e) {
    ++steps_;
    const uint32_t end = entities_[e].end_token;
    if (end <= start || end > sentence_end_) continue;
    const auto symbol = static_cast<uint32_t>(entities_[e].kind);
    for (const uint32_t* it = starts.begin(symbol); it != starts.end(symbol); ++it) Push(*it, end);
  }
}

// `position` is that of the next token to take.
void Automaton::Run::Visit(uint32_t state, uint32_t position) {
  ++steps_;
  const State& here = automaton_.states_[state];
  const State& next = automaton_.states_[state + 1];
  for (uint32_t i = here.accepts; i < next.accepts; ++i) {
    const Accept& accept = automaton_.accepts_[i];
    const uint8_t last = buffers_.positions[position - 1];
    if (accept.end == Anchor::kNone ||
        (last & (accept.end == Anchor::kSentence ? kEndsSentence : kEndsMessage)) != 0) {
      hits_.push_back({accept.tag, start_, position});
    }
  }
  for (uint32_t i = here.epsilons; i < next.epsilons; ++i) {
    ++steps_;
    Push(automaton_.epsilons_[i], position);
  }
  if (here.edges == next.edges || position >= sentence_end_) return;
  const Edge* const begin = automaton_.edges_.data() + here.edges;
  const Edge* const end = automaton_.edges_.data() + next.edges;
  const IntegerLists& symbols = buffers_.symbols;
  const uint32_t* const first = symbols.begin(position);
  const uint32_t* const last = symbols.end(position);
  // A common word has hundreds of symbols and most states have few edges: search the longer list
  // for the entries of the shorter one.
  if (end - begin < last - first) {
    for (const Edge* e = begin; e != end; ++e) {
      ++steps_;
      if (std::binary_search(first, last, e->symbol)) Push(e->target, position + 1);
    }
  } else {
    for (const uint32_t* s = first; s != last; ++s) Follow(begin, end, *s, position + 1);
  }
  if (begin->symbol >= kFirstTokenSymbol) return;
  for (uint32_t e = buffers_.first_entity[position]; e < buffers_.first_entity[position + 1]; ++e) {
    const uint32_t behind = entities_[e].end_token;
    if (behind <= position || behind > sentence_end_) continue;
    Follow(begin, end, static_cast<uint32_t>(entities_[e].kind), behind);
  }
}

void Automaton::Run::Follow(const Edge* begin, const Edge* end, uint32_t symbol,
                            uint32_t position) {
  ++steps_;
  for (const Edge* e = std::lower_bound(begin, end, Edge{symbol, 0});
       e != end && e->symbol == symbol; ++e) {
    ++steps_;
    Push(e->target, position);
  }
}

size_t Automaton::allocated_bytes() const {
  const auto integers = [](const IntegerLists& lists) {
    return (lists.begins.capacity() + lists.values.capacity()) * sizeof(uint32_t);
  };
  size_t bytes = sizeof *this;
  bytes += states_.capacity() * sizeof(State) + edges_.capacity() * sizeof(Edge) +
           epsilons_.capacity() * sizeof(uint32_t) + accepts_.capacity() * sizeof(Accept);
  for (const IntegerLists& starts : starts_) bytes += integers(starts);
  bytes += words_.allocated_bytes() + prefixes_.allocated_bytes();
  bytes += prefix_lengths_.capacity() * sizeof(uint32_t) + classes_.capacity() * sizeof(TokenClass);
  return bytes + integers(word_symbols_) + integers(prefix_symbols_) + integers(class_symbols_);
}

}  // namespace rapport::phrase
