#ifndef RAPPORT_CLI_MINE_VIEW_H_
#define RAPPORT_CLI_MINE_VIEW_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "learn/accept.h"
#include "learn/mine.h"
#include "learn/mine_review.h"

namespace rapport::cli {

void AppendProposals(const Terminal& terminal, std::string_view rule_set,
                     const learn::MineReport& report, std::string* out);

void AppendCueReview(const Terminal& terminal, std::string_view rule_set,
                     const learn::CueReview& review, std::string* out);

// What is left for a person to do: lines for cues that the pack has. `accepted` proposals were
// read.
void AppendAcceptance(const learn::Acceptance& acceptance, size_t accepted, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_MINE_VIEW_H_
