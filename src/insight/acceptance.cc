#include "insight/acceptance.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/strings.h"

namespace rapport::insight {
namespace {

using record::Event;
using record::EventKind;

// The last event that `matches`, or null; the others are added to `*superseded`.
template <typename Matches>
const Event* LastEvent(const std::vector<Event>& events, int64_t* superseded,
                       const Matches& matches) {
  const Event* last = nullptr;
  for (const Event& event : events) {
    if (!matches(event)) continue;
    if (last != nullptr) ++*superseded;
    last = &event;
  }
  return last;
}

void Answer(EventKind kind, Tally* tally) { ++tally->answers[static_cast<size_t>(kind)]; }

// The source of that kind that an answer names; empty when it names none.
std::string_view NamedSource(const Event& answer, ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kPolicy:
      return answer.policy;
    case ReasonKind::kPersona:
      return answer.persona;
    case ReasonKind::kNeed:
      return answer.need;
    case ReasonKind::kContactKind:
      break;
  }
  return {};
}

// What a person set in the place of the type found; null when nobody did.
const Overridden* TypeOverride(const Decision& decision) {
  for (const Overridden& item : decision.overridden()) {
    if (item.kind == OverrideKind::kPersona) return &item;
  }
  return nullptr;
}

AcceptanceRow Row(std::string_view id, const Tally& tally) {
  AcceptanceRow row;
  row.id = id;
  row.tally = tally;
  const int64_t n = tally.answered();
  if (n > 0) row.share = static_cast<double>(tally.taken()) / static_cast<double>(n);
  row.interval = WilsonInterval(tally.taken(), n);
  return row;
}

// Rows come by id, so that this is what decides between equals.
void Sort(AcceptanceOrder order, std::vector<AcceptanceRow>* rows) {
  const auto by = [rows](const auto& key) {
    std::stable_sort(
        rows->begin(), rows->end(),
        [&key](const AcceptanceRow& a, const AcceptanceRow& b) { return key(a) < key(b); });
  };
  switch (order) {
    case AcceptanceOrder::kLeast:
      return by([](const AcceptanceRow& r) {
        return std::make_tuple(r.interval.high, r.share.value_or(1), -r.tally.shown);
      });
    case AcceptanceOrder::kMost:
      return by([](const AcceptanceRow& r) {
        return std::make_tuple(-r.interval.low, -r.share.value_or(0), -r.tally.shown);
      });
    case AcceptanceOrder::kShown:
      return by([](const AcceptanceRow& r) { return -r.tally.shown; });
    case AcceptanceOrder::kWrong:
      return by([](const AcceptanceRow& r) { return -r.tally.count(EventKind::kWrong); });
    case AcceptanceOrder::kName:
      return;
  }
}

}  // namespace

const char* SubjectName(Subject subject) {
  constexpr std::array<const char*, kSubjects> kNames = {"actions", "policies", "playbooks",
                                                         "types"};
  return kNames[static_cast<size_t>(subject)];
}

int64_t Tally::answered() const {
  return std::accumulate(answers.begin(), answers.end(), int64_t{0});
}

void Tally::Add(const Tally& other) {
  shown += other.shown;
  for (size_t i = 0; i < answers.size(); ++i) answers[i] += other.answers[i];
}

Tally& AcceptanceCounter::Show(Subject subject, std::string_view id) {
  Tallies& all = tallies(subject);
  auto at = all.find(id);
  if (at == all.end()) at = all.emplace(id, Tally()).first;
  ++at->second.shown;
  return at->second;
}

// A persona's playbook goes by its id. That of a need or kind of contact, which may have a
// persona's id, is told apart.
Tally& AcceptanceCounter::ShowSource(const ActionReason& reason) {
  switch (reason.kind) {
    case ReasonKind::kPolicy:
      return Show(Subject::kPolicy, reason.id);
    case ReasonKind::kPersona:
      return Show(Subject::kPlaybook, reason.id);
    case ReasonKind::kNeed:
    case ReasonKind::kContactKind:
      break;
  }
  return Show(Subject::kPlaybook, StrCat(ReasonKindName(reason.kind), ":", reason.id));
}

void AcceptanceCounter::Add(const record::Record& record, const Decision& decision) {
  ++totals_[kRecords];
  totals_[kEvents] += static_cast<int64_t>(record.events.size());
  if (!record.events.empty() || TypeOverride(decision) != nullptr) ++totals_[kAnsweredRecords];
  const ListView<ActionAdvice> actions = decision.actions();
  for (const ActionAdvice& action : actions) {
    AddAction(action,
              LastEvent(record.events, &totals_[kSuperseded],
                        [&action](const Event& event) { return event.action == action.id; }));
  }
  for (const Event& event : record.events) {
    const bool shown = event.action.empty() ||
                       std::any_of(actions.begin(), actions.end(), [&](const ActionAdvice& action) {
                         return action.id == event.action;
                       });
    if (!shown) ++totals_[kNotShown];
  }
  AddType(record, decision);
}

void AcceptanceCounter::AddAction(const ActionAdvice& action, const Event* answer) {
  Tally& tally = Show(Subject::kAction, action.id);
  if (answer != nullptr) Answer(answer->kind, &tally);
  const bool is_named = answer != nullptr && !(answer->policy.empty() && answer->persona.empty() &&
                                               answer->need.empty());
  bool found = false;
  for (const ActionReason& reason : action.reasons) {
    Tally& source = ShowSource(reason);
    if (answer == nullptr) continue;
    const bool is_this = reason.id == NamedSource(*answer, reason.kind);
    if (is_this || !is_named) Answer(answer->kind, &source);
    found |= is_this;
  }
  if (is_named && !found) ++totals_[kOtherSource];
}

// A person's override says whether the type found was right, and weighs more than an event.
void AcceptanceCounter::AddType(const record::Record& record, const Decision& decision) {
  const Overridden* const set = TypeOverride(decision);
  const std::string_view found = set == nullptr ? decision.persona() : set->found;
  Tally& tally = Show(Subject::kType, found);
  const Event* const answer = LastEvent(
      record.events, &totals_[kSuperseded],
      [found](const Event& event) { return event.action.empty() && event.persona == found; });
  for (const Event& event : record.events) {
    if (event.action.empty() && event.persona != found) ++totals_[kNotShown];
  }
  if (set != nullptr) {
    if (answer != nullptr) ++totals_[kSuperseded];
    Answer(set->id == found ? EventKind::kAccepted : EventKind::kWrong, &tally);
  } else if (answer != nullptr) {
    Answer(answer->kind, &tally);
  }
}

void AcceptanceCounter::Merge(const AcceptanceCounter& other) {
  for (size_t i = 0; i < kSubjects; ++i) {
    for (const auto& [id, tally] : other.tallies_[i]) tallies_[i][id].Add(tally);
  }
  for (size_t i = 0; i < kTotals; ++i) totals_[i] += other.totals_[i];
}

AcceptanceReport AcceptanceCounter::Result(int64_t min_sample, AcceptanceOrder order) const {
  AcceptanceReport report;
  report.min_sample = min_sample;
  report.records = totals_[kRecords];
  report.answered_records = totals_[kAnsweredRecords];
  report.events = totals_[kEvents];
  report.superseded = totals_[kSuperseded];
  report.not_shown = totals_[kNotShown];
  report.other_source = totals_[kOtherSource];
  for (size_t i = 0; i < kSubjects; ++i) {
    AcceptanceGroup& group = report.groups.emplace_back();
    group.subject = static_cast<Subject>(i);
    for (const auto& [id, tally] : tallies_[i]) {
      if (tally.answered() < min_sample) {
        ++group.left_out;
      } else {
        group.rows.push_back(Row(id, tally));
      }
    }
    Sort(order, &group.rows);
  }
  return report;
}

}  // namespace rapport::insight
