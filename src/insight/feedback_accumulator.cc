#include <utility>

#include "insight/line_accumulator.h"
#include "insight/themes.h"
#include "insight/themes_json.h"
#include "insight/themes_report.h"

namespace rapport::insight {
namespace {

using record::FieldReader;
using record::JsonValue;
using record::Path;

constexpr std::array<std::string_view, 2> kKeys = {"by", "min_sample"};

std::vector<std::string_view> DimensionNames() {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < record::kDimensions; ++i) {
    names.emplace_back(record::DimensionName(static_cast<record::Dimension>(i)));
  }
  return names;
}

class FeedbackAccumulator : public LineAccumulator {
 public:
  FeedbackAccumulator(const std::shared_ptr<const RuleSet>& rules, const FeedbackOptions& options)
      : options_(options), feedback_(rules) {}

  Status Add(char* line, size_t size, int64_t /*number*/) override {
    record::ServiceEvent event;
    Status status = reader_.Read(line, size, &event);
    if (status.ok()) feedback_.Add(event);
    return status;
  }
  Status Merge(const LineAccumulator& other) override {
    return feedback_.Merge(static_cast<const FeedbackAccumulator&>(other).feedback_);
  }
  void Save(ArchiveWriter* out) const override { out->Items(feedback_.Save()); }
  void Load(ArchiveReader* in) override {
    std::string bytes;
    in->Items(bytes);
    if (in->ok() && !feedback_.Load(bytes).ok()) in->Fail("its feedback cannot be so");
  }
  void WriteReport(record::JsonWriter* out) const override {
    WriteFeedback(feedback_.Report(options_), out);
  }
  void WriteOptions(record::JsonWriter* out) const override {
    out->StartObject();
    out->Key(kKeys[0]);
    out->String(record::DimensionName(options_.by));
    out->Key(kKeys[1]);
    out->Int(options_.min_sample);
    out->EndObject();
  }

 private:
  const FeedbackOptions options_;
  record::ServiceEventReader reader_;
  Feedback feedback_;
};

}  // namespace

MadeAccumulator NewFeedbackAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                       const JsonValue& value) {
  FieldReader in;
  FeedbackOptions options;
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    if (key == 1) return ReadCount(in, v, at, 2, &options.min_sample);
    size_t dimension = 0;
    if (!ReadChoice(in, v, at, DimensionNames(), &dimension)) return false;
    options.by = static_cast<record::Dimension>(dimension);
    return true;
  };
  if (!ReadOptions(in, value, nullptr, kKeys, read)) return in.TakeStatus();
  return std::unique_ptr<LineAccumulator>(std::make_unique<FeedbackAccumulator>(rules, options));
}

}  // namespace rapport::insight
