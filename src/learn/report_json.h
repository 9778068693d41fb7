#ifndef RAPPORT_LEARN_REPORT_JSON_H_
#define RAPPORT_LEARN_REPORT_JSON_H_

#include "learn/evaluation_report.h"
#include "record/json_writer.h"

namespace rapport::learn {

// Appends the evaluation's object, with a further member for each part that the report has:
// `compare`, `by`, `coverage`, `mistakes` (docs/evaluation.md).
void WriteReport(const Report& report, record::JsonWriter* out);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_REPORT_JSON_H_
