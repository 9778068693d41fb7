#include <utility>

#include "base/time.h"
#include "insight/line_accumulator.h"
#include "insight/metrics.h"
#include "insight/metrics_json.h"
#include "insight/metrics_report.h"

namespace rapport::insight {
namespace {

using record::FieldReader;
using record::JsonValue;
using record::Path;

constexpr std::array<std::string_view, 5> kKeys = {"by", "from", "to", "max_cases",
                                                   "max_customers"};

class MetricsAccumulator : public LineAccumulator {
 public:
  MetricsAccumulator(const std::shared_ptr<const RuleSet>& rules, const MetricsOptions& options)
      : options_(options), metrics_(rules, options) {}

  Status Add(char* line, size_t size, int64_t /*number*/) override {
    record::ServiceEvent event;
    Status status = reader_.Read(line, size, &event);
    if (status.ok()) metrics_.Add(event);
    return status;
  }
  Status Merge(const LineAccumulator& other) override {
    return metrics_.Merge(static_cast<const MetricsAccumulator&>(other).metrics_);
  }
  void Save(ArchiveWriter* out) const override { out->Items(metrics_.Save()); }
  void Load(ArchiveReader* in) override {
    std::string bytes;
    in->Items(bytes);
    if (in->ok() && !metrics_.Load(bytes).ok()) in->Fail("its metrics cannot be so");
  }
  void WriteReport(record::JsonWriter* out) const override { WriteMetrics(metrics_.Report(), out); }
  void WriteOptions(record::JsonWriter* out) const override {
    out->StartObject();
    out->Key(kKeys[0]);
    out->StartArray();
    for (const GroupBy& by : options_.by) out->String(GroupByName(by));
    out->EndArray();
    const std::array<std::optional<Time>, 2> times = {options_.from, options_.to};
    for (size_t i = 0; i < times.size(); ++i) {
      if (!times[i]) continue;
      out->Key(kKeys[i + 1]);
      out->Instant(*times[i]);
    }
    out->Key(kKeys[3]);
    out->Uint(options_.max_cases);
    out->Key(kKeys[4]);
    out->Uint(options_.max_customers);
    out->EndObject();
  }

 private:
  const MetricsOptions options_;
  record::ServiceEventReader reader_;
  Metrics metrics_;
};

bool ReadLimit(FieldReader& in, const JsonValue& value, const Path& path, uint32_t* out) {
  int64_t count = 0;
  if (!ReadCount(in, value, path, 8, &count)) return false;
  *out = static_cast<uint32_t>(count);
  return true;
}

bool ReadGroup(FieldReader& in, const JsonValue& value, const Path& path, GroupBy* by) {
  std::string_view text;
  if (!in.String(value, path, &text)) return false;
  const Result<GroupBy> parsed = ParseGroupBy(text);
  if (!parsed.ok()) return in.Fail(path, parsed.status().message());
  *by = *parsed;
  return true;
}

}  // namespace

MadeAccumulator NewMetricsAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                      const JsonValue& value) {
  FieldReader in;
  MetricsOptions options;
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    switch (key) {
      case 0:
        return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
          return ReadGroup(in, item, item_at, &options.by.emplace_back());
        });
      case 1:
        return in.Instant(v, at, &options.from);
      case 2:
        return in.Instant(v, at, &options.to);
      case 3:
        return ReadLimit(in, v, at, &options.max_cases);
    }
    return ReadLimit(in, v, at, &options.max_customers);
  };
  if (!ReadOptions(in, value, nullptr, kKeys, read)) return in.TakeStatus();
  for (const std::optional<Time>& at : {options.from, options.to}) {
    if (at && !IsInRange(*at)) {
      return Status(StatusCode::kInvalidArgument, "`from` and `to` are in the years 1 to 9999");
    }
  }
  if (options.from && options.to && *options.from >= *options.to) {
    return Status(StatusCode::kInvalidArgument, "`to` must be after `from`");
  }
  return std::unique_ptr<LineAccumulator>(std::make_unique<MetricsAccumulator>(rules, options));
}

}  // namespace rapport::insight
