#include "engine/promises.h"

#include <algorithm>

#include "base/time.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using text::Token;
using text::TokenKind;

constexpr int64_t kMostNumber = int64_t{1'000'000} * kOne;
constexpr int64_t kMostSeconds = 1'000'000'000;
constexpr int64_t kDay = 86'400;
constexpr int64_t kWorkingWeek = 5;
constexpr int64_t kWeekend = 2;

// "24", "1.5", "3rd": the number at the beginning of a key, in thousandths.
int64_t NumberOf(std::string_view key) {
  int64_t milli = 0;
  size_t i = 0;
  for (; i < key.size() && key[i] >= '0' && key[i] <= '9'; ++i) {
    milli = std::min((milli * 10) + (key[i] - '0') * kOne, kMostNumber);
  }
  if (i + 1 >= key.size() || key[i] != '.') return milli;
  int64_t worth = kOne / 10;
  for (++i; i < key.size() && key[i] >= '0' && key[i] <= '9'; ++i, worth /= 10) {
    milli += (key[i] - '0') * worth;
  }
  return milli;
}

// What a word is worth as a number, in thousandths; -1 for none.
int64_t NumberOf(const ruleset::ServiceText& words, const Token& token) {
  if (token.kind == TokenKind::kNumber) return NumberOf(token.key);
  return token.kind == TokenKind::kWord ? words.numbers.Find(token.word) : -1;
}

int64_t UnitOf(const ruleset::ServiceText& words, const Token& token) {
  if (token.kind != TokenKind::kWord) return -1;
  const int64_t micros = words.durations.Find(token.word);
  return micros < 0 ? -1 : std::min(micros / 1'000'000, kMostSeconds);
}

// "two and a half hours", "24-48 hours" (the later), "an hour and 30 minutes", "two working days".
int64_t SecondsOf(const ruleset::ServiceText& words, const Token* first, const Token* end) {
  int64_t seconds = 0, number = -1, last_unit = 0;
  bool working = false;
  for (; first != end; ++first) {
    working |= words.Has(first->word, ruleset::kWorkingWord);
    if (const int64_t unit = UnitOf(words, *first); unit >= 0) {
      seconds += (number < 0 ? kOne : number) * unit / kOne;
      last_unit = unit;
      number = -1;
    } else if (const int64_t more = NumberOf(words, *first); more >= 0) {
      const bool is_half = more < kOne;
      const bool is_ones = number >= 20 * kOne && number % (10 * kOne) == 0 && more < 10 * kOne &&
                           first->kind == TokenKind::kWord;
      number = number >= 0 && (is_half || is_ones) ? number + more : more;
    }
    seconds = std::min(seconds, kMostSeconds);
  }
  if (number > 0 && number < kOne) seconds += number * last_unit / kOne;  // an hour and a half
  if (working && last_unit >= kDay) {
    // At the latest: with a weekend in every five days that are begun.
    const int64_t days = (seconds + kDay - 1) / kDay;
    seconds += (days + kWorkingWeek - 1) / kWorkingWeek * kWeekend * kDay;
  }
  return std::min(seconds, kMostSeconds);
}

bool Has(const Array<Index>& cues, Index cue) {
  return std::find(cues.begin(), cues.end(), cue) != cues.end();
}

bool IsOpen(const PromiseSum& promise) { return promise.turn >= 0 && promise.kept_by < 0; }

void Keep(PromiseSum* promise, Accumulator* sums) {
  promise->kept_by = sums->turns;
  --sums->open_promises;
}

void Make(const ruleset::PromiseEntry& entry, const TurnRecord& turn, const HitRecord& hit,
          size_t place, PromiseSum* promise, Accumulator* sums) {
  const bool says_when = entry.from_text && hit.said_seconds > 0;
  // Of several hits in a turn the first that says when counts, else the first.
  if (promise->turn == sums->turns && (promise->says_when || !says_when)) return;
  if (!IsOpen(*promise)) ++sums->open_promises;
  *promise = PromiseSum();
  promise->turn = sums->turns;
  promise->hit = place;
  promise->says_when = says_when;
  promise->has_due = says_when || entry.due.has_value();
  if (turn.at && promise->has_due) {
    const Duration said = std::chrono::seconds(hit.said_seconds);
    promise->due = Later(*turn.at, says_when ? said : *entry.due);
  }
}

}  // namespace

int32_t SecondsSaid(const ruleset::ServiceText& words, const text::TokenizedText& text,
                    uint32_t first_token) {
  const text::Tokens& tokens = text.tokens();
  const std::vector<text::Entity>& entities = text.entities();
  auto entity =
      std::lower_bound(entities.begin(), entities.end(), first_token,
                       [](const text::Entity& e, uint32_t token) { return e.first_token < token; });
  for (; entity != entities.end(); ++entity) {
    if (tokens[entity->first_token].sentence != tokens[first_token].sentence) break;
    int64_t seconds = 0;
    if (entity->kind == text::EntityKind::kDuration) {
      seconds =
          SecondsOf(words, tokens.data() + entity->first_token, tokens.data() + entity->end_token);
    } else if (entity->kind == text::EntityKind::kDate) {
      seconds = UnitOf(words, tokens[entity->first_token]);
    }
    if (seconds > 0) return static_cast<int32_t>(seconds);
  }
  return 0;
}

void FollowPromises(const ruleset::Tables& tables, const TurnRecord& turn, const HitRecord* hits,
                    Accumulator* sums) {
  const std::vector<ruleset::PromiseEntry>& entries = tables.service.promises;
  if (entries.empty()) return;
  const bool by_agent = turn.by == Speaker::kAgent;
  const auto for_each_earlier = [&](const auto& is_kept) {
    for (size_t p = 0; p < entries.size() && sums->open_promises > 0; ++p) {
      PromiseSum& promise = sums->promises[p];
      if (IsOpen(promise) && promise.turn < sums->turns && is_kept(entries[p])) {
        Keep(&promise, sums);
      }
    }
  };
  if (by_agent) for_each_earlier([](const auto& entry) { return entry.kept_by.empty(); });
  for (size_t i = 0; i < turn.hit_count; ++i) {
    const uint8_t roles = tables.service.cue_roles[hits[i].cue];
    if (roles == 0 || hits[i].status != HitStatus::kCounts) continue;
    if ((roles & ruleset::kKeepsPromise) != 0) {
      for_each_earlier([&](const auto& entry) { return Has(entry.kept_by, hits[i].cue); });
    }
    if ((roles & ruleset::kMakesPromise) == 0 || !by_agent) continue;
    for (size_t p = 0; p < entries.size(); ++p) {
      if (!Has(entries[p].cues, hits[i].cue)) continue;
      Make(entries[p], turn, hits[i], turn.first_hit + i, &sums->promises[p], sums);
    }
  }
}

PromiseState StateOf(const PromiseSum& promise, std::optional<Time> now) {
  if (!IsOpen(promise)) return PromiseState::kKept;
  return now && promise.due && *now > *promise.due ? PromiseState::kOverdue : PromiseState::kOpen;
}

PromiseTotals TotalsOf(const Accumulator& sums, std::optional<Time> now) {
  PromiseTotals totals;
  if (sums.open_promises == 0) return totals;
  for (const PromiseSum& promise : sums.promises) {
    if (!IsOpen(promise) || !promise.has_due) continue;
    if (!now || !promise.due) {
      totals.known = false;
    } else if (*now > *promise.due) {
      ++totals.overdue;
      totals.overdue_for = std::max(totals.overdue_for, Duration(*now - *promise.due));
    }
  }
  return totals;
}

}  // namespace rapport::engine
