#include "insight/metrics.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "insight/id_hash.h"
#include "insight/metrics_state.h"

namespace rapport::insight {
namespace {

using record::Dimension;
using record::ServiceEvent;
using Kind = record::ServiceEventKind;

// The channel is always kept, since times in which to answer go by it.
std::vector<Dimension> KeptDimensions(const std::vector<GroupBy>& groups) {
  std::vector<Dimension> kept = {Dimension::kChannel};
  const auto add = [&kept](GroupField field) {
    if (IsPeriod(field)) return;
    const Dimension d = DimensionOf(field);
    if (std::find(kept.begin(), kept.end(), d) == kept.end()) kept.push_back(d);
  };
  for (const GroupBy& by : groups) {
    add(by.first);
    if (by.second) add(*by.second);
  }
  return kept;
}

int64_t SettledAfter(const Standard& standard) {
  Duration longest = std::max(standard.fcr_window, standard.reopen_window);
  for (const auto* targets : {&standard.first_response, &standard.resolution}) {
    for (const ChannelTarget& target : *targets) longest = std::max(longest, target.within);
  }
  return longest.count();
}

std::optional<int64_t> TargetOf(const std::vector<ChannelTarget>& targets,
                                std::string_view channel) {
  std::optional<int64_t> otherwise;
  for (const ChannelTarget& target : targets) {
    if (target.channel.empty()) otherwise = target.within.count();
    if (!channel.empty() && target.channel == channel) return target.within.count();
  }
  return otherwise;
}

void AppendTargets(const std::vector<ChannelTarget>& targets, std::string* out) {
  for (const ChannelTarget& target : targets) {
    StrAppend(out, target.channel, "=", target.within.count(), ";");
  }
  out->push_back('\n');
}

// An event that counts without a case.
void CountLoose(const ServiceEvent& event, Cell* cell) {
  switch (event.kind) {
    case Kind::kAnswered:
      return cell->Add(kAnswered, 1);
    case Kind::kAbandoned:
      return cell->Add(kAbandoned, 1);
    case Kind::kHandled:
      return AddHandled(event, cell);
    case Kind::kSurvey:
    case Kind::kRating:
      return cell->Add(kFirstFeedback + FeedbackCounterOf(event), 1);
    default:
      return;
  }
}

bool CountsLoose(Kind kind) {
  return kind == Kind::kAnswered || kind == Kind::kAbandoned || kind == Kind::kHandled ||
         kind == Kind::kSurvey || kind == Kind::kRating;
}

using ValueIds = std::array<uint32_t, record::kDimensions>;  // by place

void CountEvent(const ServiceEvent& event, const ValueIds& ids, MetricsState* state) {
  const int64_t at = event.at.time_since_epoch().count();
  for (CellGroups& group : state->groups) {
    CountLoose(event, &group.cells[state->Key(group.by, at, [&](size_t p) { return ids[p]; })]);
    if (group.cells.size() > 2 * state->Limit(group.by)) state->Bound(&group);
  }
}

template <typename Table>
void NameValues(uint32_t entry, int64_t at, const ValueIds& ids, const MetricsState& state,
                Table* table) {
  for (size_t p = 0; p < state.dimensions.size(); ++p) {
    if (ids[p] != DimensionValues::kNone) table->value(entry, p).Name(at, ids[p], state.values[p]);
  }
}

// Counts the cases that cannot change any more, and if that leaves too many, those that have been
// silent for longest: at least a fourth, so that this is done rarely.
void Reduce(MetricsState* state) {
  CaseTable& cases = state->cases;
  std::vector<bool> gone(cases.size(), false);
  uint32_t left = cases.size();
  const auto take = [&](uint32_t at, int64_t* taken) {
    gone[at] = true;
    --left;
    if (!cases.IsMark(at)) ++*taken;
  };
  for (uint32_t at = 0; at < cases.size(); ++at) {
    if (cases.state(at).last + state->settled_after < state->last) take(at, &state->settled);
  }
  const uint32_t most = state->options.max_cases;
  if (left > most - most / 8) {
    std::vector<std::pair<int64_t, uint32_t>> open;
    for (uint32_t at = 0; at < cases.size(); ++at) {
      if (!gone[at]) open.emplace_back(cases.state(at).last, at);
    }
    const uint32_t keep = most - most / 4;
    const auto end = open.begin() + (left - keep);
    std::nth_element(open.begin(), end, open.end());
    int64_t early = 0;
    for (auto at = open.begin(); at != end; ++at) take(at->second, &early);
    state->settled += early;
    state->early += early;
  }
  for (uint32_t at = 0; at < cases.size(); ++at) {
    if (gone[at]) state->Count(at, state->last, &state->groups);
  }
  cases.Remove(gone);
}

}  // namespace

MetricsState::MetricsState(std::shared_ptr<const RuleSet> rule_set, const MetricsOptions& opts)
    : rules(std::move(rule_set)),
      standard(rules->standard()),
      options(opts),
      dimensions(KeptDimensions(opts.by)),
      windows{standard.fcr_window.count(), standard.reopen_window.count()},
      settled_after(SettledAfter(standard)),
      values(dimensions.size(), DimensionValues(std::max<uint32_t>(1, opts.max_values))),
      cases(dimensions.size()),
      customers(dimensions.size(), std::max<uint32_t>(1, opts.max_customers)) {
  options.max_cases = std::max<uint32_t>(8, options.max_cases);
  options.max_pairs = std::max<uint32_t>(1, options.max_pairs);
  places.fill(-1);
  for (size_t p = 0; p < dimensions.size(); ++p) {
    places[static_cast<size_t>(dimensions[p])] = static_cast<int8_t>(p);
  }
  groups.push_back({GroupBy(), {}});
  for (const GroupBy& by : options.by) {
    const bool known = std::any_of(groups.begin(), groups.end(),
                                   [&by](const CellGroups& group) { return group.by == by; });
    if (!known) groups.push_back({by, {}});
  }
}

void MetricsState::AddTime(int64_t at) {
  first = std::min(first, at);
  if (at < last) before_last = std::max(before_last, at);
  if (at <= last) return;
  before_last = last;
  last = at;
}

int64_t MetricsState::Now() const {
  return options.to ? options.to->time_since_epoch().count() : last;
}

std::vector<const DimensionValues*> MetricsState::ValuesByPlace() const {
  std::vector<const DimensionValues*> out;
  for (const DimensionValues& of_dimension : values) out.push_back(&of_dimension);
  return out;
}

Configuration MetricsState::configuration() const {
  Configuration out;
  for (const CellGroups& group : groups) StrAppend(&out.by, GroupByName(group.by), ";");
  if (options.from) out.from = options.from->time_since_epoch().count();
  if (options.to) out.to = options.to->time_since_epoch().count();
  out.limits = StrCat(options.max_cases, " ", options.max_customers, " ", options.max_values, " ",
                      options.max_pairs);
  out.standard = StrCat(std::string_view(ReportPeriodName(standard.period)), " ", windows.fcr, " ",
                        windows.reopen, "\n");
  AppendTargets(standard.first_response, &out.standard);
  AppendTargets(standard.resolution, &out.standard);
  return out;
}

Status CheckSame(const Configuration& a, const Configuration& b) {
  std::string other;
  const auto part = [&other](bool is_same, std::string_view what) {
    if (!is_same) StrAppend(&other, other.empty() ? "" : ", ", what);
  };
  part(a.standard == b.standard, "another standard (period, windows or times)");
  part(a.by == b.by, "another 'by'");
  part(a.from == b.from && a.to == b.to, "another 'from' or 'to'");
  part(a.limits == b.limits, "other limits");
  if (other.empty()) return Status();
  return Status(StatusCode::kInvalidArgument, StrCat("these metrics were counted with ", other));
}

bool MetricsState::IsEmpty() const {
  return first == kNever && out_of_range == 0 && cases.size() == 0 && customers.size() == 0;
}

void MetricsState::Count(uint32_t case_index, int64_t now, std::vector<CellGroups>* into) const {
  if (cases.IsMark(case_index)) return;
  const CaseState& state = cases.state(case_index);
  const DimensionValues& channels = values[0];
  const std::string_view channel = channels.Text(channels.Resolve(cases.value(case_index, 0).id));
  const Targets targets = {TargetOf(standard.first_response, channel),
                           TargetOf(standard.resolution, channel)};
  const bool is_case = state.contact != kNever && (state.flags & kBeganEarlier) == 0;
  const int64_t at = is_case ? state.contact : state.first;
  for (CellGroups& group : *into) {
    const GroupKey key = Key(group.by, at, [&](size_t p) { return cases.value(case_index, p).id; });
    CountCase(state, cases.feedback(case_index), windows, targets, now, &group.cells[key]);
    if (group.cells.size() > 2 * Limit(group.by)) Bound(&group);
  }
}

GroupKey MetricsState::Resolved(const GroupBy& by, GroupKey key) const {
  const auto part = [this](GroupField field, uint32_t id) {
    return IsPeriod(field)
               ? id
               : values[static_cast<size_t>(places[static_cast<size_t>(field)])].Resolve(id);
  };
  return KeyOf(part(by.first, FirstOf(key)), by.second ? part(*by.second, SecondOf(key)) : 0);
}

uint64_t MetricsState::Order(const GroupBy& by, GroupKey key) const {
  // The latest periods stay.
  const auto period = [](uint32_t id) {
    return static_cast<uint64_t>(int64_t{INT32_MAX} - static_cast<int32_t>(id));
  };
  const auto part = [&](GroupField field, uint32_t id) {
    return IsPeriod(field)
               ? period(id)
               : values[static_cast<size_t>(places[static_cast<size_t>(field)])].Order(id);
  };
  const uint64_t first = part(by.first, FirstOf(key));
  if (!by.second) return first;
  const uint64_t parts[] = {first, part(*by.second, SecondOf(key))};
  return IdHash({reinterpret_cast<const char*>(parts), sizeof parts});
}

GroupKey MetricsState::Rest(const GroupBy& by) const {
  const auto part = [](GroupField field) {
    return IsPeriod(field) ? kOtherPeriod : DimensionValues::kOther;
  };
  return KeyOf(part(by.first), by.second ? part(*by.second) : 0);
}

size_t MetricsState::Limit(const GroupBy& by) const {
  if (by.second) return options.max_pairs;
  return IsPeriod(by.first) ? kMostPeriods : options.max_values + size_t{2};
}

Metrics::Metrics(std::shared_ptr<const RuleSet> rules, const MetricsOptions& options)
    : state_(std::make_unique<MetricsState>(std::move(rules), options)) {}
Metrics::~Metrics() = default;
Metrics::Metrics(Metrics&&) noexcept = default;
Metrics& Metrics::operator=(Metrics&&) noexcept = default;

void Metrics::Add(const ServiceEvent& event) {
  MetricsState& s = *state_;
  const int64_t at = event.at.time_since_epoch().count();
  const bool is_earlier = s.options.from && event.at < *s.options.from;
  if (is_earlier || (s.options.to && event.at >= *s.options.to)) {
    ++s.out_of_range;
    // When the customer writes again within the range, the case is still no new one.
    if (!is_earlier || event.kind != Kind::kContact || event.case_id.empty()) return;
    s.cases.MarkEarlier(s.cases.Find(IdHash(event.case_id)), at);
    if (s.cases.size() > s.options.max_cases) Reduce(&s);
    return;
  }
  ++s.events[static_cast<size_t>(event.kind)];
  s.AddTime(at);
  ValueIds ids = {};
  for (size_t p = 0; p < s.dimensions.size(); ++p) {
    const std::string_view value = event.dimension(s.dimensions[p]);
    if (!value.empty()) ids[p] = s.values[p].Intern(value);
  }
  if (!event.customer.empty()) {
    const uint32_t customer = s.customers.Find(IdHash(event.customer));
    if (customer != CustomerTable::kNotSampled) {
      s.customers.Add(customer, event, s.standard.period);
      NameValues(customer, at, ids, s, &s.customers);
    }
  }
  if (event.case_id.empty()) {
    if (CountsLoose(event.kind)) CountEvent(event, ids, &s);
    return;
  }
  const uint64_t hash = IdHash(event.case_id);
  if (s.settled > 0 && at + s.settled_after < s.last && !s.cases.Has(hash)) {
    ++s.late;
    return;
  }
  const uint32_t of_case = s.cases.Find(hash);
  s.cases.Add(of_case, event);
  NameValues(of_case, at, ids, s, &s.cases);
  if (s.cases.size() > s.options.max_cases) Reduce(&s);
}

Status Metrics::Merge(const Metrics& other) {
  MetricsState& s = *state_;
  const MetricsState& o = *other.state_;
  if (Status status = CheckSame(s.configuration(), o.configuration()); !status.ok()) return status;
  std::vector<std::vector<uint32_t>> ids;
  for (size_t p = 0; p < s.values.size(); ++p) ids.push_back(s.values[p].Merge(o.values[p]));
  s.cases.Merge(o.cases, ids, s.ValuesByPlace());
  s.customers.Merge(o.customers, ids, s.ValuesByPlace());
  for (size_t g = 0; g < s.groups.size(); ++g) {
    CellGroups& group = s.groups[g];
    const auto part = [&](GroupField field, uint32_t id) {
      return IsPeriod(field) ? id
                             : ids[static_cast<size_t>(s.places[static_cast<size_t>(field)])][id];
    };
    for (const auto& [key, cell] : o.groups[g].cells) {
      const GroupBy& by = group.by;
      const GroupKey here =
          KeyOf(part(by.first, FirstOf(key)), by.second ? part(*by.second, SecondOf(key)) : 0);
      group.cells[here].Merge(cell);
    }
    s.Bound(&group);
  }
  for (const int64_t at : {o.first, o.last, o.before_last}) {
    if (at != kNever && at != kNotYet) s.AddTime(at);
  }
  for (size_t i = 0; i < s.events.size(); ++i) s.events[i] = Plus(s.events[i], o.events[i]);
  s.out_of_range = Plus(s.out_of_range, o.out_of_range);
  s.late = Plus(s.late, o.late);
  s.settled = Plus(s.settled, o.settled);
  s.early = Plus(s.early, o.early);
  while (s.cases.size() > s.options.max_cases) Reduce(&s);
  return Status();
}

int64_t Metrics::events() const {
  int64_t sum = 0;
  for (const int64_t count : state_->events) sum = Plus(sum, count);
  return sum;
}

size_t Metrics::allocated_bytes() const {
  const MetricsState& s = *state_;
  size_t bytes = sizeof(MetricsState) + s.cases.allocated_bytes() + s.customers.allocated_bytes();
  for (const DimensionValues& values : s.values) bytes += values.allocated_bytes();
  for (const CellGroups& group : s.groups) {
    bytes += group.cells.capacity() * (sizeof(std::pair<GroupKey, Cell>) + 1);
    for (const auto& [key, cell] : group.cells) bytes += cell.allocated_bytes();
  }
  return bytes;
}

}  // namespace rapport::insight
