#include "insight/cases.h"

#include <algorithm>
#include <numeric>

#include "base/time.h"

namespace rapport::insight {
namespace {

using Kind = record::ServiceEventKind;

constexpr int64_t kSecond = 1'000'000;

uint32_t Plus32(uint32_t a, uint32_t b) { return a > UINT32_MAX - b ? UINT32_MAX : a + b; }

// Keeps the two earliest times.
void AddContact(int64_t at, CaseState* state) {
  if (at < state->contact) std::swap(at, state->contact);
  state->again = std::min(state->again, at);
}

int64_t SecondsOf(const record::ServiceEvent& event) {
  return int64_t{event.talk} + event.hold + event.work;
}

void MergeStates(const CaseState& other, CaseState* state) {
  state->first = std::min(state->first, other.first);
  state->last = std::max(state->last, other.last);
  if (other.contact != kNever) AddContact(other.contact, state);
  if (other.again != kNever) AddContact(other.again, state);
  state->response = std::min(state->response, other.response);
  state->answered = std::min(state->answered, other.answered);
  state->resolved = std::min(state->resolved, other.resolved);
  state->final = std::max(state->final, other.final);
  state->reopened = std::min(state->reopened, other.reopened);
  state->last_reopen = std::max(state->last_reopen, other.last_reopen);
  state->handled_seconds = Plus(state->handled_seconds, other.handled_seconds);
  state->handled_squares = Plus(state->handled_squares, other.handled_squares);
  state->handled = Plus32(state->handled, other.handled);
  state->answers = Plus32(state->answers, other.answers);
  state->abandons = Plus32(state->abandons, other.abandons);
  state->flags |= other.flags;
}

// Whether something due `within` after `from` was in time: it came at `came` (kNever: not yet).
// Nothing until the time is over, even if it came: else the latest cases would count when they went
// well and not yet when they do not.
std::optional<bool> InTime(int64_t from, int64_t came, std::optional<int64_t> within, int64_t now) {
  if (!within || now - from <= *within) return std::nullopt;
  return came != kNever && came - from <= *within;
}

void CountInTime(std::optional<bool> in_time, Counter met, Counter missed, Cell* cell) {
  if (in_time) cell->Add(*in_time ? met : missed, 1);
}

bool IsValid(const CaseState& s, size_t feedback) {
  const auto before = [](int64_t a, int64_t b) { return a <= b; };
  constexpr uint32_t kFlags = kWasEscalated | kWasTransferred | kBeganEarlier;
  const bool is_mark = s.first == kNever && (s.flags & kBeganEarlier) != 0;
  return (is_mark || before(s.first, s.last)) && before(s.contact, s.again) &&
         (s.resolved == kNever) == (s.final == kNotYet) &&
         (s.resolved == kNever || before(s.resolved, s.final)) &&
         (s.reopened == kNever) == (s.last_reopen == kNotYet) &&
         (s.reopened == kNever || before(s.reopened, s.last_reopen)) && s.handled_seconds >= 0 &&
         s.handled_squares >= 0 && (s.flags & ~kFlags) == 0 && s.feedback <= feedback &&
         s.unused == 0;
}

bool AreTimes(const CaseState& s) {
  const auto is_time = [](int64_t at) { return IsInRange(Time(Duration(at))); };
  const auto is_first = [&](int64_t at) { return at == kNever || is_time(at); };
  const auto is_last = [&](int64_t at) { return at == kNotYet || is_time(at); };
  return is_first(s.first) && is_time(s.last) && is_first(s.contact) && is_first(s.again) &&
         is_first(s.response) && is_first(s.answered) && is_first(s.resolved) && is_last(s.final) &&
         is_first(s.reopened) && is_last(s.last_reopen);
}

}  // namespace

void AddHandled(const record::ServiceEvent& event, Cell* cell) {
  const int64_t seconds = SecondsOf(event);
  cell->Add(kHandled, 1);
  cell->Add(kHandledSeconds, seconds);
  cell->Add(kHandledSquares, seconds * seconds);
}

void CountCase(const CaseState& s, const FeedbackCounts* feedback, const CaseWindows& windows,
               const Targets& targets, int64_t now, Cell* cell) {
  cell->Add(kAnswered, s.answers);
  cell->Add(kAbandoned, s.abandons);
  cell->Add(kHandled, s.handled);
  cell->Add(kHandledSeconds, s.handled_seconds);
  cell->Add(kHandledSquares, s.handled_squares);
  for (size_t i = 0; feedback != nullptr && i < kFeedbackCounters; ++i) {
    cell->Add(kFirstFeedback + i, (*feedback)[i]);
  }
  if (s.contact == kNever || (s.flags & kBeganEarlier) != 0) return;
  cell->Add(kCases, 1);
  cell->Add(kEscalated, (s.flags & kWasEscalated) != 0 ? 1 : 0);
  cell->Add(kTransferred, (s.flags & kWasTransferred) != 0 ? 1 : 0);
  if (s.answered != kNever && s.answered >= s.contact) {
    cell->answer.Add((s.answered - s.contact) / kSecond);
  }
  // Where the firm spoke first, nobody waited.
  if (s.response >= s.contact) {
    if (s.response != kNever) cell->response.Add((s.response - s.contact) / kSecond);
    CountInTime(InTime(s.contact, s.response, targets.response, now), kResponseMet, kResponseMissed,
                cell);
  }
  // What was opened again since is not resolved.
  const int64_t done = s.resolved != kNever && s.last_reopen <= s.final ? s.final : kNever;
  if (done >= s.contact) {
    if (done != kNever) cell->resolution.Add((done - s.contact) / kSecond);
    CountInTime(InTime(s.contact, done, targets.resolution, now), kResolutionMet, kResolutionMissed,
                cell);
  }
  if (s.resolved == kNever) return;
  cell->Add(kResolved, 1);
  // Later than the window after the resolution; kNever is later than any.
  const auto is_later = [&s](int64_t at, int64_t window) { return at - window > s.resolved; };
  if (now - windows.fcr >= s.resolved) {
    cell->Add(kFirstContactKnown, 1);
    cell->Add(kFirstContact,
              is_later(s.again, windows.fcr) && is_later(s.reopened, windows.fcr) ? 1 : 0);
  }
  if (now - windows.reopen >= s.resolved) {
    cell->Add(kReopenKnown, 1);
    cell->Add(kReopened, is_later(s.reopened, windows.reopen) ? 0 : 1);
  }
}

uint32_t CaseTable::Find(uint64_t hash) {
  const auto [at, is_new] = index_.try_emplace(hash, size());
  if (is_new) {
    cases_.emplace_back();
    cases_.back().hash = hash;
    values_.resize(values_.size() + dimensions_);
  }
  return at->second;
}

FeedbackCounts* CaseTable::Feedback(uint32_t at) {
  CaseState& state = cases_[at];
  if (state.feedback == 0) {
    feedback_.emplace_back();
    state.feedback = static_cast<uint32_t>(feedback_.size());
  }
  return &feedback_[state.feedback - 1];
}

void CaseTable::Add(uint32_t at, const record::ServiceEvent& event) {
  CaseState& state = cases_[at];
  const int64_t when = event.at.time_since_epoch().count();
  state.first = std::min(state.first, when);
  state.last = std::max(state.last, when);
  switch (event.kind) {
    case Kind::kContact:
      return AddContact(when, &state);
    case Kind::kAnswered:
      state.answers = Plus32(state.answers, 1);
      state.answered = std::min(state.answered, when);
      state.response = std::min(state.response, when);
      return;
    case Kind::kAbandoned:
      state.abandons = Plus32(state.abandons, 1);
      return;
    case Kind::kReply:
      if (event.by == record::ReplyBy::kAgent) state.response = std::min(state.response, when);
      return;
    case Kind::kHandled: {
      const int64_t seconds = SecondsOf(event);
      state.handled = Plus32(state.handled, 1);
      state.handled_seconds = Plus(state.handled_seconds, seconds);
      state.handled_squares = Plus(state.handled_squares, seconds * seconds);
      return;
    }
    case Kind::kTransfer:
      state.flags |= kWasTransferred;
      return;
    case Kind::kEscalation:
      state.flags |= kWasEscalated;
      return;
    case Kind::kResolution:
      state.resolved = std::min(state.resolved, when);
      state.final = std::max(state.final, when);
      return;
    case Kind::kReopen:
      state.reopened = std::min(state.reopened, when);
      state.last_reopen = std::max(state.last_reopen, when);
      return;
    case Kind::kSurvey:
    case Kind::kRating: {
      uint32_t& count = (*Feedback(at))[FeedbackCounterOf(event)];
      count = Plus32(count, 1);
      return;
    }
    case Kind::kPurchase:
    case Kind::kUse:
    case Kind::kCancellation:
      return;
  }
}

void CaseTable::MarkEarlier(uint32_t at, int64_t when) {
  cases_[at].flags |= kBeganEarlier;
  cases_[at].last = std::max(cases_[at].last, when);
}

void CaseTable::Merge(const CaseTable& other, const std::vector<std::vector<uint32_t>>& ids,
                      const std::vector<const DimensionValues*>& values) {
  for (uint32_t from = 0; from < other.size(); ++from) {
    const uint32_t to = Find(other.cases_[from].hash);
    MergeStates(other.cases_[from], &cases_[to]);
    for (size_t d = 0; d < dimensions_; ++d) {
      const NamedValue& named = other.value(from, d);
      value(to, d).Name(named.at, ids[d][named.id], *values[d]);
    }
    if (const FeedbackCounts* counts = other.feedback(from)) {
      FeedbackCounts& sum = *Feedback(to);
      for (size_t i = 0; i < kFeedbackCounters; ++i) sum[i] = Plus32(sum[i], (*counts)[i]);
    }
  }
}

void CaseTable::Remove(const std::vector<bool>& gone) {
  CaseTable kept(dimensions_);
  const auto left = static_cast<size_t>(std::count(gone.begin(), gone.end(), false));
  kept.cases_.reserve(left);
  kept.values_.reserve(left * dimensions_);
  kept.index_.reserve(left);
  for (uint32_t at = 0; at < size(); ++at) {
    if (gone[at]) continue;
    kept.index_.emplace(cases_[at].hash, kept.size());
    CaseState& state = kept.cases_.emplace_back(cases_[at]);
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(at * dimensions_);
    kept.values_.insert(kept.values_.end(), first,
                        first + static_cast<std::ptrdiff_t>(dimensions_));
    if (state.feedback == 0) continue;
    kept.feedback_.push_back(feedback_[state.feedback - 1]);
    state.feedback = static_cast<uint32_t>(kept.feedback_.size());
  }
  *this = std::move(kept);
}

size_t CaseTable::allocated_bytes() const {
  return cases_.capacity() * sizeof(CaseState) + values_.capacity() * sizeof(NamedValue) +
         feedback_.capacity() * sizeof(FeedbackCounts) +
         index_.capacity() * (sizeof(std::pair<uint64_t, uint32_t>) + 1);
}

void CaseTable::Write(const std::vector<std::vector<uint32_t>>& ids, ArchiveWriter* out) const {
  std::vector<uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [this](uint32_t a, uint32_t b) { return cases_[a].hash < cases_[b].hash; });
  CaseTable sorted(dimensions_);
  for (const uint32_t at : order) {
    CaseState& state = sorted.cases_.emplace_back(cases_[at]);
    for (size_t d = 0; d < dimensions_; ++d) {
      sorted.values_.push_back(value(at, d));
      sorted.values_.back().id = ids[d][value(at, d).id];
    }
    if (state.feedback == 0) continue;
    sorted.feedback_.push_back(feedback_[state.feedback - 1]);
    state.feedback = static_cast<uint32_t>(sorted.feedback_.size());
  }
  out->Items(sorted.cases_);
  out->Items(sorted.values_);
  out->Items(sorted.feedback_);
}

void CaseTable::Read(const std::vector<uint32_t>& known, ArchiveReader* in) {
  in->Items(cases_);
  in->Items(values_);
  in->Items(feedback_);
  if (!in->ok()) return;
  if (values_.size() != cases_.size() * dimensions_) return in->Fail("cases are out of order");
  uint32_t feedback = 0;  // in the order of the cases
  index_.reserve(cases_.size());
  for (uint32_t at = 0; at < size(); ++at) {
    const CaseState& s = cases_[at];
    if (at > 0 && s.hash <= cases_[at - 1].hash) return in->Fail("cases are out of order");
    if (s.feedback != 0 && s.feedback != ++feedback) return in->Fail("cases are out of order");
    if (!IsValid(s, feedback_.size()) || !AreTimes(s)) return in->Fail("a case is out of order");
    for (size_t d = 0; d < dimensions_; ++d) {
      const NamedValue& named = value(at, d);
      if (named.id >= known[d] || named.unused != 0) return in->Fail("a case is out of order");
    }
    index_.emplace(s.hash, at);
  }
  if (feedback != feedback_.size()) in->Fail("cases are out of order");
}

}  // namespace rapport::insight
