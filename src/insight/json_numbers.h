#ifndef RAPPORT_INSIGHT_JSON_NUMBERS_H_
#define RAPPORT_INSIGHT_JSON_NUMBERS_H_

#include <cmath>
#include <optional>
#include <string_view>

#include "insight/intervals.h"
#include "record/json_writer.h"

namespace rapport::insight {

// Numbers to four places, as everywhere in the program's JSON; null for what is not defined.
inline void WriteNumber(std::string_view key, double value, record::JsonWriter* out) {
  out->Key(key);
  out->TenThousandths(std::llround(value * 1e4));
}
inline void WriteNumber(std::string_view key, const std::optional<double>& value,
                        record::JsonWriter* out) {
  if (value) return WriteNumber(key, *value, out);
  out->Key(key);
  out->Null();
}
inline void WriteInterval(const std::optional<Interval>& interval, record::JsonWriter* out) {
  out->Key("interval");
  if (!interval) return out->Null();
  out->StartArray();
  out->TenThousandths(std::llround(interval->low * 1e4));
  out->TenThousandths(std::llround(interval->high * 1e4));
  out->EndArray();
}

inline void WriteText(std::string_view key, std::string_view value, record::JsonWriter* out) {
  out->Key(key);
  out->String(value);
}
inline void WriteCount(std::string_view key, int64_t value, record::JsonWriter* out) {
  out->Key(key);
  out->Int(value);
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_JSON_NUMBERS_H_
