#ifndef RAPPORT_CLI_LEARNING_VIEW_H_
#define RAPPORT_CLI_LEARNING_VIEW_H_

#include <string>
#include <vector>

#include "cli/learning_run.h"
#include "cli/terminal.h"
#include "record/json_writer.h"

namespace rapport::cli {

void AppendCurve(const Terminal& terminal, const std::vector<CurvePoint>& points, std::string* out);
void WriteCurve(const std::vector<CurvePoint>& points, record::JsonWriter* json);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_LEARNING_VIEW_H_
