#ifndef RAPPORT_INSIGHT_COACHING_JSON_H_
#define RAPPORT_INSIGHT_COACHING_JSON_H_

#include "insight/coaching_report.h"
#include "record/json_writer.h"

namespace rapport::insight {

// Appends the report as one JSON object; docs/coaching.md explains every key.
void WriteCoaching(const CoachingReport& report, record::JsonWriter* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_COACHING_JSON_H_
