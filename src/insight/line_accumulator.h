#ifndef RAPPORT_INSIGHT_LINE_ACCUMULATOR_H_
#define RAPPORT_INSIGHT_LINE_ACCUMULATOR_H_

// What is behind each kind of rapport::Accumulator, and how the kinds read their options.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"
#include "record/field_reader.h"
#include "record/json_writer.h"

namespace rapport::insight {

class LineAccumulator {
 public:
  virtual ~LineAccumulator() = default;

  // Counts a line, which is overwritten; a NUL follows it. `number` is that of the line, from 1.
  // A failure leaves all as it was.
  virtual Status Add(char* line, size_t size, int64_t number) = 0;
  // `other` has the same kind, options and rules, and is not this one. A failure as in Add().
  virtual Status Merge(const LineAccumulator& other) = 0;

  // The counts alone. Load() makes `in` fail for counts that cannot be; whether the bytes are those
  // of Save() is for the caller to compare.
  virtual void Save(ArchiveWriter* out) const = 0;
  virtual void Load(ArchiveReader* in) = 0;

  virtual void WriteReport(record::JsonWriter* out) const = 0;
  // As an object in one form, whatever form they were given in: equal options, equal bytes.
  virtual void WriteOptions(record::JsonWriter* out) const = 0;
};

using MadeAccumulator = Result<std::unique_ptr<LineAccumulator>>;

// `options` is an object.
MadeAccumulator NewCoachingAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                       const record::JsonValue& options);
MadeAccumulator NewAcceptanceAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                         const record::JsonValue& options);

MadeAccumulator NewFeedbackAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                       const record::JsonValue& options);
MadeAccumulator NewMetricsAccumulator(const std::shared_ptr<const RuleSet>& rules,
                                      const record::JsonValue& options);

// Calls `read(key index, value, path)` for each member of an object of options. There are no
// others: an option that is not known would be thought to work.
template <size_t N, typename Read>
bool ReadOptions(record::FieldReader& in, const record::JsonValue& object, const record::Path* path,
                 const std::array<std::string_view, N>& keys, const Read& read) {
  for (const auto& member : object.GetObject()) {
    const std::string_view name = record::JsonText(member.name);
    const std::vector<std::string_view> known(keys.begin(), keys.end());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string hint = DidYouMean(name, known);
    return in.Fail(record::Path{path, name},
                   hint.empty() ? "not an option" : StrCat("not an option; ", hint));
  }
  return in.Members(object, path, keys, read);
}

bool ReadFlag(record::FieldReader& in, const record::JsonValue& value, const record::Path& path,
              bool* out);
// A whole number from `least` to 1,000,000,000.
bool ReadCount(record::FieldReader& in, const record::JsonValue& value, const record::Path& path,
               int64_t least, int64_t* out);
// The index of one of `names`.
bool ReadChoice(record::FieldReader& in, const record::JsonValue& value, const record::Path& path,
                const std::vector<std::string_view>& names, size_t* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_LINE_ACCUMULATOR_H_
