#ifndef RAPPORT_INSIGHT_THEMES_JSON_H_
#define RAPPORT_INSIGHT_THEMES_JSON_H_

#include "insight/themes_report.h"
#include "record/json_writer.h"

namespace rapport::insight {

// One object; docs/customer-feedback.md describes it.
void WriteFeedback(const FeedbackReport& report, record::JsonWriter* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_THEMES_JSON_H_
