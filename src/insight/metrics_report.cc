#include "insight/metrics_report.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "base/time.h"
#include "insight/figures.h"
#include "insight/metrics.h"
#include "insight/metrics_state.h"

namespace rapport::insight {
namespace {

// Microseconds from the last event but one to the last, which then may have a mistyped year.
constexpr int64_t kFar = int64_t{400} * 86'400 * 1'000'000;

// What a row is made of.
struct Part {
  Cell cell;
  CustomerFigures customers;
};

class Reporter {
 public:
  explicit Reporter(const MetricsState& state)
      : s_(state), now_(state.Now()), groups_(state.groups) {}

  MetricsReport Report() {
    for (uint32_t at = 0; at < s_.cases.size(); ++at) s_.Count(at, now_, &groups_);
    for (CellGroups& group : groups_) s_.Bound(&group);
    Customers();
    MetricsReport report = Head();
    Cell all;
    for (const auto& [key, cell] : groups_[0].cells) all.Merge(cell);
    report.all = Row(all, customers_, false);
    report.all.customers = report.customers;
    report.stages = customers_.stages;
    report.trend = Table(0);
    for (const GroupBy& by : s_.options.by) report.tables.push_back(Table(IndexOf(by)));
    Alerts(&report);
    return report;
  }

 private:
  size_t IndexOf(const GroupBy& by) const {
    size_t g = 0;
    while (!(groups_[g].by == by)) ++g;
    return g;
  }

  MetricsReport Head() const {
    MetricsReport report;
    report.rule_set = std::string(s_.rules->name());
    report.period = s_.standard.period;
    report.satisfied_above = s_.standard.satisfied_above;
    if (s_.first != kNever) {
      report.first = Time(Duration(s_.first));
      report.last = Time(Duration(s_.last));
      report.is_last_far = s_.before_last != kNotYet && s_.last - s_.before_last > kFar;
    }
    report.events_by_kind = s_.events;
    for (const int64_t count : s_.events) report.events = Plus(report.events, count);
    report.out_of_range = s_.out_of_range;
    report.late = s_.late;
    report.early = s_.early;
    for (uint32_t at = 0; at < s_.cases.size(); ++at) report.open_cases += !s_.cases.IsMark(at);
    report.customers = s_.customers.size();
    report.sampled = int64_t{1} << std::min<uint32_t>(s_.customers.halvings(), 62);
    return report;
  }

  // In the order of their hashes, since means of doubles depend on it.
  void Customers() {
    customer_groups_.resize(groups_.size());
    const int32_t period = now_ == kNotYet ? 0 : PeriodOf(now_, s_.standard.period);
    for (const uint32_t at : s_.customers.InOrder()) {
      const CustomerState& state = s_.customers.state(at);
      customers_.Add(state, s_.standard, now_);
      ForEachRetention(
          state, s_.standard.period, period, [&](int32_t second, const Retention& counts) {
            customer_groups_[0][KeyOf(static_cast<uint32_t>(second), 0)].retention.Add(counts);
          });
      for (size_t g = 1; g < groups_.size(); ++g) {
        const GroupBy& by = groups_[g].by;
        if (by.HasPeriod()) continue;
        const GroupKey key = s_.Key(by, 0, [&](size_t p) { return s_.customers.value(at, p).id; });
        GroupKey resolved = s_.Resolved(by, key);
        // Customers are counted where their cases are; a group of theirs alone is not kept apart
        // when there are too many.
        if (groups_[g].cells.count(resolved) == 0) {
          const bool full = groups_[g].cells.size() >= s_.Limit(by);
          resolved = full ? s_.Rest(by) : resolved;
          groups_[g].cells.try_emplace(resolved);
        }
        customer_groups_[g][resolved].Add(state, s_.standard, now_);
      }
    }
  }

  MetricsRow Row(const Cell& cell, const CustomerFigures& customers, bool by_period) const {
    MetricsRow row;
    row.cases = cell[kCases];
    row.customers = by_period ? 0 : customers.customers;
    row.figures = FiguresOf(cell, customers, by_period, s_.standard);
    row.counts = std::make_shared<const RowCounts>(RowCounts{cell, customers});
    return row;
  }

  std::string Text(GroupField field, uint32_t id) const {
    if (!IsPeriod(field)) {
      return s_.values[static_cast<size_t>(s_.places[static_cast<size_t>(field)])].Text(id);
    }
    if (id == kOtherPeriod) return "(earlier)";
    return PeriodName(static_cast<int32_t>(id), s_.standard.period);
  }

  MetricsTable Table(size_t g) {
    const CellGroups& group = groups_[g];
    MetricsTable table;
    table.by = group.by;
    for (const auto& [key, counts] : customer_groups_[g]) groups_[g].cells.try_emplace(key);
    const GroupKey rest = s_.Rest(group.by);
    for (const auto& [key, cell] : group.cells) {
      const auto found = customer_groups_[g].find(key);
      const CustomerFigures none;
      MetricsRow row = Row(cell, found == customer_groups_[g].end() ? none : found->second,
                           group.by.HasPeriod());
      row.values.push_back(Text(group.by.first, FirstOf(key)));
      if (group.by.second) row.values.push_back(Text(*group.by.second, SecondOf(key)));
      row.is_other = key == rest;
      table.rows.push_back(std::move(row));
    }
    std::sort(table.rows.begin(), table.rows.end(), [](const MetricsRow& a, const MetricsRow& b) {
      return std::tie(a.is_other, a.values) < std::tie(b.is_other, b.values);
    });
    return table;
  }

  void Alerts(MetricsReport* report) const {
    const auto look = [&](const MetricsRow& row, const std::string& group) {
      for (const MetricAlert& alert : s_.standard.alerts) {
        const Figure& figure = row.figure(alert.metric);
        if (IsRaised(alert, figure)) report->alerts.push_back({alert, group, figure});
      }
    };
    look(report->all, "");
    for (const MetricsTable& table : report->tables) {
      for (const MetricsRow& row : table.rows) {
        std::string name = StrCat(std::string_view(GroupFieldName(table.by.first)), ": ",
                                  row.values[0].empty() ? "(none)" : row.values[0]);
        if (table.by.second) {
          StrAppend(&name, ", ", std::string_view(GroupFieldName(*table.by.second)), ": ",
                    row.values[1].empty() ? "(none)" : row.values[1]);
        }
        look(row, name);
      }
    }
  }

  const MetricsState& s_;
  const int64_t now_;
  std::vector<CellGroups> groups_;  // with the cases that are still open
  CustomerFigures customers_;       // of all
  std::vector<absl::flat_hash_map<GroupKey, CustomerFigures>> customer_groups_;  // by group
};

}  // namespace

std::string RemarkOnLast(const MetricsReport& report) {
  if (!report.is_last_far) return "";
  return StrCat("The last event, ", FormatTime(*report.last).substr(0, 10),
                ", lies far beyond the others: a mistyped year?");
}

MetricsReport Metrics::Report() const { return Reporter(*state_).Report(); }

}  // namespace rapport::insight
