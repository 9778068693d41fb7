#ifndef RAPPORT_INSIGHT_JSON_NUMBERS_H_
#define RAPPORT_INSIGHT_JSON_NUMBERS_H_

#include <optional>
#include <string_view>

#include "insight/intervals.h"
#include "record/json_numbers.h"

namespace rapport::insight {

using record::WriteCount;
using record::WriteFraction;

inline void WriteInterval(const std::optional<Interval>& interval, record::JsonWriter* out) {
  out->Key("interval");
  if (!interval) return out->Null();
  out->StartArray();
  out->TenThousandths(record::TenThousandths(interval->low));
  out->TenThousandths(record::TenThousandths(interval->high));
  out->EndArray();
}

inline void WriteText(std::string_view key, std::string_view value, record::JsonWriter* out) {
  out->Key(key);
  out->String(value);
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_JSON_NUMBERS_H_
