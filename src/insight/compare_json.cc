#include "insight/compare_json.h"

#include <algorithm>

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

// Sums of money may be beyond what ten-thousandths can say.
double Bounded(double value) {
  constexpr double kMost = 9e14;
  return std::clamp(value, -kMost, kMost);
}

std::optional<double> Bounded(std::optional<double> value) {
  if (value) value = Bounded(*value);
  return value;
}

class Writer {
 public:
  explicit Writer(record::JsonWriter* out) : out_(out) {}

  void Report(const CompareReport& report) {
    out_->StartObject();
    WriteText("ruleset", report.rule_set, out_);
    Period("before", report.before);
    Period("after", report.after);
    out_->Key("lengths_differ");
    out_->Bool(report.lengths_differ);
    WriteCount("min_sample", report.min_sample, out_);
    WriteCount("tests", report.tests, out_);
    out_->Key("fields");
    out_->StartArray();
    if (report.where) {
      out_->String(GroupFieldName(report.where->field));
    } else if (report.by) {
      out_->String(GroupFieldName(report.by->first));
      if (report.by->second) out_->String(GroupFieldName(*report.by->second));
    }
    out_->EndArray();
    out_->Key("groups");
    out_->StartArray();
    for (const ComparedGroup& group : report.groups) Group(group);
    out_->EndArray();
    out_->EndObject();
  }

 private:
  void Period(std::string_view key, const ComparedPeriod& period) {
    out_->Key(key);
    out_->StartObject();
    Instant("first", period.first);
    Instant("last", period.last);
    WriteCount("events", period.events, out_);
    WriteCount("cases", period.cases, out_);
    WriteCount("customers", period.customers, out_);
    WriteFraction("days", Bounded(period.days), out_);
    out_->EndObject();
  }

  void Instant(std::string_view key, const std::optional<Time>& at) {
    out_->Key(key);
    if (!at) return out_->Null();
    out_->Instant(*at);
  }

  void Group(const ComparedGroup& group) {
    out_->StartObject();
    out_->Key("values");
    out_->StartArray();
    for (const std::string& value : group.values) out_->String(value);
    out_->EndArray();
    for (const auto& [key, is_set] :
         {std::pair{"other", group.is_other}, {"rest", group.is_rest}}) {
      if (!is_set) continue;
      out_->Key(key);
      out_->Bool(true);
    }
    out_->Key("metrics");
    out_->StartObject();
    for (const ComparedFigure& figure : group.figures) {
      if (figure.before_n == 0 && figure.after_n == 0) continue;
      out_->Key(MetricName(figure.metric));
      One(figure);
    }
    out_->EndObject();
    out_->EndObject();
  }

  void One(const ComparedFigure& figure) {
    out_->StartObject();
    WriteFraction("before", Bounded(figure.before), out_);
    WriteCount("before_n", figure.before_n, out_);
    WriteFraction("after", Bounded(figure.after), out_);
    WriteCount("after_n", figure.after_n, out_);
    Judged(figure.change);
    if (figure.against_others) {
      out_->Key("against_others");
      out_->StartObject();
      Judged(*figure.against_others);
      out_->EndObject();
    }
    out_->EndObject();
  }

  void Judged(const JudgedChange& change) {
    WriteFraction("difference", Bounded(change.difference), out_);
    std::optional<Interval> interval = change.interval;
    if (interval) interval = Interval{Bounded(interval->low), Bounded(interval->high)};
    WriteInterval(interval, out_);
    WriteFraction("p", change.p, out_);
    WriteFraction("adjusted_p", change.adjusted, out_);
    WriteText("verdict", ChangeVerdictName(change.verdict), out_);
    if (change.remark != ChangeRemark::kNone) {
      WriteText("remark", ChangeRemarkName(change.remark), out_);
    }
  }

  record::JsonWriter* const out_;
};

}  // namespace

void WriteComparison(const CompareReport& report, record::JsonWriter* out) {
  Writer(out).Report(report);
}

}  // namespace rapport::insight
