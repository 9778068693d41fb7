#ifndef RAPPORT_INSIGHT_METRICS_JSON_H_
#define RAPPORT_INSIGHT_METRICS_JSON_H_

#include "insight/metrics_report.h"
#include "record/json_writer.h"

namespace rapport::insight {

// As one object; docs/metrics.md explains every key. Rows name the figures that are of something;
// `all` has every one, undefined ones with the value null.
void WriteMetrics(const MetricsReport& report, record::JsonWriter* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_METRICS_JSON_H_
