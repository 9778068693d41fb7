#include <algorithm>

#include "base/fixed_point.h"
#include "engine/conversation_state.h"
#include "engine/promises.h"

namespace rapport::engine {
namespace {

constexpr Milli kLargestCount = 15 * kOne;  // where Saturate() ends; keeps the recurrence bounded

void AddHits(const TurnRecord& turn, const HitRecord* hits, Accumulator* sums) {
  for (size_t i = 0; i < turn.hit_count; ++i) {
    if (hits[i].status != HitStatus::kCounts) continue;
    Milli& count = sums->counts[hits[i].cue];
    count = std::min(count + kOne, kLargestCount);
    if (sums->hit_totals[hits[i].cue]++ == 0) sums->cues.push_back(hits[i].cue);
    sums->last_hits[hits[i].cue] = turn.first_hit + i;
  }
}

void AddTerms(const ruleset::TermTable& table, const TurnRecord& turn, const TermRecord* terms,
              Accumulator* sums) {
  constexpr size_t kAtOnce = 32;  // targets, whose weights are multiplied by their unit at the end
  const Milli unit = table.weights.unit();
  for (size_t first = 0; first < table.targets; first += kAtOnce) {
    int64_t units[kAtOnce] = {};
    const size_t count = std::min<size_t>(table.targets - first, kAtOnce);
    for (size_t i = 0; i < turn.term_count; ++i) {
      table.weights.AddTo(size_t{terms[i].term} * table.targets + first, count, units);
    }
    for (size_t t = 0; t < count; ++t) sums->term_sums[first + t] += units[t] * unit;
  }
  sums->term_words += int64_t{turn.term_words} * kOne;
}

void AddCustomerTurn(const ruleset::Tables& tables, const TurnRecord& turn, Accumulator* sums) {
  if (sums->customer_turns > 0) {
    for (const ruleset::Index cue : sums->cues) {
      Milli& count = sums->counts[cue];
      count = static_cast<Milli>(MultiplyMilli(count, tables.decay));
    }
    for (int64_t& sum : sums->term_sums) sum = MultiplyMilli(sum, tables.decay);
    sums->term_words = MultiplyMilli(sums->term_words, tables.decay);
  }
  ++sums->customer_turns;
  sums->last_customer_turn = sums->turns;
  sums->total_words += turn.words;
  sums->repeats += turn.repeats_earlier ? 1 : 0;
  switch (turn.language) {
    case TurnLanguage::kOwn:
      sums->own_words += turn.words;
      break;
    case TurnLanguage::kOther:
      sums->other_words += turn.words;
      break;
    case TurnLanguage::kDetect:
      sums->own_words += turn.own_words;
      sums->other_words += turn.other_words;
      sums->unknown_words += turn.unknown_words;
      sums->letters += turn.letters;
      sums->non_latin_letters += turn.non_latin_letters;
      break;
  }
  if (sums->customer_turns == 1) sums->first_customer_at = turn.at;
  if (!sums->waiting) {
    sums->waiting = true;
    sums->waiting_since = turn.at;
  }
}

void AddReply(const TurnRecord& turn, Accumulator* sums) {
  ++sums->agent_turns;
  sums->waiting = false;
  sums->waiting_since.reset();
  if (!sums->replied && sums->customer_turns > 0) {
    sums->replied = true;
    sums->first_reply_at = turn.at;
  }
  sums->last_reply_at = turn.end ? turn.end : turn.at;
}

}  // namespace

void Accumulator::Reset(const ruleset::Tables& tables) {
  // Keeps the buffers: replaying a conversation must not allocate once warm.
  std::vector<ruleset::Index> kept_cues = std::move(cues);
  std::vector<Milli> kept_counts = std::move(counts);
  std::vector<int32_t> kept_totals = std::move(hit_totals);
  std::vector<int64_t> kept_sums = std::move(term_sums);
  std::vector<size_t> kept_hits = std::move(last_hits);
  std::vector<PromiseSum> kept_promises = std::move(promises);
  *this = Accumulator();
  cues = std::move(kept_cues);
  counts = std::move(kept_counts);
  hit_totals = std::move(kept_totals);
  term_sums = std::move(kept_sums);
  last_hits = std::move(kept_hits);
  promises = std::move(kept_promises);
  if (counts.size() == tables.cues.size() && hit_totals.size() == tables.cues.size()) {
    for (const ruleset::Index cue : cues) counts[cue] = hit_totals[cue] = 0;
  } else {
    counts.assign(tables.cues.size(), 0);
    hit_totals.assign(tables.cues.size(), 0);
  }
  last_hits.resize(tables.cues.size());
  promises.assign(tables.service.promises.size(), PromiseSum());
  cues.clear();
  cues.reserve(tables.cues.size());  // so that adding a turn cannot fail
  term_sums.assign(tables.terms.targets, 0);
}

void Accumulate(const ruleset::Tables& tables, const TurnRecord& turn, const HitRecord* hits,
                const TermRecord* terms, Accumulator* sums) {
  if (sums->turns == 0) sums->first_at = turn.at;
  if (turn.at) sums->last_at = turn.end ? turn.end : turn.at;
  sums->truncated |= turn.truncated;
  if (turn.is_public) {
    switch (turn.by) {
      case Speaker::kCustomer:
        AddCustomerTurn(tables, turn, sums);
        break;
      case Speaker::kAgent:
        AddReply(turn, sums);
        break;
      case Speaker::kBot:
        ++sums->bot_turns;
        break;
      case Speaker::kSystem:
      case Speaker::kThirdParty:
        break;
    }
    sums->open_questions += turn.questions_asked - turn.questions_settled;
    FollowPromises(tables, turn, hits, sums);
    AddHits(turn, hits, sums);
    if (turn.term_words > 0) AddTerms(tables.terms, turn, terms, sums);
  }
  ++sums->turns;
}

}  // namespace rapport::engine
