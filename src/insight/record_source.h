#ifndef RAPPORT_INSIGHT_RECORD_SOURCE_H_
#define RAPPORT_INSIGHT_RECORD_SOURCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "insight/line_accumulator.h"
#include "record/record_reader.h"

namespace rapport::insight {

constexpr std::string_view kUnknownFacts = "unknown_facts";

// What accumulators of conversation records share: the option, and reading a line.
class RecordSource {
 public:
  bool ReadOption(record::FieldReader& in, const record::JsonValue& value,
                  const record::Path& path) {
    size_t choice = 0;
    if (!ReadChoice(in, value, path, {"error", "ignore"}, &choice)) return false;
    ignores_ = choice == 1;
    return true;
  }
  void WriteOption(record::JsonWriter* out) const {
    out->Key(kUnknownFacts);
    out->String(ignores_ ? "ignore" : "error");
  }
  // After the options are known.
  void Open() {
    record::ReadOptions options;
    if (ignores_) options.unknown_facts = record::UnknownFacts::kIgnore;
    reader_ = record::RecordReader(options);
  }

  Status Parse(char* line, size_t size, int64_t number) {
    Status status = reader_.Parse(line, size);
    if (status.ok()) id_ = reader_.record().id.empty() ? StrCat(number) : reader_.record().id;
    return status;
  }
  record::RecordReader* reader() { return &reader_; }
  std::string_view id() const { return id_; }

 private:
  bool ignores_ = false;
  record::RecordReader reader_;
  std::string id_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_RECORD_SOURCE_H_
