#ifndef RAPPORT_PHRASE_MATCHER_RUN_H_
#define RAPPORT_PHRASE_MATCHER_RUN_H_

// One call of Matcher::Match.

#include "phrase/matcher.h"

namespace rapport::phrase {

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

  // matcher_wake.cc: each round wakes the phrases that may match, in the order of the tokens.
  void ListWakers();
  template <bool kWordsAlone>
  void ListWakersOf();
  template <bool kWordsAlone, typename Row>
  void ListWakersOf();
  void WakeByWords();
  void WakeByPairs();
  void WakeOtherwise();
  static MatchBuffers::RowRange Fetch(const TriggerRows& rows, uint32_t row);
  void Wake(const TriggerRows& rows, uint32_t row, uint32_t token);
  void Wake(const TriggerRows& rows, MatchBuffers::RowRange row, uint32_t token);
  void WakeBy(uint32_t next, uint32_t token);
  void WakeByPair(MatchBuffers::RowRange row, uint32_t token);
  void WakeByClass(uint32_t token);
  void WakeByEntity(uint32_t token);
  void WakeByPrefix(uint32_t token);
  void WakeByShortWords(uint32_t token);
  bool HasPrefixes() const { return !matcher_.by_prefix_.guards.empty(); }
  bool Admits(Guard guard, uint32_t token) const;
  bool PassesOne(Guard guard, uint32_t token) const;
  bool Passes(Guard guard, uint32_t token) const;

  // matcher.cc: verifies them.
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
  void VerifyWoken();
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

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_MATCHER_RUN_H_
