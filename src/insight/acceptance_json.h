#ifndef RAPPORT_INSIGHT_ACCEPTANCE_JSON_H_
#define RAPPORT_INSIGHT_ACCEPTANCE_JSON_H_

#include "insight/acceptance.h"
#include "insight/feedback_labels.h"
#include "record/json_writer.h"

namespace rapport::insight {

// As one object; docs/feedback-loop.md explains every key. `labels` may be null.
void WriteAcceptance(const AcceptanceReport& report, const FeedbackLabeller* labels,
                     record::JsonWriter* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_ACCEPTANCE_JSON_H_
