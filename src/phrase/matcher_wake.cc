// Which phrases may match.
//
// What a text holds follows no pattern that a processor could guess, and a wrong guess costs as
// much as dozens of instructions. So the loop over all tokens, which lists those that may wake
// something, does the same for each; then each list is gone through, which are short.

#include <algorithm>

#include "phrase/matcher_run.h"

namespace rapport::phrase {

using text::Token;

namespace {

constexpr uint32_t kNoSentence = 0xFFFFFFFF;

// 1 when a < b, else 0, in a form that compilers make no branch of.
constexpr uint32_t IsLess(uint32_t a, uint32_t b) {
  return static_cast<uint32_t>((uint64_t{a} - b) >> 63);
}

}  // namespace

// First those tokens are listed, in order, that may wake something; most wake nothing. Which do
// follows no pattern, so there is no branch for it: each is written behind those of its list, which
// then grow by one or by none.
template <bool kWordsAlone, typename Row>
void Matcher::Run::ListWakersOf() {
  const Numbers& row_of = matcher_.by_word_.row_of;
  const uint32_t words = row_of.size() - 1;
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
  uint32_t was_known = 0;  // the token before
  uint32_t sentence = kNoSentence;
  for (uint32_t i = 0; i < size_; ++i) {
    const Token& token = tokens_.token(i);
    const uint32_t word = words_[i];
    const uint32_t is_known = IsLess(word, words);
    const uint32_t key = word & (0 - is_known);
    const uint32_t mix = Mix(i);
    const uint32_t pair = matcher_.PairBit(PairHash(mix_before, mix));
    uint32_t wakes_by_word = uint32_t{row_of.At<Row>(key) != 0} & is_known;
    uint32_t wakes_by_pair = static_cast<uint32_t>(pair_filter[pair / 64] >> pair % 64) &
                             was_known & is_known & uint32_t{token.sentence == sentence};
    sentence = token.sentence;
    mix_before = mix;
    was_known = is_known;
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
  const size_t ranges = std::max(by_word, by_pair);
  if (buffers_.ranges.size() < ranges) buffers_.ranges.resize(2 * ranges);
  word_wakers_ = by_word;
  pair_wakers_ = by_pair;
  other_wakers_ = otherwise;
}

template <bool kWordsAlone>
void Matcher::Run::ListWakersOf() {
  if (matcher_.by_word_.row_of.is_wide()) {
    ListWakersOf<kWordsAlone, uint32_t>();
  } else {
    ListWakersOf<kWordsAlone, uint16_t>();
  }
}

void Matcher::Run::ListWakers() {
  const bool words_alone = matcher_.trigger_classes_ == 0 && !HasPrefixes() &&
                           !tokens_.has_entities() && !elongated_ && buffers_.is_new.empty();
  words_alone ? ListWakersOf<true>() : ListWakersOf<false>();
}

// Where a row is, which will soon be read.
inline MatchBuffers::RowRange Matcher::Run::Fetch(const TriggerRows& rows, uint32_t row) {
  const MatchBuffers::RowRange range = {rows.begins[row], rows.begins[row + 1]};
  __builtin_prefetch(rows.guards.data() + range.begin);
  rows.next.Prefetch(range.begin);
  return range;
}

// Rows are looked up in a loop of their own, so that they are under way at once.
void Matcher::Run::WakeByWords() {
  const WordRows& words = matcher_.by_word_;
  for (size_t w = 0; w < word_wakers_; ++w) {
    const uint32_t token = buffers_.word_wakers[w];
    buffers_.ranges[w] = Fetch(words.rows, words.row_of[words_[token]]);
  }
  for (size_t w = 0; w < word_wakers_; ++w) {
    Wake(words.rows, buffers_.ranges[w], buffers_.word_wakers[w]);
  }
}

void Matcher::Run::WakeByPairs() {
  const TriggerRows& rows = matcher_.by_pair_;
  for (size_t w = 0; w < pair_wakers_; ++w) {
    const uint32_t token = buffers_.pair_wakers[w];
    buffers_.ranges[w] = Fetch(rows, matcher_.PairRow(Mix(token - 1), Mix(token)));
  }
  for (size_t w = 0; w < pair_wakers_; ++w) {
    WakeByPair(buffers_.ranges[w], buffers_.pair_wakers[w]);
  }
}

void Matcher::Run::WakeOtherwise() {
  for (size_t w = 0; w < other_wakers_; ++w) {
    const uint32_t token = buffers_.other_wakers[w];
    WakeByClass(token);
    if (tokens_.has_entities()) WakeByEntity(token);
    if (HasPrefixes()) WakeByPrefix(token);
    if (elongated_) WakeByShortWords(token);
  }
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
  if (token.short_word < matcher_.by_word_.row_of.size() && token.short_word != token.word) {
    Wake(matcher_.by_word_.rows, matcher_.by_word_.row_of[token.short_word], i);
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

inline void Matcher::Run::WakeBy(uint32_t next, uint32_t token) {
  if ((next & TriggerRows::kIsLink) != 0) {
    Wake(matcher_.by_symbol_, next / 2, token);
  } else {
    buffers_.woken.push_back({next / 2, token});
  }
}

void Matcher::Run::Wake(const TriggerRows& rows, uint32_t row, uint32_t token) {
  Wake(rows, {rows.begins[row], rows.begins[row + 1]}, token);
}

void Matcher::Run::Wake(const TriggerRows& rows, MatchBuffers::RowRange row, uint32_t token) {
  const Guards* const guards = rows.guards.data();
  steps_ += row.end - row.begin;
  for (uint32_t i = row.begin; i < row.end; ++i) {
    if (guards[i].first.bits != 0 && !Passes(guards[i].first, token)) continue;
    if (guards[i].second.bits != 0 && !Passes(guards[i].second, token)) continue;
    WakeBy(rows.next[i], token);
  }
}

// The same of the words of a token and the one before it. The first guard asks for the first word,
// and mostly there is another pair of that hash: one comparison tells, but for elongated tokens.
void Matcher::Run::WakeByPair(MatchBuffers::RowRange row, uint32_t token) {
  const TriggerRows& rows = matcher_.by_pair_;
  if (elongated_) {
    return Wake(rows, row, token);
  }
  const Guards* const guards = rows.guards.data();
  steps_ += row.end - row.begin;
  const uint32_t first = Guard::Of(kOneWord | words_[token - 1], -1, 0).bits;
  const uint32_t second = Guard::Of(kOneWord | words_[token], 0, 0).bits;
  for (uint32_t i = row.begin; i < row.end; ++i) {
    if (guards[i].first.bits != first) continue;
    const Guard then = guards[i].second;
    if (then.bits == 0 || then.bits == second || Passes(then, token)) WakeBy(rows.next[i], token);
  }
}

}  // namespace rapport::phrase
