#ifndef RAPPORT_INSIGHT_COMPARE_JSON_H_
#define RAPPORT_INSIGHT_COMPARE_JSON_H_

#include "insight/compare.h"
#include "record/json_writer.h"

namespace rapport::insight {

// As one object; docs/improvements.md explains every key.
void WriteComparison(const CompareReport& report, record::JsonWriter* out);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_COMPARE_JSON_H_
