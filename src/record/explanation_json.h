#ifndef RAPPORT_RECORD_EXPLANATION_JSON_H_
#define RAPPORT_RECORD_EXPLANATION_JSON_H_

#include <string_view>

#include "rapport/explanation.h"
#include "record/json_writer.h"

namespace rapport::record {

// Appends one explanation as a JSON object, keys in a fixed order. docs/records.md explains them.
void WriteExplanation(std::string_view id, const Explanation& explanation, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_EXPLANATION_JSON_H_
