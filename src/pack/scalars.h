#ifndef RAPPORT_PACK_SCALARS_H_
#define RAPPORT_PACK_SCALARS_H_

// Numbers and booleans from raw scalars, by our rules and no locale's. (Weights, durations and
// times are read by base/fixed_point.h and base/time.h.)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::pack {

std::optional<bool> ParseBool(std::string_view text);      // true, false; nothing else
std::optional<int64_t> ParseInt(std::string_view text);    // -3, 0, 42; no plus, no leading zero
std::optional<double> ParseDouble(std::string_view text);  // 2, -0.5, 1e6; finite
std::string FormatDouble(double value);                    // the shortest that reads back the same

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SCALARS_H_
