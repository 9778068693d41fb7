#include "metrics_testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/strings.h"
#include "base/time.h"
#include "insight/metrics_json.h"
#include "rapport/diagnostic.h"

namespace rapport::insight {
namespace {

using record::Dimension;
using Kind = record::ServiceEventKind;

constexpr int64_t kDay = 86'400'000'000;

// Everything that some figures are of.
struct Gathered {
  std::vector<int64_t> response, resolution, answer;  // seconds
  std::vector<int64_t> handled;
  std::vector<int> scores[3][3];  // by scale and subject
  int64_t surveys = 0, ratings = 0, answered = 0, abandoned = 0;
  int64_t cases = 0, escalated = 0, transferred = 0;
  int64_t fcr = 0, fcr_n = 0, reopened = 0, reopen_n = 0;
  int64_t met = 0, missed = 0, resolved_met = 0, resolved_missed = 0;
  int64_t customers = 0, rated[3] = {}, satisfied[3] = {};
  int64_t start = 0, stayed = 0, defected = 0, lapsed = 0;
  std::vector<double> spent;
  int64_t repeaters = 0;
};
using Groups = std::map<std::vector<std::string>, Gathered>;

// The value that the first of these events to name one names.
std::string FirstNamed(const std::vector<const OwnedEvent*>& events, Dimension d) {
  const OwnedEvent* first = nullptr;
  for (const OwnedEvent* e : events) {
    if (e->dimensions[static_cast<size_t>(d)].empty()) continue;
    if (first == nullptr || e->at() < first->at()) first = e;
  }
  return first == nullptr ? "" : first->dimensions[static_cast<size_t>(d)];
}

std::vector<std::string> GroupOf(const std::vector<const OwnedEvent*>& events, int64_t at,
                                 const Standard& standard, const std::optional<GroupBy>& by) {
  if (!by) return {};
  const auto value = [&](GroupField field) {
    return IsPeriod(field) ? PeriodName(PeriodOf(at, standard.period), standard.period)
                           : FirstNamed(events, DimensionOf(field));
  };
  std::vector<std::string> out = {value(by->first)};
  if (by->second) out.push_back(value(*by->second));
  return out;
}

void AddAnyhow(const OwnedEvent& e, Gathered* to) {
  switch (e.event.kind) {
    case Kind::kSurvey:
      ++to->surveys;
      break;
    case Kind::kRating:
      ++to->ratings;
      to->scores[static_cast<size_t>(e.event.asks)][static_cast<size_t>(e.event.about)].push_back(
          e.event.score);
      break;
    case Kind::kHandled:
      to->handled.push_back(e.event.talk + e.event.hold + e.event.work);
      break;
    case Kind::kAnswered:
      ++to->answered;
      break;
    case Kind::kAbandoned:
      ++to->abandoned;
      break;
    default:
      break;
  }
}

std::vector<int64_t> TimesOf(const std::vector<const OwnedEvent*>& events,
                             const std::vector<Kind>& kinds, bool by_agents_only = false) {
  std::vector<int64_t> out;
  for (const OwnedEvent* e : events) {
    if (std::find(kinds.begin(), kinds.end(), e->event.kind) == kinds.end()) continue;
    if (by_agents_only && e->event.kind == Kind::kReply && e->event.by != record::ReplyBy::kAgent) {
      continue;
    }
    out.push_back(e->at());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<int64_t> Target(const std::vector<ChannelTarget>& targets,
                              const std::string& channel) {
  for (const ChannelTarget& t : targets) {
    if (!t.channel.empty() && t.channel == channel) return t.within.count();
  }
  for (const ChannelTarget& t : targets) {
    if (t.channel.empty()) return t.within.count();
  }
  return std::nullopt;
}

// Of a case with a contact.
void AddCase(const std::vector<const OwnedEvent*>& events, const Standard& standard, int64_t now,
             Gathered* to) {
  const auto contacts = TimesOf(events, {Kind::kContact});
  const int64_t opened = contacts[0];
  const std::string channel = FirstNamed(events, Dimension::kChannel);
  ++to->cases;
  if (!TimesOf(events, {Kind::kEscalation}).empty()) ++to->escalated;
  if (!TimesOf(events, {Kind::kTransfer}).empty()) ++to->transferred;
  const auto answers = TimesOf(events, {Kind::kAnswered});
  if (!answers.empty() && answers[0] >= opened)
    to->answer.push_back((answers[0] - opened) / 1'000'000);
  const auto responses = TimesOf(events, {Kind::kAnswered, Kind::kReply}, true);
  if (const auto target = Target(standard.first_response, channel)) {
    const bool is_due = now - opened > *target;
    if (is_due && responses.empty()) ++to->missed;
    if (is_due && !responses.empty() && responses[0] >= opened) {
      ++(responses[0] - opened <= *target ? to->met : to->missed);
    }
  }
  if (!responses.empty() && responses[0] >= opened) {
    to->response.push_back((responses[0] - opened) / 1'000'000);
  }
  const auto resolutions = TimesOf(events, {Kind::kResolution});
  const auto reopens = TimesOf(events, {Kind::kReopen});
  const auto target = Target(standard.resolution, channel);
  const bool is_due = target && now - opened > *target;
  if (resolutions.empty() || (!reopens.empty() && reopens.back() > resolutions.back())) {
    if (is_due) ++to->resolved_missed;
  } else if (resolutions.back() >= opened) {
    to->resolution.push_back((resolutions.back() - opened) / 1'000'000);
    if (is_due) ++(resolutions.back() - opened <= *target ? to->resolved_met : to->resolved_missed);
  }
  if (resolutions.empty()) return;
  const auto reopened_by = [&](Duration window) {
    return !reopens.empty() && reopens[0] <= resolutions[0] + window.count();
  };
  if (now >= resolutions[0] + standard.fcr_window.count()) {
    ++to->fcr_n;
    const bool again =
        contacts.size() > 1 && contacts[1] <= resolutions[0] + standard.fcr_window.count();
    if (!again && !reopened_by(standard.fcr_window)) ++to->fcr;
  }
  if (now >= resolutions[0] + standard.reopen_window.count()) {
    ++to->reopen_n;
    if (reopened_by(standard.reopen_window)) ++to->reopened;
  }
}

// `only`: of one period; else all of them, and what the customer is worth.
void AddCustomer(const std::vector<const OwnedEvent*>& events, const Standard& standard,
                 int64_t now, std::optional<int32_t> only, Gathered* to) {
  std::set<int32_t> active;
  for (const int64_t at : TimesOf(events, {Kind::kContact, Kind::kPurchase, Kind::kUse})) {
    active.insert(PeriodOf(at, standard.period));
  }
  const auto cancellations = TimesOf(events, {Kind::kCancellation});
  const int32_t end = PeriodOf(now, standard.period);
  for (int32_t second = end - kRetentionPeriods; second < end; ++second) {
    if ((only && *only != second) || active.count(second - 1) == 0) continue;
    ++to->start;
    if (active.count(second) != 0) {
      ++to->stayed;
      continue;
    }
    const int32_t left =
        cancellations.empty() ? INT32_MIN : PeriodOf(cancellations.back(), standard.period);
    ++(left == second || left == second - 1 ? to->defected : to->lapsed);
  }
  if (only) return;
  ++to->customers;
  for (int subject = 0; subject < 3; ++subject) {
    const OwnedEvent* last = nullptr;
    for (const OwnedEvent* e : events) {
      if (e->event.kind != Kind::kRating || e->event.asks != record::RatingScale::kCsat) continue;
      if (static_cast<int>(e->event.about) != subject) continue;
      if (last == nullptr || e->at() > last->at()) last = e;
    }
    if (last != nullptr) ++to->rated[subject];
    if (last != nullptr && last->event.score > standard.satisfied_above) ++to->satisfied[subject];
  }
  double spent = 0;
  int purchases = 0;
  for (const OwnedEvent* e : events) {
    if (e->event.kind != Kind::kPurchase) continue;
    ++purchases;
    spent += static_cast<double>(e->event.amount) / 1e4;
  }
  if (purchases > 0) to->spent.push_back(spent);
  if (purchases > 1) ++to->repeaters;
}

PlainFigure Share(int64_t count, int64_t n) {
  PlainFigure f;
  f.n = n;
  f.count = count;
  if (n > 0) f.value = static_cast<double>(count) / static_cast<double>(n);
  return f;
}

template <typename T>
PlainFigure Mean(const std::vector<T>& values) {
  PlainFigure f;
  f.n = static_cast<int64_t>(values.size());
  double sum = 0;
  for (const T v : values) sum += static_cast<double>(v);
  if (!values.empty()) f.value = sum / static_cast<double>(values.size());
  return f;
}

PlainFigure Percentile(std::vector<int64_t> values, int permille) {
  PlainFigure f;
  f.n = static_cast<int64_t>(values.size());
  if (values.empty()) return f;
  std::sort(values.begin(), values.end());
  const size_t rank = (values.size() * static_cast<size_t>(permille) + 999) / 1000;
  f.value = static_cast<double>(values[rank - 1]);
  return f;
}

PlainFigures FiguresOf(const Gathered& g, const Standard& standard, bool by_period) {
  PlainFigures out;
  const auto at = [&out](Metric m) -> PlainFigure& { return out[static_cast<size_t>(m)]; };
  const Metric csat[] = {Metric::kCsat, Metric::kCsatProduct, Metric::kCsatFirm};
  const Metric of_all[] = {Metric::kCsatCustomers, Metric::kCsatCustomersProduct,
                           Metric::kCsatCustomersFirm};
  std::vector<int> nps, ces;
  for (size_t subject = 0; subject < 3; ++subject) {
    const std::vector<int>& scores = g.scores[0][subject];
    at(csat[subject]) = Share(std::count_if(scores.begin(), scores.end(),
                                            [&](int s) { return s > standard.satisfied_above; }),
                              static_cast<int64_t>(scores.size()));
    if (!by_period && g.rated[subject] > 0)
      at(of_all[subject]) = Share(g.satisfied[subject], g.customers);
    for (const int s : g.scores[1][subject]) nps.push_back(s >= 9 ? 100 : s <= 6 ? -100 : 0);
    ces.insert(ces.end(), g.scores[2][subject].begin(), g.scores[2][subject].end());
  }
  at(Metric::kResponseRate) = Share(g.ratings, g.surveys);
  at(Metric::kNps) = Mean(nps);
  at(Metric::kCes) = Mean(ces);
  at(Metric::kFcr) = Share(g.fcr, g.fcr_n);
  at(Metric::kHandleTime) = Mean(g.handled);
  at(Metric::kFirstResponseMedian) = Percentile(g.response, 500);
  at(Metric::kFirstResponseP90) = Percentile(g.response, 900);
  at(Metric::kResolutionTimeMedian) = Percentile(g.resolution, 500);
  at(Metric::kResolutionTimeP90) = Percentile(g.resolution, 900);
  at(Metric::kServiceLevel) = Share(g.met, g.met + g.missed);
  at(Metric::kResolutionLevel) = Share(g.resolved_met, g.resolved_met + g.resolved_missed);
  at(Metric::kSpeedOfAnswerMedian) = Percentile(g.answer, 500);
  at(Metric::kSpeedOfAnswerP90) = Percentile(g.answer, 900);
  at(Metric::kAbandonment) = Share(g.abandoned, g.answered + g.abandoned);
  at(Metric::kEscalationRate) = Share(g.escalated, g.cases);
  at(Metric::kReopenRate) = Share(g.reopened, g.reopen_n);
  at(Metric::kTransferRate) = Share(g.transferred, g.cases);
  at(Metric::kRetention) = Share(g.stayed, g.start);
  at(Metric::kChurn) = Share(g.start - g.stayed, g.start);
  at(Metric::kDefection) = Share(g.defected, g.start);
  at(Metric::kLapse) = Share(g.lapsed, g.start);
  at(Metric::kRepeatPurchase) = Share(g.repeaters, static_cast<int64_t>(g.spent.size()));
  at(Metric::kCustomerValue) = Mean(g.spent);
  return out;
}

}  // namespace

record::ServiceEvent OwnedEvent::View() const {
  record::ServiceEvent view = event;
  view.case_id = case_id;
  view.customer = customer;
  for (size_t d = 0; d < dimensions.size(); ++d) view.dimensions[d] = dimensions[d];
  return view;
}

std::shared_ptr<const RuleSet> RulesWith(const std::string& standard) {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", StrCat("rapport: 1\npack: {id: p, version: 1.0.0, language: en}\n",
                                   "standard: ", standard, "\n"));
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

Stream RandomStream(uint64_t seed, const StreamShape& shape) {
  std::mt19937_64 random(seed);
  const auto below = [&random](int n) {
    return static_cast<int>(random() % static_cast<uint64_t>(n));
  };
  const int64_t start = ParseTime("2026-01-05T00:00:00Z")->time_since_epoch().count();
  std::set<int64_t> taken;  // no two at one time, so that what comes first is plain
  Stream stream;
  for (int i = 0; i < shape.events; ++i) {
    OwnedEvent e;
    // Each case has a beginning and most of its events soon after.
    const int case_number = below(shape.cases);
    const int64_t opened = start + case_number * (shape.days * kDay / shape.cases);
    const int64_t spread = below(4) == 0 ? 20 * kDay : below(2) == 0 ? kDay : kDay / 200;
    int64_t at = opened + static_cast<int64_t>(random() % static_cast<uint64_t>(spread));
    while (!taken.insert(at).second) ++at;
    e.event.at = Time(Duration(at));
    e.event.kind = static_cast<Kind>(below(record::kServiceEventKinds));
    if (below(8) != 0) e.case_id = StrCat("k", case_number);
    if (below(5) != 0) e.customer = StrCat("c", case_number % shape.customers);
    for (size_t d = 0; d < record::kDimensions; ++d) {
      if (below(2) == 0) e.dimensions[d] = StrCat("v", below(shape.values));
    }
    if (e.event.kind == Kind::kReply) e.event.by = static_cast<record::ReplyBy>(below(3));
    if (e.event.kind == Kind::kHandled) {
      e.event.talk = below(600), e.event.hold = below(60), e.event.work = below(300);
    }
    if (e.event.kind == Kind::kSurvey || e.event.kind == Kind::kRating) {
      e.event.asks = static_cast<record::RatingScale>(below(3));
      e.event.about = static_cast<record::RatingSubject>(below(3));
    }
    if (e.event.kind == Kind::kRating) {
      const record::ScoreRange range = record::kScoreRanges[static_cast<size_t>(e.event.asks)];
      e.event.score = range.low + below(range.high - range.low + 1);
    }
    if (e.event.kind == Kind::kPurchase) e.event.amount = below(2'000'000);
    stream.push_back(std::move(e));
  }
  return stream;
}

Metrics MetricsOf(const std::shared_ptr<const RuleSet>& rules, const MetricsOptions& options,
                  const Stream& stream) {
  Metrics metrics(rules, options);
  for (const OwnedEvent& e : stream) metrics.Add(e.View());
  return metrics;
}

std::string JsonOf(const MetricsReport& report) {
  record::JsonWriter out;
  WriteMetrics(report, &out);
  return std::string(out.bytes());
}

std::map<std::vector<std::string>, PlainFigures> PlainMetrics(const Stream& stream,
                                                              const Standard& standard,
                                                              const std::optional<GroupBy>& by,
                                                              int64_t now, int64_t from) {
  std::map<std::string, std::vector<const OwnedEvent*>> cases, customers;
  std::set<std::string> begun;
  Groups groups;
  if (!by) groups[{}];
  for (const OwnedEvent& e : stream) {
    if (e.at() < from) {
      if (e.event.kind == Kind::kContact) begun.insert(e.case_id);
      continue;
    }
    if (!e.customer.empty()) customers[e.customer].push_back(&e);
    if (!e.case_id.empty()) {
      cases[e.case_id].push_back(&e);
      continue;
    }
    const Kind kind = e.event.kind;
    if (kind == Kind::kSurvey || kind == Kind::kRating || kind == Kind::kHandled ||
        kind == Kind::kAnswered || kind == Kind::kAbandoned) {
      AddAnyhow(e, &groups[GroupOf({&e}, e.at(), standard, by)]);
    }
  }
  for (const auto& [id, events] : cases) {
    const auto contacts = TimesOf(events, {Kind::kContact});
    const bool is_case = !contacts.empty() && begun.count(id) == 0;
    int64_t at = INT64_MAX;
    for (const OwnedEvent* e : events) at = std::min(at, e->at());
    if (is_case) at = contacts[0];
    Gathered& group = groups[GroupOf(events, at, standard, by)];
    for (const OwnedEvent* e : events) AddAnyhow(*e, &group);
    if (is_case) AddCase(events, standard, now, &group);
  }
  const bool by_period = by && by->HasPeriod();
  for (const auto& [id, events] : customers) {
    if (!by_period) {
      AddCustomer(events, standard, now, std::nullopt, &groups[GroupOf(events, 0, standard, by)]);
    } else if (!by->second) {
      const int32_t end = PeriodOf(now, standard.period);
      for (int32_t p = end - kRetentionPeriods; p < end; ++p) {
        Gathered some;
        AddCustomer(events, standard, now, p, &some);
        if (some.start == 0) continue;
        AddCustomer(events, standard, now, p, &groups[{PeriodName(p, standard.period)}]);
      }
    }
  }
  std::map<std::vector<std::string>, PlainFigures> out;
  for (const auto& [values, gathered] : groups) {
    out[values] = FiguresOf(gathered, standard, by_period);
  }
  return out;
}

}  // namespace rapport::insight
