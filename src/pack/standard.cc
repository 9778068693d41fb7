// `standard:`, read and checked.

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "base/time.h"
#include "pack/names.h"
#include "pack/read.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

constexpr Duration kLongest = std::chrono::hours(24 * 3660);  // ten years
constexpr int64_t kUsualSample = 30;  // of an alert
constexpr int64_t kMilliToUnit = 10;                          // ten-thousandths

struct ValueForm {
  const char* what;
  const char* hint;
};
ValueForm FormOf(MetricUnit unit) {
  switch (unit) {
    case MetricUnit::kShare:
      return {"a share", "write a percentage from 0% to 100% with at most two decimals: 80%"};
    case MetricUnit::kPoints:
      return {"points", "write a number from -100 to 100"};
    case MetricUnit::kScore:
      return {"a score", "write a number from 1 to 7"};
    case MetricUnit::kSeconds:
      return {"a time", "write a number with a unit, up to ten years: 90s, 30m, 2h, 3d"};
    case MetricUnit::kAmount:
      break;
  }
  return {"an amount", "write a number from 0 to 1000000000 without a currency"};
}

std::optional<int64_t> ParseBetween(std::string_view text, Milli low, Milli high) {
  const std::optional<Milli> value = ParseMilli(text);
  if (!value || *value < low || *value > high) return std::nullopt;
  return *value * kMilliToUnit;
}

std::optional<int64_t> ParseShare(std::string_view text) {
  if (text.empty() || text.back() != '%') return std::nullopt;
  text.remove_suffix(1);
  const std::optional<Milli> value = ParseMilli(text);
  if (!value || *value < 0 || *value > 100 * kOne || *value % 10 != 0) return std::nullopt;
  return *value / 10;
}

// In ten-thousandths of the unit.
std::optional<int64_t> ParseValue(std::string_view text, MetricUnit unit) {
  switch (unit) {
    case MetricUnit::kShare:
      return ParseShare(text);
    case MetricUnit::kPoints:
      return ParseBetween(text, -100 * kOne, 100 * kOne);
    case MetricUnit::kScore:
      return ParseBetween(text, kOne, 7 * kOne);
    case MetricUnit::kSeconds: {
      const std::optional<Duration> value = ParseDuration(text);
      if (!value || *value < Duration(0) || *value > kLongest) return std::nullopt;
      return value->count() / 100;
    }
    case MetricUnit::kAmount:
      break;
  }
  const std::optional<double> value = ParseDouble(text);
  if (!value || *value < 0 || *value > 1e9) return std::nullopt;
  return std::llround(*value * 1e4);
}

class Reader {
 public:
  Reader(const Node& standard, DiagnosticSink* sink) : fields_(standard), sink_(sink) {}

  StandardSettings Read() {
    StandardSettings out;
    constexpr std::array<std::string_view, 3> kPeriods = {"day", "week", "month"};
    if (fields_.Find("period") != nullptr) {
      out.period = fields_.Enum("period", kPeriods, ReportPeriod::kWeek);
    }
    if (const auto above = fields_.Int("satisfied_above")) {
      out.satisfied_above = static_cast<int32_t>(*above);
    }
    const Node* windows = fields_.Find("windows");
    out.fcr_window = Span(windows, "fcr", Duration(0));
    out.reopen_window = Span(windows, "reopen", Duration(0));
    Lifecycle(&out);
    out.first_response = Times("first_response");
    out.resolution = Times("resolution");
    Goals(&out);
    Alerts(&out);
    Checks(&out);
    return out;
  }

 private:
  std::optional<Duration> Span(const Node* map, std::string_view key, Duration least) {
    if (map == nullptr || !map->is_map()) return std::nullopt;
    const Fields fields(*map);
    const std::optional<Duration> span = fields.Span(key);
    return span && InRange(*fields.Find(key), *span, least) ? span : std::nullopt;
  }

  bool InRange(const Node& node, Duration span, Duration least) {
    if (span >= least && span <= kLongest) return true;
    sink_->Error("out-of-range", node.span, StrCat(node.value, " is out of range for a duration"),
                 StrCat("it must be ", FormatDuration(least), " to ", FormatDuration(kLongest)));
    return false;
  }

  void Lifecycle(StandardSettings* out) {
    const Node* map = fields_.Find("lifecycle");
    out->new_for = Span(map, "new", Duration(1));
    out->at_risk_after = Span(map, "at_risk", Duration(1));
    out->lapsed_after = Span(map, "lapsed", Duration(1));
    const Standard otherwise;
    if (out->at_risk_after.value_or(otherwise.at_risk_after) >=
        out->lapsed_after.value_or(otherwise.lapsed_after)) {
      sink_->Error("out-of-range", map->span, "'at_risk' must be shorter than 'lapsed'",
                   "a customer is at risk before they have lapsed");
    }
  }

  std::vector<std::pair<std::string, Duration>> Times(std::string_view key) {
    std::vector<std::pair<std::string, Duration>> out;
    const Node* map = fields_.Find(key);
    for (size_t i = 0; map != nullptr && i < map->entries(); ++i) {
      const Node& value = map->value_of(i);
      const std::optional<Duration> span =
          value.is_scalar() ? ParseDuration(value.value) : std::nullopt;
      if (!span || !InRange(value, *span, Duration(0))) continue;
      const std::string& channel = map->key(i).value;
      out.emplace_back(channel == "default" ? "" : channel, *span);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  std::optional<int64_t> Value(const Node& node, MetricUnit unit) {
    const std::optional<int64_t> value = ParseValue(node.value, unit);
    if (!value) {
      const ValueForm form = FormOf(unit);
      sink_->Error("wrong-type", node.span,
                   StrCat("expected ", std::string_view(form.what), ", found ", Quoted(node.value)),
                   form.hint);
    }
    return value;
  }

  // Calls `each(metric, fields, value, whether it is under `low`)` for each metric of a map of
  // bounds.
  template <typename Each>
  void Bounds(std::string_view key, std::string_view low, std::string_view high, const Each& each) {
    const Node* map = fields_.Find(key);
    if (map == nullptr) return;
    for (int32_t m = 0; m < kMetrics; ++m) {
      const auto metric = static_cast<Metric>(m);
      const Node* node = map->Find(MetricName(metric));
      if (node == nullptr || !node->is_map()) continue;
      const Fields fields(*node);
      const Node* lower = fields.Find(low);
      const Node* upper = fields.Find(high);
      if (lower != nullptr && upper != nullptr) {  // one of them a parent's
        sink_->Error("conflicting-keys", upper->span,
                     StrCat("'", high, "' cannot stand beside '", low, "'"),
                     "the pack that is extended gives the other one");
        continue;
      }
      const Node* bound = lower != nullptr ? lower : upper;
      if (bound == nullptr) continue;
      if (const auto value = Value(*bound, UnitOf(metric))) {
        each(metric, fields, *value, lower != nullptr);
      }
    }
  }

  void Goals(StandardSettings* out) {
    Bounds("goals", "at_least", "at_most",
           [out](Metric metric, const Fields&, int64_t value, bool at_least) {
             out->goals.push_back({metric, at_least, value});
           });
  }

  void Alerts(StandardSettings* out) {
    Bounds("alerts", "below", "above",
           [out](Metric metric, const Fields& fields, int64_t value, bool below) {
             out->alerts.push_back(
                 {metric, below, value, fields.Int("min_sample").value_or(kUsualSample)});
           });
  }

  void Checks(StandardSettings* out) {
    const Node* map = fields_.Find("checks");
    for (size_t i = 0; map != nullptr && i < map->entries(); ++i) {
      if (!map->value_of(i).is_scalar()) continue;
      if (const auto share = Value(map->value_of(i), MetricUnit::kShare)) {
        out->checks.emplace_back(RefOf(map->key(i)), *share);
      }
    }
    std::sort(out->checks.begin(), out->checks.end(),
              [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
  }

  const Fields fields_;
  DiagnosticSink* const sink_;
};

}  // namespace

StandardSettings ReadStandard(const Node& standard, DiagnosticSink* sink) {
  return Reader(standard, sink).Read();
}

void ValidateStandard(const Validation& v, const Pack& pack) {
  const Names names(v.draft);
  for (const auto& [check, share] : pack.standard.checks) {
    names.Check(Section::kChecks, check.id, check.span, v.sink);
  }
}

}  // namespace rapport::pack
