#include "insight/metrics_json.h"

#include <algorithm>

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

// Sums of money may be beyond what ten-thousandths can say.
double Bounded(double value) {
  constexpr double kMost = 9e14;
  return std::clamp(value, -kMost, kMost);
}

class Writer {
 public:
  explicit Writer(record::JsonWriter* out) : out_(out) {}

  void Report(const MetricsReport& report) {
    out_->StartObject();
    WriteText("ruleset", report.rule_set, out_);
    Instant("first", report.first);
    Instant("last", report.last);
    if (report.is_last_far) WriteText("remark", RemarkOnLast(report), out_);
    WriteText("period", ReportPeriodName(report.period), out_);
    WriteCount("satisfied_above", report.satisfied_above, out_);
    Events(report);
    WriteCount("open_cases", report.open_cases, out_);
    WriteCount("cases_counted_early", report.early, out_);
    Customers(report);
    out_->Key("all");
    Row(report.all, nullptr, true);
    Table("trend", report.trend);
    out_->Key("by");
    out_->StartArray();
    for (const MetricsTable& table : report.tables) {
      out_->StartObject();
      out_->Key("fields");
      Fields(table.by);
      Table("rows", table);
      out_->EndObject();
    }
    out_->EndArray();
    Alerts(report);
    out_->EndObject();
  }

 private:
  void Instant(std::string_view key, const std::optional<Time>& at) {
    out_->Key(key);
    if (!at) return out_->Null();
    out_->Instant(*at);
  }

  void Events(const MetricsReport& report) {
    out_->Key("events");
    out_->StartObject();
    WriteCount("all", report.events, out_);
    for (size_t i = 0; i < record::kServiceEventKinds; ++i) {
      WriteCount(record::ServiceEventKindName(static_cast<record::ServiceEventKind>(i)),
                 report.events_by_kind[i], out_);
    }
    WriteCount("out_of_range", report.out_of_range, out_);
    WriteCount("late", report.late, out_);
    out_->EndObject();
  }

  void Customers(const MetricsReport& report) {
    out_->Key("customers");
    out_->StartObject();
    WriteCount("known", report.customers, out_);
    WriteCount("one_in", report.sampled, out_);
    for (size_t i = 0; i < kLifecycleStages; ++i) {
      WriteCount(LifecycleStageName(static_cast<LifecycleStage>(i)), report.stages[i], out_);
    }
    out_->EndObject();
  }

  void Fields(const GroupBy& by) {
    out_->StartArray();
    out_->String(GroupFieldName(by.first));
    if (by.second) out_->String(GroupFieldName(*by.second));
    out_->EndArray();
  }

  void Table(std::string_view key, const MetricsTable& table) {
    out_->Key(key);
    out_->StartArray();
    for (const MetricsRow& row : table.rows) Row(row, &table.by, false);
    out_->EndArray();
  }

  void Row(const MetricsRow& row, const GroupBy* by, bool undefined_too) {
    out_->StartObject();
    if (by != nullptr) {
      WriteText(GroupFieldName(by->first), row.values[0], out_);
      if (by->second) WriteText(GroupFieldName(*by->second), row.values[1], out_);
      if (row.is_other) {
        out_->Key("other");
        out_->Bool(true);
      }
    }
    WriteCount("cases", row.cases, out_);
    WriteCount("customers", row.customers, out_);
    out_->Key("metrics");
    out_->StartObject();
    for (const Figure& figure : row.figures) {
      if (figure.n == 0 && !undefined_too) continue;
      out_->Key(MetricName(figure.metric));
      One(figure);
    }
    out_->EndObject();
    out_->EndObject();
  }

  void Value(std::string_view key, int64_t ten_thousandths) {
    out_->Key(key);
    out_->TenThousandths(ten_thousandths);
  }

  void One(const Figure& figure) {
    out_->StartObject();
    std::optional<double> value = figure.value;
    if (value) value = Bounded(*value);
    WriteFraction("value", value, out_);
    WriteCount("n", figure.n, out_);
    if (figure.count) WriteCount("count", *figure.count, out_);
    std::optional<Interval> interval = figure.interval;
    if (interval) interval = Interval{Bounded(interval->low), Bounded(interval->high)};
    WriteInterval(interval, out_);
    if (figure.goal) {
      out_->Key("goal");
      out_->StartObject();
      Value(figure.goal->at_least ? "at_least" : "at_most", figure.goal->value);
      out_->EndObject();
      if (figure.verdict != Verdict::kNoGoal) {
        WriteText("verdict", VerdictName(figure.verdict), out_);
      }
    }
    out_->EndObject();
  }

  void Alerts(const MetricsReport& report) {
    out_->Key("alerts");
    out_->StartArray();
    for (const RaisedAlert& raised : report.alerts) {
      out_->StartObject();
      WriteText("metric", MetricName(raised.alert.metric), out_);
      WriteText("group", raised.group, out_);
      Value(raised.alert.below ? "below" : "above", raised.alert.value);
      WriteCount("min_sample", raised.alert.min_sample, out_);
      out_->Key("figure");
      One(raised.figure);
      out_->EndObject();
    }
    out_->EndArray();
  }

  record::JsonWriter* const out_;
};

}  // namespace

void WriteMetrics(const MetricsReport& report, record::JsonWriter* out) {
  Writer(out).Report(report);
}

}  // namespace rapport::insight
