#ifndef RAPPORT_RULESET_LINE_H_
#define RAPPORT_RULESET_LINE_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// Splits a line to say, "I can take {limit.discount_pct}% off, {first_name|there}.", into its
// pieces. False when a placeholder is malformed or names neither a fact nor a limit.
bool ParseLine(std::string_view text, const absl::flat_hash_map<std::string, Index>& facts,
               const absl::flat_hash_map<std::string, Index>& limits, Line* line);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_LINE_H_
