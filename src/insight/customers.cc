#include "insight/customers.h"

#include <algorithm>
#include <numeric>

#include "base/time.h"

namespace rapport::insight {
namespace {

using Kind = record::ServiceEventKind;

uint32_t Plus32(uint32_t a, uint32_t b) { return a > UINT32_MAX - b ? UINT32_MAX : a + b; }

// Joins two runs of periods, each the bits before its last period.
void AddActive(int32_t last_period, uint64_t active, CustomerState* state) {
  if (active == 0) return;
  if (state->active == 0) {
    state->active = active;
    state->last_period = last_period;
    return;
  }
  if (last_period > state->last_period) {
    std::swap(active, state->active);
    std::swap(last_period, state->last_period);
  }
  const int64_t before = int64_t{state->last_period} - last_period;
  if (before < 64) state->active |= active << before;
}

void AddActivity(int64_t when, ReportPeriod period, CustomerState* state) {
  state->first = std::min(state->first, when);
  state->last = std::max(state->last, when);
  AddActive(PeriodOf(when, period), 1, state);
}

void MergeStates(const CustomerState& other, CustomerState* state) {
  state->first = std::min(state->first, other.first);
  state->last = std::max(state->last, other.last);
  state->cancelled = std::max(state->cancelled, other.cancelled);
  state->amount = Plus(state->amount, other.amount);
  for (size_t i = 0; i < state->rated.size(); ++i) {
    state->rated[i] = std::max(state->rated[i], other.rated[i]);
  }
  AddActive(other.last_period, other.active, state);
  state->contacts = Plus32(state->contacts, other.contacts);
  state->purchases = Plus32(state->purchases, other.purchases);
  state->uses = Plus32(state->uses, other.uses);
}

int64_t PeriodMicroseconds(ReportPeriod period) {
  constexpr int64_t kDay = 86'400'000'000;
  return period == ReportPeriod::kDay ? kDay : period == ReportPeriod::kWeek ? 7 * kDay : 28 * kDay;
}

// Whether the customer has come back after periods without activity that together are no shorter
// than `lapsed`.
bool CameBack(const CustomerState& state, const Standard& standard) {
  const int64_t length = PeriodMicroseconds(standard.period);
  const int64_t silent =
      std::max<int64_t>(1, (standard.lapsed_after.count() + length - 1) / length);
  int last = -1;
  for (uint64_t rest = state.active; rest != 0; rest &= rest - 1) {
    const int bit = __builtin_ctzll(rest);
    if (last >= 0 && bit - last - 1 >= silent) return true;
    last = bit;
  }
  return false;
}

bool IsValid(const CustomerState& s) {
  const auto is_time = [](int64_t at) { return IsInRange(Time(Duration(at))); };
  const bool has_activity = s.active != 0;
  if (has_activity
          ? !is_time(s.first) || !is_time(s.last) || s.first > s.last || (s.active & 1) == 0
          : s.first != kNever || s.last != kNotYet) {
    return false;
  }
  if (s.cancelled != kNotYet && !is_time(s.cancelled)) return false;
  for (const int64_t rated : s.rated) {
    if (rated != kNotYet && (rated & 7) > 5) return false;
  }
  return s.amount >= 0;
}

}  // namespace

const char* LifecycleStageName(LifecycleStage stage) {
  constexpr std::array<const char*, kLifecycleStages> kNames = {
      "first_contact", "new", "active", "at_risk", "lapsed", "won_back"};
  return kNames[static_cast<size_t>(stage)];
}
const char* LifecycleStageLabel(LifecycleStage stage) {
  constexpr std::array<const char*, kLifecycleStages> kLabels = {
      "First contact", "New", "Active", "At risk", "Lapsed", "Won back"};
  return kLabels[static_cast<size_t>(stage)];
}

LifecycleStage StageOf(const CustomerState& state, const Standard& standard, int64_t now) {
  const int64_t silent = now - state.last;
  if (state.cancelled > state.last || silent > standard.lapsed_after.count()) {
    return LifecycleStage::kLapsed;
  }
  if (silent > standard.at_risk_after.count()) return LifecycleStage::kAtRisk;
  if (state.cancelled > state.first || CameBack(state, standard)) return LifecycleStage::kWonBack;
  if (state.purchases == 0 && state.uses == 0) return LifecycleStage::kFirstContact;
  return now - state.first <= standard.new_for.count() ? LifecycleStage::kNew
                                                       : LifecycleStage::kActive;
}

uint32_t CustomerTable::Find(uint64_t hash) {
  if (!IsSampled(hash)) return kNotSampled;
  const auto [at, is_new] = index_.try_emplace(hash, size());
  if (!is_new) return at->second;
  customers_.emplace_back();
  customers_.back().hash = hash;
  values_.resize(values_.size() + dimensions_);
  if (size() <= limit_) return size() - 1;
  while (size() > limit_ && halvings_ < 63) Halve();
  const auto found = index_.find(hash);
  return found == index_.end() ? kNotSampled : found->second;
}

void CustomerTable::Halve() {
  ++halvings_;
  CustomerTable kept(dimensions_, limit_);
  kept.halvings_ = halvings_;
  for (uint32_t at = 0; at < size(); ++at) {
    if (!IsSampled(customers_[at].hash)) continue;
    kept.index_.emplace(customers_[at].hash, kept.size());
    kept.customers_.push_back(customers_[at]);
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(at * dimensions_);
    kept.values_.insert(kept.values_.end(), first,
                        first + static_cast<std::ptrdiff_t>(dimensions_));
  }
  *this = std::move(kept);
}

void CustomerTable::Add(uint32_t at, const record::ServiceEvent& event, ReportPeriod period) {
  CustomerState& state = customers_[at];
  const int64_t when = event.at.time_since_epoch().count();
  switch (event.kind) {
    case Kind::kContact:
      state.contacts = Plus32(state.contacts, 1);
      return AddActivity(when, period, &state);
    case Kind::kPurchase:
      state.purchases = Plus32(state.purchases, 1);
      state.amount = Plus(state.amount, event.amount);
      return AddActivity(when, period, &state);
    case Kind::kUse:
      state.uses = Plus32(state.uses, 1);
      return AddActivity(when, period, &state);
    case Kind::kCancellation:
      state.cancelled = std::max(state.cancelled, when);
      return;
    case Kind::kRating: {
      if (event.asks != record::RatingScale::kCsat) return;
      int64_t& rated = state.rated[static_cast<size_t>(event.about)];
      rated = std::max(rated, when * 8 + event.score);
      return;
    }
    default:
      return;
  }
}

std::vector<uint32_t> CustomerTable::InOrder() const {
  std::vector<uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [this](uint32_t a, uint32_t b) { return customers_[a].hash < customers_[b].hash; });
  return order;
}

void CustomerTable::Merge(const CustomerTable& other, const std::vector<std::vector<uint32_t>>& ids,
                          const std::vector<const DimensionValues*>& values) {
  while (halvings_ < other.halvings_) Halve();
  for (uint32_t from = 0; from < other.size(); ++from) {
    const uint32_t to = Find(other.customers_[from].hash);
    if (to == kNotSampled) continue;
    MergeStates(other.customers_[from], &customers_[to]);
    for (size_t d = 0; d < dimensions_; ++d) {
      const NamedValue& named = other.value(from, d);
      value(to, d).Name(named.at, ids[d][named.id], *values[d]);
    }
  }
}

size_t CustomerTable::allocated_bytes() const {
  return customers_.capacity() * sizeof(CustomerState) + values_.capacity() * sizeof(NamedValue) +
         index_.capacity() * (sizeof(std::pair<uint64_t, uint32_t>) + 1);
}

void CustomerTable::Write(const std::vector<std::vector<uint32_t>>& ids, ArchiveWriter* out) const {
  std::vector<CustomerState> customers;
  std::vector<NamedValue> values;
  for (const uint32_t at : InOrder()) {
    customers.push_back(customers_[at]);
    for (size_t d = 0; d < dimensions_; ++d) {
      values.push_back(value(at, d));
      values.back().id = ids[d][value(at, d).id];
    }
  }
  out->Number(halvings_);
  out->Items(customers);
  out->Items(values);
}

void CustomerTable::Read(const std::vector<uint32_t>& known, ArchiveReader* in) {
  in->Number(halvings_);
  in->Items(customers_);
  in->Items(values_);
  if (!in->ok()) return;
  if (halvings_ > 63 || values_.size() != customers_.size() * dimensions_ ||
      customers_.size() > limit_) {
    return in->Fail("customers are out of order");
  }
  index_.reserve(customers_.size());
  for (uint32_t at = 0; at < size(); ++at) {
    const CustomerState& s = customers_[at];
    if ((at > 0 && s.hash <= customers_[at - 1].hash) || !IsSampled(s.hash)) {
      return in->Fail("customers are out of order");
    }
    if (!IsValid(s)) return in->Fail("a customer is out of order");
    for (size_t d = 0; d < dimensions_; ++d) {
      const NamedValue& named = value(at, d);
      if (named.id >= known[d] || named.unused != 0) return in->Fail("a customer is out of order");
    }
    index_.emplace(s.hash, at);
  }
}

}  // namespace rapport::insight
