#ifndef RAPPORT_INSIGHT_NEW_THEMES_H_
#define RAPPORT_INSIGHT_NEW_THEMES_H_

#include <map>
#include <vector>

#include "insight/themes.h"
#include "insight/themes_report.h"

namespace rapport::insight {

// Words and runs of up to three words that comments without a theme, and comments on low scores,
// have more often than the others; at least `min_comments` of the kind must have them. The same
// sample gives the same proposals.
std::vector<Proposal> ProposeThemes(const ruleset::Tables& tables,
                                    const std::map<SampledKey, SampledValue>& sample,
                                    int64_t min_comments);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_NEW_THEMES_H_
