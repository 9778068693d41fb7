#include "phrase/matcher.h"

#include <algorithm>

namespace rapport::phrase {

using text::Entity;
using text::Token;

namespace {

constexpr uint32_t kNoThread = 0xFFFFFFFF;
constexpr uint32_t kVisitsOfWalk = 64;  // before breadth first is the safer way

}  // namespace

// One call of Match.
class Matcher::Run {
 public:
  Run(const Matcher& matcher, const text::TokenizedText& text, uint8_t groups,
      MatchBuffers* buffers, std::vector<Hit>* hits)
      : matcher_(matcher),
        tokens_(text.tokens().data()),
        size_(static_cast<uint32_t>(text.tokens().size())),
        entities_(text.entities()),
        views_(buffers->tokens.data()),
        groups_(groups),
        buffers_(*buffers),
        hits_(*hits) {}

  void MatchAll();

 private:
  bool Has(uint32_t token, uint32_t symbol) const {
    return matcher_.symbols_.Has(views_[token], tokens_[token], symbol);
  }
  bool MayHave(uint32_t token, uint32_t symbol) const {
    return matcher_.symbols_.MayHave(views_[token], tokens_[token], symbol);
  }
  void Wake(const TriggerRows& rows, uint32_t row, uint32_t token);
  void WakeByPrefix(uint32_t token);
  void Verify(const Trigger& trigger, uint32_t token);
  void VerifyPlain(const PhraseEntry& phrase, uint32_t start);
  void VerifyStates(const PhraseEntry& phrase, uint32_t start);
  bool Walk(const PhraseEntry& phrase, uint32_t state, uint32_t position);
  void MoveThreads(const PhraseEntry& phrase, uint32_t start);
  template <typename Step>
  bool ForEachStep(const PhraseEntry& phrase, uint32_t state, uint32_t position, Step step);
  void Accept(const PhraseEntry& phrase, uint32_t end);

  const Matcher& matcher_;
  const Token* const tokens_;
  const uint32_t size_;
  const std::vector<Entity>& entities_;
  const TokenView* const views_;
  const uint8_t groups_;
  MatchBuffers& buffers_;
  std::vector<Hit>& hits_;
  uint32_t start_ = 0;
  uint32_t sentence_end_ = 0;  // no thread waits beyond it
  uint32_t waiting_ = 0;       // threads
  uint32_t visits_left_ = 0;
  uint64_t steps_ = 0;
};

void Matcher::Match(const text::TokenizedText& text, uint8_t groups, MatchBuffers* buffers,
                    std::vector<Hit>* hits) const {
  hits->clear();
  ViewTokens(text, &buffers->tokens);
  if (buffers->visited.size() < largest_phrase_) buffers->visited.resize(largest_phrase_, 0);
  if (buffers->heads.size() <= text.tokens().size()) {
    buffers->heads.resize(text.tokens().size() + 1, kNoThread);
  }
  if (buffers->resume.size() < phrases_.size()) buffers->resume.resize(phrases_.size(), 0);
  if (++buffers->match == 0) {  // once in four thousand million
    std::fill(buffers->resume.begin(), buffers->resume.end(), 0);
    buffers->match = 1;
  }
  Run(*this, text, groups, buffers, hits).MatchAll();
  std::sort(hits->begin(), hits->end());
  hits->erase(std::unique(hits->begin(), hits->end()), hits->end());
}

void Matcher::Run::MatchAll() {
  const uint32_t words = matcher_.by_word_.begins.size() - 1;
  const bool has_prefixes = !matcher_.by_prefix_.triggers.empty();
  for (uint32_t i = 0; i < size_; ++i) {
    const TokenView& token = views_[i];
    if (token.word < words) Wake(matcher_.by_word_, token.word, i);
    if (token.short_word < words && token.short_word != token.word) {
      Wake(matcher_.by_word_, token.short_word, i);
    }
    for (uint32_t bits = token.classes & matcher_.trigger_classes_; bits != 0; bits &= bits - 1) {
      Wake(matcher_.by_class_, static_cast<uint32_t>(__builtin_ctz(bits)), i);
    }
    if (has_prefixes) WakeByPrefix(i);
    for (uint32_t e = token.first_entity; e < views_[i + 1].first_entity; ++e) {
      Wake(matcher_.by_entity_, static_cast<uint32_t>(entities_[e].kind), i);
    }
  }
  buffers_.steps = steps_;
}

void Matcher::Run::WakeByPrefix(uint32_t token) {
  buffers_.prefixes.clear();
  matcher_.symbols_.FindPrefixes(views_[token], tokens_[token], &buffers_.prefixes);
  for (uint32_t prefix : buffers_.prefixes) Wake(matcher_.by_prefix_, prefix, token);
}

void Matcher::Run::Wake(const TriggerRows& rows, uint32_t row, uint32_t token) {
  const Trigger* trigger = rows.triggers.data() + rows.begins[row];
  const Trigger* const end = rows.triggers.data() + rows.begins[row + 1];
  steps_ += static_cast<uint64_t>(end - trigger);
  const TokenView& view = views_[token];
  for (; trigger != end; ++trigger) {
    if ((trigger->groups & groups_) == 0) continue;
    if (trigger->behind != kNoSymbol &&
        (token + 1 >= view.sentence_end || !MayHave(token + 1, trigger->behind))) {
      continue;
    }
    if (trigger->before != kNoSymbol &&
        (token == view.sentence_begin || !MayHave(token - 1, trigger->before))) {
      continue;
    }
    if ((trigger->phrase & Trigger::kLink) != 0) {
      Wake(matcher_.by_symbol_, trigger->phrase & ~Trigger::kLink, token);
    } else if (trigger->capitals == 0 || view.capitals) {
      Verify(*trigger, token);
    }
  }
}

void Matcher::Run::Verify(const Trigger& trigger, uint32_t token) {
  const uint32_t room = token - views_[token].sentence_begin;
  if (room < trigger.min_offset) return;
  const PhraseEntry& phrase = matcher_.phrases_[trigger.phrase];
  const uint32_t last = token - trigger.min_offset;
  uint32_t start = trigger.max_offset == kAnyOffset
                       ? views_[token].sentence_begin
                       : token - std::min<uint32_t>(room, trigger.max_offset);
  if (trigger.max_offset != trigger.min_offset) {
    // Each start once, however many triggers lead to it: they all have the same range.
    uint64_t& resume = buffers_.resume[trigger.phrase];
    if (resume >> 32 == buffers_.match) start = std::max(start, static_cast<uint32_t>(resume));
    resume = uint64_t{buffers_.match} << 32 | (last + 1);
  }
  for (; start <= last; ++start) {
    if (phrase.start_at != 0 && (views_[start].positions & phrase.start_at) == 0) continue;
    if (phrase.is_plain != 0) {
      VerifyPlain(phrase, start);
    } else if (phrase.first == kNoSymbol || MayHave(start, phrase.first)) {
      VerifyStates(phrase, start);
    }
  }
}

void Matcher::Run::Accept(const PhraseEntry& phrase, uint32_t end) {
  if (phrase.end_at != 0 && (views_[end - 1].positions & phrase.end_at) == 0) return;
  hits_.push_back({phrase.tag, start_, end});
}

void Matcher::Run::VerifyPlain(const PhraseEntry& phrase, uint32_t start) {
  const uint32_t length = phrase.end - phrase.begin;
  if (start + length > views_[start].sentence_end) return;
  const uint32_t* const symbols = matcher_.plain_symbols_.data() + phrase.begin;
  for (uint32_t i = 0; i < length; ++i) {
    ++steps_;
    if (!Has(start + i, symbols[i])) return;
  }
  start_ = start;
  Accept(phrase, start + length);
}

void Matcher::Run::VerifyStates(const PhraseEntry& phrase, uint32_t start) {
  start_ = start;
  sentence_end_ = views_[start].sentence_end;
  const size_t hits = hits_.size();
  visits_left_ = kVisitsOfWalk;
  if (Walk(phrase, phrase.begin, start)) return;
  hits_.resize(hits);
  MoveThreads(phrase, start);
}

// Depth first. Ways that meet are walked twice, so it gives up, with false, when there are many.
bool Matcher::Run::Walk(const PhraseEntry& phrase, uint32_t state, uint32_t position) {
  if (visits_left_ == 0) return false;
  --visits_left_;
  return ForEachStep(phrase, state, position,
                     [&](uint32_t target, uint32_t next) { return Walk(phrase, target, next); });
}

// Breadth first: each state once at each position.
void Matcher::Run::MoveThreads(const PhraseEntry& phrase, uint32_t start) {
  const auto push = [&](uint32_t target, uint32_t next) {
    buffers_.threads.push_back({target, buffers_.heads[next]});
    buffers_.heads[next] = static_cast<uint32_t>(buffers_.threads.size() - 1);
    ++waiting_;
    return true;
  };
  push(phrase.begin, start);
  for (uint32_t p = start; waiting_ > 0; ++p) {
    ++buffers_.clock;
    while (buffers_.heads[p] != kNoThread) {
      const MatchBuffers::Thread thread = buffers_.threads[buffers_.heads[p]];
      buffers_.heads[p] = thread.next;
      --waiting_;
      uint64_t& visited = buffers_.visited[thread.state - phrase.begin];
      if (visited == buffers_.clock) continue;
      visited = buffers_.clock;
      ForEachStep(phrase, thread.state, p, push);
    }
  }
  buffers_.threads.clear();
}

// Accepts where the phrase may end, and calls `step` with each state that follows and the position
// of the token to take there, until it says false. `position` is that of the next token to take.
template <typename Step>
bool Matcher::Run::ForEachStep(const PhraseEntry& phrase, uint32_t state, uint32_t position,
                               Step step) {
  ++steps_;
  const State& here = matcher_.states_[state];
  const State& next = matcher_.states_[state + 1];
  if ((here.epsilons & State::kAccepts) != 0) Accept(phrase, position);
  for (uint32_t i = here.first_epsilon(); i < next.first_epsilon(); ++i) {
    ++steps_;
    if (!step(matcher_.epsilons_[i], position)) return false;
  }
  if (position >= sentence_end_) return true;
  for (uint32_t i = here.edges; i < next.edges; ++i) {
    ++steps_;
    const Edge edge = matcher_.edges_[i];
    if (edge.target == Edge::kGate) {
      if (!MayHave(position, edge.symbol)) return true;
    } else if (edge.symbol >= kFirstTokenSymbol) {
      if (Has(position, edge.symbol) && !step(edge.target, position + 1)) return false;
    } else {
      const uint32_t end = views_[position + 1].first_entity;
      for (uint32_t e = views_[position].first_entity; e < end; ++e) {
        const uint32_t behind = entities_[e].end_token;
        if (static_cast<uint32_t>(entities_[e].kind) != edge.symbol) continue;
        if (behind <= position || behind > sentence_end_) continue;
        if (!step(edge.target, behind)) return false;
      }
    }
  }
  return true;
}

}  // namespace rapport::phrase
