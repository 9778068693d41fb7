#ifndef RAPPORT_CLI_EXPLANATION_VIEW_H_
#define RAPPORT_CLI_EXPLANATION_VIEW_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "rapport/explanation.h"

namespace rapport::cli {

// What of an explanation to show. The default fits two screens: the words with their hits, the
// types that matter, the scales, the policies that took place or could not be determined, and the
// nearest of the others.
struct ExplanationFilter {
  std::vector<std::string> policies;  // only these, in full
  std::vector<std::string> personas;  // only these, in full
  bool why_not = false;  // everything that was not reported or did not apply, one line each
  bool all = false;      // everything
};

void AppendExplanation(const Terminal& terminal, std::string_view id,
                       const Explanation& explanation, const ExplanationFilter& filter,
                       std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EXPLANATION_VIEW_H_
