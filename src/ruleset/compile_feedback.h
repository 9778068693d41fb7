#ifndef RAPPORT_RULESET_COMPILE_FEEDBACK_H_
#define RAPPORT_RULESET_COMPILE_FEEDBACK_H_

#include <string>

#include "pack/model.h"
#include "rapport/limits.h"
#include "ruleset/tables.h"
#include "text/lexicon.h"

namespace rapport::ruleset {

// Themes, measures and the words of comments, into tables whose lexicon this is. Adds to the
// vocabulary. What a checked pack should not have had, or nothing.
std::string CompileFeedback(const pack::Pack& pack, const text::Lexicon& lexicon,
                            const PackLimits& limits, Tables* tables);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_COMPILE_FEEDBACK_H_
