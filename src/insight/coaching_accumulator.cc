#include <utility>

#include "insight/coaching_json.h"
#include "insight/coaching_report.h"
#include "insight/line_accumulator.h"
#include "insight/record_coach.h"
#include "insight/record_source.h"

namespace rapport::insight {
namespace {

using record::FieldReader;
using record::JsonValue;
using record::Path;

constexpr std::array<std::string_view, 4> kKeys = {"individuals", "min_sample", "lessons",
                                                   kUnknownFacts};
constexpr std::array<std::string_view, 6> kLessonKeys = {"id",       "label",  "channels",
                                                         "personas", "checks", "text"};

bool ReadNames(FieldReader& in, const JsonValue& value, const Path& path,
               std::vector<std::string>* names) {
  return in.Items(value, path, [&](const JsonValue& item, const Path& at) {
    std::string_view name;
    if (!in.String(item, at, &name)) return false;
    names->emplace_back(name);
    return true;
  });
}

bool ReadLesson(FieldReader& in, const JsonValue& value, const Path& path, Lesson* lesson) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  return ReadOptions(in, value, &path, kLessonKeys,
                     [&](size_t key, const JsonValue& v, const Path& at) {
                       const std::array<std::vector<std::string>*, 3> lists = {
                           &lesson->channels, &lesson->personas, &lesson->checks};
                       if (key >= 2 && key <= 4) return ReadNames(in, v, at, lists[key - 2]);
                       std::string_view text;
                       if (!in.String(v, at, &text)) return false;
                       (key == 0 ? lesson->id : key == 1 ? lesson->label : lesson->text) = text;
                       return true;
                     });
}

void WriteNames(std::string_view key, const std::vector<std::string>& names,
                record::JsonWriter* out) {
  out->Key(key);
  out->StartArray();
  for (const std::string& name : names) out->String(name);
  out->EndArray();
}

class CoachingAccumulator : public LineAccumulator {
 public:
  explicit CoachingAccumulator(const std::shared_ptr<const RuleSet>& rules)
      : coaching_(rules), coach_(rules, &coaching_) {}

  Status ReadFrom(const JsonValue& value) {
    FieldReader in;
    const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
      switch (key) {
        case 0:
          return ReadFlag(in, v, at, &options_.individuals);
        case 1:
          return ReadCount(in, v, at, 1, &options_.min_sample);
        case 2:
          return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
            return ReadLesson(in, item, item_at, &options_.lessons.emplace_back());
          });
      }
      return source_.ReadOption(in, v, at);
    };
    if (!ReadOptions(in, value, nullptr, kKeys, read)) return in.TakeStatus();
    source_.Open();
    return Status();
  }

  Status Add(char* line, size_t size, int64_t number) override {
    Status status = source_.Parse(line, size, number);
    if (status.ok()) status = coach_.Add(source_.reader(), source_.id(), std::nullopt);
    return status;
  }
  Status Merge(const LineAccumulator& other) override {
    const Coaching& theirs = static_cast<const CoachingAccumulator&>(other).coaching_;
    if (!coaching_.HasRoomFor(theirs)) {
      return Status(StatusCode::kLimitExceeded, "together they have too many agents or replies");
    }
    coaching_.Merge(theirs);
    return Status();
  }
  void Save(ArchiveWriter* out) const override { coaching_.Save(out); }
  void Load(ArchiveReader* in) override { coaching_.Load(in); }
  void WriteReport(record::JsonWriter* out) const override {
    WriteCoaching(coaching_.Report(options_), out);
  }
  void WriteOptions(record::JsonWriter* out) const override {
    out->StartObject();
    out->Key(kKeys[0]);
    out->Bool(options_.individuals);
    out->Key(kKeys[1]);
    out->Int(options_.min_sample);
    out->Key(kKeys[2]);
    out->StartArray();
    for (const Lesson& lesson : options_.lessons) {
      out->StartObject();
      out->Key(kLessonKeys[0]);
      out->String(lesson.id);
      out->Key(kLessonKeys[1]);
      out->String(lesson.label);
      WriteNames(kLessonKeys[2], lesson.channels, out);
      WriteNames(kLessonKeys[3], lesson.personas, out);
      WriteNames(kLessonKeys[4], lesson.checks, out);
      out->Key(kLessonKeys[5]);
      out->String(lesson.text);
      out->EndObject();
    }
    out->EndArray();
    source_.WriteOption(out);
    out->EndObject();
  }

 private:
  CoachingOptions options_;
  RecordSource source_;
  Coaching coaching_;
  RecordCoach coach_;  // into coaching_
};

}  // namespace

MadeAccumulator NewCoachingAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                       const JsonValue& options) {
  auto made = std::make_unique<CoachingAccumulator>(rules);
  if (Status status = made->ReadFrom(options); !status.ok()) return status;
  return std::unique_ptr<LineAccumulator>(std::move(made));
}

}  // namespace rapport::insight
