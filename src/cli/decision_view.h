#ifndef RAPPORT_CLI_DECISION_VIEW_H_
#define RAPPORT_CLI_DECISION_VIEW_H_

#include <string>
#include <string_view>

#include "cli/layout.h"
#include "cli/terminal.h"
#include "rapport/decision.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// A decision for people, a few lines: who, how hostile, what to do and say, whom to tell by when,
// what is limited, what could not be determined. Appends to `out`.
void AppendDecision(const Terminal& terminal, const RuleSet& rules, std::string_view id,
                    const Decision& decision, size_t max_actions, std::string* out);

// The same on one line, in columns of fixed width so that lines can be written as they come.
void AppendDecisionRow(const Terminal& terminal, const RuleSet& rules, std::string_view id,
                       const Decision& decision, std::string* out);
void AppendDecisionHeading(const Terminal& terminal, std::string* out);

// "Impatient 0.62", or "none 0.41 (threshold; nearest Demanding 0.24)".
StyledText DescribePersona(const RuleSet& rules, const Decision& decision);

// The persona's label, or its id when it has none.
std::string_view PersonaLabel(const RuleSet& rules, std::string_view id);

// The colour of an ordered level: 0 is calm, the highest alarming.
Style LevelStyle(int32_t level);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_DECISION_VIEW_H_
