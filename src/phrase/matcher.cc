#include "phrase/matcher.h"

#include <algorithm>

#include "phrase/hit_order.h"

namespace rapport::phrase {

using text::Entity;
using text::Token;

namespace {

constexpr uint32_t kNoThread = 0xFFFFFFFF;
constexpr uint32_t kNoSentence = 0xFFFFFFFF;
constexpr uint32_t kStepsOfWalk = 64;  // before breadth first is the safer way

// 1 when a < b, else 0, in a form that compilers make no branch of.
constexpr uint32_t IsLess(uint32_t a, uint32_t b) {
  return static_cast<uint32_t>((uint64_t{a} - b) >> 63);
}

}  // namespace

Guard Guard::Of(uint32_t ref, int32_t offset, uint32_t more) {
  uint32_t number = ref;
  if ((ref & kOneWord) != 0) number = (ref & ~kOneWord) | kIsWord;
  if ((ref & phrase::kWordsAlone) != 0) number = (ref & ~phrase::kWordsAlone) | kWordsAlone;
  if ((number & ~(kIsWord | kWordsAlone)) >= kNumbers) return Guard();  // it need not guard
  return {number | more << 24 | static_cast<uint32_t>(offset) << 27};
}

// One call of Match.
class Matcher::Run {
 public:
  Run(const Matcher& matcher, MatchBuffers* buffers, std::vector<Hit>* hits)
      : matcher_(matcher),
        symbols_(matcher.symbols_),
        tokens_(buffers->tokens),
        size_(tokens_.size()),
        words_(tokens_.words()),
        elongated_(tokens_.any_elongated()),
        buffers_(*buffers),
        hits_(*hits) {}

  void MatchAll();

 private:
  struct Step {
    uint32_t state;
    uint32_t position;  // of the next token to take
  };

  bool Has(uint32_t token, uint32_t symbol) const { return symbols_.Has(tokens_[token], symbol); }
  bool MayHave(uint32_t token, uint32_t symbol) const {
    return symbols_.MayHave(tokens_[token], symbol);
  }
  uint32_t Mix(uint32_t token) const { return MixOfWord(words_[token]); }
  bool HasWord(uint32_t token, uint32_t number) const {
    return words_[token] == number || (elongated_ && tokens_[token].short_word == number);
  }
  // Of a symbol of words alone.
  bool HasWordOf(uint32_t token, uint32_t symbol) const {
    return elongated_ ? symbols_.HasWordOf(tokens_[token], symbol)
                      : symbols_.HasWord(symbol, words_[token]);
  }
  bool Admits(Guard guard, uint32_t token) const;
  bool PassesOne(Guard guard, uint32_t token) const;
  bool Passes(Guard guard, uint32_t token) const;
  void Wake(const TriggerRows& rows, uint32_t row, uint32_t token);
  void WakeBy(const RowEntry& entry, uint32_t token);
  void WakeByPair(MatchBuffers::RowRange row, uint32_t token);
  void VerifyWoken();
  void WakeOtherwise(uint32_t token);
  void WakeByClass(uint32_t token);
  void WakeByEntity(uint32_t token);
  void WakeByPrefix(uint32_t token);
  void WakeByShortWords(uint32_t token);
  template <bool kWordsAlone>
  void ListWakers();
  bool HasPrefixes() const { return !matcher_.by_prefix_.entries.empty(); }
  void Verify(const Trigger& trigger, uint32_t token);
  void VerifyFrom(const PhraseEntry& phrase, uint32_t start);
  bool Walk(const PhraseEntry& phrase, uint32_t start);
  bool FollowWords(Step* step);
  void MoveThreads(const PhraseEntry& phrase, uint32_t start);
  template <typename Take>
  bool ForEachStep(const PhraseEntry& phrase, Step from, Take take);
  template <typename Take>
  bool TakeOther(const Edge& edge, uint32_t position, Take take);
  void Accept(const PhraseEntry& phrase, uint32_t end);

  const Matcher& matcher_;
  const SymbolTable& symbols_;
  TokenViews& tokens_;
  const uint32_t size_;
  const uint32_t* const words_;  // by token
  const bool elongated_;         // some token is
  MatchBuffers& buffers_;
  std::vector<Hit>& hits_;
  uint32_t start_ = 0;
  uint32_t sentence_end_ = 0;  // no thread waits beyond it
  uint32_t waiting_ = 0;       // threads
  size_t word_wakers_ = 0;     // of those in buffers_
  size_t pair_wakers_ = 0;
  size_t other_wakers_ = 0;
  uint64_t steps_ = 0;
};

void Matcher::Match(const text::TokenizedText& text, MatchBuffers* buffers, MatchMemory* memory,
                    std::vector<Hit>* hits) const {
  hits->clear();
  if (!buffers->threads.empty()) {  // left behind when memory ran out
    std::fill(buffers->heads.begin(), buffers->heads.end(), kNoThread);
    buffers->threads.clear();
  }
  buffers->woken.clear();
  buffers->tokens.Take(text);
  buffers->is_new.clear();
  if (memory != nullptr) memory->Compare(&buffers->tokens, &buffers->is_new, hits);
  if (buffers->visited.size() < states_.size()) buffers->visited.resize(states_.size(), 0);
  if (buffers->heads.size() <= text.tokens().size()) {
    buffers->heads.resize(text.tokens().size() + 1, kNoThread);
  }
  if (buffers->resume.size() < phrases_.size()) buffers->resume.resize(phrases_.size(), 0);
  Run(*this, buffers, hits).MatchAll();
  SortHits(buffers->tokens.size(), &buffers->hit_keys, hits);
  if (memory != nullptr) memory->Remember(&buffers->tokens, *hits);
}

void Matcher::Run::MatchAll() {
  const bool words_alone = matcher_.trigger_classes_ == 0 && !HasPrefixes() &&
                           !tokens_.has_entities() && !elongated_ && buffers_.is_new.empty();
  if (words_alone) {
    ListWakers<true>();
  } else {
    ListWakers<false>();
  }
  for (size_t w = 0; w < word_wakers_; ++w) {
    const uint32_t token = buffers_.word_wakers[w];
    Wake(matcher_.by_word_, words_[token], token);
  }
  VerifyWoken();
  // Rows are looked up in a loop of their own, so that they are under way at once.
  for (size_t w = 0; w < pair_wakers_; ++w) {
    const uint32_t token = buffers_.pair_wakers[w];
    const TriggerRows& rows = matcher_.by_pair_;
    const uint32_t row = matcher_.PairRow(Mix(token - 1), Mix(token));
    buffers_.pair_rows[w] = {rows.begins[row], rows.begins[row + 1]};
    __builtin_prefetch(rows.entries.data() + rows.begins[row]);
  }
  for (size_t w = 0; w < pair_wakers_; ++w) {
    WakeByPair(buffers_.pair_rows[w], buffers_.pair_wakers[w]);
  }
  VerifyWoken();
  if (!words_alone) {
    for (size_t w = 0; w < other_wakers_; ++w) WakeOtherwise(buffers_.other_wakers[w]);
    VerifyWoken();
  }
  buffers_.steps = steps_;
}

// In each round phrases have been woken in the order of the tokens.
void Matcher::Run::VerifyWoken() {
  if (++buffers_.round == 0) {  // once in a thousand million texts
    std::fill(buffers_.resume.begin(), buffers_.resume.end(), 0);
    buffers_.round = 1;
  }
  for (const MatchBuffers::Woken& woken : buffers_.woken) {
    const Trigger& trigger = matcher_.triggers_[woken.trigger];
    if (trigger.capitals == 0 || tokens_[woken.token].in_capitals()) Verify(trigger, woken.token);
  }
  buffers_.woken.clear();
}

// First those tokens are listed, in order, that may wake something; most wake nothing. Which do
// follows no pattern, so there is no branch for it: each is written behind those of its list, which
// then grow by one or by none.
template <bool kWordsAlone>
void Matcher::Run::ListWakers() {
  static constexpr uint32_t kNoRows[2] = {0, 0};
  const auto words = static_cast<uint32_t>(matcher_.by_word_.begins.size()) - 1;
  const uint32_t* const word_rows = words == 0 ? kNoRows : matcher_.by_word_.begins.data();
  const uint64_t* const pair_filter = matcher_.pair_filter_.data();
  const uint32_t classes = matcher_.trigger_classes_;
  const uint32_t has_classes = classes != 0 ? 1 : 0;
  const uint32_t has_prefixes = HasPrefixes() ? 1 : 0;
  const uint32_t covered_words = symbols_.covered_words();
  const uint32_t always = elongated_ || (classes & kClassesOfPlainWord) != 0 ? 1 : 0;
  const uint8_t* const is_new = buffers_.is_new.empty() ? nullptr : buffers_.is_new.data();
  for (std::vector<uint32_t>* list :
       {&buffers_.word_wakers, &buffers_.pair_wakers, &buffers_.other_wakers}) {
    if (list->size() <= size_) list->resize(size_ + size_ / 2 + 1);
  }
  uint32_t* const word_wakers = buffers_.word_wakers.data();
  uint32_t* const pair_wakers = buffers_.pair_wakers.data();
  uint32_t* const other_wakers = buffers_.other_wakers.data();
  size_t by_word = 0;
  size_t by_pair = 0;
  size_t otherwise = 0;
  uint32_t mix_before = 0;
  uint32_t had_rows = 0;  // of the token before
  uint32_t sentence = kNoSentence;
  for (uint32_t i = 0; i < size_; ++i) {
    const Token& token = tokens_.token(i);
    const uint32_t word = words_[i];
    const uint32_t has_rows = IsLess(word, words);  // be they empty
    const uint32_t* const row = word_rows + (word & (0 - has_rows));
    const uint32_t mix = Mix(i);
    const uint32_t pair = matcher_.PairBit(PairHash(mix_before, mix));
    uint32_t wakes_by_word = has_rows & uint32_t{row[0] != row[1]};
    uint32_t wakes_by_pair = static_cast<uint32_t>(pair_filter[pair / 64] >> pair % 64) & had_rows &
                             has_rows & uint32_t{token.sentence == sentence};
    sentence = token.sentence;
    mix_before = mix;
    had_rows = has_rows;
    if constexpr (!kWordsAlone) {
      uint32_t wakes = always;
      wakes |= uint32_t{!IsPlainWord(token)} & has_classes;
      wakes |= uint32_t{word >= covered_words} & has_prefixes;
      wakes |= uint32_t{tokens_.first_entity(i) != tokens_.first_entity(i + 1)};
      if (is_new != nullptr) {
        wakes_by_word &= is_new[i];
        wakes_by_pair &= is_new[i];
        wakes &= is_new[i];
      }
      other_wakers[otherwise] = i;
      otherwise += wakes;
    }
    word_wakers[by_word] = i;
    by_word += wakes_by_word;
    pair_wakers[by_pair] = i;
    by_pair += wakes_by_pair;
  }
  if (buffers_.pair_rows.size() < by_pair) buffers_.pair_rows.resize(2 * by_pair);
  word_wakers_ = by_word;
  pair_wakers_ = by_pair;
  other_wakers_ = otherwise;
}

void Matcher::Run::WakeOtherwise(uint32_t token) {
  WakeByClass(token);
  if (tokens_.has_entities()) WakeByEntity(token);
  if (HasPrefixes()) WakeByPrefix(token);
  if (elongated_) WakeByShortWords(token);
}

void Matcher::Run::WakeByClass(uint32_t token) {
  const uint32_t classes = tokens_[token].classes() & matcher_.trigger_classes_;
  for (uint32_t bits = classes; bits != 0; bits &= bits - 1) {
    Wake(matcher_.by_class_, static_cast<uint32_t>(__builtin_ctz(bits)), token);
  }
}

void Matcher::Run::WakeByEntity(uint32_t token) {
  for (uint32_t e = tokens_.first_entity(token); e < tokens_.first_entity(token + 1); ++e) {
    Wake(matcher_.by_entity_, static_cast<uint32_t>(tokens_.entity(e).kind), token);
  }
}

// By the second word of an elongated token, and by pairs with one.
void Matcher::Run::WakeByShortWords(uint32_t i) {
  const TokenView token = tokens_[i];
  if (token.short_word + size_t{1} < matcher_.by_word_.begins.size() &&
      token.short_word != token.word) {
    Wake(matcher_.by_word_, token.short_word, i);
  }
  if (i == tokens_.sentence_begin(i)) return;
  const TokenView before = tokens_[i - 1];
  const uint32_t mix = MixOfWord(token.short_word);
  const uint32_t mix_before = MixOfWord(before.short_word);
  if (token.elongated) Wake(matcher_.by_pair_, matcher_.PairRow(before.mix(), mix), i);
  if (before.elongated) Wake(matcher_.by_pair_, matcher_.PairRow(mix_before, token.mix()), i);
  if (token.elongated && before.elongated) {
    Wake(matcher_.by_pair_, matcher_.PairRow(mix_before, mix), i);
  }
}

void Matcher::Run::WakeByPrefix(uint32_t token) {
  buffers_.prefixes.clear();
  symbols_.FindPrefixes(tokens_[token], &buffers_.prefixes);
  for (uint32_t prefix : buffers_.prefixes) Wake(matcher_.by_prefix_, prefix, token);
}

// Whether a guard lets a token pass.
inline bool Matcher::Run::Admits(Guard guard, uint32_t token) const {
  if ((guard.bits & Guard::kIsWord) != 0) return HasWord(token, guard.number());
  if (symbols_.IsInFilter(guard.number(), Mix(token))) return true;
  // An elongated token has two keys, and is rare.
  if (elongated_ && tokens_[token].elongated) return true;
  return (guard.bits & Guard::kWordsAlone) == 0 &&
         symbols_.HasClassOrPrefix(tokens_[token], guard.number());
}

// Likewise one of several tokens.
bool Matcher::Run::PassesOne(Guard guard, uint32_t token) const {
  const auto at = static_cast<int32_t>(token);
  const auto begin = static_cast<int32_t>(tokens_.sentence_begin(token));
  const auto end = static_cast<int32_t>(tokens_.sentence_end(token));
  const int32_t first = at + guard.offset();
  const int32_t last = std::min(end - 1, first + static_cast<int32_t>(guard.more()));
  for (int32_t i = std::max(begin, first); i <= last; ++i) {
    if (Admits(guard, static_cast<uint32_t>(i))) return true;
  }
  return false;
}

inline bool Matcher::Run::Passes(Guard guard, uint32_t token) const {
  if (guard.more() != 0) return PassesOne(guard, token);
  const uint32_t begin = tokens_.sentence_begin(token);
  const uint32_t at = token + static_cast<uint32_t>(guard.offset());
  return at - begin < tokens_.sentence_end(token) - begin && Admits(guard, at);
}

inline void Matcher::Run::WakeBy(const RowEntry& entry, uint32_t token) {
  if ((entry.next & RowEntry::kLink) != 0) {
    Wake(matcher_.by_symbol_, entry.next & ~RowEntry::kLink, token);
  } else {
    buffers_.woken.push_back({entry.next, token});
  }
}

void Matcher::Run::Wake(const TriggerRows& rows, uint32_t row, uint32_t token) {
  const RowEntry* entry = rows.entries.data() + rows.begins[row];
  const RowEntry* const end = rows.entries.data() + rows.begins[row + 1];
  steps_ += static_cast<uint64_t>(end - entry);
  for (; entry != end; ++entry) {
    if (entry->guards[0].bits != 0 && !Passes(entry->guards[0], token)) continue;
    if (entry->guards[1].bits != 0 && !Passes(entry->guards[1], token)) continue;
    WakeBy(*entry, token);
  }
}

// The same of the words of a token and the one before it. The first guard asks for the first word,
// and mostly there is another pair of that hash: one comparison tells, but for elongated tokens.
void Matcher::Run::WakeByPair(MatchBuffers::RowRange row, uint32_t token) {
  const TriggerRows& rows = matcher_.by_pair_;
  if (elongated_) {
    return Wake(rows, matcher_.PairRow(Mix(token - 1), Mix(token)), token);
  }
  const RowEntry* entry = rows.entries.data() + row.begin;
  const RowEntry* const end = rows.entries.data() + row.end;
  steps_ += static_cast<uint64_t>(end - entry);
  const uint32_t first = Guard::Of(kOneWord | words_[token - 1], -1, 0).bits;
  const uint32_t second = Guard::Of(kOneWord | words_[token], 0, 0).bits;
  for (; entry != end; ++entry) {
    if (entry->guards[0].bits != first) continue;
    const uint32_t then = entry->guards[1].bits;
    if (then == 0 || then == second || Passes(entry->guards[1], token)) WakeBy(*entry, token);
  }
}

void Matcher::Run::Verify(const Trigger& trigger, uint32_t token) {
  const uint32_t room = token - tokens_.sentence_begin(token);
  if (room < trigger.min_offset) return;
  const PhraseEntry& phrase = matcher_.phrases_[trigger.phrase];
  const uint32_t last = token - trigger.min_offset;
  if (trigger.is_whole != 0) {
    hits_.push_back({phrase.tag, last, token + 1});
    return;
  }
  uint32_t start = trigger.max_offset == kAnyOffset
                       ? tokens_.sentence_begin(token)
                       : token - std::min<uint32_t>(room, trigger.max_offset);
  if (trigger.max_offset != trigger.min_offset) {
    // Each start once, however many triggers lead to it: they all have the same range.
    uint64_t& resume = buffers_.resume[trigger.phrase];
    if (resume >> 32 == buffers_.round) start = std::max(start, static_cast<uint32_t>(resume));
    resume = uint64_t{buffers_.round} << 32 | (last + 1);
  }
  for (; start <= last; ++start) {
    if (phrase.start_at != 0 && (tokens_.positions(start) & phrase.start_at) == 0) continue;
    if (phrase.first == kNoSymbol || MayHave(start, phrase.first)) VerifyFrom(phrase, start);
  }
}

void Matcher::Run::Accept(const PhraseEntry& phrase, uint32_t end) {
  if (phrase.end_at != 0 && (tokens_.positions(end - 1) & phrase.end_at) == 0) return;
  hits_.push_back({phrase.tag, start_, end});
}

void Matcher::Run::VerifyFrom(const PhraseEntry& phrase, uint32_t start) {
  start_ = start;
  sentence_end_ = tokens_.sentence_end(start);
  const size_t hits = hits_.size();
  if (Walk(phrase, start)) return;
  hits_.resize(hits);
  MoveThreads(phrase, start);
}

// Depth first. Ways that meet are walked twice, so it gives up, with false, when there are many.
bool Matcher::Run::Walk(const PhraseEntry& phrase, uint32_t start) {
  Step pending[kStepsOfWalk];
  pending[0] = {phrase.start, start};
  uint32_t size = 1;
  uint32_t steps_left = kStepsOfWalk - 1;
  while (size > 0) {
    Step step = pending[--size];
    if (!FollowWords(&step)) continue;
    const bool goes_on = ForEachStep(phrase, step, [&](Step next) {
      if (steps_left == 0) return false;
      --steps_left;
      pending[size++] = next;
      return true;
    });
    if (!goes_on) return false;
  }
  return true;
}

// Goes on while a word is all that may come next, as it nearly always is. False at one that does
// not.
inline bool Matcher::Run::FollowWords(Step* step) {
  const State* const states = matcher_.states_.data();
  const Edge* const edges = matcher_.edges_.data();
  while (true) {
    const State* const here = states + step->state;
    const uint32_t first = here->bits;  // with a flag it is beyond all edges
    if (here[1].edges() != first + 1 || edges[first].symbol < kWordsAlone) return true;
    steps_ += 2;
    if (step->position >= sentence_end_) return false;
    const Edge edge = edges[first];
    if (!(edge.symbol >= kOneWord ? HasWord(step->position, edge.symbol & ~kOneWord)
                                  : HasWordOf(step->position, edge.symbol & ~kWordsAlone))) {
      return false;
    }
    *step = {edge.target, step->position + 1};
  }
}

// Breadth first: each state once at each position.
void Matcher::Run::MoveThreads(const PhraseEntry& phrase, uint32_t start) {
  const auto push = [&](Step next) {
    buffers_.threads.push_back({next.state, buffers_.heads[next.position]});
    buffers_.heads[next.position] = static_cast<uint32_t>(buffers_.threads.size() - 1);
    ++waiting_;
    return true;
  };
  push({phrase.start, start});
  for (uint32_t p = start; waiting_ > 0; ++p) {
    ++buffers_.clock;
    while (buffers_.heads[p] != kNoThread) {
      const MatchBuffers::Thread thread = buffers_.threads[buffers_.heads[p]];
      buffers_.heads[p] = thread.next;
      --waiting_;
      uint64_t& visited = buffers_.visited[thread.state];
      if (visited == buffers_.clock) continue;
      visited = buffers_.clock;
      ForEachStep(phrase, {thread.state, p}, push);
    }
  }
  buffers_.threads.clear();
}

// Accepts where the phrase may end, and calls `take` with each step that follows, until it says
// false.
template <typename Take>
inline bool Matcher::Run::ForEachStep(const PhraseEntry& phrase, Step from, Take take) {
  const State& here = matcher_.states_[from.state];
  const Edge* edge = matcher_.edges_.data() + here.edges();
  const Edge* const end = matcher_.edges_.data() + (&here)[1].edges();
  steps_ += static_cast<uint64_t>(1 + (end - edge));
  if ((here.bits & State::kAccepts) != 0) Accept(phrase, from.position);
  if (edge == end) return true;
  if (from.position >= sentence_end_) {
    for (; edge != end; ++edge) {
      if (edge->symbol == kNothing && !take({edge->target, from.position})) return false;
    }
    return true;
  }
  if ((here.bits & State::kGated) != 0) {
    if (!MayHave(from.position, edge->symbol)) return true;
    ++edge;
  }
  const uint32_t behind = from.position + 1;
  const uint32_t word = words_[from.position];
  const uint32_t mix = MixOfWord(word);
  const bool is_elongated = elongated_ && tokens_[from.position].elongated;
  const uint32_t short_word = is_elongated ? tokens_[from.position].short_word : word;
  for (; edge != end && edge->symbol >= kOneWord; ++edge) {
    const uint32_t number = edge->symbol & ~kOneWord;
    if (number != word && number != short_word) continue;
    if (!take({edge->target, behind})) return false;
  }
  for (; edge != end && edge->symbol >= kWordsAlone; ++edge) {
    const uint32_t symbol = edge->symbol & ~kWordsAlone;
    if (!symbols_.HasWord(symbol, word, mix) &&
        !(is_elongated && symbols_.HasWord(symbol, short_word))) {
      continue;
    }
    if (!take({edge->target, behind})) return false;
  }
  for (; edge != end; ++edge) {
    if (!TakeOther(*edge, from.position, take)) return false;
  }
  return true;
}

// An edge that takes more or less than one of some words.
template <typename Take>
bool Matcher::Run::TakeOther(const Edge& edge, uint32_t position, Take take) {
  if (edge.symbol == kNothing) return take({edge.target, position});
  if (edge.symbol > kNothing) {
    return !Has(position, edge.symbol) || take({edge.target, position + 1});
  }
  const uint32_t end = tokens_.first_entity(position + 1);
  for (uint32_t e = tokens_.first_entity(position); e < end; ++e) {
    const Entity& entity = tokens_.entity(e);
    const uint32_t behind = entity.end_token;
    if (static_cast<uint32_t>(entity.kind) != edge.symbol) continue;
    if (behind <= position || behind > sentence_end_) continue;
    if (!take({edge.target, behind})) return false;
  }
  return true;
}

}  // namespace rapport::phrase
