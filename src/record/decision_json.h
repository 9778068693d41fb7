#ifndef RAPPORT_RECORD_DECISION_JSON_H_
#define RAPPORT_RECORD_DECISION_JSON_H_

#include <string_view>

#include "rapport/decision.h"
#include "record/json_writer.h"

namespace rapport::record {

// Appends one decision as a JSON object: always the same keys in the same order, so that equal
// decisions are equal bytes. docs/records.md explains every key.
void WriteDecision(std::string_view id, const Decision& decision, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_DECISION_JSON_H_
