#ifndef RAPPORT_CLI_REVIEW_VIEW_H_
#define RAPPORT_CLI_REVIEW_VIEW_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "learn/review_evaluation.h"
#include "rapport/review.h"

namespace rapport::cli {

// The score and every check that failed, with its words, why, and a better wording; with
// `all_checks` those that passed or do not apply too.
void AppendReview(const Terminal& terminal, std::string_view id, const Review& review,
                  bool all_checks, std::string* out);

// For the one who writes: whether it may go out, and the one thing to mend first.
void AppendDraftTip(const Terminal& terminal, std::string_view id, const Review& review,
                    std::string* out);

// How reviews agree with labels: one line for each check.
void AppendReviewEvaluation(const Terminal& terminal, const learn::ReviewEvaluation& evaluation,
                            std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_REVIEW_VIEW_H_
