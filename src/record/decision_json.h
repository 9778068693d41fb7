#ifndef RAPPORT_RECORD_DECISION_JSON_H_
#define RAPPORT_RECORD_DECISION_JSON_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "rapport/decision.h"
#include "record/json_writer.h"

namespace rapport::record {

// A set of the keys of a decision, one bit each.
using DecisionKeys = uint32_t;
constexpr DecisionKeys kAllDecisionKeys = ~DecisionKeys{0};
DecisionKeys FindDecisionKey(std::string_view name);  // 0 for one that there is not
std::vector<std::string_view> DecisionKeyNames();     // in their order; without "id"

// Appends one decision as a JSON object: always the same keys in the same order, so that equal
// decisions are equal bytes. docs/records.md explains every key. Of the keys, `id` and those in
// `keys` are written.
void WriteDecision(std::string_view id, const Decision& decision, JsonWriter* out,
                   DecisionKeys keys = kAllDecisionKeys);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_DECISION_JSON_H_
