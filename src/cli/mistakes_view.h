#ifndef RAPPORT_CLI_MISTAKES_VIEW_H_
#define RAPPORT_CLI_MISTAKES_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "learn/mistakes.h"

namespace rapport::cli {

// The kinds of mistakes with the evidence behind them, and the worst ones in full. `labelled` is
// the number of records with a label.
void AppendMistakes(const Terminal& terminal, const learn::Mistakes& mistakes, int64_t labelled,
                    std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_MISTAKES_VIEW_H_
