#ifndef RAPPORT_RECORD_JSON_NUMBERS_H_
#define RAPPORT_RECORD_JSON_NUMBERS_H_

// Members of JSON objects with figures, as every report of the program writes them.

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "record/json_writer.h"

namespace rapport::record {

// `fraction` in ten-thousandths, rounded half away from zero: what every output of a metric shows.
inline int64_t TenThousandths(double fraction) { return std::llround(fraction * 1e4); }

inline void WriteCount(std::string_view key, int64_t value, JsonWriter* out) {
  out->Key(key);
  out->Int(value);
}

// With four decimals; null for what is undefined.
inline void WriteFraction(std::string_view key, std::optional<double> value, JsonWriter* out) {
  out->Key(key);
  if (value) {
    out->TenThousandths(TenThousandths(*value));
  } else {
    out->Null();
  }
}

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_NUMBERS_H_
