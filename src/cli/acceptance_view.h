#ifndef RAPPORT_CLI_ACCEPTANCE_VIEW_H_
#define RAPPORT_CLI_ACCEPTANCE_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "insight/acceptance.h"
#include "insight/feedback_labels.h"

namespace rapport::cli {

// A table for each kind of thing that was recommended.
void AppendAcceptance(const Terminal& terminal, const insight::AcceptanceReport& report,
                      std::string* out);

// How many labels were written, and why others were not.
void AppendFeedbackLabels(const Terminal& terminal, const insight::FeedbackLabeller& labels,
                          const std::string& path, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_ACCEPTANCE_VIEW_H_
