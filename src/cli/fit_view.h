#ifndef RAPPORT_CLI_FIT_VIEW_H_
#define RAPPORT_CLI_FIT_VIEW_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "learn/fit.h"
#include "record/json_writer.h"

namespace rapport::cli {

void AppendFitReport(const Terminal& terminal, std::string_view rule_set,
                     const learn::FitReport& report, int64_t unlabelled, std::string* out);

// One JSON object. `written`: whether the result is in its files.
void WriteFitReport(std::string_view rule_set, const learn::FitReport& report, int64_t unlabelled,
                    bool written, record::JsonWriter* json);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_FIT_VIEW_H_
