#include "phrase/matcher.h"

#include <algorithm>

#include "phrase/hit_order.h"
#include "phrase/matcher_run.h"

namespace rapport::phrase {

using text::Entity;

namespace {

constexpr uint32_t kNoThread = 0xFFFFFFFF;
constexpr uint32_t kStepsOfWalk = 64;  // before breadth first is the safer way

}  // namespace

Guard Guard::Of(uint32_t ref, int32_t offset, uint32_t more) {
  uint32_t number = ref;
  if ((ref & kOneWord) != 0) number = (ref & ~kOneWord) | kIsWord;
  if ((ref & phrase::kWordsAlone) != 0) number = (ref & ~phrase::kWordsAlone) | kWordsAlone;
  if ((number & ~(kIsWord | kWordsAlone)) >= kNumbers) return Guard();  // it need not guard
  return {number | more << 24 | static_cast<uint32_t>(offset) << 27};
}

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
  ListWakers();
  WakeByWords();
  VerifyWoken();
  WakeByPairs();
  VerifyWoken();
  WakeOtherwise();
  VerifyWoken();
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
  // Of a pack that is made up, edges may be in another order; TakeOther takes any.
  for (; edge != end && edge->symbol - kWordsAlone < kOneWord - kWordsAlone; ++edge) {
    const uint32_t symbol = edge->symbol - kWordsAlone;
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
