#ifndef RAPPORT_CLI_MARKED_TEXT_H_
#define RAPPORT_CLI_MARKED_TEXT_H_

#include <string_view>
#include <vector>

#include "cli/layout.h"
#include "rapport/explanation.h"

namespace rapport::cli {

// The words of a turn with its hits marked: "I have ‹been waiting›[says_waiting]". Hits that
// overlap share a mark; one that does not count says why: "‹lawyer›[legal_threat: negated]". With a
// `window`, words further than that many bytes from any hit are left out ("…").
StyledText MarkHits(std::string_view text, const std::vector<const ExplainedHit*>& hits,
                    size_t window);

inline constexpr size_t kWholeText = static_cast<size_t>(-1);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_MARKED_TEXT_H_
