#include <utility>

#include "insight/acceptance_json.h"
#include "insight/line_accumulator.h"
#include "insight/record_source.h"

namespace rapport::insight {
namespace {

using record::FieldReader;
using record::JsonValue;
using record::Path;

constexpr std::array<std::string_view, 3> kKeys = {"min_sample", "sort", kUnknownFacts};
constexpr std::array<std::string_view, 5> kOrders = {"least", "most", "shown", "wrong", "name"};

class AcceptanceAccumulator : public LineAccumulator {
 public:
  explicit AcceptanceAccumulator(const std::shared_ptr<const RuleSet>& rules)
      : rules_(rules), conversation_(rules) {}

  Status ReadFrom(const JsonValue& value) {
    FieldReader in;
    const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
      switch (key) {
        case 0:
          return ReadCount(in, v, at, 0, &min_sample_);
        case 1:
          return ReadChoice(in, v, at, {kOrders.begin(), kOrders.end()}, &order_);
      }
      return source_.ReadOption(in, v, at);
    };
    if (!ReadOptions(in, value, nullptr, kKeys, read)) return in.TakeStatus();
    source_.Open();
    return Status();
  }

  Status Add(char* line, size_t size, int64_t number) override {
    Status status = source_.Parse(line, size, number);
    if (status.ok()) status = source_.reader()->Fill(&conversation_);
    const record::Record& record = source_.reader()->record();
    if (status.ok()) status = Decide(conversation_, record.now, &decision_);
    if (status.ok()) counter_.Add(record, decision_);
    return status;
  }
  Status Merge(const LineAccumulator& other) override {
    const AcceptanceCounter& theirs = static_cast<const AcceptanceAccumulator&>(other).counter_;
    if (!counter_.HasRoomFor(theirs)) {
      return Status(StatusCode::kLimitExceeded, "together they have counted too much");
    }
    counter_.Merge(theirs);
    return Status();
  }
  void Save(ArchiveWriter* out) const override { counter_.Save(out); }
  void Load(ArchiveReader* in) override { counter_.Load(*rules_, in); }
  void WriteReport(record::JsonWriter* out) const override {
    AcceptanceReport report = counter_.Result(min_sample_, static_cast<AcceptanceOrder>(order_));
    report.rule_set = rules_->name();
    WriteAcceptance(report, nullptr, out);
  }
  void WriteOptions(record::JsonWriter* out) const override {
    out->StartObject();
    out->Key(kKeys[0]);
    out->Int(min_sample_);
    out->Key(kKeys[1]);
    out->String(kOrders[order_]);
    source_.WriteOption(out);
    out->EndObject();
  }

 private:
  const std::shared_ptr<const RuleSet> rules_;
  int64_t min_sample_ = 20;
  size_t order_ = static_cast<size_t>(AcceptanceOrder::kLeast);
  RecordSource source_;
  Conversation conversation_;
  Decision decision_;
  AcceptanceCounter counter_;
};

}  // namespace

MadeAccumulator NewAcceptanceAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                         const JsonValue& options) {
  auto made = std::make_unique<AcceptanceAccumulator>(rules);
  if (Status status = made->ReadFrom(options); !status.ok()) return status;
  return std::unique_ptr<LineAccumulator>(std::move(made));
}

}  // namespace rapport::insight
